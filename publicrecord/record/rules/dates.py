"""Rules on dates, periods and waves: in order, inside their year, over when they were read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.claims import VALUELESS
from publicrecord.record.package import Record, Row, records

KNOWN_ON_READING = ("as_of", "published_on")
"""The columns with days that are over when a source is read."""

AFTER_ACCESS = Rule(
    "date-after-access",
    N_("The date {value} is later than the day on which the source was read ({accessed})."),
    N_("Correct this date, or correct accessed_on of the source in sources.csv."),
)
DATE_STATUS = Rule(
    "date-and-status",
    N_('The status is "{status}", but the date is "{value}".'),
    N_(
        "Correct the status or the date. With the status not_known, not_published or "
        "suppressed the date must be empty; with any other status it must be filled in."
    ),
)
WRONG_ORDER = Rule(
    "dates-out-of-order",
    N_(
        "Wave {wave}: the date of {first} ({first_date}) is later than the date of "
        "{second} ({value})."
    ),
    N_(
        "Correct one of the two dates, or give the doubtful date the status unfit and "
        "write the reason in its notes."
    ),
)
WRONG_YEAR = Rule(
    "wave-outside-year",
    N_("Wave {wave} belongs to the year {year}, but this row says {value}."),
    N_("Correct the wave, the period or the date. The year of each wave is in waves.csv."),
)
WAVE_SILENT = Rule(
    "wave-silent",
    N_("The table has no row of {value} for wave {wave}."),
    N_(
        "Add the row. If no value was found, write the status not_known and a source of "
        "the kind own."
    ),
)
WAVES_REVERSED = Rule(
    "waves-reversed",
    N_("The first wave ({first}) is later than the last wave ({value})."),
    N_("Write the earlier wave in wave_from and the later wave in wave_to."),
)


def find(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    yield from _after_reading(record)
    yield from _wave_dates(record, dates)
    yield from _every_wave(record, claims, dates)
    waves = record.table("waves").sort_values("wave")
    if not waves["year"].is_monotonic_increasing:
        return  # which is reported there; a wave outside its year would follow from it
    years = dict(zip(waves["wave"], waves["year"], strict=True))
    spans = claims[claims["period"].notna() & claims["wave_from"].notna()]
    for row in records(spans[["table", "row", "period", "wave_from", "wave_to"]]):
        yield from _waves(record.file(row["table"]), row, years)


def _after_reading(record: Record) -> Iterator[Finding]:
    """Nothing that a source says is later than the day on which the source was read."""
    sources = record.table("sources")
    accessed = dict(zip(sources["source_id"], sources["accessed_on"], strict=True))
    for name, frame in record.tables.items():
        for column in KNOWN_ON_READING:
            if {column, "source_id"} <= {*frame.columns}:
                dated = frame[["row", column]].assign(accessed=frame["source_id"].map(accessed))
                for row in records(dated[dated[column] > dated["accessed"]]):
                    day, read_on = row[column], row["accessed"]
                    file = record.file(name)
                    yield AFTER_ACCESS.at(file, row["row"], column, day, accessed=read_on)


def _wave_dates(record: Record, dates: pd.DataFrame) -> Iterator[Finding]:
    file = record.file("wave_dates")
    for row in records(dates):
        valueless = row["status"] in VALUELESS
        if pd.notna(row["date"]) == valueless:
            value: str = "" if pd.isna(row["date"]) else row["date"]
            yield DATE_STATUS.at(file, row["row"], "date", value, status=row["status"])
    shown = dates[dates["chosen"] & dates["date"].notna()]
    years = record.table("waves").set_index("wave")["year"]
    stages = record.settings.every_wave.events
    shown = shown[shown["event"].isin(stages)]
    in_order = years.sort_index().is_monotonic_increasing
    for row in records(shown) if in_order else ():
        if int(row["date"][:4]) != years[row["wave"]]:
            yield WRONG_YEAR.at(
                file, row["row"], "date", row["date"], wave=row["wave"], year=years[row["wave"]]
            )
    for wave, rows in shown.groupby("wave"):
        known = {row["event"]: row for row in records(rows)}
        for first, second in pairwise(known[stage] for stage in stages if stage in known):
            if first["date"] > second["date"]:
                yield WRONG_ORDER.at(
                    file,
                    second["row"],
                    "date",
                    second["date"],
                    wave=wave,
                    first=first["event"],
                    first_date=first["date"],
                    second=second["event"],
                )


def _every_wave(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Each wave says something of its size and its days, be it that nothing is known."""
    figures, needed = claims[claims["table"] == "wave_figures"], record.settings.every_wave
    wanted = [
        ("wave_figures", figures, "measure_id", needed.measures),
        ("wave_dates", dates, "event", needed.events),
    ]
    for table, frame, column, words in wanted:
        for word in words:
            there = set(frame.loc[frame[column] == word, "wave"])
            for row in records(record.table("waves")):
                if row["wave"] not in there:
                    yield WAVE_SILENT.at(
                        record.file(table), column=column, value=word, wave=row["wave"]
                    )


def _waves(file: str, row: Row, years: dict[int, int]) -> Iterator[Finding]:
    first, last, period = row["wave_from"], row["wave_to"], row["period"]
    if pd.notna(last) and first > last:
        yield WAVES_REVERSED.at(file, row["row"], "wave_to", last, first=first)
    if len(period) != 4:
        return
    for column, wave in (("wave_from", first), ("wave_to", last)):
        if pd.notna(wave) and years[wave] != int(period):
            yield WRONG_YEAR.at(file, row["row"], column, period, wave=wave, year=years[wave])
