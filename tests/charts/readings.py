"""An independent reading of what a chart says: each sentence in English is taken apart again, and
what it claims is computed from the frame by other code than the chart's.

A sentence that no reading knows fails the test, so that a new one gets a reading.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pandas as pd
from cases import Case
from scratch import language

EN = language("en")
NUMBER_WORDS = "one two three four five six seven eight nine ten".split()
WORD = {word: at for at, word in enumerate(NUMBER_WORDS, start=1)}
READINGS: list[tuple[re.Pattern[str], Callable[..., bool]]] = []
N = r"\d+(?:,\d{3})*(?:\.\d+)?(?: trillion)?"  # a number


def reads(pattern: str):
    """Declare the reading of a sentence: `#name#` is a number, `<name>` any words."""
    named = re.sub(r"#(\w+)#", lambda name: f"(?P<{name[1]}>{N})", pattern)
    named = re.sub(r"(?<!P)<(\w+)>", r"(?P<\1>.+?)", named)

    def declare(check: Callable[..., bool]):
        READINGS.append((re.compile(named + r"\Z"), check))
        return check

    return declare


def is_true(sentence: str, rows: Rows, chart) -> bool:
    """Whether what a sentence claims of a frame is so; fails where no reading knows it."""
    for pattern, check in READINGS:
        if found := pattern.match(sentence):
            words = {name: number(text) for name, text in found.groupdict().items()}
            return bool(check(rows, chart, **words))
    raise AssertionError(f"no reading knows this sentence: {sentence}")


def number(text: str | None) -> Any:
    """The number that a text is, or the text."""
    if text is None:
        return None
    if text.lower() in WORD:
        return WORD[text.lower()]
    if not re.fullmatch(N, text):
        return text
    value = float(text.split()[0].replace(",", ""))
    return value * 1e12 if text.endswith("trillion") else value


class Rows(list):
    """The rows of a case's frame as plain dicts, missing cells as None, and its facts."""

    def __init__(self, case: Case, frame: pd.DataFrame) -> None:
        super().__init__(plain(frame))
        self.facts = case.facts
        self.column = case.column

    @property
    def known(self) -> list[dict]:
        return [row for row in self if row[self.column] is not None]

    def by_date(self) -> list[dict]:
        return sorted(self.known, key=lambda row: row["as_of"])


