"""What counts as rounding and what as a contradiction. The frames are made up."""

from __future__ import annotations

import pandas as pd
import pytest

from publicrecord.indicators.conflicts import conflicts


def made_up(exact: float, rounded: float, unit: str = "people") -> pd.DataFrame:
    """Two synthetic claims of one figure, the exact one shown."""
    return pd.DataFrame(
        {
            "figure_id": "synthetic",
            "table": "synthetic",
            "value": [exact, rounded],
            "unit": unit,
            "status": ["published", "rounded"],
            "chosen": [True, False],
            "as_of": "2021",
        }
    )


@pytest.mark.parametrize(
    ("exact", "rounded", "unit", "rounding"),
    [
        (5_509_055, 5_500_000, "people", True),
        (5_509_055, 5_600_000, "people", False),
        (17_568_342, 17_500_000, "people", True),  # "more than 17.5 million"
        (382_868, 400_000, "people", True),
        (84, 90, "percent", False),
        (88.92, 88.9, "percent", True),
        (81.2, 81, "percent", True),
        (25, 24, "percent", False),
    ],
)
def test_only_what_rounding_can_give_is_called_rounding(exact, rounded, unit, rounding):
    found = conflicts(made_up(exact, rounded, unit))
    assert found["rounding"].eq(rounding).all()


def test_figures_with_one_value_are_no_conflict():
    assert conflicts(made_up(5, 5)).empty
