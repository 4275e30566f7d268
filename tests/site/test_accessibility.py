"""axe finds nothing on any kind of page, in both languages, themes and at three widths; vnu
finds no error in the pages.

`make test` runs axe on every second kind of page, in turns of language, scheme and width. At night
every pair of these and of all kinds occurs: a fault of a page comes from one of them or from two
together, and the full cross takes four times as long. The night adds the width in the middle, more
places, and vnu on every page of the large sets."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from itertools import combinations, product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from publicrecord.context.addresses import PlaceAddresses

ROOT = Path(__file__).resolve().parent.parent.parent
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PAGES = {
    "home": ("", "en/"),
    "recipients": ("penerima/", "en/recipients/"),
    "waves": ("gelombang/", "en/waves/"),
    "reach": ("wilayah/", "en/regions/"),
    "comparison": ("perbandingan/", "en/comparison/"),
    "compare": ("bandingkan/?p=35.78,35,71.04", "en/compare/?p=35.78,32.73"),
    "ranking": ("bandingkan/menurut-provinsi/", "en/compare/by-number/#35"),
    "search": ("cari/", "en/search/"),
    "province": ("wilayah/jawa-timur/", "en/regions/highland-papua/"),
    "regency": ("wilayah/sulawesi-utara/kepulauan-talaud/", "en/regions/east-java/kota-surabaya/"),
    "outcomes": ("kepuasan/", "en/satisfaction/"),
    "oversight": ("pengawasan-dan-evaluasi/", "en/oversight-and-evaluation/"),
    "obstacles": ("kendala/", "en/obstacles/"),
    "data": ("data/", "en/data/"),
    "explore": ("penjelajah-data/", "en/data-explorer/"),
    "assistants": ("asisten-ai/", "en/ai-assistants/"),
    "method": ("cara-menghitung/", "en/how-we-count/"),
    "questions": ("angka-mana-yang-benar/", "en/which-number/"),
    "sources": ("sumber/", "en/sources/"),
    "about": ("tentang/", "en/about/"),
    "table": ("tabel/wave_figures/", "en/tables/sources/"),
    "source": ("sumber/pda-search/", "en/sources/gh-kab/"),
    "chart, columns": ("grafik/penerima-per-gelombang/", "en/charts/recipients-by-wave/"),
    "chart, bars": (
        "grafik/penerima-per-provinsi-neto/",
        "en/charts/recipients-by-province-net/",
    ),
    "chart, dots": ("grafik/penggunaan-insentif/", "en/charts/incentive-use/"),
    "chart, categories": ("grafik/hasil-evaluasi/", "en/charts/results-of-evaluations/"),
    "chart, values": ("grafik/kepuasan-penerima/", "en/charts/satisfaction/"),
    "chart, multiples": ("grafik/gugus-pulau-per-tahun/", "en/charts/island-groups-by-year/"),
    "chart, lines": ("grafik/pendaftar-sejak-awal/", "en/charts/registrations/"),
    "chart, curve": ("grafik/pemerataan/", "en/charts/concentration/"),
    "chart, map": ("grafik/penerima-per-kabupaten-kota/", "en/charts/recipients-by-regency/"),
    "chart, stacked": ("grafik/pendapat-dalam-empat-tingkat/", "en/charts/opinions/"),
    "embed": ("embed/skills-rose/", "en/embed/recipients-by-wave/"),
}

WIDTHS = (320, 1280)
MIDDLE = 360
SCHEMES = ("light", "dark")
EXPLORED = (
    "chart=recipients-by-wave",
    "measure=recipients_gross/provinces&form=line",
    "chart=satisfaction&form=table",
)

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(visit):
    """A visitor who asked for less motion: axe would measure a colour halfway through a fade."""
    return partial(visit, reduced_motion="reduce")


def violations(page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {node['html'][:150]}" for v in found for node in v["nodes"]]


def pairs(kinds) -> list[tuple[str, int, int, str]]:
    """Kind, width, language (0 or 1) and scheme of each run: any two of them meet in one."""
    return [
        (kind, width, (i + j) % 2, SCHEMES[(i // 2 + j) % 2])
        for i, kind in enumerate(kinds)
        for j, width in enumerate(WIDTHS)
    ]


def by_day(kinds) -> list[tuple[str, int, int, str]]:
    """Of the two runs of every second kind, one."""
    asked = pairs(kinds)
    return [asked[2 * i + i // 6 % 2] for i in range(0, len(kinds), 2)]


def runs(kinds) -> list:
    """One run of every second kind; for the night the other pairs and the width in the middle."""
    short = by_day(kinds)
    more = [(kind, MIDDLE, i % 2, SCHEMES[i // 2 % 2]) for i, kind in enumerate(kinds)]
    night = [run for run in [*pairs(kinds), *more] if run not in short]
    return [*short, *(pytest.param(*run, marks=pytest.mark.nightly) for run in night)]


def test_every_pair_is_asked():
    asked = pairs(PAGES)
    for one, other in combinations(range(4), 2):
        values = [{run[at] for run in asked} for at in (one, other)]
        assert {(run[one], run[other]) for run in asked} == set(product(*values))


def test_both_of_language_scheme_and_width_are_asked_by_day():
    asked = by_day(PAGES)
    assert len({kind for kind, *_others in asked}) == len(asked) >= len(PAGES) / 2
    for at in (1, 2, 3):
        assert 0.3 < sum(run[at] == asked[0][at] for run in asked) / len(asked) < 0.7


@pytest.mark.parametrize(("kind", "width", "language", "scheme"), runs(PAGES))
def test_axe_finds_nothing(visit, kind, width, language, scheme):
    assert violations(visit(PAGES[kind][language], width=width, scheme=scheme)) == []


@pytest.mark.parametrize(("kind", "width", "language", "scheme"), runs(EXPLORED))
def test_axe_finds_nothing_after_explore(visit, kind, width, language, scheme):
    page = visit(f"{PAGES['explore'][language]}?{kind}", width=width, scheme=scheme)
    page.wait_for_selector(".pr-explorer :is(.main-svg, tbody)")
    assert violations(page) == []


@pytest.mark.parametrize("places", [4, pytest.param(30, marks=pytest.mark.nightly)])
def test_axe_finds_nothing_on_a_sample_of_places(visit, record, places):
    addresses = PlaceAddresses(record)
    codes = list(record.table("regencies")["regency_code"])
    for i, code in enumerate(codes[:: len(codes) // (places - 1)]):
        language = ("id", "en")[i % 2]
        home = "" if language == "id" else "en/"
        page = visit(home + addresses.path(code, language), scheme=("light", "dark")[i // 2 % 2])
        assert violations(page) == [], code


def test_axe_finds_nothing_while_the_finder_is_open(visit):
    for address in ("cari/", "en/regions/"):
        page = visit(address)
        page.get_by_role("combobox").focus()
        page.keyboard.type("bandung")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert violations(page) == [], address


def test_axe_would_notice(visit):
    page = visit("")
    page.evaluate(
        "{ const picture = document.createElement('img'); picture.src = 'x';"
        " document.querySelector('article').append(picture) }"
    )
    assert any(line.startswith("image-alt") for line in violations(page))


@pytest.mark.skipif(not shutil.which("java"), reason="Java is not installed, so vnu cannot run")
@pytest.mark.parametrize(
    ("most", "in_all"), [(12, 150), pytest.param(None, 2_000, marks=pytest.mark.nightly)]
)
def test_vnu_finds_no_error(site, most, in_all):
    """most: at most so many pages of a set in a language, such as those of all places."""
    sets: dict[tuple[str, ...], list[Path]] = {}
    for page in sorted(site.rglob("*.html")):
        above = page.relative_to(site).parts
        sets.setdefault(above[: 2 if above[0] == "en" else 1], []).append(page)
    asked = [page for pages in sets.values() for page in chosen(pages, most)]
    assert len(asked) > in_all
    result = subprocess.run(
        ["java", "-jar", VNU, "--errors-only", *asked], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    assert result.returncode == 0


def chosen(pages: list[Path], most: int | None) -> list[Path]:
    """The pages, or at most so many of them at equal distances."""
    step = 1 if most is None else -(-len(pages) // most)
    return pages[::step]


def test_the_faults_of_the_theme_are_still_there_to_correct(site):
    """Once the theme corrects one, its entry in publicrecord/deploy/theme_fixes.py can go."""
    from publicrecord.deploy import theme_fixes

    theme = Path(theme_fixes.__file__).parent
    import material

    base = Path(material.__file__).parent / "templates"
    text = "\n".join(p.read_text(encoding="utf-8") for p in base.rglob("*.html"))
    for fault in (theme_fixes.DRAWER, theme_fixes.SEARCH, theme_fixes.LABEL):
        assert fault in text, fault
    assert theme.is_dir()
    home = (site / "index.html").read_text(encoding="utf-8")
    assert theme_fixes.DRAWER not in home
    assert theme_fixes.SEARCH not in home
