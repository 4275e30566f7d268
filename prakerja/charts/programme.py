"""The programme as a whole: recipients by year and since the start, what was printed of them, and
registrations."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.counts import registrations_chart, since_start_chart
from prakerja.charts.printed import printed_chart
from prakerja.charts.years import year_chart
from prakerja.indicators.programme import (
    cumulative_net,
    printed_net,
    registrations,
    year_totals,
)
from publicrecord.charts.chart import Chart, require_values
from publicrecord.indicators.scope import Scope
from publicrecord.record.package import Record


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of recipients by year, since the start, and of what was printed of them."""
    gross, net = (year_totals(record, claims, basis) for basis in ("gross", "net"))
    return [
        year_chart(gross, gross, "gross", record, scope),
        year_chart(net, gross, "net", record, scope),
        since_start_chart(cumulative_net(claims), record),
        printed_chart(printed_net(claims)),
        registrations_chart(require_values(registrations(claims), "programme_figures"), record),
    ]
