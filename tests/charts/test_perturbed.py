"""A perturbed number is given with the word about, and stands in no chart among exact ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scratch import language

from prakerja.charts.waves import intake_chart
from prakerja.indicators.waves import wave_intake
from publicrecord.charts.chart import as_exact
from publicrecord.charts.drawing import value_text


@pytest.mark.parametrize(("code", "about"), [("id", "sekitar 1.234"), ("en", "about 1,234")])
def test_it_is_introduced_with_about(code, about):
    row = {"value": 1234.0, "status": "perturbed"}
    assert as_exact(row, language(code)) == about
    assert value_text(row, language(code)).startswith("≈ ")


def test_a_chart_that_mixes_it_with_others_is_refused(record, claims):
    chart = intake_chart(wave_intake(record, claims), record)
    frame = chart.frame.copy()
    frame["status"] = frame["status"].where(frame.index != frame.index[0], "perturbed")
    with pytest.raises(ValueError, match=f"{chart.chart_id} mixes perturbed numbers"):
        replace(chart, frame=frame)
    assert replace(chart, frame=chart.frame.assign(status="perturbed"))
