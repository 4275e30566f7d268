"""Headlines on survey results and evaluations."""

from __future__ import annotations

import re
from collections import Counter

from readings import RANGE, Rows, leads, named, reads, spans


@reads(
    rf"In #count# results of #surveys# surveys, {RANGE} percent of recipients answered favourably"
)
def _(rows, _chart, count, surveys, low, high):
    return (
        len(rows.known) == count
        and len({row["survey_id"] for row in rows.known}) == surveys > 1
        and spans(rows.known, low, high)
        and not any("public" in row["population_en"].lower() for row in rows)
    )


@reads(rf"In one survey, {RANGE} percent of recipients answered favourably")
def _(rows, _chart, low, high):
    return len({row["survey_id"] for row in rows.known}) == 1 and spans(rows.known, low, high)


@reads(
    r"Of the recipients asked #first# percent were satisfied with the platform; of the public "
    r"asked #second# percent found the information open"
)
def _(rows, _chart, first, second):
    return good_answers(rows) == (first, second)


def good_answers(rows: Rows) -> tuple[float, float]:
    got = {row["item_id"]: row["value"] for row in rows.known}
    for subject in ("platform-", "information-"):
        parts = [value for item, value in got.items() if item.startswith(subject)]
        assert len(parts) == 4
        assert abs(sum(parts) - 100) <= 1.000001
    return (
        round(got["platform-very-satisfied"] + got["platform-satisfied"], 1),
        round(got["information-very-open"] + got["information-open"], 1),
    )


@reads(rf"#count# answers on four steps: {RANGE} percent each")
def _(_rows, chart, count, low, high):
    found = [{"value": value} for value in chart.frame["value"].dropna()]
    return len(found) == count and spans(found, low, high)


@reads(rf"{RANGE} percent of those asked say their skills rose")
def _(rows, _chart, low, high):
    return spans(rows.known, low, high)


def leading_aid(rows: Rows, value: float, item: str) -> bool:
    (row,) = [row for row in rows.known if re.search(item, row["item_id"])]
    return len(rows.known) == len(rows) > 1 and leads(row, rows.known) and row["value"] == value


@reads(
    r"#value# percent of those asked said they received Kartu Prakerja, more than any other aid "
    r"found"
)
def _(rows, _chart, value):
    return leading_aid(rows, value, "^received-kartu-prakerja$")


@reads(r"#value# percent of those asked found Kartu Prakerja the most useful aid")
def _(rows, _chart, value):
    return leading_aid(rows, value, "^prakerja-felt-most-useful$")


@reads(r"<aid>: #value# percent, the highest of #count# answers")
def _(rows, _chart, aid, value, count):
    row = named(rows.known, aid, "text_en")
    return leads(row, rows.known) and row["value"] == value and len(rows.known) == count > 1


@reads(rf"#count# (?:aids|uses of the incentive): {RANGE} percent")
def _(rows, _chart, count, low, high):
    return len(rows.known) == count and spans(rows.known, low, high)


@reads(r"#value# percent of the recipients asked spent the incentive on staple food")
def _(rows, _chart, value):
    (row,) = [row for row in rows.known if row["item_id"] == "incentive-staple-food"]
    return row["value"] == value


@reads(r"Recipients out of work: from #before# percent before the training to #after# after")
def _(rows, _chart, before, after):
    (row,) = [row for row in rows.known if row["item_id"] == "not-working-after-training"]
    return (row["start"], row["value"]) == (before, after) and before != after


@reads(r"<label>: #after# percent; before the training #before#")
def _(rows, _chart, label, after, before):
    row = named(rows.known, label, "text_en")
    return (row["start"], row["value"]) == (before, after)


@reads(r"Direction of the results of #studies# of the #all# evaluations in the record")
def _(rows, _chart, studies, **every):
    return (
        len({row["study_id"] for row in rows}) == studies and every["all"] == rows.facts["studies"]
    )


@reads(
    r"#results# results of #studies# evaluations: #positive# positive, #none# that show no effect, "
    r"#negative# negative, #not_stated# without a stated direction"
)
def _(rows, _chart, results, studies, positive, none, negative, not_stated):
    found = Counter(row["finding"] for row in rows)
    return (
        found == Counter(positive=int(positive), no_difference=int(none), negative=int(negative),
                         not_stated=int(not_stated))
        and len(rows) == results
        and len({row["study_id"] for row in rows}) == studies
    )  # fmt: skip
