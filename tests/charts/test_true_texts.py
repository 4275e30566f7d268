"""Whatever is changed in the frame of a chart, no headline, subtitle or alternative text becomes
false: another is chosen, or the chart is refused by name.

What each sentence claims is read again, and computed by other code (readings.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pytest
import reading_drawings  # noqa: F401 (declares readings, as do the next two)
import reading_programme  # noqa: F401
import reading_surveys  # noqa: F401
from case import Case
from cases import all_cases
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from readings import READINGS, Rows, is_true
from scratch import language

from prakerja.charts.site_chart import CHARTS_OF_PAGES
from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.chart import EMPTY
from publicrecord.charts.headline import UNTRUE, Statement
from publicrecord.findings import ValidationFailed

EN, ID = language("en"), language("id")
FEWEST = 6  # changes of each chart; the nightly job makes more, and others each time
EXAMPLES = FEWEST * int(os.environ.get("PUBLICRECORD_MUTATIONS", "500")) // 500
PERCENT = {"survey_share", "share_of_recipients"}
CHANGES = (
    "drop", "set", "near", "equal", "zero", "swap values", "swap rows", "empty", "empty group",
)  # fmt: skip
CHART_IDS = [chart_id for charts in CHARTS_OF_PAGES.values() for chart_id in charts]
WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "sembilan": "9", "sepuluh": "10",
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(record, claims, scope) -> dict[str, Case]:
    return all_cases(record, claims, scope)


@pytest.fixture(scope="module")
def charts(record, claims, dates):
    return all_charts(PROGRAMME.charts, record, claims, dates)


@st.composite
def changes(draw):
    """One to four changes of a frame: what, and which rows (the ends of the ranking often)."""
    at = st.one_of(st.integers(0, 3), st.integers(-3, -1), st.integers(0, 600))
    factor = st.sampled_from([0.5, 0.9, 0.996, 0.999, 1.001, 1.004, 1.1, 2.0])
    one = st.tuples(st.sampled_from(CHANGES), at, at, factor)
    return draw(st.lists(one, min_size=1, max_size=4))


def apply(case: Case, changed: list) -> pd.DataFrame:
    """The frame of a case with changes; rows are named by their place in the ranking."""
    frame = case.frame.reset_index(drop=True)
    for what, one, other, factor in changed:
        if frame.empty:
            break
        frame = apply_one(case, frame, what, one, other, factor)
    return case.settle(frame)


def apply_one(case: Case, frame: pd.DataFrame, what, one, other, factor) -> pd.DataFrame:
    column = case.column
    order = frame.sort_values(column, ascending=False, kind="stable").index
    here, there = order[one % len(order)], order[other % len(order)]
    cells = frame[column].copy()
    numbers = column != "finding"
    if what == "drop":
        return frame.drop(index=here).reset_index(drop=True)
    if what == "swap rows":
        places = list(frame.index)
        first, second = places.index(here), places.index(there)
        places[first], places[second] = places[second], places[first]
        return frame.loc[places].reset_index(drop=True)
    if what in ("empty", "empty group") and numbers:
        group = frame[case.group] == frame.loc[here, case.group]
        cells[group if what == "empty group" else frame.index == here] = float("nan")
    elif what == "empty group":
        return frame[frame[case.group] != frame.loc[here, case.group]].reset_index(drop=True)
    elif what == "swap values":
        cells[[here, there]] = cells[[there, here]].to_numpy()
    elif what == "equal" or not numbers:
        cells[here] = cells[there]
    elif what == "zero":
        cells[here] = 0.0
    else:
        base = cells[there] if what == "near" else cells[here]
        cells[here] = in_range(base * factor, frame)
    return frame.assign(**{column: cells})


def in_range(value: float, frame: pd.DataFrame) -> float:
    """A value as a table may have it: a percentage, a rate, or a whole number."""
    if pd.isna(value):
        return value
    if "measure_id" in frame and set(frame["measure_id"]) <= PERCENT:
        return min(round(value, 2), 100.0)
    return value if "base" in frame else float(round(value))


def texts(chart, said) -> dict[str, str]:
    return {
        "headline": chart.headline(said),
        "subtitle": chart.subtitle(said),
        "alt": chart.alt(said),
    }


def drawn(case: Case, frame: pd.DataFrame):
    """The chart of a frame, or None where it is refused by name."""
    try:
        return case.draw(frame)
    except ValidationFailed as refusal:
        if {found.rule for found in refusal.findings} <= {UNTRUE, EMPTY}:
            return None
        raise


def assert_true(case: Case, frame: pd.DataFrame) -> bool:
    """Every text of the chart of a frame is true of it; returns whether there is a chart."""
    chart = drawn(case, frame)
    if chart is None:
        return False
    said, translated, rows = texts(chart, EN), texts(chart, ID), Rows(case, frame)
    for kind, sentence in said.items():
        known = any(pattern.match(sentence) for pattern, _check in READINGS)
        if kind == "subtitle" and not known:
            assert sentence == case.subtitle  # says what is counted, nothing of the values
        else:
            assert is_true(sentence, rows, chart), f"{kind}: {sentence}"
        assert numbers_of(translated[kind], ID) == numbers_of(sentence, EN)
    return True


def numbers_of(text: str, said) -> list[str]:
    """The numbers of a text, those in words too, without separators, in order of size."""
    decimal, thousands = said.separators
    text = (
        text.replace(thousands, "").replace(decimal, ".")
        if decimal == ","
        else text.replace(thousands, "")
    )
    digits = re.findall(r"\d+(?:\.\d+)?", text)
    words = [WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS]
    return sorted(digits + words)


def test_every_chart_has_a_case(cases, charts):
    assert set(cases) == set(CHART_IDS) == set(charts)


@pytest.mark.parametrize("chart_id", CHART_IDS)
def test_the_cases_draw_the_charts_of_the_site(cases, charts, chart_id):
    chart = charts[chart_id]
    case = cases[chart_id]
    assert texts(case.draw(case.frame), EN) == texts(chart, EN)
    assert assert_true(case, case.frame)


@pytest.mark.parametrize("language", [EN, ID], ids=["en", "id"])
def test_no_two_headlines_differ_in_their_numbers_only(charts, language):
    """A headline travels alone: one that is of another basis, or divides by others, says so."""
    by_words: dict[str, set[str]] = {}
    for chart in charts.values():
        headline = chart.headline(language)
        by_words.setdefault(re.sub(r"[\d.,]*\d", "#", headline), set()).add(headline)
    assert [said for said in by_words.values() if len(said) > 1] == []


@pytest.mark.parametrize("chart_id", CHART_IDS)
def test_no_change_of_a_frame_leaves_a_text_that_is_false(cases, chart_id):
    case = cases[chart_id]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES == FEWEST,
        database=None,
        phases=[Phase.generate],  # changes are few; making a failure smaller would take long
        suppress_health_check=list(HealthCheck),
    )
    @given(changes())
    def holds(changed):
        assert_true(case, apply(case, changed))

    holds()


@contextmanager
def always(statement: Statement) -> Iterator[None]:
    """A statement that is made whatever its rows are."""
    holds = statement.holds
    object.__setattr__(statement, "holds", lambda _rows: True)
    try:
        yield
    finally:
        object.__setattr__(statement, "holds", holds)


# Changes of which at least one makes a headline false unless its condition is asked.
TELLING = [
    *([("drop", at, 0, 1.0)] for at in range(-3, 4)),
    *([(what, 0, 1, factor)] for what in CHANGES for factor in (0.5, 0.999)),
    *([("empty group", at, 0, 1.0)] for at in (0, -1, 2)),
]


# Charts whose first statement only counts, gives a range, or cannot be made of other rows at all.
MADE_OF_COUNTS = {
    "printed-and-shown", "incentives-disbursed", "recipients-by-wave", "quota-and-intake",
    "from-registration-to-selection", "island-groups-by-year", "satisfaction", "skills-rose",
    "incentive-use", "work-before-and-after", "results-of-evaluations",
}  # fmt: skip


def is_false(case: Case, frame: pd.DataFrame) -> bool:
    try:
        assert_true(case, frame)
    except AssertionError:
        return True
    except (LookupError, ValueError):  # the rows lack what the sentence is made of
        return False
    return False


@pytest.mark.parametrize("chart_id", [c for c in CHART_IDS if c not in MADE_OF_COUNTS])
def test_a_headline_made_without_its_condition_is_found_to_be_false(cases, chart_id):
    case = cases[chart_id]
    with always(case.draw(case.frame).headline.statement):
        assert any(is_false(case, apply(case, changed)) for changed in TELLING)
