"""Recipients by province: all of them, and the far ends of the ranking."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.columns import END, PROVINCE, RECIPIENTS
from prakerja.charts.official import official_span, valid_then
from prakerja.charts.site_chart import placed, site_chart
from prakerja.indicators.concentration import JAVA
from prakerja.settings import SETTINGS, in_every_language, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, Column, listed, require_values, said
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.package import Record, rows

COLUMNS = (
    PROVINCE,
    RECIPIENTS,
    Column("share", N_("Share of all (%)"), "percent"),
    *ORIGIN,
)
NOTES = {
    "gross": N_(
        "Each province is the sum of its regencies and cities on the boundaries of the day of "
        "the count, those of {count} provinces; together {total} people."
    ),
    "net": N_(
        "Read from the map of the {year} annual report; the {count} numbers add exactly "
        "to the printed {total}."
    ),
    "net, not as printed": N_("Read from the map of the {year} annual report; together {total}."),
}
ALT = N_(
    "Bar chart of {count} provinces. Most: {first}, {first_value}. "
    "Fewest: {last}, {last_value}. All together: {total}."
)
ENDS = 5


def _headlines(basis: Message) -> tuple[Statement, ...]:
    """What may be said of the provinces; basis: gross or net, which have other numbers."""

    def ends(provinces: pd.DataFrame, language: Language) -> dict[str, object]:
        words = ranking.ends_in_words(provinces, language)
        return {"basis": language.gettext(basis), **words}

    def first(provinces: pd.DataFrame, language: Language) -> dict[str, object]:
        top = rows(ranking.ranked(provinces))[0]
        return {
            "province": language.of(top, "label"),
            "share": language.number(top["share"]),
            **ends(provinces, language),
        }

    return (
        Statement(
            ranking.one_leads_one_trails,
            N_(
                "{province} has the most recipients ({basis}), {share} percent of all; {last} has "
                "the fewest"
            ),
            first,
            subject=ranking.ends,
        ),
        Statement(
            ranking.one_leads,
            N_("{province} has the most recipients ({basis}), {share} percent of all"),
            first,
            subject=ranking.most,
        ),
        Statement(ranking.some_known, N_("Recipients ({basis}) by province: {range}"), ends),
    )


def _of_java(provinces: pd.DataFrame) -> pd.DataFrame:
    return provinces[provinces["island_group"] == JAVA]


def all_known_and_some_on_java(provinces: pd.DataFrame) -> bool:
    """Whether every province has a value, and some of them lie on Java."""
    return ranking.all_known(provinces) and len(_of_java(provinces)) > 1


def _java(provinces: pd.DataFrame, language: Language) -> dict[str, str]:
    java = _of_java(provinces)
    share = java["value"].sum() / provinces["value"].sum() * 100
    return {
        "count": language.in_words(len(java)),
        "share": language.number(round(float(share), 1)),
    }


ENDS_HEADLINES = {"gross": _headlines(N_("gross")), "net": _headlines(N_("net"))}
JAVA_HEADLINES = (
    Statement(
        all_known_and_some_on_java,
        N_("The {count} provinces of Java have {share} percent of all recipients (gross)"),
        _java,
        subject=_of_java,
    ),
    ENDS_HEADLINES["gross"][-1],
)
HEADLINES = {"gross": JAVA_HEADLINES, "net": ENDS_HEADLINES["net"]}


def province_chart(
    sums: pd.DataFrame,
    basis: str,
    record: Record,
    scope: Scope,
    printed: frozenset[float] = frozenset(),
) -> Chart:
    """The bars of province_gross or province_net.

    basis: gross or net. printed: the net totals of the country that were published.
    """
    file = "place_figures" if basis == "gross" else "province_figures"
    frame = ranking.ranked(require_values(sums, file))
    total = float(frame["value"].sum())
    note = "net, not as printed" if basis == "net" and total not in printed else basis
    frame = frame.assign(
        **text_columns("label", frame, "name"),
        code=frame["province_code"],
        share=(frame["value"] / total * 100).round(2),
    )

    def words(language: Language) -> dict[str, object]:
        return {
            "count": len(frame),
            "total": language.number(total),
            "year": frame["as_of"].max()[:4],
            **ranking.ends_in_words(frame, language),
        }

    return site_chart(
        f"recipients-by-province-{basis}",
        frame,
        COLUMNS,
        HEADLINES[basis],
        about=with_islands(in_all_provinces(frame, record), record),
        mark="bars",
        measure_ids=(f"recipients_{basis}",),
        subtitle=_subtitle(frame, basis, scope),
        alt=said(ALT, words),
        notes=(said(NOTES[note], words),),
    )


def in_all_provinces(
    frame: pd.DataFrame, record: Record, key: str = "province_code"
) -> pd.DataFrame:
    """The provinces of a frame, and a row without a value for each that it lacks of those valid on
    its latest day."""
    return ranking.with_gaps(frame, key, valid_then(frame, record, SETTINGS.geography.upper))


def with_islands(provinces: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Provinces with the island group that each belongs to."""
    islands = record.table("provinces").set_index("province_code")["island_group"]
    return provinces.assign(island_group=provinces["province_code"].map(islands))


def _subtitle(frame: pd.DataFrame, basis: str, scope: Scope) -> Text:
    """What is counted, and over which waves or years."""
    if basis == "gross":
        return said(
            N_("People named in decrees (gross) by province, {first} to {last}"),
            lambda language: official_span(scope, language),
        )
    top = frame.iloc[0]
    return said(
        N_("Effective recipients (net) by province, waves {first}–{last} ({period})"),
        lambda _language: {
            "first": top["wave_from"],
            "last": top["wave_to"],
            "period": top["period"].replace("-", "–"),
        },
    )


def ends_chart(whole: Chart, record: Record, scope: Scope) -> Chart:
    """The provinces with most and fewest recipients, for the home page; whole: all provinces."""
    frame = most_and_fewest(whole.frame, ENDS)
    about = in_all_provinces(whole.frame, record)
    return replace(
        whole,
        **placed("provinces-most-and-fewest"),
        frame=frame,
        headline=true_headline("provinces-most-and-fewest", about, ENDS_HEADLINES["gross"]),
        notes=(said(OWN_SCALES), *whole.notes),
        columns=(COLUMNS[0], END, *COLUMNS[1:]),
        subtitle=said(
            N_(
                "The five provinces with most and the five with fewest people named in decrees "
                "(gross), {first} to {last}"
            ),
            lambda language: official_span(scope, language),
        ),
        alt=said(
            N_(
                "Bar chart of the {count} provinces with most and the {count} with fewest "
                "recipients. {listed}."
            ),
            lambda language: {"count": ENDS, "listed": listed(frame, language)},
        ),
    )


OWN_SCALES = N_("The places with most and those with fewest are drawn on scales of their own.")


def most_and_fewest(places: pd.DataFrame, count: int) -> pd.DataFrame:
    """The first and the last rows of ranked places, under headings that say so.

    One row a place: the columns of `places` plus group_id, group_en and scale_end.
    """
    known = places[places["value"].notna()]
    ends = ((N_("Most"), known.head(count)), (N_("Fewest (another scale)"), known.tail(count)))
    return pd.concat(
        [
            rows.assign(
                scale_end=rows["value"].max(),
                **{f"group_{code}": text for code, text in in_every_language(end).items()},
            )
            for end, rows in ends
        ],
        ignore_index=True,
    )
