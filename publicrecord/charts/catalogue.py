"""All charts of the site by their id."""

from __future__ import annotations

import pandas as pd

from prakerja.charts import (
    concentration,
    money,
    people,
    places,
    programme,
    rates,
    reach,
    surveys,
    waves,
)
from publicrecord.charts.caveat import with_caveats
from publicrecord.charts.chart import Chart
from publicrecord.indicators.conflicts import rejected
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.scope import read_scope
from publicrecord.record.package import Record

SUBJECTS = (programme, money, people, waves, places, reach, rates, concentration, surveys)


def all_charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> dict[str, Chart]:
    """Every chart of every subject, in the order of the subjects."""
    scope = read_scope(record, claims)
    charts = [chart for subject in SUBJECTS for chart in subject.charts(record, claims, scope)]
    unfit, names = rejected(claims), FigureNames(record)
    return {chart.chart_id: with_caveats(chart, unfit, names) for chart in charts}
