"""A designed error: an id, a sentence, the place, the fix.

A rule is declared once beside the check that uses it. A finding is one breach of
a rule at one place. Texts are English message ids; they are shown in every
language of the site, because a maintainer may read any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from publicrecord.characters import visible
from publicrecord.escaping import for_annotation, for_property
from publicrecord.language import Language, Message

RULES: dict[str, Rule] = {}
MOST_FINDINGS = 20_000  # that are counted
MOST_SHOWN = 500  # that are described: a maintainer reads no more, and each takes a while


@dataclass(frozen=True)
class Rule:
    """One rule of the record.

    rule_id: kebab-case, stable, shown to the maintainer.
    sentence: what is wrong, an English message id with {named} places.
    fix: what to do about it, likewise.
    """

    rule_id: str
    sentence: str
    fix: str

    def __post_init__(self) -> None:
        if self.rule_id in RULES:
            raise ValueError(f"rule {self.rule_id} is declared twice")
        RULES[self.rule_id] = self

    def at(
        self,
        file: str,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        **details: object,
    ) -> Finding:
        """A finding of this rule; row counts as in a spreadsheet, the header is row 1."""
        shown = None if value is None else str(value)
        return Finding(self, file, row, column, shown, details)


@dataclass(frozen=True)
class Finding:
    """One breach of a rule: the file, and where known row, column and value."""

    rule: Rule
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: Language) -> str:
        """What is wrong, in this language."""
        return language.gettext(self.rule.sentence).format(**self._words(language))

    def fix(self, language: Language) -> str:
        """What to do about it, in this language."""
        return language.gettext(self.rule.fix).format(**self._words(language))

    def place(self, language: Language) -> str:
        """File, row and column, in this language."""
        parts = [visible(self.file)]
        if self.row is not None:
            parts.append(language.gettext("row {row}").format(row=self.row))
        if self.column:
            parts.append(language.gettext("column {column}").format(column=visible(self.column)))
        return ", ".join(parts)

    def short_value(self, longest: int) -> str:
        """The value fit for an example; an empty text if there is none."""
        return shorten(self.value, longest) or ""

    def _words(self, language: Language) -> dict[str, object]:
        return {
            "file": visible(self.file),
            "row": self.row,
            "column": self.column and visible(self.column),
            "value": shorten(self.value),
            **{name: shown_in(detail, language) for name, detail in self.details.items()},
        }


class ValidationFailed(Exception):
    """The record, the texts or the site broke rules; carries every finding.

    languages: of the site, where it is the settings that cannot be read to the end.
    """

    def __init__(self, findings: Iterable[Finding], languages: tuple[Language, ...] = ()) -> None:
        self.languages = languages
        self.findings = sorted(
            findings, key=lambda f: (f.file, f.row or 0, f.column or "", f.rule.rule_id)
        )
        super().__init__(f"{len(self.findings)} findings")

    def __reduce__(self) -> tuple[type[ValidationFailed], tuple[list[Finding]]]:
        """As it is sent from a process that writes pages to the one that waits for it."""
        return ValidationFailed, (self.findings,)


class UsageError(Exception):
    """The machine or the call is not ready; the message says what to do."""


def detail_in(detail: object, language: Language) -> object:
    """A detail in this language: a marked text, one that is made for a language, or as it is."""
    if isinstance(detail, Message):
        return language.gettext(detail)
    return detail(language) if callable(detail) else detail


def shown_in(detail: object, language: Language) -> object:
    """A detail in this language, fit for one line."""
    said = detail_in(detail, language)
    return visible(said) if isinstance(said, str) else said


def refuse(findings: Iterable[Finding]) -> None:
    """Raise ValidationFailed if there is any finding; after many, no more are looked for."""
    found = list(islice(findings, MOST_FINDINGS))
    if found:
        raise ValidationFailed(found)


def report(
    findings: Iterable[Finding],
    languages: Iterable[Language],
    more: Callable[[Finding, Language], str] = lambda _finding, _language: "",
) -> str:
    """Every finding as plain text: place, rule, then each language's sentence and fix.

    more: what else is said of a finding in a language.
    """
    every_language = list(languages)
    blocks = []
    for finding in islice(findings, MOST_SHOWN):
        first, *others = dict.fromkeys(finding.place(language) for language in every_language)
        other = "".join(f" ({place.removeprefix(finding.file + ', ')})" for place in others)
        lines = [f"{first}{other}  [{finding.rule.rule_id}]"]
        for language in every_language:
            said = f"  {language.code}: {finding.sentence(language)} {finding.fix(language)}"
            if added := more(finding, language):
                said += f"{'' if said.endswith('.') else '.'} {added}"
            lines.append(said)
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def workflow_commands(
    findings: Iterable[Finding], languages: Iterable[Language], level: str = "error"
) -> str:
    """Every finding as a workflow command of GitHub, which shows it on its line of the file.

    level: error or warning.
    """
    every_language = list(languages)
    lines = []
    for finding in islice(findings, MOST_SHOWN):
        message = " / ".join(
            f"{lang.code}: {finding.sentence(lang)} {finding.fix(lang)}" for lang in every_language
        )
        line = f",line={finding.row}" if finding.row else ""
        file, title = for_property(finding.file), for_property(finding.rule.rule_id)
        lines.append(f"::{level} file={file}{line},title={title}::{for_annotation(message)}")
    return "\n".join(lines)


def shorten(value: str | None, longest: int = 80) -> str | None:
    """A value fit for one line: cut where it is long, hidden characters made visible."""
    if value is None or len(value) <= longest:
        return value and visible(value)
    return visible(value[: longest - 1]) + "…"
