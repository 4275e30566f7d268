"""The pages of places: one for each province and each regency or city."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, NamedTuple

from markupsafe import Markup

from prakerja.charts.official import official_span
from prakerja.settings import SETTINGS
from publicrecord.charts.drawing import value_text
from publicrecord.charts.layouts.map import position, view_box
from publicrecord.charts.svg import small_bars
from publicrecord.context.place_history import PlaceHistory
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.history.changes import notes
from publicrecord.indicators.origins import Origin, computed_with_bases, printed
from publicrecord.language import Language
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import SHELL, Filling, PageSet
from publicrecord.pages.place_files import has_file, place_file
from publicrecord.pages.templates import environment
from publicrecord.record.package import Row

MAP = SETTINGS.geography.map
NEAR = 5  # places in the list of neighbours in the ranking
ASKED = ("recipients_net", "registrants")  # measures that readers ask for
SHELLS = {"province": f"{SHELL}/", "regency": f"{SHELL}/{SHELL}/"}


def with_gaps(years: list[Row]) -> list[Row]:
    """The counts of a place by year, and a row without a value for each year between them that was
    not counted."""
    found = {int(year["period"]): year for year in years}
    between = range(min(found), max(found) + 1) if found else ()
    return [
        found.get(year, {"period": str(year), "value": None, "status": "not_known"})
        for year in between
    ]


class Place(NamedTuple):
    """A place as the page of another lists it. value, rank: None where it was not counted.
    per_1000: None where that or its residents are not known. regencies: of a province, how many it
    had when they were counted. now_in: of a member that has moved since, its province today.
    counted_in: of one that came later, the province in which it was counted. is_new: whether it did
    not exist yet when places were counted."""

    code: str
    name: str
    href: str
    value: float | None = None
    rank: int | None = None
    per_1000: float | None = None
    regencies: int = 0
    now_in: str = ""
    counted_in: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class PlacePage:
    """What the template of a place's page may use."""

    row: Annotated[
        Row, "The place: its recipients, residents, rate, ranks and their sources, if counted."
    ]
    counted: Annotated[bool, "Whether its recipients of all years are in the record."]
    history: Annotated[PlaceHistory, "What became of the place."]
    level: Annotated[str, "`province` or `regency`."]
    name: Annotated[str, "What the place is called in a sentence."]
    province: Annotated[Place, "The province that it belongs to, or is."]
    counted_in: Annotated[Place, "The province that it belonged to when it was counted."]
    count: Annotated[int, "How many places of its level there are."]
    rate_origin: Annotated[Origin | None, "Where its rate comes from, if it is known."]
    years: Annotated[
        list[tuple[str, float | None]], "Each year with the recipients of the place, if known."
    ]
    years_title: Annotated[str, "What the picture and the table of years show."]
    years_origin: Annotated[Origin | None, "Where the numbers of the years come from, if any."]
    drawing: Annotated[Markup, "The picture of the years."]
    revised: Annotated[list[str], "Notes on revisions of its numbers."]
    misplaced: Annotated[Row | None, "The province that the official file prints, if another."]
    moved_here: Annotated[
        list[tuple[Place, Row]], "Places that the official file prints under another province."
    ]
    members: Annotated[list[Place], "The regencies and cities of a province."]
    counted_elsewhere: Annotated[
        list[str], "The provinces in which places of a province were counted that lie in it today."
    ]
    near: Annotated[list[Place], "The neighbours in the ranking, the place among them."]
    view_box: Annotated[str, "The frame of the map."]
    points: Annotated[list[tuple[float, float]], "Where its regencies and cities are on the map."]
    here: Annotated[tuple[float, float] | None, "Where a regency or city is on the map."]
    districts: Annotated[list[str], "The names of its districts (kecamatan)."]
    counted_districts: Annotated[list[str], "Those of which the record has a count."]
    said: Annotated[list[Row], "Claims on the place from other sources."]
    single_wave: Annotated[bool, "Whether a count of the place in a single wave is known."]
    explained: Annotated[list[Row], "Rows of comparisons.csv that concern the place."]
    unknown: Annotated[list[str], "Measures that nobody published of the place."]
    other_names: Annotated[list[str], "Its other names."]
    download: Annotated[str, "The address of the CSV of its province, if that was counted."]
    citation: Annotated[str, "A sentence to cite its number, if it has one."]
    report: Annotated[str, "The address of the form to report an error, or empty."]


