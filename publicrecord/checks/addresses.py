"""Names in the record that become page addresses: no address is empty, too long for a file system,
or the same as another.

If two were the same, one page would overwrite the other without anybody noticing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publicrecord.context.addresses import SHELL, lower_slugs, upper_slugs
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.package import Record, rows
from publicrecord.record.reserved import DEVICES

EMPTY = Rule(
    "address-empty",
    N_(
        'The name "{value}" has no Latin letter and no digit, so no page address can be '
        "made from it."
    ),
    N_("Write the name in Latin letters (A to Z)."),
)
TAKEN = Rule(
    "address-taken",
    N_(
        'The name "{value}" gives the page address {address}, which already belongs to '
        '"{other}" in row {first}.'
    ),
    N_(
        "Change one of the two names so that their addresses differ. Every page needs "
        "its own address."
    ),
)
RESERVED = Rule(
    "address-reserved",
    N_(
        'The name "{value}" gives the page address {address}, which is reserved for the '
        "site itself or for a system of files."
    ),
    N_("Choose a different name."),
)
LONGEST = 80  # characters of one name in an address; file systems take 255 bytes
TOO_LONG = Rule(
    "address-too-long",
    N_(
        'The name "{value}" gives a page address that is too long: {count} characters, but at '
        "most {most} are allowed."
    ),
    N_("Write a shorter name."),
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
        elif len(named.slug) > LONGEST:
            yield TOO_LONG.at(*place, count=len(named.slug), most=LONGEST)
        elif named.slug.lower() in {SHELL, *DEVICES}:
            yield RESERVED.at(*place, address=address)
        elif (key := (named.folder, named.slug.lower())) in taken:
            before = taken[key]
            yield TAKEN.at(*place, other=before.value, first=before.row, address=address)
        else:
            taken[key] = named


def _names(record: Record) -> Iterator[Named]:
    settings = record.settings
    upper, lower = settings.geography.levels[:2]
    outer, inner = record.file(upper.table), record.file(lower.table)
    root, folders, uppers = settings.root_language, {}, upper_slugs(record)
    for row in rows(record.table(upper.table)):
        code = row[upper.code]
        folders[code] = f"{root.addresses['regions']}/{uppers[root.code][code] or code}"
        for language in settings.languages:
            column = f"name_{language.code}" if f"name_{language.code}" in row else "name_short"
            folder = f"{language.folder}{language.addresses['regions']}"
            yield Named(folder, uppers[language.code][code], outer, row["row"], column, row[column])
    slugs = lower_slugs(record)
    for row in rows(record.table(lower.table)):
        name, own = row["name_short"], slugs[row[lower.code]]
        yield Named(folders[row[upper.code]], own, inner, row["row"], "name_short", name)
    for table, column, folder in (
        ("sources", "source_id", root.addresses["sources"]),
        ("releases", "version", "data"),
    ):
        for row in rows(record.table(table)):
            yield Named(folder, row[column], record.file(table), row["row"], column, row[column])
    for resource in record.descriptor["resources"]:
        file, name = f"{record.folder.name}/{DESCRIPTOR}", resource["name"]
        yield Named(root.addresses["tables"], name, file, None, None, name)
