"""Ways to spoil a copy of the record; `folder` is the project that holds data/."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Spoil = Callable[[Path], object]


def replace(file: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def append(file: str, line: str) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / "data" / file).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return spoil


def drop(file: str, start: str) -> Spoil:
    """Delete the first row that begins so."""

    def spoil(folder: Path) -> None:
        path = folder / "data" / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        del lines[next(i for i, line in enumerate(lines) if line.startswith(start))]
        path.write_text("".join(lines), encoding="utf-8")

    return spoil


def write(file: str, content: bytes) -> Spoil:
    return lambda folder: (folder / "data" / file).write_bytes(content)


def several(*spoils: Spoil) -> Spoil:
    """Several mistakes at once."""

    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil


def describe(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change the descriptor."""

    def spoil(folder: Path) -> None:
        path = folder / "data" / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        change(descriptor)
        path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")

    return spoil


def table(descriptor: dict[str, Any], name: str) -> dict[str, Any]:
    """The description of a table."""
    return next(r for r in descriptor["resources"] if r["name"] == name)


def column(descriptor: dict[str, Any], name: str, of: str) -> dict[str, Any]:
    """The description of a column of a table."""
    return next(f for f in table(descriptor, of)["schema"]["fields"] if f["name"] == name)


def unreleased(folder: Path) -> None:
    """Make a record that was never released, whose values and addresses may change freely."""
    (folder / "site_src" / "published_addresses.csv").unlink(missing_ok=True)
    for file in (folder / "data" / "releases").glob("*.zip"):
        file.unlink()
    for name in ("releases.csv", "revisions.csv"):
        table = folder / "data" / name
        table.write_text(table.read_text(encoding="utf-8").split("\n")[0] + "\n", "utf-8")
    calendar = folder / "data" / "calendar.csv"
    with calendar.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    with calendar.open("w", encoding="utf-8", newline="") as stream:
        done = head.index("done_on")
        cleared = [["" if at == done else cell for at, cell in enumerate(row)] for row in rows]
        csv.writer(stream, lineterminator="\n").writerows([head, *cleared])
