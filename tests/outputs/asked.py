"""Questions whose answers are known from the record, and programs that answer them."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from scratch import ROOT

HERE = Path(__file__).resolve().parent
OFFICIAL = "gh-kab"  # one value for each regency and year
KEYS = ["place_code", "measure_id", "basis", "period", "wave_from", "wave_to"]
HEADINGS = ["Place code", "Measure", "Basis", "Period", "From wave", "To wave"]
"""The same in the workbook in English."""


@dataclass(frozen=True)
class Question:
    """What is asked, in the words of the table, and the answer that the record has."""

    place_code: str
    measure_id: str
    basis: str
    period: str
    wave_from: int
    wave_to: int
    value: float
    address: str

    @property
    def asked(self) -> list[object]:
        return [getattr(self, key) for key in KEYS]


def read(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def three_hundred() -> list[Question]:
    """300 questions: 240 on places and years, 60 on figures of the country with one value."""
    basis = {row["measure_id"]: row["basis"] for row in read("measures")}
    codes = {
        (row["place_as_printed"], row["province_as_printed"]): row["code"]
        for row in read("reference/place_aliases")
        if row["level"] in ("regency", "city")
    }
    key = ("place_as_printed", "province_as_printed")
    rows = [r for r in read("place_figures") if r["source_id"] == OFFICIAL and r["wave_to"]]
    places = [
        _question(row, basis, f"IDN-{codes[row[key[0]], row[key[1]]]}",
                  f"places/{codes[row[key[0]], row[key[1]]]}.json")
        for row in rows
        if row["value"] and (row[key[0]], row[key[1]]) in codes
    ]  # fmt: skip
    listed = read("programme_figures")
    same = Counter((r["measure_id"], r["period"], r["wave_from"], r["wave_to"]) for r in listed)
    country = [
        _question(row, basis, "IDN", "programme.json")
        for row in listed
        if same[row["measure_id"], row["period"], row["wave_from"], row["wave_to"]] == 1
        and row["value"] and row["wave_from"] and row["wave_to"] and row["status"] != "unfit"
    ]  # fmt: skip
    chance = random.Random(300)
    return chance.sample(places, 240) + chance.sample(country, min(60, len(country)))


def _question(row: dict[str, str], basis: dict[str, str], code: str, address: str) -> Question:
    measure = row["measure_id"]
    waves = int(row["wave_from"]), int(row["wave_to"])
    value = float(row["value"])
    return Question(code, measure, basis[measure], row["period"], *waves, value, address)


def printed(program: str, *words: object, cwd: Path) -> str:
    """What a program prints; the test is skipped where it is not on this machine."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not on this machine")
    result = subprocess.run(
        [program, *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def by_d3(file: Path, questions: Iterable[Question]) -> list[list[float]]:
    """The values that d3 finds in a CSV for each question."""
    table = json.loads(printed("node", HERE / "d3.mjs", file, cwd=file.parent))
    with file.open(encoding="utf-8", newline="") as stream:
        names = next(csv.reader(stream))
    rows = [dict(zip(names, row, strict=True)) for row in table]
    asked = [[*map(str, question.asked)] for question in questions]
    known = [
        ([str(row[key]) for key in KEYS], row["value"]) for row in rows if row["item_id"] is None
    ]
    return [[value for keys, value in known if keys == one] for one in asked]


def by_r(file: Path, questions: Iterable[Question], folder: Path) -> list[list[float]]:
    """The values that R, with readr, finds in a CSV for each question."""
    with (folder / "asked.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*KEYS, "number"])
        writer.writerows([*q.asked, number] for number, q in enumerate(questions))
    found = printed("Rscript", HERE / "answer.R", file, folder / "asked.csv", cwd=folder)
    answers: list[list[float]] = [[] for _ in questions]
    for line in found.splitlines():
        number, value = line.split()
        answers[int(number)].append(float(value))
    return answers


def by_spreadsheet(
    workbook: Path, asked: Sequence[dict[str, object]], folder: Path
) -> list[tuple[float, float]]:
    """How many rows a spreadsheet counts for each question, and the sum of their values.

    asked: what the cells below a heading must be, "=" for empty ones.
    """
    book = openpyxl.load_workbook(workbook)
    data, sheet = book.worksheets[0], book.create_sheet("Answers", 0)
    letters = {cell.value: get_column_letter(cell.column) for cell in data[1]}

    def column(heading: str) -> str:
        return f"'{data.title}'!${letters[heading]}$2:${letters[heading]}${data.max_row}"

    for one in asked:
        where = ",".join(f'{column(heading)},"{cell}"' for heading, cell in one.items())
        sheet.append([f"=COUNTIFS({where})", f"=SUMIFS({column('Value')},{where})"])
    book.save(folder / "asked.xlsx")
    printed(
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", "csv", "--outdir", folder, folder / "asked.xlsx", cwd=folder,
    )  # fmt: skip
    with (folder / "asked.csv").open(encoding="utf-8", newline="") as stream:
        return [(float(count), float(total)) for count, total in csv.reader(stream)]
