"""The answers of the API, version 1: one JSON file an address below api/v1/.

Every answer names version, licence and citation of the data; every figure its value, unit,
status, date and source, why it is to be read with care (`caveats`), and every other value
published. Claims marked unfit are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from publicrecord.api.cells import DIMENSIONS, VALUE, plain_cell
from publicrecord.api.history import time_answers
from publicrecord.api.measures import measure_answers
from publicrecord.api.national import national_answers, statistical_answers
from publicrecord.api.openapi import paths
from publicrecord.files.citation import data_citation
from publicrecord.files.table import Table
from publicrecord.history.changes import Changes
from publicrecord.json_text import json_text
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.places import within


def answers(
    record: Record, claims: pd.DataFrame, changes: Changes, names: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """Every answer by its address below api/v1/. changes: of the record. names: what can be
    searched for."""
    figures = _figures(claims, record.settings.columns("note"))
    found: dict[str, Any] = {
        f"{table.api}.json": {"figures": _of(figures, claims["table"].eq(table.name))}
        for table in figure_tables(record)
        if table.api
    }
    found |= _waves(record, claims, figures) | _places(record, claims, figures)
    found["surveys.json"] = {
        "surveys": [
            survey | {"figures": _of(figures, claims["survey_id"].eq(survey["survey_id"]))}
            for survey in _rows(record, "surveys")
        ]
    }
    found |= dict(measure_answers(record, claims))
    found["sources.json"] = {"sources": _rows(record, "sources")}
    found["measures.json"] = {"measures": _rows(record, "measures")}
    found |= time_answers(changes)
    found["search.json"] = {"names": list(names)}
    found |= dict(national_answers(record, claims))
    about = {
        "version": record.version,
        "licence": record.licence,
        "citation": data_citation(record.settings.source_language, record.version, record.licence),
    }
    answered = {address: about | answer for address, answer in found.items()}
    # Whose fields are those of a standard: what we say goes into its extension.
    answered |= {
        address: answer | {"extension": about}
        for address, answer in statistical_answers(record, claims)
    }
    index = {"answers": sorted(answered), "paths": paths(record)}
    return answered | {"index.json": about | index}


def answer_files(
    record: Record, claims: pd.DataFrame, changes: Changes, names: Sequence[dict[str, Any]]
) -> dict[str, bytes]:
    """The file of every answer, as `answers`."""
    found = answers(record, claims, changes, names)
    return {address: f"{json_text(answer)}\n".encode() for address, answer in found.items()}


def _waves(
    record: Record, claims: pd.DataFrame, figures: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    listed = _rows(record, "waves")
    found: dict[str, Any] = {"waves.json": {"waves": listed}}
    for wave in listed:
        mine = claims["table"].eq("wave_figures") & claims["wave"].eq(wave["wave"]).fillna(False)
        found[f"waves/{wave['wave']}.json"] = wave | {"figures": _of(figures, mine)}
    return found


def _places(
    record: Record, claims: pd.DataFrame, figures: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    """The places of both levels; the figures of what lies in a place are with the place, and
    those of a place that is no single one of the lower level with their list."""
    upper, lower = record.settings.geography.levels[:2]
    provinces, regencies = _rows(record, upper.table), _rows(record, lower.table)
    found: dict[str, Any] = {
        f"{upper.table}.json": {upper.table: provinces},
        "places.json": {"places": regencies, "figures": _of(figures, _nowhere(claims))},
    }
    by_province = _grouped(figures, claims[upper.code].where(claims["table"] == upper.figures))
    by_regency = _grouped(figures, claims["code"].map(within(record, lower)))
    for province in provinces:
        code = province[upper.code]
        found[f"{upper.table}/{code}.json"] = province | {"figures": by_province.get(code, [])}
    for regency in regencies:
        code = regency[lower.code]
        found[f"places/{code}.json"] = regency | {"figures": by_regency.get(code, [])}
    return found


def _nowhere(claims: pd.DataFrame) -> pd.Series:
    """Which claims are on places that have no code, such as an island of several regencies."""
    return claims["table"].eq("place_figures") & claims["code"].isna()


def _figures(claims: pd.DataFrame, notes: tuple[str, ...]) -> dict[int, dict[str, Any]]:
    """Each figure that is shown, by the row of its claim in `claims`."""
    fit = claims[claims["status"].ne("unfit")]
    rivals: dict[str, list[Row]] = {}
    valued = fit[~fit["chosen"] & fit["value"].notna()]
    for row in rows(valued):
        rivals.setdefault(row["figure_id"], []).append(row)
    shown = fit[fit["chosen"]]
    return {
        int(index): {
            "figure_id": row["figure_id"],
            **_value(row),
            **{
                key: plain_cell(row[key]) for key in (*DIMENSIONS, *notes) if row.get(key, "") != ""
            },
            "others": [_value(other) for other in rivals.get(row["figure_id"], [])],
        }
        for index, row in zip(shown.index, rows(shown), strict=True)
    }


def _value(claim: Row) -> dict[str, Any]:
    """What is said of each value: as it is published, and why it is to be read with care."""
    return {key: plain_cell(claim[key]) for key in VALUE} | {"caveats": claim["caveats"].split()}


def _of(figures: dict[int, dict[str, Any]], mine: pd.Series) -> list[dict[str, Any]]:
    return [figures[index] for index in mine.index[mine] if index in figures]


def _grouped(
    figures: dict[int, dict[str, Any]], keys: pd.Series
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for index, key in keys.dropna().items():
        if index in figures:
            found.setdefault(str(key), []).append(figures[index])
    return found


def _rows(record: Record, name: str) -> list[dict[str, Any]]:
    return [
        *Table(record.resource(name), record.table(name), record.version, record.settings).rows()
    ]
