"""What the pages cite must be in the record: each claim, statement and chart by its id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.indicators.questions import Question
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record

CITED = re.compile(r'show\.(fact|statement)\("([^"]+)"')

CLAIM_CITED = Rule(
    "claim-cited-by-page",
    N_(
        'The page {page} refers to the claim "{value}", but no row of the data gives a '
        "value for this claim."
    ),
    N_("Restore the row, or change the reference in the page. Similar claims: {near}."),
)
STATEMENT_CITED = Rule(
    "statement-cited-by-page",
    N_('The page {page} refers to the statement "{value}", which does not exist in the data.'),
    N_("Restore the row, or change the reference in the page. Similar statements: {near}."),
)


def broken_citations(
    record: Record, claims: pd.DataFrame, questions: Iterable[Question]
) -> Iterator[Finding]:
    """A finding for each id that a page or a question cites and the record does not have."""
    statements = (
        list(record.table("statements")["statement_id"]) if "statements" in record.tables else []
    )
    shown = set(claims.loc[claims["chosen"] & claims["value"].notna(), "figure_id"])
    fit = claims["figure_id"].isin(shown) & claims["status"].ne("unfit")
    known = claims.loc[fit, "claim_id"].tolist()
    showable = set(known)
    for page in sorted((record.settings.templates / "pages").glob("*.jinja")):
        for kind, cited in CITED.findall(page.read_text(encoding="utf-8")):
            if kind == "statement" and cited not in statements:
                yield _finding(STATEMENT_CITED, record, "statements", page.name, cited, statements)
            elif kind == "fact" and cited not in showable:
                yield _claim_finding(record, page.name, cited, known)
    valued = set(claims.loc[claims["value"].notna(), "claim_id"])  # unfit ones are asked about too
    for question in questions:
        for cited in question.claim_ids:
            if cited not in valued:
                page_name = f"questions.md.jinja#{question.question_id}"
                yield _claim_finding(record, page_name, cited, sorted(valued))


def _claim_finding(record: Record, page: str, cited: str, known: list[str]) -> Finding:
    tables = {table.key: table.name for table in figure_tables(record)}
    table = tables.get(cited.split("/")[0], next(iter(tables.values())))
    return _finding(CLAIM_CITED, record, table, page, cited, known)


def _finding(
    rule: Rule, record: Record, table: str, page: str, cited: str, known: list[str]
) -> Finding:
    return rule.at(record.file(table), value=cited, page=page, near=nearest(cited, known))
