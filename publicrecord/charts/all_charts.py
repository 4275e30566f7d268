"""All charts of the site by their id."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from publicrecord.charts.caveats import Caveats
from publicrecord.charts.chart import Chart
from publicrecord.indicators.naming import FigureNames
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record

MakeCharts = Callable[[Record, pd.DataFrame, pd.DataFrame], list[Chart]]


def all_charts(
    make: MakeCharts, record: Record, claims: pd.DataFrame, dates: pd.DataFrame
) -> dict[str, Chart]:
    """Every chart that `make` (`Programme.charts`) declares, in its order, with caveats."""
    caveats = Caveats.of(claims, FigureNames(record), Codes(record))
    return {
        chart.chart_id: caveats.added_to(chart, record) for chart in make(record, claims, dates)
    }
