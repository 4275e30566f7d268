"""A release of a register: what is published of it, compared with the last one, and its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.language import N_, Message
from publicrecord.record.descriptor import read_descriptor
from publicrecord.register.count import Answers
from publicrecord.register.cube import Cube
from publicrecord.register.earlier import CUBE, METHOD, Earlier, last_release
from publicrecord.register.keys import Secret
from publicrecord.register.mapping import Mapping
from publicrecord.register.noise import THRESHOLD, perturbation_table
from publicrecord.register.notice import in_languages
from publicrecord.register.places import Classifications
from publicrecord.register.report import FOR_THE_OFFICE, method, office_report
from publicrecord.register.rows import RowWriter
from publicrecord.register.satisfaction import satisfaction_shares
from publicrecord.register.tables import Published
from publicrecord.register.write import (
    NOT_FOR_PUBLICATION,
    cube_frame,
    write_cube,
    write_package,
)
from publicrecord.settings import Settings

TABLES, OFFICE = "tables", "office"
"""The folders of what may be published (once this is no rehearsal), and of what may not."""
FEW_CHANGES = N_(
    "This release changes few people: of {figures} figures, {renewed} differ from the last "
    "release. No figure changes because of fewer than {threshold} people, so a comparison of the "
    "two does not show them. It can show more people, also those of several releases together."
)


@dataclass(frozen=True)
class Release:
    """What a register is published as. rows: by table of the package. cube: of places and time.
    tables: what is published. last: the release before, if there is one. descriptor: of the package
    that has the rows added."""

    secret: Secret
    counted: Cube
    synthetic: bool
    tables: list[Published]
    rows: dict[str, list[dict[str, Any]]]
    cube: pd.DataFrame
    last: Earlier | None
    descriptor: dict[str, Any]

    def notices(self) -> Iterator[tuple[Message, dict[str, object]]]:
        """What the maker of the release must know."""
        if self.last and self.last.has_few_changes:
            yield (
                FEW_CHANGES,
                {
                    "figures": self.last.figures,
                    "renewed": self.last.renewed,
                    "threshold": THRESHOLD,
                },
            )


def make_release(
    cube: Cube, answers: Answers, mapping: Mapping, synthetic: bool, secret: Secret,
    kinds: Classifications, names: dict[str, pd.DataFrame], data: Path, settings: Settings,
) -> Release:  # fmt: skip
    """What is published of the counts of a register, with noise. names: tables of the record in
    `data`, where the last release is too. Raises ValidationFailed if that cannot be compared."""
    noise = perturbation_table(secret.strength, secret.secret)
    tables = [table.published(noise) for table in cube.tables.values()]
    shares = {item: satisfaction_shares(frame, kinds, noise) for item, frame in answers.items()}
    source = f"{'synthetic-' if synthetic else ''}register-{mapping.as_of}"
    rows = RowWriter(mapping, kinds, source, names, settings).all(tables, cube.absent, shares)
    by_place = cube_frame(tables[0], cube.absent)
    descriptor = read_descriptor(data, settings)
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    last = last_release(data, paths, source)
    if last:
        last.keep(rows, source)
        by_place = last.keep_cube(by_place)
    return Release(secret, cube, synthetic, tables, rows, by_place, last, descriptor)


def write_release(folder: Path, release: Release, data: Path, settings: Settings) -> None:
    """The package with the figures of a release, and beside it the report for the office."""
    tables, office = folder / TABLES, folder / OFFICE
    languages = settings.languages
    write_package(data, tables, release.descriptor, release.rows, release.synthetic, languages)
    write_cube(tables / CUBE, release.cube)
    said = method(release.tables, release.secret, release.synthetic, languages)
    _write(tables / METHOD, said)
    office.mkdir()
    report = office_report(release.counted, release.tables, release.secret, release.last, languages)
    _write(office / "report.json", report)
    notices = in_languages(FOR_THE_OFFICE, languages)
    (office / NOT_FOR_PUBLICATION).write_text("\n\n".join(notices.values()) + "\n", "utf-8")


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
