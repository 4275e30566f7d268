"""settings.yml of a programme, read and checked against the dataclasses that it fills.

A maintainer edits this file when the programme ends or gets another language, so each mistake in it
is a finding like any other: its line, the entry, and what to write.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import yaml

from publicrecord.characters import is_shown
from publicrecord.findings import Finding, Rule, ValidationFailed
from publicrecord.language import N_, UNTRANSLATED, Language
from publicrecord.record.descriptor import nearest
from publicrecord.settings import Settings
from publicrecord.translations import Translations
from publicrecord.yaml_faults import yaml_fault
from publicrecord.yaml_text import read_yaml

UNREADABLE = Rule(
    "settings-unreadable",
    N_("The settings cannot be read: {reason}."),
    N_("Correct this line. The lines around it show how an entry is written."),
)
MISSING_ENTRY = Rule(
    "settings-entry-missing",
    N_('The settings have no entry "{value}".'),
    N_("Add it as publicrecord/settings.py describes it."),
)
UNKNOWN_ENTRY = Rule(
    "settings-entry-unknown",
    N_('The settings must not have an entry "{value}".'),
    N_("Delete it, or correct its name. Similar names: {near}."),
)
WRONG_ENTRY = Rule(
    "settings-entry-unfit",
    N_('The entry "{value}" of the settings is not {form}.'),
    N_("Write {form}, as publicrecord/settings.py describes it."),
)
A_TEXT, A_NUMBER = N_("a text"), N_("a number")
A_NAME = N_("a name of small letters, digits and hyphens")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # of files, folders and addresses
A_SHOWN_TEXT = N_("a text without invisible characters")
A_LIST, A_GROUP = N_("a list"), N_("a group of entries")
OWN = {"folder", "package", "languages", "country", "country_code"}
"""The fields of Settings that are not entries of their names."""


class Fault(NamedTuple):
    """An entry that breaks a rule. entry: its names from the outside in."""

    rule: Rule
    entry: tuple[str, ...]
    details: dict[str, Any] = {}  # noqa: RUF012 (is only read)


class Unfit(Exception):
    """Entries that break rules."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(".".join(fault.entry) for fault in faults))


def read_settings(file: Path, folder: Path) -> Settings:
    """The settings in `file`, settings.yml of a programme's package; folder: the project's.

    Raises ValidationFailed, with the languages of the site where they could be read.
    """
    text, name = _text(file), file.relative_to(folder).as_posix()
    translations = Translations(folder, file.parent)
    given = _read(file, name, translations)
    languages: list[Language] = []
    try:
        _languages, country, entries = _every(
            [
                lambda: languages.extend(_languages_of(given, translations)),
                lambda: _taken(given, ("country",), partial(_mapping, names=("name", "code"))),
                lambda: _filled(Settings, given, (), without=OWN),
            ]
        )
        _refuse_no_names({("name",): entries["name"], ("identity",): entries["identity"]})
    except Unfit as unfit:
        found = [_finding(fault, name, text) for fault in unfit.faults]
        raise ValidationFailed(found, tuple(languages) or _translated(translations)) from None
    return Settings(
        folder=folder,
        package=file.parent,
        country=country["name"],
        country_code=country["code"],
        languages=tuple(languages),
        **entries,
    )


