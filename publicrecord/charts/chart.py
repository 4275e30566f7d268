"""The declaration of a chart: everything that its picture, table and downloads need.

A chart is declared once. The picture, the table, the downloads, the alternative text and
the citation are all read from the same frame, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any

import pandas as pd

from publicrecord.charts.headline import Headline
from publicrecord.findings import Rule, ValidationFailed
from publicrecord.geography import MapFrame
from publicrecord.indicators.origins import Origin, claims_of, computed_with_bases
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.claims import ABOUT, PERTURBED
from publicrecord.record.package import Row, exact, rows

Ring = tuple[tuple[float, float], ...]
"""A shore: longitudes and latitudes."""

NAMES, VALUES = ("group", "label", "part"), ("value", "category")
"""The columns that say what a row is, and those that a mark shows."""
NUMBER_KINDS = {"number", "percent", "rate"}
RATE_DECIMALS = 1  # of rates that we computed: 195.0 beside 200.1


EMPTY = Rule(
    "chart-empty",
    N_("The chart no longer has a value to show."),
    N_(
        "The rows that it uses were probably renamed, deleted or marked unfit. Restore "
        "at least one of them, or change the chart."
    ),
)


def require_values(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame as it is; raises ValidationFailed, naming the table, if no row has a value."""
    if frame["value"].notna().any():
        return frame
    raise ValidationFailed([EMPTY.at(f"data/{table}.csv")])


@dataclass(frozen=True)
class Column:
    """A column of the table and the download.

    key: the frame's column, or the stem of columns in each language (label).
    title: its heading. kind: label, place (the label of a place with a page, whose
    key is the frame's column `code`), text, number, percent, rate (which we computed and rounded to
    one decimal), date, status or source. values: what fills the {named} places of the heading.
    """

    key: str
    title: Message
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)

    def heading(self, language: Language) -> str:
        """The heading in a language."""
        return language.gettext(self.title).format(**self.values)

    def described(self, language: Language) -> dict[str, str]:
        """The column as programs read it: key, title and kind."""
        return {"key": self.key, "title": self.heading(language), "kind": self.kind}


@dataclass(frozen=True)
class Event:
    """Something that happened, drawn into the picture where it teaches.

    on: an ISO date or a year. text: what happened. group: in small multiples the heading
    of the panel it belongs to.
    """

    on: str
    text: Text
    group: Message = Message("")


@dataclass(frozen=True)
class Reference:
    """A value that all bars are compared with, drawn as a line through them.

    text: what it is, with the value.
    """

    value: float
    text: Text


def cell(row: Row, key: str, language: Language) -> Any:
    """A cell of a chart's frame: the language's one of a pair of columns, or the column."""
    return language.of(row, key) if f"{key}_{language.code}" in row else row[key]


def plain_number(value: float) -> str:
    """A number as machines read it: no separators, decimals only where there are any."""
    return str(int(value)) if value == int(value) else repr(value)


# Where a value comes from: the last columns of nearly every table.
STATUS = Column("status", N_("Status"), "status")
AS_OF = Column("as_of", N_("As of"), "date")
SOURCE = Column("source_id", N_("Source"), "source")
ORIGIN = (STATUS, AS_OF, SOURCE)


def said(message: Message, words: Callable[[Language], Mapping[str, object]] | None = None) -> Text:
    """A text of the catalogues, said in whatever language is asked for; made once in each, for all
    that show it.

    words: what fills its {named} places in a language.
    """
    if words is None:
        return lambda language: language.gettext(message)
    return cache(lambda language: language.gettext(message).format(**words(language)))


def as_exact(row: Row, language: Language) -> str:
    """A value as exact as it was printed: 96.1, about 90."""
    number = language.number(row["value"])
    if row["status"] in ABOUT:
        return language.gettext("about {value}").format(value=number)
    return number


def listed_by_group(frame: pd.DataFrame, language: Language) -> str:
    """The marks of a frame with headings in words: heading: label: value; label: value."""
    known = frame[frame["value"].notna()]
    return "; ".join(
        f"{language.of(rows.iloc[0], 'group')}: {listed(rows, language)}"
        for _group, rows in known.groupby(f"group_{language.code}", sort=False)
    )


