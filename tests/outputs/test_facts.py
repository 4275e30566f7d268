"""Every fact of the article that the project began with stands on the site, in both
languages, beside a link to its source."""

from __future__ import annotations

import re

import pytest
from reading import LANGUAGES, article, pages, words

ARTICLE = "kontan-210923"

# fact: (page of each language, words that must stand together, sources that must be linked)
FACTS = {
    "5.9 million recipients in 2021 up to wave 21": (
        ("penerima", "en/recipients"),
        (r"2021, sampai gelombang 21.*5\.900\.000 orang", r"2021, up to wave 21.*5,900,000 people"),
        {ARTICLE},
    ),
    "5.5 million in waves 1 to 11": (
        ("penerima", "en/recipients"),
        (r"2020, gelombang 1–11.*5\.500\.000 orang", r"2020, waves 1–11.*5,500,000 people"),
        {ARTICLE},
    ),
    "the exact number, which the rule shows, before the rounded one": (
        ("penerima", "en/recipients"),
        (r"^5\.509\.055 orang.*5\.500\.000 orang", r"^5,509,055 people.*5,500,000 people"),
        {ARTICLE, "okezone-210223"},
    ),
    "the rise between the two years": (
        ("penerima", "en/recipients"),
        (r"400\.000 orang.*lebih banyak pada 2021", r"400,000 people.*more in 2021 than in 2020"),
        {ARTICLE},
    ),
    "75 million registrations from the first e-mail entry": (
        ("penerima", "en/recipients"),
        (
            r"75\.000\.000 orang.*memasukkan alamat surel",
            r"75,000,000 people.*first entry of an e-mail",
        ),
        {ARTICLE},
    ),
    "99 percent finished their first training": (
        ("kepuasan", "en/satisfaction"),
        (r"99 persen.*semester I 2021", r"99 percent.*first half of 2021"),
        {ARTICLE},
    ),
    "every kabupaten/kota reached": (
        ("wilayah", "en/regions"),
        (r"setiap kabupaten dan kota di Indonesia", r"every regency and city in Indonesia"),
        {ARTICLE},
    ),
    "9 recipients in Miangas": (
        ("wilayah", "en/regions"),
        (r"9 orang.*Miangas", r"9 people.*Miangas"),
        {ARTICLE},
    ),
    "unstable internet, and the circular that answers it": (
        ("kendala", "en/obstacles"),
        (
            r"Internet tidak stabil.*Kementerian Dalam Negeri; surat edaran",
            r"Unstable internet.*Ministry of Home Affairs; a circular letter",
        ),
        {ARTICLE},
    ),
    "no device, and the same circular": (
        ("kendala", "en/obstacles"),
        (r"Tidak punya gawai.*[Ss]urat edaran", r"No gadget.*circular letter"),
        {ARTICLE},
    ),
    "24 percent received it by Ipsos itself, against the director's 25": (
        ("kepuasan", "en/satisfaction"),
        (r"24 persen.*25 persen", r"24 percent.*25 percent"),
        {ARTICLE, "tribun-210815"},
    ),
    "35 percent found it most useful": (
        ("kepuasan", "en/satisfaction"),
        (r"35 persen.*paling bermanfaat", r"35 percent.*most useful"),
        {ARTICLE},
    ),
    "the KPK's remark": (
        ("kepuasan", "en/satisfaction"),
        (r"KPK.*praktik terbaik", r"KPK.*best practice"),
        {ARTICLE},
    ),
    "near 91 percent better skills by BPS, February 2021": (
        ("kepuasan", "en/satisfaction"),
        (r"91 persen.*Februari 2021", r"91 percent.*February 2021"),
        {ARTICLE},
    ),
    "96 percent satisfied with the management's service": (
        ("kepuasan", "en/satisfaction"),
        (r"96 persen.*layanan Manajemen Pelaksana", r"96 percent.*programme management"),
        {ARTICLE},
    ),
    "where a person checks their own status": (
        ("", "en"),
        (r"www\.prakerja\.go\.id", r"www\.prakerja\.go\.id"),
        {ARTICLE},
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS)
def test_the_fact_stands_beside_its_source(site, fact, code):
    addresses, patterns, sources = FACTS[fact]
    at = LANGUAGES.index(code)
    page = article(site / addresses[at] / "index.html")
    blocks = page.select("li.pr-fact, .pr-obstacles > li, p.pr-statement")
    reported = [block for block in blocks if re.search(patterns[at], words(block))]
    assert reported, fact
    linked = {
        str(link["href"]).partition("#")[2]
        for block in reported
        for link in block.select("a[href*='#']")
    }
    assert sources <= linked, (fact, linked)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_way_to_ones_own_status_leads_out(site, code):
    home = article(site / ("" if code == "id" else code) / "index.html")
    links = [link for link in home.select("a") if link["href"] == "https://www.prakerja.go.id/"]
    assert links


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_known_sums_and_differences_are_stated(site, code):
    page = {"id": "cara-menghitung", "en": "en/how-we-count"}[code]
    text = words(article(site / page / "index.html"))
    dot = "." if code == "id" else ","
    for number in (
        "5,987,674", "6,019,842", "5,076,928", "1,272,177", "1,510,968", "19,867,589",
        "19,867,588", "17,568,342", "13,355", "-74,913", "-28,880", "-175,655", "-533", "390,491",
        "128,162", "388,707", "258,176", "248,176", "11,441,922", "11,440,629", "1,142,923",
    ):  # fmt: skip
        assert number.replace(",", dot) in text, number


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_conflict_shows_its_values_side_by_side(site, claims, code):
    page = {"id": "cara-menghitung", "en": "en/how-we-count"}[code]
    text = words(article(site / page / "index.html"))
    from scratch import language

    counts = claims.groupby("figure_id")["value"].nunique()
    for figure in counts[counts > 1].index:
        for value in claims.loc[claims["figure_id"] == figure, "value"].dropna().unique():
            assert language(code).number(value) in text, (figure, value)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fact_shows_the_claim_that_the_rule_chose(site, claims, code):
    """What stands large on a page is what How we count calls shown."""
    shown = set(claims.loc[claims["chosen"], "claim_id"])
    cards = [card for page in pages(site, code) for card in article(page).select(".pr-fact")]
    assert len(cards) > 15
    for card in cards:
        assert card["data-claim"] in shown


def test_the_two_languages_have_the_same_pages(site):
    assert len(pages(site, "id")) == len(pages(site, "en")) >= 9
