"""Where the pages of places, tables and sources stand: readable addresses that do not change.

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


def table_path(name: str, language: Language) -> str:
    """The address of a table's page below the root of a language, such as tabel/waves/."""
    return f"{language.addresses['tables']}/{name}/"


def changes_path(language: Language) -> str:
    """The address of the page of changes below the root of a language."""
    return f"{language.addresses['changes']}/"


def source_path(source_id: str, language: Language) -> str:
    """The address of a source's page below the root of a language."""
    return f"{language.addresses['sources']}/{source_id}/"


class PlaceAddresses:
    """The addresses of the places of the upper and the lower level, below a language's root."""

    def __init__(self, record: Record) -> None:
        languages, geography = record.settings.languages, record.settings.geography
        upper, lower = geography.levels[:2]
        self._folders = {spoken.code: spoken.addresses["regions"] for spoken in languages}
        self._slugs: dict[str, dict[str, str]] = {}
        for row in rows(record.table(upper.table)):
            self._slugs[row[upper.code]] = {
                code: slug(str(row.get(f"name_{code}", row["name_short"])), geography)
                for code in self._folders
            }
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


def lower_slugs(record: Record) -> dict[str, str]:
    """Each place of the lower level, by its code, as it stands in an address. One that has ended
    says its code there where another place around it has its name now."""
    geography = record.settings.geography
    upper, lower = geography.upper.code, geography.lower.code
    listed = rows(record.table(geography.lower.table))
    found = {row[lower]: lower_slug(row, record.settings) for row in listed}
    present = {(row[upper], found[row[lower]]) for row in listed if not row["valid_to"]}
    for row in listed:
        if row["valid_to"] and (row[upper], found[row[lower]]) in present:
            found[row[lower]] += f"-{slug(row[lower], geography)}"
    return found


def lower_slug(row: Row, settings: Settings) -> str:
    """The short name of a place of the lower level as it stands in an address; those of the type
    `settings.city` say it there. Empty if the name has no letter or digit."""
    name, geography = str(row["name_short"]), settings.geography
    own = slug(name, geography)
    if row["type"] != settings.city or not own:
        return own
    return slug(f"{settings.city} {name}", geography)


def slug(name: str, geography: Geography) -> str:
    """A name as it stands in an address: small letters, digits and hyphens."""
    spelt = name
    for short, whole in geography.abbreviations.items():
        spelt = spelt.replace(f"{short} ", f"{whole} ")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")
