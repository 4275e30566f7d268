"""The pages of the SYNTHETIC site, and its set of pages of places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from publicrecord.charts.chart import said
from publicrecord.context.addresses import SHELL
from publicrecord.context.place_history import PlaceHistory
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.language import N_, Language, Message
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.record.package import Row
from publicrecord.site_map import Page, about

ABOUT = about(N_("A page of a made-up site, for tests of the engine."))
COVERS = about(
    N_("A made-up site on {waves} waves of {first_year} to {last_year}, for tests of the engine.")
)


def _page(template: str, slugs: tuple[str, str, str], title: Message, **more: Any) -> Page:
    """A page with its addresses in Malay, English and French. more: the other fields of Page."""
    ms, en, fr = slugs
    return Page(
        template, {"ms": ms, "en": en, "fr": fr}, said(title), **{"description": ABOUT} | more
    )


PAGES = (
    _page("home", ("", "", ""), N_("Home"), description=COVERS, chart_id="synthetic-waves"),
    _page(
        "places",
        ("kawasan", "regions", "regions"),
        N_("Places"),
        chart_id="synthetic-places",
    ),
    _page("data", ("himpunan-data", "data", "donnees"), N_("Data"), chart_id="synthetic-waves"),
    _page(
        "explore",
        ("penjelajah", "explorer", "explorateur"),
        N_("Data explorer"),
        chart_id="synthetic-waves",
        loads_plotly=True,
    ),
    _page("method", ("kaedah", "method", "methode"), N_("Method"), chart_id="synthetic-answers"),
    _page("sources", ("sumber", "sources", "sources"), N_("Sources"), chart_id="synthetic-waves"),
    _page(
        "changes",
        ("perubahan", "changes", "changements"),
        N_("Changes"),
        chart_id="synthetic-waves",
    ),
    _page("search", ("cari", "search", "recherche"), N_("Search"), finder=True),
)


@dataclass(frozen=True)
class SyntheticPlace:
    """What the template of a place's page may use."""

    row: Annotated[Row, "The place, as the engine counts it."]
    counted: Annotated[bool, "Whether it is counted over all years."]
    name: Annotated[str, "What it is called."]
    history: Annotated[PlaceHistory, "What became of it."]
    years: Annotated[list[Row], "Its count of each year."]
    claims: Annotated[list[Row], "What others printed of it."]


def _codes(content: SiteContext, level: str) -> list[str]:
    return [row["code"] for row in content.place_index.places[level]]


def _place(content: SiteContext, language: Language, code: str) -> Filling:
    index = content.place_index
    row = index.place[code]
    name = place_name(row, language)
    about = language.gettext("{name}, a made-up place.").format(name=name)
    years, claims = index.years.get(code, []), index.said.get(code, [])
    context = SyntheticPlace(row, code in index.totals, name, index.history[code], years, claims)
    return Filling(partial(_address, content, code), name, about, context)


def _address(content: SiteContext, code: str, language: Language) -> str:
    return content.place_index.addresses.path(code, language.code)


def _shell(language: Language, below: str) -> str:
    return f"{language.addresses['regions']}/{below}"


PLACES = tuple(
    PageSet(
        "synthetic_place",
        SyntheticPlace,
        partial(_shell, below=below),
        partial(_codes, level=level),
        _place,
    )
    for level, below in (("state", f"{SHELL}/"), ("town", f"{SHELL}/{SHELL}/"))
)
