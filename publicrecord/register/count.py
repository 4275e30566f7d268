"""A register counted in an engine: looked at, then each person once in a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.findings import refuse
from publicrecord.register.aggregate import count_faults, count_people, count_rows, without_row
from publicrecord.register.cube import (
    Cube,
    build_cube,
    known_places,
    unknown_places,
    without_people,
)
from publicrecord.register.dropped import too_faulty
from publicrecord.register.keys import with_keys
from publicrecord.register.mapping import Mapping
from publicrecord.register.people import cells_of, first_rows, selected_again
from publicrecord.register.places import Classifications
from publicrecord.register.profile import traits_counted
from publicrecord.register.read import open_register, selected_people, selected_persons, sound_rows
from publicrecord.register.satisfaction import count_answers
from publicrecord.register.values import Look, age_faults, value_faults
from publicrecord.register.weights import weight_faults

Answers = dict[str, pd.DataFrame]


def count_register(
    connection: Any, files: list[Path], mapping: Mapping, kinds: Classifications, secret: str
) -> tuple[Cube, Answers]:
    """Everything that is counted, of each person once in a cell: the tables, and for each item of
    satisfaction the frame of count_answers. Raises ValidationFailed over the stated share."""
    table = open_register(connection, files, mapping)
    look = Look(connection, table, mapping, files)
    refuse(value_faults(look))
    refuse([*age_faults(look), *weight_faults(look)])
    broken = count_faults(table, mapping, kinds)
    sound = sound_rows(table, mapping, kinds) if broken else table
    read = count_rows(sound, mapping)
    places = known_places(read, kinds)
    people = with_keys(connection, selected_people(connection, sound, mapping, places), secret)
    again = selected_again(selected_persons(table, mapping))
    once = people if again is None else people.filter(~people.person.isin(again.person))
    counted = count_people(connection, once)
    absent = without_row(sound, mapping, places, without_people(counted, kinds))
    cube = build_cube(read, broken, places, counted, absent, kinds, mapping)
    if again is not None:
        several, repeated = first_rows(people, again)
        for name, cells in cells_of(several, kinds, traits_counted(mapping)):
            cube.tables[name].add(cells)
        if repeated:
            cube.faults["duplicate"] = repeated
    refuse(too_faulty(look, cube, kinds, unknown_places(read, places)))
    answers = {}
    for item, column in mapping.satisfaction.items():
        asked = selected_people(connection, sound, mapping, places, column)
        asked = with_keys(connection, asked.filter(asked.answer.notnull()), secret)
        answers[item] = count_answers(asked, mapping.satisfied_from, kinds)
    return cube, answers
