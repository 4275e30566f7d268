"""register.yml: which column of a register means what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from publicrecord.findings import Finding, Rule, refuse
from publicrecord.language import N_, Text
from publicrecord.record.descriptor import nearest
from publicrecord.record.patterns import in_words
from publicrecord.record.shape_faults import reading_fault, shape_fault
from publicrecord.register.places import CATEGORIES, NOT_STATED, Classifications
from publicrecord.yaml_faults import yaml_fault
from publicrecord.yaml_text import read_yaml

FILE = "register.yml"
NEEDED = ["person", "wave", "place", "selected"]
OPTIONAL = [
    "registered_on", "selected_on", "revoked", "completed_on", "gender", "age",
    "birth_year", "education", "disability", "weight",
]  # fmt: skip
DAYS = ["registered_on", "selected_on", "completed_on"]
YES_OR_NO = ["selected", "revoked"]
CATEGORIZED = ["gender", "education", "disability", *YES_OR_NO]
DATE_ORDERS = {"day-month-year": (3, 2, 1), "month-day-year": (3, 1, 2)}
"""The orders of a date of three numbers: which of them is the year, the month and the day."""

SETTINGS_BROKEN = Rule(
    "register-settings-broken",
    N_("The description of the register cannot be used: {reason}."),
    N_("Correct register.yml. A complete example is in docs/register.md."),
)
COLUMN_TWICE = Rule(
    "register-column-twice",
    N_('The column "{value}" has two meanings: {first} and {second}.'),
    N_("Give each meaning a column of its own, or delete one of the two lines in register.yml."),
)
TARGET_UNKNOWN = Rule(
    "register-target-unknown",
    N_('Under categories, {trait}, "{word}" becomes "{value}", which is not a category.'),
    N_("Write one of these categories: {allowed}. Most similar: {near}."),
)
ITEM_UNKNOWN = Rule(
    "register-item-unknown",
    N_('The record has no question with the name "{value}".'),
    N_(
        "Under satisfaction, write the item_id of the question in items.csv. Most similar: {near}. "
        "If the question is new, first add it to items.csv in both languages."
    ),
)
TOO_EARLY = N_("as_of: {value} is before the programme began ({first})")
OTHER_NAME = N_("the file does not exist, but there is a file {name}; rename it to register.yml")
NO_DATE = N_('as_of: "{value}" is a date that does not exist')
EMPTY = N_("the file is empty")
NOT_A_GROUP = N_("it must be a group of names with values, such as title_id: Register")
TWO_AGES = N_("both age and birth_year are given; delete one of them")
NO_DAY_FOR_AGE = N_("birth_year needs registered_on, the day for which the age is counted")

TEXT = {"type": "string", "minLength": 1}
SHAPE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title_id", "title_en", "publisher", "as_of", "columns"],
    "properties": {
        "title_id": TEXT,
        "title_en": TEXT,
        "publisher": TEXT,
        "as_of": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "synthetic": {"type": "boolean"},
        "table": TEXT,
        "columns": {
            "type": "object",
            "additionalProperties": False,
            "required": NEEDED,
            "properties": dict.fromkeys(NEEDED + OPTIONAL, TEXT),
        },
        "satisfaction": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": TEXT,
        },
        "satisfied_from": {"type": "number"},
        "date_order": {"enum": list(DATE_ORDERS)},
        "categories": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {"type": "object", "additionalProperties": TEXT} for name in CATEGORIZED
            },
        },
        "faulty_share_allowed": {"type": "number", "minimum": 0, "maximum": 1},
    },
}


@dataclass(frozen=True)
class Mapping:
    """A register.yml as read.

    columns: our name -> the register's. categories: dimension -> value -> our category, or true
    and false for what is yes or no. date_order: of dates that are not written 2001-08-22.
    satisfaction: item -> the column with answers, of which `satisfied_from` and above count as
    satisfied. faulty_share_allowed: a larger share of dropped rows is refused. table: its name
    in a database, where no files are read. synthetic: the register was made up.
    """

    title_id: str
    title_en: str
    publisher: str
    as_of: str
    columns: dict[str, str]
    synthetic: bool = False
    table: str = "register"
    satisfaction: dict[str, str] = field(default_factory=dict)
    satisfied_from: float = 4
    categories: dict[str, dict[str, str]] = field(default_factory=dict)
    date_order: str = ""
    faulty_share_allowed: float = 0.01

    @property
    def all_columns(self) -> list[str]:
        """Every column of the register that we read."""
        return [*self.columns.values(), *self.satisfaction.values()]


def read_mapping(register: Path) -> Mapping:
    """The register.yml in a register's folder, or beside its file; raises ValidationFailed."""
    settings = _read(register if register.is_dir() else register.parent)
    refuse(SETTINGS_BROKEN.at(FILE, reason=reason) for reason in _shape_faults(settings))
    mapping = Mapping(**settings)
    refuse([*_columns_twice(mapping), *_unknown_targets(mapping)])
    return mapping