def _shell(language: Language, below: str) -> str:
    """The address of the empty page of a level."""
    return f"{language.addresses['regions']}/{below}"


def _codes(content: SiteContext, level: str) -> list[str]:
    """The codes of the places of a level."""
    return [row["code"] for row in content.place_index.places[level]]


def _filling(content: SiteContext, language: Language, code: str, level: str) -> Filling:
    return _View(content, language, level, code).filling()


class _View:
    """The places as the page of one sees them."""

    def __init__(self, content: SiteContext, language: Language, level: str, code: str) -> None:
        self.content, self.language, self.level, self.code = content, language, level, code
        self.index = content.place_index
        address = self.index.addresses.path(code, language.code)
        self.context = PageContext(content, language, language.folder + address)

    def _place(self, code: str) -> Place:
        row = self.index.place[code]
        place = Place(code, place_name(row, self.language), self.context.place_href(code))
        if code not in self.index.totals:
            since = self.index.history[code].since
            return place._replace(is_new=since > self.content.scope.official_as_of)
        rate = row["per_1000"]
        return place._replace(
            value=row["value"],
            rank=row["rank"],
            per_1000=None if rate == "" else round(rate, 1),
            regencies=row.get("regencies", 0),
        )

    def filling(self) -> Filling:
        """The page of the place."""
        code, row = self.code, self.index.place[self.code]
        return Filling(
            self._address, self._title(row), self._description(row), self._page(code, row)
        )

    def _description(self, row: Row) -> str:
        """The page in a sentence, for search engines."""
        count, title = len(self.index.ranking[self.level]), self._title(row)
        if self.code not in self.index.totals:
            text = self.language.gettext("{name}: what is on record of Kartu Prakerja there.")
            return text.format(name=title)
        return self.language.gettext(
            "{name}: {value} recipients of Kartu Prakerja (gross), {first} to {last}, rank {rank} "
            "of {count}."
        ).format(
            name=title,
            value=self.language.number(row["value"]),
            rank=row["rank"],
            count=count,
            **official_span(self.content.scope, self.language),
        )

    def _address(self, language: Language) -> str:
        return self.index.addresses.path(self.code, language.code)

    def _title(self, row: Row) -> str:
        """What the page is headed with."""
        if self.level == "regency":
            return str(row["name"])
        name = place_name(row, self.language)
        return self.language.gettext("Province of {name}").format(name=name)

    def _page(self, code: str, row: Row) -> PlacePage:
        index, province = self.index, self._place(self.index.province_of[code])
        counted, said = code in index.totals, index.said.get(code, [])
        counted_in = self._place(row["province_code"]) if "rank_within" in row else province
        members, years = self._members(), with_gaps(index.years.get(code, []))
        inside = [index.place[member.code] for member in members if not member.now_in]
        name = place_name(row, self.language)
        years_title = self.language.gettext("People named in decrees (gross) by year, {place}")
        years_title = years_title.format(place=name)
        return PlacePage(
            row=row,
            counted=counted,
            history=index.history[code],
            level=self.level,
            name=name,
            province=province,
            counted_in=counted_in,
            count=len(index.ranking[self.level]),
            rate_origin=computed_with_bases([row]) if counted and row["residents"] else None,
            years=[(year["period"], year["value"]) for year in years],
            years_title=years_title,
            years_origin=printed(index.years[code]) if years else None,
            drawing=self._drawing(years, years_title) if years else Markup(),
            revised=self._revised(row, index.years.get(code, [])),
            misplaced=index.misplaced.get(code),
            moved_here=[
                (self._place(other), moved)
                for other, moved in index.misplaced.items()
                if moved["province_code"] == code
            ],
            members=members,
            counted_elsewhere=self._counted_elsewhere(),
            near=self._near(code) if counted else [],
            view_box=view_box(MAP),
            points=[position(MAP, member["lng"], member["lat"]) for member in inside],
            here=position(MAP, row["lng"], row["lat"]) if self.level == "regency" else None,
            districts=[district["name"] for district in index.districts.get(code, [])],
            counted_districts=index.counted_districts.get(code, []),
            said=said,
            single_wave=any(row["wave_from"] == row["wave_to"] != "" for row in said),
            explained=index.explained.get(code, []),
            unknown=self._unknown(said),
            other_names=index.names.get(code, []),
            download=self._download(counted_in.code),
            citation=self._citation(row, name) if counted else "",
            report=issue_link(self.content.repository, f"places/{code}"),
        )

    def _members(self) -> list[Place]:
        """The regencies and cities of a province: those that it had when they were counted, and the
        others that it has today."""
        counted = [member["code"] for member in self.index.members.get(self.code, [])]
        today = [member["code"] for member in self.index.lying_in.get(self.code, [])]
        new = [code for code in today if code not in counted]
        gone = {code: self.index.province_of[code] for code in counted if code not in today}
        return [
            self._place(code)._replace(
                now_in=self._name(gone.get(code, self.code)),
                counted_in=self._name(self._counted_in(code)) if code in new else "",
            )
            for code in [*counted, *new]
        ]

    def _name(self, code: str) -> str:
        """What another province is called; nothing for that of the page."""
        return "" if code == self.code else place_name(self.index.place[code], self.language)

    def _counted_in(self, code: str) -> str:
        """The province in which a regency or city was counted; that of the page if it was not."""
        counted = self.index.totals.get(code, {}).get("province_code")
        return str(counted or self.code)

    def _counted_elsewhere(self) -> list[str]:
        """The codes of the other provinces in which regencies and cities were counted that lie in
        this one today."""
        today = [member["code"] for member in self.index.lying_in.get(self.code, [])]
        found = dict.fromkeys(self._counted_in(code) for code in today)
        return sorted(code for code in found if code != self.code)

    def _download(self, code: str) -> str:
        if not has_file(self.content, code):
            return ""
        return f"{self.context.site_root}data/places/{place_file(self.content, code)}"

    def _drawing(self, years: list[Row], title: str) -> Markup:
        language, unfinished = self.language, self.content.scope.unfinished_year
        marks = [
            {
                f"label_{language.code}": year["period"],
                "value": year["value"],
                "status": year["status"],
                "series": "partial" if year["period"] == unfinished else None,
            }
            for year in years
        ]
        listed = "; ".join(f"{year['period']}: {value_text(year, language)}" for year in years)
        return small_bars(
            environment(self.content.record.settings, language),
            marks,
            language,
            key="years",
            title=title,
            description=language.gettext("Bar chart. {listed}.").format(listed=listed),
        )

    def _revised(self, row: Row, years: list[Row]) -> list[str]:
        """What is said of revisions of the numbers of the page."""
        whole = [row[key] for key in ("claim_id", "claim_ids", "base_claim_id") if key in row]
        claims = " ".join([*(year["claim_ids"] for year in years), *whole]).split()
        changes = self.content.changes.of(claims)
        return [note(self.language) for note in notes(changes, self.content.codes)]

    def _near(self, code: str) -> list[Place]:
        ranking = self.index.ranking[self.level]
        first = max(0, min(self.index.order[code] - NEAR // 2, len(ranking) - NEAR))
        return [self._place(row["code"]) for row in ranking[first : first + NEAR]]

    def _unknown(self, said: list[Row]) -> list[str]:
        known = {row["measure_id"] for row in said}
        names = self.context.names
        return [names.measure(m, self.language) for m in ASKED if m not in known]

    def _citation(self, row: Row, name: str) -> str:
        """A sentence ready for print, with the address of the page."""
        root = self.content.site_root or citation.PREVIEW
        path = self.index.addresses.path(row["code"], self.language.code)
        return self.language.gettext(
            "{attributed}: {value} people in {name} were named as recipients of Kartu Prakerja "
            "(gross). {project}, data version {version}, {address}"
        ).format(
            attributed=self.context.attribution(printed([row])),
            value=self.language.number(row["value"]),
            name=name,
            project=self.language.site,
            version=self.content.record.version,
            address=root + self.language.folder + path,
        )


PLACE_PAGES = tuple(
    PageSet(
        "place",
        PlacePage,
        partial(_shell, below=shell),
        partial(_codes, level=level),
        partial(_filling, level=level),
    )
    for level, shell in SHELLS.items()
)
"""The set of provinces, and the set of regencies and cities."""
