"""The pages of places: one for each province and each regency or city."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from prakerja.charts.official import official_span
from prakerja.compare_page import MOST, compare_href
from prakerja.place_context import Place, PlacePage
from prakerja.place_sharing import shared
from prakerja.place_standing import Standing, other_rates, standing_of, years_of_rates
from prakerja.settings import SETTINGS
from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.charts.drawing import value_text
from publicrecord.charts.layouts.map import position, view_box
from publicrecord.charts.svg import small_bars
from publicrecord.context.addresses import SHELL
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import notes
from publicrecord.indicators.origins import printed
from publicrecord.language import Language
from publicrecord.pages.comparison_files import FOLDER
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.pages.place_files import has_file, place_file
from publicrecord.pages.sharing import CARD
from publicrecord.pages.templates import environment
from publicrecord.record.package import Row

MAP = SETTINGS.geography.map
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
        self.page_context = PageContext(content, language, language.folder + address)

    def _place(self, code: str) -> Place:
        row = self.index.place[code]
        place = Place(code, place_name(row, self.language), self.page_context.place_href(code))
        if code not in self.index.totals:
            since = self.index.history[code].since
            return place._replace(is_new=since > self.content.scope.official_as_of)
        value, rank, rate = row["value"], row["rank"], row["per_1000"]
        return place._replace(
            value=None if value == "" else value,
            rank=None if rank == "" else rank,
            per_1000=None if rate == "" else round(rate, RATE_DECIMALS),
            regencies=row.get("regencies", 0),
        )

    def filling(self) -> Filling:
        """The page of the place."""
        code, row = self.code, self.index.place[self.code]
        title, name = self._title(row), place_name(row, self.language)
        counted = code in self.index.totals and row["value"] != ""
        standing = standing_of(self.page_context, code, self.level) if counted else None
        jinja = environment(self.content.record.settings, self.language)
        found = shared(self.page_context, row, title, name, standing, jinja) if counted else None
        return Filling(
            self._address,
            title,
            self._description(row, standing),
            self._page(code, row, standing, found.texts if found else []),
            found.picture if found else None,
            found.files if found else {},
        )

    def _description(self, row: Row, standing: Standing | None) -> str:
        """The page in a sentence, for search engines."""
        count, title = len(self.index.ranking[self.level]), self._title(row)
        if standing:
            return standing.finding
        if self.code not in self.index.totals or row["rank"] == "":
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

    def _page(
        self, code: str, row: Row, standing: Standing | None, texts: list[tuple[str, str]]
    ) -> PlacePage:
        index, province = self.index, self._place(self.index.province_of[code])
        counted = bool(texts)
        said = self._conflicts_first(index.said.get(code, []))
        counted_in = self._place(row["province_code"]) if "rank_within" in row else province
        members, years = self._members(), with_gaps(index.years.get(code, []))
        inside = [index.place[member.code] for member in members if not member.now_in]
        name = place_name(row, self.language)
        years_title = self._years_title(name)
        return PlacePage(
            row=row,
            counted=counted,
            history=index.history[code],
            level=self.level,
            name=name,
            province=province,
            counted_in=counted_in,
            count=len(index.ranking[self.level]),
            standing=standing,
            other_rates=other_rates(self.page_context, row) if counted else [],
            years=years_of_rates(self.page_context, years, standing.beside if standing else []),
            years_title=years_title,
            years_origin=printed(index.years[code]) if years else None,
            drawing=self._drawing(years, years_title) if years else Markup(),
            revised=self._revised(row, index.years.get(code, [])),
            misplaced=index.misplaced.get(code),
            moved_here=self._moved_here(),
            members=members,
            counted_elsewhere=self._counted_elsewhere(),
            nearest=self._peers(index.nearest.get(code, []), "km"),
            similar=self._peers(index.similar.get(code, []), "distance"),
            similar_by=self._similar_by(),
            view_box=view_box(MAP),
            points=[position(MAP, member["lng"], member["lat"]) for member in inside],
            here=position(MAP, row["lng"], row["lat"]) if self.level == "regency" else None,
            districts=[district["name"] for district in index.districts.get(code, [])],
            counted_districts=index.counted_districts.get(code, []),
            said=said,
            single_wave=any(row["wave_from"] == row["wave_to"] != "" for row in said),
            explained=index.explained.get(code, []),
            unknown=self._unknown(said),
            other_names=index.other_names.get(code, []),
            download=self._download(counted_in.code),
            compared=self._compared() if counted else [],
            downloads=self._downloads() if counted else [],
            texts=texts,
            report=issue_link(self.content.repository, f"places/{code}"),
        )

    def _years_title(self, name: str) -> str:
        title = self.language.gettext("People named in decrees (gross) by year, {place}")
        return title.format(place=name)

    def _moved_here(self) -> list[tuple[Place, Row]]:
        """The places that the official file prints under another province."""
        return [
            (self._place(other), moved)
            for other, moved in self.index.misplaced.items()
            if moved["province_code"] == self.code
        ]

    def _members(self) -> list[Place]:
        """The regencies and cities of a province: those that it had when they were counted, and the
        others that it has today."""
        counted = [member["code"] for member in self.index.counted_members.get(self.code, [])]
        today = [member["code"] for member in self.index.current_members.get(self.code, [])]
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
        today = [member["code"] for member in self.index.current_members.get(self.code, [])]
        found = dict.fromkeys(self._counted_in(code) for code in today)
        return sorted(code for code in found if code != self.code)

    def _downloads(self) -> list[tuple[str, str]]:
        """The files of the place: their kind and address."""
        root, code = self.page_context.to_site_root, self.code
        table = next(one.table for one in self.index.levels if one.name == self.level)
        answer = table if self.level == self.index.levels[0].name else "places"
        return [
            ("CSV", f"{root}{FOLDER}/places/{code}.csv"),
            ("XLSX", f"{root}{FOLDER}/places/{code}.xlsx"),
            ("JSON", f"{root}api/v1/{answer}/{code}.json"),
            ("PNG", f"{CARD}.png"),
            ("SVG", f"{CARD}.svg"),
        ]

    def _download(self, code: str) -> str:
        if not has_file(self.content, code):
            return ""
        return f"{self.page_context.to_site_root}data/places/{place_file(self.content, code)}"

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
        changes = self.content.changes.revisions_of(claims)
        return [note(self.language) for note in notes(changes, self.content.codes)]

    def _peers(self, pairs: list[Row], distance: str) -> list[tuple[Place, float]]:
        return [(self._place(pair["peer"]), pair[distance]) for pair in pairs]

    def _compared(self) -> list[tuple[str, str]]:
        """What the place can be compared with side by side: its province, the nearest places and
        the most similar ones, those that were counted; each with its name and address."""
        language, around = self.language, self.index.totals[self.code].get("province_code", "")
        offers = [
            (language.gettext("the nearest places"), self._codes_of(self.index.nearest)),
            (language.gettext("the most similar places"), self._codes_of(self.index.similar)),
        ]
        if self.level != self.index.levels[0].name:
            offers.insert(0, (place_name(self.index.place[around], language), [around]))
        return [
            (name, compare_href(self.page_context, [self.code, *codes][:MOST]))
            for name, codes in offers
            if codes
        ]

    def _codes_of(self, pairs: dict[str, list[Row]]) -> list[str]:
        """The codes of the places in pairs with this one that can be compared."""
        peers = (pair["peer"] for pair in pairs.get(self.code, []))
        return [peer for peer in peers if peer in self.index.totals]

    def _similar_by(self) -> list[str]:
        """The names of the bases whose share of residents tells the places of the level apart."""
        compared = self.index.similar_by[self.level]
        return [self.page_context.names.measure(base, self.language) for base in compared]

    def _conflicts_first(self, said: list[Row]) -> list[Row]:
        """Claims on the place, first those on figures of which other values were published."""
        explained = " ".join(row["claims"] for row in self.index.explained.get(self.code, []))
        disputed = {claim.rpartition("@")[0] for claim in explained.split()}

        def alone(row: Row) -> bool:
            same = self.content.claims_by_figure[row["figure_id"]]
            values = {other["value"] for other in same if other["value"] != ""}
            return len(values) < 2 and row["figure_id"] not in disputed

        return sorted(said, key=alone)

    def _unknown(self, said: list[Row]) -> list[str]:
        known = {row["measure_id"] for row in said}
        names = self.page_context.names
        return [names.measure(m, self.language) for m in ASKED if m not in known]


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
