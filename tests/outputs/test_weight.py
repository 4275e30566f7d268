"""Budgets: what a page may weigh. The heavy ones are named, with their reason and ceiling."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from reading import is_place  # noqa: E402
from weight import changes, gzipped, weights  # noqa: E402

HTML, FIRST_VIEW = 14_000, 60_000
OF_HOME, OF_A_CHART, OF_A_PLACE = 45_000, 45_000, 40_000  # of a first view
SCRIPTS = 12_000  # all that run before a reader asks for more

# Pages over the budget of HTML, with the ceiling of their HTML and why.
HEAVY = {
    ".": (16_500, "the programme in four numbers, and a map of 514 dots"),
    "en": (16_500, "the programme in four numbers, and a map of 514 dots"),
    "sumber": (45_500, "every source with its note"),
    "en/sources": (45_500, "every source with its note"),
    "kepuasan": (34_500, "seven charts, all survey results and who ran the surveys"),
    "en/satisfaction": (34_500, "seven charts, all survey results and who ran the surveys"),
    "pengawasan-dan-evaluasi": (18_000, "every finding with its answer, every evaluation"),
    "en/oversight-and-evaluation": (18_000, "every finding with its answer, every evaluation"),
    "cara-menghitung": (30_500, "every conflict, sum check and definition"),
    "en/how-we-count": (30_500, "every conflict, sum check and definition"),
    "wilayah": (26_000, "four charts, one of them a map of 514 dots"),
    "en/regions": (26_000, "four charts, one of them a map of 514 dots"),
    "grafik/penerima-per-kabupaten-kota": (23_500, "the map of 514 dots and its table"),
    "en/charts/recipients-by-regency": (23_500, "the map of 514 dots and its table"),
    "perbandingan": (31_000, "eight charts, four of them of all provinces"),
    "en/comparison": (31_000, "eight charts, four of them of all provinces"),
    "sumber/gh-kab": (26_500, "2,576 figures of one source, by place and year"),
    "en/sources/gh-kab": (26_500, "2,576 figures of one source, by place and year"),
    "data": (27_500, "every table with sample rows and files, and the coverage"),
    "en/data": (27_500, "every table with sample rows and files, and the coverage"),
    "bandingkan": (24_500, "the ranking of all places"),
    "en/compare": (24_500, "the ranking of all places"),
    "bandingkan/menurut-jumlah": (24_500, "the ranking of all places"),
    "en/compare/by-number": (24_500, "the ranking of all places"),
    "bandingkan/menurut-provinsi": (24_500, "the ranking of all places"),
    "en/compare/by-province": (24_500, "the ranking of all places"),
    "penerima": (16_500, "six charts"),
    "en/recipients": (16_500, "six charts"),
}
OF_CHARTS = re.compile(r"(grafik|en/charts)/.")
OF_A_RELEASE = re.compile(r"(en/)?data/[0-9.]+/")
RELEASE = (16_500, "some 270 values of a release")  # a page of one holds 300 at most


@pytest.fixture(scope="module")
def weighed(site):
    return {address: (html, whole) for address, _charts, html, whole in weights(site.resolve())}


def values_of_a_release(site: Path, address: str) -> int:
    """How many values of a release a page lists."""
    page = site / address / "index.html"
    return page.read_text("utf-8").count("<tr id=") if OF_A_RELEASE.match(address) else 0


def test_pages_keep_to_the_budget(site, weighed):
    assert len(weighed) > 40
    for address, (html, whole) in weighed.items():
        assert whole <= FIRST_VIEW, (address, whole)
        if address not in HEAVY:
            ceiling = RELEASE[0] if values_of_a_release(site, address) > 200 else HTML
            assert html <= ceiling, (address, html)


def test_the_scripts_before_a_tap_are_light(site):
    scripts = ("site.js", "charts.js", "explore.js", "embed.js")
    assert sum(gzipped(site / "assets" / script) for script in scripts) <= SCRIPTS


def test_the_pages_of_places_are_light(weighed):
    places = [
        weight for address, weight in weighed.items() if is_place(Path(address) / "index.html")
    ]
    assert len(places) == 2 * 552
    assert max(html for html, _whole in places) < 10_000
    assert max(whole for _html, whole in places) <= OF_A_PLACE


def test_the_first_views_of_home_and_of_charts_with_the_map_are_light(weighed):
    assert max(weighed["."][1], weighed["en"][1]) <= OF_HOME
    charts = [whole for address, (_html, whole) in weighed.items() if OF_CHARTS.match(address)]
    assert len(charts) > 50
    assert max(charts) <= OF_A_CHART


def test_heavy_pages_keep_to_their_ceiling_and_are_documented(weighed):
    documented = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8")
    assert RELEASE[1] in documented
    for address, (ceiling, reason) in HEAVY.items():
        html, _whole = weighed[address]
        assert HTML < html <= ceiling, (address, html)
        assert reason in documented


def test_the_site_stays_far_below_the_limit_of_its_host(site):
    root = site.resolve()
    sizes = {
        f.relative_to(root).as_posix(): f.stat().st_size for f in root.rglob("*") if f.is_file()
    }
    of_releases = sum(size for name, size in sizes.items() if OF_A_RELEASE.match(name))
    assert sum(sizes.values()) - of_releases < 150_000_000  # GitHub Pages takes 1 GB
    assert of_releases < 200_000_000  # with ten years of months


def test_the_build_tells_what_the_open_data_cost_and_how_large_the_site_is(project, site):
    lines = (project / "build" / "said.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.startswith(("Open data:", "Site:"))]
    size = sum(file.stat().st_size for file in site.resolve().rglob("*") if file.is_file())
    assert said[1].startswith(f"Site: {size / 1e6:.1f} MB, {size / 1e9:.1%} of the 1000 MB")
    reported = re.match(
        r"Open data: ([\d.]+) s of processor, ([\d.]+) MB \(data ([\d.]+) MB, API", said[0]
    )
    assert reported
    assert float(reported[3]) < float(reported[2]) < 60
    assert float(reported[3]) == pytest.approx(
        sum(f.stat().st_size for f in (site / "data").rglob("*") if f.is_file()) / 1e6, abs=0.1
    )


def test_what_a_change_does_to_the_weight_is_reported_by_page(tmp_path):
    for site, words in (("before", {"a": 1, "b": 1}), ("after", {"a": 400, "b": 1, "new": 1})):
        for name, many in words.items():
            page = tmp_path / site / name / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text("<p>" + " ".join(str(i * i) for i in range(many)))
    said = changes(tmp_path / "before", tmp_path / "after")
    reported = [line.split(" | ")[0] for line in said.splitlines() if line.startswith("| /")]
    assert reported == ["| /a", "| /new"]
    assert "± 20 B: 3 = 3" in changes(tmp_path / "after", tmp_path / "after")
