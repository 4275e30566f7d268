"""Where the pages of places, tables and sources stand: readable addresses that do not change.

/wilayah/sulawesi-utara/kepulauan-talaud/ and /en/regions/north-sulawesi/kepulauan-talaud/. A
city says so (kota-bandung), because a regency of the same name often surrounds it.
"""

from __future__ import annotations

import re
import unicodedata

from publicrecord.record.package import Record, rows

REGIONS = {"id": "wilayah", "en": "regions"}
TABLES = {"id": "tabel", "en": "tables"}
SOURCES = {"id": "sumber", "en": "sources"}
CHANGES = {"id": "perubahan/", "en": "changes/"}


def table_path(name: str, code: str) -> str:
    """Where the page of a table stands below the root of a language, such as tabel/waves/."""
    return f"{TABLES[code]}/{name}/"


def source_path(source_id: str, code: str) -> str:
    """Where the page of a source stands below the root of a language."""
    return f"{SOURCES[code]}/{source_id}/"


class PlaceAddresses:
    """The addresses of provinces (two digits) and regencies (71.04), below a language's root."""

    def __init__(self, record: Record) -> None:
        self._slugs: dict[str, dict[str, str]] = {}
        for row in rows(record.table("provinces")):
            self._slugs[row["province_code"]] = {
                "id": slug(row["name_short"]),
                "en": slug(row["name_en"]),
            }
        for row in rows(record.table("regencies")):
            name = regency_slug(row["name_short"], row["type"])
            self._slugs[row["regency_code"]] = {"id": name, "en": name}

    def __contains__(self, code: str) -> bool:
        return code in self._slugs

    def path(self, code: str, language: str) -> str:
        """The address of a place, such as wilayah/aceh/simeulue/; KeyError if it has no page."""
        own = self._slugs[code][language]
        if "." not in code:
            return f"{REGIONS[language]}/{own}/"
        return f"{self.path(code.split('.')[0], language)}{own}/"


def regency_slug(name: str, kind: str) -> str:
    """The short name of a regency or city as it stands in an address."""
    return slug(f"kota {name}" if kind == "kota" else name)


def slug(name: str) -> str:
    """A name as it stands in an address: small letters, digits and hyphens."""
    spelt = name.replace("Kep. ", "Kepulauan ")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")
