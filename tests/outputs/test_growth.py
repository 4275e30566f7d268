"""The programme goes on: another wave, another year, an end. What a maintainer adds is rows; the
site is read back, and what it says is true.

The rows of the first programme are those that the maintainers' guide tells to add.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from checking import check, copy_record
from growing import SYNTHETIC, apply, edits_of
from scratch import ROOT, run_build
from synthetic.programme.programme import load_programme as load_synthetic

from prakerja import load_programme
from publicrecord.charts.chart import Chart
from publicrecord.programme import Programme
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record
from publicrecord.settings import Ended

GUIDES = [ROOT / "docs" / "maintainers" / f"{code}.md" for code in ("en", "id")]
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
TABLES = re.compile(r"<table\b.*?</table>", re.DOTALL)  # which list claims on any span
# What is no longer true once wave 72 and the year 2025 are in the record.
UNTRUE = re.compile(
    r"\b(of|dari|Semua|All|in|dalam) 71\b|\b71 (waves|gelombang)|\b2020(–| to | sampai )2024\b"
    r"|\b(five|lima) (years of|tahun gelombang)"
)


def text_of(file: Path, tables: bool = True) -> str:
    """What a page says, in its texts, alternative texts and description."""
    html = file.read_text(encoding="utf-8")
    html = html if tables else TABLES.sub(" ", html)
    named = " ".join(re.findall(r'(?:alt|aria-label|content)="([^"]*)"', html))
    return " ".join(f"{TAGS.sub(' ', html)} {named}".split())


# The rows of the guide


def test_both_guides_tell_to_add_the_same_rows():
    english, indonesian = map(edits_of, GUIDES)
    assert english == indonesian
    assert len(english) > 12


@pytest.fixture(scope="module")
def with_rows_of_guide(tmp_path_factory) -> tuple[Path, Programme]:
    """The first programme's record with the rows of the guide, and the programme that ended."""
    folder = copy_record(tmp_path_factory.mktemp("grown"))
    edits = edits_of(GUIDES[0])
    apply(edits, folder)
    programme, (lines,) = load_programme(), [text for path, text in edits if "settings" in path]
    ended = Ended(**{key: str(word) for key, word in yaml.safe_load(lines)["ended"].items()})
    return folder, replace(programme, settings=replace(programme.settings, ended=ended))


def test_the_check_finds_nothing_in_a_record_with_the_rows_of_the_guide(with_rows_of_guide):
    folder, programme = with_rows_of_guide
    code, said = check(folder, lambda: programme)
    assert code == 0, said


@pytest.fixture(scope="module")
def charts(with_rows_of_guide) -> dict[str, Chart]:
    folder, programme = with_rows_of_guide
    record = read_record(folder / "data", programme.settings)
    made = programme.charts(record, figure_claims(record), date_claims(record))
    return {chart.chart_id: chart for chart in made}


def test_no_chart_says_what_is_no_longer_true(charts):
    for chart in charts.values():
        for language in load_programme().settings.languages:
            texts = [chart.headline, chart.subtitle, chart.alt, *chart.notes]
            said = " ".join(text(language) for text in texts)
            assert not UNTRUE.search(said), (chart.chart_id, said)


@pytest.mark.parametrize(
    ("chart_id", "mark"),
    [
        ("recipients-by-year-gross", ("2025", 287654)),
        ("recipients-by-year-net", ("2025", 270123)),
        ("recipients-by-wave", ("Wave 72", 287654)),
        ("recipients-since-start", ("31 December 2025", 19257763)),
    ],
)
def test_the_new_year_and_wave_are_drawn_last(charts, chart_id, mark):
    last = charts[chart_id].frame.iloc[-1]
    assert (last["label_en"], last["value"]) == mark


def test_a_year_is_incomplete_only_while_its_last_wave_is_not_named(charts):
    years = charts["recipients-by-year-gross"].frame.set_index("year")
    assert years.loc["2024", "series"] == "partial"
    assert pd.isna(years.loc["2025", "series"])
    assert years.loc["2025", "waves_id"] == "72"


# The site of the second programme, grown


