"""Questions about numbers in the words of one page: headings, answers with their sources, sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from publicrecord.indicators.questions import Question, Sum, added
from publicrecord.language import N_
from publicrecord.pages.page_context import PageContext
from publicrecord.record.package import Row


@dataclass(frozen=True)
class WorkedTerm:
    """A term as it is printed. claim, share: the claims of its value and of its percentage."""

    sign: str
    claim: Row
    share: Row | None


@dataclass(frozen=True)
class WorkedSum:
    """A sum as it is printed.

    result, difference: with their units in words. beside: the published claim that the result is
    compared with, or None. note: what to know of it.
    """

    caption: str
    terms: list[WorkedTerm]
    value: float
    result: str
    beside: Row | None
    difference_value: float
    difference: str
    note: str


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as it is printed.

    about: who was asked, for answers from surveys, and why a number is to be read with care.
    charts: the ids of the charts that it is about. sources: the keys of its sources, with spaces
    between.
    """

    question_id: str
    heading: str
    answer: Markup
    about: list[str]
    charts: tuple[str, ...]
    sums: list[WorkedSum]
    sources: str


def answered(
    page_context: PageContext, question: Question, counted: Mapping[str, int]
) -> AnsweredQuestion:
    """A question with its answer. counted: numbers that the answer may name and that are no
    claims but counts of rows, by name."""
    cited = [page_context.claim(claim_id) for claim_id in question.claims.values()]
    every = [page_context.claim(claim_id) for claim_id in question.claim_ids]
    about = [page_context.asked(claim) for claim in cited]
    about += [text for claim in every for text in page_context.caveats(claim)]
    return AnsweredQuestion(
        question_id=question.question_id,
        heading=page_context.question_heading(question),
        answer=_answer(page_context, question, counted),
        about=[text for text in dict.fromkeys(about) if text],
        charts=question.charts,
        sums=[_worked(page_context, found) for found in question.sums],
        sources=" ".join(dict.fromkeys(claim["source_id"] for claim in every)),
    )


def _answer(page_context: PageContext, question: Question, counted: Mapping[str, int]) -> Markup:
    """The answer with every number marked with its claim, and every source linked."""
    language = page_context.language
    words: dict[str, object] = {
        name: Markup('<data value="{}">{}</data>').format(number, language.number(number))
        for name, number in counted.items()
    }
    for name, claim_id in question.claims.items():
        claim = page_context.claim(claim_id)
        words[name] = Markup('<data value="{}" data-claim="{}" data-source="{}">{}</data>').format(
            claim["value"], claim_id, claim["source_id"], page_context.quantity(claim)
        )
        words[f"{name}_date"] = language.date(claim["as_of"])
        words[f"{name}_span"] = page_context.names.span(claim, language)
        words[f"{name}_subject"] = page_context.names.subject(claim, language)
        words[f"{name}_source"] = _source(page_context, claim)
    return Markup(escape(language.gettext(question.answer))).format(**words)


def _source(page_context: PageContext, claim: Row) -> Markup:
    """The source of a claim as a link, and whom it quotes if that is known."""
    language, source_id = page_context.language, claim["source_id"]
    link = Markup('<a href="{}">{}</a>').format(
        page_context.source_href(source_id), page_context.source_label(source_id)
    )
    speaker = language.of(page_context.content.sources[source_id], "said_by")
    if claim["kind"] != "official_via_press" or not speaker:
        return link
    return Markup(escape(language.gettext(N_("{source}, quoting: {speaker}")))).format(
        source=link, speaker=speaker
    )


def _worked(page_context: PageContext, found: Sum) -> WorkedSum:
    language, claims = page_context.language, page_context.content.claim_by_id
    value = added(found, claims)
    beside = claims[found.beside] if found.beside else None
    difference = round(value - beside["value"], 6) if beside else 0.0
    terms = [
        WorkedTerm(term.sign, claims[term.claim_id], claims[term.share] if term.share else None)
        for term in found.terms
    ]
    in_percent = terms[0].claim["unit"] == "percent"
    points = in_percent and any(term.sign == "-" for term in terms)

    def quantity(number: float, of_points: bool) -> str:
        one = abs(number) == 1
        unit = N_("{number} percentage point") if one else N_("{number} percentage points")
        words = (
            language.gettext(unit).format(number=language.number(number))
            if of_points
            else page_context.quantity({**terms[0].claim, "value": number})
        )
        return words.replace("-", "−", 1) if number < 0 else words

    return WorkedSum(
        caption=language.gettext(found.caption),
        terms=terms,
        value=value,
        result=quantity(value, points),
        beside=beside,
        difference_value=difference,
        difference=quantity(difference, in_percent),
        note=language.gettext(found.note) if found.note else "",
    )
