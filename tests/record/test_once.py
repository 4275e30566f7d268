"""What many ask of one record is worked out once, and nobody changes it for the others."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pandas as pd
import pytest

from publicrecord.context.reads import Reader
from publicrecord.record.once import MOST, once
from publicrecord.record.package import Record
from publicrecord.settings import Settings


def record() -> Record:
    frame = pd.DataFrame({"value": [1, 2]})
    return Record(Path("data"), {}, {"waves": frame}, cast(Settings, None))


@pytest.fixture
def asked():
    """A function that is asked once, and of what it was worked out."""
    worked_out = []

    @once
    def values(of: Record, least: int = 0) -> pd.DataFrame:
        worked_out.append((of, least))
        frame = of.table("waves")
        return frame[frame["value"] > least]

    return values, worked_out


def test_it_is_worked_out_once_for_a_record_and_again_for_another(asked):
    values, worked_out = asked
    one, other = record(), record()
    assert values(one).equals(values(one))
    values(other)
    assert [of for of, _least in worked_out] == [one, other]
    assert worked_out[0][0] is one
    assert worked_out[1][0] is other


def test_other_values_are_another_question(asked):
    values, worked_out = asked
    one = record()
    assert [len(values(one, least)) for least in (0, 1, 0, 1)] == [2, 1, 2, 1]
    assert len(worked_out) == 2


def test_who_adds_a_column_adds_it_for_himself(asked):
    values, _worked_out = asked
    one = record()
    mine = values(one)
    mine["mine"] = "x"
    mine.loc[0, "value"] = 100
    assert values(one).to_dict("list") == {"value": [1, 2]}


def test_a_record_that_notes_what_is_read_is_read_each_time(asked):
    values, worked_out = asked
    one, noted = record(), {}
    values(one)
    values(cast(Record, Reader(one, ("record",), noted)))
    assert list(noted) == [("record", "tables", "waves")]
    assert len(worked_out) == 2


def test_what_was_asked_long_ago_is_worked_out_again(asked):
    values, worked_out = asked
    one = record()
    for least in range(MOST + 1):
        values(one, least)
    values(one, 0)
    assert len(worked_out) == MOST + 2
