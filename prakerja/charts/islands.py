"""Recipients by island group and year, in small panels, each on its own scale."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import RECIPIENTS
from prakerja.charts.island_groups import ISLAND_GROUPS
from prakerja.charts.official import UNFINISHED, unfinished, unfinished_year
from prakerja.charts.site_chart import site_chart
from prakerja.settings import LANGUAGES, SETTINGS, in_every_language, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, Column, Event, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record, rows
from publicrecord.record.validity import last_day, valid

COLUMNS = (
    Column("group", N_("Island group"), "label"),
    Column("label", N_("Year"), "text"),
    RECIPIENTS,
    *ORIGIN,
)


def _clear_peaks(islands: pd.DataFrame) -> pd.Series:
    """Of each island group of which every year is known and one clearly leads, that year."""
    years = islands["period"].nunique()
    peaks = {
        island: rows(ranking.most(years_of))[0]["period"]
        for island, years_of in islands.groupby("island_group")
        if len(years_of) == years and ranking.one_leads(years_of)
    }
    return pd.Series(peaks, dtype="object")


def one_year_is_the_peak_of_most_groups(islands: pd.DataFrame) -> bool:
    """Whether one year is clearly the peak in more than half of the island groups."""
    peaks = _clear_peaks(islands).value_counts()
    return len(peaks) > 0 and bool(peaks.iloc[0] > islands["island_group"].nunique() / 2)


def _most_common_peak(islands: pd.DataFrame, language: Language) -> dict[str, str]:
    peaks = _clear_peaks(islands).value_counts()
    return {
        "year": str(peaks.index[0]),
        "count": language.in_words(int(peaks.iloc[0])),
        "groups": language.in_words(islands["island_group"].nunique()),
    }


HEADLINES = (
    Statement(
        one_year_is_the_peak_of_most_groups,
        N_("The peak was {year} in {count} of {groups} island groups"),
        _most_common_peak,
    ),
    Statement(
        ranking.some_known,
        N_("Recipients of an island group in a year: {range}"),
        ranking.whole_range,
        ranking.origin_of_ends,
    ),
)


def island_chart(islands: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """The panels of island_gross."""
    frame = _marks(require_values(islands, "place_figures"), scope)
    return site_chart(
        "island-groups-by-year",
        frame,
        COLUMNS,
        HEADLINES,
        mark="multiples",
        measure_ids=("recipients_gross",),
        subtitle=said(
            N_("People named in decrees (gross) by island group and year, each on its own scale")
        ),
        alt=all_marks(
            N_("Small columns by year for each island group. Peaks: {listed}."), frame, _peaks
        ),
        notes=unfinished_year(scope),
        legend=(("partial", UNFINISHED),) if scope.unfinished_year else (),
        events=_splits(record, scope),
    )


def _peaks(frame: pd.DataFrame, language: Language) -> str:
    """The largest value of each island group with its year, or its years where they are equal."""
    largest = frame.groupby("island_group")["value"].transform("max")
    peaks = frame[frame["value"] == largest].sort_values("value", ascending=False, kind="stable")
    parts = []
    for _island, years in peaks.groupby("island_group", sort=False):
        row = rows(years)[0]
        at = language.listed(years["period"].tolist())
        parts.append(f"{language.of(row, 'group')}: {language.number(row['value'])} ({at})")
    return "; ".join(parts)


def _marks(islands: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The sums as marks, group by group in the order of the frame, years in order: plus labels,
    group and series."""
    order = {island: at for at, island in enumerate(islands["island_group"].unique())}
    frame = islands.sort_values(
        ["island_group", "period"],
        key=lambda cells: cells.map(order) if cells.name == "island_group" else cells,
        ignore_index=True,
    )
    for code in LANGUAGES:
        names = {key: in_every_language(name)[code] for key, name in ISLAND_GROUPS.items()}
        frame[f"group_{code}"] = [names[island] for island in frame["island_group"]]
    return frame.assign(
        **text_columns("label", frame, "period"),
        short=frame["period"],
        series=unfinished(frame["period"], scope),
    )


def _splits(record: Record, scope: Scope) -> tuple[Event, ...]:
    """The year in which the provinces of an island group became more, from the provinces."""
    provinces = record.table("provinces")
    began = provinces["valid_from"].fillna(provinces["created_on"])
    end = last_day(scope.official_as_of)
    new = provinces.assign(created_on=began)[began <= end]
    there = provinces["province_code"].isin(valid(record, SETTINGS.geography.upper, end))
    counts = provinces.loc[there, "island_group"].value_counts()

    def event(island: str, created: str) -> Event:
        year, count = created[:4], int(counts[island])
        text = said(
            N_("{year}: {count} provinces"), lambda _language: {"year": year, "count": count}
        )
        return Event(year, text, group=ISLAND_GROUPS[island])

    last = new.groupby("island_group")["created_on"].max().to_dict()
    return tuple(event(str(island), str(created)) for island, created in last.items())
