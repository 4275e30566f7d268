"""How recipients changed in each province when the scheme changed."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import PROVINCE
from prakerja.charts.official import valid_then
from prakerja.charts.site_chart import site_chart
from prakerja.settings import SETTINGS, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import LEAST_LEAD
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message
from publicrecord.record.package import Record
from publicrecord.record.validity import area_changes, changed_between, last_day

SUBTITLE = N_(
    "Change of the people named in decrees (gross) by province, from the last year as social "
    "assistance ({first}) to the year after ({last}), percent"
)
NOTES = {
    True: N_("The table has all years; that {partial} is partial is our inference."),
    False: N_("The table has all years."),
}
"""The note, with an unfinished year and without."""


def _known(provinces: pd.DataFrame) -> pd.DataFrame:
    """The provinces of which both years are known."""
    return provinces[provinces["people_before"].notna() & provinces["people_after"].notna()]


def _whole(provinces: pd.DataFrame) -> float:
    """The change of all provinces together, as a part of the year before."""
    return float(provinces["people_after"].sum() / provinces["people_before"].sum() - 1)


def both_years_known(provinces: pd.DataFrame) -> bool:
    """Whether both years are known of every province, and there were recipients before."""
    return len(_known(provinces)) == len(provinces) > 0 and provinces["people_before"].sum() > 0


def fell_clearly(provinces: pd.DataFrame) -> bool:
    """Whether all provinces together clearly lost recipients."""
    return both_years_known(provinces) and _whole(provinces) < -LEAST_LEAD


def fell_everywhere(provinces: pd.DataFrame) -> bool:
    """Whether recipients became clearly fewer in all, and fewer in each province."""
    known = _known(provinces)
    return fell_clearly(provinces) and bool((known["people_after"] < known["people_before"]).all())


def rose_clearly(provinces: pd.DataFrame) -> bool:
    """Whether all provinces together clearly won recipients."""
    return both_years_known(provinces) and _whole(provinces) > LEAST_LEAD


def both_years_known_of_some(provinces: pd.DataFrame) -> bool:
    """Whether both years are known of a province."""
    return len(_known(provinces)) > 0


def _change(provinces: pd.DataFrame, language: Language) -> dict[str, object]:
    known = _known(provinces)
    return {
        "first": known["before"].iloc[0],
        "last": known["after"].iloc[0],
        "change": language.number(abs(round(_whole(known) * 100, 1))),
        "fell": int((known["people_after"] < known["people_before"]).sum()),
        "count": len(known),
    }


HEADLINES = (
    Statement(
        fell_everywhere,
        N_(
            "From {first} to {last} recipients (gross) fell by {change} percent, and fell in each "
            "of the {count} provinces"
        ),
        _change,
    ),
    Statement(
        fell_clearly,
        N_(
            "From {first} to {last} recipients (gross) fell by {change} percent; they fell in "
            "{fell} of {count} provinces"
        ),
        _change,
    ),
    Statement(
        rose_clearly,
        N_(
            "From {first} to {last} recipients (gross) rose by {change} percent; they fell in "
            "{fell} of {count} provinces"
        ),
        _change,
    ),
    Statement(
        both_years_known_of_some,
        N_(
            "Recipients (gross) of {first} and {last} are known for {count} provinces; they fell "
            "in {fell} of them"
        ),
        _change,
    ),
)


def change_chart(
    by_year: pd.DataFrame,
    years: tuple[str, str],
    record: Record,
    scope: Scope,
) -> Chart:
    """The ranges from the first to the second of two years, of the provinces that there were then
    and whose area was the same.

    by_year: recipients of each province and year.
    """
    before, after = years
    then = valid_then(by_year[by_year["period"].isin(years)], record, SETTINGS.geography.upper)
    frame = _marks(by_year[by_year["code"].isin(then)], record, before, after)
    others = sorted(set(by_year["period"]) - set(years))
    about = ranking.with_gaps(frame, "code", then).assign(before=before, after=after)
    words = {"first": before, "last": after, "partial": scope.unfinished_year}
    return site_chart(
        "provinces-from-year-to-year",
        frame,
        _columns(before, after, others),
        HEADLINES,
        about=about,
        mark="bars",
        brief=(
            "label",
            *(f"year_{year}" for year in others),
            "people_before",
            "people_after",
            "value",
        ),
        measure_ids=("recipients_gross",),
        subtitle=said(SUBTITLE, lambda _language: words),
        alt=said(
            N_("Bar chart of {count} provinces: {range} percent."),
            lambda language: {"count": len(frame), **ranking.whole_range(frame, language)},
        ),
        notes=(said(NOTES[bool(scope.unfinished_year)], lambda _language: words),),
    )


def _columns(before: str, after: str, others: list[str]) -> tuple[Column, ...]:
    keys = {before: "people_before", after: "people_after"}
    return (
        PROVINCE,
        *(
            Column(keys.get(year, f"year_{year}"), Message(year), "number")
            for year in sorted({*others, *keys})
        ),
        Column(
            "value",
            N_("Change from {first} to {last} (%)"),
            "percent",
            {"first": before, "last": after},
        ),
        *ORIGIN,
    )


def _marks(by_year: pd.DataFrame, record: Record, before: str, after: str) -> pd.DataFrame:
    """The provinces as marks, the largest fall first: the change in percent as value, plus
    people_before, people_after and the people of each year. One whose area changed between the two
    is left out."""
    wide = by_year.pivot(index="code", columns="period", values="value")
    wide = wide.reindex(columns=sorted({*wide.columns, before, after}))
    own = by_year.groupby("code").agg(
        status=("status", "first"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_ids", " ".join),
    )
    listed = record.table("provinces").set_index("province_code")
    listed = listed.assign(name=listed["name_short"])
    names = listed[[name for name in ("name", *SETTINGS.columns("name")) if name in listed]]
    frame = own.join(names).join(wide).drop(_of_another_area(by_year, record, before, after))
    frame = frame.reset_index()
    frame = frame.assign(
        **text_columns("label", frame, "name"),
        people_before=frame[before],
        people_after=frame[after],
        value=_change_in_percent(frame[before], frame[after]),
        decimals=1,
        **{f"year_{year}": frame[year] for year in wide.columns},
    )
    ordered = frame.sort_values("value", ignore_index=True)
    return require_values(ordered, "place_figures")


def _change_in_percent(before: pd.Series, after: pd.Series) -> pd.Series:
    """The change; of a place that had none before there is none."""
    return ((after / before.where(before > 0) - 1) * 100).round(1)


def _of_another_area(by_year: pd.DataFrame, record: Record, before: str, after: str) -> list[str]:
    """The provinces whose area changed between the days of the counts of two years."""
    days = by_year.pivot(index="code", columns="period", values="as_of")
    days = days.reindex(columns=[before, after])
    changes = area_changes(record)
    return [
        code
        for code, one, other in zip(days.index, days[before], days[after], strict=True)
        if pd.notna(one)
        and pd.notna(other)
        and changed_between(changes.get(code, ()), last_day(one), last_day(other))
    ]
