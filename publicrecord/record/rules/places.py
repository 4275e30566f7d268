"""Rules on geography: every name finds its place, and the official file covers them all."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.record.package import Record

WITHOUT_PLACE = {"island", "unresolved"}

CODE_UNKNOWN = Rule(
    "place-code-unknown",
    N_('The code "{value}" does not exist in {target}.'),
    N_("Correct the code. Similar codes: {near}."),
)
CODE_MISSING = Rule(
    "place-code-missing",
    N_('"{value}" has no code, so its figures cannot be assigned to a place.'),
    N_(
        "Write the code from regencies.csv or districts.csv. If the name is in neither "
        "list, write island or unresolved in the column level."
    ),
)
TWICE = Rule(
    "place-twice",
    N_('Two names from the official file have the same code, "{value}".'),
    N_(
        "Correct one of the codes. If the name does not come from the official file, "
        "leave the column official_id empty."
    ),
)
PARENT = Rule(
    "place-in-wrong-parent",
    N_('The code "{value}" does not begin with {parent}, the code of the area that it belongs to.'),
    N_("Correct one of the two codes."),
)
COVERAGE = Rule(
    "places-not-covered",
    N_(
        "For {period}, the source {source} must give one figure for each of {whole} "
        "regencies and cities, but it does so for only {count}."
    ),
    N_(
        "Add the missing rows, or delete the rows that occur twice. At most five places "
        "are listed: {names}."
    ),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    yield from _aliases(record)
    yield from _names(record)
    yield from _parents(record)
    yield from _coverage(record, claims)


def _has_districts(record: Record) -> bool:
    """Whether the record has places below regencies; it need not."""
    return "districts" in record.tables


def _aliases(record: Record) -> Iterator[Finding]:
    regencies = list(record.table("regencies")["regency_code"])
    districts = set(record.table("districts")["district_code"] if _has_districts(record) else ())
    file = record.file("place_aliases")
    official = record.table("place_aliases").dropna(subset=["official_id", "code"])
    for row in official[official["code"].duplicated()].to_dict("records"):
        yield TWICE.at(file, row["row"], "code", row["code"])
    for row in record.table("place_aliases").to_dict("records"):
        code = row["code"]
        if pd.isna(code):
            if row["level"] not in WITHOUT_PLACE:
                yield CODE_MISSING.at(file, row["row"], "code", row["place_as_printed"])
        elif code not in districts and code not in regencies:
            target = "districts.csv" if len(code) > 5 else "regencies.csv"
            known = sorted(districts) if len(code) > 5 else regencies
            yield CODE_UNKNOWN.at(
                file, row["row"], "code", code, target=target, near=nearest(code, known)
            )


def _names(record: Record) -> Iterator[Finding]:
    """Names that people use must lead to a place that has a page."""
    codes = [
        *record.table("provinces")["province_code"],
        *record.table("regencies")["regency_code"],
    ]
    for row in record.table("place_names").to_dict("records"):
        if row["code"] not in codes:
            yield CODE_UNKNOWN.at(
                record.file("place_names"),
                row["row"],
                "code",
                row["code"],
                target="reference/provinces.csv, reference/regencies.csv",
                near=nearest(row["code"], codes),
            )


def _parents(record: Record) -> Iterator[Finding]:
    levels = [("regencies", "regency_code", "province_code")]
    if _has_districts(record):
        levels.append(("districts", "district_code", "regency_code"))
    for table, code, parent in levels:
        frame = record.table(table)
        own, above = frame[code], frame[parent]
        wrong = [not c.startswith(f"{p}.") for c, p in zip(own, above, strict=True)]
        for row in frame[wrong].to_dict("records"):
            yield PARENT.at(record.file(table), row["row"], code, row[code], parent=row[parent])


def _coverage(record: Record, claims: pd.DataFrame) -> Iterator[Finding]:
    """The official file names every regency once in each period, or a row was lost."""
    names = record.table("regencies").set_index("regency_code")["name"]
    source = record.settings.place_counts.source_id
    official = claims[
        (claims["table"] == "place_figures")
        & (claims["source_id"] == source)
        & claims["arithmetic"].isna()
    ]
    for period, rows in official.groupby("period"):
        counts = rows["code"].value_counts().reindex(names.index)
        odd = counts[counts != 1]
        if len(odd):
            yield COVERAGE.at(
                record.file("place_figures"),
                column="place_as_printed",
                count=int((counts == 1).sum()),
                whole=len(names),
                period=period,
                source=source,
                names="; ".join(names[code] for code in odd.index[:5]),
            )
