"""Picture, table and download of a chart carry the same numbers, in both languages."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from reading import LANGUAGES, article, pages, words
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.chart import plain_number
from publicrecord.files.chart_files import inert


def figures(site, code):
    """Every chart of a language's story pages by its id."""
    return {
        str(figure["data-chart"]): figure
        for page in pages(site, code)
        if "grafik" not in page.parts and "charts" not in page.parts
        for figure in article(page).select("figure.pr-chart")
    }


def tables(site, charts, code):
    """Every chart with its table: where a story leaves the table out, from its own page."""
    home = site / ("" if code == "id" else code)
    found = figures(site, code)
    for chart_id, figure in found.items():
        if not figure.select("table"):
            page = home / charts[chart_id].address(language(code)) / "index.html"
            found[chart_id] = article(page).select_one("figure.pr-chart")
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_chart_has_finding_picture_table_download_and_definition(site, charts, code):
    shown = figures(site, code)
    assert set(shown) == set(charts)
    for figure in shown.values():
        assert figure.select_one("figcaption h3").get_text(strip=True)
        pictures = figure.select("svg.pr-svg[role]")
        assert len(pictures) == 2  # one layout for wide, one for narrow
        for picture in pictures:
            assert picture.title.get_text(strip=True)
            assert picture.desc.get_text(strip=True)
            label = picture["aria-labelledby"].split()
            assert [picture.title["id"], picture.desc["id"]] == label
        assert figure.select("a[download][href$='.csv']")
    for figure in tables(site, charts, code).values():
        assert figure.select("table caption")
        assert figure.select("thead th[scope=col]")
        assert figure.select("tbody th[scope=row]")


def embedded(site, code, chart_id):
    """The page to embed of a chart."""
    page = site / ("" if code == "id" else code) / "embed" / chart_id / "index.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def printed_values(picture, chart):
    """The value of each mark: printed beside it, or, where marks are dense, in its title."""
    texts = []
    for mark in picture.select(".mark"):
        if mark.title:
            texts.append(mark.title.get_text(strip=True).rsplit(": ", 1)[1].split(" (")[0])
        else:
            texts.append(mark.select_one("text.value").get_text(strip=True).split(" ± ")[0])
    return [text.removeprefix("≈ ") for text in texts]


