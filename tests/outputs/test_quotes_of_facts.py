"""What facts and pages of places hand out to be quoted, read back beside the record."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from quotes import OURS, Quote, claimed, claims, day, home, labels, numbers, quantity, read, table
from reading import LANGUAGES, article, pages, spoilt, words

from publicrecord.context.addresses import PlaceAddresses

BASIS = {"gross": r"\b(?:gross|bruto)\b", "net": r"\b(?:net|neto)\b"}


def calculated_by(code: str) -> str:
    """How a sentence begins that says that we computed a number."""
    return OURS[code].partition(",")[0].removesuffix(" from ")


def facts(site: Path, code: str) -> Iterator[Tag]:
    for page in pages(site, code):
        yield from article(page).select(".pr-fact")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fact_names_the_source_of_its_number_or_says_that_we_computed_it(site, code):
    computed = [assert_fact(card, code) for card in facts(site, code)]
    assert len(computed) > 20
    assert sum(computed) >= 2


def assert_fact(card: Tag, code: str) -> bool:
    """A fact has a number of the record, with unit and basis, and names its source and day, or says
    that we computed it, and from what. Returns whether we did."""
    ours = calculated_by(code)
    number, sentence, *_notes = card.select("p")
    (block,) = [p for p in card.select("p") if re.match(rf"Sumber:|Source:|{ours}", words(p))]
    linked = {str(a["href"]).partition("#")[2]: words(a) for a in block.select("a")}
    assert linked == {source: labels(code)[source] for source in linked}
    found = claimed()[float(number.data["value"]), next(iter(linked))]
    assert words(number.data) in [quantity(claim.value, claim.unit, code) for claim in found]
    assert any(day(d, code) in words(block) for claim in found for d in claim.days)
    for basis in {claim.basis for claim in found} & set(BASIS):
        assert re.search(BASIS[basis], words(sentence)), words(card)
    computed = all(claim.status == "derived" for claim in found)
    ranked = "Mamberamo" in words(card)  # "the fewest of all" is a comparison of ours
    assert words(block).startswith(ours) == (computed or ranked), words(block)
    if computed:
        assert set(linked) == {t for claim in found for t in claim.terms} or {next(iter(linked))}
    for rival in card.select(".pr-rival"):
        assert_rival(rival, code)
    return computed


def assert_rival(rival: Tag, code: str) -> None:
    """Another value beside a fact is one of the source that it names, or is said to be ours."""
    source = str(rival["data-source"])
    reported = numbers(re.split(r"\(|:(?= (?:Menurut|Calc))", words(rival))[0], code)
    if re.match("Angka yang sama|The same value", words(rival)):
        reported = [float(str(rival.find_parent("li").data["value"]))]
    values = [c for c in claims() if c.source == source and c.value in reported]
    assert values, words(rival)
    assert any(words(a) == labels(code)[source] for a in rival.select("a")), words(rival)
    mine = all(claim.status == "derived" for claim in values)
    assert (calculated_by(code) in words(rival)) == mine


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fact_with_another_number_unit_basis_source_or_day_is_noticed(site, code):
    """One fact that a source printed and one that we computed, tampered with one by one."""
    net, gross = {"id": ("neto", "bruto"), "en": ("net", "gross")}[code]
    for source, basis, other in (("gh-stat-html", net, gross), ("gh-kab", gross, net)):
        card = next(c for c in facts(site, code) if c["data-source"] == source)
        assert_fact(card, code)
        shown, people = words(card.data).rsplit(" ", 1)
        days = claimed()[float(card.data["value"]), source][0].days
        starts = {"id": ("Sumber: ", "Menurut "), "en": ("Source: ", "Calculated by ")}[code]
        for old, new in (
            (f'value="{card.data["value"]}"', 'value="17012345.0"'),
            (f">{shown} ", f">{shown[:-1]}0 "),
            (f" {people}<", " Rp<"),
            (f"({basis})", f"({other})"),
            (f"#{source}", "#okezone-210223"),
            (f">{labels(code)[source]}<", f">{labels(code)['okezone-210223']}<"),
            (day(days[0], code), day("2024-02-29", code)),
            (starts[source == "gh-kab"], "According to "),
        ):
            with pytest.raises((AssertionError, KeyError, ValueError)):
                assert_fact(spoilt(card, old, new), code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_quote_of_each_place_is_of_the_official_file_or_a_sum_of_ours(site, record, code):
    sums: dict[str, int] = defaultdict(int)
    codes = {
        (row["place_as_printed"], row["province_as_printed"]): row["code"]
        for row in table("reference/place_aliases")
        if row["official_id"]
    }
    for row in table("place_figures"):
        if row["source_id"] == "gh-kab" and not row["arithmetic"] and row["period"] == "2020-2024":
            place = codes[row["place_as_printed"], row["province_as_printed"]]
            sums[place] += int(row["value"])
            sums[place[:2]] += int(row["value"])
    (as_of,) = {row["as_of"] for row in table("place_figures") if row["source_id"] == "gh-kab"}
    addresses, read_back = PlaceAddresses(record), 0
    label = labels(code)["gh-kab"]
    for place, value in sums.items():
        text = (home(site, code) / addresses.path(place, code) / "index.html").read_text("utf-8")
        quote = html.unescape(re.search(r'<pre class="pr-copy">([^<]*)</pre>', text)[1])
        expected = (Quote(len(place) == 2, {label: []}, 0, [day(as_of, code)]), value)
        assert_gross(quote, code, *expected)
        card = re.search(r'<li class="pr-fact".*?</li>', text, re.DOTALL)[0]
        rate = re.sub(r"<[^>]+>", "", card)
        assert OURS[code].strip() in rate
        assert set(re.findall(r'#([a-z0-9-]+)"', card)) == set(
            re.search(r'data-source="([^"]+)"', card)[1].split()
        )
        read_back += 1
    assert read_back == 38 + 514
    gross, net = {"id": ("bruto", "neto"), "en": ("gross", "net")}[code]
    shown = f"{value:,}" if code == "en" else f"{value:,}".replace(",", ".")
    for old, new in (
        (label, labels(code)["okezone-210223"]), (f" {day(as_of, code)}: ", " 2019: "),
        (f": {shown} ", f": {shown}1 "), (f"({gross})", f"({net})"),
    ):  # fmt: skip
        assert old in quote
        with pytest.raises(AssertionError):
            assert_gross(quote.replace(old, new), code, *expected)


def assert_gross(quote: str, code: str, said: Quote, value: int) -> None:
    """The quote of a place says that so many were named as its recipients, gross."""
    attributed, _colon, sentence = quote.partition(": ")
    assert read(attributed, code) == said, quote
    assert numbers(sentence.partition("(")[0], code)[0] == value, quote
    assert re.search(BASIS["gross"], sentence), quote