@pytest.fixture(scope="module")
def grown(small_project, tmp_path_factory) -> tuple[Path, str]:
    """The SYNTHETIC site with all that was added, and what its build said."""
    folder = tmp_path_factory.mktemp("grown") / "small"
    shutil.copytree(small_project, folder, symlinks=True)
    apply(SYNTHETIC, folder)
    built = run_build(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder, built.stdout


@pytest.fixture
def answer(grown):
    """An answer of the API of the grown site."""
    api = grown[0] / "site" / "api" / "v1"
    return lambda name: json.loads((api / name).read_text(encoding="utf-8"))


def test_every_language_counts_the_new_wave_and_year(grown):
    folder, _said = grown
    programme = load_synthetic(folder)
    for language in programme.settings.languages:
        home = text_of(folder / "site" / language.folder / "index.html")
        assert "7 waves of 2031 to 2033" in home
        assert "of 7 waves" in home
        assert not re.search(r"\b6 waves|2031 to 2032", home)


def test_answers_and_their_description_count_the_new_wave(grown, answer):
    assert [wave["wave"] for wave in answer("waves.json")["waves"]] == [1, 2, 3, 4, 5, 6, 7]
    figures = {figure["figure_id"]: figure["value"] for figure in answer("waves/7.json")["figures"]}
    assert figures == {"waves/7/seats": 400, "waves/7/admitted": 371}
    assert "The 7 waves" in json.dumps(answer("openapi.json"))
    assert "The 6 waves" not in json.dumps(answer("openapi.json"))


def test_catalogues_know_the_new_wave_code_and_the_end(grown):
    site = grown[0] / "site"
    structure = (site / "data" / "sdmx-structure.xml").read_text(encoding="utf-8")
    assert "SYNTHETIC.CL_WAVES" in structure.replace("=SYNTHETIC:", "=SYNTHETIC.")
    assert re.search(r'CL_WAVES\([^)]*\)\.7"', structure)
    described = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        (resource["name"], field["name"]): field.get("constraints", {})
        for resource in described["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["sources", "kind"]["enum"][-1] == "court"
    assert fields["waves", "scheme"]["enum"][-1] == "renewed"
    assert "maximum" not in fields["waves", "wave"]
    assert '"temporalCoverage":"2031/2033-12-31"' in text_with_scripts(site / "en/data/index.html")


def text_with_scripts(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "kind"),
    [("sumber", "Mahkamah"), ("en/sources", "Court decision"), ("fr/sources", "Tribunal")],
)
def test_a_new_kind_of_source_is_named_in_every_language(grown, page, kind):
    assert kind in text_of(grown[0] / "site" / page / "index.html")


def test_a_new_survey_and_question_are_drawn(grown):
    assert "Has heard of it" in text_of(
        grown[0] / "site" / "en/charts/synthetic-answers/index.html"
    )


def test_what_was_added_of_places_is_on_their_pages(grown):
    state = grown[0] / "site" / "kawasan" / "utara-sintetik"
    assert re.search(r"2033, .{0,40} 101 ", text_of(state / "sintetik-alpha" / "index.html"))
    assert re.search(r"2033, .{0,40} 190 ", text_of(state / "index.html"))


def test_the_years_before_are_as_they_were(grown, small_project, answer):
    for name in ("programme.json", "places/N01.json", "waves/3.json"):
        before = json.loads((small_project / "site/api/v1" / name).read_text(encoding="utf-8"))
        after = {figure["figure_id"]: figure for figure in answer(name)["figures"]}
        for figure in before["figures"]:
            assert after[figure["figure_id"]] == figure


def test_no_address_was_lost(grown, small_project):
    def pages(site: Path) -> set[str]:
        found = {page.relative_to(site).as_posix() for page in site.rglob("index.html")}
        return {page for page in found if not re.search(r"/data/2033", f"/{page}")}

    assert pages((small_project / "site").resolve()) <= pages((grown[0] / "site").resolve())


def test_the_build_names_what_no_page_shows(grown):
    _folder, said = grown
    assert "In the record, on no page" in said
    named = [line.strip() for line in said.splitlines() if line.startswith("  data/")]
    english = [line for line in named if ", row " in line]
    assert any("Trainers, 2033, wave 7 (programme/trainers/2033/7-7@synth-court)" in line
               for line in english)  # fmt: skip
    assert any("data/items.csv" in line and "(never-asked)" in line for line in english)
    for shown in ("waves/7/admitted", "places/N01", "states/N", "surveys/synth-poll-2033"):
        assert not any(shown in line for line in english), shown


# The whole site of the first programme, grown


@pytest.mark.nightly
def test_the_site_with_the_rows_of_the_guide_is_true(spoilt, site):
    """The pages, answers and catalogues that count waves and years, in both languages."""
    apply(edits_of(GUIDES[0]), spoilt)
    built = run_build(spoilt)
    assert built.returncode == 0, built.stdout + built.stderr
    grown_site, programme = spoilt / "site", load_programme()
    for page in programme.site_map().pages:
        if page.template in ("sources", "changes", "data", "method", "questions"):
            continue  # they list claims on other spans
        for language in programme.settings.languages:
            said = text_of(grown_site / page.address(language) / "index.html", tables=False)
            assert not UNTRUE.search(said), (page.template, UNTRUE.search(said))
    home = text_of(grown_site / "en" / "index.html")
    assert "From 2020 to 2025" in home
    assert "in 72 waves" in home
    assert "The programme ended on 31 December 2025" in home
    assert "It was followed by Kartu Karya" in home
    assert "Program ini dilanjutkan oleh Kartu Karya" in text_of(grown_site / "index.html")
    api = grown_site / "api" / "v1"
    assert len(json.loads((api / "waves.json").read_text())["waves"]) == 72
    assert "The 72 waves" in (api / "openapi.json").read_text(encoding="utf-8")
    assert "2020/2025-12-31" in text_with_scripts(grown_site / "en/data/index.html")
    before = json.loads((site / "api/v1/programme.json").read_text())["figures"]
    after = {f["figure_id"]: f for f in json.loads((api / "programme.json").read_text())["figures"]}
    assert all(after[figure["figure_id"]] == figure for figure in before)
    assert "(programme/trainers/2025/72-72@report-2025)" in built.stdout
