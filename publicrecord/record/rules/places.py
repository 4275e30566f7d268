"""Rules on geography: every name finds its place, and the official file covers them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.geography import Level
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.record.package import Record, records
from publicrecord.record.validity import last_day, lifetimes, place_versions, valid

CODE_UNKNOWN = Rule(
    "place-code-unknown",
    N_('The code "{value}" does not exist in {target}.'),
    N_("Correct the code. Similar codes: {near}."),
)
CODE_MISSING = Rule(
    "place-code-missing",
    N_('"{value}" has no code, so its figures cannot be assigned to a place.'),
    N_(
        "Write the code from {tables}. If no list has the name, write in the column level "
        "one of: {levels}."
    ),
)
TWICE = Rule(
    "place-twice",
    N_('Two names from the official file have the same code, "{value}".'),
    N_(
        "Correct one of the codes. If the name does not come from the official file, "
        "leave the column official_id empty. If the place was renamed or moved, add what it was "
        "before to former_places.csv."
    ),
)
COVERAGE = Rule(
    "places-not-covered",
    N_(
        "For {period}, the source {source} must give one figure for each of {whole} "
        "{places}, but it does so for only {count}."
    ),
    N_(
        "Add the missing rows, or delete the rows that occur twice. At most five places "
        "are listed: {names}."
    ),
)


SHARED = Rule(
    "place-shares-cell",
    N_(
        "{value} and {other} in row {first} are valid at the same time and have the same "
        "{columns}: {shared}."
    ),
    N_(
        "Correct one of the two rows. Where each place is drawn as a square (tile_row, tile_col), "
        "one would cover the other."
    ),
)
OF_ONE = (("iso_code",), ("tile_row", "tile_col"))
"""Columns of the upper level that no two places have in common at a time, if the table has them."""


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    yield from _aliases(record)
    yield from _names(record)
    yield from _coverage(record, claims)
    yield from _shared(record)


def _shared(record: Record) -> Iterator[Finding]:
    """Places of the upper level that are valid at the same time have codes and squares of their
    own."""
    upper = record.settings.geography.upper
    frame, lives = record.table(upper.table), lifetimes(record, upper)
    for columns in (list(columns) for columns in OF_ONE if {*columns} <= {*frame.columns}):
        listed = records(frame.dropna(subset=columns))
        for number, row in enumerate(listed):
            for other in listed[:number]:
                first, last = lives[row[upper.code]]
                begin, end = lives[other[upper.code]]
                same = all(row[column] == other[column] for column in columns)
                if same and first <= end and begin <= last:
                    yield SHARED.at(
                        record.file(upper.table), row["row"], columns[-1], row["name"],
                        other=other["name"], first=other["row"], columns=", ".join(columns),
                        shared=", ".join(f"{row[column]:g}" if isinstance(row[column], float)
                                         else str(row[column]) for column in columns),
                    )  # fmt: skip


def _listed(record: Record, levels: Sequence[Level]) -> dict[str, list[str]]:
    """The codes of the places of these levels, by table; a record need not list the lowest."""
    there = (level for level in levels if level.table in record.tables)
    return {level.table: list(record.table(level.table)[level.code]) for level in there}


def _aliases(record: Record) -> Iterator[Finding]:
    geography, file = record.settings.geography, record.file("place_aliases")
    listed = _listed(record, geography.levels[1:])
    tables = {level.name: level.table for level in geography.levels if level.table in listed}
    known = {code for codes in listed.values() for code in codes}
    official = record.table("place_aliases").dropna(subset=["official_id", "code"])
    former = {code: len(listed) for code, listed in place_versions(record, geography.lower).items()}
    names = official.groupby("code").cumcount()
    for row in official[names >= official["code"].map(former).fillna(1)].to_dict("records"):
        yield TWICE.at(file, row["row"], "code", row["code"])
    for row in record.table("place_aliases").to_dict("records"):
        code = row["code"]
        if pd.isna(code):
            if row["level"] not in geography.unlisted:
                yield CODE_MISSING.at(
                    file, row["row"], "code", row["place_as_printed"],
                    tables=", ".join(f"{table}.csv" for table in listed),
                    levels=", ".join(geography.unlisted),
                )  # fmt: skip
        elif code not in known:
            table = tables.get(row["level"], geography.lower.table)
            near = nearest(code, listed[table])
            yield CODE_UNKNOWN.at(file, row["row"], "code", code, target=f"{table}.csv", near=near)


def _names(record: Record) -> Iterator[Finding]:
    """Names that people use must lead to a place that has a page."""
    listed = _listed(record, record.settings.geography.levels[:2])
    codes = [code for found in listed.values() for code in found]
    for row in record.table("place_names").to_dict("records"):
        if row["code"] not in codes:
            yield CODE_UNKNOWN.at(
                record.file("place_names"),
                row["row"],
                "code",
                row["code"],
                target=", ".join(record.resource(table)["path"] for table in listed),
                near=nearest(row["code"], codes),
            )


def _coverage(record: Record, claims: pd.DataFrame) -> Iterator[Finding]:
    """The official file names every place of the lower level that was valid on its day once in each
    period, or a row was lost. It need not count the years before a place began."""
    lower = record.settings.geography.lower
    lives = lifetimes(record, lower)
    names = record.table(lower.table).set_index(lower.code)["name"]
    source = record.settings.place_counts.source_id
    official = claims[
        (claims["table"] == "place_figures")
        & (claims["source_id"] == source)
        & claims["arithmetic"].isna()
    ]
    for period, rows in official.groupby("period"):
        then = valid(record, lower, last_day(str(rows["as_of"].max())))
        counts = rows["code"].value_counts().reindex(then).fillna(0)
        later = {code for code in then if lives[code][0] > last_day(str(period)[-4:])}
        odd = counts[counts.ne(1) & ~(counts.eq(0) & counts.index.isin(later))]
        if len(odd):
            yield COVERAGE.at(
                record.file("place_figures"),
                column="place_as_printed",
                count=int((counts == 1).sum()),
                whole=len(then),
                places=lambda language: language.levels[lower.table],
                period=period,
                source=source,
                names="; ".join(names[code] for code in odd.index[:5]),
            )
