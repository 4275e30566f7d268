"""Headlines on provinces, regencies and island groups."""

from __future__ import annotations

import re
from collections import defaultdict

from readings import RANGE, Rows, above, leads, named, reads, same, spans, trails, values


def place_name(rows: Rows) -> str:
    return "name_en" if "name_en" in rows[0] else "name"


def all_places(rows: Rows) -> bool:
    """Whether the frame has a value for every place of the country."""
    key = "province_code" if "lat" not in rows[0] and "province_code" in rows[0] else "code"
    found = {row[key] for row in rows.known}
    return found == rows.facts["regencies" if "lat" in rows[0] else "provinces"]


@reads(
    r"Recipients in all #count# regencies and cities: from #last_value# in <last> to #first_value# "
    r"in <first>"
)
def _(rows, _chart, count, last_value, last, first_value, first):
    top, few = named(rows.known, first, "name"), named(rows.known, last, "name")
    return (
        all_places(rows)
        and len(rows) == count
        and all(value > 0 for value in values(rows))
        and leads(top, rows.known)
        and trails(few, rows.known)
        and (top["value"], few["value"]) == (first_value, last_value)
    )


@reads(rf"Recipients in all #count# regencies and cities: {RANGE}")
def _(rows, _chart, count, low, high):
    return (
        all_places(rows)
        and len(rows) == count
        and all(value > 0 for value in values(rows))
        and spans(rows, low, high)
    )


@reads(rf"Recipients are known for #count# regencies and cities: {RANGE}")
def _(rows, _chart, count, low, high):
    return len(rows.known) == count and spans(rows.known, low, high)


@reads(rf"Recipients of single regencies and cities: {RANGE}")
def _(rows, _chart, low, high):
    return spans(rows.known, low, high)


def is_of(chart, basis: str) -> bool:
    """Whether a chart counts on a basis: gross or net."""
    return chart.measure_ids == (f"recipients_{basis}",)


@reads(rf"Recipients \((?P<basis>gross|net)\) by province: {RANGE}")
def _(rows, chart, basis, low, high):
    return is_of(chart, basis) and spans(rows.known, low, high)


def share_of_all(rows: Rows, some: list[dict], share: float, places: int = 2) -> bool:
    found = sum(values(some)) / sum(values(rows.known)) * 100
    return abs(found - share) <= 0.5 * 0.1**places + 1e-9


@reads(
    r"<province> has the most recipients \((?P<basis>gross|net)\), #share# percent of all"
    r"(?:; <last> has the fewest)?"
)
def _(rows, chart, province, basis, share, last):
    top = named(rows.known, province)
    return (
        is_of(chart, basis)
        and all_places(rows)
        and leads(top, rows.known)
        and share_of_all(rows, [top], share)
        and (last is None or trails(named(rows.known, last), rows.known))
    )


@reads(r"The <count> provinces of Java have #share# percent of all recipients \(gross\)")
def _(rows, _chart, count, share):
    java = [row for row in rows.known if row["province_code"] in rows.facts["java"]]
    return (
        all_places(rows)
        and len(rows.facts["java"]) == len(java) == count
        and share_of_all(rows, java, share, 1)
    )


@reads(r"The peak was #year# in <count> of <groups> island groups")
def _(rows, _chart, year, count, groups):
    by_island: dict[str, list[dict]] = defaultdict(list)
    for row in rows.known:
        by_island[row["island_group"]].append(row)
    years = {row["period"] for row in rows}
    clear = 0
    for known in by_island.values():
        peak = [row for row in known if row["period"] == f"{year:.0f}"]
        whole = {row["period"] for row in known} == years
        clear += bool(whole and peak and leads(peak[0], known))
    return clear == count and len({row["island_group"] for row in rows}) == groups < 2 * count


@reads(rf"Recipients of an island group in a year: {RANGE}")
def _(rows, _chart, low, high):
    return spans(rows.known, low, high)


PEOPLE = {
    "labour_force": "of the labour force", "population_total": "residents",
    "population_15plus": "people aged 15 and over",
}  # fmt: skip


def is_per(chart, people: str) -> bool:
    """Whether a chart divides by these people."""
    return people == PEOPLE[chart.measure_ids[1]]


def rounded(rows: list[dict]) -> list[dict]:
    return [row | {"value": round(row["value"], 1)} for row in rows]


@reads(
    r"<first> has the highest rate, #first_value# recipients per 1,000 <people>; <last> the "
    r"lowest, #last_value#"
)
def _(rows, chart, first, first_value, people, last, last_value):
    known = rounded(rows.known)
    top, few = named(known, first), named(known, last)
    return (
        is_per(chart, people)
        and all_places(rows)
        and leads(top, known)
        and trails(few, known)
        and same(top["value"], first_value)
        and same(few["value"], last_value)
    )


