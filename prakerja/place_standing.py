"""The standing of a place: its rate beside those of its province, the country and other places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from prakerja.charts.official import official_span
from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.charts.ranking import compare_rates
from publicrecord.charts.strip import StripLine, strip
from publicrecord.context.place_index import place_name
from publicrecord.indicators.origins import Origin, computed_with_bases
from publicrecord.indicators.place_counts import RATE
from publicrecord.language import N_, Language
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.templates import environment
from publicrecord.record.package import Row

KINDS = ("within", "whole")  # of what a place is compared with: its province, the country
COMPARED = {
    1: N_("more than in {place} ({rate})"),
    0: N_("about as many as in {place} ({rate})"),
    -1: N_("fewer than in {place} ({rate})"),
}
"""What is said of the rate of a place beside that of another, by compare_rates."""
DESCRIPTION = N_("A dot for each of {count} places, from {least} to {most} per 1,000. {listed}.")


class Beside(NamedTuple):
    """A rate beside others. name, short: of the place in a sentence and in a picture. href: of its
    page, if it has one. row: as of PlaceIndex.totals or nation. kind: of the line in the strip."""

    name: str
    short: str
    href: str
    row: Row
    kind: str

    @property
    def rate(self) -> float:
        """The rate as it is printed."""
        return round(float(self.row["per_1000"]), RATE_DECIMALS)

    @property
    def origin(self) -> Origin:
        """Where the rate comes from."""
        return computed_with_bases([self.row])


class OtherRate(NamedTuple):
    """The rate of a province by another base than residents. base: the measure. people: of the
    base. rate, national: per 1,000 people of it. origin: where the rates come from."""

    base: str
    people: float
    as_of: str
    rate: float
    national: float | None
    origin: Origin


class YearOfRates(NamedTuple):
    """A year of a place. value: None where it was not counted. rates: of the places of
    Standing.beside, in their order; None where one is not known."""

    period: str
    value: float | None
    rates: list[float | None]


@dataclass(frozen=True)
class Standing:
    """The rate of a place beside others. finding: how it compares, as a sentence. beside: the
    place, its province and the country, those of which a rate is known. strip: the picture of all
    places of its level. strip_title: what it shows. origin: where the rates come from."""

    finding: str
    beside: list[Beside]
    strip: Markup
    strip_title: str
    origin: Origin


def standing_of(page_context: PageContext, code: str, level: str) -> Standing | None:
    """The standing of a place; None if its rate is not known. level: of the place, by its name."""
    beside = _beside(page_context, code)
    if not beside or beside[0].kind != "here":
        return None
    content, language = page_context.content, page_context.language
    rates = content.place_index.rates_of[level]
    title = language.gettext("Recipients (gross) per 1,000 residents of {count} {places}").format(
        count=len(rates), places=_places(page_context, level)
    )
    named = (f"{one.name}: {_number(one.rate, language)}" for one in beside)
    description = language.gettext(DESCRIPTION).format(
        count=len(rates),
        least=_number(min(rates), language),
        most=_number(max(rates), language),
        listed="; ".join(named),
    )
    picture = strip(
        environment(content.record.settings, language),
        rates,
        [StripLine(one.short, float(one.row["per_1000"]), one.kind) for one in beside],
        language,
        level=level,
        to_site_root=page_context.to_site_root,
        title=title,
        description=description,
    )
    origin = computed_with_bases([one.row for one in beside])
    return Standing(_finding(beside, page_context), beside, picture, title, origin)


def _places(page_context: PageContext, level: str) -> str:
    """What the places of a level are called."""
    table = next(one.table for one in page_context.content.place_index.levels if one.name == level)
    return page_context.language.levels[table]


def _beside(page_context: PageContext, code: str) -> list[Beside]:
    """The place, its province at the count, and the country, as far as their rates are known."""
    index, language = page_context.content.place_index, page_context.language
    row, nation = index.place[code], index.nation
    around = row["province_code"] if "rank_within" in row else ""
    found = []
    for kind, place in (("here", code), ("within", around)):
        listed = index.totals.get(place)
        if listed and listed["per_1000"] != "":
            named = index.place[place]
            short = named["name_short"] if kind == "here" and around else ""
            name = place_name(named, language)
            found.append(Beside(name, short or name, page_context.place_href(place), listed, kind))
    if nation and nation["per_1000"] != "":
        name = page_context.record.settings.country
        found.append(Beside(name, name, "", nation, "whole"))
    return found


def _finding(beside: list[Beside], page_context: PageContext) -> str:
    """The rate of a place, and whether it is above or below those beside it."""
    language, (here, *others) = page_context.language, beside
    compared = [
        language.gettext(COMPARED[compare_rates(here.row, other.row)]).format(
            place=other.name, rate=_number(other.rate, language)
        )
        for other in others
    ]
    words = {
        "name": here.name,
        "rate": _number(here.rate, language),
        **official_span(page_context.content.scope, language),
    }
    if not compared:
        text = language.gettext(
            "{name} had {rate} recipients of Kartu Prakerja (gross) per 1,000 residents from "
            "{first} to {last}."
        )
        return text.format(**words)
    text = language.gettext(
        "{name} had {rate} recipients of Kartu Prakerja (gross) per 1,000 residents from {first} "
        "to {last}, {compared}."
    )
    return text.format(compared=language.listed(compared), **words)


def years_of_rates(
    page_context: PageContext, years: list[Row], beside: list[Beside]
) -> list[YearOfRates]:
    """The years of a place, as in PlaceIndex.years with gaps filled, beside the rates of others."""
    index = page_context.content.place_index
    known = {
        one.kind: {row["period"]: row["per_1000"] for row in index.years[one.row["code"]]}
        for one in beside
    }
    return [
        YearOfRates(
            year["period"],
            None if year["value"] == "" else year["value"],
            [_known(known[one.kind].get(year["period"])) for one in beside],
        )
        for year in years
    ]


def other_rates(page_context: PageContext, row: Row) -> list[OtherRate]:
    """The rates of a province by the other bases that the record has (settings: more_bases), with
    that of the country. row: as of PlaceIndex.totals."""
    index = page_context.content.place_index
    found = []
    for base, people in index.other_bases.items():
        own, nation = people.get(row["code"]), people.get(index.nation["code"])
        if own is None:
            continue
        beside = [{**row, **own}, *([{**index.nation, **nation}] if nation else [])]
        rates = [round(one["value"] / one["base"] * RATE, RATE_DECIMALS) for one in beside]
        found.append(
            OtherRate(
                base,
                own["base"],
                own["base_as_of"],
                rates[0],
                rates[1] if nation else None,
                computed_with_bases(beside),
            )
        )
    return found


def _known(rate: float | str | None) -> float | None:
    """A rate as it is printed; None if it is not known."""
    return None if rate is None or rate == "" else round(float(rate), RATE_DECIMALS)


def _number(rate: float, language: Language) -> str:
    return language.number(round(rate, RATE_DECIMALS), RATE_DECIMALS)
