"""The table of shown values answers questions whose answers are known from the record: DuckDB,
pandas, polars, d3, R, a spreadsheet, the SQLite file, the Python client, the API and the page say
the same."""

from __future__ import annotations

import json
import runpy
import sqlite3
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars
import pytest
from asked import HEADINGS, KEYS, Question, by_d3, by_r, by_spreadsheet, three_hundred
from reading import article, words
from scratch import ROOT, language

from publicrecord.context.addresses import PlaceAddresses

CLIENT = runpy.run_path(str(ROOT / "client" / "prakerja_data.py"))


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return three_hundred()


def test_there_are_enough_questions(questions):
    assert len(questions) > 260
    assert len({tuple(question.asked) for question in questions}) == len(questions)


def test_duckdb_pandas_polars_and_sqlite_give_the_answers(site, questions):
    file = str(site / "data" / "shown.csv")
    known = duckdb.sql(f"FROM read_csv('{file}') WHERE item_id IS NULL")
    by_duckdb = {tuple(row[:-1]): row[-1] for row in known.select(*KEYS, "value").fetchall()}
    frame = pd.read_csv(file, low_memory=False).query("item_id.isna()")
    by_pandas = frame.set_index(KEYS)["value"]
    lines = polars.read_csv(file).filter(polars.col("item_id").is_null()).select(*KEYS, "value")
    by_polars = {tuple(row[:-1]): row[-1] for row in lines.rows()}
    asks = f"SELECT value FROM shown WHERE item_id IS NULL AND {' = ? AND '.join(KEYS)} = ?"
    with sqlite3.connect(f"file:{site / 'data' / 'prakerja.sqlite'}?mode=ro", uri=True) as base:
        for question in questions:
            key = tuple(question.asked)
            (by_sqlite,) = {value for (value,) in base.execute(asks, key)}
            found = {by_duckdb[key], by_polars[key], float(by_pandas.loc[key]), by_sqlite}
            assert found == {question.value}, question
            assert not question.value.is_integer() or isinstance(by_sqlite, int)


def test_d3_gives_the_answers(site, questions):
    found = by_d3(site / "data" / "shown.csv", questions)
    assert found == [[question.value] for question in questions]


def test_the_python_client_gives_the_answers(site, questions):
    record = CLIENT["Record"](str(site / "data" / "prakerja.zip"))
    for question in questions:
        where = dict(zip(KEYS, question.asked, strict=True))
        (row,) = record.values(where.pop("measure_id"), **where, item_id=None)
        assert row["value"] == question.value, question


@pytest.mark.nightly
def test_r_gives_the_answers(site, questions, tmp_path):
    found = by_r(site / "data" / "shown.csv", questions, tmp_path)
    assert found == [[question.value] for question in questions]


@pytest.mark.nightly
def test_a_formula_of_a_spreadsheet_gives_the_answers(site, questions, tmp_path):
    words = [dict(zip(HEADINGS, q.asked, strict=True)) | {"Item": "="} for q in questions]
    asked = [{k: cell for k, cell in one.items() if k != "Basis"} for one in words]
    found = by_spreadsheet(site / "data" / "shown.en.plain.xlsx", asked, tmp_path)
    assert found == [(1, question.value) for question in questions]


def test_a_formula_of_a_spreadsheet_adds_up_what_is_shown(site, published_record, tmp_path):
    table = published_record.table("wave_figures").query("measure_id == 'quota'")
    shown = table[table["shown"].eq("true")]
    workbook = site / "data" / "wave_figures.en.plain.xlsx"
    asked = [{"Measure": "quota"}, {"Measure": "quota", "Shown": "true"}]
    assert by_spreadsheet(workbook, asked, tmp_path) == [
        (len(table), table["value"].sum()), (len(shown), shown["value"].sum())
    ]  # fmt: skip


def test_the_api_gives_the_answers(site, questions):
    answers: dict[str, list[dict]] = {}
    for question in questions:
        file = site / "api" / "v1" / question.address
        if question.address not in answers:
            answers[question.address] = json.loads(file.read_text(encoding="utf-8"))["figures"]
        found = [
            figure["value"]
            for figure in answers[question.address]
            if [figure.get(key) for key in KEYS[1:]] == question.asked[1:] and "item" not in figure
        ]
        assert found == [question.value], question


def test_the_page_of_a_place_says_the_same(site, record, questions):
    addresses, lang = PlaceAddresses(record), language("id")
    for question in questions[:25]:
        path = addresses.path(question.place_code.removeprefix("IDN-"), "id")
        page = article(site / path / "index.html")
        assert lang.number(question.value) in words(page), question


def test_the_table_has_what_is_shown_and_the_tables_of_claims_say_why(published_record, claims):
    shown = published_record.table("shown").set_index("figure_id")
    chosen = claims[claims["chosen"]].set_index("figure_id")
    assert sorted(shown.index) == sorted(chosen.index)
    assert shown["value"].equals(chosen.loc[shown.index, "value"])
    rows = published_record.table("wave_figures")
    said = rows[rows["shown"].eq("true")].set_index("figure_id")["value"]
    assert said.equals(shown.loc[said.index, "value"])
    conflicting = rows[rows.duplicated("figure_id", keep=False) & rows["status"].ne("unfit")]
    assert set(rows.loc[~rows.index.isin(conflicting.index), "decided_by"]) <= {"only", "unfit"}
    quotas = rows[rows["measure_id"].eq("quota")]
    assert quotas["value"].sum() > 2 * quotas.loc[quotas["shown"].eq("true"), "value"].sum()


def test_the_plain_workbook_opens_at_the_data(site, published_record):
    for code, heading, status in (("en", "Status", "published"), ("id", "Status", "terbit")):
        file = site / "data" / f"wave_figures.{code}.plain.xlsx"
        frame = pd.read_excel(file)
        table = published_record.table("wave_figures")
        assert len(frame) == len(table)
        assert frame["Nilai" if code == "id" else "Value"].tolist() == pytest.approx(
            table["value"].tolist(), nan_ok=True
        )
        assert set(frame[heading].dropna()) >= {status}
        book = openpyxl.load_workbook(file)
        assert book.worksheets[0].freeze_panes == "A2"
        days = [cell for column in book.worksheets[0].columns for cell in column if cell.is_date]
        assert len(days) > 100
        listed = {row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
        assert listed == set(table["source_id"])


def test_sqlite_has_keys_views_integers_and_comments(site):
    with sqlite3.connect(f"file:{site / 'data' / 'prakerja.sqlite'}?mode=ro", uri=True) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master "
                                                   "WHERE type = 'table'")]  # fmt: skip
        for name in tables:
            columns = base.execute(f"PRAGMA table_info('{name}')").fetchall()
            assert any(column[5] for column in columns), name
        (sql,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'shown'").fetchone()
        assert "-- " in sql
        kinds = base.execute("SELECT DISTINCT typeof(value) FROM wave_figures").fetchall()
        assert {kind for (kind,) in kinds} <= {"integer", "real", "null"}
        assert ("integer",) in kinds
        views = base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        counts = [base.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for (view,) in views]
        assert sum(counts) == base.execute("SELECT count(*) FROM shown").fetchone()[0]


def test_a_topic_has_its_own_file(site: Path):
    whole = pd.read_csv(site / "data" / "shown.csv", low_memory=False)
    files = sorted((site / "data" / "shown").glob("*.csv"))
    parts = pd.concat([pd.read_csv(file, low_memory=False) for file in files])
    assert sorted(parts["figure_id"]) == sorted(whole["figure_id"])
