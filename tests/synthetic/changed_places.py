"""Changes of the places of the SYNTHETIC project: the next year, from whose first day places are
split, renamed, moved and ended, and a build of it.

Run: python -m synthetic.changed_places FOLDER, in tests/
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

from publicrecord import cache
from publicrecord.pipeline import make_site
from synthetic.build import EPOCH
from synthetic.project import copy_project

LAST, DAY, END = "2032-12-31", "2033-01-01", "2033-12-31"
OFFICE = {"source_id": "synth-office", "status": "published", "as_of": END, "unit": "people"}
COUNTED = {  # of the year 2033: its name and state as the official file prints them, and its count
    "N01": ("Daerah Sintetik Alpha", "Utara Sintetik", 310),
    "N03": ("Daerah Sintetik Nu", "Utara Sintetik", 40),
    "N02": ("Daerah Sintetik Beta", "Tengah Sintetik", 220),
    "N71": ("Bandar Sintetik Gamma", "Timur Sintetik", 160),
    "M01": ("Daerah Sintetik Delta Baru", "Tengah Sintetik", 130),
    "M71": ("Bandar Sintetik Zeta", "Timur Sintetik", 90),
    "S01": ("Daerah Sintetik Eta", "Selatan Sintetik", 45),
    "S03": ("Daerah Sintetik Mu", "Selatan Sintetik", 35),
    "S04": ("Daerah Sintetik Epsilon", "Selatan Sintetik", 75),
}
PUBLISHED = {  # addresses of before, each with its place
    "kawasan/tengah-sintetik/sintetik-delta/": "M01",
    "en/regions/synthetic-middle/sintetik-delta/": "M01",
    "fr/regions/nord-synthetique/sintetik-beta/": "N02",
    "kawasan/tengah-sintetik/sintetik-epsilon/": "M02",
}
BEFORE = {"N01": 700, "N02": 470, "N71": 320, "M01": 250, "M71": 140, "S01": 110, "S04": 190}
"""Their counts of 2031 to 2032, those of places that ended among them."""


def change_places(data: Path) -> None:
    """Edit the tables in `data` as a maintainer would when the file of the next year comes."""
    _next_year(data)
    states, towns, former = (
        Table(data, "states"),
        Table(data, "towns"),
        Table(data, "former_places"),
    )
    # A state that is made out of two; its towns keep their codes.
    states.add(states.row("N"), state_code="E", iso_code="XS-TI", name="Timur Sintetik",
               name_short="Timur Sintetik", name_en="Synthetic East", name_fr="Est synthétique",
               predecessors="N M", valid_from=DAY)  # fmt: skip
    for code in ("N71", "M71"):
        former.add({}, **_before(towns.row(code)))
        towns.edit(code, state_code="E", valid_from=DAY)
    # A town that is renamed.
    former.add({}, **_before(towns.row("M01")))
    towns.edit(
        "M01", name="Daerah Sintetik Delta Baru", name_short="Sintetik Delta Baru", valid_from=DAY
    )
    # One that is moved to another state and keeps its code, and one that gets a new code there.
    former.add({}, **_before(towns.row("N02")))
    towns.edit("N02", state_code="M", valid_from=DAY)
    towns.add(towns.row("M02"), town_code="S04", state_code="S", predecessors="M02", valid_from=DAY)
    towns.edit("M02", valid_to=LAST)
    # Two that are split off, and one that ends and becomes a part of another.
    for code, old, name in (("S03", "S01", "Sintetik Mu"), ("N03", "N01", "Sintetik Nu")):
        towns.add(
            towns.row(old), town_code=code, name=f"Daerah {name}", name_short=name,
            predecessors=old, valid_from=DAY,
        )  # fmt: skip
    towns.edit("S02", valid_to=LAST)
    towns.edit("S01", predecessors="S02")
    villages = Table(data, "villages")
    villages.edit("S02-1", town_code="S01")
    Table(data, "state_aliases").add({}, state_as_printed="Timur Sintetik", state_code="E")
    aliases = Table(data, "place_aliases")
    known = {(row["place_as_printed"], row["state_as_printed"]) for row in aliases.rows}
    for number, (code, (name, state, _value)) in enumerate(COUNTED.items(), start=101):
        if (name, state) not in known:
            level = "borough" if "Bandar" in name else "town"
            aliases.add(
                {}, place_as_printed=name, state_as_printed=state, official_id=str(number),
                level=level, code=code, alias="same",
            )  # fmt: skip


def _before(row: dict[str, str]) -> dict[str, str]:
    """What a town was to the last day of the year before, as a row of former_places."""
    return {
        "code": row["town_code"],
        "name": row["name"],
        "state_code": row["state_code"],
        "valid_to": LAST,
    }


def _next_year(data: Path) -> None:
    """Wave 7 of 2033, and the official file as it is at the end of that year."""
    for source in ("synth-office", "synth-search"):
        Table(data, "sources", "").edit(source, accessed_on="2034-01-15")
    Table(data, "waves", "").add({}, wave="7", year="2033", scheme="regular")
    for event, day in (
        ("begun_on", "2033-02-01"),
        ("ended_on", "2033-02-08"),
        ("told_on", "2033-02-15"),
    ):
        Table(data, "wave_dates", "").add(
            {}, wave="7", event=event, date=day, source_id="synth-office", status="published"
        )
    for measure, value in (("seats", "1100"), ("admitted", "1065")):
        Table(data, "wave_figures", "").add(OFFICE, wave="7", measure_id=measure, value=value)
    figures = Table(data, "place_figures", "")
    for code, (name, state, value) in COUNTED.items():
        row = OFFICE | {
            "place_as_printed": name,
            "state_as_printed": state,
            "measure_id": "recipients_gross",
        }
        whole = str(BEFORE.get(code, 0) + value)
        figures.add(row, period="2033", wave_from="7", wave_to="7", value=str(value))
        figures.add(row, period="2031-2033", wave_from="1", wave_to="7", value=whole)


class Table:
    """A table of the copy, kept in its file after each edit."""

    def __init__(self, data: Path, name: str, folder: str = "reference") -> None:
        self.file = data / folder / f"{name}.csv"
        with self.file.open(encoding="utf-8", newline="") as stream:
            self.columns, *listed = csv.reader(stream)
        self.rows = [dict(zip(self.columns, cells, strict=True)) for cells in listed]

    def row(self, key: str) -> dict[str, str]:
        """The row whose first cell is the key."""
        return next(row for row in self.rows if row[self.columns[0]] == key)

    def edit(self, key: str, **cells: str) -> None:
        """Change cells of a row."""
        self.row(key).update(cells)
        self._write()

    def add(self, like: dict[str, str], **cells: str) -> None:
        """Add a row like another, but for these cells."""
        self.rows.append(dict.fromkeys(self.columns, "") | like | cells)
        self._write()

    def _write(self) -> None:
        with self.file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, self.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)


def build(folder: Path) -> None:
    """Build the changed project in `folder`/project."""
    os.environ |= {"SOURCE_DATE_EPOCH": EPOCH, "REHEARSAL": "1"}
    cache.CACHE = folder / "cache"
    project = copy_project(folder / "project")
    change_places(folder / "project" / "data")
    listed = folder / "project" / "site_src" / "published_addresses.csv"
    listed.parent.mkdir()
    lines = ["address,place_code,moved_to", *(f"{a},{code}," for a, code in PUBLISHED.items())]
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    make_site(project)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
