"""Every chart with the frame that it is drawn from, so that a test can change the frame."""

from __future__ import annotations

import pandas as pd
from case import Case
from place_cases import of_places
from survey_cases import of_surveys

from prakerja.charts import (
    counts,
    evaluations,
    money,
    people,
    printed,
    quotas,
    selection,
    waves,
    years,
)
from prakerja.indicators import evaluations as results
from prakerja.indicators import people as groups
from prakerja.indicators import programme
from prakerja.indicators import waves as single
from publicrecord.indicators.scope import Scope
from publicrecord.record.package import Record


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
            facts={"studies": len(record.table("evaluations"))},
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
