"""Ordinary faults of a register: what each does to the small SYNTHETIC one."""

from __future__ import annotations

from spoil_register import (
    Spoil,
    again,
    beside,
    cells,
    cut,
    labelled,
    packed,
    renamed,
    replaced,
    settings,
    several,
    sound_rows,
    text,
    text_of,
    typed,
    without,
)

PACKED = renamed("rows.csv.gz", packed)
ALLOWED = settings("faulty_share_allowed: 0\n", "faulty_share_allowed: 0.5\n")
LINE_5 = "SYNTHETIC-03,"

FAULTS: dict[str, Spoil] = {
    # register.yml
    "a category of a mapping that does not exist": settings("P: female", "P: women"),
    "a yes-or-no mapping that is neither": settings(
        "categories:\n", "categories:\n  selected: {Lolos: accepted}\n"
    ),
    "one column for two meanings": settings("selected_on: lolos_pada", "selected_on: daftar"),
    "a YAML key twice": settings("  place: kode\n", "  place: kode\n  wave: kode\n"),
    "a question that the record does not have": settings(
        "satisfied-with-programme", "satisfied-with-program"
    ),
    "a tab in YAML": settings("  place: kode", "\tplace: kode"),
    "an indentation in YAML": settings("  place: kode", "   place: kode"),
    "an open quotation mark in YAML": settings('as_of: "2024-12-31"', 'as_of: "2024-12-31'),
    "an open bracket in YAML": settings("{L: male, P: female}", "{L: male, P: female"),
    "a colon within a text of YAML": settings("publisher: Tests", "publisher: Tests: nobody"),
    "a number for the name of a column": settings("wave: gelombang", "wave: 3"),
    "a date without quotation marks": settings('as_of: "2024-12-31"', "as_of: 2024-12-31"),
    "a date that does not exist": settings('"2024-12-31"', '"2024-02-31"'),
    "a date before the programme": settings('"2024-12-31"', '"2014-12-31"'),
    "a list in place of a mapping": text(
        lambda was: was.replace("  ", "  - ").replace("columns", "columns"), "register.yml"
    ),
    "a register.yml that is empty": text(lambda _was: "", "register.yml"),
    "a register.yml that is a list": text(lambda _was: "- wave\n- place\n", "register.yml"),
    "a register.yml in UTF-16": text(lambda was: was.encode("utf-16"), "register.yml"),
    "a register.yaml": lambda folder: (folder / "register.yml").rename(folder / "register.yaml"),
    "a name that register.yml does not know": settings("  place: kode", "  regency: kode"),
    "an age and a year of birth": settings("birth_year: lahir", "birth_year: lahir\n  age: umur"),
    "a year of birth without a day of registration": settings("  registered_on: daftar\n", ""),
    "a share in percent": settings("faulty_share_allowed: 0", "faulty_share_allowed: 5%"),
    # files
    "CSV and Parquet in one folder": lambda folder: sound_rows().to_parquet(folder / "x.parquet"),
    "a name in capitals": renamed("ROWS.CSV"),
    "a workbook": renamed("rows.xlsx"),
    "a workbook named as CSV": renamed("rows.csv", lambda _raw: b"PK\x03\x04" + bytes(40)),
    "a web page named as CSV": renamed("rows.csv", lambda _raw: b"<!DOCTYPE html><p>404</p>"),
    "a pointer of Git LFS": renamed(
        "rows.csv", lambda _raw: b"version https://git-lfs.github.com/spec/v1\n"
    ),
    "a ZIP archive beside": beside("more.zip", lambda _raw: b"PK\x03\x04"),
    "gzip within gzip": renamed("rows.csv.gz", lambda raw: packed(packed(raw))),
    "an archive within gzip": renamed(
        "rows.csv.gz", lambda raw: packed(b"rows.csv".ljust(257, b"\0") + b"ustar" + raw)
    ),
    "gzip without the end of its name": renamed("rows.csv", packed),
    "a name that says gzip": renamed("rows.csv.gz"),
    "gzip cut short": several(PACKED, cut("rows.csv.gz", 40)),
    "gzip without its last eight bytes": several(PACKED, cut("rows.csv.gz", 8)),
    "gzip with a damaged byte": renamed(
        "rows.csv.gz", lambda raw: packed(raw)[:60] + b"\0\0" + packed(raw)[62:]
    ),
    "gzip that is empty": renamed("rows.csv.gz", lambda _raw: b""),
    "Parquet cut short": several(typed("parquet"), cut("rows.parquet", 100)),
    "CSV named as Parquet": renamed("rows.parquet"),
    "Parquet without rows": typed("parquet", lambda rows: rows.head(0)),
    "Stata cut short": several(typed("dta"), cut("rows.dta", 700)),
    "Stata without its last byte": several(typed("dta"), cut("rows.dta", 1)),
    "CSV named as Stata": renamed("rows.dta"),
    "an empty file": text(lambda _was: ""),
    "a header alone": text(lambda was: was.split("\n")[0] + "\n"),
    "the same file twice": beside("rows (1).csv"),
    "a folder without data": lambda folder: (folder / "rows.csv").unlink(),
    "Latin-1": text(lambda was: was.replace("SMA", "SMÅ", 1).encode("latin-1")),
    "UTF-16": text(lambda was: was.encode("utf-16")),
    "a NUL byte": text(lambda was: was.replace("SMA", "S\0A", 1)),
    # rows and columns
    "a title above the header": text(lambda was: "Register 2024\n\n" + was),
    "a line sep=": text(lambda was: "sep=,\n" + was),
    "a column that is missing": without("didik"),
    "a column in other capitals": text(lambda was: was.replace("didik", "Didik", 1)),
    "a column that one of two files lacks": beside(
        "more.csv", lambda _raw: text_of(sound_rows().drop(columns="jk")).encode()
    ),
    "two columns of one name": text(lambda was: was.replace("dis,", "jk,", 1)),
    "a row with too few cells": text(lambda was: was.replace(LINE_5, "", 1)),
    "a row with too many cells": text(lambda was: was.replace(LINE_5, LINE_5 + "x,", 1)),
    "a row with other separators": text(lambda was: was.replace("\n" + LINE_5, "\nx;y\n", 1)),
    "an open quotation mark": text(lambda was: was.replace(LINE_5, '"' + LINE_5, 1)),
    "mixed line ends": text(lambda was: was.replace("\n" + LINE_5, "\r\n" + LINE_5, 1)),
    "two types in two Parquet files": several(
        typed("parquet"),
        lambda folder: (
            sound_rows().assign(gelombang=1).to_parquet(folder / "more.parquet", index=False)
        ),
    ),
    # identifiers, waves, places
    "several empty identifiers": cells("id", "", "", "", first=3),
    "dashes for identifiers": cells("id", "-", "-", first=3),
    "rounded identifiers": cells("id", "3,40401E+15", "3,40401E+15", first=3),
    "people who are there twice": lambda folder: (folder / "rows.csv").write_text(
        text_of(again(sound_rows())), encoding="utf-8"
    ),
    "waves in words": replaced("gelombang", {"1": "Gelombang 1", "12": "Gelombang 12"}),
    "waves in Roman numbers": replaced("gelombang", {"12": "XII"}),
    "half a wave": cells("gelombang", "1.5", first=3),
    "a wave that the record does not have": cells("gelombang", "720", first=3),
    "an empty wave": cells("gelombang", "", first=3),
    "a place by its name": cells("kode", "Kab. Sleman", first=3),
    "a place with a shortened code": cells("kode", "34.4.1", first=3),
    "an empty place": cells("kode", "", first=3),
    # yes and no
    "yes and no in words": replaced("lolos", {"1": "Ya", "0": "Tidak"}),
    "a selection that is empty": cells("lolos", "", first=3),
    "a selection in numbers": replaced("lolos", {"1": "2"}),
    "revoked without a selection": cells("dicabut", "1", first=4),
    "revoked left empty": cells("dicabut", ""),
    # dates and years
    "dates that can be read in two ways": replaced("daftar", {"2020-04-13": "04/05/2020"}),
    "dates that do not fit the stated order": several(
        replaced("daftar", {"2020-04-13": "04/13/2020"}),
        settings("synthetic: true\n", "synthetic: true\ndate_order: day-month-year\n"),
    ),
    "Excel serial dates": replaced("daftar", {"2020-04-13": "43934"}),
    "months in words": cells("daftar", "13 April 2020", first=3),
    "a date that no calendar has": cells("daftar", "2020-04-31", first=3),
    "a date of zeros": cells("latih", "0000-00-00", first=4),
    "a date of another year": cells("daftar", "2010-04-13", first=3),
    "dates in the wrong order": cells("lolos_pada", "2020-04-01", first=3),
    "years of birth with two digits": replaced("lahir", {"1985": "85", "1986": "86"}),
    "dates of birth for years": replaced("lahir", {"1985": "1985-05-04", "1986": "04/05/1986"}),
    "years of birth in the future": cells("lahir", "2031", first=3),
    "ages that nobody has": several(
        cells("lahir", "-4", "212", "17", first=3), settings("birth_year: lahir", "age: lahir")
    ),
    # categories and numbers
    "words of no category": replaced("didik", {"S1": "Sarjana", "SMA": "SLTA/sederajat"}),
    "codes for categories": replaced("jk", {"L": "1", "P": "2"}),
    "a missing word": cells("didik", "NULL", "N/A", first=3),
    "Stata with value labels": typed("dta", labelled),
    "an error of a spreadsheet": several(
        cells("jk", "#N/A", first=3),
        text(lambda was: was.replace("1.25", "#REF!", 1).replace("1980", "#NAME?", 1)),
    ),
    "decimal commas": cells("bobot", "1,25"),
    "a weight in words": cells("bobot", "satu", first=3),
    "a negative weight": cells("bobot", "-1", first=3),
    "answers in words": replaced("puas", {"4": "Puas"}),
    "answers of 99": cells("puas", "99", first=3),
    # accepted, with what is said about it
    "sound": lambda _folder: None,
    "sound with semicolons and a byte-order mark": lambda folder: (folder / "rows.csv").write_text(
        text_of(sound_rows(), ";"), encoding="utf-8-sig"
    ),
    "sound with lines that end as in Windows": text(lambda was: was.replace("\n", "\r\n")),
    "sound with spaces and blank lines": text(lambda was: was.replace(",L,", ", L ,") + "\n\n"),
    "sound with capitals for true": several(
        replaced("lolos", {"1": "TRUE", "0": "FALSE"}), replaced("dis", {"false": "FALSE"})
    ),
    "sound with columns in another order": beside(
        "more.csv",
        lambda _raw: text_of(
            sound_rows().iloc[:, ::-1].assign(id=[f"SYNTHETIC-{n}" for n in range(50, 74)])
        ).encode(),
    ),
    "words that register.yml explains": several(
        replaced("lolos", {"1": "Ya", "0": "Tidak"}),
        settings("categories:\n", "categories:\n  selected: {Ya: true, Tidak: false}\n"),
    ),
    "dates in the stated order": several(
        replaced("daftar", {"2020-04-13": "13/4/2020", "2021-02-23": "23/2/2021"}),
        settings("synthetic: true\n", "synthetic: true\ndate_order: day-month-year\n"),
    ),
    "rows left out": several(ALLOWED, cells("gelombang", "720", first=3)),
    "repetitions left out": several(
        ALLOWED,
        lambda folder: (folder / "rows.csv").write_text(
            text_of(again(sound_rows())), encoding="utf-8"
        ),
    ),
    "cells left empty": several(ALLOWED, cells("didik", "", "", "", first=1)),
    "ages out of range": several(ALLOWED, cells("lahir", "1900", "2019", first=1)),
    "a last row without its end": text(lambda was: was.rstrip("\n")),
    "other files beside": several(
        lambda folder: (folder / "README.md").write_text("x"),
        lambda folder: (folder / "._rows.csv").write_bytes(b"\0\5"),
        lambda folder: (folder / ".~lock.rows.csv#").write_bytes(b"x"),
    ),
}
