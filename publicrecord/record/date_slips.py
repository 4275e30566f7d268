"""Dates in the forms that spreadsheets and people write, and what each can mean."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from publicrecord.characters import typed
from publicrecord.findings import Rule
from publicrecord.language import N_
from publicrecord.record.form import OFFERED
from publicrecord.record.patterns import DAY
from publicrecord.record.slip import Slip

DATE_FORM = Rule(
    "date-form",
    N_('The date "{value}" is not written as year-month-day: it is {reading}.'),
    OFFERED,
)
LOCAL_DATE = Rule(
    "date-local-form",
    N_('The date "{value}" is not written as year-month-day. It could mean: {readings}.'),
    N_("Check the date in the source, then write it as year-month-day, such as 2001-08-22."),
)
NO_SUCH_DAY = Rule(
    "date-impossible",
    N_('"{value}" is a date that does not exist.'),
    N_("Correct the date. Write year-month-day, such as 2001-08-22."),
)

LOCAL = re.compile(r"([0-9]{1,4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,4})")
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
    r"(?:[T ]+[0-9]{1,2}[:.][0-9]{2}.*)?"
)
TIMED = re.compile(r"(.*[0-9]{4})\s+0{1,2}[:.]00(?:[:.]00)?(?:\s*[AP]M)?", re.IGNORECASE)
PART = re.compile(r"[0-9]{4}(?:-([0-9]{2}))?")  # a year or a month
MONTH_ONLY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})")
SERIAL = re.compile(r"(3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}(?:\.0+)?")  # the days of 2000 to 2099
FIRST_SERIALS = date(1899, 12, 30), date(1904, 1, 1)  # the day 0 of spreadsheets, of old Macs
MONTHS = [
    "jan", "feb|peb", "mar", "apr", "may|mei", "jun", "jul", "aug|agt|agu|ags", "sep", "oct|okt",
    "nov|nop", "dec|des",
]  # fmt: skip
NAMES = [
    "january|januari", "february|februari|pebruari", "march|maret", "april", "may|mei", "june|juni",
    "july|juli", "august|agustus", "september", "october|oktober", "november|nopember",
    "december|desember",
]  # fmt: skip
MONTH = re.compile(
    "|".join(
        f"(?P<m{n}>{long}|{short}t?)"
        for n, (long, short) in enumerate(zip(NAMES, MONTHS, strict=True), 1)
    ),
    re.IGNORECASE,
)
WORDS = re.compile(
    r"(?:[^\W\d_]+(?:,\s*|\s+))?(?P<first>[0-9]{1,2})?(?:st|nd|rd|th)?[\s.,-]*(?P<month>[^\W\d_]{3,9})"
    r"[\s.,'’-]*(?:(?P<second>[0-9]{1,2})(?:st|nd|rd|th)?[\s,]+)?(?P<year>[0-9]{4}|[0-9]{2})"
)


def is_day(field: dict[str, Any]) -> bool:
    """Whether a column holds days."""
    pattern = field.get("constraints", {}).get("pattern")
    return bool(field["type"] == "date" or pattern == DAY)


def is_iso_day(text: str) -> bool:
    """Whether a text is a day as these tables write it, and there is such a day."""
    return bool(WRITTEN.fullmatch(text) and _iso(*map(int, text.split("-"))))


def date_slip(cell: str, field: dict[str, Any]) -> Slip | None:
    """What is unusual in a cell of a column of days; None if that is not known, or nothing is."""
    if WRITTEN.fullmatch(cell):
        return None if _iso(*map(int, cell.split("-"))) else Slip(NO_SUCH_DAY)
    if field["type"] != "date" and (part := PART.fullmatch(cell)):
        return None if not part[1] or 1 <= int(part[1]) <= 12 else Slip(NO_SUCH_DAY)
    text = typed(cell)
    timed = TIMED.fullmatch(text)
    text = timed[1] if timed else text
    reading = _year_first(text, field) or _in_words(text)
    readings = [reading] if reading else days_of(text) or _serial(text) or _short_words(text)
    if reading or (len(readings) == 1 and _is_certain(text, readings[0], field)):
        return Slip(DATE_FORM, reading=readings[0])
    return Slip(LOCAL_DATE, details={"readings": " / ".join(readings)}) if readings else None


def _is_certain(text: str, reading: str, field: dict[str, Any]) -> bool:
    """Whether the only reading of a date is what it says: all digits of its year are there, and the
    column may have as few parts."""
    return reading[:4] in text and (len(reading) == 10 or field["type"] != "date")


def days_of(cell: str) -> list[str]:
    """The days that a date in the form of a country can be, the likelier first: 11/04/2020 is
    2020-04-11 in Indonesia and 2020-11-04 in America."""
    found = LOCAL.fullmatch(cell)
    if not found or WRITTEN.fullmatch(cell):
        return []
    one, two, three = (int(part) for part in found.groups())
    orders = ((three, two, one), (three, one, two), (one, two, three))
    days = (_iso(year + 2000 if year < 100 else year, month, day) for year, month, day in orders)
    return [day for day in dict.fromkeys(days) if day and day.startswith("20")]


def _iso(year: int, month: int, day: int) -> str | None:
    """A day as these tables write it, if there is such a day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_first(cell: str, field: dict[str, Any]) -> str | None:
    """A day that begins with its year, which has one reading."""
    found = YEAR_FIRST.fullmatch(cell)
    if found:
        return _iso(*(int(part) for part in found.groups() if part))
    month = MONTH_ONLY.fullmatch(cell)
    if month and field["type"] != "date" and not re.fullmatch("[0-9]{4}-[0-9]{2}", cell):
        return month[1] + f"-{int(month[2]):02}" if 1 <= int(month[2]) <= 12 else None
    return None


def _month(word: str) -> int:
    """The number of a month from its name or the beginning of it; 0 for another word."""
    found = MONTH.fullmatch(word)
    return int(str(found.lastgroup)[1:]) if found else 0


def _in_words(cell: str) -> str | None:
    """A day with the name of its month and all digits of its year, which has one reading."""
    found = WORDS.fullmatch(cell)
    if not found or len(found["year"]) != 4 or (found["first"] and found["second"]):
        return None
    month, day = _month(found["month"]), found["first"] or found["second"]
    if not month or not day:
        return None
    return _iso(int(found["year"]), month, int(day))


def _short_words(cell: str) -> list[str]:
    """What a date with the name of a month can be where its day or year is short or missing."""
    found = WORDS.fullmatch(cell)
    if not found or not (month := _month(found["month"])):
        return []
    year, day = found["year"], found["first"] or found["second"]
    if day is None:
        if len(year) == 4:
            return [f"{year}-{month:02}"]
        return [f"20{year}-{month:02}"]
    days = [_iso(2000 + int(year), month, int(day)), _iso(2000 + int(day), month, int(year))]
    return [day for day in days if day]


def _serial(cell: str) -> list[str]:
    """The days of which a spreadsheet shows the number, such as 43932."""
    if not SERIAL.fullmatch(cell):
        return []
    days = timedelta(days=int(float(cell)))
    return [(first + days).isoformat() for first in FIRST_SERIALS]
