"""The story of a change: what a pull request does to the data, in words and numbers.

Markdown that reads as well on a terminal as in a comment. Texts of the record are escaped, for
whoever opened the pull request wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import pandas as pd

from publicrecord.charts.chart import Chart
from publicrecord.escaping import for_comment
from publicrecord.indicators.jumps import FAR, jumps
from publicrecord.indicators.naming import FigureNames
from publicrecord.language import N_, Language
from publicrecord.record.claims import countable
from publicrecord.record.codes import Codes
from publicrecord.record.difference import (
    RowChange,
    claim_changes,
    descriptions_changed,
    reordered,
    row_changes,
)
from publicrecord.record.doubts import above_whole, far_values
from publicrecord.record.package import Record, rows
from publicrecord.record.sums import sum_checks

FIGURE_COLUMNS = ["value", "status", "unit", "as_of", "choice", "arithmetic"]
UNDATED = "as_of_empty"
DATE_COLUMNS = ["date", "status", "choice"]
KINDS = {"added": N_("added"), "revised": N_("revised"), "removed": N_("removed")}
NOTHING = N_("The data did not change.")
NO_ROW = N_("No row changed.")
REORDERED = N_("The rows are in another order in: {names}.")
DESCRIBED = N_("The description in datapackage.json differs in: {names}.")
MOST = 200  # rows of a kind; a whole new table is only counted


@dataclass(frozen=True)
class State:
    """The record at one moment, with what is made of it."""

    record: Record
    claims: pd.DataFrame
    dates: pd.DataFrame
    charts: dict[str, Chart]


def diff_report(before: State, after: State, language: Language) -> str:
    """What differs, in one language, as Markdown that ends with a line break."""
    notes = after.record.settings.columns("note")
    fields = _fields(after)
    columns = dict.fromkeys([*FIGURE_COLUMNS, *notes, *chain.from_iterable(fields.values())])
    figures = claim_changes(_dated(before), _dated(after), [*columns, UNDATED])
    dates = claim_changes(before.dates, after.dates, [*DATE_COLUMNS, *notes])
    compared = {"wave_dates", *after.claims["table"].unique(), *before.claims["table"].unique()}
    others = [
        change
        for resource in after.record.descriptor["resources"]
        if resource["name"] not in compared
        for change in row_changes(before.record, after.record, resource["name"])
    ]
    others += [
        replace(change, columns=beside)
        for table in fields
        for change in row_changes(before.record, after.record, table)
        if (beside := tuple(name for name in change.columns if name not in after.claims))
    ]
    form = _form(before.record, after.record, language)
    parts = [
        *_doubtful(after, figures, language),
        _counts(figures + dates + others, form, language),
        _figures(before, after, figures, language),
        _dates(dates, language),
        _totals(before, after, figures, language),
        _sums(before, after, language),
        _rows(after.record, others, language),
        form,
        _headlines(before, after, language),
        _jumps(after, figures, language),
    ]
    title = language.gettext("Changes in the data")
    return f"## {title}\n\n" + "\n\n".join(part for part in parts if part) + "\n"


def _dated(state: State) -> pd.DataFrame:
    """The claims, and which of them name no date: theirs is that of the source, but a page shows
    the cell."""
    claims, empty = state.claims, set[tuple[str, int]]()
    for table in claims["table"].unique():
        frame = state.record.table(table)
        if "as_of" in frame:
            empty |= {(table, row) for row in frame.loc[frame["as_of"].isna(), "row"]}
    places = zip(claims["table"], claims["row"], strict=True)
    return claims.assign(**{UNDATED: [place in empty for place in places]})


def _fields(state: State) -> dict[str, list[str]]:
    """The columns of each table of figures. Not all are among the claims: texts of findings."""
    return {
        table: [field["name"] for field in state.record.resource(table)["schema"]["fields"]]
        for table in state.claims["table"].unique()
    }


def _with_new_value(changes: list[RowChange]) -> list[str]:
    """The keys of the claims that are new or have another value."""
    return [c.key for c in changes if c.after and (not c.before or "value" in c.columns)]


def _doubtful(after: State, changes: list[RowChange], language: Language) -> Iterator[str]:
    """The new values that are worth a second look."""
    new = _with_new_value(changes)
    for title, found in (
        (N_("Far from every other source of the same figure"), far_values),
        (N_("A part that is more than its whole"), above_whole),
    ):
        lines = [
            f"- {for_comment(finding.value)}: {for_comment(finding.sentence(language))}"
            for finding in found(after.record, after.claims, new)
        ]
        yield _section(language.gettext(title), lines, language)


def _counts(changes: list[RowChange], form: str, language: Language) -> str:
    if not changes:
        return language.gettext(NO_ROW if form else NOTHING)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in KINDS}
    return language.gettext("Rows: {added} added, {revised} revised, {removed} removed.").format(
        **counts
    )


def _section(title: str, lines: list[str], language: Language) -> str:
    if not lines:
        return ""
    shown = lines[:MOST]
    if len(lines) > MOST:
        more = language.gettext("and {count} more").format(count=len(lines) - MOST)
        shown.append(f"- {more}")
    return f"### {title}\n\n" + "\n".join(shown)


def _figures(before: State, after: State, changes: list[RowChange], language: Language) -> str:
    lines = []
    for change in changes:
        state = before if change.after is None else after
        name = FigureNames(state.record).figure(change.row, language)
        old = _value(before, change.before, language)
        new = _value(after, change.after, language)
        said = " → ".join(part for part in (old, new) if part)
        if old == new:
            said = language.gettext("{value}; changed: {columns}").format(
                value=new, columns=", ".join(change.columns)
            )
        lines.append(
            _line(change, f"{for_comment(name)}: {said}{_difference(change, language)}", language)
        )
    return _section(language.gettext("Figures"), lines, language)


def _line(change: RowChange, said: str, language: Language) -> str:
    kind = language.gettext(KINDS[change.kind])
    return f"- **{kind}** {said} ({for_comment(change.row['source_id'])})"


def _value(state: State, row: dict[Any, Any] | None, language: Language) -> str:
    if row is None:
        return ""
    codes = Codes(state.record)
    if row["value"] == "":
        return for_comment(codes.name("status", row["status"], language))
    unit = for_comment(codes.name("unit", row["unit"], language))
    status = codes.name("status", row["status"], language)
    mark = "" if row["status"] == "published" else f", {for_comment(status)}"
    return f"{language.number(row['value'])} {unit}{mark}"


def _difference(change: RowChange, language: Language) -> str:
    old = change.before["value"] if change.before else ""
    new = change.after["value"] if change.after else ""
    if "" in (old, new) or old == new:
        return ""
    step = float(new) - float(old)
    signed = ("+" if step > 0 else "−") + language.number(abs(step))
    if not old:
        return f" ({signed})"
    share = language.number(round(100 * abs(step) / abs(float(old)), 1))
    return f" ({signed}; {'+' if step > 0 else '−'}{share} %)"


def _dates(changes: list[RowChange], language: Language) -> str:
    lines = []
    for change in changes:
        wave = language.gettext("wave {wave}").format(wave=change.row["wave"])
        days = [row["date"] or row["status"] for row in (change.before, change.after) if row]
        said = " → ".join(dict.fromkeys(map(str, days)))
        lines.append(
            _line(
                change, f"{wave}, {for_comment(change.row['event'])}: {for_comment(said)}", language
            )
        )
    return _section(language.gettext("Dates of waves"), lines, language)


def _totals(before: State, after: State, changes: list[RowChange], language: Language) -> str:
    """The sum of the values shown, before and after, of each measure that was touched and can be
    added."""
    touched = sorted({(change.table, change.row["measure_id"]) for change in changes})
    lines = []
    for table, measure in touched:
        if after.record.table("measures").set_index("measure_id")["unit"].get(measure) == "percent":
            continue
        (old_sum, old_count), (new_sum, new_count) = (
            _total(state.claims, table, measure) for state in (before, after)
        )
        if (old_sum, old_count) == (new_sum, new_count):
            continue
        name = for_comment(FigureNames(after.record).measure(measure, language))
        lines.append(
            language.gettext(
                "- {name} in {table}: {old} (values: {old_count}) → {new} (values: {new_count})"
            ).format(
                name=name,
                table=for_comment(table),
                old=language.number(old_sum),
                old_count=old_count,
                new=language.number(new_sum),
                new_count=new_count,
            )
        )
    return _section(language.gettext("Sums of the values that the site shows"), lines, language)


def _total(claims: pd.DataFrame, table: str, measure: str) -> tuple[float, int]:
    shown = countable(claims)
    values = shown.loc[(shown["table"] == table) & (shown["measure_id"] == measure), "value"]
    return float(values.sum()), int(values.count())


def _sums(before: State, after: State, language: Language) -> str:
    was = {row["check_id"]: row for row in rows(sum_checks(before.record, before.claims))}
    lines = []
    for row in rows(sum_checks(after.record, after.claims)):
        old = was.get(row["check_id"])
        if old and (old["parts"], old["total"]) != (row["parts"], row["total"]):
            lines.append(
                language.gettext(
                    "- {check}: sum of the parts {old_parts} → {new_parts}, published total "
                    "{old_total} → {new_total}"
                ).format(
                    check=for_comment(row["check_id"]),
                    old_parts=language.number(old["parts"]),
                    new_parts=language.number(row["parts"]),
                    old_total=language.number(old["total"]),
                    new_total=language.number(row["total"]),
                )
            )
    return _section(language.gettext("Sum checks"), lines, language)


def _rows(record: Record, changes: list[RowChange], language: Language) -> str:
    lines = []
    for change in changes:
        kind = language.gettext(KINDS[change.kind])
        columns = f": {', '.join(change.columns)}" if change.columns else ""
        file = for_comment(record.file(change.table))
        lines.append(f"- **{kind}** {file}: {for_comment(change.key)}{columns}")
    return _section(language.gettext("Other tables"), lines, language)


def _form(before: Record, after: Record, language: Language) -> str:
    """What differs beside the rows: their order, and the description."""
    order, described = reordered(before, after), descriptions_changed(before, after)
    lines = [
        f"- {language.gettext(text).format(names=for_comment(', '.join(names)))}"
        for text, names in ((REORDERED, order), (DESCRIBED, described))
        if names
    ]
    return _section(language.gettext("Order and description"), lines, language)


def _headlines(before: State, after: State, language: Language) -> str:
    lines = []
    for chart_id, chart in after.charts.items():
        new = chart.headline(language)
        old = before.charts[chart_id].headline(language) if chart_id in before.charts else ""
        if old != new:
            lines += [
                f"- {for_comment(chart_id)}",
                f"  - {for_comment(old) or '—'}",
                f"  - {for_comment(new)}",
            ]
    return _section(language.gettext("Chart headlines that change"), lines, language)


def _jumps(after: State, changes: list[RowChange], language: Language) -> str:
    new = _with_new_value(changes)
    by_id = {row["claim_id"]: row for row in rows(after.claims)}
    lines = [
        language.gettext(
            "- {name}: the value changed from {old} to {new}, to more than three times or "
            "less than a third. Check it in the source again."
        ).format(
            name=for_comment(FigureNames(after.record).figure(change.row, language)),
            old=language.number(change.before["value"]),
            new=language.number(change.after["value"]),
        )
        for change in changes
        if change.before
        and change.after
        and _threefold(change.before["value"], change.after["value"])
    ]
    lines += [
        language.gettext(
            "- {name}: {value} is far outside the {others} other values of this series, "
            "which range from {smallest} to {largest}. Check it in the source again."
        ).format(
            name=for_comment(FigureNames(after.record).figure(by_id[jump.claim_id], language)),
            value=language.number(jump.value),
            others=jump.others,
            smallest=language.number(jump.smallest),
            largest=language.number(jump.largest),
        )
        for jump in jumps(after.record, after.claims, new)
    ]
    return _section(language.gettext("Unusual values to check"), lines, language)


def _threefold(old: Any, new: Any) -> bool:
    if "" in (old, new) or not old or not new:
        return False
    return not 1 / FAR <= float(new) / float(old) <= FAR
