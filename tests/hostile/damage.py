"""What happens to a table on its way: a spreadsheet, a merge, an editor, a careless hand.

Each kind takes the text of a table and a source of chance, and gives back the bytes of the damaged
file, or None where the table has nothing to damage in this way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
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
DAMAGES: dict[str, Damage] = {}
VALUE = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def damage(function: Damage) -> Damage:
    """Register a kind by the name of its function."""
    DAMAGES[function.__name__] = function
    return function


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


DAMAGES |= {
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


@damage
def a_cell_of_its_neighbour(text: str, chance: Random) -> str:
    rows = read(text)
    at, column = a_cell(rows, chance)
    rows[at][column] = chance.choice([row[column] for row in rows[1:]])
    return write(rows)


@damage
def a_blank_first_line(text: str, chance: Random) -> str:
    return chance.choice(["\n", "\n\n", " \n", ",,,\n"]) + text


@damage
def a_title_line(text: str, chance: Random) -> str:
    return chance.choice(["Table 1\n", "sep=,\n", "# from the ministry\n", '"Table, 1"\n']) + text


@damage
def a_doubled_header(text: str, _chance: Random) -> str:
    return text.partition("\n")[0] + "\n" + text


@damage
def a_header_in_the_middle(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(chance.randint(1, len(lines)), lines[0])
    return "".join(lines)


@damage
def pasted_twice(text: str, chance: Random) -> str:
    return text + (text if chance.random() < 0.5 else text.partition("\n")[2])


@damage
def a_merge_conflict(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    theirs = lines[at].replace("1", "2")
    lines[at : at + 1] = [
        "<<<<<<< HEAD\n", lines[at], "=======\n", theirs, ">>>>>>> branch\n",
    ]  # fmt: skip
    return "".join(lines)


@damage
def a_conflict_half_resolved(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    mark = chance.choice(["<<<<<<< HEAD\n", "=======\n", ">>>>>>> branch\n", "||||||| base\n"])
    lines.insert(chance.randint(0, len(lines)), mark)
    return "".join(lines)


@damage
def columns_swapped(text: str, chance: Random) -> str | None:
    """Below the header only, or with it, which changes nothing but the order."""
    rows = read(text)
    if len(rows[0]) < 2:
        return None
    one, two = chance.sample(range(len(rows[0])), 2)
    for row in rows[chance.randint(0, 1) :]:
        row[one], row[two] = row[two], row[one]
    return write(rows)


@damage
def a_column_dropped(text: str, chance: Random) -> str:
    rows = read(text)
    at = chance.randrange(len(rows[0]))
    return write([row[:at] + row[at + 1 :] for row in rows])


@damage
def a_column_added(text: str, chance: Random) -> str:
    """The index of a program, an empty column, a column of notes."""
    rows, kind = read(text), chance.choice(["index", "empty", "note"])
    if kind == "index":
        return write([[str(at - 1) if at else "", *row] for at, row in enumerate(rows)])
    return write(
        [[*row, "note" if kind == "note" and not at else ""] for at, row in enumerate(rows)]
    )


@damage
def a_row_shifted(text: str, chance: Random) -> str:
    rows = read(text)
    at = chance.randint(1, max(len(rows) - 1, 1))
    row = rows[min(at, len(rows) - 1)]
    rows[min(at, len(rows) - 1)] = ["", *row[:-1]] if chance.random() < 0.5 else [*row[1:], ""]
    return write(rows)


@damage
def a_column_shifted(text: str, chance: Random) -> str:
    """Its cells one row further down."""
    rows = read(text)
    at = chance.randrange(len(rows[0]))
    cells = [row[at] for row in rows[1:]]
    for row, cell in zip(rows[1:], ["", *cells[:-1]], strict=True):
        row[at] = cell
    return write(rows)


@damage
def a_column_sorted_alone(text: str, chance: Random) -> str:
    rows = read(text)
    at = chance.randrange(len(rows[0]))
    cells = sorted(row[at] for row in rows[1:])
    for row, cell in zip(rows[1:], cells, strict=True):
        row[at] = cell
    return write(rows)


@damage
def a_column_filled_down(text: str, chance: Random) -> str:
    """Numbers that a spreadsheet counts on."""
    rows = read(text)
    at, column = a_cell(rows, chance, is_number)
    first = int(float(rows[at][column]))
    for step, row in enumerate(rows[at:]):
        row[column] = str(first + step)
    return write(rows)


@damage
def a_header_in_capitals(text: str, chance: Random) -> str:
    head, _, body = text.partition("\n")
    return (
        chance.choice([str.upper, str.title, lambda was: was.replace("_", " ")])(head) + "\n" + body
    )


@damage
def a_header_with_spaces(text: str, chance: Random) -> str:
    rows = read(text)
    at = chance.randrange(len(rows[0]))
    rows[0][at] = chance.choice([" {}", "{} ", "\u200b{}", "{}.1", "\ufeff{}"]).format(rows[0][at])
    return write(rows)


@damage
def rows_in_another_order(text: str, chance: Random) -> str:
    head, *lines = read(text)
    chance.shuffle(lines)
    return write([head, *lines])


@damage
def a_row_deleted(text: str, chance: Random) -> str:
    rows = read(text)
    del rows[chance.randrange(1, len(rows))]
    return write(rows)


@damage
def the_last_rows_lost(text: str, chance: Random) -> str:
    rows = read(text)
    return write(rows[: chance.randrange(1, len(rows))])


@damage
def a_row_repeated(text: str, chance: Random) -> str:
    """As it is, or with other capitals or spaces in one cell."""
    rows = read(text)
    row = list(chance.choice(rows[1:]))
    at = chance.randrange(len(row))
    row[at] = chance.choice([str, str.upper, str.title, lambda cell: f"{cell} "])(row[at])
    return write([*rows, row])


@damage
def a_row_of_totals(text: str, _chance: Random) -> str:
    rows = read(text)
    return write([*rows, ["Total", *[""] * (len(rows[0]) - 2), "100"][: len(rows[0])]])


@damage
def a_note_below(text: str, chance: Random) -> str:
    return text + chance.choice(["Source: ministry\n", "\n* preliminary\n", ",,,\n", "\n\n"])


@damage
def other_line_ends(text: str, chance: Random) -> bytes:
    end = chance.choice(["\r\n", "\r", "\n\n", "\r\r\n", "\u2028"])
    return text.replace("\n", end).encode()


@damage
def mixed_line_ends(text: str, chance: Random) -> bytes:
    lines = text.splitlines()
    return "".join(line + chance.choice(["\n", "\r\n"]) for line in lines).encode()


@damage
def other_separators(text: str, chance: Random) -> str:
    return write(read(text), delimiter=chance.choice(";\t|"))


@damage
def quotes_everywhere(text: str, _chance: Random) -> str:
    return write(read(text), quoting=csv.QUOTE_ALL)


@damage
def quotes_nowhere(text: str, _chance: Random) -> str:
    return text.replace('"', "")


@damage
def an_open_quote(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + '"' + text[at:]


@damage
def another_encoding(text: str, chance: Random) -> bytes:
    name = chance.choice(["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
    return text.replace("a", "ä", 1 if chance.random() < 0.5 else 0).encode(name, "replace")


@damage
def mojibake_everywhere(text: str, _chance: Random) -> str:
    return text.replace("a", "ä", 3).encode().decode("cp1252", "replace")


@damage
def cut_short(text: str, chance: Random) -> bytes:
    raw = text.encode()
    return raw[: chance.randint(0, len(raw))]


@damage
def not_a_table(_text: str, chance: Random) -> bytes:
    return chance.choice(
        [b"", b"\n", b"PK\x03\x04" + bytes(99), b"<!doctype html><p>404", b"version https://git-lfs",
         b'{"error": "not found"}', b"\x00" * 64, b"%PDF-1.7"]
    )  # fmt: skip


@damage
def written_by_pandas(text: str, chance: Random) -> str:
    """Whole numbers with decimals, words for what is missing."""
    rows = read(text)
    column = chance.randrange(len(rows[0]))
    word = chance.choice(["nan", "None", "<NA>", "NaT"])
    for row in rows[1:]:
        cell = row[column]
        row[column] = word if not cell else f"{cell}.0" if re.fullmatch(r"\d+", cell) else cell
    return write(rows)


def stray(data: Path, path: str, chance: Random) -> str:
    """A file beside the tables, under a name that comes from one of theirs."""
    file = data / path
    name = chance.choice(
        ["{stem} (1).csv", "{stem}.CSV", "copy of {stem}.csv", "{stem}.csv.bak", "{stem}.xlsx",
         "{stem}_new.csv", "~${stem}.xlsx", "{stem}.csv~", ".DS_Store", "Thumbs.db"]
    ).format(stem=file.stem)  # fmt: skip
    (file.parent / name).write_bytes(file.read_bytes().replace(b"1", b"2", 1))
    return name


def missing(data: Path, path: str, chance: Random) -> str:
    """A file that is not there, or under another name."""
    file = data / path
    if chance.random() < 0.5:
        file.rename(file.with_name(file.name.upper()))
    else:
        file.unlink()
    return path
