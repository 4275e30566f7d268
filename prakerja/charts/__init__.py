"""The charts of the site, by subject."""

from __future__ import annotations

import pandas as pd

from prakerja.charts import (
    concentration,
    evaluations,
    money,
    people,
    places,
    programme,
    rates,
    reach,
    surveys,
    waves,
)
from publicrecord.charts.chart import Chart
from publicrecord.indicators.scope import read_scope
from publicrecord.record.package import Record

SUBJECTS = (
    programme,
    money,
    people,
    waves,
    places,
    reach,
    rates,
    concentration,
    surveys,
    evaluations,
)


def charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """Every chart of every subject, in the order of the subjects."""
    scope = read_scope(record, claims)
    return [chart for subject in SUBJECTS for chart in subject.charts(record, claims, scope)]
