"""What happens to a table on its way: a spreadsheet, a merge, an editor, a careless hand.

Each kind takes the text of a table and a source of chance, and gives back the bytes of the damaged
file, or None where the table has nothing to damage in this way.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random

from damage_cells import CELL_DAMAGES, Damage, a_cell, is_number, read, write

DAMAGES: dict[str, Damage] = dict(CELL_DAMAGES)


def damage(function: Damage) -> Damage:
    """Register a kind by the name of its function."""
    DAMAGES[function.__name__] = function
    return function


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


def described(data: Path, _path: str, chance: Random) -> str:
    """Another text in the description."""
    file = data / "datapackage.json"
    text = file.read_text(encoding="utf-8")
    at = chance.choice([found.start() for found in re.finditer(r"[a-z] [a-z]", text)])
    file.write_text(f"{text[: at + 1]} not{text[at + 1 :]}", encoding="utf-8")
    return f"datapackage.json, character {at}"


OF_FOLDERS = {
    "a stray file": stray,
    "a missing file": missing,
    "another word in the description": described,
}
"""Kinds that damage more than the content of a table."""
