"""Waves and periods lie in the life of the programme; shown on the SYNTHETIC record."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from scratch import language
from synthetic.programme.programme import load_programme
from synthetic.project import HERE

from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import Record, read_record
from publicrecord.record.rules import links, programme_period
from publicrecord.settings import Ended

EN = language("en")
WAVES, FIGURES = "data/waves.csv", "data/programme_figures.csv"
SETTINGS_FILE = "programme/settings.yml", None, None


@pytest.fixture(scope="module")
def made_up() -> Record:
    return read_record(HERE / "data", load_programme(HERE.parent).settings)


def found(record: Record, rules=programme_period) -> list[tuple[str, object, str | None]]:
    """Rule, row and value of each finding."""
    findings = rules.find(record, figure_claims(record), date_claims(record))
    return [(finding.rule.rule_id, finding.row, finding.value) for finding in findings]


def with_table(record: Record, name: str, table: pd.DataFrame) -> Record:
    return replace(record, tables=record.tables | {name: table})


def with_waves(record: Record, *rows: tuple[int, int]) -> Record:
    """The record with more waves: number and year of each."""
    waves = record.table("waves")
    more = pd.DataFrame(
        [(wave, year, "regular", len(waves) + 2 + at) for at, (wave, year) in enumerate(rows)],
        columns=waves.columns,
    )
    return with_table(record, "waves", pd.concat([waves, more], ignore_index=True))


def with_period(record: Record, period: str) -> Record:
    """The record with this period in the first row of the figures of the programme."""
    figures = record.table("programme_figures").copy()
    figures.loc[0, "period"] = period
    return with_table(record, "programme_figures", figures)


def with_end(record: Record, **ended: str) -> Record:
    return replace(record, settings=replace(record.settings, ended=Ended(**ended)))


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2033-01-15", []),  # the day on which the latest source was read
        ("2033-01-16", ["end-in-future"]),
        ("31-12-2032", ["end-not-a-day"]),
        ("2032-12-32", ["end-not-a-day"]),
    ],
)
def test_an_end_is_a_day_that_has_come(made_up, day, rules):
    ended = with_end(made_up, day=day, source_id="synth-office")
    assert [rule for rule, _row, _value in found(ended)] == rules


def test_a_name_in_the_settings_that_no_table_has_is_an_error(made_up):
    settings = replace(made_up.settings, at_most={"admited": "seats"}, searched="synth-serch")
    wrong = replace(made_up, settings=settings)
    named = [(rule, value) for rule, _row, value in found(wrong, links) if "setting" in rule]
    assert named == [("setting-names-unknown", "admited"), ("setting-names-unknown", "synth-serch")]


def test_the_record_itself_is_sound(made_up):
    assert found(made_up) == []


def test_another_wave_of_another_year_needs_nothing_else(made_up):
    assert found(with_waves(made_up, (7, 2032), (8, 2033))) == []


@pytest.mark.parametrize(
    ("waves", "rule"),
    [
        ([(8, 2033)], ("wave-skipped", 8, "8")),
        ([(7, 2031)], ("wave-earlier", 8, "2031")),
        ([(7, 2033), (8, 2032)], ("wave-earlier", 9, "2032")),
        ([(7, 2034)], ("year-in-future", 8, "2034")),  # the last source was read in 2033
    ],
)
def test_waves_follow_each_other(made_up, waves, rule):
    assert found(with_waves(made_up, *waves)) == [rule]


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        ("2030", "period-before-start"),
        ("2030-2032", "period-before-start"),
        ("2032-2031", "period-reversed"),
        ("2034", "year-in-future"),
        ("2031-2034", "year-in-future"),
        ("2031-2033", ""),
        ("2033", ""),
        ("cumulative", ""),
    ],
)
def test_a_period_lies_in_the_life_of_the_programme(made_up, period, rule):
    expected = [(rule, 2, period)] if rule else []
    assert found(with_period(made_up, period)) == expected


def test_the_way_out_of_a_year_that_is_too_late_is_a_source(made_up):
    (finding,) = programme_period.find(
        record := with_period(made_up, "2034"), figure_claims(record), date_claims(record)
    )
    assert finding.sentence(EN) == (
        "2034 lies in the future: the latest source of the record was read in 2033."
    )
    assert "first add this source to data/sources.csv" in finding.fix(EN)


def test_no_wave_follows_the_end_of_the_programme(made_up):
    ended = with_end(made_up, day="2032-12-31", source_id="synth-office")
    assert found(ended) == []
    assert found(with_waves(ended, (7, 2033))) == [("wave-after-end", 8, "2033")]
    assert found(with_period(ended, "2033")) == []  # what was paid or asked later


def test_the_end_of_the_programme_has_a_source(made_up):
    assert found(with_end(made_up, day="2032-12-31", source_id="synth-office"), links) == []
    unknown = with_end(made_up, day="2032-12-31", source_id="synth-offise")
    assert found(unknown, links) == [("end-source-unknown", None, "synth-offise")]


def ended(record: Record, day: str = "2032-12-31") -> Record:
    return with_end(record, day=day, source_id="synth-office")


@pytest.mark.parametrize(
    ("spoil", "where", "sentence"),
    [
        (lambda r: ended(r, "31-12-2032"), SETTINGS_FILE,
         'The programme is said to have ended on "31-12-2032", which is not a day.'),
        (lambda r: ended(r, "2033-01-16"), SETTINGS_FILE,
         "The programme is said to have ended on 2033-01-16, but the latest source of the record "
         "was read on 2033-01-15."),
        (lambda r: with_waves(r, (7, 2034)), (WAVES, 8, "year"),
         "2034 lies in the future: the latest source of the record was read in 2033."),
        (lambda r: with_waves(ended(r), (7, 2033)), (WAVES, 8, "year"),
         "Wave 7 belongs to the year 2033, but the programme ended on 2032-12-31."),
        (lambda r: with_waves(r, (9, 2033)), (WAVES, 8, "wave"),
         "The table lists wave 9, but not wave 7 before it."),
        (lambda r: with_waves(r, (7, 2031)), (WAVES, 8, "year"),
         "Wave 7 belongs to the year 2031, but wave 6 before it to 2032."),
        (lambda r: with_period(r, "2030"), (FIGURES, 2, "period"),
         "The period 2030 begins before 2031, the year of the first wave."),
        (lambda r: with_period(r, "2032-2031"), (FIGURES, 2, "period"),
         "The period 2032-2031 ends before it begins."),
    ],
)  # fmt: skip
def test_a_finding_names_its_place_and_what_is_wrong_there(made_up, spoil, where, sentence):
    record = spoil(made_up)
    (finding,) = programme_period.find(record, figure_claims(record), date_claims(record))
    assert (finding.file, finding.row, finding.column) == where
    assert finding.sentence(EN) == sentence
