"""Reading quotes back: the record without the package's help, and what an attribution says."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from scratch import ROOT

MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
OURS = {
    "id": "Menurut hitungan Prakerja dalam Angka, berdasarkan ",
    "en": "Calculated by Prakerja in Figures from ",
}
THEIRS = {"id": "Menurut ", "en": "According to "}
CARE = re.compile(r"(.*?)(?: \((?:baca dengan hati-hati|read with care): (.*)\))?", re.DOTALL)
DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}"
DAYS = rf"(?:(?:per|as of) ({DAY})|(?:nilai per|values of) ({DAY}) (?:sampai|to) ({DAY}))"
FIGURES = (
    "wave_figures", "programme_figures", "province_figures", "place_figures", "survey_figures",
    "demographic_figures", "outcome_figures", "audit_findings", "evaluation_figures",
    "reference_figures",
)  # fmt: skip
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Claim:
    """A row of a table of figures; days: the days it may be said to be of."""

    value: float
    unit: str
    basis: str
    source: str
    days: tuple[str, ...]
    status: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """What an attribution says, read back. care: why to read it with care."""

    ours: bool
    named: dict[str, list[str]]
    others: int
    days: list[str]
    care: str = ""

    def days_of(self, label: str) -> list[str]:
        """The days it gives for a source: its own, or those of all."""
        return self.named[label] or self.days


@cache
def table(path: str) -> Rows:
    with (ROOT / "data" / f"{path}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def claims() -> list[Claim]:
    published = {row["source_id"]: row["published_on"] for row in table("sources")}
    asked = {row["survey_id"]: row["fieldwork_to"] for row in table("surveys")}
    basis = {row["measure_id"]: row["basis"] for row in table("measures")}
    found = []
    for row in (row for name in FIGURES for row in table(name)):
        if not row["value"] or row["status"] == "unfit":
            continue
        source = row["source_id"]
        day = row["as_of"] or published[source]
        days = [day, asked.get(row.get("survey_id", ""), "")]
        terms = re.findall(r"\[([a-z0-9-]+)\]", row["arithmetic"])
        found.append(
            Claim(
                float(row["value"]), row["unit"], basis[row["measure_id"]], source,
                tuple(filter(None, days)), row["status"], tuple(terms),
            )
        )  # fmt: skip
    return found


@cache
def claimed() -> dict[tuple[float, str], list[Claim]]:
    found = defaultdict(list)
    for claim in claims():
        found[claim.value, claim.source].append(claim)
    return dict(found)


def day(iso: str, code: str) -> str:
    year, *rest = iso.split("-")
    month = [MONTHS[code].split()[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(part)) for part in rest[1:]), *month, year])


@cache
def code_names(list_name: str, code: str) -> dict[str, str]:
    """The names of the codes of a list."""
    return {
        row["code"]: row[f"name_{code}"]
        for row in table("reference/codes")
        if row["code_list"] == list_name
    }


def number(value: float, code: str) -> str:
    """A number as a page prints it."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text if code == "en" else text.translate(str.maketrans(",.", ".,"))


def quantity(value: float, unit: str, code: str) -> str:
    """Value and unit as a page prints them."""
    if unit == "rupiah":
        return f"Rp{number(value, code)}"
    return f"{number(value, code)} {code_names('unit', code)[unit]}"


@cache
def labels(code: str) -> dict[str, str]:
    """What each source is called: publisher and date."""
    found = {}
    for row in table("sources"):
        publisher = re.split(r" \(|;", row["publisher"])[0]
        parts = [publisher, *([day(row["published_on"], code)] if row["published_on"] else [])]
        found[row["source_id"]] = ", ".join(parts)
    return found


def read(text: str, code: str) -> Quote:
    """An attribution read back: who is named, how many more there are, and which days."""
    text, care = CARE.fullmatch(text).groups()
    ours = text.startswith(OURS[code])
    start = OURS[code] if ours else THEIRS[code]
    assert text.startswith(start), text
    rest = text.removeprefix(start)
    whole = re.fullmatch(rf"(.*?)(?:, {DAYS})?", rest)
    named, others = {}, 0
    for part in whole[1].split("; "):
        more = re.fullmatch(r"(?:dan|and) (\d+) (?:sumber lain|other sources)", part)
        if more:
            others = int(more[1])
            continue
        label = re.fullmatch(rf"(.*?)(?: \({DAYS}\))?", part)
        assert label[1] in labels(code).values(), (part, text)
        named[label[1]] = [d for d in label.groups()[1:] if d]
    return Quote(ours, named, others, [d for d in whole.groups()[1:] if d], care or "")


def numbers(sentence: str, code: str) -> list[float]:
    """The numbers of a sentence without its dates, the numbers of waves and "of 100"."""
    text = re.sub(rf"\d{{1,2}} (?:{'|'.join(MONTHS[code].split())}) \d{{4}}", "", sentence)
    text = re.sub(r"(?:gelombang|wave|dari|di antara|of) (?:19|100)\b", "", text)
    point, group = (",", ".") if code == "id" else (".", ",")
    found = []
    for digits, unit in re.findall(r"(\d[\d.,]*\d|\d)( triliun| trillion)?", text):
        value = float(digits.replace(group, "").replace(point, "."))
        found.append(round(value * 1e12) if unit else value)
    return found


def home(site, code):
    return site if code == "id" else site / code


def download(site, code, name):
    return home(site, code) / "downloads" / name


def rows_of(site, code, chart_id) -> Rows:
    """The rows of a chart's CSV that have a value."""
    with download(site, code, f"{chart_id}.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["value"]]


def dated(row: dict[str, str]) -> str:
    """The day of a row: its own, or that of its source."""
    return row["as_of"] or next(
        source["published_on"] for source in table("sources")
        if source["source_id"] == row["source_id"]
    )  # fmt: skip
