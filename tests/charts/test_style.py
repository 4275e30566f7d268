"""What docs/style.md promises, in process: classes, labels, reference lines, land, style sheet."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scratch import language

from prakerja.charts.rates import rate_of_all
from prakerja.charts.survey_chart import without_repeated
from prakerja.land import land
from prakerja.programme import PROGRAMME
from prakerja.settings import SETTINGS
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.classes import class_limits, class_names, class_of
from publicrecord.charts.layouts.map import land_path
from publicrecord.charts.layouts.rows import lying
from publicrecord.deploy.folder import in_short
from publicrecord.install import TEMPLATES

EN = language("en")
RATES = st.lists(st.integers(0, 5000).map(lambda tenths: tenths / 10), min_size=6, max_size=60)


@pytest.fixture(scope="module")
def charts(record, claims, dates):
    return all_charts(PROGRAMME.charts, record, claims, dates)


def bounds(name: str) -> tuple[float, float]:
    """The lowest and the highest rate of a class, by its name."""
    if name.startswith("<"):
        return 0.0, float(name[2:]) - 0.1
    if name.startswith("≥"):
        return float(name[2:]), float("inf")
    low, high = name.split("–")
    return float(low), float(high)


@given(RATES)
def test_each_rate_is_in_the_class_that_names_it_and_in_no_other(rates):
    limits = class_limits(rates)
    named = [bounds(name.replace(",", "")) for name in class_names(limits, EN)]
    for rate in rates:
        holds = [low - 1e-6 <= rate <= high + 1e-6 for low, high in named]
        assert holds.index(True) + 1 == class_of(rate, limits)
        assert sum(holds) == 1


def test_limits_of_classes_are_round():
    assert class_limits([12.3, 38.1, 41.7, 55.9, 71.2, 74.8, 99.1, 103.4, 140.2, 260.0]) == [
        40.0, 70.0, 100.0, 140.0,
    ]  # fmt: skip


def test_words_that_all_labels_share_are_left_out_and_no_other():
    def short(*labels: str) -> list[str]:
        frame = pd.DataFrame({f"label_{s.code}": labels for s in SETTINGS.languages})
        return without_repeated(frame)["label_en"].tolist()

    assert short("Spent on rent", "Spent on food") == ["Rent", "Food"]
    assert short("Rent was paid", "Food was paid") == ["Rent", "Food"]
    assert short("Received aid (rank 1)", "Received cash") == ["Aid", "Cash"]
    assert short("Rent", "Food") == ["Rent", "Food"]
    assert short("Spent on rent") == ["Spent on rent"]
    assert short("Spent", "Spent on food") == ["Spent", "Spent on food"]


def test_the_line_of_the_country_stands_where_a_bar_of_its_rate_would_end(charts):
    chart = charts["recipients-per-residents"]
    rate = rate_of_all(chart.frame)
    assert chart.reference.value == round(rate, 1)
    assert rate == pytest.approx(chart.frame["recipients"].sum() / chart.frame["base"].sum() * 1000)
    for layout in ("wide", "narrow"):
        drawing = lying(chart, EN, layout)
        first = drawing.marks[0]
        end = first.x + first.width * chart.reference.value / chart.frame["value"].iloc[0]
        assert drawing.notes[0].x == pytest.approx(end, abs=0.2)


def test_the_land_is_inside_the_map_and_holds_most_places(charts):
    frame = SETTINGS.geography.map
    points = [point for ring in land() for point in ring]
    assert all(frame.west <= lng <= frame.east for lng, _lat in points)
    assert all(frame.south <= lat <= frame.north for _lng, lat in points)
    places = charts["recipients-by-regency"].frame[["lng", "lat"]].itertuples(index=False)
    on_land = [any(inside(lng, lat, ring) for ring in land()) for lng, lat in places]
    assert sum(on_land) > 470  # of 514; small islands are left out
    assert len(land_path(frame, land())) < 14_000


def inside(lng: float, lat: float, ring) -> bool:
    """Whether a point lies inside a shore."""
    crossed = False
    for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y > lat) != (v > lat) and lng < (u - x) * (lat - y) / (v - y) + x:
            crossed = not crossed
    return crossed


def test_a_style_sheet_in_short_has_the_same_rules():
    sheet = (TEMPLATES / "assets" / "site.css").read_text(encoding="utf-8")
    short = in_short(sheet)

    def rules(text: str) -> list[str]:
        bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        return [re.sub(r"\s+", "", part).rstrip(";") for part in re.split(r"[{}]", bare)]

    assert rules(short) == rules(sheet)
    assert "/*" not in short
    assert len(short) < len(sheet) * 0.95
