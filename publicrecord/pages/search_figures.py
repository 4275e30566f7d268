"""The figures that the search finds, each with its value and the row of the site that says it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publicrecord.context.addresses import figure_anchor, source_address
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.pages.chart_table import ANCHORED, row_anchors
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.search_index import Found
from publicrecord.record.claims import ABOUT
from publicrecord.record.package import Record, Row


def figures(content: SiteContext, language: Language, docs: Path) -> Iterator[Found]:
    """The shown figures of the programme and of its waves; docs: the Markdown of the language.

    By measure, those since the start first. Of one period the whole comes before a running count
    and before parts of it, and the latest first. Of figures of one name (the same day printed by
    two, say) one is found, the latest without a caveat.
    """
    page_context = PageContext(content, language, language.folder)
    order = {key: i for i, key in enumerate(content.record.table("measures")["measure_id"])}
    waves = _waves_of_years(content.record)
    for table in ANCHORED:
        anchors = _anchors(content, language, docs, table)
        shown = page_context.shown(table)
        shown.sort(key=lambda row: str(row["as_of"]), reverse=True)
        shown.sort(key=lambda row: row["caveats"] != "")
        named: dict[str, Row] = {}
        for row in shown:
            named.setdefault(content.names.figure(row, language), row)
        rows = sorted(named.values(), key=lambda row: str(row["as_of"]), reverse=True)
        rows.sort(key=lambda row: (order[row["measure_id"]], *_part(row, waves)))
        for row in rows:
            name, value = content.names.figure(row, language), page_context.quantity(row)
            if row["status"] in ABOUT:
                value = language.gettext("about {value}").format(value=value)
            own = source_address(row["source_id"], language) + f"#{figure_anchor(row)}"
            address = anchors.get(row["claim_id"], own)
            yield Found(f"figure {row['claim_id']}", name, address, "figure", value=value)


def _anchors(content: SiteContext, language: Language, docs: Path, table: str) -> dict[str, str]:
    """Where the page of a table shows claims in tables of charts: their addresses, by claim."""
    page = content.site_map.page[content.site_map.figure_pages[table]]
    markdown = (docs / page.file(language.code)).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for chart in content.charts.values():
        for row, anchor in zip(chart.rows, row_anchors(chart), strict=True):
            if anchor and f'<tr id="{anchor}"' in markdown:
                address = f"{page.slugs[language.code]}/#{anchor}"
                found.setdefault(row["claim_id"], address)
    return found


def _waves_of_years(record: Record) -> dict[str, tuple[int, int]]:
    """The first and the last wave of each year, and of all."""
    waves = record.table("waves")
    years = {
        str(year): (min(own), max(own))
        for year, own in waves.groupby("year")["wave"].agg(list).items()
    }
    return {**years, "cumulative": (waves["wave"].min(), waves["wave"].max())}


def _part(row: Row, waves: dict[str, tuple[int, int]]) -> tuple[bool, int]:
    """How far a figure is from the whole programme: whether it is of a period, and whether of all
    waves of it (0), of those up to a day (1), or of some (2)."""
    period = row.get("period") or ""
    first, last = row.get("wave_from"), row.get("wave_to")
    years = period.split("-")
    whole = (waves[years[0]][0], waves[years[-1]][1]) if {*years} <= {*waves} else ()
    since_start = period == "cumulative"
    if not first:
        return not since_start, int(since_start)
    return not since_start, 0 if (first, last) == whole else 2 if last else 1
