"""The page to compare places, and the rankings of all places in other orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Annotated, NamedTuple, Self

from prakerja.charts.official import official_span
from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.context.addresses import SHELL
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.indicators.origins import Origin, computed_with_bases
from publicrecord.language import N_, Language
from publicrecord.pages.comparison_files import FOLDER
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.record.package import Row
from publicrecord.site_map import Page

MOST = 5  # places side by side
COMPARE = "compare"
"""The template of the page, by which others link to it."""
ORDERS = {
    "number": (N_("by number"), {"id": "menurut-jumlah"}),
    "province": (N_("by province"), {"id": "menurut-provinsi"}),
}
"""The orders of the rankings beside that of the page, which is by rate: their names, and their
addresses where these are not `by-number` and the like."""
WORDS = {
    "choose": N_("Place"),
    "add": N_("Add"),
    "remove": N_("Remove {name}"),
    "empty": N_("Choose two to five places."),
    "full": N_("Five places are chosen; remove one to add another."),
    "failed": N_("A file did not load; the rankings below have every place."),
    "left_out": N_("Named in the address but not compared: {codes}."),
    "unknown": N_("not known"),
    "table": N_("The places side by side"),
    "per_1000": N_("Per 1,000 residents"),
    "value": N_("Recipients (gross)"),
    "rank": N_("Rank"),
    "residents": N_("Residents"),
    "download": N_("Download this comparison (CSV)"),
    "address": N_("The address of this page leads to exactly this comparison."),
}
"""What the script of the page says."""


class Ranked(NamedTuple):
    """A place in a ranking. around: the name of its province, empty for a province. value,
    per_1000, rank, rate_rank: None where they are not known."""

    code: str
    name: str
    href: str
    around: str
    value: float | None
    per_1000: float | None
    rank: int | None
    rate_rank: int | None


class Group(NamedTuple):
    """Places of a ranking that are listed together: those of a province, or all, without a name."""

    code: str
    name: str
    places: list[Ranked]


@dataclass(frozen=True)
class ComparePage:
    """What the template of the page to compare places may use."""

    regencies: Annotated[Group, "The regencies and cities, the highest rate first."]
    provinces: Annotated[Group, "The provinces, the highest rate first."]
    orders: Annotated[list[tuple[str, str]], "The rankings in other orders: name and address."]
    words: Annotated[dict[str, str], "What the script of the page says."]
    files: Annotated[str, "The address of the folder with a file for each place."]
    origin: Annotated[Origin | None, "Where the rates come from."]
    most: Annotated[int, "How many places can be compared at once."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        language, index = page_context.language, page_context.content.place_index
        provinces, regencies = (
            Group("", "", sorted(_ranked(page_context, level.name), key=_by_rate))
            for level in index.levels
        )
        return cls(
            regencies=regencies,
            provinces=provinces,
            orders=_orders(language, ""),
            words={key: language.gettext(text) for key, text in WORDS.items()},
            files=f"{page_context.to_site_root}{FOLDER}/places/",
            origin=_origin(page_context.content),
            most=MOST,
        )


@dataclass(frozen=True)
class RankingPage:
    """What the template of a ranking of all regencies and cities in another order may use."""

    groups: Annotated[list[Group], "The places: those of each province, or all as one group."]
    orders: Annotated[list[tuple[str, str]], "All orders: name and address."]
    origin: Annotated[Origin | None, "Where the rates come from."]


def compare_href(page_context: PageContext, codes: list[str]) -> str:
    """The address that compares these places."""
    return f"{page_context.page_links[COMPARE]}?p={','.join(codes)}"


def rankings(slugs: Mapping[str, str]) -> PageSet:
    """The set of rankings; slugs: the address of the page to compare places in each language."""
    return PageSet(
        "ranking",
        RankingPage,
        lambda language: f"{slugs[language.code]}/{SHELL}/",
        lambda _content: [*ORDERS],
        _filling,
    )


def _ranked(page_context: PageContext, level: str) -> list[Ranked]:
    """The places of a level that were counted, most recipients first."""
    index, language = page_context.content.place_index, page_context.language

    def ranked(row: Row) -> Ranked:
        code, around = row["code"], row["province_code"] if "rank_within" in row else ""
        value, rate, rank, rate_rank = (
            None if row[key] == "" else row[key]
            for key in ("value", "per_1000", "rank", "rate_rank")
        )
        return Ranked(
            code,
            place_name(index.place[code], language),
            page_context.place_href(code),
            place_name(index.place[around], language) if around else "",
            value,
            None if rate is None else round(rate, RATE_DECIMALS),
            rank,
            rate_rank,
        )

    return [ranked(row) for row in index.ranking[level]]


def _by_rate(place: Ranked) -> tuple[bool, int, str]:
    return place.rate_rank is None, place.rate_rank or 0, place.code


def _origin(content: SiteContext) -> Origin | None:
    """Where the rates of the regencies and cities come from, if any is known."""
    listed = content.place_index.ranking[content.place_index.levels[1].name]
    known = [row for row in listed if row["per_1000"] != ""]
    return computed_with_bases(known) if known else None


def _slug(language: Language, order: str) -> str:
    return ORDERS[order][1].get(language.code, f"by-{order}")


def _orders(language: Language, up: str) -> list[tuple[str, str]]:
    """All orders with their addresses; up: the way to the page to compare places, or empty on that
    page itself, which has the first order."""
    first = language.gettext("by rate"), up
    others = [
        (language.gettext(name), f"{up}{_slug(language, order)}/")
        for order, (name, _slugs) in ORDERS.items()
    ]
    return [first, *others] if up else others


def _address(language: Language, content: SiteContext, order: str) -> str:
    """The address of a ranking below the root of its language."""
    home = content.site_map.page[COMPARE].slugs[language.code]
    return f"{home}/{_slug(language, order)}/"


def _filling(content: SiteContext, language: Language, order: str) -> Filling:
    """The ranking of all regencies and cities in an order."""
    address = partial(_address, content=content, order=order)
    page_context = PageContext(content, language, language.folder + address(language))
    level = content.place_index.levels[1]
    title = language.gettext("All {places} {order}").format(
        places=language.levels[level.table], order=language.gettext(ORDERS[order][0])
    )
    about = language.gettext(
        "{title}: recipients of Kartu Prakerja (gross) and their rate, {first} to {last}."
    ).format(title=title, **official_span(content.scope, language))
    places = _ranked(page_context, level.name)
    groups = _by_province(places, content) if order == "province" else [Group("", "", places)]
    page = RankingPage(groups, _orders(language, "../"), _origin(content))
    return Filling(address, title, about, page)


def _by_province(places: list[Ranked], content: SiteContext) -> list[Group]:
    """The places of each province, the highest rate first; the provinces by their names."""
    listed = sorted(places, key=lambda place: (place.around, *_by_rate(place)))
    grouped = [(name, [*found]) for name, found in groupby(listed, lambda place: place.around)]
    totals = content.place_index.totals
    return [Group(totals[found[0].code]["province_code"], name, found) for name, found in grouped]
