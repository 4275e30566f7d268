"""What plotly says itself, in a language of the site: its tools, hints, months and numbers."""

from __future__ import annotations

from typing import Any

from publicrecord.language import N_, Language

WORDS = (
    N_("Double-click on legend to isolate one trace"),
    N_("Double-click to zoom back out"),
    N_("Download plot"),
    N_("Download plot as a PNG"),
    N_("Image download succeeded"),
    N_("Pan"),
    N_("Preparing image - this may take a few seconds"),
    N_("Reset axes"),
    N_("Sorry, there was a problem downloading your image!"),
    N_("Zoom"),
    N_("Zoom in"),
    N_("Zoom out"),
    N_("trace"),
)
"""Every text of plotly that its pictures, hints and the tools of draw.js can show."""
WEEK = (6, 0, 1, 2, 3, 4, 5)  # plotly's weeks begin with Sunday, Babel's with Monday


def plotly_locale(language: Language) -> dict[str, Any]:
    """A locale as Plotly.register takes it, with every key, since that of English replaces
    plotly's own."""
    locale, context = language.locale, "stand-alone"
    months, days = locale.months[context], locale.days[context]
    separators = language.separators
    return {
        "moduleType": "locale",
        "name": language.code,
        "dictionary": {word: language.gettext(word) for word in WORDS},
        "format": {
            "months": [months["wide"][at] for at in range(1, 13)],
            "shortMonths": [months["abbreviated"][at] for at in range(1, 13)],
            "days": [days["wide"][at] for at in WEEK],
            "shortDays": [days["abbreviated"][at] for at in WEEK],
            "periods": ["AM", "PM"],
            "dateTime": "%-d %b %Y %H:%M:%S",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "decimal": separators[0],
            "thousands": separators[1],
            "grouping": [3],
            "currency": ["", ""],
            "year": "%Y",
            "month": "%b %Y",
            "dayMonth": "%-d %b",
            "dayMonthYear": "%-d %b %Y",
        },
    }