@reads(
    rf"<first> have the highest rates, {RANGE} recipients per 1,000 <people>; <last> the lowest, "
    r"#last_value#"
)
def _(rows, chart, first, low, high, people, last, last_value):
    known = rounded(rows.known)
    names = re.split(r", | and ", first)
    together = [row for row in known if row["name_en"] in names]
    others = [row for row in known if row["name_en"] not in names]
    few, top = named(known, last), max(together, key=lambda row: row["value"])
    return (
        is_per(chart, people)
        and all_places(rows)
        and len(names) == len(together) <= 3
        and spans(together, low, high)
        and all(row["value"] <= low and above(top, row) for row in others)
        and trails(few, known)
        and same(few["value"], last_value)
    )


@reads(rf"Recipients per 1,000 <people>, by province: {RANGE}")
def _(rows, chart, people, low, high):
    return is_per(chart, people) and spans(rounded(rows.known), low, high)


@reads(
    r"Ten of #count# regencies and cities have #share# percent of all recipients(?:; <last> has "
    r"the fewest, #last_value#)?"
)
def _(rows, _chart, count, share, last, last_value):
    ten = sorted(rows.known, key=lambda row: -row["value"])[:10]
    few = last and named(rows.known, last, "name")
    return (
        all_places(rows)
        and len(rows) == count
        and share_of_all(rows, ten, share, 1)
        and (not last or (trails(few, rows.known) and few["value"] == last_value))
    )


@reads(
    r"#count# of #provinces# provinces, those with the lowest rates, have #residents# percent of "
    r"the residents and #recipients# percent of the recipients"
)
def _(rows, _chart, count, provinces, residents, recipients):
    ranked = sorted(rows.known, key=lambda row: row["value"] / row["residents"])
    people, got = sum(values(ranked, "residents")), sum(values(ranked))
    points = [
        (
            sum(values(ranked[:at], "residents")) / people * 100,
            sum(values(ranked[:at])) / got * 100,
        )
        for at in range(1, len(ranked) + 1)
    ]
    below = [point for point in points if point[0] <= 50.005]
    x, y = below[-1]
    return (
        all_places(rows)
        and (len(below), len(points)) == (count, provinces)
        and abs(x - residents) < 0.06
        and abs(y - recipients) < 0.06
    )


@reads(r"Recipients beside the residents of #count# provinces")
def _(rows, _chart, count):
    return len(rows.known) == count


def java_shares(rows: Rows) -> dict[str, float]:
    people: dict[str, dict[bool, float]] = defaultdict(dict)
    for row in rows.known:
        people[row["period"]][bool(row["java"])] = row["people"]
    return {
        period: round(parts[True] / sum(parts.values()) * 100, 1)
        for period, parts in people.items()
        if len(parts) == 2 and sum(parts.values()) > 0
    }


@reads(
    rf"Java has {RANGE} percent of the recipients of a year, (?:#people# percent of the residents|"
    r"in the #count# years that are known)"
)
def _(rows, _chart, low, high, people, count):
    found = java_shares(rows)
    years = [{"value": found[period]} for period in found if period != "residents"]
    if people is None:
        return len(years) == count and spans(years, low, high)
    every = set(found) == {row["period"] for row in rows}
    return every and spans(years, low, high) and same(found["residents"], people)


def of_year(rows: Rows, year: float) -> dict[str, float]:
    return {row["code"]: row["value"] for row in rows.known if row["period"] == f"{year:.0f}"}


@reads(
    r"From #first# to #last# recipients \(gross\) <went> by #change# percent"
    r"(?:; they fell in #fell# of|, and fell in each of the) #count# provinces"
)
def _(rows, _chart, first, last, went, change, fell, count):
    before, after = of_year(rows, first), of_year(rows, last)
    total = sum(after.values()) / sum(before.values()) - 1
    return (
        set(before) == set(after) == rows.facts["provinces"]
        and (f"{first:.0f}", f"{last:.0f}") == rows.facts["years"]
        and {"fell": total < -0.005, "rose": total > 0.005}[went]
        and abs(abs(total) * 100 - change) <= 0.051
        and sum(after[code] < before[code] for code in before) == (count if fell is None else fell)
        and len(before) == count
    )


@reads(
    r"Recipients \(gross\) of #first# and #last# are known for #count# provinces; they fell in "
    r"#fell# of them"
)
def _(rows, _chart, first, last, count, fell):
    before, after = of_year(rows, first), of_year(rows, last)
    both = set(before) & set(after)
    return len(both) == count and sum(after[code] < before[code] for code in both) == fell
