"""The names that the finder knows, for programs: its index, both languages side by side."""

from __future__ import annotations

from typing import Any

from publicrecord.context.addresses import source_path
from publicrecord.context.site_context import SiteContext
from publicrecord.language import SITE_LANGUAGES, language, language_folder
from publicrecord.pages.search import index


def names(content: SiteContext) -> list[dict[str, Any]]:
    """Provinces and places with most recipients first, then pages, charts and tables,
    then sources under their own titles.

    Each has kind, name_id, name_en, path_id and path_en (below the root of the site); places
    have code, other_names and the names of their districts.
    """
    spoken = {code: index(content, language(code)) for code in SITE_LANGUAGES}
    ranking = content.place_index.ranking
    found = []
    for key, kind in (("provinces", "province"), ("regencies", "regency")):
        for i, row in enumerate(ranking[kind]):
            code = row["code"]
            entry = {f"name_{s}": spoken[s][key][i][0] for s in spoken} | {
                f"path_{s}": _home(s) + content.place_index.addresses.path(code, s) for s in spoken
            }
            names_at = {"province": 2, "regency": 3}[kind]
            others = spoken["id"][key][i][names_at].split("|")
            entry |= {"kind": kind, "code": code, "other_names": [n for n in others if n]}
            if kind == "regency":
                entry["districts"] = spoken["id"][key][i][4].split("|")
            found.append(entry)
    for pair in zip(*(spoken[s]["pages"] for s in spoken), strict=True):
        entry = {"kind": "page"}
        for s, (title, path) in zip(spoken, pair, strict=True):
            entry |= {f"name_{s}": title, f"path_{s}": _home(s) + path}
        found.append(entry)
    for title, publisher, source_id in spoken["id"]["sources"]:
        entry = {f"name_{s}": title for s in spoken} | {
            "kind": "source",
            "other_names": [publisher],
        }
        entry |= {f"path_{s}": _home(s) + source_path(source_id, s) for s in spoken}
        found.append(entry)
    return found


def _home(code: str) -> str:
    return language_folder(code)
