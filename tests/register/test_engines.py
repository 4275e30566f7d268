"""Every cell is what plain pandas counts, whichever engine counts it."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest
from plain import plain_count, plain_rows

from prakerja.register.aggregate import count_answers, count_rows
from prakerja.register.cube import build_cube
from prakerja.register.mapping import read_mapping
from prakerja.register.read import answers, clean, engine, open_register, register_files
from prakerja.register.satisfaction import satisfaction_shares


@pytest.fixture(scope="module")
def rows(million):
    return plain_rows(million)


def count(folder, kinds, url=None, load=None):
    """Cube and answers by wave and place, of one engine."""
    mapping, files = read_mapping(folder), register_files(folder)
    with engine(url, "400MB") as connection:
        if load is not None:
            connection.create_table("register", load)
            files = []
        table = open_register(connection, files, mapping)
        frames = count_rows(connection, clean(table, mapping))
        counted = count_answers(answers(table, mapping, "satisfied"), 4)
    return build_cube(frames, kinds, mapping, 0), counted


def check(cube, counted, rows, kinds):
    assert len(cube.tables) == 10
    for table in cube.tables:
        expected = plain_count(rows, table, kinds).to_numpy()
        np.testing.assert_array_equal(table.counts, expected, err_msg=table.name)
    registrants = rows.groupby("wave").size().reindex(cube.registrants.index, fill_value=0)
    assert (cube.registrants["registrants"] == registrants).all()
    answered = rows[rows["satisfied"].notna() & (rows["weight"] > 0)]
    answered = answered.assign(
        yes=answered["satisfied"] >= 4, wy=answered["weight"] * (answered["satisfied"] >= 4)
    )
    expected = answered.groupby(["wave", "place"]).agg(
        base=("yes", "size"),
        satisfied=("yes", "sum"),
        w=("weight", "sum"),
        w_satisfied=("wy", "sum"),
    )
    found = counted.assign(wave=counted["wave"].astype(str)).set_index(["wave", "place"])
    found = found.reindex(expected.index)[list(expected.columns)]
    np.testing.assert_allclose(found.to_numpy(float), expected.to_numpy(float), rtol=1e-9)


def test_duckdb_counts_what_pandas_counts(million, rows, kinds):
    cube, counted = count(million, kinds)
    check(cube, counted, rows, kinds)


def test_sqlite_counts_what_pandas_counts(million, kinds, tmp_path):
    """No GROUPING SETS and no files to read; a quarter of the rows, as it is slow."""
    part = sorted(million.glob("*.parquet"))[0]
    rows, load = plain_rows(million, part.name), pd.read_parquet(part)
    for column in ("district_code", "gender", "education"):
        load[column] = load[column].astype("str")
    cube, counted = count(million, kinds, f"sqlite://{tmp_path}/register.db", load)
    check(cube, counted, rows, kinds)


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17, which is not here")
@pytest.mark.skipif(not find_spec("pyspark"), reason="pyspark is not here: make test-spark")
def test_spark_counts_what_pandas_counts(million, rows, kinds):
    cube, counted = count(million, kinds, "pyspark://?spark.master=local[2]")
    check(cube, counted, rows, kinds)


def test_shares_base_and_standard_error_are_those_of_the_survey_textbook(million, rows, kinds):
    _cube, counted = count(million, kinds)
    shares, _tables = satisfaction_shares(counted, kinds, 10)
    whole = shares[(shares["place"] == "ID") & (shares["time"] == "ever")].iloc[0]
    answered = rows[rows["satisfied"].notna() & (rows["weight"] > 0)]
    weight, yes = answered["weight"].to_numpy(), (answered["satisfied"] >= 4).to_numpy()
    share = np.average(yes, weights=weight)
    error = np.sqrt((weight**2 * (yes - share) ** 2).sum()) / weight.sum()
    assert whole["base"] == len(answered)
    assert whole["share"] == pytest.approx(100 * share, abs=0.005)
    assert whole["error"] == pytest.approx(100 * error, abs=0.005)
    assert whole["effective"] == round(weight.sum() ** 2 / (weight**2).sum())
