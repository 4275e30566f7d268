"""Two languages, page by page; a text without translation stops the build."""

from __future__ import annotations

import re
from copy import copy

import pytest
from reading import LANGUAGES, article, pages, soup, words
from scratch import language, run_build, tree_hash

from prakerja.pages import PAGES
from prakerja.settings import SETTINGS


def test_each_page_leads_to_itself_in_the_other_language(site):
    for page in PAGES:
        for code, other in (("id", "en"), ("en", "id")):
            file = site / page.address(language(code)) / "index.html"
            twin = (site / page.address(language(other)) / "index.html").resolve()
            switch = soup(file).select_one("a.pr-switch")
            assert switch["hreflang"] == other
            assert (file.parent / switch["href"] / "index.html").resolve() == twin
            alternates = {
                link["hreflang"]: (file.parent / link["href"] / "index.html").resolve()
                for link in soup(file).select("head link[hreflang]")
            }
            assert alternates[other] == twin
            assert alternates[code] == file.resolve()
            assert "x-default" in alternates


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_say_their_language_and_what_they_hold(site, code):
    seen = set()
    for page in pages(site, code):
        assert soup(page).html["lang"] == code
        description = soup(page).select_one("meta[name=description]")["content"]
        assert len(description) > 40
        assert description not in seen
        seen.add(description)
        assert len(article(page).select("h1")) == 1


def test_a_page_that_is_not_found_says_so_in_every_language(site):
    page = article(site / "404.html")
    said = {heading["lang"]: words(heading) for heading in page.select("h1, h2")}
    assert said == {
        code: language(code).gettext("There is no page at this address.") for code in LANGUAGES
    }
    links = [(link["hreflang"], link["href"].rstrip("./")) for link in page.select("a")]
    assert links == [("id", ""), ("id", "/cari"), ("en", "/en"), ("en", "/en/search")]
    assert page.select_one(".pr-finder")["data-home"].rstrip("./") == ""


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    indonesian, english = language("id"), language("en")
    assert indonesian.number(1_234_567.5) == "1.234.567,5"
    assert english.number(1_234_567.5) == "1,234,567.5"
    assert indonesian.date("2021-09-23") == "23 September 2021"
    assert indonesian.date("2024-08") == "Agustus 2024"
    assert english.date("2024-08-22") == "22 August 2024"
    assert english.date("2024") == "2024"


def test_no_english_sentence_is_left_on_an_indonesian_page(site):
    """Every text that the templates mark is translated, and no page shows its English."""
    lang = language("id")
    sentences = [
        text
        for text in SETTINGS.translations.messages
        if len(text) > 25 and "{" not in text and "%(" not in text
    ]
    assert len(sentences) > 80
    found = [copy(article(page)) for page in pages(site, "id")]
    for cell in (cell for page in found for cell in page.select("div[data-source] td")):
        cell.decompose()  # rows as they are in the file, in all languages
    everything = " ".join(words(page) for page in found)
    for sentence in sentences:
        assert lang.gettext(sentence) != sentence
        plain = re.sub(r"<[^>]+>", "", sentence)
        assert plain not in everything, sentence


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("home", "old", "new"),
    [
        ("prakerja", 'msgstr "Peringkat nasional"', 'msgstr ""'),
        ("site_src", 'msgstr "gelombang {wave}"', 'msgstr "gelombang {gelombang}"'),
    ],
)
def test_a_missing_translation_stops_the_build(spoilt, home, old, new):
    catalogue = spoilt / home / "locale" / "id" / "LC_MESSAGES" / "messages.po"
    text = catalogue.read_text(encoding="utf-8")
    assert text.count(old) == 1
    catalogue.write_text(text.replace(old, new), encoding="utf-8")
    before = tree_hash(spoilt / "site")
    result = run_build(spoilt)
    assert result.returncode == 1
    assert f"{catalogue.relative_to(spoilt)}  [text-untranslated]" in result.stdout
    assert tree_hash(spoilt / "site") == before
