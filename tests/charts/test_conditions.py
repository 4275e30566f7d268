"""Both sides of every condition of a headline: rows of which it holds, and rows of which it does
not."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pandas as pd
import pytest
from scratch import language

import prakerja.charts
from prakerja.charts import (
    aid,
    change,
    concentration,
    counts,
    curve,
    evaluations,
    incentive_use,
    islands,
    java,
    money,
    opinions,
    people,
    places,
    printed,
    provinces,
    quotas,
    satisfaction,
    selection,
    waves,
    work,
    years,
)
from publicrecord.charts import ranking
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.findings import ValidationFailed

EN = language("en")


def table(header: str, *rows: str) -> pd.DataFrame:
    """A small frame: `-` is an empty cell, yes and no are true and false; the others are numbers
    where they look so. The status is `published` unless said."""
    cells = [[cell(text) for text in row.split()] for row in rows]
    frame = pd.DataFrame(cells, columns=header.split())
    for name in (
        "value",
        "start",
        "people_before",
        "people_after",
        "gross",
        "wave_to",
        "people",
        "along",
    ):
        if name in frame:
            frame[name] = frame[name].astype("float64")
    return frame if "status" in frame else frame.assign(status="published")


def cell(text: str):
    if text in ("-", "yes", "no"):
        return {"-": None, "yes": True, "no": False}[text]
    return float(text) if text.replace(".", "", 1).isdigit() and len(text) != 4 else text


def ten_places(*others: float) -> pd.DataFrame:
    return table("value", *map(str, [*range(100, 300, 10), *others]))


BOTH = "people_before people_after"
FOUR = ("very-satisfied", "satisfied", "not-satisfied", "very-dissatisfied")


def answers(*parts: float, second: str = "b") -> pd.DataFrame:
    """Four answers on the platform, then four on the information."""
    sides = zip([opinions.PLATFORM] * 4 + [opinions.INFORMATION] * 4, parts, strict=False)
    steps = list(opinions.STEPS) * 2
    return table(
        "question survey_id series value",
        *(
            f"{side} {'a' if side == opinions.PLATFORM else second} {step} {part}"
            for (side, part), step in zip(sides, steps, strict=False)
        ),
    )


# condition: (rows of which it holds, rows of which it does not)
SIDES = {
    ranking.some_known: (
        [table("value", "1"), table("value", "-", "0")],
        [table("value", "-", "-")],
    ),
    ranking.all_known: (
        [table("value", "1", "2")],
        [table("value", "1", "-"), table("value", "1")],
    ),
    provinces.all_known_and_some_on_java: (
        [table("value island_group", "5 Jawa", "3 Jawa", "1 Bali")],
        [table("value island_group", "5 Jawa", "- Jawa", "1 Bali"),
         table("value island_group", "5 Jawa", "3 Bali"), table("value island_group", "3 Bali")],
    ),
    ranking.one_leads: (
        [table("value", "1000", "990"), table("value status", "2000000 rounded", "900000 rounded"),
         table("value margin", "40 2", "30 2")],
        [table("value", "1000", "996"),  # half a percent
         table("value", "1000", "1000"), table("value", "1000", "-"), table("value", "1000"),
         table("value status", "86000000 rounded", "85000000 rounded"),
         table("value", "25", "24"),  # may be 24.51 and 24.49
         table("value", "25", "24.02", "24"),
         table("value margin", "40 2.5", "36 2.5")],
    ),
    ranking.one_leads_one_trails: (
        [table("value", "1000", "500", "100")],
        [table("value", "1000", "500", "500"), table("value", "1000", "999", "100")],
    ),
    ranking.few_lead_one_trails: (
        [table("value", "1000", "999", "998", "100"), table("value", "1000", "100")],
        [table("value", "1000", "999", "998", "997", "100"), table("value", "1000", "100", "100")],
    ),
    years.one_leads_as_in_gross: (
        [table("year value gross", "2020 50 60", "2021 90 99")],
        [table("year value gross", "2020 50 99", "2021 90 60"),
         table("year value gross", "2020 50 99", "2021 90 99"),
         table("year value gross", "2020 50 60", "2021 - 99")],
    ),
    counts.last_is_our_sum_beside_a_published_total: (
        [table("value status wave_to", "10 published 69", "12 derived 71")],
        [table("value status wave_to", "10 published 69", "12 published 71"),
         table("value status wave_to", "10 rounded 69", "12 derived 71"),
         table("value status wave_to", "10 published -", "12 derived 71"),
         table("value status wave_to", "10 published 69", "12 derived -")],
    ),
    counts.last_contradicts_an_earlier_count: (
        [table("value contrasted", "86 yes", "115 no"),
         table("value contrasted", "115 yes", "86 no")],
        [table("value contrasted", "86 no", "115 yes"),
         table("value contrasted", "115 yes", "115 no"), table("value contrasted", "115 yes")],
    ),
    printed.some_total_was_printed_otherwise: (
        [table("figure_id chosen value", "a yes 10", "a no 9")],
        [table("figure_id chosen value", "a yes 10", "a no 10"),
         table("figure_id chosen value", "a yes 10", "b no 9")],
    ),
    money.counted_since_the_start: (
        [table("span value", "2020 1", "cumulative 9")],
        [table("span value", "2020 1"), table("span value", "2020 1", "cumulative -")],
    ),
    people.counted_from_the_first_waves_on: (
        [table("wave_from wave_to as_of value", "1 3 2020 39", "1 - 2024 51")],
        [table("wave_from wave_to as_of value", "1 3 2020 39", "1 - 2024 39"),
         table("wave_from wave_to as_of value", "1 11 2021 45", "1 - 2024 51"),
         table("wave_from wave_to as_of value", "1 - 2020 39", "1 - 2024 51"),
         table("wave_from wave_to as_of value", "1 3 2020 39", "48 - 2024 51")],
    ),
    people.some_share_is_counted_since_the_start: (
        [table("wave_from wave_to as_of value", "1 62 2024 51")],
        [table("wave_from wave_to as_of value", "48 62 2024 51", "1 62 2024 -")],
    ),
    waves.some_intake_is_known: (
        [table("measure_id value", "recipients_selected 10", "quota 10")],
        [table("measure_id value", "recipients_selected -", "quota 10")],
    ),
    quotas.some_quotas_are_filled_exactly: (
        [table("wave series value", "4 planned 8", "4 selected 8", "5 planned 8", "5 selected 7")],
        [table("wave series value", "4 planned 8", "4 selected 9"),
         table("wave series value status", "4 planned 8 rounded", "4 selected 8 published")],
    ),
    quotas.no_quota_is_filled_exactly: (
        [table("wave series value", "4 planned 8", "4 selected 9")],
        [table("wave series value", "4 planned 8", "4 selected 8")],
    ),
    selection.last_wave_tells_who_joined_and_who_was_selected: (
        [table("wave measure_id value", "1 registrants 9", "19 registrants_joined 9",
               "19 registrants_eligible 8", "19 recipients_selected 7")],
        [table("wave measure_id value", "19 registrants_eligible 8", "19 recipients_selected 7"),
         table("wave measure_id value", "18 registrants_joined 9", "18 recipients_selected 7",
               "19 registrants_joined 9"),
         table("wave measure_id value", "19 registrants_joined 9", "19 recipients_selected -")],
    ),
    selection.last_wave_has_two_steps: (
        [table("wave measure_id value", "19 registrants_eligible 8", "19 recipients_selected 7")],
        [table("wave measure_id value", "18 registrants_joined 9", "18 recipients_selected 7",
               "19 registrants_joined 9")],
    ),
    places.recipients_everywhere: (
        [table("value", "1", "1")],
        [table("value", "1", "0"), table("value", "1", "-")],
    ),
    places.recipients_everywhere_with_clear_ends: (
        [table("value", "9", "5", "1")],
        [table("value", "9", "5", "5"), table("value", "9", "5", "0")],
    ),
    islands.one_year_is_the_peak_of_most_groups: (
        [table("island_group period value", "a 2020 1", "a 2021 9", "b 2020 1", "b 2021 9",
               "c 2020 9", "c 2021 9")],
        [table("island_group period value", "a 2020 1", "a 2021 9", "b 2020 9", "b 2021 1"),
         table("island_group period value", "a 2020 1", "a 2021 9", "b 2021 9", "c 2021 9")],
    ),
    concentration.several_tens_known: (
        [ten_places(5, 5)],
        [ten_places(), table("value", "1", "2"), ten_places(float("nan"), 5)],
    ),
    concentration.several_tens_known_and_one_trails: ([ten_places(5)], [ten_places(5, 5)]),
    curve.some_provinces_have_less_than_half_of_the_residents: (
        [table("along value", "40 30", "100 100")],
        [table("along value", "60 30", "100 100"), table("along value", "40 30", "- -")],
    ),
    java.several_years_and_the_residents_known: (
        [table("period java value", "2020 yes 51", "2020 no 49", "2021 yes 42", "2021 no 58",
               "residents yes 56", "residents no 44")],
        [table("period java value", "2020 yes 51", "2020 no 49", "residents yes 56",
               "residents no 44"),
         table("period java value", "2020 yes 51", "2020 no 49", "2021 yes 100",
               "residents yes 56", "residents no 44"),
         table("period java value", "2020 yes 51", "2020 no 49", "2021 yes 42", "2021 no 58",
               "2022 yes 42", "2022 no 58")],
    ),
    java.a_year_is_known: (
        [table("period java value", "2020 yes 51", "2020 no 49")],
        [table("period java value", "2020 yes 100"),
         table("period java value", "residents yes 56", "residents no 44")],
    ),
    change.fell_clearly: (
        [table(BOTH, "10 5", "10 11")],
        [table(BOTH, "10 15"), table(BOTH, "1000 996"),
         table(BOTH, "10 5", "10 -"), table(BOTH, "0 0")],
    ),
    change.fell_everywhere: (
        [table(BOTH, "10 5", "10 9")],
        [table(BOTH, "10 5", "10 11"), table(BOTH, "10 5", "10 10"), table(BOTH, "1000 996"),
         table(BOTH, "10 5", "10 -")],
    ),
    change.rose_clearly: (
        [table(BOTH, "10 15", "10 9")],
        [table(BOTH, "10 5"), table(BOTH, "1000 1004"),
         table(BOTH, "10 15", "- 9")],
    ),
    change.both_years_known_of_some: (
        [table(BOTH, "10 5", "- 3")],
        [table(BOTH, "10 -", "- 3")],
    ),
    satisfaction.several_results: (
        [table("survey_id value", "a 90", "b 95")],
        [table("survey_id value", "a 90", "a 95"), table("survey_id value", "a 90", "b -")],
    ),
    opinions.each_question_is_answered_whole: (
        [answers(22, 74, 3.5, 0.5, 21.5, 29.4, 28.2, 21), answers(10, 10, 40, 40, 25, 25, 25, 25)],
        [answers(22, 74, 3.5, 0.5), answers(22, 74, 3.5, 0.5, 21.5, 29.4, 28.2),
         answers(22, 70, 3.5, 0.5, 21.5, 29.4, 28.2, 21)],
    ),
    aid.prakerja_leads: (
        [table("item_id value", "received-kartu-prakerja 24", "received-internet-quota 18")],
        [table("item_id value", "received-kartu-prakerja 18", "received-internet-quota 24"),
         table("item_id value", "received-kartu-prakerja 25", "received-internet-quota 24"),
         table("item_id value", "received-kartu-prakerja 25")],
    ),
    incentive_use.staple_food_is_known: (
        [table("item_id value", "incentive-staple-food 86.7", "incentive-rent 16")],
        [table("item_id value", "incentive-staple-food -", "incentive-rent 16"),
         table("item_id value", "incentive-rent 16")],
    ),
    work.out_of_work_changed: (
        [table("item_id start value", "not-working-after-training 56 39.8")],
        [table("item_id start value", "not-working-after-training 56 56"),
         table("item_id start value", "working-after 31 34"),
         table("item_id start value", "not-working-after-training - 39.8")],
    ),
    evaluations.every_result_has_a_finding: (
        [table("finding", "positive", "no_difference")],
        [table("finding", "positive", "-"), table("finding", "splendid")],
    ),
}  # fmt: skip


def statements() -> Iterator[Statement]:
    """Every statement that a module of charts declares."""
    for found in pkgutil.iter_modules(prakerja.charts.__path__, "prakerja.charts."):
        waiting = list(vars(importlib.import_module(found.name)).values())
        while waiting:
            one = waiting.pop()
            if isinstance(one, Statement):
                yield one
            elif isinstance(one, tuple):
                waiting += one
            elif isinstance(one, dict):
                waiting += one.values()


def test_each_condition_of_a_headline_has_a_name_and_both_sides():
    used = {statement.holds for statement in statements()}
    assert len(used) > 30
    assert used - {ranking.all_known} == set(SIDES) - {ranking.all_known}
    assert not [condition for condition in used if not condition.__name__.isidentifier()]
    assert not [condition for condition in used if not condition.__doc__]


@pytest.mark.parametrize("condition", SIDES, ids=lambda condition: condition.__name__)
def test_a_condition_holds_on_its_side_only(condition):
    true, false = SIDES[condition]
    assert true
    assert false
    assert [bool(condition(frame)) for frame in true] == [True] * len(true)
    assert [bool(condition(frame)) for frame in false] == [False] * len(false)


def test_a_chart_without_a_true_headline_is_refused_by_name():
    with pytest.raises(ValidationFailed) as refused:
        true_headline(
            "share-of-women", table("value wave_from wave_to as_of", "- 1 3 2020"), people.HEADLINES
        )
    (finding,) = refused.value.findings
    assert (finding.rule.rule_id, finding.file) == ("headline-untrue", "prakerja/charts/people.py")
    said = finding.sentence(EN)
    assert "share-of-women" in said
    assert all(statement.holds.__name__ in said for statement in people.HEADLINES)


@pytest.mark.parametrize(
    ("value", "status", "place"),
    [(24, "published", 1), (96.25, "published", 0.01), (90, "published", 1), (90, "rounded", 10),
     (86_000_000, "rounded", 1_000_000), (12_800_000, "rounded", 100_000), (0, "rounded", 1),
     (523_117, "perturbed", 10)],
)  # fmt: skip
def test_the_last_place_of_a_number(value, status, place):
    assert ranking.rounding_step(value, status) == pytest.approx(place)
