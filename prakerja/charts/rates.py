"""Recipients of each province per 1,000 people: labour force, residents, people of 15 and over."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import GROSS, PROVINCE, SOURCE_OF_PEOPLE
from prakerja.charts.official import official_span, valid_then, without_people
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.bases import ON_OLD_BOUNDARIES
from prakerja.indicators.rates import province_rates
from prakerja.settings import SETTINGS, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import (
    RATE_DECIMALS,
    SOURCE,
    STATUS,
    Chart,
    Column,
    Reference,
    require_values,
    said,
)
from publicrecord.charts.headline import Statement
from publicrecord.indicators.origins import computed_with_bases
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.package import Record, rows

COLUMNS = (
    PROVINCE,
    Column("value", N_("Per 1,000"), "rate"),
    GROSS,
    Column("base", N_("People"), "number"),
    Column("base_as_of", N_("People as of"), "date"),
    STATUS,
    Column("as_of", N_("Recipients as of"), "date"),
    SOURCE,
    SOURCE_OF_PEOPLE,
)
CHARTS = {
    "labour_force": "recipients-per-labour-force",
    "population_total": "recipients-per-residents",
    "population_15plus": "recipients-per-adults",
}
PER = {
    "labour_force": N_("per 1,000 of the labour force"),
    "population_total": N_("per 1,000 residents"),
    "population_15plus": N_("per 1,000 people aged 15 and over"),
}
SUBTITLES = {
    "labour_force": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 of the labour force of {day}"
    ),
    "population_total": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 residents of {day}"
    ),
    "population_15plus": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 people aged 15 and over in "
        "the census of {year}, on the {provinces} provinces of then"
    ),
}
ALT = N_(
    "Bar chart of {count} provinces. Highest: {first}, {first_value}. Lowest: {last}, {last_value}."
)
CAVEATS = {
    "labour_force": N_(
        "Recipients of {years} years beside the labour force of one month: a measure of reach, not "
        "a share of people."
    ),
    "population_total": N_("The residents are those of the civil register on {day}."),
    "population_15plus": N_(
        "The four provinces made in 2022 are added to the provinces they came from, because the "
        "census knows only these."
    ),
}

LATER = N_(
    "The residents are those of the civil register on {day}, later than the count of recipients."
)


def _headlines(per: Message) -> tuple[Statement, ...]:
    """What may be said of rates; per: what the recipients are divided by."""

    def ends(rates: pd.DataFrame, language: Language) -> dict[str, str]:
        return {**ranking.ends_in_words(rates, language), "per": language.gettext(per)}

    def first_together(rates: pd.DataFrame, language: Language) -> dict[str, str]:
        together = ranking.most(rates)
        names = [language.of(row, "label") for row in rows(together)]
        return {
            **ends(rates, language),
            **ranking.whole_range(together, language),
            "first": language.listed(names),
        }

    return (
        Statement(
            ranking.one_leads_one_trails,
            N_(
                "{first} has the highest rate, {first_value} recipients {per}; {last} the lowest, "
                "{last_value}"
            ),
            ends,
            computed_with_bases,
            ranking.ends,
        ),
        Statement(
            ranking.few_lead_one_trails,
            N_(
                "{first} have the highest rates, {range} recipients {per}; {last} the lowest, "
                "{last_value}"
            ),
            first_together,
            computed_with_bases,
            ranking.ends,
        ),
        Statement(
            ranking.some_known,
            N_("Recipients {per}, by province: {range}"),
            ends,
            computed_with_bases,
        ),
    )


HEADLINES = {base: _headlines(per) for base, per in PER.items()}


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of rates."""
    return [
        rate_chart(province_rates(record, claims, base), base, record, scope) for base in CHARTS
    ]


def rate_of_all(rates: pd.DataFrame) -> float:
    """The recipients of all provinces together per 1,000 of their people."""
    known = rates[rates["value"].notna()]
    return float(known["recipients"].sum() / known["base"].sum() * 1000)


def _together(rates: pd.DataFrame, lacking: list[Text]) -> Reference:
    """The rate of the country; of the provinces shown, where one is lacking."""
    value = round(rate_of_all(rates), 1)
    text = N_("these provinces together: {value}") if lacking else N_("Indonesia: {value}")
    return Reference(
        value, said(text, lambda language: {"value": language.number(value, RATE_DECIMALS)})
    )


def rate_chart(rates: pd.DataFrame, base: str, record: Record, scope: Scope) -> Chart:
    """The bars of province_rates over a base."""
    named = rates.assign(
        **text_columns("label", rates, "name"),
        value=rates["value"].round(1),
        decimals=RATE_DECIMALS,
    )
    frame = ranking.ranked(require_values(named, "place_figures"))
    counted = str(frame["base_as_of"].max())
    later = base == "population_total" and counted > scope.official_as_of
    expected = valid_then(frame, record, SETTINGS.geography.upper)
    if base in ON_OLD_BOUNDARIES:
        expected = record.table("provinces")["code_34"].unique().tolist()
    lacking = without_people(frame, "province_code", expected, record)

    def words(language: Language) -> dict[str, object]:
        return {
            "day": language.date(counted),
            "year": counted[:4],
            "years": language.in_words(len(scope.official_years)),
            "provinces": len(expected),
            "count": len(frame),
            **official_span(scope, language),
        }

    return site_chart(
        CHARTS[base],
        frame,
        COLUMNS,
        HEADLINES[base],
        about=ranking.with_gaps(frame, "province_code", expected),
        mark="bars",
        reference=_together(frame, lacking),
        brief=("label", "value", "recipients", "base"),
        measure_ids=("recipients_gross", base),
        subtitle=said(SUBTITLES[base], words),
        alt=said(ALT, lambda language: words(language) | ranking.ends_in_words(frame, language)),
        notes=(said(LATER if later else CAVEATS[base], words), *lacking),
    )
