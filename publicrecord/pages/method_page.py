"""The page on how figures are counted: conflicts, sum checks, derived and unfit values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from markupsafe import Markup, escape

from publicrecord.charts.caveats import in_short
from publicrecord.indicators import conflicts
from publicrecord.pages.page_context import PageContext
from publicrecord.record.arithmetic import table_of, terms
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.package import Row, rows
from publicrecord.site_map import Page

SIGNS = {"+": "+", "-": "−", "*": "×"}


@dataclass(frozen=True)
class MethodPage:
    """What the template of the page on how figures are counted may use."""

    conflicts: Annotated[
        list[list[Row]], "Figures with different values: the claims on each, the shown one first."
    ]
    roundings: Annotated[list[list[Row]], "Figures whose values differ only by rounding."]
    comparisons: Annotated[
        list[Row], "Rows of comparisons.csv, each with the claims that it compares as `claims`."
    ]
    sum_checks: Annotated[
        list[Row], "Rows of sum_checks.csv with what was found, and the claim on the total."
    ]
    derived: Annotated[list[tuple[Row, Markup]], "Claims that we worked out, and their arithmetic."]
    unfit: Annotated[list[Row], "Claims that are kept and never shown."]
    caveats: Annotated[
        list[tuple[str, str]], "Why a number is to be read with care: each code, in words."
    ]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content = page_context.content
        claims, record = content.claims, content.record
        derived = rows(claims[claims["arithmetic"].notna()])
        return cls(
            conflicts=_conflicts(page_context, rounding=False),
            roundings=_conflicts(page_context, rounding=True),
            comparisons=[
                {**row, "claims": rows(compared)}
                for row, compared in conflicts.comparisons(record, claims)
            ],
            sum_checks=[
                {**row, "total_claim": page_context.claim(row["total_claim"])}
                for row in rows(content.sums)
            ],
            derived=[(row, _arithmetic(page_context, row)) for row in derived],
            unfit=rows(claims[claims["status"] == "unfit"]),
            caveats=[(code, in_short(code, page_context.language)) for code in CAVEATS],
        )


def _conflicts(page_context: PageContext, *, rounding: bool) -> list[list[Row]]:
    found = page_context.content.conflicts
    found = found[found["rounding"] == rounding].drop_duplicates(["figure_id", "value"])
    groups: dict[str, list[Row]] = {}
    for row in rows(found):
        groups.setdefault(row["figure_id"], []).append(row)
    return list(groups.values())


def _arithmetic(page_context: PageContext, claim: Row) -> Markup:
    """The arithmetic of a derived claim, numbers written out and sources linked."""
    language = page_context.language
    table = table_of(claim["arithmetic"])
    if table:
        title = language.described(page_context.record.resource(table), "title")
        return escape(language.gettext("sum of the rows in {table}").format(table=title))
    parts = [
        Markup('{sign} {number} (<a href="{href}">{source}</a>)').format(
            sign="" if i == 0 else SIGNS[sign],
            number=language.number(number),
            href=page_context.source_href(source),
            source=source,
        )
        for i, (sign, number, source) in enumerate(terms(claim["arithmetic"]))
    ]
    return Markup(" ").join(parts)
