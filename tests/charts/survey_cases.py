"""The charts of surveys with their frames."""

from __future__ import annotations

import pandas as pd
from case import Case

from prakerja.charts import aid, incentive_use, opinions, satisfaction, surveys, work
from publicrecord.record.package import Record


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
