"""A slip: what is unusual in one cell, and how the cell should be written if that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import Message, Text


@dataclass(frozen=True)
class Slip:
    """What is unusual in a cell.

    rule: the rule that it breaks. reason: the reason in its sentence. reading: how the cell is
    written if it can mean one thing only, which `check --fix` offers. example: what the cell may
    have been, where only the source can say. details: more words of the rule.
    """

    rule: Rule
    reason: Message | Text | None = None
    reading: str | None = None
    example: str | None = None
    details: dict[str, Any] | None = None

    def at(
        self, file: str, row: int | None, column: str, value: str | None, example: str
    ) -> Finding:
        """The finding at a cell; example: of the values of the column."""
        words = {"reason": self.reason, "reading": self.reading} | (self.details or {})
        words["example"] = self.example or example
        return self.rule.at(file, row, column, value, **words)