def _read(folder: Path) -> Any:
    """The content of register.yml; under `categories` each value is a text, as it is written."""
    line: int | None = None
    reason: Text | None = None
    try:
        settings = read_yaml(folder / FILE)
    except FileNotFoundError as error:
        other = [p.name for p in folder.glob("*") if p.suffix.lower() in (".yml", ".yaml")]
        reason = in_words(OTHER_NAME, name=other[0]) if other else reading_fault(error)
    except (OSError, UnicodeDecodeError) as error:
        reason = reading_fault(error)
    except yaml.YAMLError as error:
        line, message = yaml_fault(error)
        reason = in_words(message)
    refuse([SETTINGS_BROKEN.at(FILE, line, reason=reason)] if reason else [])
    if isinstance(settings, dict) and isinstance(settings.get("categories"), dict):
        for words in settings["categories"].values():
            if isinstance(words, dict):
                words.update({word: _as_text(name) for word, name in words.items()})
    return settings


def _as_text(value: Any) -> Any:
    """A plain value of YAML as a text: true, 1."""
    return str(value).lower() if isinstance(value, bool | int | float) else value


def _shape_faults(settings: Any) -> Iterator[Text]:
    if not isinstance(settings, dict):
        yield in_words(NOT_A_GROUP if settings else EMPTY)
        return
    fault = shape_fault(SHAPE, settings)
    if fault:
        yield fault
        return
    if not _is_day(settings["as_of"]):
        yield in_words(NO_DATE, value=settings["as_of"])
    if {"age", "birth_year"} <= set(settings["columns"]):
        yield in_words(TWO_AGES)
    elif "birth_year" in settings["columns"] and "registered_on" not in settings["columns"]:
        yield in_words(NO_DAY_FOR_AGE)


def _columns_twice(mapping: Mapping) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, column in [*mapping.columns.items(), *mapping.satisfaction.items()]:
        if column in seen:
            yield COLUMN_TWICE.at(FILE, None, None, column, first=seen[column], second=name)
        seen[column] = name


def _unknown_targets(mapping: Mapping) -> Iterator[Finding]:
    for trait, words in mapping.categories.items():
        known = ["true", "false"] if trait in YES_OR_NO else [*CATEGORIES[trait], NOT_STATED]
        for word, target in words.items():
            if target not in known:
                yield TARGET_UNKNOWN.at(
                    FILE, None, None, target, trait=trait, word=word,
                    allowed=", ".join(known), near=nearest(target, known),
                )  # fmt: skip


def unfit_settings(mapping: Mapping, kinds: Classifications, items: list[str]) -> Iterator[Finding]:
    """What does not fit the record; items: that surveys of the record ask about."""
    if mapping.as_of < kinds.first_day:
        reason = in_words(TOO_EARLY, value=mapping.as_of, first=kinds.first_day)
        yield SETTINGS_BROKEN.at(FILE, reason=reason)
    for item in mapping.satisfaction:
        if item not in items:
            yield ITEM_UNKNOWN.at(FILE, None, None, item, near=nearest(item, items))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
