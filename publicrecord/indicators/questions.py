"""Questions that readers ask about numbers, declared once: the answer, and the sums from value to
value. Every number in them is a claim of the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publicrecord.language import Message
from publicrecord.record.package import Row


@dataclass(frozen=True)
class Term:
    """One term of a sum: the value of a claim, added or subtracted.

    sign: + or -. share: a claim in percent of which the value is multiplied, if any.
    """

    sign: str
    claim_id: str
    share: str = ""


def total(*claim_ids: str) -> tuple[Term, ...]:
    """The terms of a sum of claims."""
    return tuple(Term("+", claim_id) for claim_id in claim_ids)


def difference(first: str, *others: str) -> tuple[Term, ...]:
    """The terms of a claim less others."""
    return (Term("+", first), *(Term("-", claim_id) for claim_id in others))


@dataclass(frozen=True)
class Sum:
    """Terms that are added up, and the published value that the result is compared with.

    caption: what is added. beside: the claim to compare with, or empty. note: what to know of the
    result; it says which part is our inference.
    """

    caption: Message
    terms: tuple[Term, ...]
    beside: str = ""
    note: Message = Message("")

    @property
    def claim_ids(self) -> Iterator[str]:
        """The claims in it, in their order."""
        for term in self.terms:
            yield term.claim_id
            if term.share:
                yield term.share
        if self.beside:
            yield self.beside


@dataclass(frozen=True)
class Question:
    """A question, its answer, and the facts and charts that it is about.

    question_id: its anchor on the page of questions. heading, answer: texts with places such as
    {net} and {net_date}, by the names of the claims. claims: the claims that the answer is made
    of, by name; each fact on their figures links to the question. charts: the charts that link
    to it.
    """

    question_id: str
    heading: Message
    answer: Message
    claims: Mapping[str, str]
    charts: tuple[str, ...]
    sums: tuple[Sum, ...]

    @property
    def claim_ids(self) -> list[str]:
        """Every claim in the answer and the sums, once."""
        inside = [claim_id for found in self.sums for claim_id in found.claim_ids]
        return list(dict.fromkeys([*self.claims.values(), *inside]))

    def is_about(self, subject: str) -> bool:
        """Whether a chart or a figure, by its id, is one that the question is about."""
        return subject in self.charts or subject in {
            claim_id.split("@")[0] for claim_id in self.claims.values()
        }


def added(found: Sum, claims: Mapping[str, Row]) -> float:
    """The result of a sum. claims: the claims by their key."""
    result = 0.0
    for term in found.terms:
        value = claims[term.claim_id]["value"]
        if term.share:
            value = value * claims[term.share]["value"] / 100
        result += value if term.sign == "+" else -value
    return round(result, 6)  # without the noise of binary fractions
