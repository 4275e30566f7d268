"""Texts that try to be markup, script, template, link or formula, and a project full of them."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po, write_po

PAYLOADS = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    "[press](javascript:window.pwned=1)",
    "![x](x){onerror=window.pwned=1}",
    "</td></tr></table></figure><iframe srcdoc='<script>parent.pwned=1</script>'>",
    "{{ ''.__class__.__mro__ }}",
    "{% include 'base.html' %}",
    "{{ config.extra.words }} {0.__class__}",
    "<!-- --><style>body{display:none}</style>",
    "`<b>`*x*__y__ # z",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.pwned=1</x:script>",
    'formula =HYPERLINK("http://evil.invalid","x") +cmd|\'/C calc\'!A0 @SUM(1+1)',
    "<b onclick=window.pwned=1>bold</b>",
    "{: onclick=window.pwned=1 }",
    "&{alert`1`}; ${window.pwned=1}",
    "$$note$$ [x](http://evil.invalid/) <http://evil.invalid>",
    "\\u003cscript\\u003e \\x3cscript\\x3e",
    "data-bundle= data-script=",
    "</title></textarea></style></script><script>window.pwned=1//",
    '" autofocus onfocus=window.pwned=1 tabindex=1 x="',
    "<base href=//evil.invalid/><link rel=stylesheet href=//evil.invalid/x.css>",
    "<meta http-equiv=refresh content=0,url=//evil.invalid/>",
    "<form action=//evil.invalid/><button formaction=javascript:window.pwned=1>x",
    '<a href="java&#9;script:window.pwned=1">x</a> <javascript:window.pwned=1>',
    "--> <math><mtext><img src=//evil.invalid/x.png> <![CDATA[",
    "<details open ontoggle=window.pwned=1><video src=x onerror=window.pwned=1>",
    "<div style=position:fixed,inset:0 id=pr-words><object data=//evil.invalid/>",
]
TOGETHER = 6  # payloads in one text, so that five rounds put each into every text
ROUNDS = len(PAYLOADS) // TOGETHER
# Free texts by their type, which rules hold to a form, or from which addresses are made.
FORMED = {
    "arithmetic", "parts_measures", "parts_period", "parts_source_id", "national_sum", "new",
    "symbol", "code_as_printed", "island_group",
}  # fmt: skip
# Names by which rows are put together: the same name stays the same.
GROUPED = {f"audit_findings.{name}" for name in ("body_id", "body_en", "report_id", "report_en")}
# Names that become addresses, which may not be long.
ADDRESSES = {"provinces.name_short", "provinces.name_en", "regencies.name_short"}


# The same of the SYNTHETIC programme; the names that give addresses stay as they are.
SYNTHETIC_ADDRESSES = {
    f"{table}.name_{name}" for table in ("states", "towns") for name in ("short", "ms", "en", "fr")
}
# What settings.yml says to readers.
SAID = ("programme", "country.name", "management")
SAID_IN_A_LANGUAGE = ("name", "site", "finds", "topics", "levels")
# Names of sheets in workbooks, which have 31 characters at most.
SHEETS = {"About", "Data", "Sources"}


def free_columns(resource: dict[str, Any], descriptor: dict[str, Any]) -> list[str]:
    """The columns of a table that may hold any text: no key, list of words or pattern."""
    schema = resource["schema"]
    keys = {*_names(schema["primaryKey"])}
    for key in schema.get("foreignKeys", []):
        keys |= {*_names(key["fields"])}
    for other in descriptor["resources"]:
        for key in other["schema"].get("foreignKeys", []):
            if key["reference"]["resource"] == resource["name"]:
                keys |= {*_names(key["reference"]["fields"])}
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and not keys | FORMED >= {field["name"]}
        and "codes" not in field
        and not {"enum", "pattern", "unique"} & set(field.get("constraints", {}))
    ]


def _names(key: str | list[str]) -> list[str]:
    return [key] if isinstance(key, str) else key


def poisoned(texts: Iterator[str], text: str, most: int = 1_900) -> str:
    """A text and the next payloads after it, as far as they fit."""
    return " ".join([text, *itertools.islice(texts, TOGETHER)])[:most]


def payloads(round_: int) -> Iterator[str]:
    """All payloads over and over; each round begins with others."""
    at = round_ * TOGETHER
    return itertools.cycle([*PAYLOADS[at:], *PAYLOADS[:at]])


def poison_tables(
    data: Path, round_: int, left: frozenset[str] = frozenset()
) -> dict[str, set[str]]:
    """Write payloads after each free text of the tables; returns those of each column. left: the
    columns that stay as they are."""
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    put: dict[str, set[str]] = {}
    for resource in descriptor["resources"]:
        file = data / resource["path"]
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
        for column in free_columns(resource, descriptor):
            texts, name = payloads(round_), f"{resource['name']}.{column}"
            if name in left:
                continue
            short = (text for text in payloads(round_) if len(text) < 45)
            for row in rows:
                if row[column] and name in ADDRESSES:
                    row[column] += f" {next(short)}"
                elif row[column] and name in GROUPED:
                    row[column] += f" {PAYLOADS[round_]}"
                elif row[column]:
                    row[column] = poisoned(texts, row[column])
            cells = " ".join(row[column] for row in rows)
            put[name] = {text for text in PAYLOADS if text in cells}
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return put


def poison_description(data: Path, round_: int) -> None:
    """Write payloads after each text of the description, of tables and of columns."""
    file = data / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    columns = (field for r in descriptor["resources"] for field in r["schema"]["fields"])
    texts = payloads(round_)
    for about in (descriptor, *descriptor["resources"], *columns):
        for key in about:
            if key.startswith(("title", "description")):
                about[key] = poisoned(texts, about[key])
    file.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def poison_settings(file: Path, round_: int) -> None:
    """Write payloads after each text of settings.yml that readers see."""
    settings, texts = yaml.safe_load(file.read_text(encoding="utf-8")), payloads(round_)

    def poison(holder: dict[str, Any], key: str) -> None:
        value = holder[key]
        if isinstance(value, dict):
            for inner in value:
                poison(value, inner)
        else:
            holder[key] = poisoned(texts, value)

    for path in SAID:
        first, _, second = path.partition(".")
        poison(settings[first] if second else settings, second or first)
    for language in settings["languages"]:
        for key in SAID_IN_A_LANGUAGE:
            poison(language, key)
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def poison_translations(file: Path, round_: int, together: int = 1) -> None:
    """Write payloads after each translation; those with signs of a format would only break the
    format, and the check refuses them all."""
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    texts = (text for text in payloads(round_) if not re.search("[{}%]", text))
    for message in catalogue:
        if message.id and message.id not in SHEETS:
            message.string = " ".join([message.string, *itertools.islice(texts, together)])
    with file.open("wb") as stream:
        write_po(stream, catalogue)
