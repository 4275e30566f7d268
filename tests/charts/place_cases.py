"""The charts of provinces and regencies with their frames."""

from __future__ import annotations

import pandas as pd
from case import Case

from prakerja.charts import change, concentration, curve, islands, java, places, provinces, rates
from prakerja.indicators import concentration as shares
from prakerja.indicators import places as totals
from prakerja.indicators import rates as per_people
from prakerja.indicators import reach
from prakerja.indicators import waves as single
from prakerja.indicators.bases import denominators
from publicrecord.charts.chart import Chart
from publicrecord.indicators.scope import Scope
from publicrecord.record.package import Record


def with_rate(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(per_1000=frame["value"] / frame["residents"] * 1000)


def of_places(record: Record, claims: pd.DataFrame, scope: Scope) -> dict[str, Case]:
    listed = record.table("provinces")
    by_year = totals.years(record, claims)
    facts = {
        "provinces": set(listed["province_code"]),
        "regencies": set(record.table("regencies")["regency_code"]),
        "java": set(listed.loc[listed["island_group"] == "Jawa", "province_code"]),
        "scope": scope,
        "sums": totals.province_totals(record, claims),
        "totals": totals.regency_totals(record, claims),
        "years": single.years_of_change(record),
        "by_year": by_year[by_year["code"].isin(listed["province_code"])].reset_index(drop=True),
    }
    cases = (
        of_reach(record, claims, scope, facts)
        | of_concentration(record, scope, facts)
        | of_rates(record, claims, scope)
    )
    for case in cases.values():
        case.facts.update(facts)
    cases["recipients-per-adults"].facts["provinces"] = set(listed["code_34"])
    return cases


def of_reach(record: Record, claims: pd.DataFrame, scope: Scope, facts: dict) -> dict[str, Case]:
    gross = totals.province_gross(record, claims)

    def whole(frame: pd.DataFrame) -> Chart:
        return provinces.province_chart(frame, "gross", record, scope)

    return {
        "recipients-by-province-gross": Case(gross, whole, "regencies"),
        "recipients-by-province-net": Case(
            reach.province_net(record, claims),
            lambda f: provinces.province_chart(f, "net", record, scope),
            "period",
        ),
        "provinces-most-and-fewest": Case(
            gross, lambda f: provinces.ends_chart(whole(f), record, scope), "regencies"
        ),
        "island-groups-by-year": Case(
            reach.island_gross(record, claims),
            lambda f: islands.island_chart(f, record, scope),
            "period",
        ),
        "recipients-by-regency": Case(
            facts["totals"], lambda f: places.map_chart(f, record, scope), "province_code"
        ),
    }


def of_concentration(record: Record, scope: Scope, facts: dict) -> dict[str, Case]:
    sums, regencies, by_year = facts["sums"], facts["totals"], facts["by_year"]
    people = denominators(record, "province", "population_total")
    return {
        "regencies-most-and-fewest": Case(
            regencies, lambda f: concentration.far_ends_chart(f, record, scope), "province_code"
        ),
        "concentration": Case(
            sums,
            lambda f: curve.curve_chart(f, regencies, record),
            "regencies",
            settle=with_rate,
        ),
        "java-and-the-rest": Case(
            shares.by_island_of_java(by_year, people, record),
            lambda f: java.java_chart(f, scope),
            "period",
            column="people",
        ),
        "provinces-from-year-to-year": Case(
            by_year,
            lambda f: change.change_chart(f, facts["years"], record, scope),
            "period",
        ),
    }


def of_rates(record: Record, claims: pd.DataFrame, scope: Scope) -> dict[str, Case]:
    return {
        chart_id: Case(
            per_people.province_rates(record, claims, base),
            lambda f, base=base: rates.rate_chart(f, base, record, scope),
            "base_as_of",
        )
        for base, chart_id in rates.CHARTS.items()
    }
