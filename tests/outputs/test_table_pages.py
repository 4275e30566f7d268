"""A page for each table and source: whole, and the same as the files."""

from __future__ import annotations

import csv
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import yaml
from reading import LANGUAGES, article, words
from scratch import ROOT, language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import read_changes
from publicrecord.indicators import coverage
from publicrecord.pages.issue_link import FORM, issue_link
from publicrecord.pages.markdown_pages import write_pages
from publicrecord.pages.page_set import write_page_sets
from publicrecord.pages.source_pages import SOURCE_PAGES
from publicrecord.record.package import rows

HOME = {"id": "", "en": "en"}
TABLES, SOURCES = {"id": "tabel", "en": "tables"}, {"id": "sumber", "en": "sources"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_table_has_its_dictionary_and_three_sample_rows(site, published_record, code):
    for resource in published_record.descriptor["resources"]:
        page = article(site / HOME[code] / TABLES[code] / resource["name"] / "index.html")
        *samples, dictionary = page.select("table.pr-grid")
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert [row.select("code")[0].text for row in dictionary.select("tbody tr")] == names
        with (site / "data" / resource["path"]).open(encoding="utf-8", newline="") as stream:
            published = list(csv.DictReader(stream))
        shown = [[words(c) for c in r.select("td")] for t in samples for r in t.select("tbody tr")]
        assert len(shown) == min(3, len(published))
        for row, whole in zip(shown[:1], published, strict=False):
            first = [" ".join(whole[name].split()) for name in names]
            assert [same(a, b) for a, b in zip(row, first, strict=True)] == [True] * len(names)
        files = {link["href"].rpartition("/")[2] for link in page.select("a[download]")}
        assert len(files) in (6, 7) or resource["name"] == "shown"  # figures have SDMX too


def same(shown: str, published: str) -> bool:
    try:
        return shown == published or float(shown) == float(published)
    except ValueError:
        return False


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_claim_stands_on_the_page_of_its_source(site, claims, code):
    lang = language(code)
    for source_id, group in claims.groupby("source_id"):
        page = article(site / HOME[code] / SOURCES[code] / source_id / "index.html")
        listed = {row["data-claim"]: row for row in page.select("tr[data-claim]")}
        few = group.groupby("table").filter(lambda table: len(table) <= 120)
        assert set(few["claim_id"]) == set(listed), source_id
        for row in rows(few):
            cells = listed[row["claim_id"]]
            assert cells["data-source"] == source_id
            assert listed[row["claim_id"]].select_one("a[href]")
            if row["value"] != "":
                assert lang.number(row["value"]) in words(cells.select_one("td.number"))


def test_a_source_with_thousands_of_figures_shows_them_by_place_and_year(site, claims):
    page = article(site / "sumber" / "gh-kab" / "index.html")
    mine = claims[(claims["source_id"] == "gh-kab") & (claims["table"] == "place_figures")]
    numbers = [words(cell) for cell in page.select("table.pr-grid:not(:has([data-claim])) td")]
    assert len([number for number in numbers if number]) == len(mine) > 2_500


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_data_page_leads_to_every_table_and_the_sources_page_to_every_source(
    site, record, published_record, code
):
    home = site / HOME[code]
    data = {
        link["href"]
        for link in article(home / "data" / "index.html").select("h3[id] > a:first-child")
        if not link["href"].startswith("#")
    }
    assert len(data) == len(published_record.descriptor["resources"])
    page = article(home / SOURCES[code] / "index.html")
    for source_id in record.table("sources")["source_id"]:
        assert page.find("a", href=f"{source_id}/") is not None


def test_the_report_form_has_the_fields_that_links_fill():
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / FORM).read_text("utf-8"))
    link = issue_link("https://example.org/x", "waves/1/quota@a", "200.000 orang & <b>")
    asked = parse_qs(urlsplit(link).query)
    assert asked.pop("template") == [FORM]
    assert asked == {"where": ["waves/1/quota@a"], "shown": ["200.000 orang & <b>"]}
    assert set(asked) <= {field.get("id") for field in form["body"]}
    assert issue_link("", "x") == ""


def test_each_figure_of_a_source_has_a_report_link_with_its_key(record, claims, dates, tmp_path):
    content = SiteContext(
        PROGRAMME.site_map(), record, claims, dates,
        lambda: all_charts(PROGRAMME.charts, record, claims, dates),
        read_changes(record, claims, dates),
        docs=tmp_path, bundle=b"", epoch=0, site_url="", repository="https://example.org/x",
    )  # fmt: skip
    about = [content.site_map.page["about"]]
    write_pages(content, PROGRAMME.contexts(), about, language("en"), tmp_path)
    assert 'href="https://example.org/x"' in (tmp_path / "about.md").read_text(encoding="utf-8")
    shell = tmp_path / "en" / "sources" / "_" / "index.html"
    shell.parent.mkdir(parents=True)
    shell.write_text("<article><h1>SHELL-NAME</h1><p>SHELL-BODY</p></article>")
    write_page_sets([SOURCE_PAGES], content, tmp_path, language("en"))
    assert not shell.exists()
    page = article(tmp_path / "en" / "sources" / "grid-w10" / "index.html")
    listed = page.select("tr[data-claim]")
    assert listed
    for row in listed:
        asked = parse_qs(urlsplit(row.select("a")[-1]["href"]).query)
        assert asked["where"] == [row["data-claim"]]


def test_coverage_counts_what_the_claims_say(record, claims):
    figures = coverage.figures(claims)
    waves = coverage.wave_coverage(figures)
    quota = list(waves["quota"].values())
    by_hand = claims[(claims["table"] == "wave_figures") & (claims["measure_id"] == "quota")]
    known = by_hand[by_hand["value"].notna()]["wave"].nunique()
    assert quota.count("known") == known
    assert len(quota) == by_hand["wave"].nunique()
    known_years = coverage.recorded_years(record)
    assert known_years == ["2020", "2021", "2022", "2023", "2024", coverage.WHOLE]
    years = coverage.year_coverage(record, figures, known_years)
    assert years["count"].sum() == claims["figure_id"].nunique()
    places = coverage.place_coverage(record, figures, known_years).set_index(
        ["level", "measure_id", "year"]
    )["count"]
    assert places["regency", "recipients_gross", "2021"] == 514
    provinces = coverage.province_coverage(record, figures, known_years)
    unfit = claims[(claims["table"] == "province_figures") & (claims["status"] == "unfit")]
    assert set(provinces["state"]) == {"known", "unfit"}
    assert set(provinces[provinces["state"] == "unfit"]["measure_id"]) <= set(unfit["measure_id"])
    assert coverage.named_places(record, figures, 30)["recipients_net"]
    assert coverage.spans([1, 2, 3, 7]) == [(1, 3), (7, 7)]


def test_unfit_and_unknown_are_kept_apart():
    made = pd.DataFrame(
        {
            "figure_id": list("abcd"),
            "chosen": [True, False, True, True],
            "status": ["published", "unfit", "not_published", "not_known"],
        }
    )
    assert list(coverage.figures(made)["state"]) == [
        "known", "unfit", "not_published", "not_known",
    ]  # fmt: skip
