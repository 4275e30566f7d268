"""A weight that is no weight is refused; it made shares of nothing, or was left out in silence."""

from __future__ import annotations

import pytest
from small import small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register.mapping import read_mapping
from publicrecord.register.read import engine
from publicrecord.register.run import aggregate, count_register

from conftest import ROOT  # isort: skip

NO_WEIGHTS = [float("nan"), float("inf"), -1.0, None]


def weighted(answered: bool, weight):
    """The small register, with this weight for the first who answered, or did not."""
    rows = small_rows().astype({"weight": "object"})
    first = rows.index[rows["satisfied"].notna() == answered][0]
    rows.loc[first, "weight"] = weight
    return rows


def rules_told(caught):
    return [(f.rule.rule_id, f.file, f.row, f.column) for f in caught.value.findings]


@pytest.mark.parametrize("weight", NO_WEIGHTS)
def test_an_answer_with_no_usable_weight_is_refused(tmp_path, weight):
    register = write_small(tmp_path / "register", weighted(True, weight))
    with pytest.raises(ValidationFailed) as caught:
        aggregate(
            register, tmp_path / "out", ROOT / "data", SETTINGS, None, "200MB", Progress(quiet=True)
        )
    assert rules_told(caught) == [("register-weight-unusable", "rows.parquet", 2, "weight")]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("weight", NO_WEIGHTS)
def test_another_engine_refuses_it_too(tmp_path, kinds, weight):
    """SQLite knows no NaN: it keeps it as a missing value."""
    rows = weighted(True, weight).astype({"weight": "float64"})
    register = write_small(tmp_path / "register", rows)
    with engine(f"sqlite://{tmp_path}/register.db", "200MB") as connection:
        connection.create_table("register", rows)
        with pytest.raises(ValidationFailed) as caught:
            count_register(connection, [], read_mapping(register), kinds)
    assert rules_told(caught) == [("register-weight-unusable", "register.yml", None, "weight")]


@pytest.mark.parametrize("weight", NO_WEIGHTS)
def test_who_did_not_answer_needs_no_weight(tmp_path, kinds, weight):
    register = write_small(tmp_path / "register", weighted(False, weight))
    with engine(None, "200MB") as connection:
        files = [register / "rows.parquet"]
        _cube, counted = count_register(connection, files, read_mapping(register), kinds)
    assert counted["satisfied-with-programme"]["base"].sum() == small_rows()["satisfied"].count()
