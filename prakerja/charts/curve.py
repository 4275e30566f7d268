"""The Lorenz curve of the provinces: how evenly recipients are spread over the residents."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import GROSS, PER_1000, PROVINCE, SOURCE_OF_PEOPLE
from prakerja.charts.official import valid_then, without_people
from prakerja.charts.provinces import in_all_provinces
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.concentration import gini, lorenz
from prakerja.settings import SETTINGS, text_columns
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import all_known, some_known
from publicrecord.indicators.origins import computed_with_bases
from publicrecord.language import N_, Language, Text
from publicrecord.record.package import Record

RESIDENTS = Column("residents", N_("Residents"), "number")
SO_FAR = (
    Column("along", N_("Residents so far (%)"), "percent"),
    Column("value", N_("Recipients so far (%)"), "percent"),
)
COLUMNS = (PROVINCE, PER_1000, RESIDENTS, GROSS, *SO_FAR, *ORIGIN, SOURCE_OF_PEOPLE)
HALF = 50  # percent of the residents


def some_provinces_have_less_than_half_of_the_residents(curve: pd.DataFrame) -> bool:
    """Whether every province is known, and those with the lowest rates are not half the country."""
    return all_known(curve) and bool((curve["along"] <= HALF).any())


def _below_half(curve: pd.DataFrame) -> pd.DataFrame:
    """The last point that is not beyond half of the residents."""
    return curve[curve["along"] <= HALF].tail(1)


def _lower_half(curve: pd.DataFrame, language: Language) -> dict[str, object]:
    below = _below_half(curve).iloc[0]
    return {
        "count": int((curve["along"] <= HALF).sum()),
        "provinces": len(curve),
        "residents": language.number(round(below["along"], 1)),
        "recipients": language.number(round(below["value"], 1)),
    }


def _places(curve: pd.DataFrame, _language: Language) -> dict[str, object]:
    return {"count": int(curve["value"].notna().sum())}


HEADLINES = (
    Statement(
        some_provinces_have_less_than_half_of_the_residents,
        N_(
            "{count} of {provinces} provinces, those with the lowest rates, have {residents} "
            "percent of the residents and {recipients} percent of the recipients"
        ),
        _lower_half,
        computed_with_bases,
        _below_half,
    ),
    Statement(
        some_known,
        N_("Recipients beside the residents of {count} provinces"),
        _places,
        computed_with_bases,
    ),
)


def curve_chart(provinces: pd.DataFrame, regencies: pd.DataFrame, record: Record) -> Chart:
    """The curve of province_totals; regencies: regency_totals, for their coefficient."""
    require_values(provinces, "place_figures")
    known = provinces[provinces["value"].notna() & provinces["residents"].notna()]
    frame, beside = _marks(known), regencies[regencies["residents"].notna()]
    coefficients = round(gini(known), 2), round(gini(beside), 2)
    then = valid_then(provinces, record, SETTINGS.geography.upper)
    lacking = without_people(frame, "code", then, record)
    return site_chart(
        "concentration",
        frame,
        COLUMNS,
        HEADLINES,
        about=in_all_provinces(frame, record, "code"),
        mark="curve",
        brief=("label", "per_1000", "along", "value"),
        measure_ids=("recipients_gross", "population_total"),
        subtitle=said(
            N_("Share of all recipients (gross), against the share of all residents, by province")
        ),
        alt=_alt(frame, coefficients),
        notes=(_note(frame, coefficients, len(beside)), *lacking),
        maximum=100,
    )


def _alt(frame: pd.DataFrame, coefficients: tuple[float, float]) -> Text:
    """The curve in words; it lies on the line of even spread where the coefficient is 0."""
    text = (
        N_(
            "Lorenz curve of {count} provinces, below the line of even spread. Gini coefficient "
            "{provinces} over provinces, {regencies} over regencies and cities."
        )
        if coefficients[0] > 0
        else N_(
            "Lorenz curve of {count} provinces, on the line of even spread. Gini coefficient "
            "{provinces} over provinces, {regencies} over regencies and cities."
        )
    )
    return said(
        text,
        lambda language: {
            "count": len(frame),
            "provinces": language.number(coefficients[0]),
            "regencies": language.number(coefficients[1]),
        },
    )


def _note(frame: pd.DataFrame, coefficients: tuple[float, float], regencies: int) -> Text:
    return said(
        N_(
            "The provinces are in order from the lowest to the highest rate; the dashed line is an "
            "even spread. Gini coefficient: {of_provinces} over the {provinces} provinces, "
            "{of_regencies} over the {regencies} regencies and cities (0: even, 1: all in one "
            "place). Residents are of {date}. An even spread need not be a fair one."
        ),
        lambda language: {
            "of_provinces": language.number(coefficients[0]),
            "provinces": len(frame),
            "of_regencies": language.number(coefficients[1]),
            "regencies": language.number(regencies),
            "date": language.date(frame["base_as_of"].max()),
        },
    )


def _marks(provinces: pd.DataFrame) -> pd.DataFrame:
    """The provinces along the curve as marks, from the lowest rate to the highest."""
    curve = lorenz(provinces)
    return curve.assign(
        **text_columns("label", curve, "name"),
        along=curve["share_residents"].round(2),
        recipients=curve["value"],
        value=curve["share_recipients"].round(2),
        per_1000=curve["per_1000"].round(1),
    )
