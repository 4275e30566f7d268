"""What the record has and no page shows: said at the end of a build.

The tables, the files, the API and the pages of sources always have every row. A reader of the
pages of the programme sees a figure only if a chart draws it, a fact or a table names it, or the
page of a place lists it; and a text only if a template takes it. Figures that were released are not
said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from publicrecord.context.site_context import SiteContext
from publicrecord.language import N_, Language
from publicrecord.record.package import Row, rows

FEW = 5  # rows of a table that are listed
COMPARED = 40  # characters of a text: what follows may have links instead of keys
LISTING = {"sources", "changes", "search", "data"}
"""Pages, by their template, that list what there is and show none of it."""
IN_TABLES = N_("In the record, on no page (only in tables, files, API and pages of sources):")
ROW = N_("  {file}, row {row}: {name} ({key})")
MORE = N_("  {file}: {count} more")
WHAT_TO_DO = N_(
    "  To show a figure, cite its key on a page or draw it in a chart; to show a text, give it a "
    "topic that a page lists, or cite its key: docs/maintainers/."
)


@dataclass(frozen=True)
class Unshown:
    """A row that no page shows: its table, its row there, its key, and what it is called."""

    file: str
    row: int
    key: str
    name: str


def unshown(content: SiteContext, language: Language) -> list[Unshown]:
    """The figures that no release has and the texts that no page in this language shows. The pages
    are those that were written to `content.docs`."""
    text = _text_of_pages(content, language)
    return [*_figures(content, language, text), *_texts(content, language, text)]


def report(found: Iterable[Unshown], language: Language) -> list[str]:
    """Lines for the end of a build; none where everything is shown."""
    lines = []
    for file, listed in groupby(found, key=lambda row: row.file):
        several = list(listed)
        lines += [
            language.gettext(ROW).format(file=file, row=one.row, name=one.name, key=one.key)
            for one in several[:FEW]
        ]
        if len(several) > FEW:
            lines.append(language.gettext(MORE).format(file=file, count=len(several) - FEW))
    if not lines:
        return []
    return [language.gettext(IN_TABLES), *lines, language.gettext(WHAT_TO_DO)]


def _text_of_pages(content: SiteContext, language: Language) -> str:
    """What the pages of the programme say, with the keys of the claims that they cite; and what the
    figures are called that the pages of places list."""
    folder = content.docs / language.code
    files = [
        folder / page.file(language.code)
        for page in content.site_map.pages
        if page.template not in LISTING
    ]
    pages = "\n".join(file.read_text(encoding="utf-8") for file in files)
    cited = " ".join(re.findall(r'data-claim="([^"]+)"', pages))
    names = "\n".join(content.names.figure(claim, language) for claim in _of_places(content))
    return unescape(f"{cited}\n{re.sub(r'<[^>]*>', '', pages)}") + f"\n{names}"


def _of_places(content: SiteContext) -> Iterator[Row]:
    """The claims that the pages of places list."""
    for said in content.place_index.said.values():
        yield from said


def _figures(content: SiteContext, language: Language, text: str) -> Iterator[Unshown]:
    drawn = {claim for chart in content.charts.values() for claim in chart.claim_ids}
    listed = {row["claim_id"] for row in _of_places(content)}
    released = content.changes.releases.standing
    for value in content.changes.pending:
        claim, name = value["claim"], value[f"name_{language.code}"]
        if value["shown"] != "yes" or claim in released or claim not in content.by_id:
            continue
        if claim in drawn or claim in listed or claim in text or name in text:
            continue
        row = content.by_id[claim]
        yield Unshown(content.record.file(row["table"]), row["row"], claim, name)


def _texts(content: SiteContext, language: Language, text: str) -> Iterator[Unshown]:
    """Rows of tables that say something in a column `text` and whose first column is their key."""
    for table in content.record.descriptor["resources"]:
        key, column = table["schema"]["fields"][0]["name"], f"text_{language.code}"
        frame = content.record.table(table["name"])
        if column not in frame or key == column:
            continue
        for row in rows(frame):
            if row[column] and row[column][:COMPARED] not in text:
                file = content.record.file(table["name"])
                yield Unshown(file, row["row"], row[key], row[column][:COMPARED])
