"""The fourteen holes of the suppression that was used before, each with the test that tries it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ADR = HERE.parents[1] / "docs" / "adr" / "0019-cell-keys.md"
HOLES = {
    "a hidden count of recipients beside registrants that equal it":
        "test_rehearsal_only.py::test_registrants_are_not_counted",
    "the number of people not stated, beside that hidden cell":
        "test_rehearsal_only.py::test_what_may_be_published_counts_no_people_no_rows_and_no_cells",
    "rows read less a published total":
        "test_rehearsal_only.py::test_no_file_of_the_tables_has_an_exact_number_of_the_office",
    "the number of cells that are hidden for themselves":
        "test_rehearsal_only.py::test_what_may_be_published_counts_no_people_no_rows_and_no_cells",
    "two-way tables that are margins of one table of three classifications":
        "test_attack.py::test_nobody_knows_small_counts_or_small_differences_of_tables",
    "spans and selected people of the open record":
        "test_attack.py::test_what_the_open_record_has_exactly_does_not_open_the_rest",
    "a release in which one person moved":
        "test_two_releases.py::test_no_figure_changes_because_of_one_person_or_nine",
    "one late answer":
        "test_two_releases.py::test_no_figure_changes_because_of_one_person_or_nine",
    "a release with rows only added":
        "test_attack.py::test_no_figure_of_a_release_changes_because_of_fewer_than_ten_people",
    "registrants of two releases":
        "test_rehearsal_only.py::test_registrants_are_not_counted",
    "a weight that is not a number":
        "test_weights.py::test_an_answer_with_no_usable_weight_is_refused",
    "a share that one person dominates, hidden alone":
        "test_weights.py::test_who_knows_all_weights_and_all_answers_but_one_does_not_know_that_one",
    "one person in eleven waves":
        "test_people.py::test_one_person_in_many_waves_is_one_person_ever_and_in_the_year",
    "answers of rows that were left out":
        "test_people.py::test_answers_of_rows_that_do_not_count_are_left_out",
}  # fmt: skip


@pytest.mark.parametrize("hole", HOLES)
def test_each_hole_is_tried(hole):
    file, name = HOLES[hole].split("::")
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert f"| {hole} | `{file}::{name}` |" in ADR.read_text(encoding="utf-8")


def test_there_are_fourteen():
    assert len(HOLES) == 14
