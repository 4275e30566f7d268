"""What the pages of oversight, evaluations, questions, reference series, tables and sources give to
be quoted, read back: each number is in the record under the source beside it, with its unit, what
it counts, its date and its status; what we worked out is said to be ours.

The record is read here without the package's help.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache

import pytest
from bs4 import Tag
from quotes import FIGURES, OURS, Rows, code_names, dated, day, labels, number, table
from quotes import quantity as printed
from reading import LANGUAGES, article, spoilt, words

OVERSIGHT = {"id": "pengawasan-dan-evaluasi", "en": "en/oversight-and-evaluation"}
QUESTIONS = {"id": "angka-mana-yang-benar", "en": "en/which-number"}
COMPARISON = {"id": "perbandingan", "en": "en/comparison"}
TABLES, SOURCES = {"id": "tabel", "en": "en/tables"}, {"id": "sumber", "en": "en/sources"}
SITE = {"id": "Prakerja dalam Angka", "en": "Prakerja in Figures"}
ADDED_COLUMNS = {
    "id": "Dihitung oleh Prakerja dalam Angka", "en": "Calculated by Prakerja in Figures",
}  # fmt: skip
# Others may be named by their item, finding or category instead.
NAMED_BY_BASIS = {f"recipients_{basis}" for basis in ("gross", "net", "unstated")}
# A cell of a table of claims, and of a source's page.
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


@cache
def measures(code: str) -> dict[str, str]:
    """The names of the measures; they name the basis."""
    return {row["measure_id"]: row[f"name_{code}"] for row in table("measures")}


def quantity(row: dict[str, str], code: str) -> str:
    """Value and unit of a row as a page prints them."""
    return printed(float(row["value"]), row["unit"], code)


def text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


# Oversight and evaluations


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_finding_is_quoted_with_unit_period_day_and_source(site, code):
    page = article(site / OVERSIGHT[code] / "index.html")
    for row in table("audit_findings"):
        assert_finding(page.select_one(f"#{row['finding_id']} .pr-found"), row, code)


def assert_finding(found: Tag, row: dict[str, str], code: str) -> None:
    assert words(found.data) == quantity(row, code)
    assert row["period"] in words(found)
    assert day(dated(row), code) in words(found)
    assert labels(code)[row["source_id"]] in words(found)
    rounded = code_names("status", code)[row["status"]]
    assert (rounded in words(found.select_one(".pr-fact-number"))) == (row["status"] != "published")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_finding_with_another_number_unit_period_day_or_source_is_noticed(site, code):
    page = article(site / OVERSIGHT[code] / "index.html")
    row = next(row for row in table("audit_findings") if row["finding_id"].startswith("bpk-2021"))
    found = page.select_one(f"#{row['finding_id']} .pr-found")
    people = code_names("unit", code)[row["unit"]]
    assert_finding(found, row, code)
    for old, new in (
        (f">{number(float(row['value']), code)} ", ">7 "),
        (f" {people}<", " Rp<"),
        (row["period"], "1999"),
        (day(dated(row), code), day("2024-02-29", code)),
        (labels(code)[row["source_id"]].partition(",")[0], "Okezone"),
    ):
        with pytest.raises(AssertionError):
            assert_finding(spoilt(found, old, new), row, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_effect_is_quoted_with_unit_significance_and_source(site, code):
    page, sizes = article(site / OVERSIGHT[code] / "index.html"), 0
    of_study = {row["study_id"]: row["source_id"] for row in table("evaluations")}
    for row in table("evaluation_figures"):
        found = page.select_one(f"#{row['result_id']}")
        own_source = row["source_id"] != of_study[row["study_id"]]
        assert_effect(found, found if own_source else found.find_parent("section"), row, code)
        sizes += bool(row["value"])
    assert sizes >= 3


def assert_effect(found: Tag, named: Tag, row: dict[str, str], code: str) -> None:
    """A result of an evaluation, and the part of the page that names its source."""
    assert labels(code)[row["source_id"]] in words(named)
    assert code_names("significance", code)[row["significance"]] in words(found)
    assert (words(found.data) if found.data else None) == (
        quantity(row, code) if row["value"] else None
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_effect_with_another_number_significance_or_source_is_noticed(site, code):
    page = article(site / OVERSIGHT[code] / "index.html")
    row = next(row for row in table("evaluation_figures") if row["value"])
    found = page.select_one(f"#{row['result_id']}")
    named = found.find_parent("section")
    significance = code_names("significance", code)
    others = [name for key, name in significance.items() if key != row["significance"]]
    for old, new in (
        (f">{number(float(row['value']), code)}", ">7"),
        (significance[row["significance"]], others[0]),
    ):
        with pytest.raises(AssertionError):
            assert_effect(spoilt(found, old, new), named, row, code)
    publisher = labels(code)[row["source_id"]].partition(",")[0]
    with pytest.raises(AssertionError):
        assert_effect(found, spoilt(named, publisher, "Okezone"), row, code)


# Questions


def rows_of_source(source: str) -> Rows:
    return [row for name in FIGURES for row in table(name) if row["source_id"] == source]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_number_of_a_sum_is_quoted_with_what_it_counts_its_day_and_source(site, code):
    """Or is said to be worked out by us from the sources that its arithmetic names."""
    page, seen, ours = article(site / QUESTIONS[code] / "index.html"), 0, 0
    for line in page.select("table.pr-sum tr"):
        for data in line.select("data[data-claim]"):
            ours += assert_term(data, words(line), code)
            seen += 1
    assert seen > 40
    assert ours >= 2


def assert_term(data: Tag, reported: str, code: str) -> bool:
    """A number of a sum and its line: what is counted, the day, the source. Returns whether the
    number is worked out by us."""
    source, value = str(data["data-source"]), float(str(data["value"]))
    same = [row for row in rows_of_source(source) if float(row["value"] or -1) == value]
    assert any(quantity(row, code) == words(data) for row in same), data
    assert any(reported_of(row, reported, code) for row in same), reported
    assert labels(code)[source] in reported
    ours = all(row["status"] == "derived" for row in same)
    if ours:
        assert OURS[code].strip() in reported
        terms = {t for row in same for t in re.findall(r"\[([a-z0-9-]+)\]", row["arithmetic"])}
        assert all(labels(code)[term] in reported for term in terms)
    return ours


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_number_of_a_sum_with_another_basis_day_source_or_number_is_noticed(site, code):
    page = article(site / QUESTIONS[code] / "index.html")
    (row,) = [row for row in rows_of_source("gh-stat-html") if row["value"] == "18887737"]
    line = next(
        line
        for line in page.select("table.pr-sum tr")
        if line.data and line.data.get("data-source") == row["source_id"]
        and float(str(line.data["value"])) == float(row["value"])
    )  # fmt: skip
    assert not assert_term(line.data, words(line), code)
    net, gross = (measures(code)[f"recipients_{basis}"] for basis in ("net", "gross"))
    for old, new in (
        (net, gross),
        (day(dated(row), code), day("2024-02-29", code)),
        (labels(code)[row["source_id"]].partition(",")[0], "Okezone"),
        (f">{number(float(row['value']), code)} ", ">7 "),
        (f'value="{line.data["value"]}"', 'value="7.0"'),
    ):
        other = spoilt(line, old, new)
        with pytest.raises(AssertionError):
            assert_term(other.data, words(other), code)


def reported_of(row: dict[str, str], reported: str, code: str) -> bool:
    """Whether a text names what a row counts, and its day."""
    named = [measures(code)[row["measure_id"]]]
    if "item_id" in row:
        named = [
            item[f"text_{code}"] for item in table("items") if item["item_id"] == row["item_id"]
        ]
    if "category" in row:
        key = (row["dimension"], row["category"])
        listed = table("reference/categories")
        named = [c[f"name_{code}"] for c in listed if (c["dimension"], c["category"]) == key]
    return any(name in reported for name in named) and day(dated(row), code) in reported


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_result_of_a_sum_is_ours(site, code):
    page = article(site / QUESTIONS[code] / "index.html")
    results = page.select("tr[data-result]")
    assert len(results) > 15
    assert {words(line.select("td")[-1]) for line in results} == {ADDED_COLUMNS[code]}


# Reference series, tables, sources


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_of_the_reference_series_is_shown_with_unit_day_and_source(site, code):
    page = article(site / COMPARISON[code] / "index.html")
    lines = [
        (words(line.th), str(line["data-source"]), *[words(cell) for cell in line.select("td")])
        for line in page.select("tr[data-source]")
        if line.th
    ]
    for row in table("reference_figures"):
        assert_in_series(lines, row, code)


def assert_in_series(lines: list[tuple[str, ...]], row: dict[str, str], code: str) -> None:
    """One line of the reference series has what this row says."""
    name = f"{measures(code)[row['measure_id']]}, {row['period']}"
    shown = (name, row["source_id"], quantity(row, code), day(dated(row), code))
    status = "" if row["status"] == "published" else code_names("status", code)[row["status"]]
    found = [line for line in lines if line[:4] == shown]
    assert [line[4].endswith(status) and line[5] for line in found] == [
        labels(code)[row["source_id"]]
    ]


@pytest.mark.parametrize("field", range(6))
def test_a_number_of_a_series_with_another_field_is_noticed(field):
    row = next(row for row in table("reference_figures") if row["status"] == "rounded")
    line = [
        f"{measures('en')[row['measure_id']]}, {row['period']}", row["source_id"],
        quantity(row, "en"), day(dated(row), "en"), code_names("status", "en")["rounded"],
        labels("en")[row["source_id"]],
    ]  # fmt: skip
    assert_in_series([tuple(line)], row, "en")
    line[field] = "another"
    with pytest.raises(AssertionError):
        assert_in_series([tuple(line)], row, "en")


def rows_of_sample(page: Tag) -> list[list[str]]:
    """The rows of which a page of a table shows a sample: the first, a middle one, the last."""
    lines = page.select("div[data-source] tbody tr")
    return [[words(cell) for cell in line.select("td")] for line in lines]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_of_a_table_quotes_the_data_and_shows_rows_as_they_are(site, code):
    described = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    title = {"id": "title_id", "en": "title"}[code]
    for resource in described["resources"]:
        page = article(site / TABLES[code] / resource["name"] / "index.html")
        licence = resource["licenses"][0]["name"]
        quote = f"{SITE[code]}, “{resource[title]}”, {described['version']}, {licence}"
        assert page.select_one("pre.pr-copy").get_text() == quote
        name = resource["path"].removesuffix(".csv")
        if resource["name"] not in FIGURES:
            continue
        rows = [[" ".join(cell.split()) for cell in row.values()] for row in table(name)]
        shown = rows_of_sample(page)
        assert len(shown) == 3, name
        for line in shown:
            assert line[: len(rows[0])] in rows, (name, line)


def claims_by_id(claims) -> dict[str, dict[str, str]]:
    """The rows of the tables, as they are in the files, by the key of their claim."""
    rows = claims[["claim_id", "table", "row"]].itertuples(index=False)
    return {claim: table(name)[int(line) - 2] for claim, name, line in rows}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_of_a_page_of_a_source_is_of_that_source(site, claims, code):
    by_id, seen = claims_by_id(claims), set()
    for source in {row["source_id"] for row in by_id.values()}:
        page = (site / SOURCES[code] / source / "index.html").read_text(encoding="utf-8")
        for claim, line in re.findall(
            r'<tr [^>]*data-claim="([^"]*)"[^>]*>(.*?)</tr>', page, re.DOTALL
        ):
            row = by_id[html.unescape(claim)]
            assert row["source_id"] == source
            assert_row_of_source(line, row, code)
            seen.add(claim)
    assert len(seen) > 1_500
    assert {row["source_id"] for row in table("reference_figures")} <= {
        by_id[c]["source_id"] for c in seen
    }


def assert_row_of_source(line: str, row: dict[str, str], code: str) -> None:
    """The markup of a row of a source's page: what is counted, number and unit, day, status."""
    name, shown, as_of, status, *_rest = [text(cell) for cell in CELL.findall(line)]
    stated = code_names("status", code)[row["status"]]
    if row["measure_id"] in NAMED_BY_BASIS:
        assert measures(code)[row["measure_id"]] in name
    assert shown == (quantity(row, code) if row["value"] else stated), line
    assert as_of == (day(dated(row), code) if dated(row) else ""), line
    assert status == stated, line


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_row_of_a_source_with_another_basis_day_status_or_number_is_noticed(site, claims, code):
    claim = "programme/recipients_net/cumulative/1-69@gh-stat-html"
    row = claims_by_id(claims)[claim]
    page = (site / SOURCES[code] / "gh-stat-html" / "index.html").read_text(encoding="utf-8")
    line = re.search(rf'<tr [^>]*data-claim="{claim}"[^>]*>(.*?)</tr>', page, re.DOTALL)[1]
    assert_row_of_source(line, row, code)
    names = code_names("status", code)
    net, gross = (measures(code)[f"recipients_{basis}"] for basis in ("net", "gross"))
    for old, new in (
        (net, gross),
        (day(dated(row), code), day("2024-02-29", code)),
        (names[row["status"]], names["rounded"]),
        (number(float(row["value"]), code), number(17_012_345, code)),
    ):
        assert old in line
        with pytest.raises(AssertionError):
            assert_row_of_source(line.replace(old, new), row, code)
