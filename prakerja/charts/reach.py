"""Recipients by province: gross from the official file, net from an annual report, apart."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.islands import island_chart
from prakerja.charts.provinces import ends_chart, province_chart
from prakerja.indicators.places import province_gross
from prakerja.indicators.programme import cumulative_net
from prakerja.indicators.reach import island_gross, province_net
from publicrecord.charts.chart import Chart
from publicrecord.indicators.scope import Scope
from publicrecord.record.package import Record


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of recipients by province and by island group."""
    gross = province_chart(province_gross(record, claims), "gross", record, scope)
    totals = cumulative_net(claims)
    printed = frozenset(totals.loc[totals["status"] == "published", "value"])
    return [
        gross,
        province_chart(province_net(record, claims), "net", record, scope, printed),
        ends_chart(gross, record, scope),
        island_chart(island_gross(record, claims), record, scope),
    ]
