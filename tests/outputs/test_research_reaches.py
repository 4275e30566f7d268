"""Every accepted row of the second research reaches a page, the API and the downloads, as what it
is: value, unit, date and source."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from reading import LANGUAGES, article, words
from research import researched
from scratch import language

from publicrecord.record.package import Row, rows

SOURCES = {"id": "sumber", "en": "en/sources"}
OVERSIGHT = ("pengawasan-dan-evaluasi", "en/oversight-and-evaluation")
SHOWN_AT = {
    "statements": OVERSIGHT, "evaluations": OVERSIGHT, "audit_findings": OVERSIGHT,
    "surveys": ("kepuasan", "en/satisfaction"),
}  # fmt: skip


@pytest.fixture(scope="module")
def accepted(claims) -> list[Row]:
    """The claims that the accepted rows became."""
    by_id = {row["claim_id"]: row for row in rows(claims)}
    return [by_id[claim] for row in researched() if row.accepted for claim in row.claims]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_is_a_row_of_its_source_s_page(site, accepted, code):
    lang = language(code)
    for claim in accepted:
        page = article(site / SOURCES[code] / claim["source_id"] / "index.html")
        (found,) = [
            r for r in page.select("tr[data-claim]") if r["data-claim"] == claim["claim_id"]
        ]
        if claim["value"] != "":
            assert lang.number(claim["value"]) in words(found)
        if claim["as_of"]:
            assert lang.date(claim["as_of"]) in words(found)


def figures(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each value of the API with the key of its figure: those shown, and the others published."""
    for file in sorted((site / "api" / "v1").rglob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        listed = answer.get("figures", [])
        listed += [f for survey in answer.get("surveys", []) for f in survey["figures"]]
        for figure in listed:
            yield figure["figure_id"], figure
            for other in figure["others"]:
                yield figure["figure_id"], other


def test_each_is_in_the_api_but_those_unfit_for_showing(site, accepted):
    found = {(key, f["source_id"]): f for key, f in figures(site)}
    for claim in accepted:
        figure = found.get((claim["figure_id"], claim["source_id"]))
        if claim["status"] == "unfit":
            assert figure is None
            continue
        assert figure, claim["claim_id"]
        assert (figure["value"] is None) == (claim["value"] == "")
        assert figure["value"] is None or figure["value"] == claim["value"]
        for key in ("unit", "status", "as_of"):
            assert (figure[key] or "") == claim[key], claim["claim_id"]


def downloaded(site: Path, table: str, ending: str) -> list[tuple[float | None, str]]:
    """Value and source of each row of a table as a file has them."""
    file = site / "data" / f"{table}.{ending}"
    if ending == "csv":
        with file.open(encoding="utf-8", newline="") as stream:
            return [_pair(row["value"], row["source_id"]) for row in csv.DictReader(stream)]
    if ending == "json":
        return [
            _pair(row["value"], row["source_id"])
            for row in json.loads(file.read_text(encoding="utf-8"))["rows"]
        ]
    sheet = openpyxl.load_workbook(file, read_only=True)["Data"]
    lines = list(sheet.iter_rows(values_only=True))
    (head,) = [at for at, line in enumerate(lines) if "As of" in line and "Value" in line]
    value, source = lines[head].index("Value"), lines[head].index("Source")
    return [_pair(line[value], line[source]) for line in lines[head + 1 :] if any(line)]


def _pair(value: object, source: object) -> tuple[float | None, str]:
    return (None if value in ("", None, "[x]") else float(str(value)), str(source))


@pytest.mark.parametrize("ending", ["csv", "json", "en.xlsx"])
def test_each_is_in_the_downloads_of_its_table(site, accepted, ending):
    found = {
        table: set(downloaded(site, table, ending)) for table in {c["table"] for c in accepted}
    }
    for claim in accepted:
        assert _pair(claim["value"], claim["source_id"]) in found[claim["table"]], claim["claim_id"]


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_what_is_no_number_is_read_on_its_page(site, record, at):
    """Statements, answers of the audited, and how a survey or study was held."""
    code = LANGUAGES[at]
    keys = {
        "statements": ("statement_id", "text"), "audit_findings": ("finding_id", "answer"),
        "evaluations": ("study_id", "paid_by"), "surveys": ("survey_id", "conduct"),
    }  # fmt: skip
    pages = {
        table: words(article(site / addresses[at] / "index.html"))
        for table, addresses in SHOWN_AT.items()
    }
    seen = 0
    for row in researched():
        for name in row.rows:
            table, key = name.split("/")
            named, stem = keys[table]
            found = record.table(table).set_index(named).loc[key]
            assert " ".join(found[f"{stem}_{code}"].split()) in pages[table], name
            seen += 1
    assert seen == 8
