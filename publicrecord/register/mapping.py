"""register.yml: which column of a register means what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from publicrecord.findings import Rule, refuse
from publicrecord.language import N_, Text
from publicrecord.record.patterns import in_words
from publicrecord.record.shape_faults import reading_fault, shape_fault
from publicrecord.yaml_text import read_yaml

FILE = "register.yml"
NEEDED = ["wave", "place", "selected"]
OPTIONAL = [
    "person", "registered_on", "selected_on", "revoked", "completed_on", "gender", "age",
    "birth_year", "education", "disability", "weight",
]  # fmt: skip

SETTINGS_BROKEN = Rule(
    "register-settings-broken",
    N_("The description of the register cannot be used: {reason}."),
    N_("Correct register.yml. A complete example is in docs/register.md."),
)
NOT_YAML = N_("it is not valid YAML")
NOT_YAML_AT = N_("it is not valid YAML (line {line})")
NO_DATE = N_('as_of: "{value}" is a date that does not exist')

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
        "categories": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {"type": "object", "additionalProperties": TEXT}
                for name in ("gender", "education", "disability")
            },
        },
        "faulty_share_allowed": {"type": "number", "minimum": 0, "maximum": 1},
    },
}


@dataclass(frozen=True)
class Mapping:
    """A register.yml as read.

    columns: our name -> the register's. categories: dimension -> value -> our category.
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
    faulty_share_allowed: float = 0.01

    @property
    def all_columns(self) -> list[str]:
        """Every column of the register that we read."""
        return [*self.columns.values(), *self.satisfaction.values()]


def read_mapping(register: Path) -> Mapping:
    """The register.yml in a register's folder, or beside its file; raises ValidationFailed."""
    file = (register if register.is_dir() else register.parent) / FILE
    try:
        settings = read_yaml(file)
    except (OSError, ValueError, yaml.YAMLError) as error:
        refuse([SETTINGS_BROKEN.at(FILE, reason=_unread(error))])
        raise
    fault = shape_fault(SHAPE, settings)
    if not fault and not _is_day(settings["as_of"]):
        fault = in_words(NO_DATE, value=settings["as_of"])
    refuse(SETTINGS_BROKEN.at(FILE, reason=reason) for reason in [fault] if reason)
    return Mapping(**settings)


def _unread(error: Exception) -> Text:
    """Why register.yml cannot be read."""
    if isinstance(error, OSError | UnicodeDecodeError):
        return reading_fault(error)
    mark = getattr(error, "problem_mark", None)
    return in_words(NOT_YAML_AT, line=mark.line + 1) if mark else in_words(NOT_YAML)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
