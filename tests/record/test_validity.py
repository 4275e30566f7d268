"""Places are valid from a day to a day: each wrong edit of their tables has its own error, and a
file needs to name only those that were valid on its day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from golden_texts import kept_text
from plain_words import faults
from scratch import language
from synthetic.changed_places import END, change_places
from synthetic.project import HERE, copy_project

from publicrecord.checks.addresses import clashing_addresses
from publicrecord.context.addresses import PlaceAddresses
from publicrecord.findings import report
from publicrecord.indicators import place_counts
from publicrecord.indicators.scope import read_scope
from publicrecord.record.claims import figure_claims
from publicrecord.record.package import read_record
from publicrecord.record.rules import places, validity
from publicrecord.record.validity import (
    area_changes,
    first_upper,
    last_day,
    numbers_of_upper,
    upper_on,
    valid,
)

GOLDEN = Path(__file__).resolve().parent / "golden" / "validity.md"
LEVELS = {"states": "negeri", "towns": "kota"}, {"states": "states", "towns": "towns"}
BOTH = [replace(language(c), levels=w) for c, w in zip(("id", "en"), LEVELS, strict=True)]
OLD_DAY, NEW_DAY = "2032-11-30", "2033-01-01"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("synthetic") / "project")


@pytest.fixture(scope="module")
def before(copied):
    return read_record(HERE / "data", copied.settings)


@pytest.fixture(scope="module")
def after(copied):
    """The record after the changes of synthetic.changed_places."""
    change_places(copied.root / "data")
    return read_record(copied.root / "data", copied.settings)


def edited(record, table, key, **cells):
    """The record with cells of the rows changed whose first cell is the key."""
    frame = record.table(table).copy()
    mine = frame[frame.columns[0]] == key
    assert mine.any(), key
    for column, cell in cells.items():
        frame.loc[mine, column] = cell
    return replace(record, tables=record.tables | {table: frame})


def more(record, table, like, **cells):
    """The record with a row more, like the first of a key but for these cells."""
    frame = record.table(table)
    row = frame[frame[frame.columns[0]] == like].head(1).assign(row=len(frame) + 2, **cells)
    return replace(
        record, tables=record.tables | {table: pd.concat([frame, row], ignore_index=True)}
    )


def findings(record):
    claims = figure_claims(record)
    return [*places.find(record, claims, claims), *validity.find(record, claims, claims)]


MISTAKES = {
    "a place that ends before it begins": (
        lambda r: edited(r, "towns", "S03", valid_to="2032-06-30"), "place-ends-before-it-begins"),
    "a place with two names on one day": (
        lambda r: edited(r, "former_places", "M01", valid_to="2033-03-31"),
        "place-validity-broken"),
    "a place whose present row begins with the record": (
        lambda r: edited(r, "towns", "M01", valid_from=None), "place-validity-broken"),
    "a place without a name for a time": (
        lambda r: edited(r, "towns", "M01", valid_from="2033-03-01"), "place-validity-broken"),
    "a former place that is not listed": (
        lambda r: edited(r, "former_places", "M01", code="M99"), "place-code-unknown"),
    "a place in a state that began later": (
        lambda r: edited(r, "former_places", "N71", state_code="E"), "place-in-wrong-parent"),
    "a place in a state that has ended": (
        lambda r: edited(r, "states", "M", valid_to="2033-06-30"), "place-in-wrong-parent"),
    "a village in a town that has ended": (
        lambda r: edited(r, "villages", "S02-1", town_code="S02"), "place-in-wrong-parent"),
    "a predecessor that is not listed": (
        lambda r: edited(r, "towns", "S03", predecessors="S91"), "place-code-unknown"),
    "a place that came out of itself": (
        lambda r: edited(r, "towns", "S03", predecessors="S03"), "place-code-unknown"),
    "a predecessor without a day": (
        lambda r: edited(r, "towns", "N01", predecessors="N02"), "place-predecessor-without-day"),
    "a predecessor that is younger": (
        lambda r: edited(
            edited(r, "towns", "S04", valid_from="2033-06-01", predecessors="S03"),
            "towns", "S03", valid_from="2033-09-01"),
        "place-predecessor-later"),
    "a predecessor that begins on the same day": (
        lambda r: edited(
            edited(r, "towns", "S04", valid_from="2033-06-01", predecessors="S03"),
            "towns", "S03", valid_from="2033-06-01"),
        "place-predecessor-later"),
    "a predecessor that ended months before": (
        lambda r: edited(r, "towns", "S04", valid_from="2033-06-01"), "place-predecessor-later"),
    "a number of a state that there was not yet": (
        lambda r: edited(
            r, "state_figures", "Utara Sintetik", state_as_printed="Timur Sintetik"),
        "place-not-then"),
    "a number of a place that there was not yet": (
        lambda r: edited(r, "place_aliases", "Daerah Sintetik Eta", code="S03"), "place-not-then"),
    "a number of a place that had ended": (
        lambda r: edited(r, "place_aliases", "Daerah Sintetik Mu", code="S02"), "place-not-then"),
    "residents of a place that had ended": (
        lambda r: edited(r, "population", "town", as_of=END), "place-not-then"),
    "a number of states that there never was": (
        lambda r: edited(r, "state_figures", "Utara Sintetik", boundary=7), "boundary-unknown"),
    "a file that lacks the place that was split off": (
        lambda r: edited(r, "place_figures", "Daerah Sintetik Mu", source_id="synth-press-a"),
        "places-not-covered"),
    "a name more of the official file": (
        lambda r: more(r, "place_aliases", "Zeta Town", place_as_printed="Zeta", official_id=200),
        "place-twice"),
}  # fmt: skip


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_wrong_edit_has_an_error_of_its_own_in_both_languages(after, name):
    spoil, rule = MISTAKES[name]
    found = findings(spoil(after))
    assert rule in {finding.rule.rule_id for finding in found}
    said = report([f for f in found if f.rule.rule_id == rule][:2], BOTH)
    assert not [*faults(said)]
    assert said == kept_text(GOLDEN, MISTAKES, name, said)


def test_changed_places_break_no_rule_and_old_files_are_right(after):
    assert findings(after) == []


def test_the_places_of_a_day(after):
    upper, lower = after.settings.geography.levels[:2]
    assert valid(after, upper, OLD_DAY) == ["N", "M", "S"]
    assert valid(after, upper, NEW_DAY) == valid(after, upper) == ["N", "M", "S", "E"]
    assert valid(after, lower, OLD_DAY) == ["N01", "N02", "N71", "M01", "M02", "M71", "S01", "S02"]
    assert valid(after, lower) == ["N01", "N02", "N71", "M01", "M71", "S01", "S04", "S03", "N03"]
    assert [upper_on(after, day)["N02"] for day in ("2032-12-31", NEW_DAY)] == ["N", "M"]
    assert numbers_of_upper(after) == {3: "", 4: NEW_DAY}
    assert {"S04": "M", "S03": "S", "N71": "N"}.items() <= first_upper(after).items()
    assert set(area_changes(after)) == {"N", "M", "S", "E", "S01", "N01"}


@pytest.mark.parametrize(
    ("as_of", "day"),
    [("2032", "2032-12-31"), ("2032-02", "2032-02-31"), ("2032-02-03", "2032-02-03")],
)
def test_the_last_day_of_a_date(as_of, day):
    assert last_day(as_of) == day


def test_no_number_of_an_old_year_changes(before, after):
    counts = before.settings.place_counts
    old, new = (
        place_counts.yearly_counts(record, figure_claims(record), counts)
        for record in (before, after)
    )
    of_old_years = new[new["period"].isin(["2031", "2032"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(old, of_old_years)
    latest = new[new["period"] == "2033"].set_index("code")["value"]
    assert latest[["N", "M", "S", "E"]].tolist() == [350, 350, 155, 250]
    assert not {"M02", "S02"} & set(latest.index)


def test_no_figure_gets_another_key(before, after):
    known = set(figure_claims(before)["claim_id"])
    assert known <= set(figure_claims(after)["claim_id"])


def test_a_rate_is_not_worked_out_where_the_area_was_another(after):
    counts, claims = after.settings.place_counts, figure_claims(after)
    towns = place_counts.regency_totals(after, claims, counts).set_index("code")
    states = place_counts.province_totals(after, claims, counts).set_index("code")
    assert towns["residents"].notna().sum() == 4
    assert towns.loc[["S01", "S03", "S04"], "per_1000"].isna().all()  # split; new; new
    assert towns.loc["M01", "per_1000"] == 380 / 8000 * 1000
    assert states["per_1000"].isna().all()  # towns came or went everywhere


@pytest.mark.parametrize(
    ("period", "as_of", "wrong"),
    [
        ("2033", END, True),
        ("2032", END, False),  # a later file on the year before
        ("cumulative", END, False),  # since the start
        ("2033-06-30", "2033-06-30", False),
        ("2033-07-01", "2033-07-01", True),  # of one day: not the year is compared
        (None, "2033-07-01", True),
        ("2033", None, False),
        ("cumulative", None, False),
    ],
)
def test_a_number_is_on_a_time_in_which_its_place_was_valid(after, period, as_of, wrong):
    record = edited(after, "towns", "S02", valid_to="2033-06-30" if as_of != END else "2032-12-31")
    cells = {"period": period, "as_of": as_of}
    record = more(record, "place_figures", "Daerah Sintetik Theta", **cells)
    last = record.table("place_figures")["row"].max()
    found = [f for f in validity.find(record, figure_claims(record), None) if f.row == last]
    assert [f.rule.rule_id for f in found] == ["place-not-then"] * wrong


def test_a_place_that_gets_another_code_keeps_its_address_and_the_old_one_has_its_own(after):
    moved = edited(after, "towns", "S04", state_code="M")
    paths = PlaceAddresses(moved)
    assert paths.path("S04", "en") == "regions/synthetic-middle/sintetik-epsilon/"
    assert paths.path("M02", "en") == "regions/synthetic-middle/sintetik-epsilon-m02/"
    assert not [*clashing_addresses(moved)]


def renumbered(record):
    """The record of before in which the south has the code T since February."""
    last, place = "2033-01-31", {"predecessors": "S", "valid_from": "2033-02-01"}
    record = more(edited(record, "states", "S", valid_to=last), "states", "S", state_code="T",
                  valid_to=None, **place)  # fmt: skip
    for at, town in enumerate(("S01", "S02")):
        former = {"code": town, "name": f"Town {at}", "state_code": "S", "valid_from": None}
        frame = record.table("former_places")
        row = pd.DataFrame([former | {"valid_to": last, "row": at + 2}], columns=frame.columns)
        tables = {"former_places": row if frame.empty else pd.concat([frame, row])}
        record = replace(record, tables=record.tables | tables)
        record = edited(record, "towns", town, state_code="T", valid_from="2033-02-01")
    return more(record, "state_figures", "Selatan Sintetik", period="2033", as_of=END,
                wave_from=None, wave_to=None)  # fmt: skip


def test_a_state_may_get_another_code_under_its_name(before):
    after = renumbered(before)
    assert findings(after) == []
    assert not [*clashing_addresses(after)]
    paths = PlaceAddresses(after)
    assert paths.path("T", "en") == "regions/synthetic-south/"
    assert paths.path("S", "en") == "regions/synthetic-south-s/"
    assert paths.path("S01", "en") == PlaceAddresses(before).path("S01", "en")
    claims = figure_claims(after)
    south = claims[claims["state_code"].isin(["S", "T"])]
    coded = dict(zip(south["period"], south["state_code"], strict=True))
    assert coded == {"2032": "S", "2033": "T"}


@pytest.mark.parametrize("column", ["iso_code", "tile_col"])
def test_two_states_of_one_time_share_no_cell(before, column):
    cells = {"tile_row": 1, "tile_col": [1, 2, 3], "iso_code": ["XS-A", "XS-B", "XS-C"]}
    sound = replace(
        before, tables=before.tables | {"states": before.table("states").assign(**cells)}
    )
    assert findings(sound) == []
    own = sound.table("states")[column][0]
    [found] = findings(edited(sound, "states", "S", **{column: own}))
    assert (found.rule.rule_id, found.row) == ("place-shares-cell", 4)
    ended = edited(sound, "states", "M", valid_to="2032-12-31")
    later = edited(
        ended, "states", "S", valid_from=NEW_DAY, **{column: ended.table("states")[column][1]}
    )
    assert "place-shares-cell" not in {f.rule.rule_id for f in findings(later)}


def test_a_later_file_may_count_the_years_before_in_the_places_of_its_day(after):
    """Or leave out those in which a place did not exist."""
    of_the_file = after.table("place_figures")
    of_the_file = of_the_file[of_the_file["as_of"].eq(END) & of_the_file["period"].eq("2033")]
    before = of_the_file.assign(period="2032", wave_from=4, wave_to=6)
    new = before["place_as_printed"].isin(["Daerah Sintetik Mu", "Daerah Sintetik Nu"])
    old = after.table("place_figures")
    old = old[~(old["period"].eq("2032") & old["source_id"].eq("synth-office"))]
    for rows in (before, before[~new]):
        tables = {"place_figures": pd.concat([old, rows], ignore_index=True)}
        found = findings(replace(after, tables=after.tables | tables))
        assert [
            f for f in found if f.rule.rule_id in ("place-not-then", "places-not-covered")
        ] == []
    tables = {"place_figures": pd.concat([old, before[1:]], ignore_index=True)}
    [lost] = findings(replace(after, tables=after.tables | tables))
    assert lost.rule.rule_id == "places-not-covered"


def test_the_scope_says_what_there_was_on_the_day_of_the_file(before, after):
    scopes = [read_scope(record, figure_claims(record)) for record in (before, after)]
    assert [(scope.provinces, scope.regencies) for scope in scopes] == [(3, 8), (4, 9)]
