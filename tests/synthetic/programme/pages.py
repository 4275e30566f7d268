"""The pages of the SYNTHETIC site, and its set of pages of places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from publicrecord.charts.chart import said
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.language import N_, Language
from publicrecord.pages.page_set import SHELL, Filling, PageSet
from publicrecord.record.package import Row
from publicrecord.site_map import Page, about

ABOUT = about(N_("A page of a made-up site, for tests of the engine."))
COVERS = about(
    N_("A made-up site on {waves} waves of {first_year} to {last_year}, for tests of the engine.")
)
PAGES = (
    Page("home", {"ms": "", "en": "", "fr": ""}, said(N_("Home")), COVERS, "synthetic-waves", True),
    Page(
        "places",
        {"ms": "kawasan", "en": "regions", "fr": "regions"},
        said(N_("Places")),
        ABOUT,
        "synthetic-places",
        True,
    ),
    Page(
        "data",
        {"ms": "himpunan-data", "en": "data", "fr": "donnees"},
        said(N_("Data")),
        ABOUT,
        "synthetic-waves",
    ),
    Page(
        "method",
        {"ms": "kaedah", "en": "method", "fr": "methode"},
        said(N_("Method")),
        ABOUT,
        "synthetic-answers",
    ),
    Page(
        "sources",
        {"ms": "sumber", "en": "sources", "fr": "sources"},
        said(N_("Sources")),
        ABOUT,
        "synthetic-waves",
    ),
    Page(
        "changes",
        {"ms": "perubahan", "en": "changes", "fr": "changements"},
        said(N_("Changes")),
        ABOUT,
        "synthetic-waves",
    ),
    Page(
        "search",
        {"ms": "cari", "en": "search", "fr": "recherche"},
        said(N_("Search")),
        ABOUT,
        loads=True,
    ),
)


@dataclass(frozen=True)
class SyntheticPlace:
    """What the template of a place's page may use."""

    row: Annotated[Row, "The place, as the engine counts it."]
    name: Annotated[str, "What it is called."]
    years: Annotated[list[Row], "Its count of each year."]
    claims: Annotated[list[Row], "What others printed of it."]


def _codes(content: SiteContext, level: str) -> list[str]:
    return [row["code"] for row in content.place_index.ranking[level]]


def _place(content: SiteContext, language: Language, code: str) -> Filling:
    index = content.place_index
    row = index.totals[code]
    name = place_name(row, language)
    about = language.gettext("{name}, a made-up place.").format(name=name)
    context = SyntheticPlace(row, name, index.years[code], index.said.get(code, []))
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
