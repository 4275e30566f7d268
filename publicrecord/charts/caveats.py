"""Caveats in words, beside every number that is to be read with care."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from publicrecord.charts.chart import Chart, Column
from publicrecord.indicators.conflicts import rejected
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.origins import claims_of
from publicrecord.language import N_, Language, Message
from publicrecord.record.caveats import CAVEATS, number_sources
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row, rows

FEW = 3  # so many values are named; more are named by their source
UNFIT_BESIDE = N_(
    "{values}, to be read with care: the same source also gives {rejected} ({figure}), a value "
    "that we do not use."
)
OTHERS = {
    "rounded_retelling": N_(
        "{values}, to be read with care: rounded, by a source that also retells numbers of others."
    ),
    "basis_unstated": N_(
        "{values}, to be read with care: the source does not say on what basis it counts."
    ),
}
# As part of a sentence, in quotes and in tables.
SHORT: dict[str, Message] = {
    "unfit_beside": N_("a source also gives a value that we do not use"),
    "rounded_retelling": N_("a value is rounded, by a source that also retells numbers of others"),
    "basis_unstated": N_("a source does not say on what basis it counts"),
}
COLUMN = Column("caveat", N_("Caveat"), "text")


def in_short(codes: str, language: Language) -> str:
    """Caveats as part of a sentence. codes: with blanks between."""
    return "; ".join(language.gettext(SHORT[code]) for code in codes.split())


@dataclass(frozen=True)
class Caveats:
    """The caveats of a record.

    codes: those of each claim that has any, with blanks between. sources: the sources of the
    numbers of such a claim. units: the unit of its value. unfit: for each source that gives a value
    unfit for showing, one. words: the names of units.
    """

    codes: dict[str, str]
    units: dict[str, str]
    sources: dict[str, list[str]]
    unfit: dict[str, Row]
    names: FigureNames
    words: Codes

    @classmethod
    def of(cls, claims: pd.DataFrame, names: FigureNames, words: Codes) -> Caveats:
        """The caveats of all claims."""
        doubtful = rows(claims[claims["caveats"] != ""])
        return cls(
            codes={row["claim_id"]: row["caveats"] for row in doubtful},
            units={row["claim_id"]: row["unit"] for row in doubtful},
            sources={row["claim_id"]: number_sources(row) for row in doubtful},
            unfit=rejected(claims),
            names=names,
            words=words,
        )

    def of_row(self, row: Row) -> str:
        """The codes of all claims that a row is made of."""
        found = {code for claim in claims_of(row) for code in self.codes.get(claim, "").split()}
        return " ".join(code for code in CAVEATS if code in found)

    def sentences(self, shown: list[Row], language: Language) -> list[str]:
        """The caveats of rows, each with the values that it is about."""
        said = [
            language.gettext(UNFIT_BESIDE).format(
                values=self._values(about, language),
                rejected=self.words.quantity(claim["value"], claim["unit"], language),
                figure=self.names.figure(claim, language),
            )
            for source, claim in self.unfit.items()
            if (about := [row for row in shown if source in self._doubtful(row)])
        ]
        return said + [
            language.gettext(text).format(values=self._values(about, language))
            for code, text in OTHERS.items()
            if (about := [row for row in shown if code in self.of_row(row).split()])
        ]

    def _values(self, shown: list[Row], language: Language) -> str:
        """The values of rows in words, with their unit where they have one; of many the first."""
        named = shown[:FEW]
        units = {self.units.get(str(row.get("claim_id")), "") for row in named}
        before, after = self.words.around("".join(units) if len(units) == 1 else "", language)
        # A caveat is of what was printed; the value of a mark may be a difference from it.
        numbers = [float(row.get("printed") or row["value"]) for row in named]
        values = list(dict.fromkeys(f"{before}{language.short(number)}" for number in numbers))
        if len(shown) <= FEW:
            return language.listed(values) + after
        few = ", ".join(values) + after
        return language.gettext("{values} and others").format(values=few)

    def _doubtful(self, row: Row) -> set[str]:
        """The sources of a row that also give a value unfit for showing."""
        return {
            source
            for claim in claims_of(row)
            if "unfit_beside" in self.codes.get(claim, "").split()
            for source in self.sources[claim]
        }

    def added_to(self, chart: Chart, record: Record) -> Chart:
        """The chart with the caveats of its marks and of its headline; a column of its table
        says which marks they are of."""
        named = {*chart.claim_ids, *chart.headline.origin.claims}
        doubtful = {claim: self.codes[claim] for claim in sorted(named) if claim in self.codes}
        known = [row for row in chart.rows if row["value"] != ""]
        codes = [self.of_row(row) for row in chart.rows]
        if not any(codes):
            return replace(chart, doubtful=doubtful)
        words = {
            f"caveat_{language.code}": [in_short(found, language) for found in codes]
            for language in record.settings.languages
        }
        first, *_ = record.settings.languages
        count = len(self.sentences(known, first))
        return replace(
            chart,
            doubtful=doubtful,
            frame=chart.frame.assign(**words),
            columns=(*chart.columns, COLUMN),
            caveats=tuple(partial(self._sentence, known, at) for at in range(count)),
        )

    def _sentence(self, shown: list[Row], at: int, language: Language) -> str:
        return self.sentences(shown, language)[at]
