"""What the templates of the programme's pages may use, beyond what every page may."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Self

from prakerja.compare_page import ComparePage
from prakerja.indicators.evaluations import by_design, evaluation_results
from prakerja.indicators.programme import last_net, official_gross
from prakerja.indicators.reach import fewest_recipients
from prakerja.indicators.surveys import survey_results
from prakerja.indicators.waves import wave_calendar, waves_not_found
from prakerja.questions import QUESTIONS
from prakerja.settings import OFFICIAL
from publicrecord.api.llms import RULES
from publicrecord.indicators.place_claims import misplaced_regencies, single_place_claims
from publicrecord.language import Message
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.question_words import AnsweredQuestion, answered
from publicrecord.record.package import Row, rows
from publicrecord.record.validity import last_day
from publicrecord.site_map import Page


@dataclass(frozen=True)
class HomePage:
    """What the template of the front page may use."""

    published_net: Annotated[
        Row | None, "The claim on the last exact net total that was published."
    ]
    added_net: Annotated[Row | None, "The claim on a later net total, which we added up."]
    official_gross: Annotated[Row | None, "The claim on the gross total of the official file."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        claims, scope = (
            page_context.content.claims_by_table["programme_figures"],
            page_context.content.scope,
        )
        published, added = last_net(claims, derived=False), last_net(claims, derived=True)
        if published is not None and added is not None and not added["as_of"] > published["as_of"]:
            added = None
        gross = official_gross(claims, scope.official_source, scope.official_as_of)
        found = (published, added, gross)
        return cls(*(None if claim is None else rows(claim.to_frame().T)[0] for claim in found))


@dataclass(frozen=True)
class WavesPage:
    """What the template of the page of waves may use."""

    calendar: Annotated[list[Row], "When each wave opened, closed and was announced."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        return cls(rows(wave_calendar(page_context.record, page_context.content.dates)))


@dataclass(frozen=True)
class ReachPage:
    """What the template of the page of regions may use."""

    districts_counted: Annotated[list[str], "The districts (kecamatan) of which there is a count."]
    fewest: Annotated[Row, "The regency or city with fewest recipients: its claim."]
    misplaced: Annotated[
        list[Row], "Regencies that the official file prints under another province."
    ]
    press_places: Annotated[list[Row], "Claims on places from other sources."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        record, claims = page_context.record, page_context.content.claims
        known = {*record.table("districts")["district_code"]}
        figures = page_context.shown("place_figures")
        day = last_day(page_context.content.scope.official_as_of)
        districts = [row["place_as_printed"] for row in figures if row["code"] in known]
        return cls(
            districts_counted=list(dict.fromkeys(districts)),
            fewest=dict(fewest_recipients(record, claims)),
            misplaced=rows(misplaced_regencies(record, day)),
            press_places=rows(single_place_claims(record, claims, OFFICIAL)),
        )


@dataclass(frozen=True)
class OutcomesPage:
    """What the template of the page of surveys and outcomes may use."""

    survey_results: Annotated[list[Row], "All survey figures that are shown."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        claims = page_context.content.claims_by_table["survey_figures"]
        return cls(rows(survey_results(page_context.record, claims)))


@dataclass(frozen=True)
class Study:
    """An evaluation: its row, its results, and its results that are figures of a survey."""

    row: Row
    results: list[Row]
    survey_claims: list[Row]


@dataclass(frozen=True)
class OversightPage:
    """What the template of the page of oversight and evaluation may use."""

    reports: Annotated[
        list[list[Row]], "Rows of audit_findings.csv, those of one body and report together."
    ]
    studies: Annotated[
        list[Study], "The evaluations with their results, the strongest design first."
    ]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        record, claims = page_context.record, page_context.content.claims_by_table
        results = rows(evaluation_results(record, claims["evaluation_figures"]))
        surveyed = rows(survey_results(record, claims["survey_figures"]))
        findings = groupby(
            page_context.table("audit_findings"), key=lambda row: (row["body_id"], row["report_id"])
        )
        return cls(
            reports=[list(found) for _report, found in findings],
            studies=[
                Study(
                    row,
                    [found for found in results if found["study_id"] == row["study_id"]],
                    [found for found in surveyed if found["survey_id"] == row["survey_id"]],
                )
                for row in rows(by_design(record.table("evaluations")))
            ],
        )


@dataclass(frozen=True)
class AssistantsPage:
    """What the template of the page for those who let an assistant answer may use."""

    rules: Annotated[tuple[Message, ...], "What answers must keep to, as llms.txt has it."]
    place: Annotated[str, "The code of a regency or city, for an example of an address."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        return cls(RULES, str(page_context.record.table("regencies")["regency_code"].iloc[0]))


@dataclass(frozen=True)
class QuestionsPage:
    """What the template of the page of questions about numbers may use."""

    questions: Annotated[list[AnsweredQuestion], "The questions, each with its answer and sums."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content = page_context.content
        counted = {
            "unfound": waves_not_found(page_context.record, content.claims),
            "waves": content.scope.waves,
        }
        return cls([answered(page_context, question, counted) for question in QUESTIONS])


CONTEXTS = {
    "assistants": AssistantsPage,
    "compare": ComparePage,
    "home": HomePage,
    "outcomes": OutcomesPage,
    "oversight": OversightPage,
    "questions": QuestionsPage,
    "reach": ReachPage,
    "waves": WavesPage,
}
"""What the template of a page may use beyond what every page may."""
