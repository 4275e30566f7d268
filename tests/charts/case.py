"""A chart with the frame that it is drawn from, so that a test can change the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from scratch import language

from publicrecord.charts.chart import Chart


def as_it_is(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


@dataclass(frozen=True)
class Case:
    """A chart and its frame.

    frame: what the chart is drawn from. draw: the chart of such a frame. group: the column by
    which rows are emptied together, such as the year. column: what is changed. settle: computes
    anew what follows from the changed column. facts: what the readings of its texts need besides.
    """

    frame: pd.DataFrame
    draw: Callable[[pd.DataFrame], Chart]
    group: str
    column: str = "value"
    settle: Callable[[pd.DataFrame], pd.DataFrame] = as_it_is
    facts: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def subtitle(self) -> str:
        """The subtitle of the chart of the unchanged frame."""
        return self.draw(self.frame).subtitle(language("en"))