def listed(frame: pd.DataFrame, language: Language) -> str:
    """The marks of a frame in words, for alternative texts: label: value; label: value."""
    return "; ".join(
        f"{language.of(row, 'label')}: {language.number(row['value'])}"
        for row in rows(frame[["value", f"label_{language.code}"]])
        if row["value"] != ""
    )


def all_marks(
    text: Message,
    frame: pd.DataFrame,
    in_words: Callable[[pd.DataFrame, Language], str] | None = None,
) -> Text:
    """A text whose place {listed} is filled with the marks of a frame.

    in_words: lists them; else each with its value, under their headings where there are any.
    """

    def words(language: Language) -> dict[str, str]:
        grouped = f"group_{language.code}" in frame
        lister = in_words or (listed_by_group if grouped else listed)
        return {"listed": lister(frame, language)}

    return said(text, words)


@dataclass(frozen=True)
class Chart:
    """One chart.

    chart_id: kebab-case; its file name, and its address where `slugs` has none for a language.
    story: the page (by template) that tells it. mark: the kind of picture, one of
    svg.RENDERERS. frame: one row a mark in drawing order, with label_<code> for each language,
    value (missing where status says so), status, source_id, as_of, and optionally group_<code>
    (a heading over the rows that share it), series (a second style of mark), short (a label for
    vertical columns), weight (the room of a column), apart (of a point that is not of the line),
    reference (of a part that the other bars are compared with), margin (the margin of error),
    decimals (how many a value has at least),
    scale_end (where the scale of its group ends; empty: its value is printed without a bar),
    category_<code> (of the mark `categories`: the name of the category that value numbers) and
    base_source_id and base_claim_id (where the number of people came from that the value was
    divided by, or the number that it is the distance from; base_status, base_as_of and
    base_arithmetic where that may be derived), and claim_id or claim_ids (the claim, or the claims
    with blanks between, that the mark is made of). Of some kinds also start (of a range),
    part_<code> (of a stacked bar, the name of a part), along (of a curve, the horizontal share),
    code, lng and lat (of a map), year or period (for events), table and measure_id (for anchors).
    measure_ids: what is counted, the first one with the unit. columns: of table and download, the
    row's heading first. headline: a sentence that is true of the frame, with its origin. subtitle,
    alt, notes: texts computed from the frame. caveats: which values are to be read with care, and
    why; they go wherever the picture goes. doubtful: the codes of its claims that are. maximum: the
    end of the scale; else the largest value. legend: what each series means. events: what the
    picture marks, by date. reference: what all bars are compared with. brief: the columns (by key)
    that the table on a page keeps to, where all would make it too heavy.
    map_frame: of the mark `map`, what it shows; land: the shores below its dots; shade: the column
    by whose classes the dots are coloured. slugs: the last part of its page's address, by the
    code of the language.
    """

    chart_id: str
    story: str
    mark: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    measure_ids: tuple[str, ...]
    headline: Headline
    subtitle: Text
    alt: Text
    notes: tuple[Text, ...] = ()
    caveats: tuple[Text, ...] = ()
    doubtful: Mapping[str, str] = field(default_factory=dict)
    maximum: float | None = None
    legend: tuple[tuple[str, Message], ...] = ()
    events: tuple[Event, ...] = ()
    reference: Reference | None = None
    brief: tuple[str, ...] = ()
    map_frame: MapFrame | None = None
    land: tuple[Ring, ...] = ()
    shade: Column | None = None
    slugs: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A sentence that was not checked may be false, and would be quoted without its origin;
        perturbed numbers beside exact ones would be read as exact."""
        if not isinstance(self.headline, Headline):
            raise TypeError(f"The chart {self.chart_id} has no Headline, which is checked.")
        perturbed = self.frame.loc[self.frame["value"].notna(), "status"].eq(PERTURBED)
        if perturbed.any() and not perturbed.all():
            raise ValueError(f"The chart {self.chart_id} mixes perturbed numbers with others.")

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the frame for printing, made once for all that print them."""
        return rows(self.frame)

    @cached_property
    def drawn(self) -> dict[tuple[object, ...], Any]:
        """Pictures of the chart, kept by svg.py so that all that show one share it."""
        return {}

    def headings(self, keys: Iterable[str], language: Language) -> list[str]:
        """The headings of the columns with these keys."""
        titles = {column.key: column.heading(language) for column in self.columns}
        return [titles[key] for key in keys]

    @property
    def page_columns(self) -> tuple[Column, ...]:
        """The columns of the table on a page, what a row is and its value first; the downloads have
        all."""
        kept = [c for c in self.columns if not self.brief or c.key in self.brief]

        def names(column: Column) -> bool:
            return column.key in NAMES or column.kind in ("label", "place")

        return tuple(sorted(kept, key=lambda c: (not names(c), c.key not in VALUES)))

    def plain(self, language: Language) -> dict[str, Any]:
        """Every field as plain values, its texts as they are said in a language."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "frame": exact(self.frame),
            "headline": (self.headline(language), self.headline.origin),
            "subtitle": self.subtitle(language),
            "alt": self.alt(language),
            "notes": [note(language) for note in self.notes],
            "caveats": [caveat(language) for caveat in self.caveats],
            "reference": self.reference and (self.reference.value, self.reference.text(language)),
            "events": [(event.on, event.text(language), event.group) for event in self.events],
        }

    def address(self, language: Language) -> str:
        """The address of its page below the root of a language."""
        return f"{language.addresses['charts']}/{self.slugs.get(language.code, self.chart_id)}/"

    @property
    def origin(self) -> Origin:
        """Where the numbers of the headline come from, with their caveats."""
        return self.headline.origin.with_caveats(self.doubtful)

    @cached_property
    def sources(self) -> list[str]:
        """The sources of the headline; then those of the marks that have a value, the most used
        first; then the others, and those of what the values were divided by or compared with."""
        known = self.frame["value"].notna()
        ranked = list(self.headline.origin.sources)
        ranked += [
            source
            for marks in (known, ~known)
            for source in self.frame.loc[marks, "source_id"].value_counts().index
        ]
        if "base_source_id" in self.frame:
            ranked += list(self.frame["base_source_id"].dropna().unique())
            ranked += list(computed_with_bases(self.rows).sources)
        return [str(source) for source in dict.fromkeys(ranked)]

    @property
    def as_of(self) -> str:
        """The latest date among the marks that have a value."""
        return str(self._days.max())

    @cached_property
    def _days(self) -> pd.Series:
        return self.frame.loc[self.frame["value"].notna(), "as_of"].dropna()

    def dated(self, language: Language) -> str:
        """The date of the values as a sentence; from the first to the last where they differ."""
        first, last = language.date(str(self._days.min())), language.date(self.as_of)
        if first == last:
            return language.gettext("As of {date}.").format(date=last)
        return language.gettext("Values of {first} to {last}.").format(first=first, last=last)

    def in_context(self, row: Row) -> bool:
        """Whether the headline speaks of other marks and not of this one."""
        return bool(self.subject) and tuple(claims_of(row)) not in self.subject

    def is_subject(self, row: Row) -> bool:
        """Whether the headline speaks of this mark and not of others."""
        return bool(self.subject) and tuple(claims_of(row)) in self.subject

    @cached_property
    def subject(self) -> frozenset[tuple[str, ...]]:
        """The claims of each mark that the headline speaks of; none if it speaks of all."""
        marks = {tuple(claims_of(row)) for row in self.rows}
        subjects = self.headline.subject & marks
        return subjects if subjects != marks else frozenset()

    @property
    def row_claims(self) -> list[list[str]]:
        """Of each mark the claims that it is made of."""
        return [claims_of(row) for row in self.rows]

    @property
    def claim_ids(self) -> set[str]:
        """All claims that the chart is made of."""
        return {claim for claims in self.row_claims for claim in claims}

    @property
    def values(self) -> pd.Series:
        """The values that are known."""
        return self.frame["value"].dropna()
