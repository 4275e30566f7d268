"""The addresses of the pages of places, tables and sources: readable addresses that do not change.

/wilayah/sulawesi-utara/kepulauan-talaud/ and /en/regions/north-sulawesi/kepulauan-talaud/. A
city says so (kota-bandung), because a regency of the same name often surrounds it.
"""

from __future__ import annotations

import re
import unicodedata

from publicrecord.geography import Geography
from publicrecord.language import Language
from publicrecord.record.package import Record, Row, rows
from publicrecord.settings import Settings

SHELL = "_"
"""What the empty page of a set has in its address, where its pages have their name."""


def table_address(name: str, language: Language) -> str:
    """The address of a table's page below the root of a language, such as tabel/waves/."""
    return f"{language.addresses['tables']}/{name}/"


def changes_address(language: Language) -> str:
    """The address of the page of changes below the root of a language."""
    return f"{language.addresses['changes']}/"


def source_address(source_id: str, language: Language) -> str:
    """The address of a source's page below the root of a language."""
    return f"{language.addresses['sources']}/{source_id}/"


def figure_anchor(claim: Row) -> str:
    """What anchors of a figure end with, its measure first: recipients_net-2021-12-22."""
    _table, *parts = claim["figure_id"].split("/")
    parts.sort(key=lambda part: part != claim["measure_id"])
    return re.sub(r"[^a-z0-9_]+", "-", "-".join(parts)).strip("-")


class PlaceAddresses:
    """The addresses of the places of the upper and the lower level, below a language's root."""

    def __init__(self, record: Record) -> None:
        languages = record.settings.languages
        upper, lower = record.settings.geography.levels[:2]
        self._folders = {language.code: language.addresses["regions"] for language in languages}
        self._slugs: dict[str, dict[str, str]] = {}
        uppers = upper_slugs(record)
        for row in rows(record.table(upper.table)):
            own = row[upper.code]
            self._slugs[own] = {code: slugs[own] for code, slugs in uppers.items()}
        self._around: dict[str, str] = {}
        names = lower_slugs(record)
        for row in rows(record.table(lower.table)):
            self._slugs[row[lower.code]] = dict.fromkeys(self._folders, names[row[lower.code]])
            self._around[row[lower.code]] = row[upper.code]

    def __contains__(self, code: str) -> bool:
        return code in self._slugs

    def path(self, code: str, language: str) -> str:
        """The address of a place, such as wilayah/aceh/simeulue/; KeyError if it has no page."""
        own = self._slugs[code][language]
        around = self._around.get(code)
        start = self.path(around, language) if around else f"{self._folders[language]}/"
        return f"{start}{own}/"


def upper_slugs(record: Record) -> dict[str, dict[str, str]]:
    """Each place of the upper level as it is in an address: by language, then by code."""
    settings = record.settings
    geography, listed = settings.geography, rows(record.table(settings.geography.upper.table))
    key, found = geography.upper.code, dict[str, dict[str, str]]()
    for lang in settings.languages:
        column = f"name_{lang.code}"
        named = {row[key]: str(row.get(column, row["name_short"])) for row in listed}
        slugs = {code: slug(name, geography) for code, name in named.items()}
        found[lang.code] = _apart(slugs, listed, key, geography)
    return found


def lower_slugs(record: Record) -> dict[str, str]:
    """Each place of the lower level, by its code, as it is in an address."""
    geography = record.settings.geography
    upper, lower = geography.upper.code, geography.lower.code
    listed = rows(record.table(geography.lower.table))
    slugs = {row[lower]: lower_slug(row, record.settings) for row in listed}
    return _apart(slugs, listed, lower, geography, upper)


def _apart(
    slugs: dict[str, str], listed: list[Row], key: str, geography: Geography, around: str = ""
) -> dict[str, str]:
    """Names in addresses, by code; that of a place which has ended says its code where another has
    the name now. key: the column of the code. around: of the area in which a name is looked for."""

    def named(row: Row) -> tuple[str, str]:
        return str(row[around]) if around else "", slugs[row[key]]

    present = {named(row) for row in listed if not row["valid_to"]}
    found = dict(slugs)
    for row in listed:
        if row["valid_to"] and named(row) in present:
            found[row[key]] += f"-{slug(row[key], geography)}"
    return found


def lower_slug(row: Row, settings: Settings) -> str:
    """The short name of a place of the lower level as it is in an address; those of the type
    `settings.city` say it there. Empty if the name has no letter or digit."""
    name, geography = str(row["name_short"]), settings.geography
    own = slug(name, geography)
    if row["type"] != settings.city or not own:
        return own
    return slug(f"{settings.city} {name}", geography)


def slug(name: str, geography: Geography) -> str:
    """A name as it is in an address: small letters, digits and hyphens."""
    spelt = name
    for short, whole in geography.abbreviations.items():
        spelt = spelt.replace(f"{short} ", f"{whole} ")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")
