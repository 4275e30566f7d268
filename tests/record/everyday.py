"""Everyday mistakes in the SYNTHETIC tables, by name: how the folder data/ is changed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

WAVES, FIGURES, SOURCES = "waves.csv", "wave_figures.csv", "sources.csv"
DATES, SURVEYS, TOWNS = "wave_dates.csv", "surveys.csv", "reference/towns.csv"
PLACES, PEOPLE = "place_figures.csv", "reference/population.csv"
Mistake = Callable[[Path], object]


def raw(file: str, change: Callable[[bytes], bytes]) -> Mistake:
    """The bytes of a file changed."""
    return lambda data: (data / file).write_bytes(change((data / file).read_bytes()))


def text(file: str, *pairs: tuple[str, str]) -> Mistake:
    """Words of a file replaced, each at its first place."""

    def change(content: bytes) -> bytes:
        said = content.decode()
        for old, new in pairs:
            assert old in said, old
            said = said.replace(old, new, 1)
        return said.encode()

    return raw(file, change)


def every(file: str, pattern: str, new: str) -> Mistake:
    """What matches a pattern replaced everywhere."""
    return raw(file, lambda content: re.sub(pattern, new, content.decode(), flags=re.M).encode())


def cells(
    file: str, change: Callable[[list[list[str]]], list[list[str]]], by: str = ","
) -> Mistake:
    """The rows of a file changed and written as a program writes them."""

    def rewritten(content: bytes) -> bytes:
        out = io.StringIO(newline="")
        rows = change([*csv.reader(io.StringIO(content.decode(), newline=""))])
        csv.writer(out, delimiter=by, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return raw(file, rewritten)


def same(rows: list[list[str]]) -> list[list[str]]:
    return rows


def swap(one: int, two: int, head: bool = False) -> Callable[[list[list[str]]], list[list[str]]]:
    """Two columns in each other's place; head: their names, too."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        for row in rows[0 if head else 1 :]:
            row[one], row[two] = row[two], row[one]
        return rows

    return change


def write(file: str, content: bytes) -> Mistake:
    return lambda data: (data / file).write_bytes(content)


def together(*mistakes: Mistake) -> Mistake:
    return lambda data: [mistake(data) for mistake in mistakes]


