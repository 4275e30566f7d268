"""settings.yml of a programme, read and checked against the dataclasses that it fills.

A maintainer edits this file when the programme ends or gets another language, so a mistake in it is
a finding like any other: its line, the entry, and what to write.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from publicrecord.characters import is_shown
from publicrecord.findings import Finding, Rule, ValidationFailed
from publicrecord.language import N_, Language, Message
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
A_LIST, A_GROUP = N_("a list"), N_("a group of entries")
A_SHOWN_TEXT = N_("a text without invisible characters")
A_NAME = N_("a name of small letters, digits and hyphens")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # of files, folders and addresses
OWN = {"folder", "package", "languages", "country", "country_code"}
"""The fields of Settings that are not entries of their names."""


class Unfit(Exception):
    """An entry that breaks a rule. entry: its names from the outside in."""

    def __init__(self, rule: Rule, entry: tuple[str, ...], **details: object) -> None:
        self.rule, self.entry, self.details = rule, entry, details
        super().__init__(".".join(entry))


def read_settings(file: Path, folder: Path) -> Settings:
    """The settings in `file`, settings.yml of a programme's package; folder: the project's.

    Raises ValidationFailed, with the languages of the site where they could be read.
    """
    text, name = _text(file), file.relative_to(folder).as_posix()
    languages: tuple[Language, ...] = ()
    try:
        given = _read(file, name)
        languages = _languages(given, Translations(folder, file.parent))
        country = _taken(given, ("country",), partial(_mapping, names=("name", "code")))
        entries = _filled(Settings, given, (), without=OWN)
        for entry in ("name", "identity"):
            _refuse_no_name(entries[entry], (entry,))
    except Unfit as unfit:
        raise ValidationFailed([_finding(unfit, name, text)], languages) from None
    return Settings(
        folder=folder,
        package=file.parent,
        country=country["name"],
        country_code=country["code"],
        languages=languages,
        **entries,
    )


def _text(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def _read(file: Path, name: str) -> dict[str, Any]:
    """The file as plain values."""
    try:
        given = read_yaml(file)
    except yaml.YAMLError as error:
        line, reason = yaml_fault(error)
        raise ValidationFailed([_unreadable(name, line, reason)]) from None
    except UnicodeDecodeError:
        reason = N_("the file is not in the encoding UTF-8")
        raise ValidationFailed([_unreadable(name, None, reason)]) from None
    if not isinstance(given, dict):
        raise ValidationFailed([_unreadable(name, None, N_("the file has no entries"))])
    return given


def _unreadable(name: str, line: int | None, reason: Message) -> Finding:
    return UNREADABLE.at(name, line, reason=lambda language: language.gettext(reason))


def _languages(given: dict[str, Any], translations: Translations) -> tuple[Language, ...]:
    """The languages of the site; the first one's pages are at its root."""
    listed = _taken(given, ("languages",), _list)
    if not listed:
        raise Unfit(MISSING_ENTRY, ("languages",))
    found: list[Language] = []
    for entry in listed:
        own = _filled(Language, entry, ("languages",), without={"gettext", "folder"})
        _refuse_no_name(own["code"], ("languages", "code"))
        for page, address in own["addresses"].items():
            _refuse_no_name(address, ("languages", "addresses", page))
        folder = f"{own['code']}/" if found else ""
        gettext = translations.translator(own["code"])
        found.append(Language(**own, folder=folder, gettext=gettext))
    return tuple(found)


def _refuse_no_name(given: str, entry: tuple[str, ...]) -> None:
    """Refuse an entry that becomes a part of a file's name or of an address and could lead out."""
    if not NAME.fullmatch(given):
        raise Unfit(WRONG_ENTRY, entry, form=A_NAME)


def _taken(given: dict[str, Any], entry: tuple[str, ...], read: Callable[..., Any]) -> Any:
    """An entry, read and taken out."""
    if entry[-1] not in given:
        raise Unfit(MISSING_ENTRY, entry)
    return read(given.pop(entry[-1]), entry)


def _filled(
    kind: type, given: Any, entry: tuple[str, ...], without: set[str] | frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The arguments of a dataclass, from a group of entries. without: its fields that are none."""
    group = _mapping(given, entry)
    hints = get_type_hints(kind)
    wanted = {field.name: field for field in fields(kind) if field.name not in without}
    for name in group:
        if name not in wanted:
            raise Unfit(UNKNOWN_ENTRY, (*entry, str(name)), near=nearest(name, [*wanted]))
    for name, field in wanted.items():
        if name not in group and field.default is MISSING and field.default_factory is MISSING:
            raise Unfit(MISSING_ENTRY, (*entry, name))
    return {name: _value(hints[name], group[name], (*entry, name)) for name in group}


def _value(kind: Any, given: Any, entry: tuple[str, ...]) -> Any:
    """A value of a type, from what stands in the file."""
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
            raise Unfit(WRONG_ENTRY, entry, form=A_NUMBER)
        return float(given)
    return _a_text(given, entry)


def _a_text(given: Any, entry: tuple[str, ...]) -> str:
    """A text; YAML takes a day for one of its own values."""
    if given is None or isinstance(given, dict | list | bool):
        raise Unfit(WRONG_ENTRY, entry, form=A_TEXT)
    if not is_shown(str(given)):
        raise Unfit(WRONG_ENTRY, entry, form=A_SHOWN_TEXT)
    return str(given)


def _list(given: Any, entry: tuple[str, ...]) -> list[Any]:
    if not isinstance(given, list):
        raise Unfit(WRONG_ENTRY, entry, form=A_LIST)
    return given


def _mapping(given: Any, entry: tuple[str, ...], names: tuple[str, ...] = ()) -> dict[str, Any]:
    """A group of entries, with at least these."""
    if not isinstance(given, dict):
        raise Unfit(WRONG_ENTRY, entry, form=A_GROUP)
    for name in names:
        if name not in given:
            raise Unfit(MISSING_ENTRY, (*entry, name))
    return given


def _finding(unfit: Unfit, name: str, text: str) -> Finding:
    """The finding for an entry, at its line or that of the group in which it should be."""
    details: dict[str, Any] = {
        key: (lambda language, said=said: language.gettext(said)) if key == "form" else said
        for key, said in unfit.details.items()
    }
    row = max(_lines(unfit.entry, text), default=None)
    return unfit.rule.at(name, row, value=".".join(unfit.entry), **details)


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
