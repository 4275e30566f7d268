"""Alternative texts and subtitles: what is drawn."""

from __future__ import annotations

from collections import defaultdict

from reading_places import java_shares
from readings import EN, RANGE, Rows, plain, reads, same, spans, values


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
    r"(?P<what>Bar chart of|Grid of|Map of) #count# (?:provinces|squares, one a province|dots, "
    r"each a regency or city, that together draw the archipelago)\. (?:Most|Highest|The largest): "
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
    return (
        by_group["Most"] == found[::-1][:count]
        and by_group["Fewest (another scale)"] == found[:count][::-1]
    )


def pair(label: str, value: float) -> str:
    return f"{label}: {f'{value:,.4f}'.rstrip('0').rstrip('.')}"


def lists_all(chart, listed: str) -> bool:
    """Whether every mark with a value is listed, and nothing else."""
    parts = listed.split("; ")
    marks = [pair(row["label_en"], row["value"]) for row in drawn(chart)]
    bare = [part if part in marks else part.partition(": ")[2] for part in parts]
    return sorted(bare) == sorted(marks)


@reads(r"(?:Bar|Dot|Line) chart\. (?P<listed>.*)\.")
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


@reads(r"Chart of #count# counts, from #first# on <first_date> to #last# on <last_date>\.")
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
    by_wave: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows.known:
        about = "about " if row["status"] == "rounded" else ""
        by_wave[row["wave"]][row["measure_id"]] = f"{about}{row['value']:,.0f}"
    return listed.split("; ") == [
        f"Wave {wave}: quota {both['quota']}, selected {both['recipients_selected']}"
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


@reads(rf"Bar chart of #count# provinces: {RANGE} percent\.")
def _(rows, chart, count, low, high):
    before, after = (
        {row["code"]: row["value"] for row in rows.known if row["period"] == year}
        for year in rows.facts["years"]
    )
    found = [
        {"value": round((after[code] / before[code] - 1) * 100, 1)}
        for code in before
        if code in after and before[code] > 0
    ]
    return len(chart.frame) == count and spans(found, low, high)


@reads(r"Range chart\. (?P<listed>.*)\.")
def _(rows, _chart, listed):
    return sorted(listed.split("; ")) == sorted(
        f"{pair(row['text_en'], row['start'])} → {pair('', row['value'])[2:]}" for row in rows.known
    )


@reads(rf"(?:Dot chart|List) of #count# (?:results|uses): {RANGE} percent\.")
def _(rows, _chart, count, low, high):
    return len(rows.known) == count and spans(rows.known, low, high)


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
    r"People named in decrees \(gross\), <span>, per 1,000 people aged 15 and over in the census "
    r"of #year#, on the #provinces# provinces of then"
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
