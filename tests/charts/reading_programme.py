"""Headlines on years, counts of running days, shares and waves."""

from __future__ import annotations

from collections import Counter, defaultdict

from readings import EN, RANGE, Rows, above, leads, reads, same, spans


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
    rf"(?:After revocations )?{RANGE} (?:people|recipients) a year (?:were named as recipients|"
    r"remained), in the #count# years that are known"
)
def _(rows, _chart, low, high, count):
    return spans(rows.known, low, high) and len(rows.known) == count


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
    r"The last count of registrations contradicts an earlier one: (?P<about>about )?#value# by "
    r"<date>, (?P<rival_about>about )?#rival# by <rival_date>"
)
def _(rows, _chart, value, date, rival, rival_date, about, rival_about):
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
        and (last["status"] == "rounded") == (about is not None)
        and (rivals[0]["status"] == "rounded") == (rival_about is not None)
        and (above(last, rivals[0]) or above(rivals[0], last))
    )


@reads(
    r"#count# net totals were also published with another value than the one shown here, "
    r"values unfit to be shown not counted"
)
def _(rows, _chart, count):
    shown = {row["figure_id"]: row["value"] for row in rows.known if row["chosen"]}
    other = {
        row["figure_id"]
        for row in rows.known
        if not row["chosen"] and shown.get(row["figure_id"], row["value"]) != row["value"]
    }
    assert all(row["status"] != "unfit" for row in rows.known)
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


@reads(
    r"Women: from (?P<about>about )?#first# percent of recipients in the first waves to "
    r"(?P<now>about )?#last# percent"
)
def _(rows, _chart, first, last, about, now):
    start = [row for row in rows.by_date() if row["wave_from"] == 1]
    return (
        len(start) > 1
        and start[0]["wave_to"] is not None
        and start[0]["wave_to"] <= 3
        and (start[0]["value"], start[-1]["value"]) == (first, last)
        and first != last
        and (start[0]["status"] == "rounded") == (about is not None)
        and (start[-1]["status"] == "rounded") == (now is not None)
    )


@reads(r"Women: (?P<about>about )?#last# of 100 recipients, counted since wave 1, as of <date>")
def _(rows, _chart, last, date, about):
    row = [row for row in rows.by_date() if row["wave_from"] == 1][-1]
    return (
        row["value"] == last
        and EN.date(row["as_of"]) == date
        and (row["status"] == "rounded") == (about is not None)
    )


@reads(rf"Women: {RANGE} of 100 recipients of single years")
def _(rows, _chart, low, high):
    return all(row["wave_from"] != 1 for row in rows.known) and spans(rows.known, low, high)


# Waves


@reads(
    r"The number of people selected is known for #selected# of #total# waves, at most "
    r"(?P<about>about )?#largest# in one; for #quotas# more only the quota is known"
)
def _(rows, _chart, selected, total, largest, quotas, about):
    found = Counter(row["measure_id"] for row in rows.known)
    waves = {row["wave"] for row in rows}
    took = [row for row in rows.known if row["measure_id"] == "recipients_selected"]
    counted = (found["recipients_selected"], found["quota"], len(waves))
    most = [row for row in took if row["value"] == largest]
    return (
        counted == (selected, quotas, total)
        and max(row["value"] for row in took) == largest
        and (about is not None) in {row["status"] == "rounded" for row in most}
    )


@reads(r"For #quotas# of #total# waves only the quota is known")
def _(rows, _chart, quotas, total):
    found = Counter(row["measure_id"] for row in rows.known)
    return found == {"quota": quotas} and len(rows) == total


@reads(
    r"In (?P<same_>#?[\d]+|none) of the #count# waves whose quota and intake are both known,? .*"
)
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


@reads(r"In wave #wave#, #joined# people joined and #selected# were selected")
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
