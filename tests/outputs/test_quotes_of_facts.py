"""What facts and pages of places hand out to be quoted, read back beside the record."""

from __future__ import annotations

import html
import re
from collections import defaultdict

import pytest
from quotes import OURS, Quote, claimed, claims, day, home, labels, numbers, read, table
from reading import LANGUAGES, article, pages, words

from publicrecord.context.addresses import PlaceAddresses


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fact_names_the_source_of_its_number_or_says_that_we_computed_it(site, code):
    ours = {"id": "Menurut hitungan Prakerja dalam Angka", "en": "Calculated by Prakerja in F"}[
        code
    ]
    checked = derived = 0
    for page in pages(site, code):
        for card in article(page).select(".pda-fact"):
            told = [(card.select_one("data")["value"], block) for block in card.select("p")
                    if re.match(rf"Sumber:|Source:|{ours}", words(block))]  # fmt: skip
            assert len(told) == 1, words(card)
            (value, block) = told[0]
            linked = [str(a["href"]).partition("#")[2] for a in block.select("a")]
            found = claimed()[float(value), linked[0]]
            assert any(day(d, code) in words(block) for claim in found for d in claim.days)
            only_ours = all(claim.status == "derived" for claim in found)
            ranked = "Mamberamo" in words(card)  # "the fewest of all" is a comparison of ours
            assert words(block).startswith(ours) == (only_ours or ranked), words(block)
            if only_ours:
                terms = {term for claim in found for term in claim.terms} or {linked[0]}
                assert set(linked) == terms
                derived += 1
            checked += 1
            for rival in card.select(".pda-rival"):
                source = str(rival["data-source"])
                values = [c for c in claims() if c.source == source and c.value in numbers(
                    re.split(r"\(|:(?= (?:Menurut|Calc))", words(rival))[0], code)]  # fmt: skip
                assert values, words(rival)
                mine = all(claim.status == "derived" for claim in values)
                assert (ours in words(rival)) == mine, words(rival)
    assert checked > 20
    assert derived >= 2


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
        quote = html.unescape(re.search(r'<pre class="pda-copy">([^<]*)</pre>', text)[1])
        attributed, _colon, sentence = quote.partition(": ")
        said = read(attributed, code)
        assert said == Quote(len(place) == 2, {label: []}, 0, [day(as_of, code)]), quote
        assert numbers(sentence.partition("(")[0], code)[0] == value, quote
        card = re.search(r'<li class="pda-fact".*?</li>', text, re.DOTALL)[0]
        rate = re.sub(r"<[^>]+>", "", card)
        assert OURS[code].strip() in rate
        assert set(re.findall(r'#([a-z0-9-]+)"', card)) == set(
            re.search(r'data-source="([^"]+)"', card)[1].split()
        )
        read_back += 1
    assert read_back == 38 + 514
