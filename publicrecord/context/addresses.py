"""Where the pages of places, tables and sources stand: readable addresses that do not change.

/wilayah/sulawesi-utara/kepulauan-talaud/ and /en/regions/north-sulawesi/kepulauan-talaud/. A
city says so (kota-bandung), because a regency of the same name often surrounds it.
"""

from __future__ import annotations

import re
import unicodedata

from publicrecord.language import Language
from publicrecord.record.package import Record, Row, rows


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
    """The addresses of provinces (two digits) and regencies (71.04), below a language's root."""

    def __init__(self, record: Record) -> None:
        languages = record.settings.languages
        self._folders = {spoken.code: spoken.addresses["regions"] for spoken in languages}
        self._slugs: dict[str, dict[str, str]] = {}
        for row in rows(record.table("provinces")):
            self._slugs[row["province_code"]] = {
                code: slug(str(row.get(f"name_{code}", row["name_short"])))
                for code in self._folders
            }
        for row in rows(record.table("regencies")):
            name = regency_slug(row, record.settings.city)
            self._slugs[row["regency_code"]] = dict.fromkeys(self._folders, name)

    def __contains__(self, code: str) -> bool:
        return code in self._slugs

    def path(self, code: str, language: str) -> str:
        """The address of a place, such as wilayah/aceh/simeulue/; KeyError if it has no page."""
        own = self._slugs[code][language]
        if "." not in code:
            return f"{self._folders[language]}/{own}/"
        return f"{self.path(code.split('.')[0], language)}{own}/"


def regency_slug(row: Row, city: str) -> str:
    """The short name of a regency or city as it stands in an address; city: the type of those that
    say it there. Empty if the name has no letter or digit."""
    name = str(row["name_short"])
    return slug(f"{city} {name}") if row["type"] == city and slug(name) else slug(name)


def slug(name: str) -> str:
    """A name as it stands in an address: small letters, digits and hyphens."""
    spelt = name.replace("Kep. ", "Kepulauan ")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")
