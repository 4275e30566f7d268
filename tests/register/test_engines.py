"""Every cell is what plain pandas counts, whichever engine counts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from plain import plain_count, plain_rows

from publicrecord.register.files import register_files
from publicrecord.register.mapping import read_mapping
from publicrecord.register.read import engine
from publicrecord.register.run import count_register
from publicrecord.register.satisfaction import satisfaction_shares


@pytest.fixture(scope="module")
def rows(people):
    return plain_rows(people)


def count(folder, kinds, url=None, load=None):
    """Cube and answers by wave and place, of one engine."""
    files = [] if load is not None else register_files(folder)
    with engine(url, "400MB") as connection:
        if load is not None:
            connection.create_table("register", load)
        cube, counted = count_register(connection, files, read_mapping(folder), kinds)
    return cube, counted["satisfied-with-programme"]


def check(cube, counted, rows, kinds):
    assert len(cube.tables) == 10
    for table in cube.tables:
        expected = plain_count(rows, table, kinds).to_numpy()
        np.testing.assert_array_equal(table.counts, expected, err_msg=table.name)
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


def test_duckdb_counts_what_pandas_counts(people, rows, kinds):
    cube, counted = count(people, kinds)
    check(cube, counted, rows, kinds)


def test_sqlite_counts_what_pandas_counts(people, kinds, tmp_path):
    """No GROUPING SETS and no files to read; a quarter of the rows, as it is slow."""
    part = sorted(people.glob("*.parquet"))[0]
    rows, load = plain_rows(people, part.name), pd.read_parquet(part)
    for column in ("district_code", "gender", "education"):
        load[column] = load[column].astype("str")
    cube, counted = count(people, kinds, f"sqlite://{tmp_path}/register.db", load)
    check(cube, counted, rows, kinds)


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "dta", "partitions"])
def test_other_files_hold_the_same_people(people, kinds, tmp_path, kind):
    """One of the four files, written as a spreadsheet, Stata or a partitioned folder would."""
    part = sorted(people.glob("*.parquet"))[0]
    folder = tmp_path / kind
    folder.mkdir()
    shutil.copy(people / "register.yml", folder)
    table = pd.read_parquet(part)
    for column in ("district_code", "gender", "education"):
        table[column] = table[column].astype("str")
    for number in (0, 1):
        half = table.iloc[number::2]
        if kind == "dta":
            days = [name for name in half if name.endswith("_on")]
            half = half.assign(**{name: pd.to_datetime(half[name]) for name in days})
            half = half.astype({"selected": "int8", "revoked": "int8", "disability": "int8"})
            half.to_stata(folder / f"half-{number}.dta", write_index=False)
        elif kind == "partitions":
            half.to_parquet(folder, partition_cols=["wave"], index=False)
        else:
            half.to_csv(folder / f"half-{number}.{kind}", index=False)
    cube, counted = count(folder, kinds)
    check(cube, counted, plain_rows(people, part.name), kinds)


def test_a_person_twice_in_a_wave_counts_once(people, kinds, tmp_path):
    part = sorted(people.glob("*.parquet"))[0]
    shutil.copy(part, tmp_path / part.name)
    pd.read_parquet(part).iloc[:50].to_parquet(tmp_path / "synthetic-again.parquet", index=False)
    settings = (people / "register.yml").read_text()
    settings = settings.replace("columns:\n", "columns:\n  person: person\n")
    (tmp_path / "register.yml").write_text(settings)
    cube, counted = count(tmp_path, kinds)
    check(cube, counted, plain_rows(people, part.name), kinds)
    assert cube.faults == {"duplicate": 50}


@pytest.fixture(scope="module")
def postgres():
    """The address of a PostgreSQL server of our own, on a socket; it will not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # pytest's own folder is for one user
    as_user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    before = as_user if os.geteuid() == 0 else []
    if before:
        os.chown(folder, 65534, 65534)

    def run(*words):
        subprocess.run([*before, *map(str, words)], check=True, capture_output=True, cwd=folder)

    run("initdb", "-D", folder / "data", "-U", "reader", "--auth=trust")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
    yield f"postgres://reader@/postgres?host={folder}"
    run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.mark.skipif(not shutil.which("initdb"), reason="PostgreSQL is not on this machine")
def test_postgresql_counts_what_pandas_counts(people, rows, kinds, postgres):
    load = pd.concat([pd.read_parquet(file) for file in sorted(people.glob("*.parquet"))])
    for column in ("district_code", "gender", "education"):
        load[column] = load[column].astype("str")
    cube, counted = count(people, kinds, postgres, load)
    check(cube, counted, rows, kinds)


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17, which is not here")
@pytest.mark.skipif(not find_spec("pyspark"), reason="pyspark is not here: make test-spark")
def test_spark_counts_what_pandas_counts(people, rows, kinds):
    cube, counted = count(people, kinds, "pyspark://?spark.master=local[2]")
    check(cube, counted, rows, kinds)


def test_shares_base_and_standard_error_are_those_of_the_survey_textbook(million, kinds):
    _cube, counted = count(million, kinds)
    shares, _tables = satisfaction_shares(counted, kinds, 10)
    whole = shares[(shares["place"] == "ID") & (shares["time"] == "ever")].iloc[0]
    rows = plain_rows(million)
    answered = rows[rows["satisfied"].notna() & (rows["weight"] > 0)]
    weight, yes = answered["weight"].to_numpy(), (answered["satisfied"] >= 4).to_numpy()
    share = np.average(yes, weights=weight)
    error = np.sqrt((weight**2 * (yes - share) ** 2).sum()) / weight.sum()
    assert whole["base"] == len(answered)
    assert whole["share"] == pytest.approx(100 * share, abs=0.005)
    assert whole["error"] == pytest.approx(100 * error, abs=0.005)
    assert whole["effective"] == round(weight.sum() ** 2 / (weight**2).sum())
