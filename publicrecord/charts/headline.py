"""Headlines: each sentence over a chart has beside it the condition under which it is true.

A chart declares its statements in order. Its headline is the first one whose condition holds for
the rows that it is about; if none does, the chart is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from publicrecord.findings import Rule, ValidationFailed
from publicrecord.indicators.origins import Origin, claims_of, computed
from publicrecord.language import N_, Language, Message
from publicrecord.record.package import rows as listed_rows

Condition = Callable[[pd.DataFrame], bool]
"""A named function that tells whether a sentence is true of rows."""

Words = Callable[[pd.DataFrame, Language], Mapping[str, object]]
"""What fills the {named} places of a text about rows, in a language."""

UNTRUE = Rule(
    "headline-untrue",
    N_('The chart "{value}" has no headline that is true of its rows. Tried: {conditions}.'),
    N_(
        "If rows were deleted or changed by mistake, restore them. If the new values are right, "
        "add a statement that is true of them to this file."
    ),
)


@dataclass(frozen=True)
class Statement:
    """A sentence that is true of rows under a condition.

    holds: the condition. text: the sentence with {named} places. words: what fills them. origin:
    the sources of the numbers in it, and whether we computed them, from the rows. subject: the
    rows that the sentence speaks of, which the picture sets apart; none if it speaks of all.
    """

    holds: Condition
    text: Message
    words: Words
    origin: Callable[[pd.DataFrame], Origin] = computed
    subject: Callable[[pd.DataFrame], pd.DataFrame] | None = None


@dataclass(frozen=True)
class Headline:
    """The sentence over a chart, which travels alone: quoted, embedded, in every file.

    statement: the sentence with its condition. rows: those that it is about, for which the
    condition holds. Made by `true_headline`.
    """

    statement: Statement
    rows: pd.DataFrame

    @cached_property
    def origin(self) -> Origin:
        """The sources of the numbers in it, and whether we computed them."""
        return self.statement.origin(self.rows)

    @cached_property
    def subject(self) -> frozenset[tuple[str, ...]]:
        """The claims of each row that the sentence speaks of; none if it speaks of all."""
        if self.statement.subject is None:
            return frozenset()
        subjects = listed_rows(self.statement.subject(self.rows))
        return frozenset(tuple(claims_of(row)) for row in subjects)

    @cached_property
    def _sentences(self) -> dict[str, str]:
        return {}

    def __call__(self, language: Language) -> str:
        """The sentence in a language, starting with a capital letter."""
        if language.code not in self._sentences:
            words = self.statement.words(self.rows, language)
            sentence = language.gettext(self.statement.text).format(**words)
            self._sentences[language.code] = sentence[0].upper() + sentence[1:]
        return self._sentences[language.code]


def true_headline(chart_id: str, rows: pd.DataFrame, statements: tuple[Statement, ...]) -> Headline:
    """The first of the statements that is true of the rows.

    Raises ValidationFailed, naming the chart and the conditions, if none is.
    """
    for statement in statements:
        if statement.holds(rows):
            return Headline(statement, rows)
    tried = ", ".join(statement.holds.__name__ for statement in statements)
    declared_in = statements[0].words.__module__.replace(".", "/") + ".py"
    raise ValidationFailed([UNTRUE.at(declared_in, value=chart_id, conditions=tried)])
