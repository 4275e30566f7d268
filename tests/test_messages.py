"""Messages for maintainers: plain sentences, without regular expressions, Python or idiom."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from babel.messages.extract import extract_from_file
from plain_words import faults

import publicrecord
from prakerja.settings import SETTINGS
from publicrecord.findings import RULES
from publicrecord.record.descriptor import shape
from publicrecord.record.patterns import (
    FORMS,
    UNNAMED,
    WEB_ADDRESS,
    code_examples,
    form_in_words,
)
from publicrecord.record.shape_faults import shape_fault
from publicrecord.translations import KEYWORDS

ROOT = Path(__file__).resolve().parent.parent
for found in walk_packages(publicrecord.__path__, "publicrecord."):
    import_module(found.name)  # a rule is known once the module that declares it is loaded

ENGLISH = SETTINGS.source_language
# What a maintainer reads comes from these; other texts are for readers of the site.
MODULES = [
    *ROOT.glob("publicrecord/*.py"),
    *(
        file
        for room in ("record", "checks", "register")
        for file in ROOT.glob(f"publicrecord/{room}/**/*.py")
    ),
    *(ROOT / f"publicrecord/deploy/{name}.py" for name in ("archive", "folder", "preview")),
    ROOT / "publicrecord/history/diff_report.py",
]
GOLDEN = [
    file
    for room in ("hostile", "outputs", "register")
    for file in ROOT.glob(f"tests/{room}/golden/*.md")
]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("in the form ^[0-9]{2}$", "a regular expression"),
        ("in the form [0-9]{2}", "a regular expression"),
        (r"a code of \d\d", "a regular expression"),
        ("begins with .*", "a regular expression"),
        ("KeyError: 'female'", "a name of Python"),
        ("The column is int64 here.", "a name of Python"),
        ("The value is None.", "a name of Python"),
        ("The value is NaN.", "a name of Python"),
        ("'version' is a required property", "a word of Frictionless or jsonschema"),
        ("Run check --fix, which offers the mend.", "an idiom"),
        ("The fault is told at its row.", "an idiom"),
        ("Bring the old value back.", "an idiom"),
        ("This is no claim.", "an idiom"),
    ],
)
def test_what_is_not_for_people_is_found(text, fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_a_rule_is_said_in_plain_words(rule_id):
    rule = RULES[rule_id]
    for language in SETTINGS.languages:
        for text in (rule.sentence, rule.fix):
            said = language.gettext(text)
            assert faults(said) == [], said
            assert said[0] in "\"'{" or said[0].isupper(), said
            assert said[-1] in ".}", said


def texts() -> list[str]:
    """Every other marked text of the modules that speak to maintainers."""
    found = {
        message if isinstance(message, str) else message[0]
        for module in MODULES
        for _line, message, _comments, _context in extract_from_file(
            "python", module, keywords=KEYWORDS
        )
    }
    return sorted(found)


def test_every_text_for_maintainers_is_plain():
    assert len(texts()) > 2 * len(RULES)
    for language in SETTINGS.languages:
        for text in texts():
            assert faults(language.gettext(text)) == [], text


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_what_is_printed_is_plain(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("## ") and faults(line)] == []


def patterns(content: object) -> set[str]:
    """Every pattern that a description or a JSON Schema asks for."""
    if isinstance(content, list):
        return set().union(*map(patterns, content))
    if not isinstance(content, dict):
        return set()
    own = {content["pattern"]} if isinstance(content.get("pattern"), str) else set()
    return own.union(*map(patterns, content.values()))


def test_every_pattern_has_words_and_an_example_of_its_own():
    described = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    from publicrecord.register.mapping import SHAPE as REGISTER

    asked = patterns(described) | patterns(shape(SETTINGS)) | patterns(REGISTER)
    assert len(asked) > 20
    assert [pattern for pattern in asked - set(FORMS) if not code_examples(pattern)] == []
    for pattern, (message, examples) in FORMS.items():
        for example in filter(None, examples.split(", ")):
            assert re.search(pattern, example), pattern
        assert ("{example}" in message) == bool(examples)
        assert all(
            faults(form_in_words(pattern)(language)) == [] for language in SETTINGS.languages
        )


@pytest.mark.parametrize(
    ("pattern", "examples"),
    [
        ("^[0-9]{2}$", ["12"]),
        ("^[0-9]{7}$", ["1234567"]),
        (r"^[0-9]{2}\.[0-9]{2}(\.[0-9]{2})?$", ["12.34", "12.34.56"]),
        ("^(XS|[A-Z]([0-9]{2})?)$", ["XS", "A", "A12"]),
        ("^BR-[A-Z]{2}$", ["BR-AB"]),
        ("^[a-z]+$", []),
        ("^[0-9]+$", []),
        ("(", []),
    ],
)
def test_the_pattern_of_a_code_has_examples_of_each_length(pattern, examples):
    assert code_examples(pattern) == examples
    assert all(re.search(pattern, example) for example in examples)
    assert faults(form_in_words(pattern)(ENGLISH)) == []


def test_a_pattern_without_words_is_not_shown():
    assert form_in_words("^[q-z]{7}$")(ENGLISH) == UNNAMED


@pytest.mark.parametrize(
    ("schema", "content", "said"),
    [
        ({"required": ["version"]}, {}, '"version" is missing'),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}, '"b" is not allowed'),
        ({"enum": ["text", "date"]}, "dat", '"dat" is not allowed; allowed are: text, date'),
        ({"const": "csv"}, "tsv", '"tsv" is not allowed; it must be "csv"'),
        ({"type": "array"}, {"a": 1}, "{…} is not allowed; it must be a list"),
        ({"type": "string"}, 5, "5 is not allowed; it must be a text in quotation marks"),
        ({"pattern": WEB_ADDRESS}, "ftp", "a web address such as https://example.org/licence"),
        ({"maxItems": 1}, [1, 2], "at most 1 entries"),
        ({"minLength": 3}, "ab", "at least 3 characters"),
        ({"multipleOf": 2}, 3, "does not have the required form"),
        (
            {"properties": {"list": {"items": {"properties": {"kind": {"type": "string"}}}}}},
            {"list": [{"name": "first", "kind": "x"}, {"name": "second", "kind": 5}]},
            "list/second/kind: 5 is not allowed",
        ),
        (
            {"properties": {"list": {"items": {"type": "string"}}}},
            {"list": ["a", 5]},
            "list/2: 5 is not allowed",
        ),
    ],
)
def test_another_shape_is_said_in_plain_words(schema, content, said):
    reason = shape_fault(schema, content)
    assert said in reason(ENGLISH)
    assert len({reason(language) for language in SETTINGS.languages}) == len(SETTINGS.languages)
    assert shape_fault({}, content) is None


def test_the_catalogue_is_what_make_messages_writes(tmp_path):
    """After a change of texts, or of the catalogue by hand: run `make messages`."""
    for part in ("publicrecord", "prakerja", "site_src"):
        shutil.copytree(ROOT / part, tmp_path / part)
    for file in ("Makefile", "babel.cfg", "build.py"):
        shutil.copy(ROOT / file, tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    catalogue = Path("site_src", "locale", "id", "LC_MESSAGES", "messages.po")
    subprocess.run(
        ["make", "--old-file=.venv/site.ready", "messages"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / catalogue).read_text("utf-8") == (ROOT / catalogue).read_text("utf-8")