def workbook() -> bytes:
    """The beginning of an .xlsx file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def german(content: bytes) -> bytes:
    """As a spreadsheet of a country with decimal commas saves it."""
    rows = [*csv.reader(io.StringIO(content.decode(), newline=""))]
    out = io.StringIO(newline="")
    points = [[re.sub(r"^(-?\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in rows]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(points)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


CONFLICT = "<<<<<<< HEAD\n4,2032,regular\n=======\n4,2032,trial\n>>>>>>> new-figures\n"
SEATS = "1,seats,400,people,2032-11-30"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
QUOTED = "Fail rasmi rekaan."

MISTAKES: dict[str, Mistake] = {
    # Another file than a table
    "a merge conflict": text(WAVES, ("4,2032,regular\n", CONFLICT)),
    "the end of a merge conflict left behind": text(WAVES, ("5,2032", ">>>>>>> new-figures\n5,2032")),
    "a workbook with another name": write(WAVES, workbook()),
    "an old workbook": write(WAVES, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900),
    "a PDF": write(WAVES, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "the error page of a server": write(WAVES, b"<!DOCTYPE html>\n<html><body>404</body></html>\n"),
    "a JSON file": write(WAVES, b'[{"wave": 1, "year": 2031, "scheme": "trial"}]\n'),
    "a pointer of Git LFS": write(WAVES, POINTER),
    "a compressed file": write(WAVES, b"\x1f\x8b\x08\0\0\0\0\0\0\x03KL\xd4I"),
    "an empty file": write(WAVES, b""),
    "a file of blank lines": write(WAVES, b"\n \n,,\n"),
    "UTF-16 with a mark": raw(WAVES, lambda c: c.decode().encode("utf-16")),
    "UTF-16 without a mark": raw(WAVES, lambda c: c.decode().encode("utf-16-le")),
    "Latin-1": raw("measures.csv", lambda c: c.decode().encode("latin-1", "replace")),
    "Windows-1252": raw(
        "measures.csv", lambda c: c.decode().replace("SYNTH", "“SYNTH”").encode("cp1252")
    ),
    "a file cut short": raw(WAVES, lambda c: c[:-12]),
    "a file cut short within a quotation": raw(SURVEYS, lambda c: c[: c.rindex(b"random") + 2]),
    "several files that cannot be read": together(
        write(WAVES, b"%PDF"), write(FIGURES, b"\0" * 90), write(DATES, POINTER)
    ),
    "a file deleted": lambda data: (data / FIGURES).unlink(),
    "a changed table under another name": lambda data: (data / "waves (1).csv").write_bytes(b"x"),
    "a table renamed": lambda data: (data / FIGURES).rename(data / "wave-figures.csv"),
    # The form of the file
    "ends of lines as on old Macs": raw(WAVES, lambda c: c.replace(b"\n", b"\r")),
    "saved in a country with decimal commas": raw("survey_figures.csv", german),
    "vertical bars between the columns": cells(WAVES, same, "|"),
    "a line that names the separator": raw(WAVES, lambda c: b"sep=;\n" + c.replace(b",", b";")),
    "blank lines at the beginning": raw(WAVES, lambda c: b"\n\n" + c),
    "a title above the table": raw(WAVES, lambda c: b"Waves of the programme,,\n,,\n" + c),
    "a remark with a number sign above the table": raw(WAVES, lambda c: b"# corrected\n" + c),
    # The names of the columns
    "the names of the columns deleted": raw(WAVES, lambda c: c.split(b"\n", 1)[1]),
    "the names of the columns twice": raw(WAVES, lambda c: c.split(b"\n")[0] + b"\n" + c),
    "the whole table twice": raw(FIGURES, lambda c: c + c),
    "the rows twice": raw(FIGURES, lambda c: c + c.split(b"\n", 1)[1]),
    "names of columns with capitals and blanks": text(FIGURES, ("measure_id,value", "Measure ID, VALUE")),
    "titles for the names of columns": text(WAVES, ("wave,year,scheme", "Wave,Year,Scheme")),
    "a column renamed": text(FIGURES, ("wave,measure_id", "gelombang,measure_id")),
    "a column deleted": cells(FIGURES, lambda rows: [[*row[:3], *row[4:]] for row in rows]),
    "a column added": cells(WAVES, lambda rows: [[*row, "checked"] for row in rows]),
    "columns in another language": text(FIGURES, ("wave,measure_id,value,unit,as_of,source_id", "gelombang,ukuran,nilai,satuan,tanggal,sumber")),
    "a column twice": cells(WAVES, lambda rows: [[row[0], *row] for row in rows]),
    "columns in another order": cells(FIGURES, swap(2, 4, head=True)),
    "two columns swapped": cells(FIGURES, swap(1, 3)),
    "a number and a key swapped": cells(FIGURES, swap(2, 5)),
    # Rows
    "an empty row": text(WAVES, ("3,2031", ",,\n3,2031")),
    "many commas at the end of rows": every(WAVES, "$(?<=trial)", ",,"),
    "a total below the table": raw(FIGURES, lambda c: c + b"Total,,5500,people,,,,,,,,\n"),
    "a total with all cells": raw(FIGURES, lambda c: c + b"Jumlah,admitted,2850,people,2032-11-30,synth-office,published,,,,,\n"),
    "a total in place of a name": raw(PLACES, lambda c: c + b"Total,Utara Sintetik,2031,1,3,recipients_gross,1000,people,2032-11-30,synth-office,published,,,,,\n"),
    "cells that were merged": cells(FIGURES, lambda rows: [["", *row[1:]] if row[1] == "admitted" and row[0] < "5" else row for row in rows]),
    "a filter that lost the rows of a source": cells(SOURCES, lambda rows: [row for row in rows if row[0] != "synth-press-a"]),
    "a footnote below the table": raw(FIGURES, lambda c: c + b"Source: the office,,,,,,,,,,,\n"),
    "a comma in a text without quotation marks": text(SOURCES, ("SYNTHETIC Office", "SYNTHETIC Office, Ltd")),
    "a decimal comma without quotation marks": text("survey_figures.csv", ("81.5", "81,5")),
    "a row shifted by a cell": text(FIGURES, ("3,seats,600,people,", "3,seats,,600,people,"), ("published,,,,,\n3,adm", "published,,,,\n3,adm")),
    "a row without its last cells": text(FIGURES, ("2,seats,500,people,2032-11-30,synth-office,published,,,,,", "2,seats,500,people,2032-11-30,synth-office,published")),
    "a quotation mark that is not closed": text(SOURCES, ("A made-up official", '"A made-up official')),
    "a quotation mark within a text": text(SOURCES, ("A made-up official file.", 'A "made-up", official file.')),
    # Numbers
    "points for thousands": text(PEOPLE, *((f",{n}000,", f",{n}.000,") for n in (68, 18, 27, 23))),
    "commas for thousands": text(FIGURES, (SEATS, '1,seats,"4,000",people,2032-11-30')),
    "a blank that does not break for thousands": text(FIGURES, (SEATS, "1,seats,4\u00a0000,people,2032-11-30")),
    "thousands as in India": text(FIGURES, (SEATS, '1,seats,"12,34,567",people,2032-11-30')),
    "a power of ten": text(FIGURES, (SEATS, "1,seats,5.34E+12,people,2032-11-30")),
    "a percent sign": text("survey_figures.csv", (",64,", ",64%,")),
    "a currency": text("programme_figures.csv", (",127500,", ",Rp127.500,")),
    "a unit beside the number": text(FIGURES, (SEATS, "1,seats,400 orang,people,2032-11-30")),
    "millions in words": text(FIGURES, (SEATS, '1,seats,"1,2 juta",people,2032-11-30')),
    "the letter O for zero": text(FIGURES, (SEATS, "1,seats,4O0,people,2032-11-30")),
    "a minus sign of typesetters": text(TOWNS, ("-1.0", "\u22121.0"), ("-3.0", "\u22123.0")),
    "a fraction": text("survey_figures.csv", (",64,", ",½,")),
    "more than": text(FIGURES, (SEATS, "1,seats,>400,people,2032-11-30")),
    "the mark of a footnote": text(FIGURES, (SEATS, "1,seats,400*),people,2032-11-30")),
    "the number of a footnote": text(FIGURES, (SEATS, "1,seats,400 [1],people,2032-11-30")),
    "a formula for its result": text(FIGURES, (SEATS, "1,seats,=SUM(C3:C4),people,2032-11-30")),
    "decimals of what is counted": text(FIGURES, (SEATS, '1,seats,"228000,5",people,2032-11-30')),
    "below zero": text(PEOPLE, (",68000,", ",(68000),")),
    "a comma too many": text(FIGURES, (SEATS, '1,seats,"400,",people,2032-11-30')),
    "a number that is announced later": text(FIGURES, ("5,admitted,,", "5,admitted,menyusul,")),
    "a range": text(FIGURES, (SEATS, "1,seats,400-500,people,2032-11-30")),
    "a date for a number": text("survey_figures.csv", (",81.5,", ",81-May,")),
    "a whole number with decimals": every(PEOPLE, r",(\d+),people", r",\1.0,people"),
    "a word for a missing number": text(FIGURES, ("5,admitted,,", "5,admitted,n/a,")),
    "an apostrophe before a number": text(FIGURES, (SEATS, "1,seats,'400,people,2032-11-30")),
    "zeros before a number": text(FIGURES, (SEATS, "1,seats,00400,people,2032-11-30")),
    "a comma that can be either": text("survey_figures.csv", (",81.5,", ',"81,500",')),
    # Dates
    "dates with the day first": every(DATES, r"(203\d)-(0[2-8])-(\d\d)", r"\3/\2/\1"),
    "a day that can only be one": text(DATES, ("2031-02-15", "15-02-2031")),
    "a day with its weekday": text(DATES, ("2031-02-15", "Sabtu 15 Februari 2031")),
    "a year of two digits": text(WAVES, ("4,2032", "4,32")),
    "a month in words": text("survey_figures.csv", ("2032-06", "Juni 2032")),
    "dates with points": every(DATES, r"(203\d)-(0\d)-(0\d)", r"\1.\2.\3"),
    "dates with a time": every(DATES, r"(203\d-\d\d-\d\d)", r"\1 00:00:00"),
    "a date in words": text(DATES, ("2031-02-01", "1 Februari 2031")),
    "a date as a spreadsheet shortens it": text(DATES, ("2031-02-01", "01-Feb-31")),
    "a date as a serial number": text(DATES, ("2031-02-01", "47880")),
    "a date without zeros": text(DATES, ("2031-02-01", "2031-2-1")),
    "a date that does not exist": text(DATES, ("2031-02-08", "2031-02-30")),
    "a month that does not exist": text("survey_figures.csv", ("2032-06", "2032-13")),
    # Words and codes
    "other capitals of a word": every(FIGURES, "published", "Published"),
    "a blank for an underscore": text(FIGURES, ("not_published", "not published")),
    "another word": text(FIGURES, ("not_published", "unpublished")),
    "capitals of a code": every(PEOPLE, "town,([NMS])", lambda found: "town," + found[1].lower()),
    "the zeros of codes lost": every(TOWNS, "^([NMS])0", r"\1"),
    "a dash for the hyphen of a key": every(FIGURES, "synth-office", "synth\u2013office"),
    "quotation marks around a key": text(FIGURES, ("synth-office", "\u201csynth-office\u201d")),
    "a dash between years": every(PLACES, "2031-2032", "2031\u20132032"),
    "an apostrophe before digits": text("items.csv", ("Satisfied", "'0123")),
    "a letter of another alphabet within a word": text("items.csv", ("Satisfied", "S\u0430tisfied")),
    "a name for its key": text(FIGURES, ("1,admitted", "1,Selected in the wave")),
    "an error word of a spreadsheet": text(FIGURES, (SEATS, "1,seats,#REF!,people,2032-11-30")),
    "an error word in a text": text(SOURCES, (QUOTED, "#NAME?")),
    "a column too narrow": text(FIGURES, (SEATS, "1,seats,######,people,2032-11-30")),
    "an empty cell of another program": text(FIGURES, ("published,,,,,\n1,adm", "published,NaN,,,,\n1,adm")),
    "letters read in a wrong encoding": text("items.csv", ("Berpuas hati", "BÃ©rpuas â€œhatiâ€\x9d")),
    "letters read twice in a wrong encoding": text("items.csv", ("Satisfaits", "SatisfaÃƒÂ®ts")),
    "a letter that was lost": text("items.csv", ("Satisfaits", "Satisfa\ufffdts")),
    "a question mark for a letter": text("items.csv", ("Satisfaits", "Satisfa?ts")),
    "a blank without width": text("items.csv", ("Satisfied", "Satis\u200bfied")),
    "a mark that turns the text": text("items.csv", ("Satisfied", "\u202eSatisfied")),
    # Keys
    "a source renamed": text(SOURCES, ("synth-office", "synth-bureau")),
    "a row twice": raw(WAVES, lambda c: c + b"6,2032,regular\n"),
    "a key twice": raw(WAVES, lambda c: c + b"6,2031,trial\n"),
    "cells that must be filled in deleted": cells(FIGURES, lambda rows: [rows[0], *([*row[:5], "", *row[6:]] for row in rows[1:])]),
}  # fmt: skip
