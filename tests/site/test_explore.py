"""The data explorer: on request, by keyboard and touch, from our own origin, with the same numbers
as the tables; and what else the script adds to charts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re

import pytest
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.plotly_locale import WORDS

pytestmark = pytest.mark.browser
CHART = "grafik/penerima-per-tahun-bruto/"
PAGE = "penjelajah-data/"
YEARS = f"{PAGE}?chart=recipients-by-year-gross"
PROVINCES = f"{PAGE}?measure=recipients_gross/provinces"


def drawn(page):
    """The page when its chart is drawn."""
    page.wait_for_selector(".pr-stage .main-svg")
    page.wait_for_function("document.querySelector('.pr-explorer [role=status]').textContent")
    return page


def rows(page) -> list[list[str]]:
    """The cells of the table of a view."""
    return page.evaluate(
        "[...document.querySelectorAll('.pr-explorer tbody tr')]"
        ".map((row) => [...row.cells].map((cell) => cell.textContent))"
    )


def test_a_chart_leads_to_the_explorer_which_shows_it_and_says_what_it_costs(visit, origin, site):
    page = visit(CHART, width=1280)
    link = page.locator(".pr-explore a")
    figure = gzip.compress((site / "downloads/recipients-by-year-gross.plotly.json").read_bytes())
    bundle = gzip.compress((site / "assets/plotly-basic.min.js").read_bytes(), 9)
    assert f"({round((len(bundle) + len(figure)) / 1000)} kB)" in link.inner_text()
    assert not [url for url in page.asked if re.search("plotly|explore.js|draw.js", url)]
    link.click()
    drawn(page)
    assert all(url.startswith(origin) for url in page.asked)
    loaded = [url for url in page.asked if re.search("json|plotly|explore|view|draw", url)]
    assert len(loaded) == len({*loaded}) == 5  # three scripts, plotly, the figure
    values = "document.querySelector('.pr-stage').data.flatMap((trace) => [...trace.x])"
    table = json.loads((site / "downloads/recipients-by-year-gross.json").read_text())["rows"]
    assert page.evaluate(values) == [row["value"] for row in table]
    assert (page.failed, page.said) == ([], [])


def test_not_a_byte_of_data_or_plotly_until_asked(visit):
    page = visit(PAGE)
    page.wait_for_selector(".pr-explorer button")
    assert not [url for url in page.asked if re.search("plotly|draw.js|view.js|json", url)]
    page.locator("input[value=table]").check()
    page.get_by_role("button", name="Tampilkan").click()
    page.wait_for_selector(".pr-explorer table")
    assert not [url for url in page.asked if re.search("plotly|draw.js", url)]


def test_without_scripts_it_says_what_there_is(visit, site, record, claims, dates):
    page = visit(PAGE, scripts=False)
    links = page.eval_on_selector_all("li[data-key] a", "(all) => all.map((a) => a.href)")
    served = {path.relative_to(site).as_posix() for path in site.glob("api/v1/measures/*/*.json")}
    measures = {url.partition("/api/")[2] for url in links if "/api/" in url}
    assert {f"api/{url}" for url in measures} == served
    charts = all_charts(PROGRAMME.charts, record, claims, dates)
    assert len(links) - len(measures) == len(charts)


def test_it_works_by_keyboard_alone(visit):
    page = drawn(visit(YEARS, width=1280))
    stage, status = page.locator(".pr-stage"), page.locator(".pr-explorer [role=status]")
    assert "Tombol panah" in stage.get_attribute("aria-label")
    stage.focus()
    page.keyboard.press("ArrowRight")
    assert status.inner_text().startswith("2020; 5.987.674; Penerima; turunan; 22 Agustus")
    page.keyboard.press("ArrowDown")
    assert status.inner_text().startswith("2021; 6.019.842; ")
    page.keyboard.press("ArrowLeft")
    assert status.inner_text().startswith("2020; 5.987.674; ")
    page.keyboard.press("Escape")
    assert status.inner_text() == ""
    assert page.locator(".pr-stage .hovertext").count() == 0
    assert "pr-stage" in page.evaluate("document.activeElement.className")
    nameless = "[...document.querySelectorAll('.pr-stage button')].filter((b) => !b.ariaLabel)"
    assert page.evaluate(f"{nameless}.length") == 0


def test_the_address_gives_the_same_view_again_and_the_csv_is_its_table(visit):
    page = visit(f"{PROVINCES}&form=table", width=1280)
    page.wait_for_selector(".pr-explorer table")
    page.locator("[data-of=what] summary").click()
    page.get_by_role("button", name="Kosongkan pilihan").first.click()
    for name in ("Aceh", "Bali", "Papua"):
        page.get_by_label(name, exact=True).check()
    page.locator("[data-of=when] summary").click()
    page.locator("[data-of=when] button").first.click()
    page.wait_for_function(
        "document.querySelector('[data-of=when] summary').textContent.match('8')"
    )
    page.wait_for_timeout(200)
    shown, url = rows(page), page.url
    assert {row[0] for row in shown} == {"Aceh", "Bali", "Papua"}
    assert "what=" in url
    assert "when=all" in url
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh baris ini").click()
    text = download.value.path().read_text(encoding="utf-8")
    taken = [*csv.DictReader(io.StringIO(text))]
    lang = language("id")
    assert [row["subject_name"] for row in taken] == [row[0] for row in shown]
    assert [row["span_name"] for row in taken] == [row[2] for row in shown]
    assert [lang.number(float(row["value"])) for row in taken] == [row[1] for row in shown]
    assert [lang.date(row["as_of"]) for row in taken] == [row[4] for row in shown]
    assert [row["source"] for row in taken] == [row[5] for row in shown]
    assert {(row["basis"], row["unit"], row["status"]) for row in taken} == {
        ("gross", "people", "published")
    }
    again = visit(url.partition("//")[2].partition("/")[2])
    again.wait_for_selector(".pr-explorer table")
    assert rows(again) == shown
    assert again.url == url


def test_the_table_and_the_csv_of_a_chart_are_those_of_its_page(visit, site):
    page = visit(f"{PAGE}?chart=recipients-by-wave&form=table", width=1280)
    page.wait_for_selector(".pr-explorer table")
    shown = [[text.strip(" †") for text in row] for row in rows(page)]
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh baris ini").click()
    taken = [*csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8")))]
    with (site / "downloads/recipients-by-wave.csv").open(encoding="utf-8", newline="") as stream:
        static = [*csv.DictReader(stream)]
    for key in ("label", "value", "status", "as_of", "source_id", "unit", "licence", "citation"):
        assert [row[key] for row in taken] == [row[key] for row in static], key
    page.goto(page.url.partition("penjelajah")[0] + "grafik/penerima-per-gelombang/")
    cells = (
        "[...document.querySelectorAll('figure tbody tr')]"
        ".map((row) => [row.cells[0].textContent, row.cells[1].textContent])"
    )
    table = [[text.strip(" †") for text in row] for row in page.evaluate(cells)]
    assert [[row[0], row[2]] for row in shown] == table


@pytest.mark.parametrize(
    "query",
    [
        "chart=<img src=x onerror=window.pwned=1>",
        "chart=__proto__&form=constructor",
        "chart=../../api/v1/sources.json",
        "measure=recipients_gross/../../../../etc&what=all",
        "measure=https://evil.invalid/x",
    ],
)
def test_an_address_that_names_nothing_does_nothing(visit, query):
    page = visit(f"{PAGE}?{query}")
    page.get_by_role("button", name="Tampilkan").wait_for()
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelector('.pr-explorer img')") is None
    assert not [url for url in page.asked if re.search("json|evil|plotly", url.partition("?")[0])]
    assert (page.failed, page.said) == ([], [])


def test_choices_that_do_not_exist_are_passed_over(visit):
    page = visit(f"{PROVINCES}&what=11,<b>,99,toString&when=1850,constructor&form=evil", width=1280)
    drawn(page)
    assert re.search(r"what=11&when=[^&]+$", page.url)
    assert "1850" not in page.url
    assert "form=bars" in page.url
    assert page.said == []


@pytest.mark.sampled(4)
@pytest.mark.parametrize("lost", ["view.js", "draw.js", "plotly-basic.min.js", ".plotly.json"])
def test_a_dead_network_is_said_and_tried_again(visit, lost):
    page = visit(PAGE, width=1280)
    page.route(f"**/*{lost}", lambda route: route.abort())
    page.get_by_role("button", name="Tampilkan").click()
    page.locator("[role=status]").get_by_text("tidak termuat").wait_for()
    assert page.locator(".pr-stage").count() == 0
    page.unroute(f"**/*{lost}")
    page.get_by_role("button", name="Tampilkan").click()
    drawn(page)


def test_a_finger_moves_the_page_and_a_turned_phone_fits(visit):
    page = drawn(visit(YEARS, has_touch=True, is_mobile=True))
    stage = page.locator(".pr-stage")
    stage.scroll_into_view_if_needed()
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

    for across in (0.1, 0.6):  # over the labels, and over the bars
        page.evaluate("scrollTo(0, 0)")
        stage.scroll_into_view_if_needed()
        box, before = stage.bounding_box(), page.evaluate("scrollY")
        x, y = box["x"] + box["width"] * across, box["y"] + box["height"] / 2
        touch("touchStart", {"x": x, "y": y})
        for step in range(1, 9):
            touch("touchMove", {"x": x, "y": y - 25 * step})
        touch("touchEnd")
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") > before + 100
    for width, height in ((800, 360), (360, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = "[...document.querySelectorAll('.pr-stage, .pr-stage .main-svg')]"
        assert len({*page.evaluate(f"{sizes}.map((e) => e.clientWidth)")}) == 1


def test_less_motion_and_readable_labels_in_the_dark(visit):
    page = drawn(visit(YEARS, scheme="dark", reduced_motion="reduce"))
    assert page.evaluate("document.querySelector('.pr-stage').layout.transition.duration") == 0
    page.locator(".pr-stage").press("ArrowRight")
    label = page.locator(".pr-stage .hovertext")
    ground = label.locator("path").evaluate("(path) => getComputedStyle(path).fill")
    ink = label.locator("text").first.evaluate("(text) => getComputedStyle(text).fill")
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ground, ink)]
    assert light[0] < 150
    assert light[1] > 600


# Draws every figure as the page does; hovers each trace at its first mark.
SHOWN = """async ([addresses, width]) => {
  const box = document.querySelector(".pr-explorer");
  const words = JSON.parse(box.dataset.words), lang = document.documentElement.lang;
  const { draw } = await import(new URL("/assets/draw.js", location));
  const found = [];
  for (const address of addresses) {
    const stage = document.createElement("div"), status = document.createElement("p");
    stage.className = "pr-stage";
    stage.style.width = `${width}px`;
    box.append(stage);
    const figure = await (await fetch(address)).json();
    const page = { words, lang, status, bundle: box.dataset.bundle };
    await draw(stage, { figure, about: figure.layout.meta }, "chart", page);
    const frame = stage.getBoundingClientRect();
    const all = (where) => [...stage.querySelectorAll(where)];
    const texts = (where) => all(where).map((text) => text.textContent);
    const boxes = (where) => all(where).map((e) => e.getBoundingClientRect());
    const hovered = [];
    for (const [curveNumber, trace] of stage.data.entries()) {
      if (!trace.customdata) continue;
      Plotly.Fx.hover(stage, [{ curveNumber, pointNumber: 0 }]);
      await new Promise(requestAnimationFrame);
      hovered.push(texts(".hoverlayer text").join(" "));
    }
    const bar = boxes(".modebar-group")[0];
    found.push({
      address, hovered, titles: all("[data-title]").map((e) => e.dataset.title),
      ticks: texts(".xtick text, .ytick text"), legend: texts(".legendtext"),
      cut: boxes(".xtick text, .ytick text, .legendtext, .annotation-text").filter((text) =>
        text.left < frame.left - 1 || text.right > frame.right + 1).length,
      below: boxes(".legend").some((legend) => legend.top < bar.bottom && legend.bottom > bar.top),
    });
    Plotly.purge(stage);
    stage.remove();
  }
  return found;
}"""
EACH_KEY = "(all) => all.map((item) => item.dataset.key)"
LETTERED = re.compile(r"(?<![\w.,])[\d.,]+\s?[kKMGBTPµm]\b")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("address", "home"), [(PAGE, ""), ("en/data-explorer/", "en/")])
def test_every_chart_opens_in_words_and_without_cut_labels(visit, origin, address, home):
    page = visit(address)
    keys = page.eval_on_selector_all("[data-key^='chart=']", EACH_KEY)
    asked = [f"{origin}{home}downloads/{key.removeprefix('chart=')}.plotly.json" for key in keys]
    found = page.evaluate(SHOWN, [asked, 328])
    assert len(found) == len(keys) > 25
    foreign = {word for word in WORDS if not home} - {"Zoom"}
    for said in found:
        texts = said["ticks"] + said["legend"] + said["hovered"] + said["titles"]
        assert said["hovered"], said
        assert all(said["hovered"]), said
        assert not [text for text in texts if LETTERED.search(text)], said
        assert not [text for text in texts if "trace" in text or text in foreign], said
        assert "" not in said["legend"], said
        assert not said["below"], said
        assert not said["cut"], said
    if not home:
        assert {title for said in found for title in said["titles"] if title} == {
            "Unduh gambar (PNG)", "Perbesar bagian", "Geser", "Perbesar", "Perkecil",
            "Kembalikan tampilan awal",
        }  # fmt: skip
    assert page.said == []


def test_a_table_is_sorted_by_value_and_back(visit):
    page = visit(CHART, width=1280)
    heading = page.locator("figure thead th").nth(1)
    years = lambda: page.locator("figure tbody th").all_inner_texts()  # noqa: E731
    assert years() == ["2020", "2021", "2022", "2023", "2024"]
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert years() == ["2023", "2024", "2022", "2020", "2021"]
    heading.locator("button").click()
    assert years()[0] == "2021"


def test_a_citation_is_copied(visit, origin):
    page = visit(CHART, width=1280, permissions=["clipboard-read", "clipboard-write"])
    block = page.locator(".pr-copy").first
    page.locator(".pr-copy + button").first.click()
    page.get_by_text("Sudah disalin.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == block.inner_text()
