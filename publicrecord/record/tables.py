"""The tables of data/, read once, and everything that is wrong in each of them.

A file that cannot be read does not hide what is wrong in another one. What follows from a mistake
is left out: a key into a table that has lost rows, the cells of a row that is shifted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publicrecord.cache import is_known, remember
from publicrecord.findings import Finding
from publicrecord.record import bounds, keys, shifted_cells, strays, table, unreadable
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.keys import Keys, foreign_keys
from publicrecord.record.pattern_check import slow_patterns
from publicrecord.record.published_input import record_csv
from publicrecord.record.table import CellChecks, Table, cell_findings
from publicrecord.settings import Settings


class Tables:
    """The tables of a folder, as described.

    folder: where they are. descriptor: their description. settings: of the site. replaced: what
    files contain instead, by their path.
    """

    def __init__(
        self,
        folder: Path,
        descriptor: dict[str, Any],
        settings: Settings,
        replaced: Mapping[str, bytes] | None = None,
    ) -> None:
        self.folder = folder
        self.descriptor = descriptor
        self.settings = settings
        self._resources = {r["path"]: r for r in descriptor["resources"]}
        self._described = json.dumps([descriptor, *sorted(settings.measured)])
        self.files, self._unopened = bounds.read(folder, list(self._resources))
        self.files |= replaced or {}
        self.files = {path: record_csv(r, self._resources[path]) for path, r in self.files.items()}
        self.tables = {
            self._resources[path]["name"]: table.read(raw, self._resources[path], self.shown(path))
            for path, raw in self.files.items()
        }
        self._hashes = {
            self._resources[path]["name"]: hashlib.sha256(raw).digest()
            for path, raw in self.files.items()
        }

    def replaced(self, files: Mapping[str, bytes]) -> Tables:
        """The same tables with other files, by their path."""
        return Tables(self.folder, self.descriptor, self.settings, files)

    def shown(self, path: str) -> str:
        """The file of a table as a maintainer knows it, such as data/waves.csv."""
        return f"{self.folder.name}/{path}"

    def resource(self, path: str) -> dict[str, Any]:
        """The description of the table in a file."""
        described: dict[str, Any] = self._resources[path]
        return described

    def count(self, path: str) -> int:
        """How many rows of the table in a file could be read."""
        return len(self.tables[self._resources[path]["name"]].rows)

    def is_readable(self, path: str) -> bool:
        """Whether a file is a table, in whatever form."""
        columns = len(self._resources[path]["schema"]["fields"])
        return not any(unreadable.find(self.files[path], path, columns))

    def not_read(self) -> list[Finding]:
        """Why files cannot be read, so that no correction can be offered for them."""
        own = [self.tables[self._resources[path]["name"]] for path in self.files]
        return self._unopened + [
            finding
            for read in own
            if not read.rows
            for finding in read.file_findings
            if not self.is_readable(read.resource["path"])
        ]

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong; a table that is as it was when nothing was is not looked at."""
        yield from self._unopened
        if too_big := list(bounds.folder(self.folder)):
            yield from [] if self._unopened else too_big
            return
        yield from strays.find(self.folder, self.descriptor)
        changed = [name for name in self.tables if not is_known(self._state(name))]
        described = f"{self.folder.name}/{DESCRIPTOR}"
        if changed and (slow := list(slow_patterns(described, self.tables))):
            yield from slow
            return
        checks = {name: CellChecks(self.tables[name].resource, self.settings) for name in changed}
        known = Keys(self.tables)
        yield from known.empty()
        wrong = {name: cell_findings(self.tables[name], checks[name]) for name in changed}
        for name in changed:
            found = list(self._of(name, checks[name], wrong, known))
            yield from found
            if not found:
                remember(self._state(name))

    def _of(
        self, name: str, checks: CellChecks, wrong: dict[str, shifted_cells.Wrong], known: Keys
    ) -> Iterator[Finding]:
        """What is wrong in one table. wrong: what is wrong in the cells of all that changed."""
        own = self.tables[name]
        yield from own.file_findings
        cells, columns = wrong[name], own.columns
        for row, key, finding in keys.unknown(own, known):
            if not self._is_consequence(own, key, wrong):
                cells.setdefault(row, {}).setdefault(columns[key[-1]], finding)
        yield from keys.duplicates(own, cells)
        yield from shifted_cells.find(own, cells, self._fits(own, checks, known))
        for places in cells.values():
            yield from places.values()

    def _is_consequence(
        self, own: Table, key: list[str], wrong: dict[str, shifted_cells.Wrong]
    ) -> bool:
        """Whether a key leads to a column of another table in which cells are wrong."""
        for names, into, columns in foreign_keys(own.resource):
            if names == key and into != own.name and into in wrong:
                places = {self.tables[into].columns[column] for column in columns}
                return any(places & found.keys() for found in wrong[into].values())
        return False

    def _fits(self, own: Table, checks: CellChecks, known: Keys) -> shifted_cells.Fits:
        """Whether a cell could be in a column: of its form, and a key that exists."""
        targets = {
            own.columns[name]: known.of(into, [column])
            for names, into, columns in foreign_keys(own.resource)
            if known.has(into)
            for name, column in zip(names, columns, strict=True)
        }

        def fits(at: int, cell: str) -> bool:
            if checks.checks[at].slip(cell):
                return False
            return not cell or at not in targets or (cell,) in targets[at]

        return fits

    def _state(self, name: str) -> str:
        """All that the outcome of checking a table depends on: the description, the table, and the
        tables that its keys lead to."""
        state = hashlib.sha256(f"{self._described} {name}".encode())
        own = self.tables[name].resource
        for other in sorted({name, *(into for _own, into, _columns in foreign_keys(own))}):
            state.update(self._hashes.get(other, b"missing"))
        return f"sound table {state.hexdigest()}"
