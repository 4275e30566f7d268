"""The interactive figure of every chart says what its picture and table say."""

from __future__ import annotations

import html
import json
import re

import pytest
from scratch import ROOT, language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.drawing import STATUS_WORDS
from publicrecord.charts.interactive import plotly_figure
from publicrecord.charts.plotly_locale import WORDS, plotly_locale
from publicrecord.charts.slots import is_lying

BUNDLE = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"


@pytest.fixture(scope="module", params=["id", "en"])
def drawn(request, record, claims, dates):
    """Every chart with its figure as the download has it, in one language."""
    lang = language(request.param)
    charts = all_charts(PROGRAMME.charts, record, claims, dates)
    return lang, [
        (chart, json.loads(plotly_figure(chart, lang, lambda row: row["source_id"]).to_json()))
        for chart in charts.values()
    ]


def said(text: str) -> str:
    """A text of plotly as people read it."""
    return html.unescape(text.replace("<br>", " "))


def marks(drawing) -> dict[int, list]:
    """The marks of a figure by the row of the frame; those of where a range begins left out."""
    return {
        data[3]: [trace, at, *data]
        for trace in drawing["data"]
        if trace.get("meta") != "start"
        for at, data in enumerate(trace.get("customdata", []))
    }


def test_every_row_is_a_mark_with_its_value_its_label_and_its_source(drawn):
    language, charts = drawn
    for chart, drawing in charts:
        found = marks(drawing)
        assert sorted(found) == [*range(len(chart.rows))], chart.chart_id
        for number, row in enumerate(chart.rows):
            trace, at, words, details, value, _row = found[number]
            assert value == (None if row["value"] == "" else row["value"]), chart.chart_id
            assert row["source_id"] in details.replace("<br>", "")
            label = language.date(row["as_of"]) if "as_of" in trace else language.of(row, "label")
            name = said(trace["hovertext"][at])
            assert label in name or language.date(row["as_of"]) in name, chart.chart_id
            if value is None:
                assert words == language.gettext(STATUS_WORDS[row["status"]])
                assert words == trace["name"]
            elif chart.mark != "categories":
                assert words == language.number(value)


def test_a_mark_is_drawn_as_long_as_its_value(drawn):
    _language, charts = drawn
    for chart, drawing in charts:
        axis = "x" if is_lying(chart.mark) else "y"
        for trace, at, _words, _details, value, _row in marks(drawing).values():
            shown = trace["marker"]["size"] if chart.mark == "map" else trace[axis]
            assert shown[at] == (value or 0), chart.chart_id


def test_nothing_of_the_picture_is_lost(drawn):
    """Series, marks without a value, headings, margins, events, and where ranges begin."""
    language, charts = drawn
    seen = dict.fromkeys(("legend", "missing", "group", "margin", "event", "start"), 0)
    for chart, drawing in charts:
        layout, traces = drawing["layout"], drawing["data"]
        names = [said(trace.get("name", "")) for trace in traces if trace["showlegend"]]
        used = {row.get("series") for row in chart.rows if row["value"] != ""}
        for series, text in chart.legend:
            if series in used | {"dot", "hollow"}:
                seen["legend"] += 1
                assert language.gettext(text) in names, chart.chart_id
        ticks = [said(text) for text in layout["yaxis"].get("ticktext", [])]
        for row in chart.rows:
            seen["missing"] += row["value"] == ""
            heading = row.get(f"group_{language.code}")
            if heading and is_lying(chart.mark):
                seen["group"] += 1
                assert f"{' '.join(heading.split())}:" in ticks, chart.chart_id
        margins = sum(row.get("margin", "") != "" for row in chart.rows)
        bars = [bar for trace in traces for bar in trace.get("error_x", {}).get("array", [])]
        assert sum(bar > 0 for bar in bars) == margins, chart.chart_id
        seen["margin"] += margins
        notes = [said(note["text"]) for note in layout.get("annotations", [])]
        for event in chart.events:
            seen["event"] += 1
            assert event.text(language) in notes, chart.chart_id
        starts = [row["start"] for row in chart.rows if row.get("start", "") != ""]
        begun = [
            data[2] for trace in traces if trace.get("meta") == "start"
            for data in trace["customdata"]
        ]  # fmt: skip
        assert begun == starts, chart.chart_id
        seen["start"] += len(starts)
    assert all(seen.values()), seen


def test_every_series_has_a_name_and_numbers_are_words(drawn):
    """To an Indonesian 6M is six thousand million."""
    language, charts = drawn
    lettered = re.compile(r"(?<![\w.,])[\d.,]+\s?[kKMGBTPµm]\b")
    for chart, drawing in charts:
        layout = drawing["layout"]
        texts = [text for axis in ("xaxis", "yaxis") for text in layout[axis].get("ticktext", [])]
        texts += [data[0] for _trace, _at, *data in marks(drawing).values()]
        assert not [text for text in texts if lettered.search(text)], chart.chart_id
        assert all(trace["name"] for trace in drawing["data"] if "customdata" in trace)
        assert layout["separators"] == language.separators


def test_texts_are_no_markup(drawn):
    """Plotly takes texts for HTML; the page's policy forbids the styles that it would set."""
    _language, charts = drawn
    for chart, drawing in charts:
        text = json.dumps([drawing["data"], drawing["layout"].get("annotations")])
        assert set(re.findall(r"<(?!extra|/extra)[^>]*>", text)) <= {"<br>"}, chart.chart_id


def test_the_words_of_plotly_are_those_of_its_bundle():
    """A new version of plotly that says something else needs a new translation."""
    bundle = BUNDLE.read_text(encoding="utf-8")
    assert [word for word in WORDS if f'"{word}"' not in bundle] == []


def test_plotly_speaks_the_language_of_the_page():
    locale = plotly_locale(language("id"))
    assert not [text for word, text in locale["dictionary"].items() if text == word]
    assert locale["format"]["months"][4] == "Mei"
    assert locale["format"]["shortMonths"][7] == "Agu"
    assert locale["format"]["days"][0] == "Minggu"
    assert (locale["format"]["decimal"], locale["format"]["thousands"]) == (",", ".")
    english = plotly_locale(language("en"))
    assert {*english["format"]} == {*locale["format"]}
