"""One person counts once in a cell, however many rows there are of it."""

from __future__ import annotations

import pandas as pd
import pytest
from plain import record_keys
from small import WAVES, small_rows, write_small

from publicrecord.register.count import count_register
from publicrecord.register.mapping import read_mapping
from publicrecord.register.read import engine

pytestmark = pytest.mark.long

ONE, OTHER = "34.04.01", "33.74.01"


@pytest.fixture(scope="module")
def count(tmp_path_factory, kinds, secret):
    """The cube and the answers of the small register, with more rows of these columns."""

    def count(**more):
        rows = small_rows().astype({"person": "str"})
        extra = pd.DataFrame(more).assign(weight=1.0)
        defaults = {"gender": "female", "satisfied": float("nan"), "selected": True}
        extra = extra.assign(**{n: v for n, v in defaults.items() if n not in extra})
        folder = tmp_path_factory.mktemp("people") / "register"
        write_small(folder, pd.concat([rows, extra]))
        with engine(None, "200MB") as connection:
            cube, answers = count_register(
                connection, [folder / "rows.parquet"], read_mapping(folder), kinds, secret.secret
            )
        return cube, answers["satisfied-with-programme"]

    return count


@pytest.fixture(scope="module")
def before(count):
    """The cube and the answers of the small register alone."""
    return count(person=[], wave=[], district=[])


def cell(cube, name, row, column):
    table = cube.tables[name]
    at = table.trees[0].index[row], table.trees[1].index[column]
    return int(table.counts[at]), int(table.keys[at])


def grown(before, count, secret, cells, **more):
    """How many people more there are in these cells with the extra rows, whose keys are sums of
    record keys of whole people."""
    after, _answers = count(**more)
    key = record_keys(pd.Series(["new"]), secret.secret)[0]
    found = []
    for where in cells:
        (people, keys), (now, now_keys) = cell(before[0], *where), cell(after, *where)
        assert now_keys - keys == (now - people) * key
        found.append(now - people)
    return found


def test_one_person_in_many_waves_is_one_person_ever_and_in_the_year(before, count, secret):
    cells = [("place-time", place, time) for place in ("ID", "34", "34.04", ONE)
             for time in ("ever", "2020", "2021", "1", "12", "13")]  # fmt: skip
    more = {"person": ["new"] * 4, "wave": WAVES, "district": [ONE] * 4}
    assert grown(before, count, secret, cells, **more) == [1, 1, 1, 1, 1, 1] * 4


def test_who_moved_counts_once_in_the_country_and_in_each_place(before, count, secret):
    cells = [("place-time", place, "ever") for place in ("ID", "34", "33", ONE, OTHER, "34.04")]
    more = {"person": ["new"] * 2, "wave": [1, 12], "district": [ONE, OTHER]}
    assert grown(before, count, secret, cells, **more) == [1, 1, 1, 1, 1, 1]


def test_who_stated_two_genders_counts_once_in_each_and_once_in_all(before, count, secret):
    cells = [("place-gender", "34", name) for name in ("female", "male", "any")]
    cells += [("time-gender", time, "female") for time in ("ever", "2020", "2021")]
    more = {"person": ["new"] * 2, "wave": [1, 12], "district": [ONE] * 2}
    more["gender"] = ["female", "male"]
    assert grown(before, count, secret, cells, **more) == [1, 1, 1, 1, 1, 0]


def test_who_is_in_a_wave_twice_is_left_out_once_and_counted(count):
    cube, _answers = count(person=["new"] * 3, wave=[1, 1, 2], district=[ONE, OTHER, ONE])
    assert cube.faults == {"duplicate": 1}
    assert cube.rows == len(small_rows()) + 3


def test_of_several_answers_of_a_person_the_last_counts(before, count):
    _cube, after = count(person=["new"] * 2, wave=[1, 12], district=[ONE] * 2, satisfied=[5.0, 1.0])
    sides = [
        frame[frame["place"].eq("ID") & frame["time"].eq("ever")].set_index("yes")["people"]
        for frame in (before[1], after)
    ]
    assert (sides[1] - sides[0]).to_dict() == {0: 1, 1: 0}


def test_answers_of_rows_that_do_not_count_are_left_out(before, count):
    """A wave that does not exist, and a place that does not."""
    more = {"person": ["a", "b"], "wave": [72, 1], "district": [ONE, "99.99.99"]}
    _cube, after = count(**more, satisfied=[5.0, 5.0])
    assert after["people"].sum() == before[1]["people"].sum()


def test_a_wave_of_which_nobody_was_selected_is_in_the_register_if_a_row_can_be_read(count):
    rows = {"person": ["new", "other"], "wave": [30, 31], "district": [ONE, "99.99.99"]}
    cube, _answers = count(**rows, selected=[False, True])
    assert cube.faults == {"place-unknown": 1}
    assert not {"30", "1"} & set(cube.absent)
    assert {"31", "32"} <= set(cube.absent)
