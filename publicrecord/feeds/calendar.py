"""The release calendar: what was planned, what came, what is late; and a file to subscribe to.

The site is static and two builds of the same data are the same bytes, so a page cannot know the
day it is read. It says what is known at the date of the data; where a planned day has passed since,
the site's script says so on the reader's own clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from publicrecord.context.addresses import changes_address
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.package import Record, Row, rows

FILE = "calendar.ics"
LONGEST_LINE = 75  # octets (RFC 5545, 3.1)


def events(record: Record, epoch: int) -> list[Row]:
    """The rows of calendar.csv by planned day, the latest first, each with its state.

    state: done, late (done after its day, `days` after it), missed (not done, though its day had
    passed at the date of the data) or planned.
    """
    today = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    found = []
    for row in rows(record.table("calendar")):
        planned, done = row["planned_on"], row["done_on"]
        state = "missed" if planned < today else "planned"
        days = 0
        if done:
            days = (date.fromisoformat(done) - date.fromisoformat(planned)).days
            state = "late" if days > 0 else "done"
        found.append(row | {"state": state, "days": days})
    return sorted(found, key=lambda row: (row["planned_on"], row["event_id"]), reverse=True)


def write_calendar(content: SiteContext, language: Language, folder: Path) -> None:
    """Write the calendar of a language to `folder`, as programs subscribe to it (RFC 5545)."""
    settings, root_language = content.record.settings, content.record.settings.root_language
    root = content.site_url_or_preview
    home = root + language.folder
    page = home + changes_address(language)
    stamp = datetime.fromtimestamp(content.epoch, UTC).strftime("%Y%m%dT%H%M%SZ")
    project = language.site
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{root_language.site}//{root_language.code.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(project)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for row in reversed(events(content.record, content.epoch)):
        day = date.fromisoformat(row["done_on"] or row["planned_on"])
        version = row["event_id"].removeprefix("release-")
        title = f"{project}: {language.of(row, 'what')} {version}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row['event_id']}@{settings.identity}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(title)}",
            f"DESCRIPTION:{_text(state_name(row, language))}",
            f"STATUS:{'CONFIRMED' if row['done_on'] else 'TENTATIVE'}",
            "TRANSP:TRANSPARENT",
            f"URL:{page}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    text = "".join(_folded(line) + "\r\n" for line in lines)
    new_file(folder / FILE).write_text(text, encoding="utf-8", newline="")


def state_name(row: Row, language: Language) -> str:
    """The state of an event in words."""
    match row["state"]:
        case "done":
            return language.gettext("done")
        case "late":
            return language.gettext("done, {days} days late").format(days=row["days"])
        case "missed":
            return language.gettext("missed: not done on its day")
    return language.gettext("planned")


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; no letter is cut."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
