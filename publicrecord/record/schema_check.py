"""The tables against their Table Schema, by Frictionless, in the words of a spreadsheet; and what
Frictionless lets pass."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.cache import is_known, remember
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Text
from publicrecord.record.bounds import UNREADABLE
from publicrecord.record.code_lists import CODE_NOT_LISTED, CODES
from publicrecord.record.descriptor import DESCRIPTOR, DESCRIPTOR_BROKEN, nearest
from publicrecord.record.frictionless_reports import reports_of
from publicrecord.record.patterns import WEB_ADDRESS, WEB_PATTERN, form_in_words, in_words
from publicrecord.settings import Settings

FRICTIONLESS = version("frictionless")

HEADER = Rule(
    "header-differs",
    N_(
        "The column names in the first row do not match the description of the table. "
        'The first row begins with "{value}".'
    ),
    N_("Write the column names in this order: {columns}."),
)
ROW_SHAPE = Rule(
    "row-shape",
    N_("The number of cells in this row differs from the number of columns of the table."),
    N_(
        "The row must have exactly {count} cells. If a text contains a comma, put the "
        "text in quotation marks."
    ),
)
KEY_UNSAFE = Rule(
    "key-unsafe",
    N_('The key "{value}" cannot be used in a page address.'),
    N_(
        "Use only the letters A to Z and digits, with single hyphens, underscores or "
        "full stops between them, such as media-240131."
    ),
)
DATE_FAR = Rule(
    "date-out-of-range",
    N_('The year of the date "{value}" is not between {first} and {last}.'),
    N_("Check the date in the source, then correct it."),
)
URL_UNSAFE = Rule(
    "url-unsafe",
    N_('"{value}" is not a web address.'),
    N_("Write an address that begins with https:// or http://, without spaces or quotation marks."),
)
EMPTY_ROW = Rule(
    "row-empty",
    N_("The row is empty."),
    N_("Delete the row."),
)
WRONG_TYPE = Rule(
    "type-wrong",
    N_('"{value}" is not {type}.'),
    N_("Write {example}."),
)
REQUIRED = Rule(
    "cell-required",
    N_("The cell is empty, but this column must be filled in."),
    N_("Fill in the cell. The column contains: {meaning}"),
)
CONSTRAINT = Rule(
    "constraint-broken",
    N_('"{value}" is not allowed in this column. Allowed: {reason}.'),
    N_("Correct the value. The column contains: {meaning}"),
)
NOT_LISTED = Rule(
    "value-not-listed",
    N_('"{value}" is not one of the values that are allowed in this column.'),
    N_("Write one of the allowed values. Most similar: {near}. All allowed values: {allowed}."),
)
DUPLICATE = Rule(
    "row-duplicate",
    N_("Another row has the same values in the key columns ({keys})."),
    N_("Delete one of the two rows, or correct the cell that should be different."),
)
UNKNOWN_KEY = Rule(
    "key-unknown",
    N_('"{value}" does not exist in {target}.'),
    N_("Correct the spelling. Similar there: {near}. If it is new, first add it to {target}."),
)
SCHEMA_OTHER = Rule(
    "schema-other",
    N_("The table does not match its description. The checking program reports: {reason}."),
    N_("Correct the cell. If you need help, open an issue in the repository."),
)

# What a constraint of a column asks for.
ASKED = {
    "minimum": N_("a number of at least {limit}"),
    "maximum": N_("a number of at most {limit}"),
    "maxLength": N_("a text of at most {limit} characters"),
}

REPORTED = N_("the checking program reports: {note}")
UNUSABLE = N_("a type, a limit or a pattern of a column cannot be used")
EMPTY_FILE = N_("the file is empty")

HEADER_ERRORS = {
    "blank-header",
    "incorrect-label",
    "extra-label",
    "missing-label",
    "blank-label",
    "duplicate-label",
}
FILE_ERRORS = {"source-error", "encoding-error", "scheme-error", "format-error", "byte-count-error"}
TABLE_ERRORS = HEADER_ERRORS | FILE_ERRORS

TYPES = {
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "date": N_("a date"),
    "boolean": N_("true or false"),
    "string": N_("a text"),
}
EXAMPLES = {
    "integer": N_("only digits, without thousands separators or a unit, such as 1234567"),
    "number": N_(
        "digits without thousands separators or a unit, with a point before decimals, "
        "such as 1234567 or 88.92"
    ),
    "date": N_("the date as year-month-day, such as 2001-08-22"),
    "boolean": N_("true or false"),
    "string": N_("a text"),
}

# No more digits than a machine's number holds exactly.
PLAIN = {"integer": "-?[0-9]{1,15}", "number": r"-?[0-9]{1,15}(\.[0-9]{1,10})?"}
FIRST_YEAR, LAST_YEAR = 1900, 2199  # so that a day, a week or a year can be added to each date
# A key becomes part of addresses and anchors.
KEY_NAME = re.compile(r"\w+_id|(?:\w+_)?code")
KEY = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"


def cell_findings(
    file: str, resource: dict[str, Any], texts: pd.DataFrame, settings: Settings
) -> Iterator[Finding]:
    """What Frictionless lets pass: keys that are no addresses, and unusual numbers."""
    names = {field["name"] for field in resource["schema"]["fields"]}
    worded = {name for columns in settings.texts_in(names) for name in columns}
    for field in resource["schema"]["fields"]:
        name = field["name"]
        cells = texts[name].dropna()
        if KEY_NAME.fullmatch(name) and name not in worded:
            for index in cells[~cells.str.fullmatch(KEY)].index:
                yield KEY_UNSAFE.at(file, int(index) + 2, name, cells[index])
        if name == "url":  # pages link to it, whatever the description allows
            told = field.get("constraints", {}).get("pattern") == WEB_PATTERN
            allowed = cells[cells.str.fullmatch(WEB_PATTERN)] if told else cells
            for index in allowed[~allowed.str.contains(WEB_ADDRESS)].index:
                yield URL_UNSAFE.at(file, int(index) + 2, name, cells[index])
        if field["type"] == "date":
            for index in cells[~cells.str[:4].between(str(FIRST_YEAR), str(LAST_YEAR))].index:
                place = file, int(index) + 2, name, cells[index]
                yield DATE_FAR.at(*place, first=FIRST_YEAR, last=LAST_YEAR)
        if field["type"] in PLAIN:
            for index in cells[~cells.str.fullmatch(PLAIN[field["type"]])].index:
                yield WRONG_TYPE.at(
                    file,
                    int(index) + 2,
                    field["name"],
                    cells[index],
                    type=TYPES[field["type"]],
                    example=EXAMPLES[field["type"]],
                )


def schema_findings(folder: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """What Frictionless finds. A table is not read again while it, the description and the tables
    that its keys lead to are as they were when nothing was found."""
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    try:
        described = hashlib.sha256(json.dumps([FRICTIONLESS, descriptor]).encode()).hexdigest()
        states = {name: _state(folder, described, resources, name) for name in resources}
        changed = [name for name, state in states.items() if not is_known(state)]
        reports = list(reports_of(folder, descriptor, changed))
    except Exception as broken:  # whatever it stumbles over stands in the description
        if hasattr(broken, "to_errors"):  # an exception of Frictionless
            reasons = [_reported(error) for error in broken.to_errors()]
        else:
            reasons = [in_words(UNUSABLE)]
        yield from (_broken(folder, reason) for reason in reasons)
        return
    for name, report in zip(changed, reports, strict=True):
        if report.valid:
            remember(states[name])
    yield from (_broken(folder, _reported(error)) for report in reports for error in report.errors)
    keys = KnownKeys(folder, resources)
    tasks = [task for report in reports for task in report.tasks if task.errors]
    unreadable = {task.name for task in tasks if any(e.type in TABLE_ERRORS for e in task.errors)}
    for task in tasks:
        resource = resources[task.name]
        file = f"{folder.name}/{resource['path']}"
        empty = {
            getattr(error, "row_number", None) for error in task.errors if error.type == "blank-row"
        }
        told = set()
        for error in task.errors:
            # A key into a table that cannot be read is no fault of the row.
            if getattr(error, "reference_name", None) in unreadable:
                continue
            # An empty row has every fault there is; two keys of one cell are one fault.
            if getattr(error, "row_number", None) in empty and error.type != "blank-row":
                continue
            finding = translated(error, file, resource, keys)
            place = (finding.rule, finding.row, finding.column, finding.value)
            if place not in told:
                told.add(place)
                yield finding


def _reported(error: Any) -> Text:
    """What Frictionless says of an error, in its own words but for an empty file."""
    if error.note == "the source is empty":
        return in_words(EMPTY_FILE)
    return in_words(REPORTED, note=error.note.rstrip("."))


def _broken(folder: Path, reason: Text) -> Finding:
    return DESCRIPTOR_BROKEN.at(f"{folder.name}/{DESCRIPTOR}", reason=reason)


def _state(folder: Path, described: str, resources: dict[str, Any], name: str) -> str:
    """All that the outcome of checking a table depends on: the hash of the description, the table,
    and the tables that its keys lead to."""
    keys = resources[name]["schema"].get("foreignKeys", [])
    state = hashlib.sha256(f"{described} {name}".encode())
    for table in sorted({name, *(key["reference"]["resource"] or name for key in keys)}):
        path = folder / resources[table]["path"]
        content = path.read_bytes() if path.is_file() else b"missing"
        state.update(hashlib.sha256(content).digest())
    return f"schema {state.hexdigest()}"


class KnownKeys:
    """The values a foreign key may take, read only when a key is unknown."""

    def __init__(self, folder: Path, resources: dict[str, Any]) -> None:
        self._folder = folder
        self._resources = resources
        self._known: dict[tuple[str, ...], list[str]] = {}

    def of(self, resource: str, fields: list[str]) -> list[str]:
        """The values of these columns of a table, joined by a comma and a blank."""
        if (resource, *fields) not in self._known:
            self._known[resource, *fields] = self._read(resource, fields)
        return self._known[resource, *fields]

    def _read(self, resource: str, fields: list[str]) -> list[str]:
        path = self._folder / self._resources[resource]["path"]
        # A row of the wrong length is told at its place; here it only fails to be a suggestion.
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, on_bad_lines="skip")
        return [", ".join(row) for row in frame[fields].itertuples(index=False)]

    def path(self, resource: str) -> str:
        """The path of a table as a maintainer knows it."""
        return f"{self._folder.name}/{self._resources[resource]['path']}"


def translated(error: Any, file: str, resource: dict[str, Any], keys: KnownKeys) -> Finding:
    """One Frictionless error in our words."""
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None)
    value = getattr(error, "cell", None)
    field = fields.get(column or "", {})
    if error.type in FILE_ERRORS:
        return UNREADABLE.at(file, reason=_reported(error))
    if error.type in HEADER_ERRORS:
        found = ", ".join(getattr(error, "labels", []))
        return HEADER.at(file, 1, value=found, columns=", ".join(fields))
    match error.type:
        case "blank-row":
            return EMPTY_ROW.at(file, row)
        case "missing-cell" | "extra-cell":
            return ROW_SHAPE.at(file, row, column, count=len(fields))
        case "type-error":
            kind = field.get("type", "string")
            return WRONG_TYPE.at(file, row, column, value, type=TYPES[kind], example=EXAMPLES[kind])
        case "constraint-error" if 'constraint "required"' in error.note:
            return REQUIRED.at(file, row, column, meaning=meaning_of(field))
        case "constraint-error" if 'constraint "enum"' in error.note:
            allowed = [str(item) for item in field["constraints"]["enum"]]
            words = {"near": nearest(value, allowed), "allowed": ", ".join(allowed)}
            if CODES in field:
                words["code_list"] = field[CODES]
                return CODE_NOT_LISTED.at(file, row, column, value, **words)
            return NOT_LISTED.at(file, row, column, value, **words)
        case "unique-error":
            return DUPLICATE.at(file, row, column, keys=column)
        case "constraint-error":
            return CONSTRAINT.at(
                file, row, column, value, reason=_reason(error.note), meaning=meaning_of(field)
            )
        case "primary-key":
            names = resource["schema"]["primaryKey"]
            shown = names if isinstance(names, str) else ", ".join(names)
            return DUPLICATE.at(file, row, shown, keys=shown)
        case "foreign-key":
            return _unknown_key(error, file, resource, keys)
    return SCHEMA_OTHER.at(file, row, column, value, reason=error.note.rstrip("."))


def _unknown_key(error: Any, file: str, resource: dict[str, Any], keys: KnownKeys) -> Finding:
    columns = list(getattr(error, "field_names", []))
    cells = getattr(error, "field_cells", None) or []
    value = ", ".join(str(cell) for cell in cells)
    target = getattr(error, "reference_name", "")
    known = keys.of(target, list(getattr(error, "reference_field_names", [])))
    return UNKNOWN_KEY.at(
        file,
        getattr(error, "row_number", None),
        ", ".join(columns),
        value,
        target=keys.path(target),
        near=nearest(value, known),
    )


def _reason(note: str) -> Text:
    """What a broken constraint asks for, out of Frictionless' note: constraint "minimum" is "1"."""
    kind, _, limit = note.removeprefix('constraint "').removesuffix('"').partition('" is "')
    return in_words(ASKED[kind], limit=limit) if kind in ASKED else form_in_words(limit)


def meaning_of(field: dict[str, Any]) -> Text:
    """What the column holds, as the descriptor says it."""
    return lambda language: language.meaning(field)
