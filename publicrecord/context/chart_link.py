"""What a link to a chart says: less than the chart, so that a page with a link to it is not made
again whenever a number in the chart changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from publicrecord.charts.chart import Chart
from publicrecord.language import Language, Text


@dataclass(frozen=True)
class ChartLink:
    """A link to the page of a chart: its address below the root of a language, its headline, and
    the sources of the chart."""

    address: Text
    headline: Text
    sources: tuple[str, ...]

    @classmethod
    def to(cls, chart: Chart) -> Self:
        """The link to a chart."""
        return cls(chart.address, chart.headline, tuple(chart.sources))

    def plain(self, language: Language) -> dict[str, Any]:
        """Every field as a plain value, its texts as they are said in a language."""
        return {
            "address": self.address(language),
            "headline": self.headline(language),
            "sources": self.sources,
        }
