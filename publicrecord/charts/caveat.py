"""A caveat beside values whose source also gives a value that is unfit for showing."""

from __future__ import annotations

from dataclasses import replace

from publicrecord.charts.chart import Chart
from publicrecord.indicators.naming import FigureNames
from publicrecord.language import N_, Language, Text
from publicrecord.record.package import Row, rows

FEW = 3  # so many values are named; more are told by their source
CAVEAT = N_(
    "Read {values} with care: the same source also gives {rejected} ({figure}), a value that we "
    "do not use."
)


def with_caveats(chart: Chart, unfit: dict[str, Row], names: FigureNames) -> Chart:
    """The chart with a note for each of its sources that also gives a value unfit for showing.

    unfit: for each such source a claim of it that is unfit.
    """
    known = chart.frame[chart.frame["value"].notna()]
    notes = [
        _note(rows(known[known["source_id"] == source]), claim, names)
        for source, claim in unfit.items()
        if (known["source_id"] == source).any()
    ]
    return replace(chart, notes=(*chart.notes, *notes)) if notes else chart


def caveat(shown: list[Row], unfit: Row, names: FigureNames, language: Language) -> str:
    """The caveat in words. shown: rows with the values shown. unfit: the claim rejected."""
    values = ", ".join(language.short(row["value"]) for row in shown[:FEW])
    return language.gettext(CAVEAT).format(
        values=values
        if len(shown) <= FEW
        else language.gettext("{values} and others").format(values=values),
        rejected=language.number(unfit["value"]),
        figure=names.figure(unfit, language),
    )


def _note(shown: list[Row], unfit: Row, names: FigureNames) -> Text:
    return lambda language: caveat(shown, unfit, names, language)
