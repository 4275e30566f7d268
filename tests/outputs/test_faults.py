"""The faults of the site that the second research named, in their kind: what no other test asks.

docs/corrections.md lists all of them, each with the tests that fail if it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from quotes import day
from reading import LANGUAGES, article, pages, words
from scratch import ROOT

from publicrecord.record.claims import countable
from publicrecord.record.package import rows

CORRECTIONS = ROOT / "docs" / "corrections.md"
CLAIMS_ALL = {
    "en": r"\b(?:only|none|nothing|nobody|no [a-z ]{1,30})\b[^.;:]{0,30}"
    r"\b(?:was|were) (?:ever )?published|\bpublished only\b",
    "id": r"\bhanya\b[^.;:]{0,30}\b(?:diterbitkan|terbit)\b|(?:diterbitkan|terbit) hanya\b",
}
# Of this site itself, which it can know, and of one source.
KNOWN = (
    "published totals only", "hanya memuat angka gabungan yang sudah diterbitkan",
    "names no other, the day",
)  # fmt: skip
UNFINISHED = r"\bpartial\b|\bnot complete\b|belum (?:setahun penuh|lengkap)"
INFERENCE = r"our inference|kesimpulan kami"


def paragraphs(page: Path) -> Iterator[Tag]:
    yield from article(page).select("p, li, figcaption, td, dd, small")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_not_found_is_not_said_to_be_unpublished(site, code):
    """Fault 3. We know what we found; not what was published."""
    for page in pages(site, code):
        for part in paragraphs(page):
            reported = words(part)
            if not any(text in reported for text in KNOWN):
                assert not re.search(CLAIMS_ALL[code], reported, re.IGNORECASE), (
                    page,
                    reported[:300],
                )


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_unfinished_year_is_said_to_be_our_inference(site, code):
    """Fault 8. Charts, their files' notes, pages of places: wherever a year is called partial."""
    region = {"id": "wilayah/aceh", "en": "en/regions/aceh"}[code]
    every = [*pages(site, code), *sorted((site / region).rglob("index.html"))]
    seen = 0
    for page in every:
        for part in article(page).select("p"):
            reported = words(part)
            if re.search(UNFINISHED, reported) and re.search(r"\b2024\b", reported):
                assert re.search(INFERENCE, reported), (page, reported)
                seen += 1
    assert seen > 20


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", LANGUAGES)
def test_bars_are_called_hatched_only_where_there_is_one(site, code):
    """Where a place has nobody in the unfinished year, its page says that the year is not
    complete."""
    folder = {"id": "wilayah", "en": "en/regions"}[code]
    called, without = {"id": "Bergaris:", "en": "Hatched:"}[code], 0
    for page in sorted((site / folder).glob("*/*/index.html")):
        years = article(page).select_one(".pr-years")
        if not years:
            continue
        row = next(row for row in years.select("tbody tr") if "2024" in words(row.th))
        nobody = words(row.td) == "0"
        assert (called in words(years)) != nobody, page
        assert re.search(UNFINISHED, words(years)), page
        without += nobody
    assert without


COUNTED_UNTIL = {
    "en": r"\b(?:until|till|through|up to|counts? (?:to|on)|counted (?:to|on)|ends?(?: on)?) {day}",
    "id": r"\b(?:hingga|sampai(?: dengan)?|berakhir(?: pada)?) {day}",
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_day_a_file_was_saved_is_not_said_to_be_the_end_of_its_count(site, code, scope):
    """Fault 8. The file is of 22 August 2024; to which day it counts, it does not say."""
    until = COUNTED_UNTIL[code].format(day=re.escape(day(scope.official_as_of, code)))
    assert re.search(
        until, {"en": "It counts to 22 August 2024.", "id": "sampai 22 Agustus 2024"}[code]
    )
    for page in pages(site, code):
        assert not re.search(until, words(article(page))), page


def test_a_net_count_above_the_gross_of_the_same_people_is_reported(record, claims):
    """Fault 10. Net cannot exceed gross: whatever does is a contradiction that is explained."""
    reported = {
        claim.partition("@")[0]
        for row in rows(record.table("comparisons"))
        for claim in row["claims"].split()
    }
    counted: dict[tuple[str, ...], dict[str, dict]] = {}
    for row in rows(countable(claims)):
        if row["measure_id"] in ("recipients_net", "recipients_gross"):
            place = row["code"] or row["province_code"] or "country"
            day = "" if row["wave_to"] else row["as_of"]  # of a count that is still running
            key = (place, row["period"], str(row["wave_from"]), str(row["wave_to"]), day)
            counted.setdefault(key, {})[row["basis"]] = row
    both = [found for found in counted.values() if len(found) == 2]
    assert len(both) > 30
    above = [found for found in both if found["net"]["value"] > found["gross"]["value"]]
    assert above, "Papua 2020"
    for found in above:
        assert {found["net"]["figure_id"], found["gross"]["figure_id"]} <= reported


def test_each_fault_is_listed_with_tests_that_exist():
    text = CORRECTIONS.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(line.split("|")[1]) for line in lines] == list(range(1, 18))
    for line in lines:
        named = re.findall(r"`([a-z_/]+)\.py: ([a-z_0-9, ]+)`", line)
        assert named, line
        for module, tests in named:
            source = (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")
            for test in tests.split(", "):
                assert f"def test_{test}(" in source, (module, test)
