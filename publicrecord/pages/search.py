"""The search page, and the index of places: their names, and where each leads.

The index is loaded when somebody begins to search and must stay small: districts are names under
their regency, and addresses are put together from parts. What else can be found is in another
(search_texts.py).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Self

from publicrecord.context.addresses import table_address
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.json_text import json_text
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.page_context import PageContext
from publicrecord.record.figure_tables import key_part
from publicrecord.record.package import Row, without_point
from publicrecord.site_map import Page

Link = tuple[str, str]
"""A name and an address."""


@dataclass(frozen=True)
class SearchPage:
    """What the template of the search page may use."""

    places: Annotated[
        list[tuple[Link, list[Link]]],
        "Name and address of each place of the upper level, and of those in it.",
    ]
    ended: Annotated[
        list[tuple[str, str, str]], "Name, address and last day of each place that has ended."
    ]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        place_index, language = page_context.content.place_index, page_context.language
        city = page_context.record.settings.city

        def link(name: str, code: str) -> Link:
            return name, page_context.place_href(code)

        upper = place_index.levels[0]
        listed = sorted(place_index.places[upper.name], key=lambda row: row["code"])
        until = {code: history.until for code, history in place_index.history.items()}
        provinces = [row for row in listed if not until[row["code"]]]
        every = [row for level in place_index.levels for row in place_index.places[level.name]]
        return cls(
            places=[
                (
                    link(place_name(province, language), province["code"]),
                    [
                        link(_short_name(row, city), row["code"])
                        for row in sorted(
                            place_index.current_members.get(province["code"], []),
                            key=lambda row: row["name_short"].lower(),
                        )
                    ],
                )
                for province in provinces
            ],
            ended=[
                (*link(place_name(row, language), row["code"]), until[row["code"]])
                for row in sorted(every, key=lambda row: str(row["name"]).lower())
                if until[row["code"]]
            ],
        )


def _short_name(regency: Row, city: str) -> str:
    """A regency or city in a list of its province: only cities say so. city: their type."""
    name = str(regency["name_short"])
    return f"{city.capitalize()} {name}" if regency["type"] == city else name


def write_finder(content: SiteContext, language: Language, folder: Path) -> None:
    """Write finder.json of one language to `folder`."""
    text = json_text(index(content, language))
    new_file(folder / "finder.json").write_text(text + "\n", encoding="utf-8")


def index(content: SiteContext, language: Language) -> dict[str, Any]:
    """The places that can be found, those with most recipients first.

    home: the folder of places. levels: the names of the levels of places. kinds, spellings,
    optional, code_words: as of geography.Finder. upper: of each place [name, slug, other names].
    lower: [name, slug, number of the upper place, other names, names of what lies in it]; names in
    one text are separated by |; of a slug only how it differs from the name. codes: the official
    code of each of upper and lower. counted: what places are ranked by, with its number for each of
    upper and lower, as the difference to the one before it, or null.
    """
    geography, place_index = content.record.settings.geography, content.place_index
    totals, measure = place_index.totals, content.record.settings.place_counts.measure_id
    upper, lower = (
        _differences(
            [
                without_point(totals[row["code"]]["value"]) if row["code"] in totals else None
                for row in place_index.places[level.name]
            ]
        )
        for level in place_index.levels
    )
    name = content.names.measure(measure, language)
    places = [place_index.places[level.name] for level in place_index.levels]
    codes = [[row["code"] for row in listed] for listed in places]
    return {
        "home": language.addresses["regions"],
        "levels": [level.name for level in geography.levels],
        **asdict(geography.finder),
        **_places(content, language),
        "codes": {"upper": codes[0], "lower": codes[1]},
        "counted": {"name": name, "upper": upper, "lower": lower},
    }


def _differences(numbers: list[float | None]) -> list[float | None]:
    """Each number as the difference to the one before it, which is short for numbers in order."""
    known = [number for number in numbers if number is not None]
    steps = iter([number - before for before, number in pairwise([0, *known])])
    return [None if number is None else next(steps) for number in numbers]


def _places(content: SiteContext, language: Language) -> dict[str, list[list[Any]]]:
    """The places of the upper level, and those of the lower."""
    place_index = content.place_index
    upper, lower = place_index.levels
    numbers = {row["code"]: i for i, row in enumerate(place_index.places[upper.name])}

    def slug(code: str) -> str:
        return place_index.addresses.path(code, language.code).rstrip("/").split("/")[-1]

    def others(row: Row) -> str:
        own, languages = place_name(row, language), content.record.settings.languages
        translated = [place_name(row, other) for other in languages]
        known = dict.fromkeys([*place_index.other_names.get(row["code"], []), *translated])
        return "|".join(name for name in known if name != own)

    def within(code: str) -> str:
        return "|".join(district["name"] for district in place_index.districts.get(code, []))

    return {
        "upper": [
            [place_name(row, language), slug(row["code"]), others(row)]
            for row in place_index.places[upper.name]
        ],
        "lower": [
            [
                row["name"],
                _beside(row["name"], slug(row["code"])),
                numbers[place_index.province_of[row["code"]]],
                others(row),
                within(row["code"]),
            ]
            for row in place_index.places[lower.name]
        ],
    }


def _beside(name: str, slug: str) -> str:
    """How a slug differs from a name: not at all, without its first word (-), or all of it."""
    own = key_part(name)
    return {own: "", own.partition("-")[2]: "-"}.get(slug, slug)


def pages(content: SiteContext, language: Language) -> list[list[str]]:
    """The title and the address of each page, chart and table."""
    pages = [(page.title(language), page.slugs[language.code]) for page in content.site_map.pages]
    charts = [
        (chart.headline(language), chart.address(language).rstrip("/"))
        for chart in content.charts.values()
    ]
    tables = [
        (
            language.described(resource, "title"),
            table_address(resource["name"], language).rstrip("/"),
        )
        for resource in content.record.descriptor["resources"]
    ]
    return [[title, f"{address}/" if address else ""] for title, address in pages + charts + tables]
