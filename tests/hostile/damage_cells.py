"""What happens to one cell of a table on its way: a spreadsheet, an editor, a careless hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random], str | bytes | None]
Rows = list[list[str]]
ERROR_WORDS = [
    "#REF!",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "Err:508",
    "=A1",
    "NULL",
    "nan",
    "-",
]
HIDDEN = ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u00a0", "\ufffd", "\x0b"]
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "0": "０", "1": "１", "-": "‐", "c": "с"}
VALUE = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline="")))


def write(rows: Rows, **form: object) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, **({"lineterminator": "\n"} | form)).writerows(rows)
    return stream.getvalue()


def a_cell(rows: Rows, chance: Random, fits: Callable[[str], object] = bool) -> tuple[int, int]:
    """Row and column of a cell below the header; raises IndexError if none fits."""
    found = [
        (at, column)
        for at, row in enumerate(rows[1:], 1)
        for column, cell in enumerate(row)
        if fits(cell)
    ]
    return chance.choice(found)


def change_cell(
    change: Callable[[str, Random], str], fits: Callable[[str], object] = bool
) -> Damage:
    """Another text in one cell."""

    def damaged(text: str, chance: Random) -> str:
        rows = read(text)
        at, column = a_cell(rows, chance, fits)
        rows[at][column] = change(rows[at][column], chance)
        return write(rows)

    return damaged


def put(words: list[str]) -> Callable[[str, Random], str]:
    return lambda _cell, chance: chance.choice(words)


def inside(signs: list[str]) -> Callable[[str, Random], str]:
    """A sign at some place of a cell."""

    def changed(cell: str, chance: Random) -> str:
        at = chance.randint(0, len(cell))
        return cell[:at] + chance.choice(signs) + cell[at:]

    return changed


def lookalike(cell: str, chance: Random) -> str:
    at = chance.choice([at for at, sign in enumerate(cell) if sign in LOOKALIKES])
    return cell[:at] + LOOKALIKES[cell[at]] + cell[at + 1 :]


def mojibake(cell: str, _chance: Random) -> str:
    return f"{cell} – é".encode().decode("cp1252", "replace")


def swapped_day(cell: str, _chance: Random) -> str:
    year, month, day = cell.split("-")
    return f"{year}-{day}-{month}"


def is_number(cell: str) -> object:
    return VALUE.fullmatch(cell)


def is_large(cell: str) -> object:
    return VALUE.fullmatch(cell) and len(cell) > 3


def is_day(cell: str) -> object:
    return DAY.fullmatch(cell)


def is_range(cell: str) -> object:
    return re.fullmatch(r"\d{4}-\d{4}", cell)


def has_lookalike(cell: str) -> object:
    return set(cell) & set(LOOKALIKES)


CELL_DAMAGES: dict[str, Damage] = {
    "an error word": change_cell(put(ERROR_WORDS)),
    "an error word in an empty cell": change_cell(put(ERROR_WORDS), lambda cell: not cell),
    "a hidden character": change_cell(inside(HIDDEN)),
    "a lookalike": change_cell(lookalike, has_lookalike),
    "mojibake in a cell": change_cell(mojibake),
    "a value x10": change_cell(lambda cell, _c: f"{float(cell) * 10:g}", is_number),
    "a value /10": change_cell(lambda cell, _c: f"{float(cell) / 10:g}", is_number),
    "a value with another sign": change_cell(lambda cell, _c: f"-{cell}", is_number),
    "a value in words of Excel": change_cell(lambda cell, _c: f"{float(cell):.2E}", is_large),
    "thousands separators": change_cell(
        lambda cell, c: f"{float(cell):,.0f}".replace(",", c.choice(".,' ")), is_large
    ),
    "a decimal comma": change_cell(lambda cell, _c: f"{cell},5", is_number),
    "a percent sign": change_cell(lambda cell, _c: f"{cell}%", is_number),
    "a currency": change_cell(lambda cell, _c: f"Rp{cell}", is_number),
    "a footnote mark": change_cell(lambda cell, c: cell + c.choice(["*", "¹", "a)"]), is_number),
    "a period backwards": change_cell(lambda cell, _c: "-".join(cell.split("-")[::-1]), is_range),
    "a day and a month swapped": change_cell(swapped_day, is_day),
    "a day of another century": change_cell(lambda cell, c: c.choice("13") + cell[1:], is_day),
    "a day as spreadsheets show it": change_cell(
        lambda cell, _c: "/".join(cell.split("-")[::-1]), is_day
    ),
    "a day as spreadsheets keep it": change_cell(put(["45526", "0", "1904-01-01"]), is_day),
    "capitals": change_cell(lambda cell, _c: cell.upper(), str.islower),
    "small letters": change_cell(lambda cell, _c: cell.lower(), lambda cell: cell != cell.lower()),
    "spaces around": change_cell(lambda cell, c: c.choice([f" {cell}", f"{cell} "])),
    "two spaces": change_cell(
        lambda cell, _c: cell.replace(" ", "  ", 1), lambda cell: " " in cell
    ),
    "an emptied cell": change_cell(lambda _cell, _c: ""),
    "a line break in a cell": change_cell(inside(["\n", "\r\n"])),
    "smart quotes": change_cell(lambda cell, _c: f"“{cell}”"),
    "an apostrophe before": change_cell(lambda cell, _c: f"'{cell}"),
    "a shortened code": change_cell(
        lambda cell, _c: cell.lstrip("0") or "0", lambda cell: re.fullmatch(r"0[0-9.]+", cell)
    ),
    "a letter lost": change_cell(lambda cell, _c: cell[:-1]),
}
