"""The names that the finder knows, for programs: its index, all languages side by side."""

from __future__ import annotations

from typing import Any

from publicrecord.context.addresses import source_address
from publicrecord.context.site_context import SiteContext
from publicrecord.pages.search import index, pages

PLACES, NAMES_AT = ("upper", "lower"), (2, 3)
"""The places in the index of the finder, and where in each entry its other names are."""


def names(content: SiteContext) -> list[dict[str, Any]]:
    """Places, those with most people first, then pages, charts and tables,
    then sources under their own titles.

    Each has kind, and for each language its name and path (below the root of the site), such as
    name_en and path_en; places have code, other_names, and the names of what lies in
    them (districts, by the name of their table).
    """
    languages = {lang.code: lang for lang in content.record.settings.languages}
    indexes = {code: index(content, language) for code, language in languages.items()}
    first = indexes[content.record.settings.root_language.code]
    places, below = content.place_index.places, content.record.settings.geography.below
    found = []
    for key, level, names_at in zip(PLACES, content.place_index.levels, NAMES_AT, strict=True):
        for i, row in enumerate(places[level.name]):
            code = row["code"]
            entry = {f"name_{s}": indexes[s][key][i][0] for s in indexes} | {
                f"path_{s}": languages[s].folder + content.place_index.addresses.path(code, s)
                for s in indexes
            }
            others = first[key][i][names_at].split("|")
            entry |= {"kind": level.name, "code": code, "other_names": [n for n in others if n]}
            if key == "lower" and below:
                entry[below[0].table] = first[key][i][4].split("|")
            found.append(entry)
    for pair in zip(*(pages(content, languages[s]) for s in languages), strict=True):
        entry = {"kind": "page"}
        for s, (title, path) in zip(indexes, pair, strict=True):
            entry |= {f"name_{s}": title, f"path_{s}": languages[s].folder + path}
        found.append(entry)
    for source_id, source in content.sources.items():
        entry = {f"name_{s}": source["title"] for s in indexes} | {
            "kind": "source",
            "other_names": [source["publisher"]],
        }
        entry |= {
            f"path_{s}": language.folder + source_address(source_id, language)
            for s, language in languages.items()
        }
        found.append(entry)
    return found
