"""Every chart with the frame that it is drawn from, so that a test can change the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from scratch import language

from prakerja.charts import (
    aid,
    change,
    concentration,
    counts,
    curve,
    evaluations,
    incentive_use,
    islands,
    java,
    money,
    opinions,
    people,
    places,
    printed,
    provinces,
    quotas,
    rates,
    satisfaction,
    selection,
    surveys,
    waves,
    work,
    years,
)
from prakerja.indicators import concentration as shares
from prakerja.indicators import evaluations as results
from prakerja.indicators import people as groups
from prakerja.indicators import places as totals
from prakerja.indicators import programme, reach
from prakerja.indicators import rates as per_people
from prakerja.indicators import waves as single
from publicrecord.charts.chart import Chart
from publicrecord.indicators.scope import Scope
from publicrecord.record.package import Record


def as_it_is(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


@dataclass(frozen=True)
class Case:
    """A chart and its frame.

    frame: what the chart is drawn from. draw: the chart of such a frame. group: the column by
    which rows are emptied together, such as the year. column: what is changed. settle: computes
    anew what follows from the changed column. facts: what the readings of its texts need besides.
    """

    frame: pd.DataFrame
    draw: Callable[[pd.DataFrame], Chart]
    group: str
    column: str = "value"
    settle: Callable[[pd.DataFrame], pd.DataFrame] = as_it_is
    facts: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def subtitle(self) -> str:
        """The subtitle of the chart of the unchanged frame."""
        return self.draw(self.frame).subtitle(language("en"))


def with_rate(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(per_1000=frame["value"] / frame["residents"] * 1000)


def with_category(frame: pd.DataFrame) -> pd.DataFrame:
    names = results.CATEGORIES
    return frame.assign(category_en=[names.get(key, "?") for key in frame["finding"]])


def all_cases(record: Record, claims: pd.DataFrame, scope: Scope) -> dict[str, Case]:
    return (
        of_the_programme(record, claims, scope)
        | of_waves(record, claims)
        | of_places(record, claims, scope)
        | of_surveys(record, claims)
    )


def of_the_programme(record: Record, claims: pd.DataFrame, scope: Scope) -> dict[str, Case]:
    gross, net = (programme.year_totals(record, claims, basis) for basis in ("gross", "net"))
    expected = {"years": scope.years, "gross": gross}
    against = [row["claims"].split() for row in record.table("comparisons").to_dict("records")]
    return {
        "recipients-by-year-gross": Case(
            gross, lambda f: years.year_chart(f, f, "gross", record, scope), "year", facts=expected
        ),
        "recipients-by-year-net": Case(
            net, lambda f: years.year_chart(f, gross, "net", record, scope), "year", facts=expected
        ),
        "recipients-since-start": Case(
            programme.cumulative_net(claims),
            lambda f: counts.since_start_chart(f, record),
            "period",
        ),
        "printed-and-shown": Case(
            programme.printed_net(claims), printed.printed_chart, "figure_id"
        ),
        "registrations": Case(
            programme.registrations(claims),
            lambda f: counts.registrations_chart(f, record),
            "as_of",
            facts={"comparisons": against},
        ),
        "incentives-disbursed": Case(
            programme.incentives(claims, scope.first_year),
            lambda f: money.incentive_chart(f, scope),
            "span",
        ),
        "share-of-women": Case(
            groups.share_over_time(claims, "gender", "female"), people.women_chart, "period"
        ),
        "results-of-evaluations": Case(
            results.evaluation_results(record, claims),
            lambda f: evaluations.evaluation_chart(f, record),
            "study_id",
            column="finding",
            settle=with_category,
        ),
    }


def of_waves(record: Record, claims: pd.DataFrame) -> dict[str, Case]:
    return {
        "recipients-by-wave": Case(
            single.wave_intake(record, claims), lambda f: waves.intake_chart(f, record), "year"
        ),
        "quota-and-intake": Case(
            single.quota_and_selected(claims), lambda f: quotas.quota_chart(f, record), "wave"
        ),
        "from-registration-to-selection": Case(
            single.selection_steps(claims), lambda f: selection.steps_chart(f, record), "wave"
        ),
    }


def of_places(record: Record, claims: pd.DataFrame, scope: Scope) -> dict[str, Case]:
    listed = record.table("provinces")
    every = {
        "provinces": set(listed["province_code"]),
        "regencies": set(record.table("regencies")["regency_code"]),
        "java": set(listed.loc[listed["island_group"] == "Jawa", "province_code"]),
        "scope": scope,
    }
    gross = totals.province_gross(record, claims)
    regencies = totals.regency_totals(record, claims)
    sums = totals.province_totals(record, claims)
    by_year = totals.years(record, claims)
    by_year = by_year[by_year["code"].isin(every["provinces"])].reset_index(drop=True)
    change_years = single.years_of_change(record)

    def whole(frame: pd.DataFrame) -> Chart:
        return provinces.province_chart(frame, "gross", record, scope)

    cases = {
        "recipients-by-province-gross": Case(gross, whole, "regencies"),
        "recipients-by-province-net": Case(
            reach.province_net(record, claims),
            lambda f: provinces.province_chart(f, "net", record, scope),
            "period",
        ),
        "provinces-most-and-fewest": Case(
            gross, lambda f: provinces.ends_chart(whole(f), scope), "regencies"
        ),
        "provinces-on-a-grid": Case(
            gross, lambda f: provinces.grid_chart(whole(f), record, scope), "regencies"
        ),
        "island-groups-by-year": Case(
            reach.island_gross(record, claims),
            lambda f: islands.island_chart(f, record, scope),
            "period",
        ),
        "recipients-by-regency": Case(
            regencies, lambda f: places.map_chart(f, record, scope), "province_code"
        ),
        "regencies-most-and-fewest": Case(
            regencies, lambda f: concentration.far_ends_chart(f, record, scope), "province_code"
        ),
        "concentration": Case(
            sums,
            lambda f: curve.curve_chart(f, regencies, record, scope),
            "regencies",
            settle=with_rate,
        ),
        "java-and-the-rest": Case(
            shares.by_island_of_java(by_year, sums, record),
            lambda f: java.java_chart(f, scope),
            "period",
            column="people",
        ),
        "provinces-from-year-to-year": Case(
            by_year,
            lambda f: change.change_chart(f, sums, change_years, record, scope),
            "period",
        ),
    }
    for base, chart_id in rates.CHARTS.items():
        cases[chart_id] = Case(
            per_people.province_rates(record, claims, base),
            lambda f, base=base: rates.rate_chart(f, base, record, scope),
            "base_as_of",
        )
    first = cases["recipients-per-labour-force"]
    cases["provinces-on-a-grid-by-rate"] = Case(
        first.frame, lambda f: rates.grid_of_rates(first.draw(f), record), "base_as_of"
    )
    every |= {"sums": sums, "totals": regencies, "years": change_years}
    for case in cases.values():
        case.facts.update(every)
    cases["recipients-per-adults"].facts["provinces"] = set(listed["code_34"])
    return cases


def of_surveys(record: Record, claims: pd.DataFrame) -> dict[str, Case]:
    given = surveys.shares(record, claims)
    opinions_given = opinions.opinion_results(given)
    return {
        "satisfaction": Case(
            satisfaction.satisfaction_results(given), satisfaction.satisfaction_chart, "survey_id"
        ),
        "opinions": Case(
            given.loc[opinions_given.index],
            lambda f: opinions.opinions_chart(opinions.opinion_results(f)),
            "survey_id",
        ),
        "skills-rose": Case(surveys.skills_results(given), surveys.skills_chart, "survey_id"),
        "aid-received": Case(
            aid.aid_results(given, aid.RECEIVED),
            lambda f: aid.aid_chart(f, aid.RECEIVED),
            "item_id",
        ),
        "aid-useful": Case(
            aid.aid_results(given, aid.USEFUL), lambda f: aid.aid_chart(f, aid.USEFUL), "item_id"
        ),
        "incentive-use": Case(
            incentive_use.incentive_use_results(given), incentive_use.incentive_use_chart, "item_id"
        ),
        "work-before-and-after": Case(work.before_and_after(given), work.work_chart, "item_id"),
    }
