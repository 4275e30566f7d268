"""The descriptor, data/datapackage.json: read, and compared with the shape that we rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache, partial
from heapq import nlargest
from os.path import commonprefix
from pathlib import Path
from typing import Any

from publicrecord.cache import is_known, remember
from publicrecord.characters import is_formula
from publicrecord.findings import Finding, Rule, refuse
from publicrecord.language import N_
from publicrecord.record import bounds, contract, json_text, reserved, unsafe_paths
from publicrecord.record.code_lists import with_code_lists
from publicrecord.record.patterns import WEB_ADDRESS, in_words, matches
from publicrecord.record.published_input import as_record
from publicrecord.record.shape_faults import reading_fault, shape_fault
from publicrecord.settings import Settings

DESCRIPTOR = "datapackage.json"

DESCRIPTOR_BROKEN = Rule(
    "descriptor-broken",
    N_("The description of the tables cannot be used: {reason}."),
    N_(
        "Correct this in the file, or restore its last version from git and make your change again."
    ),
)

KEY_COLUMN = Rule(
    "key-of-unknown-column",
    N_('A key of the table {table} uses "{value}", which does not match {target}.'),
    N_(
        "Correct the key: every column that it names must exist and be named once. "
        "Similar names: {near}."
    ),
)

NONE_SIMILAR = N_("none")
COMPARED = 400  # the most similar of the known values, at first sight
LONGEST_COMPARED = 80
FORMULA = N_(
    'the text "{text}" begins with +, -, = or @, or has such a sign after a semicolon, so that '
    "spreadsheet programs calculate it as a formula"
)
SAME_TABLE = N_('two tables have the name "{value}"')
NO_PATTERN = N_("a pattern of the column {column} in the table {table} cannot be used")

# The shape of the descriptor that the stages rely on, as a JSON Schema. Keys that are not
# listed are refused: among them is `profile`, an address that the reader would fetch. Patterns end
# with \Z, since $ would let a line break through.
TEXT = {"type": "string", "minLength": 1, "maxLength": 2_000}
LONGEST_NAME = 60  # of a table or column; the longest has 22
LONGEST_VERSION = 20
TYPES = ["string", "integer", "number", "date", "boolean"]
KEY = {"anyOf": [TEXT, {"type": "array", "minItems": 1, "maxItems": 20, "items": TEXT}]}
# The whole list of allowed values is in each finding.
# Others are refused: nothing would check them.
CONSTRAINTS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "required": {"type": "boolean"},
        "unique": {"type": "boolean"},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "minLength": {"type": "integer"},
        "maxLength": {"type": "integer"},
        "pattern": {"type": "string", "maxLength": 200},
        "enum": {
            "type": "array",
            "maxItems": 100,
            "items": {"type": ["string", "number"], "maxLength": 80},
        },
    },
}
WEB = {"type": "string", "pattern": WEB_ADDRESS, "maxLength": 500}
LICENCE = {
    "type": "object",
    "required": ["name", "path", "title"],
    "properties": {"name": TEXT, "path": WEB, "title": TEXT},
}


def _object(
    required: Sequence[str], properties: dict[str, Any], others: Sequence[str] = ()
) -> dict[str, Any]:
    """An object with these keys and no more; what `others` hold is not looked at."""
    return {
        "type": "object",
        "required": [*required],
        "properties": {other: {} for other in others} | properties,
        "additionalProperties": False,
    }


def shape(settings: Settings) -> dict[str, Any]:
    """The shape of a descriptor with titles and descriptions in the languages of a site."""
    titles = settings.described_keys("title")
    both = settings.described_keys("title", "description")
    return _object(
        ["name", "version", "resources", "created", "licenses", "contributors", "keywords", *both],
        dict.fromkeys(both, TEXT)
        | {
            "created": {
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?\\Z",
            },
            "licenses": {"type": "array", "minItems": 1, "maxItems": 10, "items": LICENCE},
            "contributors": {
                "type": "array",
                "minItems": 1,
                "maxItems": 50,
                "items": _object(
                    ["title"], {"title": TEXT, "roles": {"type": "array", "items": TEXT}}
                ),
            },
            "keywords": {"type": "array", "maxItems": 50, "items": TEXT},
            "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
            "name": {"type": "string", "pattern": "^[a-z0-9-]+\\Z", "maxLength": LONGEST_NAME},
            "version": {
                "type": "string",
                "pattern": "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+\\Z",
                "maxLength": LONGEST_VERSION,
            },
            "resources": {
                "type": "array",
                "minItems": 1,
                "maxItems": 100,
                "items": _resource(settings.topics, both, _field(titles, both)),
            },
            # Reported by rules of their own.
            "synthetic": {"type": "boolean"},
            "rehearsal": {"type": "boolean"},
        },
    )


def _field(titles: Sequence[str], both: Sequence[str]) -> dict[str, Any]:
    return _object(
        ["name", "type", *titles],
        dict.fromkeys(both, TEXT)
        | {
            "name": {"type": "string", "pattern": "^[a-z0-9_]+\\Z", "maxLength": LONGEST_NAME},
            "type": {"enum": TYPES},
            "constraints": CONSTRAINTS,
            "codes": {"type": "string", "pattern": "^[a-z_]+\\Z", "maxLength": LONGEST_NAME},
            "unit": TEXT,
            "example": {"type": ["string", "number", "boolean"]},
        },
    )


def _resource(topics: Sequence[str], both: Sequence[str], field: dict[str, Any]) -> dict[str, Any]:
    reference = _object(["resource", "fields"], {"resource": TEXT, "fields": KEY})
    foreign = _object(["fields", "reference"], {"fields": KEY, "reference": reference})
    schema = _object(
        ["fields", "primaryKey", "missingValues"],
        {
            "missingValues": {"const": [""]},
            "fields": {"type": "array", "minItems": 2, "maxItems": 100, "items": field},
            "primaryKey": KEY,
            "foreignKeys": {"type": "array", "maxItems": 50, "items": foreign},
        },
        ["$schema", "fieldsMatch"],
    )
    source = {"title": TEXT, "source_id": TEXT}
    return _object(
        ["name", "path", "topic", "dialect", "licenses", "schema", *both],
        dict.fromkeys(both, TEXT)
        | {
            "name": {"type": "string", "pattern": "^[a-z_]+\\Z", "maxLength": LONGEST_NAME},
            "topic": {"enum": [*topics]},
            "path": {
                "type": "string",
                "pattern": "^(reference/)?[a-z_]+\\.csv\\Z",
                "maxLength": LONGEST_NAME + len("reference/.csv"),
            },
            "type": {"const": "table"},
            "format": {"const": "csv"},
            "mediatype": {"const": "text/csv"},
            "encoding": {"const": "utf-8"},
            "dialect": {"const": {"delimiter": ","}},
            # Of a published table; the build writes its own.
            "bytes": {"type": "integer"},
            "hash": TEXT,
            "licenses": {"type": "array", "minItems": 1, "maxItems": 10, "items": LICENCE},
            "sources": {
                "type": "array",
                "maxItems": 500,
                "items": {"type": "object", "required": [*source], "properties": source},
            },
            "schema": schema,
        },
    )


def read_descriptor(folder: Path, settings: Settings) -> dict[str, Any]:
    """The descriptor of the package in `folder`; settings: of the site it belongs to.

    Raises ValidationFailed if it is not one of ours, lacks what the code reads, or names a file
    that is too big or unsafe to open; or if anything in the folder is a link.
    """
    refuse(unsafe_paths.find(folder))
    name = f"{folder.name}/{DESCRIPTOR}"
    file = folder / DESCRIPTOR
    if file.is_file():
        refuse(bounds.size(folder, DESCRIPTOR, name))
    try:
        text = file.read_text(encoding="utf-8")
        descriptor: dict[str, Any] = json_text.parse(text)
        wanted = shape(settings)
        sound = f"shape of the description {text} {wanted}"
        problem = None if is_known(sound) else shape_fault(wanted, descriptor)
    except (OSError, ValueError, RecursionError) as error:
        refuse([DESCRIPTOR_BROKEN.at(name, reason=reading_fault(error))])
        raise
    if problem:
        refuse([DESCRIPTOR_BROKEN.at(name, reason=problem)])
    remember(sound)
    descriptor = as_record(descriptor)
    released = contract.released_descriptor(folder)
    promised = contract.find(descriptor, released, name) if released else ()
    refuse(
        [
            *_twice(descriptor, name),
            *_keys(descriptor, name),
            *_patterns(descriptor, name),
            *_formulas(descriptor, settings, name),
            *reserved.find(descriptor, settings, name),
            *promised,
        ]
    )
    return with_code_lists(descriptor, folder)


def _twice(descriptor: dict[str, Any], file: str) -> Iterator[Finding]:
    """A finding for each name or file that two tables have."""
    for key in ("name", "path"):
        for value, count in Counter(r[key] for r in descriptor["resources"]).items():
            if count > 1:
                yield DESCRIPTOR_BROKEN.at(file, reason=in_words(SAME_TABLE, value=value))


def _keys(descriptor: dict[str, Any], file: str) -> Iterator[Finding]:
    """A finding for each key that names a column or a table that is not there, or names one
    twice."""
    columns = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in descriptor["resources"]
    }
    for resource in descriptor["resources"]:
        table, schema = resource["name"], resource["schema"]
        named = [(table, names_of(schema["primaryKey"]))]
        for key in schema.get("foreignKeys", []):
            own, reference = names_of(key["fields"]), key["reference"]
            named += [(table, own), (reference["resource"], names_of(reference["fields"]))]
            if len(own) != len(names_of(reference["fields"])):
                yield KEY_COLUMN.at(
                    file, value=", ".join(own), table=table,
                    target=", ".join(names_of(reference["fields"])), near=NONE_SIMILAR,
                )  # fmt: skip
        for target, names in named:
            known = columns.get(target, [])
            for name in names:
                if name not in known or names.count(name) > 1:
                    yield KEY_COLUMN.at(
                        file, value=name, table=table, target=target, near=nearest(name, known)
                    )


def _patterns(descriptor: dict[str, Any], file: str) -> Iterator[Finding]:
    """A finding for each pattern that the engine does not take."""
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            pattern = field.get("constraints", {}).get("pattern")
            try:
                matches(pattern or "", [""])
            except ValueError:
                column, table = field["name"], resource["name"]
                reason = in_words(NO_PATTERN, column=column, table=table)
                yield DESCRIPTOR_BROKEN.at(file, column=column, reason=reason)


def _formulas(descriptor: dict[str, Any], settings: Settings, file: str) -> Iterator[Finding]:
    """A finding for each title or description that a spreadsheet program reads as a formula."""
    fields = (field for r in descriptor["resources"] for field in r["schema"]["fields"])
    for about in (descriptor, *descriptor["resources"], *fields):
        for key in settings.described_keys("title", "description"):
            if is_formula(about.get(key, "")):
                reason = in_words(FORMULA, text=about[key][:80])
                yield DESCRIPTOR_BROKEN.at(file, reason=reason)


def names_of(key: str | list[str]) -> list[str]:
    """The columns of a key, which the description names as a text or a list."""
    return [key] if isinstance(key, str) else key


def nearest(value: object, known: list[str]) -> str:
    """Up to three known values that look like this one, or that there are none."""
    return _nearest(str(value), tuple(known))


@lru_cache(maxsize=64)  # a key that goes is missed in thousands of rows
def _nearest(value: str, known: tuple[str, ...]) -> str:
    short = [each for each in known if len(each) <= LONGEST_COMPARED]
    likely = nlargest(COMPARED, short, key=partial(_overlap, value[:LONGEST_COMPARED]))
    return (
        "; ".join(get_close_matches(value[:LONGEST_COMPARED], likely, n=3, cutoff=0.5))
        or NONE_SIMILAR
    )


def _overlap(one: str, other: str) -> int:
    """How many characters two texts share at their beginnings and ends; comparing every pair of
    texts in full takes minutes."""
    return len(commonprefix([one, other])) + len(commonprefix([one[::-1], other[::-1]]))
