"""A small SYNTHETIC register, of 24 people who do not exist, and ways to spoil it."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

Spoil = Callable[[Path], object]
SETTINGS = """\
title_id: Register sintetis
title_en: SYNTHETIC register
publisher: Tests
as_of: "2024-12-31"
synthetic: true
columns:
  person: id
  wave: gelombang
  place: kode
  selected: lolos
  registered_on: daftar
  selected_on: lolos_pada
  revoked: dicabut
  completed_on: latih
  gender: jk
  birth_year: lahir
  education: didik
  disability: dis
  weight: bobot
satisfaction:
  satisfied-with-programme: puas
categories:
  gender: {L: male, P: female}
  education: {SD: no-schooling-or-primary, SMA: senior-high-or-vocational, S1: diploma-or-degree}
faulty_share_allowed: 0
"""


def sound_rows() -> pd.DataFrame:
    """24 rows of texts, as a CSV file has them."""
    rows = pd.DataFrame({"id": [f"SYNTHETIC-{n:02}" for n in range(24)]})
    rows["gelombang"] = np.where(rows.index < 12, "1", "12")
    rows["kode"] = np.where(rows.index % 2, "34.04.01", "71.04.13")
    rows["lolos"] = np.where(rows.index % 4, "1", "0")
    rows["daftar"] = np.where(rows.index < 12, "2020-04-13", "2021-02-23")
    day = np.where(rows.index < 12, "2020-04-22", "2021-03-05")
    rows["lolos_pada"] = np.where(rows["lolos"] == "1", day, "")
    rows["dicabut"] = "0"
    rows["latih"] = np.where(rows["lolos"] == "1", "2021-06-01", "")
    rows["jk"] = np.where(rows.index % 2, "L", "P")
    rows["lahir"] = [str(1980 + n) for n in rows.index % 20]
    rows["didik"] = np.array(["SD", "SMA", "S1"])[rows.index % 3]
    rows["dis"] = "false"
    rows["bobot"] = "1.25"
    rows["puas"] = np.where(rows["lolos"] == "1", "4", "")
    return rows


def text_of(rows: pd.DataFrame, sign: str = ",") -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=sign, lineterminator="\n")
    writer.writerows([list(rows.columns), *rows.to_numpy().tolist()])
    return stream.getvalue()


def write_sound(folder: Path) -> Path:
    folder.mkdir()
    (folder / "register.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "rows.csv").write_text(text_of(sound_rows()), encoding="utf-8")
    return folder


def settings(old: str, new: str) -> Spoil:
    """Another register.yml."""

    def spoil(folder: Path) -> None:
        text = (folder / "register.yml").read_text(encoding="utf-8")
        assert old in text, old
        (folder / "register.yml").write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def cells(column: str, *values: str, first: int = 0) -> Spoil:
    """Other cells in a column, from row `first` of the frame on; a single one in all rows."""

    def spoil(folder: Path) -> None:
        rows = sound_rows()
        if len(values) == 1 and not first:
            rows[column] = values[0]
        else:
            rows.loc[rows.index[first : first + len(values)], column] = list(values)
        (folder / "rows.csv").write_text(text_of(rows), encoding="utf-8")

    return spoil


def replaced(column: str, words: dict[str, str]) -> Spoil:
    """Other words for those of a column."""

    def spoil(folder: Path) -> None:
        rows = sound_rows()
        rows[column] = rows[column].replace(words)
        (folder / "rows.csv").write_text(text_of(rows), encoding="utf-8")

    return spoil


def text(change: Callable[[str], str | bytes], file: str = "rows.csv") -> Spoil:
    """The file changed as a text."""

    def spoil(folder: Path) -> None:
        changed = change((folder / file).read_text(encoding="utf-8"))
        content = changed if isinstance(changed, bytes) else changed.encode()
        (folder / file).write_bytes(content)

    return spoil


def renamed(name: str, content: Callable[[bytes], bytes] = bytes) -> Spoil:
    """The file under another name, with what its content becomes."""

    def spoil(folder: Path) -> None:
        raw = (folder / "rows.csv").read_bytes()
        (folder / "rows.csv").unlink()
        (folder / name).write_bytes(content(raw))

    return spoil


def beside(name: str, content: Callable[[bytes], bytes] = bytes) -> Spoil:
    """Another file in the folder, made from the first."""
    return lambda folder: (folder / name).write_bytes(content((folder / "rows.csv").read_bytes()))


def typed(kind: str, change: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows) -> Spoil:
    """The rows as a Parquet or Stata file."""

    def spoil(folder: Path) -> None:
        rows = change(sound_rows())
        (folder / "rows.csv").unlink()
        if kind == "dta":
            rows.to_stata(folder / "rows.dta", write_index=False)
        else:
            rows.to_parquet(folder / "rows.parquet", index=False)

    return spoil


def cut(name: str, end: int) -> Spoil:
    """The last bytes of a file are missing."""

    def spoil(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:-end])

    return spoil


def several(*spoils: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil


def packed(raw: bytes) -> bytes:
    return gzip.compress(raw, mtime=0)


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """Codes of Stata with value labels."""
    return rows.assign(jk=pd.Categorical(np.where(rows["jk"] == "L", "Laki-laki", "Perempuan")))


def again(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([rows, rows.head(2)])


def without(column: str) -> Spoil:
    return lambda folder: (folder / "rows.csv").write_text(
        text_of(sound_rows().drop(columns=column)), encoding="utf-8"
    )
