"""Make a release: one file with the tables as they are and every value that they publish anew.

The file is written once, by the command `release`, and committed; builds only read it. What
the command writes is one transaction: if it is killed, the next command completes it, or nothing of
it is there.
"""

from __future__ import annotations

import calendar
import csv
import hashlib
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from publicrecord.files.archives import write_zip
from publicrecord.files.published import published, published_csv
from publicrecord.files.table import tables
from publicrecord.findings import Finding, Rule, refuse
from publicrecord.indicators.naming import FigureNames
from publicrecord.language import N_, Language
from publicrecord.record import releases
from publicrecord.record.codes import Codes
from publicrecord.record.contract import CAVEATS
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.package import Record, Row
from publicrecord.record.release_file import COLUMNS, VALUES, Value
from publicrecord.record.releases import COMPARED, FOLDER, TAKEN_BACK
from publicrecord.record.rules.release_dates import BACKWARDS

RELEASED = Rule(
    "version-released",
    N_("The version {value} is not later than the last release, {last}."),
    N_(
        "Write the next version in datapackage.json: the year, the month and a number "
        "that starts at 0, such as 2026.12.0."
    ),
)


def write_release(
    record: Record, claims: pd.DataFrame, dates: pd.DataFrame, day: str, into: Path
) -> Path:
    """Write the release of the record's version; its day into releases.csv and calendar.csv, and
    both into CITATION.cff. Returns the place of the release.

    The record was checked. into: the folder of a transaction, which takes what is written. Raises
    ValidationFailed if the version or the day is not later than the last release's.
    """
    released = releases.read_releases(record)
    refuse(_too_early(record, released.latest, day))
    now, folder = released_values(record, claims, dates), record.folder
    place = Path(folder.name) / FOLDER / f"{record.version}.zip"
    file = into / place
    file.parent.mkdir(parents=True)
    with TemporaryDirectory() as scratch:
        changed = changed_values(released, now)
        _write_file(published(record, claims), changed, file, Path(scratch), day)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    notes = [""] * len(record.settings.languages)
    data, row = into / folder.name, [record.version, day, str(len(now)), sha256, *notes]
    _write(data / "releases.csv", _with_row(folder / "releases.csv", row))
    dated = _with_day(folder / "calendar.csv", f"release-{record.version}", day)
    _write(data / "calendar.csv", dated)
    citation = folder.parent / "CITATION.cff"
    if citation.is_file():
        _write(into / citation.name, _cited(citation, record.version, day))
    return folder.parent / place


def _too_early(record: Record, last: releases.Release | None, day: str) -> Iterator[Finding]:
    """A finding if the record's version, or the day of its release, is before the last release."""
    if not last:
        return
    if releases.version_key(record.version) <= releases.version_key(last.version):
        file = f"{record.folder.name}/{DESCRIPTOR}"
        yield RELEASED.at(file, value=record.version, last=last.version)
    elif day < last.released_on:
        file = record.file("releases")
        yield BACKWARDS.at(file, value=day, version=last.version, earliest=last.released_on)


def released_values(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> dict[str, Value]:
    """Every value that the record publishes, by claim, as a release tells it."""
    names, codes = FigureNames(record), Codes(record)
    return {
        claim: {
            "claim": claim,
            "table": row["table"],
            **{
                f"name_{language.code}": value_name(names, codes, row, language)
                for language in record.settings.languages
            },
            "value": row["value"],
            "unit": row.get("unit", ""),
            "status": row["status"],
            "as_of": str(row["as_of"]),
            "shown": "yes" if row["chosen"] else "no",
            CAVEATS: row.get(CAVEATS, ""),
        }
        for claim, row in releases.published_values(record, claims, dates).items()
    }


def value_name(names: FigureNames, codes: Codes, row: Row, language: Language) -> str:
    """What a figure or a date of a wave is called."""
    if row["table"] == "wave_dates":
        wave = language.gettext("wave {wave}").format(wave=row["wave"])
        return f"{wave}, {codes.name('event', row['event'], language)}"
    return names.figure(row, language)


def changed_values(released: releases.Releases, now: dict[str, Value]) -> list[Value]:
    """What is new, differs from the last release, or is taken back, in the order of the record."""
    last = released.current
    changed = [
        value
        for claim, value in now.items()
        if claim not in last or any(value[key] != last[claim][key] for key in COMPARED)
    ]
    gone = [
        old | {"value": "", "status": TAKEN_BACK, "shown": "no"}
        for claim, old in last.items()
        if claim not in now
    ]
    return changed + gone


def _write_file(record: Record, values: list[Value], file: Path, scratch: Path, day: str) -> None:
    """The archive of all tables as in downloads, with the values; the same bytes on each day.
    record: as published."""
    listed = tables(record)
    (scratch / "LICENSE").write_bytes((record.folder / "LICENSE").read_bytes())
    for table in listed:
        place = scratch / table.resource["path"]
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(published_csv(record, table.name))
    columns = [*COLUMNS[:2], *record.settings.columns("name"), *COLUMNS[2:], CAVEATS]
    with (scratch / VALUES).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(values)
    epoch = calendar.timegm(time.strptime(day, "%Y-%m-%d"))
    extra = (scratch / VALUES,)
    write_zip(listed, record.descriptor, scratch, file, record.settings.languages, epoch, extra)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


def _with_row(file: Path, cells: list[str]) -> str:
    """A table with one more row, whether or not its last line has an end."""
    text = file.read_text(encoding="utf-8")
    with io.StringIO() as line:
        csv.writer(line, lineterminator="\n").writerow(cells)
        return text + ("" if text.endswith("\n") else "\n") + line.getvalue()


def _with_day(file: Path, event: str, day: str) -> str:
    """The calendar with the day of a release in its row, if it has one."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns, table = list(reader.fieldnames or []), list(reader)
    for row in table:
        if row["event_id"] == event:
            row["done_on"] = day
    with io.StringIO(newline="") as text:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
        return text.getvalue()


def _cited(file: Path, version: str, day: str) -> str:
    """What the repository says of how to cite it, with a release."""
    text = re.sub("(?m)^version: .*", f"version: {version}", file.read_text(encoding="utf-8"))
    return re.sub("(?m)^date-released: .*", f"date-released: {day}", text)
