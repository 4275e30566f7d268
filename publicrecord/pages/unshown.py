"""What the record has and no page shows: said at the end of a build.

The tables, the files, the API and the pages of sources always have every row. A reader of the
pages of the programme sees a figure only if a chart draws it, a fact or a table names it, or the
page of a place lists it; and a text only if a template takes it. Figures that were released are not
said again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from publicrecord.context.site_context import SiteContext
from publicrecord.language import N_, Language
from publicrecord.record.package import rows

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
    pages = _pages(content, language)
    text = unescape(re.sub(r"<[^>]*>", "", pages))
    of_places = [claim for said in content.place_index.said.values() for claim in said]
    text += "\n".join(content.names.figure(claim, language) for claim in of_places)
    cited = {unescape(key) for key in re.findall(r'data-claim="([^"]+)"', pages)}
    return [*_figures(content, language, text, cited), *_texts(content, language, text)]


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


def _pages(content: SiteContext, language: Language) -> str:
    """The pages of the programme that show what the record has."""
    folder = content.docs / language.code
    files = [
        folder / page.file(language.code)
        for page in content.site_map.pages
        if page.template not in LISTING
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _figures(
    content: SiteContext, language: Language, text: str, cited: Collection[str]
) -> Iterator[Unshown]:
    drawn = {claim for chart in content.charts.values() for claim in chart.claim_ids}
    listed = {row["claim_id"] for said in content.place_index.said.values() for row in said}
    released = content.changes.releases.current
    for value in content.changes.pending:
        claim, name = value["claim"], value[f"name_{language.code}"]
        if value["shown"] != "yes" or claim in released or claim not in content.claim_by_id:
            continue
        if claim in drawn or claim in listed or claim in cited or name in text:
            continue
        row = content.claim_by_id[claim]
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
