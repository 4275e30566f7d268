"""Every number that the API gives to be quoted is in the record under the source that it names,
with its unit, status, day, waves and basis. The record is read here without the package's help.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from quotes import FIGURES, dated, table

Key = tuple[Any, ...]
WAVES = ("wave_from", "wave_to")


@pytest.fixture(scope="module")
def answers(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "api" / "v1").rglob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


@pytest.fixture(scope="module")
def known() -> set[Key]:
    """What the rows of the tables say."""
    return {
        (
            row["measure_id"], row["source_id"], float(row["value"]), row["unit"], row["status"],
            dated(row), row.get("period", ""),
            *[row[wave] for wave in WAVES if row.get(wave)],
        )
        for name in FIGURES for row in table(name) if row["value"]
    }  # fmt: skip


def figures_of(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The figures of an answer, those of its surveys too."""
    yield from answer.get("figures", [])
    for survey in answer.get("surveys", []):
        yield from survey["figures"]


def assert_figure(figure: dict[str, Any], known: set[Key], basis: dict[str, str]) -> int:
    """A figure and the others of it; returns how many values there are."""
    assert figure["basis"] == basis[figure["measure_id"]]
    values = [value for value in (figure, *figure["others"]) if value["value"] is not None]
    for value in values:
        key = (
            figure["measure_id"], value["source_id"], float(value["value"]), value["unit"],
            value["status"], value["as_of"] or "", figure.get("period") or "",
            *[str(figure[wave]) for wave in WAVES if figure.get(wave)],
        )  # fmt: skip
        assert key in known, value
    return len(values)


def bases() -> dict[str, str]:
    return {row["measure_id"]: row["basis"] for row in table("measures")}


def test_every_number_of_the_api_is_one_of_its_source(answers, known):
    basis = bases()
    seen = sum(assert_figure(f, known, basis) for answer in answers for f in figures_of(answer))
    assert seen > 4_000


@pytest.mark.parametrize(
    "field", ["value", "unit", "status", "as_of", "source_id", "measure_id", "basis", "wave_to"]
)
def test_a_number_with_another_field_is_noticed(answers, known, field):
    figure = next(
        f for answer in answers for f in figures_of(answer)
        if f["value"] and f.get("wave_to") and f["as_of"] and f["basis"]
    )  # fmt: skip
    other = 17_012_345 if isinstance(figure[field], int | float) else "another"
    with pytest.raises((AssertionError, KeyError)):
        assert_figure(figure | {field: other}, known, bases())