@pytest.mark.parametrize("code", LANGUAGES)
def test_table_and_download_and_picture_agree_value_for_value(site, charts, code):
    lang = language(code)
    folder = site / ("" if code == "id" else code) / "downloads"
    for chart_id, figure in tables(site, charts, code).items():
        chart = charts[chart_id]
        named = chart.mark == "categories"  # its values are shown by their names
        shown = "category" if named else "value"
        at = [column.key for column in chart.page_columns].index(shown)
        assert at < 3  # a row's name and its value come first
        cells = [
            row.find_all(["th", "td"])[at].get_text(strip=True) for row in figure.select("tbody tr")
        ]
        rows = list(csv.DictReader(io.StringIO((folder / f"{chart_id}.csv").read_text())))
        assert len(cells) == len(rows) == len(chart.frame)
        picture = figure.select_one("svg.pr-narrow")
        if chart.mark == "map":  # whose dots say their values where there is no table beside them
            picture = embedded(site, code, chart_id).select_one("svg.pr-medium")
        drawn = printed_values(picture, chart)
        assert len(drawn) == len(cells)
        names = chart.frame[f"category_{code}"] if named else [""] * len(cells)
        least = int(chart.frame["decimals"].max()) if "decimals" in chart.frame else 0
        for value, name, cell, row, text in zip(
            chart.frame["value"], names, cells, rows, drawn, strict=True
        ):
            if value != value:
                assert row["value"] == ""
                assert cell in {".", "..", "x"}
                continue
            assert float(row["value"]) == value
            assert cell == (name or lang.number(value, least))
            assert text == (name or lang.short(value, least).replace("-", "\N{MINUS SIGN}"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_bars_are_as_long_as_their_values(site, charts, code):
    for chart_id, figure in figures(site, code).items():
        chart = charts[chart_id]
        if chart.mark not in ("columns", "bars"):
            continue
        bars = [
            float(bar["width"])
            for bar in figure.select("svg.pr-narrow rect.bar, svg.pr-narrow rect.bar-hatched")
        ]
        frame = chart.frame[chart.frame["value"].notna()]
        if "scale_end" in frame:
            frame = frame[frame["scale_end"].notna()]
            ends = frame["scale_end"]
        else:
            ends = frame["value"] * 0 + frame["value"].abs().max()
        assert len(bars) == len(frame)
        longest = max(bars)
        for bar, value, end in zip(bars, frame["value"], ends, strict=True):
            assert bar == pytest.approx(max(1, longest * abs(value) / end), abs=0.2)


def test_no_column_of_a_table_is_empty_by_mistake(charts):
    may_be_empty = {"margin", "sample", "counted", "status", "as_of"}
    for chart in charts.values():
        for column in chart.columns:
            if column.key in may_be_empty:
                continue
            for code in LANGUAGES:
                pair = f"{column.key}_{code}"
                key = pair if pair in chart.frame else column.key
                assert chart.frame[key].notna().any(), (chart.chart_id, key)


def test_the_date_of_a_chart_covers_its_values(charts):
    skills = charts["skills-rose"].dated(language("en"))
    assert "August 2020" in skills
    assert "August 2024" in skills


def test_every_kind_of_picture_is_in_use(charts):
    from publicrecord.charts.svg import RENDERERS

    assert {chart.mark for chart in charts.values()} == set(RENDERERS)


def test_marks_that_a_headline_does_not_speak_of_are_in_the_context(site, charts):
    for chart_id, figure in figures(site, "en").items():
        chart = charts[chart_id]
        if chart.mark not in ("bars", "dots", "range"):
            continue
        for layout in ("wide", "narrow"):
            marks = figure.select(f"svg.pr-{layout} .mark")
            said = ["context" in mark["class"] for mark in marks]
            assert said == [chart.in_context(row) for row in chart.rows], chart_id
    java = charts["recipients-by-province-gross"]
    subjects = [row["province_code"] for row in java.rows if not java.in_context(row)]
    assert sorted(subjects) == ["31", "32", "33", "34", "35", "36"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_columns_of_a_panel_share_a_scale_and_its_peak_is_printed(site, charts, code):
    figure, chart = figures(site, code)["island-groups-by-year"], charts["island-groups-by-year"]
    peaks = chart.frame.groupby("island_group")["value"].transform("max")
    for layout in ("wide", "narrow"):
        picture = figure.select_one(f"svg.pr-{layout}")
        tall = [float(bar["height"]) for bar in picture.select("g > rect")]
        for height, value, peak in zip(tall, chart.values, peaks, strict=True):
            assert height == pytest.approx(max(1, max(tall) * value / peak), abs=0.2)
        printed = [text.get_text(strip=True) for text in picture.select("text.value")]
        assert printed == [language(code).number(peak) for peak in dict.fromkeys(peaks)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_parts_of_a_stacked_bar_are_as_wide_as_their_values(site, charts, code):
    figure, chart = figures(site, code)["opinions"], charts["opinions"]
    for layout in ("wide", "narrow"):
        parts = figure.select(f"svg.pr-{layout} g > rect")
        scale = float(parts[0]["width"]) / chart.frame["value"].iloc[0]
        for part, value in zip(parts, chart.frame["value"], strict=True):
            assert float(part["width"]) == pytest.approx(max(1, scale * value), abs=0.3)
        for left, right in pairwise(parts[:4]):
            end = float(left["x"]) + float(left["width"])
            assert float(right["x"]) == pytest.approx(end, abs=0.2)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_year_that_is_not_over_is_hatched(site, charts, code):
    for chart_id in ("recipients-by-year-gross", "island-groups-by-year"):
        figure, chart = figures(site, code)[chart_id], charts[chart_id]
        for layout in ("wide", "narrow"):
            rects = figure.select(f"svg.pr-{layout} g > rect")
            hatched = ["bar-hatched" in rect["class"] for rect in rects]
            unfinished = [series == "partial" for series in chart.frame["series"]]
            assert hatched == unfinished
            assert any(hatched)
        assert figure.select(".pr-legend .partial")


def test_the_end_of_social_assistance_stands_between_its_years(site, charts):
    figure = figures(site, "id")["recipients-by-year-gross"]
    event = figure.select_one("svg.pr-wide .event line")
    columns = figure.select("svg.pr-wide g > rect")
    last, first = columns[2], columns[3]  # 2022 and 2023
    assert float(last["x"]) + float(last["width"]) < float(event["x1"]) < float(first["x"])
    assert "2023" in figure.select_one("svg.pr-wide .event").get_text()
    lying = figure.select_one("svg.pr-narrow .event line")
    rows = figure.select("svg.pr-narrow g > rect")
    assert float(rows[2]["y"]) < float(lying["y1"]) < float(rows[3]["y"])


def test_points_that_are_not_exact_are_hollow(site, charts):
    figure, chart = figures(site, "en")["recipients-since-start"], charts["recipients-since-start"]
    hollow = ["dot-start" in dot["class"] for dot in figure.select("svg.pr-wide .mark circle")]
    assert hollow == list(chart.frame["status"] != "published")


def test_the_area_of_a_dot_is_its_number(site, charts):
    figure, chart = figures(site, "id")["recipients-by-regency"], charts["recipients-by-regency"]
    dots = figure.select("svg.pr-wide circle.place")
    assert len(dots) == 514
    largest, peak = float(dots[0]["r"]), chart.frame["value"].max()
    for dot, value in zip(dots, chart.frame["value"], strict=True):
        assert float(dot["r"]) == pytest.approx(
            max(1.5, largest * (value / peak) ** 0.5), abs=0.051
        )
    sizes = figure.select("svg.pr-wide .sizes circle")
    keys = figure.select("svg.pr-wide .sizes text")
    for size, key in zip(sizes, keys, strict=True):
        number = float(key.get_text(strip=True).replace(".", ""))
        assert float(size["r"]) == pytest.approx(largest * (number / peak) ** 0.5, abs=0.051)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_colour_of_a_dot_is_the_class_that_names_its_rate(site, charts, code):
    figure, chart = figures(site, code)["recipients-by-regency"], charts["recipients-by-regency"]
    shades = [
        int(dot["class"][1].removeprefix("shade-"))
        for dot in figure.select("svg.pr-wide circle.place")
    ]
    names = [text.get_text(strip=True) for text in figure.select("svg.pr-wide rect + text")]
    assert set(shades) == set(range(1, len(names) + 1))
    plain = [name.replace(",", ".") for name in names]
    for rate, shade in zip(chart.frame["per_1000"], shades, strict=True):
        low, _, high = plain[shade - 1].strip("<≥ ").partition("–")
        if plain[shade - 1].startswith("<"):
            assert rate < float(low)
        else:
            assert float(low) <= rate <= float(high or rate)


def test_the_other_dots_of_one_size_are_a_switch_without_a_script(site):
    figure = figures(site, "id")["recipients-by-regency"]
    radios = figure.select("input[type=radio]")
    assert len({radio["name"] for radio in radios}) == 1
    assert ["checked" in radio.attrs for radio in radios] == [True, False]
    for radio in radios:
        assert figure.select_one(f"label[for={radio['id']}]").get_text(strip=True)


def test_the_table_of_the_map_names_its_dots_in_their_order_with_links(site, charts):
    page, chart = site / "en/charts/recipients-by-regency", charts["recipients-by-regency"]
    figure = article(page / "index.html").select_one("figure.pr-chart")
    links = figure.select("tbody th a")
    assert [words(link) for link in links] == list(chart.frame["label_en"])
    assert len(figure.select("svg.pr-wide circle.place")) == len(links)
    for link in links:
        assert (page / str(link["href"]) / "index.html").is_file()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_curve_ends_where_everything_is_counted(site, charts, code):
    figure, chart = figures(site, code)["concentration"], charts["concentration"]
    points = figure.select_one("svg.pr-wide polyline")["points"].split()
    start, end = ([float(n) for n in point.split(",")] for point in (points[0], points[-1]))
    assert chart.frame[["along", "value"]].iloc[-1].tolist() == [100, 100]
    assert end[0] - start[0] == pytest.approx(start[1] - end[1], abs=0.2)  # a square
    assert (chart.frame["value"] <= chart.frame["along"]).all()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_line_keeps_the_time_between_its_points(site, charts, code):
    from datetime import date

    figure, chart = figures(site, code)["registrations"], charts["registrations"]
    days = [date.fromisoformat(day).toordinal() for day in chart.frame["as_of"]]
    dots = [float(dot["cx"]) for dot in figure.select("svg.pr-wide .mark circle")]
    scale = (dots[-1] - dots[0]) / (days[-1] - days[0])
    for day, x in zip(days, dots, strict=True):
        assert x == pytest.approx(dots[0] + scale * (day - days[0]), abs=0.2)


def test_gross_and_net_are_never_in_one_chart(charts, record):
    basis = record.table("measures").set_index("measure_id")["basis"]
    for chart in charts.values():
        assert not {"gross", "net"} <= {basis[measure] for measure in chart.measure_ids}


def test_no_unfit_value_reaches_a_chart(charts):
    for chart in charts.values():
        assert not chart.frame["status"].eq("unfit").any()


@pytest.mark.parametrize("code", LANGUAGES)
def test_headlines_follow_the_numbers(record, claims, dates, code):
    lang = language(code)
    changed = claims.copy()
    peak = changed["figure_id"] == "programme/recipients_gross/2020/1-11"
    changed.loc[peak, "value"] = 7_000_000
    before = all_charts(PROGRAMME.charts, record, claims, dates)["recipients-by-year-gross"]
    after = all_charts(PROGRAMME.charts, record, changed, dates)["recipients-by-year-gross"]
    assert "2021" in before.headline(lang)
    assert "2020" in after.headline(lang)
    assert lang.number(7_000_000) in after.headline(lang)
    assert lang.number(7_000_000) in after.alt(lang)


def test_texts_that_a_spreadsheet_would_run_are_made_inert():
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
        assert inert(text) == f"'{text}"
    assert inert("Jawa Barat") == "Jawa Barat"
    assert plain_number(-5.0) == "-5"
    assert plain_number(88.92) == "88.92"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_not_known_looks_different_from_zero(site, code):
    waves = figures(site, code)["recipients-by-wave"]
    text = words(waves)
    unknown, unpublished = {
        "id": ("tidak diketahui", "tidak diterbitkan"),
        "en": ("not known", "not published"),
    }[code]
    assert unknown in text
    assert unpublished in text
    assert waves.select("line.gap")
