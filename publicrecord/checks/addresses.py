"""Names of the record that become addresses: none gives an empty one, and no two give the same.

Otherwise one of two pages would take the place of the other, and be missed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publicrecord.context.addresses import REGIONS, SOURCES, TABLES, regency_slug, slug
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.pages.page_set import SHELL
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.package import Record, rows

EMPTY = Rule(
    "address-empty",
    N_('"{value}" has no letter or digit that can stand in an address.'),
    N_("Write the name in Latin letters."),
)
TAKEN = Rule(
    "address-taken",
    N_('"{value}" gives the address {address}, which "{other}" in row {first} has already.'),
    N_("Make the two names differ; each page has an address of its own."),
)
RESERVED = Rule(
    "address-reserved",
    N_('"{value}" gives the address {address}, which the build uses itself.'),
    N_("Give it another name."),
)


@dataclass(frozen=True)
class Named:
    """A name of the record: the folder of its page, what it adds to the address, and its place."""

    folder: str
    slug: str
    file: str
    row: int | None
    column: str | None
    value: str


def clashing_addresses(record: Record) -> Iterator[Finding]:
    """A finding for each name that gives an empty address, one of the build's own, or one that a
    name before it has; hosts may not tell capitals from small letters."""
    taken: dict[tuple[str, str], Named] = {}
    for named in _names(record):
        place = (named.file, named.row, named.column, named.value)
        address = f"/{named.folder}/{named.slug}/"
        if not named.slug:
            yield EMPTY.at(*place)
        elif named.slug == SHELL:
            yield RESERVED.at(*place, address=address)
        elif (key := (named.folder, named.slug.lower())) in taken:
            before = taken[key]
            yield TAKEN.at(*place, other=before.value, first=before.row, address=address)
        else:
            taken[key] = named


def _names(record: Record) -> Iterator[Named]:
    provinces, regencies = record.file("provinces"), record.file("regencies")
    folders = {}
    for row in rows(record.table("provinces")):
        code, short = row["province_code"], slug(row["name_short"])
        folders[code] = f"{REGIONS['id']}/{short or code}"
        yield Named(REGIONS["id"], short, provinces, row["row"], "name_short", row["name_short"])
        folder, english = f"en/{REGIONS['en']}", slug(row["name_en"])
        yield Named(folder, english, provinces, row["row"], "name_en", row["name_en"])
    for row in rows(record.table("regencies")):
        name = row["name_short"]
        own = slug(name) and regency_slug(name, row["type"])
        folder = folders[row["province_code"]]
        yield Named(folder, own, regencies, row["row"], "name_short", name)
    for table, column, folder in (
        ("sources", "source_id", SOURCES["id"]),
        ("releases", "version", "data"),
    ):
        for row in rows(record.table(table)):
            yield Named(folder, row[column], record.file(table), row["row"], column, row[column])
    for resource in record.descriptor["resources"]:
        file, name = f"{record.folder.name}/{DESCRIPTOR}", resource["name"]
        yield Named(TABLES["id"], name, file, None, None, name)
