"""A page for each source: every figure taken from it, whether it is shown, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from publicrecord.context.addresses import SOURCES, source_path, table_path
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.registry import environment, page_links
from publicrecord.pages.shells import SHELL, Filling, filled
from publicrecord.pages.template_context import template_context
from publicrecord.record.figure_tables import BY_NAME
from publicrecord.record.package import Row, rows

LONG = 120  # more figures of one table than this stand as a grid of places and years


@dataclass(frozen=True)
class Taken:
    """All that was taken from sources, by the key of the source, gathered once.

    claims: by source, then by table. dates: of waves. elsewhere: the number of rows that cite
    the source, by table, where those are no claims.
    """

    content: SiteContext

    @cached_property
    def claims(self) -> dict[str, dict[str, list[Row]]]:
        """Claims on figures."""
        found: dict[str, dict[str, list[Row]]] = {}
        for row in rows(self.content.claims):
            found.setdefault(row["source_id"], {}).setdefault(row["table"], []).append(row)
        return found

    @cached_property
    def dates(self) -> dict[str, list[Row]]:
        """Claims on dates."""
        found: dict[str, list[Row]] = {}
        for row in rows(self.content.dates):
            found.setdefault(row["source_id"], []).append(row)
        return found

    @cached_property
    def elsewhere(self) -> dict[str, list[tuple[str, int]]]:
        """Rows of other tables."""
        record = self.content.record
        found: dict[str, list[tuple[str, int]]] = {}
        for resource in record.descriptor["resources"]:
            frame, name = record.table(resource["name"]), resource["name"]
            if "source_id" in frame and name not in (*BY_NAME, "sources", "wave_dates"):
                for source, count in frame["source_id"].value_counts().sort_index().items():
                    found.setdefault(str(source), []).append((name, int(count)))
        return found


def write_source_pages(content: SiteContext, out: Path, language: Language) -> None:
    """Fill the shell in the built site of one language below `out`, and take it away."""
    jinja, taken = environment(language), Taken(content)
    folder = out / language.code / SOURCES[language.code]
    shell = (folder / SHELL / "index.html").read_text(encoding="utf-8")
    template = jinja.get_template("pages/source.html.jinja")
    home = language.folder
    for source_id, source in content.sources.items():
        address = source_path(source_id, language.code)
        words = template_context(content, jinja, language, home + address)
        links = page_links(language, address.rstrip("/"))
        about = _about(content, taken, source, words["page_context"], links)
        body = template.render(**words, **about, pages=links)
        title = str(source["title"])
        page = Filling(title, _summary(about, source, language), body, source_id)
        file = new_file(folder / source_id / "index.html")
        file.write_text(filled(shell, SOURCES, page), encoding="utf-8")
    (folder / SHELL / "index.html").unlink()
    (folder / SHELL).rmdir()


def _about(
    content: SiteContext,
    taken: Taken,
    source: Row,
    page_context: PageContext,
    links: dict[str, str],
) -> dict[str, Any]:
    """What the template says of one source."""
    key = source["source_id"]
    claims = taken.claims.get(key, {})
    ordered = [(name, claims[name]) for name in BY_NAME if name in claims]
    return {
        "source": source,
        "groups": [(name, group) for name, group in ordered if len(group) <= LONG],
        "grids": [
            (name, Grid.of(group, page_context)) for name, group in ordered if len(group) > LONG
        ],
        "dates": sorted(taken.dates.get(key, []), key=lambda row: (row["wave"], row["event"])),
        "elsewhere": taken.elsewhere.get(key, []),
        "count": sum(map(len, claims.values())) + len(taken.dates.get(key, [])),
        "table_path": lambda name: table_path(name, page_context.language.code),
        "resource": content.record.resource,
        "shown_at": lambda row: _shown_at(row, page_context, links),
        "report": lambda row: issue_link(
            content.repository, row["claim_id"], page_context.quantity(row)
        ),
        "report_source": issue_link(content.repository, key),
    }


def _shown_at(row: Row, page_context: PageContext, links: dict[str, str]) -> str:
    """The address of the page that shows a figure; what is not chosen stands with the conflicts."""
    if not row["chosen"]:
        return links["method"]
    code = row["code"][:5] if row["table"] == "place_figures" else row["province_code"]
    return (code and page_context.place_href(code)) or links[BY_NAME[row["table"]].page]


@dataclass(frozen=True)
class Grid:
    """Figures of places by period: too many for a line each. lines: name and address of a
    place, then its claim in each period, where there is one."""

    measure: str
    periods: list[str]
    lines: list[tuple[str, str, list[Row | None]]]

    @classmethod
    def of(cls, claims: list[Row], page_context: PageContext) -> Grid:
        """The claims of one measure, in the order of the record."""
        places: dict[str, dict[str, Row]] = {}
        for row in claims:
            places.setdefault(row["place_as_printed"], {})[row["period"]] = row
        periods = sorted({row["period"] for row in claims})
        return cls(
            measure=claims[0]["measure_id"],
            periods=periods,
            lines=[*cls._lines(places, periods, page_context)],
        )

    @staticmethod
    def _lines(
        places: dict[str, dict[str, Row]], periods: list[str], page_context: PageContext
    ) -> Iterator[tuple[str, str, list[Row | None]]]:
        for name, by_period in places.items():
            code = next(iter(by_period.values()))["code"][:5]
            href = page_context.place_href(code) if code else ""
            yield " ".join(name.split()), href, [by_period.get(period) for period in periods]


def _summary(about: dict[str, Any], source: Row, language: Language) -> str:
    """What a search engine shows of the page."""
    return language.gettext(
        "{count} figures of Kartu Prakerja taken from {publisher}: “{title}” ({key})."
    ).format(
        count=language.number(about["count"]),
        publisher=source["publisher"],
        title=source["title"],
        key=source["source_id"],
    )