def _text(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def _read(file: Path, name: str, translations: Translations) -> dict[str, Any]:
    """The file as plain values."""
    line = None
    try:
        given = read_yaml(file)
        reason = None if isinstance(given, dict) else N_("the file has no entries")
    except yaml.YAMLError as error:
        line, reason = yaml_fault(error)
    except UnicodeDecodeError:
        reason = N_("the file is not in the encoding UTF-8")
    if reason:
        finding = UNREADABLE.at(name, line, reason=reason)
        raise ValidationFailed([finding], _translated(translations))
    return dict(given)


def _translated(translations: Translations) -> tuple[Language, ...]:
    """The languages of messages while those of the site are not known: the programme's texts are
    translated into these."""
    codes = translations.codes()
    translated = (replace(UNTRANSLATED, code=c, gettext=translations.translator(c)) for c in codes)
    return (*translated, UNTRANSLATED)


def _languages_of(given: dict[str, Any], translations: Translations) -> list[Language]:
    """The languages of the site; the first one's pages are at its root."""
    listed = _taken(given, ("languages",), _list)
    if not listed:
        raise Unfit(Fault(MISSING_ENTRY, ("languages",)))
    read = partial(_filled, Language, entry=("languages",), without={"gettext", "folder"})
    found = _every(partial(read, entry) for entry in listed)
    for own in found:
        names: dict[tuple[str, ...], str] = {("languages", "code"): own["code"]}
        names |= {("languages", "addresses", page): at for page, at in own["addresses"].items()}
        _refuse_no_names(names)
    return [
        Language(
            **own,
            folder=f"{own['code']}/" if number else "",
            gettext=translations.translator(own["code"]),
        )
        for number, own in enumerate(found)
    ]


def _every(reads: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each of these functions returns. Raises Unfit with the faults that all of them found."""
    found: list[Any] = []
    faults: list[Fault] = []
    for read in reads:
        try:
            found.append(read())
        except Unfit as unfit:
            faults += unfit.faults
    if faults:
        raise Unfit(*faults)
    return found


def _refuse_no_names(given: Mapping[tuple[str, ...], str]) -> None:
    """Refuse entries that become a part of a file's name or of an address and could lead out."""
    unfit = [entry for entry, name in given.items() if not NAME.fullmatch(name)]
    if unfit:
        raise Unfit(*(Fault(WRONG_ENTRY, entry, {"form": A_NAME}) for entry in unfit))


def _taken(given: dict[str, Any], entry: tuple[str, ...], read: Callable[..., Any]) -> Any:
    """An entry, read and taken out."""
    if entry[-1] not in given:
        raise Unfit(Fault(MISSING_ENTRY, entry))
    return read(given.pop(entry[-1]), entry)


def _filled(
    kind: type, given: Any, entry: tuple[str, ...], without: set[str] | frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The arguments of a dataclass, from a group of entries. without: its fields that are none."""
    group = _mapping(given, entry)
    hints = get_type_hints(kind)
    wanted = {field.name: field for field in fields(kind) if field.name not in without}
    unknown = {name: nearest(name, [*wanted]) for name in group if name not in wanted}
    meant = {near.split("; ")[0] for near in unknown.values()}
    faults = [Fault(UNKNOWN_ENTRY, (*entry, name), {"near": unknown[name]}) for name in unknown]
    faults += [
        Fault(MISSING_ENTRY, (*entry, name))
        for name, field in wanted.items()
        if name not in {*group, *meant}
        and field.default is MISSING
        and field.default_factory is MISSING
    ]
    names = [name for name in group if name in wanted]
    values = _every(
        [
            partial(_refuse, faults),
            *(partial(_value, hints[name], group[name], (*entry, name)) for name in names),
        ]
    )
    return dict(zip(names, values[1:], strict=True))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Unfit(*faults)


def _value(kind: Any, given: Any, entry: tuple[str, ...]) -> Any:
    """A value of a type, from what is in the file."""
    outer, inner = get_origin(kind), get_args(kind)
    if outer in (Union, types.UnionType):  # an entry that may be left out
        return None if given is None else _value(inner[0], given, entry)
    if is_dataclass(kind):
        return kind(**_filled(kind, given, entry))  # type: ignore[operator, arg-type]
    if outer in (tuple, frozenset, list):
        return outer(_value(inner[0], item, entry) for item in _list(given, entry))
    if outer in (dict, Mapping):
        return {k: _value(inner[1], v, (*entry, k)) for k, v in _mapping(given, entry).items()}
    if kind is float:
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise Unfit(Fault(WRONG_ENTRY, entry, {"form": A_NUMBER}))
        return float(given)
    return _a_text(given, entry)


def _a_text(given: Any, entry: tuple[str, ...]) -> str:
    """A text; YAML takes a day for one of its own values."""
    if given is None or isinstance(given, dict | list | bool):
        raise Unfit(Fault(WRONG_ENTRY, entry, {"form": A_TEXT}))
    if not is_shown(str(given)):
        raise Unfit(Fault(WRONG_ENTRY, entry, {"form": A_SHOWN_TEXT}))
    return str(given)


def _list(given: Any, entry: tuple[str, ...]) -> list[Any]:
    if not isinstance(given, list):
        raise Unfit(Fault(WRONG_ENTRY, entry, {"form": A_LIST}))
    return given


def _mapping(given: Any, entry: tuple[str, ...], names: tuple[str, ...] = ()) -> dict[str, Any]:
    """A group of entries, with at least these."""
    if not isinstance(given, dict):
        raise Unfit(Fault(WRONG_ENTRY, entry, {"form": A_GROUP}))
    _refuse([Fault(MISSING_ENTRY, (*entry, name)) for name in names if name not in given])
    return given


def _finding(fault: Fault, name: str, text: str) -> Finding:
    """The finding for an entry, at its line or that of the group in which it should be."""
    row = max(_lines(fault.entry, text), default=None)
    return fault.rule.at(name, row, value=".".join(fault.entry), **fault.details)


def _lines(entry: tuple[str, ...], text: str) -> Iterator[int]:
    """The lines of the names of an entry, each the first one below that of the name before it."""
    lines, at = text.splitlines(), 0
    for number, name in enumerate(entry):
        start = re.compile(rf"{'' if number == 0 else '.*'}\b{re.escape(name)}:")
        found = next((line for line in range(at, len(lines)) if start.match(lines[line])), None)
        if found is None:
            return
        at = found
        yield found + 1
