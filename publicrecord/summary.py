"""Many findings in few lines: one for each kind, with a count and examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publicrecord.findings import Finding, report
from publicrecord.language import N_, Language, Message

SHOWN = 3  # kinds that are described, so that a screen shows them all
EXAMPLES = 2  # places of a kind besides the first
OTHERS = N_("The same in {count} other places, such as {examples}.")
OTHER = N_("The same in {examples}.")


@dataclass(frozen=True)
class Kind:
    """Findings that say the same: of one rule and reason, in one column of one file or in several
    files."""

    findings: list[Finding]

    @property
    def first(self) -> Finding:
        """The finding that describes them."""
        return self.findings[0]

    def others(self, language: Language) -> str:
        """How many more there are, and examples."""
        rest = self.findings[1:]
        if not rest:
            return ""
        examples = ", ".join(self._place(each, language) for each in rest[:EXAMPLES])
        text = OTHERS if len(rest) > EXAMPLES else OTHER
        return language.gettext(text).format(count=len(rest), examples=examples)

    def _place(self, finding: Finding, language: Language) -> str:
        """The place of a finding as far as it differs from that of the first, with its value."""
        place = finding.place(language)
        if finding.file == self.first.file and finding.row is not None:
            place = language.gettext("row {row}").format(row=finding.row)
            if finding.column != self.first.column:
                place = finding.place(language).removeprefix(f"{finding.file}, ")
        value = finding.short_value(24)
        return f'{place} ("{value}")' if value else place


def kinds(findings: Iterable[Finding]) -> list[Kind]:
    """The findings by kind: those of whole files first, then those with most findings. Where there
    are more kinds than are shown, the same rule in several columns or files is one kind."""
    found = list(findings)
    by_place = _grouped(found, narrow=True)
    groups = by_place if len(by_place) <= SHOWN else _grouped(found, narrow=False)
    return sorted(groups, key=lambda kind: (kind.first.row is not None, -len(kind.findings)))


def _grouped(findings: list[Finding], *, narrow: bool) -> list[Kind]:
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        reason = finding.details.get("reason")
        place = (finding.file, finding.column) if narrow else ()
        text = str(reason) if isinstance(reason, Message) else ""
        groups.setdefault((finding.rule, text, place), []).append(finding)
    return [Kind(group) for group in groups.values()]


def summary(findings: Iterable[Finding], languages: Sequence[Language]) -> tuple[str, str]:
    """The findings as plain text, a few lines for each of the first kinds; and the rules of the
    other kinds, each with its count."""
    found = kinds(findings)
    shown = {id(kind.first): kind for kind in found[:SHOWN]}
    text = report(
        [kind.first for kind in shown.values()],
        languages,
        lambda finding, language: shown[id(finding)].others(language),
    )
    rest = (f"{kind.first.rule.rule_id} ({len(kind.findings)})" for kind in found[SHOWN:])
    return text, ", ".join(rest)
