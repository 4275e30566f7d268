"""The place_index: what the pages of places, the finder and the lists of places are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from publicrecord.context.addresses import PlaceAddresses
from publicrecord.indicators import place_claims, place_counts
from publicrecord.language import Language
from publicrecord.record.package import Record, Row, rows
from publicrecord.settings import PlaceCounts


@dataclass(frozen=True)
class PlaceIndex:
    """All that the pages of places are made of, by the code of the place, gathered once.

    counts: the figures that places are counted and ranked by.
    """

    record: Record
    claims: pd.DataFrame
    counts: PlaceCounts

    @cached_property
    def addresses(self) -> PlaceAddresses:
        """Where the page of each place stands."""
        return PlaceAddresses(self.record)

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
        """The row of every place."""
        both = [*rows(self.provinces), *rows(self.regencies)]
        return {row["code"]: row for row in both}

    @cached_property
    def ranking(self) -> dict[str, list[Row]]:
        """The places of each level in order, most recipients first."""
        return {"province": rows(self.provinces), "regency": rows(self.regencies)}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each place stands in the ranking of its level, from 0."""
        return {row["code"]: i for ranked in self.ranking.values() for i, row in enumerate(ranked)}

    @cached_property
    def members(self) -> dict[str, list[Row]]:
        """The regencies of each province, most recipients first."""
        return _by(self.regencies, "province_code")

    @cached_property
    def years(self) -> dict[str, list[Row]]:
        """The count of each place in each year, as rows of place_counts.yearly_counts."""
        return _by(place_counts.yearly_counts(self.record, self.claims, self.counts), "code")

    @cached_property
    def districts(self) -> dict[str, list[Row]]:
        """The districts of each regency by name."""
        if "districts" not in self.record.tables:
            return {}
        return _by(self.record.table("districts").sort_values("name"), "regency_code")

    @cached_property
    def said(self) -> dict[str, list[Row]]:
        """What others printed of each place; a district's claims are its regency's too."""
        others = place_claims.other_place_claims(self.claims, self.counts)
        found: dict[str, list[Row]] = {}
        for row in rows(others[others["code"].notna() & others["status"].ne("unfit")]):
            found.setdefault(".".join(row["code"].split(".")[:2]), []).append(row)
        for row in rows(place_claims.province_claims(self.claims)):
            found.setdefault(str(row["province_code"]), []).append(row)
        return found

    @cached_property
    def explained(self) -> dict[str, list[Row]]:
        """The curated contradictions that speak of a place."""
        found: dict[str, list[Row]] = {}
        for row in rows(self.record.table("comparisons")):
            for claim_id in row["claims"].split():
                parts = claim_id.split("/")
                if parts[0] in ("places", "provinces"):
                    found.setdefault(parts[1].split("~")[0], []).append(row)
        return {
            code: list({row["comparison_id"]: row for row in said}.values())
            for code, said in found.items()
        }

    @cached_property
    def counted_districts(self) -> list[str]:
        """The names of the districts of which a count is in the record."""
        codes = {row["code"] for said in self.said.values() for row in said}
        districts = [district for listed in self.districts.values() for district in listed]
        found = [district for district in districts if district["district_code"] in codes]
        return [district["name"] for district in sorted(found, key=lambda row: row["row"])]

    @cached_property
    def misplaced(self) -> dict[str, Row]:
        """The regencies that the official file prints under another province."""
        return {row["code"]: row for row in rows(place_claims.misplaced_regencies(self.record))}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """The other names of each place, as people and sources write them."""
        found: dict[str, list[str]] = {}
        for row in rows(self.record.table("place_names")):
            found.setdefault(row["code"], []).append(row["name"])
        printed = self.record.table("place_aliases")
        for row in rows(printed[printed["alias"].isin(["spelling", "renamed"])]):
            found.setdefault(row["code"], []).append(" ".join(row["place_as_printed"].split()))
        return {code: list(dict.fromkeys(names)) for code, names in found.items()}


def _by(frame: pd.DataFrame, key: str) -> dict[str, list[Row]]:
    """The rows of a frame by a column, each group in the order of the frame."""
    found: dict[str, list[Row]] = {}
    for row in rows(frame):
        found.setdefault(str(row[key]), []).append(row)
    return found


def place_name(row: Row, language: Language) -> str:
    """What a place is called in a sentence."""
    return str(row.get(f"name_{language.code}", row["name"]))