def plain(frame: pd.DataFrame) -> list[dict]:
    """The rows of a frame as dicts of plain values, missing ones as None."""
    cells = {name: column.tolist() for name, column in frame.items()}
    gaps = {name: column.isna().tolist() for name, column in frame.items() if column.isna().any()}
    for name, missing in gaps.items():
        cells[name] = [
            None if gap else cell for gap, cell in zip(missing, cells[name], strict=True)
        ]
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def step(value: float, status: str) -> float:
    """What one step of the last digit that is meant is worth."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    if "." in text:
        return 10.0 ** -len(text.partition(".")[2])
    zeros = len(text) - len(text.rstrip("0"))
    return 10.0**zeros if status == "rounded" and value else 1.0


def above(one: dict, other: dict) -> bool:
    """Whether a row is above another by more than rounding, margins and half a percent."""
    high, low = float(one["value"]), float(other["value"])
    rounding = (step(high, one["status"]) + step(low, other["status"])) / 2
    margins = [row.get("margin") or 0 for row in (one, other)]
    gap = round(high - low, 9)
    return gap > rounding and gap > sum(margins) and gap > 0.005 * high


def leads(row: dict, rows: list[dict]) -> bool:
    return all(above(row, other) for other in rows if other is not row)


def trails(row: dict, rows: list[dict]) -> bool:
    return all(above(other, row) for other in rows if other is not row)


def values(rows: list[dict], column: str = "value") -> list[float]:
    return [float(row[column]) for row in rows]


def is_range(rows: list[dict], low: float, high: float, column: str = "value") -> bool:
    found = values(rows, column)
    return same(min(found), low) and same(max(found), high)


def named(rows: list[dict], name: str, column: str = "name_en") -> dict:
    (row,) = [row for row in rows if row[column] == name]
    return row


# Years


def year_peak(rows: Rows, year: float, value: float, known: list[dict] | None = None) -> bool:
    known = rows.known if known is None else known
    (peak,) = [row for row in known if row["year"] == f"{year:.0f}"]
    every = {row["year"] for row in known} == set(rows.facts["years"])
    return every and leads(peak, known) and same(peak["value"], value)


@reads(r"The peak was #year#: #value# people were named as recipients")
def _(rows, _chart, year, value):
    return year_peak(rows, year, value)


@reads(r"After revocations #year# was the peak: #value# recipients")
def _(rows, _chart, year, value):
    return year_peak(rows, year, value)


@reads(r"After revocations too #year# was the peak: #value# recipients")
def _(rows, _chart, year, value):
    gross = rows.facts["gross"].to_dict("records")
    top = max(gross, key=lambda row: row["value"])
    return year_peak(rows, year, value) and year_peak(rows, year, top["value"], gross)


@reads(
    r"(?:Between|After revocations between) #least# and #most# (?:people|recipients) a year "
    r"(?:were named as recipients|remained), in the #count# years that are known"
)
def _(rows, _chart, least, most, count):
    return is_range(rows.known, least, most) and len(rows.known) == count


# Counts of running days


@reads(
    r"Added up, #value# people remained recipients after wave #wave#; the last exact published "
    r"total found is #printed#, after wave #printed_wave#"
)
def _(rows, _chart, value, wave, printed, printed_wave):
    last = rows.by_date()[-1]
    exact = [
        row
        for row in rows.by_date()
        if row["status"] not in ("derived", "rounded") and row["wave_to"] is not None
    ]
    return (
        last["status"] == "derived"
        and (last["value"], last["wave_to"]) == (value, wave)
        and (exact[-1]["value"], exact[-1]["wave_to"]) == (printed, printed_wave)
    )


def is_last_count(rows: Rows, value: float, date: str, about: bool) -> bool:
    last = rows.by_date()[-1]
    return (
        last["value"] == value
        and EN.date(last["as_of"]) == date
        and (last["status"] == "rounded") == about
    )


@reads(r"(?P<about>[Aa]bout )?#value# (?:people remained recipients|registrations) by <date>")
def _(rows, _chart, value, date, about):
    return is_last_count(rows, value, date, about is not None)


@reads(
    r"The last count of registrations contradicts an earlier one: #value# by <date>, #rival# by "
    r"<rival_date>"
)
def _(rows, _chart, value, date, rival, rival_date):
    *earlier, last = rows.by_date()
    against = {
        claim
        for claims in rows.facts["comparisons"]
        if last["claim_id"] in claims
        for claim in claims
    }
    rivals = [
        row
        for row in earlier
        if row["claim_id"] in against
        and (row["value"], EN.date(row["as_of"])) == (rival, rival_date)
    ]
    return (
        (last["value"], EN.date(last["as_of"])) == (value, date)
        and len(rivals) == 1
        and (above(last, rivals[0]) or above(rivals[0], last))
    )


@reads(r"For #count# net totals another value was printed than the one shown here")
def _(rows, _chart, count):
    shown = {row["figure_id"]: row["value"] for row in rows.known if row["chosen"]}
    other = {
        row["figure_id"]
        for row in rows.known
        if not row["chosen"] and shown.get(row["figure_id"], row["value"]) != row["value"]
    }
    return len(other) == count > 0


@reads(r"Incentives of #value# rupiah were paid to recipients by <date>")
def _(rows, _chart, value, date):
    last = [row for row in rows.by_date() if row["span"] == "cumulative"][-1]
    return same(last["value"], value) and EN.date(last["as_of"]) == date


@reads(r"Within #year# incentives of #value# rupiah were paid to recipients by <date>")
def _(rows, _chart, year, value, date):
    last = rows.by_date()[-1]
    return (
        all(row["span"] != "cumulative" for row in rows.known)
        and last["span"] == f"{year:.0f}"
        and same(last["value"], value)
        and EN.date(last["as_of"]) == date
    )


@reads(r"Women: from #first# of 100 recipients in the first waves to #last# of 100")
def _(rows, _chart, first, last):
    start = [row for row in rows.by_date() if row["wave_from"] == 1]
    return (
        len(start) > 1
        and start[0]["wave_to"] is not None
        and start[0]["wave_to"] <= 3
        and (start[0]["value"], start[-1]["value"]) == (first, last)
    )


@reads(r"Women: #last# of 100 recipients, counted since wave 1, as of <date>")
def _(rows, _chart, last, date):
    row = [row for row in rows.by_date() if row["wave_from"] == 1][-1]
    return row["value"] == last and EN.date(row["as_of"]) == date


@reads(r"Women: #least# to #most# of 100 recipients of single years")
def _(rows, _chart, least, most):
    return all(row["wave_from"] != 1 for row in rows.known) and is_range(rows.known, least, most)


# Waves


@reads(
    r"How many people a wave took is known for #selected# of #total# waves; for #quotas# more only "
    r"the quota"
)
def _(rows, _chart, selected, total, quotas):
    found = Counter(row["measure_id"] for row in rows.known)
    waves = {row["wave"] for row in rows}
    return (found["recipients_selected"], found["quota"], len(waves)) == (selected, quotas, total)


@reads(r"For #quotas# of #total# waves only the quota is known")
def _(rows, _chart, quotas, total):
    found = Counter(row["measure_id"] for row in rows.known)
    return found == {"quota": quotas} and len(rows) == total


@reads(r"In (?P<same_>#?[\d]+|none) of the #count# waves of which both are known,? .*")
def _(rows, _chart, same_, count):
    by_wave: dict[int, dict[str, dict]] = defaultdict(dict)
    for row in rows.known:
        by_wave[row["wave"]][row["measure_id"]] = row
    both = [pair for pair in by_wave.values() if len(pair) == 2]
    exactly = [
        pair
        for pair in both
        if len({row["value"] for row in pair.values()}) == 1
        and not {row["status"] for row in pair.values()} & {"rounded", "preliminary"}
    ]
    return len(both) == count and len(exactly) == (0 if same_ == "none" else same_)


def last_wave(rows: Rows) -> tuple[int, dict[str, float]]:
    wave = max(row["wave"] for row in rows.known)
    return wave, {row["measure_id"]: row["value"] for row in rows.known if row["wave"] == wave}


@reads(r"In wave #wave# #joined# people joined and #selected# were selected")
def _(rows, _chart, wave, joined, selected):
    last, steps = last_wave(rows)
    return (last, steps["registrants_joined"], steps["recipients_selected"]) == (
        wave, joined, selected,
    )  # fmt: skip


@reads(r"Wave #wave#: <first>, #joined#; <last>, #selected#")
def _(rows, chart, wave, first, joined, last, selected):
    at, steps = last_wave(rows)
    name = dict(zip(chart.frame["label_en"], chart.frame["measure_id"], strict=True))
    return (at, steps[name[first]], steps[name[last]]) == (wave, joined, selected) and first != last


# Places


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


@reads(r"Recipients in all #count# regencies and cities: from #last_value# to #first_value#")
def _(rows, _chart, count, last_value, first_value):
    return (
        all_places(rows)
        and len(rows) == count
        and all(value > 0 for value in values(rows))
        and is_range(rows, last_value, first_value)
    )


@reads(
    r"Recipients are known for #count# regencies and cities: from #last_value# to #first_value#"
)
def _(rows, _chart, count, last_value, first_value):
    return len(rows.known) == count and is_range(rows.known, last_value, first_value)


@reads(
    r"Recipients (?:by province|of single regencies and cities): from #last_value# to "
    r"#first_value#"
)
def _(rows, _chart, last_value, first_value):
    return is_range(rows.known, last_value, first_value)


def share_of_all(rows: Rows, some: list[dict], share: float, places: int = 2) -> bool:
    return abs(sum(values(some)) / sum(values(rows.known)) * 100 - share) <= 0.5 * 0.1**places + 1e-9


@reads(r"<province> has most recipients, #share# percent of all(?:; <last> has fewest)?")
def _(rows, _chart, province, share, last):
    top = named(rows.known, province)
    return (
        all_places(rows)
        and leads(top, rows.known)
        and share_of_all(rows, [top], share)
        and (last is None or trails(named(rows.known, last), rows.known))
    )


@reads(r"The <count> provinces of Java have #share# percent of all recipients")
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


@reads(r"Recipients of an island group in a year: from #least# to #most#")
def _(rows, _chart, least, most):
    return is_range(rows.known, least, most)


def rounded(rows: list[dict]) -> list[dict]:
    return [row | {"value": round(row["value"], 1)} for row in rows]


@reads(
    r"<first> has the highest rate, #first_value# per 1,000; <last> the lowest, #last_value#"
)
def _(rows, _chart, first, first_value, last, last_value):
    known = rounded(rows.known)
    top, few = named(known, first), named(known, last)
    return (
        all_places(rows)
        and leads(top, known)
        and trails(few, known)
        and same(top["value"], first_value)
        and same(few["value"], last_value)
    )


@reads(
    r"<first> have the highest rates, #low# to #high# per 1,000; <last> the lowest, #last_value#"
)
def _(rows, _chart, first, low, high, last, last_value):
    known = rounded(rows.known)
    names = re.split(r", | and ", first)
    together = [row for row in known if row["name_en"] in names]
    others = [row for row in known if row["name_en"] not in names]
    few, top = named(known, last), max(together, key=lambda row: row["value"])
    return (
        all_places(rows)
        and len(names) == len(together) <= 3
        and is_range(together, low, high)
        and all(row["value"] <= low and above(top, row) for row in others)
        and trails(few, known)
        and same(few["value"], last_value)
    )


@reads(r"Recipients per 1,000 people, by province: from #last_value# to #first_value#")
def _(rows, _chart, last_value, first_value):
    return is_range(rounded(rows.known), last_value, first_value)


@reads(
    r"Ten of #count# regencies and cities have #share# percent of all recipients(?:; <last> has "
    r"fewest, #last_value#)?"
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
    r"Provinces with the lowest rates: #residents# percent of the residents, #recipients# percent "
    r"of the recipients"
)
def _(rows, _chart, residents, recipients):
    ranked = sorted(rows.known, key=lambda row: row["value"] / row["residents"])
    people, got = sum(values(ranked, "residents")), sum(values(ranked))
    points = [
        (
            sum(values(ranked[:at], "residents")) / people * 100,
            sum(values(ranked[:at])) / got * 100,
        )
        for at in range(1, len(ranked) + 1)
    ]
    x, y = [point for point in points if point[0] <= 50.005][-1]
    return all_places(rows) and abs(x - residents) < 0.06 and abs(y - recipients) < 0.06


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
    r"Java: from #least# to #most# percent of the recipients of a year, (?:#people# percent of the "
    r"residents|in the #count# years that are known)"
)
def _(rows, _chart, least, most, people, count):
    found = java_shares(rows)
    years = [share for period, share in found.items() if period != "residents"]
    if people is None:
        return (min(years), max(years), len(years)) == (least, most, count)
    every = set(found) == {row["period"] for row in rows}
    return (
        every and (min(years), max(years)) == (least, most) and same(found["residents"], people)
    )


@reads(
    r"From #first# to #last# recipients <went> by #change# percent; they fell in #fell# of #count# "
    r"provinces"
)
def _(rows, _chart, first, last, went, change, fell, count):
    before, after = ({row["code"]: row["value"] for row in rows.known if row["period"] == f"{y:.0f}"}
                     for y in (first, last))  # fmt: skip
    total = sum(after.values()) / sum(before.values()) - 1
    return (
        set(before) == set(after) == rows.facts["provinces"]
        and (f"{first:.0f}", f"{last:.0f}") == rows.facts["years"]
        and {"fell": total < -0.005, "rose": total > 0.005}[went]
        and abs(abs(total) * 100 - change) <= 0.051
        and sum(after[code] < before[code] for code in before) == fell
        and len(before) == count
    )


@reads(
    r"Recipients of #first# and #last# are known for #count# provinces; they fell in #fell# of them"
)
def _(rows, _chart, first, last, count, fell):
    before, after = ({row["code"]: row["value"] for row in rows.known if row["period"] == f"{y:.0f}"}
                     for y in (first, last))  # fmt: skip
    both = set(before) & set(after)
    return len(both) == count and sum(after[code] < before[code] for code in both) == fell


# Surveys


def exact(text: Any) -> float:
    return number(text.removeprefix("about ")) if isinstance(text, str) else text


@reads(
    r"In #count# results of #surveys# surveys, <lowest> to <highest> percent of recipients answered "
    r"favourably"
)
def _(rows, _chart, count, surveys, lowest, highest):
    return (
        len(rows.known) == count
        and len({row["survey_id"] for row in rows.known}) == surveys > 1
        and is_range(rows.known, exact(lowest), exact(highest))
        and not any("public" in row["population_en"].lower() for row in rows)
    )


@reads(r"In one survey, <lowest> to <highest> percent of recipients answered favourably")
def _(rows, _chart, lowest, highest):
    one = len({row["survey_id"] for row in rows.known}) == 1
    return one and is_range(rows.known, exact(lowest), exact(highest))


@reads(
    r"Recipients were content with the platform \(#first# percent\); of the public #second# percent "
    r"found the information open"
)
def _(rows, _chart, first, second):
    return first > 50 and good_answers(rows) == (first, second)


@reads(
    r"#first# percent of recipients were content with the platform; of the public #second# percent "
    r"found the information open"
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


@reads(r"#count# answers on four steps, from #lowest# to #highest# percent each")
def _(_rows, chart, count, lowest, highest):
    found = chart.frame["value"].dropna()
    return (len(found), found.min(), found.max()) == (count, lowest, highest)


@reads(r"Between <lowest> and <highest> percent of those asked say their skills rose")
def _(rows, _chart, lowest, highest):
    low, high = exact(lowest), exact(highest)
    return low < high and is_range(rows.known, low, high)


@reads(r"(?P<lowest>(?:about )?[\d.]+) percent of those asked say their skills rose")
def _(rows, _chart, lowest):
    return is_range(rows.known, exact(lowest), exact(lowest))


def leading_aid(rows: Rows, value: float, item: str) -> bool:
    (row,) = [row for row in rows.known if re.search(item, row["item_id"])]
    return len(rows.known) == len(rows) > 1 and leads(row, rows.known) and row["value"] == value


@reads(r"#value# percent said they received it, more than any other aid")
def _(rows, _chart, value):
    return leading_aid(rows, value, "^received-kartu-prakerja$")


@reads(r"#value# percent found Kartu Prakerja the most useful aid")
def _(rows, _chart, value):
    return leading_aid(rows, value, "^prakerja-felt-most-useful$")


@reads(r"<aid>: #value# percent, the highest of #count# answers")
def _(rows, _chart, aid, value, count):
    row = named(rows.known, aid, "text_en")
    return leads(row, rows.known) and row["value"] == value and len(rows.known) == count > 1


@reads(r"#count# (?:aids|uses of the incentive): from #lowest# to #highest# percent")
def _(rows, _chart, count, lowest, highest):
    return len(rows.known) == count and is_range(rows.known, lowest, highest)


@reads(r"#value# percent spent the incentive on staple food")
def _(rows, _chart, value):
    (row,) = [row for row in rows.known if row["item_id"] == "incentive-staple-food"]
    return row["value"] == value


@reads(r"Out of work: from #before# percent before the training to #after# after")
def _(rows, _chart, before, after):
    (row,) = [row for row in rows.known if row["item_id"] == "not-working-after-training"]
    return (row["start"], row["value"]) == (before, after)


@reads(r"<label>: #after# percent; before the training #before#")
def _(rows, _chart, label, after, before):
    row = named(rows.known, label, "text_en")
    return (row["start"], row["value"]) == (before, after)


@reads(
    r"#results# results of #studies# evaluations: #positive# positive, #none# that show no effect, "
    r"#negative# negative, #not_stated# without a stated direction"
)
def _(rows, _chart, results, studies, positive, none, negative, not_stated):
    found = Counter(row["finding"] for row in rows)
    return (
        found == Counter(positive=int(positive), none=int(none), negative=int(negative),
                         not_stated=int(not_stated))
        and len(rows) == results
        and len({row["study_id"] for row in rows}) == studies
    )  # fmt: skip


# Alternative texts and subtitles: what is drawn


def drawn(chart) -> list[dict]:
    return [row for row in plain(chart.frame) if row["value"] is not None]


def ends_are(chart, first: str, first_value: float, last: str, last_value: float) -> bool:
    """Whether the marks with the largest and smallest value are those, all where they are equal."""
    known = drawn(chart)
    for names, value, end in ((first, first_value, max), (last, last_value, min)):
        extreme = end(values(known))
        at = [row["label_en"] for row in known if row["value"] == extreme]
        if not same(extreme, value) or names != EN.listed(list(dict.fromkeys(at))):
            return False
    return True


@reads(
    r"(?P<what>Bar chart of|Grid of|Map of) #count# (?:provinces|squares, one a province|dots, each "
    r"a regency or city, that together draw the archipelago)\. (?:Most|Highest|The largest): "
    r"<first>, #first_value#\. (?:Fewest|Lowest|The smallest): <last>, #last_value#\."
    r"(?: All together: #total#\.)?"
)
def _(rows, chart, what, count, first, first_value, last, last_value, total):
    marks = len(rows.known) if what == "Map of" else len(chart.frame)
    return (
        marks == count
        and ends_are(chart, first, first_value, last, last_value)
        and (total is None or same(sum(values(rows.known)), total))
    )


@reads(
    r"Bar chart of the 10 regencies and cities with most and the 10 with fewest recipients, from "
    r"<first>, #first_value#, to <last>, #last_value#\."
)
def _(rows, chart, first, first_value, last, last_value):
    return ends_are(chart, first, first_value, last, last_value) and are_ends(rows, chart, 10)


@reads(
    r"Bar chart of the 5 provinces with most and the 5 with fewest recipients\. (?P<listed>.*)\."
)
def _(rows, chart, listed):
    return are_ends(rows, chart, 5) and lists_all(chart, listed)


def are_ends(rows: Rows, chart, count: int) -> bool:
    """Whether what is drawn are the largest and the smallest values of the frame."""
    found = sorted(values(rows.known))
    by_group = defaultdict(list)
    for row in drawn(chart):
        by_group[row["group_en"]].append(row["value"])
    return by_group["Most"] == found[::-1][:count] and by_group["Fewest"] == found[:count][::-1]


def pair(label: str, value: float) -> str:
    return f"{label}: {f'{value:,.4f}'.rstrip('0').rstrip('.')}"


def lists_all(chart, listed: str) -> bool:
    """Whether every mark with a value is listed, and nothing else."""
    parts = listed.split("; ")
    marks = [pair(row["label_en"], row["value"]) for row in drawn(chart)]
    bare = [part if part in marks else part.partition(": ")[2] for part in parts]
    return sorted(bare) == sorted(marks)


@reads(r"(?:Bar|Dot) chart\. (?P<listed>.*)\.")
def _(_rows, chart, listed):
    return lists_all(chart, listed)


@reads(r"Column chart\. (?P<title>[^.]+)\. (?P<listed>.*)\.")
def _(_rows, chart, title, listed):
    return lists_all(chart, listed) and title == chart.subtitle(EN)


@reads(r"Dot chart of #count# rounds, percent\. (?P<listed>.*)\.")
def _(_rows, chart, count, listed):
    return lists_all(chart, listed) and len(chart.frame) == count


@reads(r"Stacked bar chart, Java's part in percent\. (?P<listed>.*)\.")
def _(rows, _chart, listed):
    found = {
        "All residents" if period == "residents" else period: share
        for period, share in java_shares(rows).items()
    }
    parts = [part.rpartition(": ") for part in listed.split("; ")]
    return {label.partition(",")[0]: float(value) for label, _, value in parts} == found


@reads(r"Stacked bar chart, percent\. (?P<listed>.*)\.")
def _(_rows, chart, listed):
    return sorted(listed.split("; ")) == sorted(
        pair(row["part_en"], row["value"]) for row in drawn(chart)
    )


@reads(
    r"Line chart of #count# counts, from #first# on <first_date> to #last# on <last_date>\."
)
def _(rows, _chart, count, first, first_date, last, last_date):
    days = [(row["value"], EN.date(row["as_of"])) for row in rows.by_date()]
    return (days[0], days[-1], len(days)) == ((first, first_date), (last, last_date), count)


@reads(
    r"Column chart of the waves\.(?: The largest intake known is #largest# people\.)? Of #unknown# "
    r"waves (?:neither selection nor quota|no quota) is known\."
)
def _(rows, _chart, largest, unknown):
    selected = [r["value"] for r in rows.known if r["measure_id"] == "recipients_selected"]
    return len(rows) - len(rows.known) == unknown and max(selected, default=None) == largest


@reads(r"Grouped bar chart\. (?P<listed>.*)\.")
def _(rows, _chart, listed):
    by_wave: dict[int, dict[str, float]] = defaultdict(dict)
    for row in rows.known:
        by_wave[row["wave"]][row["measure_id"]] = row["value"]
    return listed.split("; ") == [
        f"Wave {wave}: quota {both['quota']:,.0f}, selected {both['recipients_selected']:,.0f}"
        for wave, both in sorted(by_wave.items())
        if len(both) == 2
    ]


@reads(r"Small columns by year for each island group\. Peaks: (?P<listed>.*)\.")
def _(rows, chart, listed):
    names = dict(zip(chart.frame["island_group"], chart.frame["group_en"], strict=True))
    by_island: dict[str, list[dict]] = defaultdict(list)
    for row in rows.known:
        by_island[row["island_group"]].append(row)
    expected = set()
    for island, known in by_island.items():
        most = max(values(known))
        years = sorted(row["period"] for row in known if row["value"] == most)
        expected.add(f"{pair(names[island], most)} ({EN.listed(years)})")
    return set(listed.split("; ")) == expected


@reads(
    r"Lorenz curve of #count# provinces, (?P<where>below|on) the line of even spread\. Gini "
    r"coefficient #provinces# over provinces, #regencies# over regencies and cities\."
)
def _(rows, chart, count, where, provinces, regencies):
    even = gini(rows.known) < 0.005
    return (
        len(chart.frame) == count
        and abs(gini(rows.known) - provinces) <= 0.0051
        and abs(gini_of_regencies(rows) - regencies) <= 0.0051
        and (where == "on") == even
    )


GINI: dict[int, float] = {}


def gini_of_regencies(rows: Rows) -> float:
    """The same for the regencies, which no case changes: computed once."""
    totals = rows.facts["totals"]
    if id(totals) not in GINI:
        GINI[id(totals)] = gini(totals.to_dict("records"))
    return GINI[id(totals)]


def gini(places: list[dict]) -> float:
    """Half the mean difference of all pairs of rates, weighted by residents, over the mean rate."""
    people, got = sum(values(places, "residents")), sum(values(places))
    pairs = sum(
        one["residents"] * other["residents"]
        * abs(one["value"] / one["residents"] - other["value"] / other["residents"])
        for one in places
        for other in places
    )  # fmt: skip
    return pairs / (2 * people * got) if got else 0.0


@reads(r"Range chart of #count# provinces\. <province>: from #start# to #value#\.")
def _(rows, chart, count, province, start, value):
    mark = named(drawn(chart), province)
    years = rows.facts["years"]
    found = {row["period"]: row["value"] for row in rows.known if row["code"] == mark["code"]}
    return len(chart.frame) == count and [found[y] for y in years] == [start, value]


@reads(r"Range chart\. (?P<listed>.*)\.")
def _(rows, _chart, listed):
    return sorted(listed.split("; ")) == sorted(
        f"{pair(row['text_en'], row['start'])} → {pair('', row['value'])[2:]}" for row in rows.known
    )


@reads(r"Dot chart of #count# (?:results|uses) between <lowest> and <highest> percent\.")
def _(rows, _chart, count, lowest, highest):
    return len(rows.known) == count and is_range(rows.known, exact(lowest), exact(highest))


@reads(r"Dots in columns by direction\. (?P<listed>.*)\.")
def _(rows, _chart, listed):
    return listed.split("; ") == [f"{row['text_en']}: {row['category_en']}" for row in rows]


@reads(
    r"The (?P<count>five|ten) (?:provinces|regencies and cities) with most and the (?P=count) with "
    r"fewest people named in decrees \(gross\), .*"
)
def _(rows, chart, count):
    return are_ends(rows, chart, count)


@reads(r"Effective recipients \(net\) by province, waves #first#–#last# \(<period>\)")
def _(rows, _chart, first, last, period):
    spans = {(row["wave_from"], row["wave_to"], row["period"].replace("-", "–")) for row in rows}
    return spans == {(first, last, period)}


@reads(
    r"People named in decrees \(gross\), <span>, per 1,000 people aged 15 and over in the census of "
    r"#year#, on the #provinces# provinces of then"
)
def _(rows, _chart, span, year, provinces):
    days = {row["base_as_of"][:4] for row in rows}
    return days == {f"{year:.0f}"} and len(rows.facts["provinces"]) == provinces


@reads(r"Answers on four steps in (?P<surveys>two surveys|a survey) of <who>, percent")
def _(_rows, chart, surveys, who):
    found = chart.frame["survey_id"].nunique()
    by = set(chart.frame["organisation_en"])
    return found == (2 if surveys == "two surveys" else 1) and by == {who}


@reads(
    r"What recipients used the incentive for, <who> survey(?P<several>, more than one answer "
    r"possible)?, percent"
)
def _(rows, _chart, who, several):
    more = sum(values(rows.known)) > 100
    return {row["organisation_en"] for row in rows.known} == {who} and (several is not None) == more
