"""The index of places: what the pages of places, the finder and lists of places are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from publicrecord.context.addresses import PlaceAddresses
from publicrecord.context.place_history import PlaceHistory, place_histories
from publicrecord.geography import Level
from publicrecord.indicators import place_claims, place_counts, place_peers, place_rates
from publicrecord.language import Language
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.place_codes import COUNTRY
from publicrecord.record.places import within
from publicrecord.record.validity import last_day, renumbered
from publicrecord.settings import PlaceCounts


@dataclass(frozen=True)
class PlaceIndex:
    """All that the pages of places are made of, by the code of the place, gathered once.

    Here a province is any place of the upper level of the programme's geography, a regency any of
    the lower, and a district any below. counts: the figures that places are counted
    and ranked by.
    """

    record: Record
    claims: pd.DataFrame
    counts: PlaceCounts

    @property
    def levels(self) -> tuple[Level, Level]:
        """The two levels whose places have pages."""
        geography = self.record.settings.geography
        return geography.upper, geography.lower

    @cached_property
    def province_of(self) -> dict[str, str]:
        """The province that each place is or lies in, by their codes."""
        return within(self.record, self.levels[0])

    @cached_property
    def regency_of(self) -> dict[str, str]:
        """The regency that each place below a province is or lies in, by their codes."""
        return within(self.record, self.levels[1])

    @cached_property
    def addresses(self) -> PlaceAddresses:
        """The address of the page of each place."""
        return PlaceAddresses(self.record)

    @cached_property
    def history(self) -> dict[str, PlaceHistory]:
        """What became of each place."""
        return place_histories(self.record)

    @cached_property
    def places(self) -> dict[str, list[Row]]:
        """The places of each level that have a page, by the name of the level: those of the ranking
        in its order, then those without a count in the order of their table."""
        return {level.name: self._places(level) for level in self.levels}

    def _places(self, level: Level) -> list[Row]:
        counted = self.ranking[level.name]
        codes = {row["code"] for row in counted}
        listed = self.record.table(level.table).rename(columns={level.code: "code"})
        if level == self.levels[0]:  # as in totals
            listed = listed.assign(name=listed["name_short"])
        found = [*counted, *(row for row in rows(listed) if row["code"] not in codes)]
        other = renumbered(self.record, level)
        return [_with_code(row) if row["code"] in other else row for row in found]

    @cached_property
    def place(self) -> dict[str, Row]:
        """The row of every place, those without a count among them."""
        return {row["code"]: row for listed in self.places.values() for row in listed}

    @cached_property
    def current_members(self) -> dict[str, list[Row]]:
        """The regencies of each province today, in the order of `places`."""
        found: dict[str, list[Row]] = {}
        for row in self.places[self.levels[1].name]:
            if not self.history[row["code"]].until:
                found.setdefault(self.province_of[row["code"]], []).append(row)
        return found

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The counts of the regencies by period, as indicators.place_counts.regency_counts."""
        return place_counts.regency_counts(self.record, self.claims, self.counts)

    @cached_property
    def regencies(self) -> pd.DataFrame:
        """The regencies, as indicators.place_counts.regency_totals."""
        return place_counts.regency_totals(self.record, self.claims, self.counts)

    @cached_property
    def provinces(self) -> pd.DataFrame:
        """The provinces, as indicators.place_counts.province_totals."""
        return place_counts.province_totals(self.record, self.claims, self.counts)

    @cached_property
    def totals(self) -> dict[str, Row]:
        """The row of every place that is counted."""
        both = [*rows(self.provinces), *rows(self.regencies)]
        return {row["code"]: row for row in both}

    @cached_property
    def ranking(self) -> dict[str, list[Row]]:
        """The places of each level in order, the largest count first."""
        upper, lower = self.levels
        return {upper.name: rows(self.provinces), lower.name: rows(self.regencies)}

    @cached_property
    def counted_members(self) -> dict[str, list[Row]]:
        """The regencies that each province had when they were counted, the largest
        count first."""
        return _by(self.regencies, self.levels[0].code)

    @cached_property
    def nation(self) -> Row:
        """The country over all years, as place_rates.national_total; empty if nothing is
        counted."""
        found = rows(place_rates.national_total(self.record, self.provinces))
        return found[0] if found else {}

    @cached_property
    def rates(self) -> pd.DataFrame:
        """The count and rate of each place and of the country in each year, as
        place_rates.yearly_rates."""
        years = place_counts.yearly_counts(self.record, self.claims, self.counts)
        nation = place_rates.national_total(self.record, self.provinces)
        return place_rates.yearly_rates(years, nation, self.provinces, self.regencies)

    @cached_property
    def years(self) -> dict[str, list[Row]]:
        """The rows of `rates` of each place and of the country."""
        return _by(self.rates, "code")

    @cached_property
    def rates_of(self) -> dict[str, tuple[float, ...]]:
        """The rates of all places of each level that have one, by the name of the level."""
        return {
            level: tuple(row["per_1000"] for row in ranked if row["per_1000"] != "")
            for level, ranked in self.ranking.items()
        }

    @cached_property
    def other_bases(self) -> dict[str, dict[str, Row]]:
        """The people of each of `geography.more_bases`, of the places of the upper level and the
        country, as rows of place_rates.denominators_of by code."""
        nation = place_rates.national_total(self.record, self.provinces)
        counted = pd.concat([nation, self.provinces])
        levels = (COUNTRY, self.levels[0].name)
        return {
            base: {
                row["code"]: row
                for row in rows(place_rates.denominators_of(self.record, counted, base, levels))
            }
            for base in self.record.settings.geography.more_bases
        }

    @cached_property
    def compared_by(self) -> dict[str, pd.DataFrame]:
        """What the places of each level are compared by, as place_peers.variables, by the name of
        the level."""
        totals = zip(self.levels, (self.provinces, self.regencies), strict=True)
        return {
            level.name: place_peers.variables(self.record, level, counted)
            for level, counted in totals
        }

    @cached_property
    def similar_by(self) -> dict[str, list[str]]:
        """The bases whose share of residents is among the variables of each level."""
        return {
            level: [base for base in self.other_bases if f"{base}_share" in frame]
            for level, frame in self.compared_by.items()
        }

    @cached_property
    def similar(self) -> dict[str, list[Row]]:
        """The most similar places of each place, as place_peers.similar_places."""
        found = [place_peers.similar_places(frame) for frame in self.compared_by.values()]
        return _by(pd.concat(found), "code")

    @cached_property
    def nearest(self) -> dict[str, list[Row]]:
        """The nearest places of each regency, as place_peers.nearest_places."""
        return _by(place_peers.nearest_places(self.record), "code")

    @cached_property
    def districts(self) -> dict[str, list[Row]]:
        """The districts of each regency by name."""
        below = self.record.settings.geography.below
        if not below or below[0].table not in self.record.tables:
            return {}
        listed = self.record.table(below[0].table).rename(columns={below[0].code: "code"})
        return _by(listed.sort_values("name"), self.levels[1].code)

    @cached_property
    def said(self) -> dict[str, list[Row]]:
        """What others printed of each place; a district's claims are its regency's too."""
        others = place_claims.other_place_claims(self.claims, self.counts)
        upper = self.levels[0]
        found: dict[str, list[Row]] = {}
        for row in rows(others[others["code"].notna() & others["status"].ne("unfit")]):
            found.setdefault(self.regency_of[row["code"]], []).append(row)
        for row in rows(place_claims.province_claims(self.record, self.claims)):
            found.setdefault(str(row[upper.code]), []).append(row)
        return found

    @cached_property
    def explained(self) -> dict[str, list[Row]]:
        """The curated contradictions that speak of a place."""
        found: dict[str, list[Row]] = {}
        codes = {code.lower(): code for code in self.province_of}
        for row in rows(self.record.table("comparisons")):
            for claim_id in row["claims"].split():
                parts = claim_id.split("/")
                if parts[0] in ("places", self.levels[0].table):
                    code = parts[1].split("~")[0]
                    found.setdefault(codes.get(code, code), []).append(row)
        return {
            code: list({row["comparison_id"]: row for row in said}.values())
            for code, said in found.items()
        }

    @cached_property
    def counted_districts(self) -> dict[str, list[str]]:
        """Of each regency that has any, the names of the districts of which a count is in the
        record."""
        codes = {row["code"] for said in self.said.values() for row in said}
        found = {
            regency: [row["name"] for row in districts if row["code"] in codes]
            for regency, districts in self.districts.items()
        }
        return {regency: names for regency, names in found.items() if names}

    @cached_property
    def misplaced(self) -> dict[str, Row]:
        """The regencies that the official file prints under another province."""
        day = last_day(str(self.regencies["as_of"].max()))
        found = place_claims.misplaced_regencies(self.record, day)
        return {row["code"]: row for row in rows(found)}

    @cached_property
    def other_names(self) -> dict[str, list[str]]:
        """The other names of each place, as people and sources write them."""
        found: dict[str, list[str]] = {}
        for row in rows(self.record.table("place_names")):
            found.setdefault(row["code"], []).append(row["name"])
        printed = self.record.table("place_aliases")
        for row in rows(printed[printed["alias"].isin(["spelling", "renamed"])]):
            found.setdefault(row["code"], []).append(" ".join(row["place_as_printed"].split()))
        for code, history in self.history.items():
            for _day, name in history.names:
                found.setdefault(code, []).append(name)
        return {code: list(dict.fromkeys(names)) for code, names in found.items()}


def _with_code(row: Row) -> Row:
    """A place of the past whose name another code has now, called by its name and code."""
    names = (key for key in row if key == "name" or key.startswith("name_"))
    return row | {key: f"{row[key]} ({row['code']})" for key in names}


def _by(frame: pd.DataFrame, key: str) -> dict[str, list[Row]]:
    """The rows of a frame by a column, each group in the order of the frame."""
    found: dict[str, list[Row]] = {}
    for row in rows(frame):
        found.setdefault(str(row[key]), []).append(row)
    return found


def place_name(row: Row, language: Language) -> str:
    """What a place is called in a sentence."""
    return str(row.get(f"name_{language.code}", row["name"]))
