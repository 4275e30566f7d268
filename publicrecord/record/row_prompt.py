"""A row asked for: a table, then each of its columns in turn, each answer checked by the
schema as it is given; the whole row against every rule before it is written."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from publicrecord.findings import Finding, UsageError, ValidationFailed, detail_in, report
from publicrecord.language import N_, Language, described_key
from publicrecord.record.descriptor import nearest, read_descriptor
from publicrecord.record.keys import UNKNOWN_KEY, Keys, foreign_keys
from publicrecord.record.number_slips import EXAMPLES
from publicrecord.record.rules.links import SOURCE_UNUSED
from publicrecord.record.table import CellChecks
from publicrecord.record.tables import Tables
from publicrecord.settings import Settings
from publicrecord.transaction import transaction

Ask = Callable[[str], str]
Say = Callable[[str], object]
STOPPED = N_("Nothing was written.")
FEW = 12  # values that are listed with the question
EMPTIES = "-"


def terminal_languages(languages: Sequence[Language]) -> Sequence[Language]:
    """The language of the terminal, or all of these where it is none of them."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if code := os.environ.get(variable, "").partition("_")[0]:
            return [lang for lang in languages if lang.code == code] or (languages)
    return languages


class RowPrompt:
    """Asks for one row of the record below `folder`.

    ask: a prompt in, an answer out; EOFError ends the questions. say: prints a text. check: raises
    ValidationFailed if the record below a folder breaks a rule.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        languages: Sequence[Language],
        ask: Ask,
        say: Say,
        check: Callable[[Path], object],
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._languages = languages
        self._ask = ask
        self._say = say
        self._check = check
        descriptor = read_descriptor(folder, settings)
        self._resources = {r["name"]: r for r in descriptor["resources"]}
        self._keys = Keys(Tables(folder, descriptor, settings).tables)

    def add(self) -> None:
        """Ask for a table and a row, and write it; raises UsageError where the answers end."""
        try:
            resource = self._table()
            answers: dict[str, str] = {}
            columns = [field["name"] for field in resource["schema"]["fields"]]
            while columns:
                for field in resource["schema"]["fields"]:
                    if field["name"] in columns:
                        answers[field["name"]] = self._field(resource, field, answers)
                columns, left = self._wrong(resource, answers)
        except EOFError:
            raise UsageError(STOPPED) from None
        file = self._folder / resource["path"]
        with transaction(self._folder.parent) as files:
            new = files / self._folder.name / resource["path"]
            new.parent.mkdir(parents=True)
            new.write_bytes(_with_row(file.read_bytes(), list(answers.values())))
        row = len(file.read_bytes().splitlines())
        self._tell(N_("Written: {file}, row {row}."), file=self._name(resource), row=row)
        if left:
            self._tell(N_("The data still need the following before the site can be built:"))
            self._say(report(left, self._languages))

    def _name(self, resource: dict[str, Any]) -> str:
        return f"{self._folder.name}/{resource['path']}"

    def _tell(self, message: str, **words: object) -> None:
        texts = (
            language.gettext(message).format(
                **{name: detail_in(word, language) for name, word in words.items()}
            )
            for language in self._languages
        )
        for text in dict.fromkeys(texts):
            self._say(text)

    def _text(self, about: dict[str, Any], key: str) -> str:
        """A title or description, in the languages of the terminal."""
        texts = (about.get(described_key(key, s.code)) for s in self._languages)
        return " · ".join(dict.fromkeys(str(text) for text in texts if text))

    def _table(self) -> dict[str, Any]:
        self._tell(
            N_(
                "Which table should get a new row? Enter its number or its name. Ctrl+D stops "
                "without writing."
            )
        )
        tables = list(self._resources.values())
        for number, resource in enumerate(tables, 1):
            self._say(f"{number:3} {resource['name']}: {self._text(resource, 'title')}")
        while True:
            answer = self._ask("> ").strip()
            if answer in self._resources:
                return dict(self._resources[answer])
            if answer.isdecimal() and 1 <= int(answer) <= len(tables):
                return dict(tables[int(answer) - 1])
            self._tell(
                N_('The table "{answer}" does not exist. Similar names: {near}.'),
                answer=answer, near=nearest(answer, list(self._resources)),
            )  # fmt: skip

    def _field(
        self, resource: dict[str, Any], field: dict[str, Any], answers: dict[str, str]
    ) -> str:
        """An answer for one column that its schema accepts."""
        name = field["name"]
        fields = resource["schema"]["fields"]
        place = f"{fields.index(field) + 1}/{len(fields)}"
        about = self._text(field, "description") or self._text(field, "title")
        self._say(f"\n{place} {name}: {about}")
        constraints = field.get("constraints", {})
        if listed := constraints.get("enum") or self._choices(resource, name):
            self._say("  " + ", ".join(map(str, listed)))
        offered = answers.get(name) or self._offered(name, answers)
        if offered:
            self._tell(
                N_("  Press Enter for {offered}, or type {empties} to leave the cell empty."),
                offered=offered, empties=EMPTIES,
            )  # fmt: skip
        elif not constraints.get("required"):
            self._tell(N_("  Optional: press Enter to leave the cell empty."))
        while True:
            answer = self._ask(f"{name} [{offered}]: " if offered else f"{name}: ").strip()
            answer = offered if not answer else "" if answer == EMPTIES else answer
            found = list(self._faults(resource, field, {**answers, name: answer}))
            if not found:
                return answer
            self._complain(found)

    def _complain(self, found: list[Finding]) -> None:
        for finding in found:
            for language in self._languages:
                self._say(f"  ✗ {finding.sentence(language)} {finding.fix(language)}")

    def _choices(self, resource: dict[str, Any], name: str) -> list[str]:
        """The keys that this column may hold, where they are few."""
        for own, into, columns in foreign_keys(resource):
            if own == [name] and into != resource["name"]:
                known = self._keys.listed(into, columns)
                return known if len(known) <= FEW else []
        return []

    def _offered(self, name: str, answers: dict[str, str]) -> str:
        """What follows from the answers before: the unit of the measure."""
        if name != "unit" or "measure_id" not in answers:
            return ""
        units = dict(k.split(", ") for k in self._keys.listed("measures", ["measure_id", "unit"]))
        return units.get(answers["measure_id"], "")

    def _faults(
        self, resource: dict[str, Any], field: dict[str, Any], answers: dict[str, str]
    ) -> Iterator[Finding]:
        """What the schema has against the answer for one column."""
        file, name = self._name(resource), field["name"]
        answer = answers[name]
        checks = CellChecks(resource, self._settings)
        names = [column["name"] for column in resource["schema"]["fields"]]
        cells = [answers.get(column, "") for column in names]
        slips = dict(checks.slips(cells))
        if slip := slips.get(names.index(name)):
            yield slip.at(file, None, name, answer or None, EXAMPLES)
            return
        for own, into, columns in foreign_keys(resource):
            if own[-1] != name or not all(answers.get(column) for column in own):
                continue
            value = tuple(answers[column] for column in own)
            if value not in self._keys.of(into, columns):
                words = self._keys.unknown(into, columns, own, ", ".join(value))
                yield UNKNOWN_KEY.at(file, None, **words)

    def _wrong(
        self, resource: dict[str, Any], answers: dict[str, str]
    ) -> tuple[list[str], list[Finding]]:
        """The columns to ask for again, after all rules have seen the row; and what is wrong
        elsewhere. Raises EOFError where the row is wrong and no column of it is."""
        with TemporaryDirectory() as temporary:
            folder = Path(temporary) / self._folder.name
            shutil.copytree(self._folder, folder)
            file = folder / resource["path"]
            file.write_bytes(_with_row(file.read_bytes(), list(answers.values())))
            row = len(file.read_bytes().splitlines())
            try:
                self._check(folder)
            except ValidationFailed as refused:
                found = refused.findings
            else:
                return [], []
        here = (self._name(resource), row)
        own = [f for f in found if (f.file, f.row) == here and f.rule is not SOURCE_UNUSED]
        if not own:
            return [], found
        self._say("")
        self._complain(own)
        named = {column for f in own if f.column for column in f.column.split(", ")}
        columns = [column for column in answers if column in named]
        if not columns:
            raise EOFError
        return columns, []


def _with_row(raw: bytes, cells: list[str]) -> bytes:
    """A table with one more row at its end, quoted only where it must be, like the others."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(cells)
    return raw + (b"" if raw.endswith(b"\n") else b"\n") + line.getvalue().encode("utf-8")
