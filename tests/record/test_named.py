"""What the settings and tables name exists, each source is used, and each code has a name."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from scratch import language

from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.rules import links, places
from publicrecord.settings import Ended

EN = language("en")
SETTINGS, CODES = "prakerja/settings.yml", "data/reference/codes.csv"
DESCRIBED = "data/datapackage.json"


def with_table(record, name, frame):
    return replace(record, tables=record.tables | {name: frame})


def reported(record, claims, rules=links):
    """Rule, file, row, column and value of each finding."""
    return [
        (f.rule.rule_id, f.file, f.row, f.column, f.value)
        for f in rules.find(record, claims, claims)
    ]


def without(record, code_list, code):
    """The record in which this code has no name."""
    codes = record.table("codes")
    kept = codes[~(codes["code_list"].eq(code_list) & codes["code"].eq(code))]
    assert len(kept) == len(codes) - 1
    return with_table(record, "codes", kept)


def first_row(record, table, column, code):
    """The row of the first cell of a column with a code; none if no cell has it."""
    frame = record.table(table)
    found = frame.loc[frame[column].eq(code).fillna(False), "row"]
    return found.iloc[0] if len(found) else None


def test_a_code_in_cells_is_reported_once_for_each_table_that_has_it(record, claims):
    rows = {
        record.file(table.name): first_row(record, table.name, "status", "published")
        for table in figure_tables(record)
    }
    expected = [
        ("code-unnamed", file, row, "status", "published") for file, row in rows.items() if row
    ]
    assert len(expected) > 3
    spoilt = without(record, "status", "published")
    found = [one for one in reported(spoilt, claims) if one[1] != DESCRIBED]
    assert sorted(found) == sorted(expected)
    assert {f.sentence(EN) for f in links.find(spoilt, claims, claims)} == {
        'The code "published" has no name in the list status of reference/codes.csv.'
    }


@pytest.mark.parametrize(
    ("code_list", "code", "file", "column"),
    [
        ("status", "suppressed", DESCRIBED, "status"),
        ("unit", "degrees", DESCRIBED, "lat"),
        ("level", "province", SETTINGS, None),
        ("caveats", "unfit_beside", CODES, None),
    ],
)
def test_a_code_that_no_cell_has_but_readers_see_is_reported_once(
    record, claims, code_list, code, file, column
):
    spoilt = without(record, code_list, code)
    assert reported(spoilt, claims) == [("code-unnamed", file, None, column, code)]
    (found,) = links.find(spoilt, claims, claims)
    listed = f"in the list {code_list} of reference/codes.csv"
    assert found.sentence(EN) == f'The code "{code}" has no name {listed}.'


def test_a_code_is_named_by_the_list_of_its_column_only(record, claims):
    """The same word in another list does not name it."""
    codes = record.table("codes").copy()
    codes.loc[codes["code"].eq("unfit_beside"), "code_list"] = "status"
    spoilt = with_table(record, "codes", codes)
    assert reported(spoilt, claims) == [("code-unnamed", CODES, None, None, "unfit_beside")]


def test_the_list_of_a_column_is_in_its_description(record, claims):
    described = [
        (resource["name"], field["name"], field["codes"])
        for resource in record.descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "codes" in field and record.table(resource["name"])[field["name"]].notna().any()
    ]
    assert described
    for table, column, code_list in described:
        code = record.table(table)[column].dropna().iloc[0]
        row = first_row(record, table, column, code)
        found = reported(without(record, code_list, code), claims)
        assert ("code-unnamed", record.file(table), row, column, code) in found, (table, column)


def test_an_empty_cell_has_no_code(record, claims):
    figures = record.table("wave_figures").copy()
    figures.loc[figures.index[:3], "status"] = None
    assert reported(with_table(record, "wave_figures", figures), claims) == []


GEOGRAPHY = {
    "geography.residents": {"residents": "population_totall"},
    "geography.more_bases": {"more_bases": ("population_totall",)},
}


@pytest.mark.parametrize(
    ("entry", "change", "value", "near", "target"),
    [
        ("at_most", lambda s: replace(s, at_most={"recipients_nett": "quota"}),
         "recipients_nett", "recipients_net", "measures"),
        ("at_most", lambda s: replace(s, at_most={"recipients_net": "quotas"}),
         "quotas", "quota", "measures"),
        ("every_wave", lambda s: replace(s, every_wave=replace(s.every_wave, measures=("quotas",))),
         "quotas", "quota", "measures"),
        *(
            (entry, lambda s, c=changed: replace(s, geography=replace(s.geography, **c)),
             "population_totall", "population_total", "measures")
            for entry, changed in GEOGRAPHY.items()
        ),
        ("place_counts",
         lambda s: replace(s, place_counts=replace(s.place_counts, measure_id="quotas")),
         "quotas", "quota", "measures"),
        ("place_counts",
         lambda s: replace(s, place_counts=replace(s.place_counts, source_id="gh-kabb")),
         "gh-kabb", "gh-kab", "sources"),
        ("searched", lambda s: replace(s, searched="pda-searchh"),
         "pda-searchh", "pda-search", "sources"),
    ],
)  # fmt: skip
def test_what_the_settings_name_is_in_the_tables(
    record, claims, entry, change, value, near, target
):
    spoilt = replace(record, settings=change(record.settings))
    found = [f for f in links.find(spoilt, claims, claims) if f.rule is links.SETTING_UNKNOWN]
    assert [(f.file, f.row, f.column, f.value) for f in found] == [(SETTINGS, None, None, value)]
    sentence = f'The entry {entry} of the settings names "{value}", which does not exist in'
    assert found[0].sentence(EN) == f"{sentence} {record.file(target)}."
    assert near in found[0].fix(EN)


def test_the_source_of_the_end_of_the_programme_exists(record, claims):
    ended = Ended(day="2031-12-31", source_id="gh-kabb", successor="Another")
    spoilt = replace(record, settings=replace(record.settings, ended=ended))
    assert reported(spoilt, claims) == [("end-source-unknown", SETTINGS, None, None, "gh-kabb")]
    (found,) = links.find(spoilt, claims, claims)
    assert "gh-kab" in found.fix(EN).replace("gh-kabb", "")


def test_the_source_of_the_end_of_the_programme_is_used(record, claims):
    sources = record.table("sources")
    extra = sources.iloc[[0]].assign(source_id="only-the-end", row=len(sources) + 2)
    more = with_table(record, "sources", pd.concat([sources, extra], ignore_index=True))
    unused = ("source-unused", "data/sources.csv", len(sources) + 2, "source_id", "only-the-end")
    assert reported(more, claims) == [unused]
    ended = Ended(day="2031-12-31", source_id="only-the-end", successor="Another")
    assert reported(replace(more, settings=replace(more.settings, ended=ended)), claims) == []


def test_a_source_that_a_table_was_taken_from_exists(record, claims):
    resources = [dict(one) for one in record.descriptor["resources"]]
    at = next(at for at, one in enumerate(resources) if one.get("sources"))
    resources[at]["sources"] = [*resources[at]["sources"], {"source_id": "gh-kabb"}]
    spoilt = replace(record, descriptor=record.descriptor | {"resources": resources})
    assert reported(spoilt, claims) == [("table-source-unknown", DESCRIBED, None, None, "gh-kabb")]
    (found,) = links.find(spoilt, claims, claims)
    assert f"The table {resources[at]['name']} names" in found.sentence(EN)
    assert "gh-kab" in found.fix(EN).replace("gh-kabb", "")


def test_two_rows_of_one_source_and_figure_are_reported(record, claims):
    again = pd.concat([claims, claims.iloc[[0]].assign(row=9_999)], ignore_index=True)
    file = record.file(claims.iloc[0]["table"])
    assert reported(record, again) == [("claim-twice", file, 9_999, "source_id", None)]
    (found,) = links.find(record, again, again)
    assert claims.iloc[0]["claim_id"] in found.sentence(EN)


def test_a_claim_that_a_comparison_names_exists(record, claims):
    comparisons = record.table("comparisons").copy()
    first = comparisons.index[0]
    known = comparisons.loc[first, "claims"].split()[0]
    comparisons.loc[first, "claims"] += f" {known}x"
    spoilt = with_table(record, "comparisons", comparisons)
    row = comparisons.loc[first, "row"]
    expected = ("claim-unknown", record.file("comparisons"), row, "claims", f"{known}x")
    assert reported(spoilt, claims) == [expected]
    (found,) = links.find(spoilt, claims, claims)
    assert known in found.fix(EN)


def provinces(record, **columns):
    """The record with cells of its second province."""
    frame = record.table("provinces").copy()
    frame.loc[frame.index[1], [*columns]] = [*columns.values()]
    return with_table(record, "provinces", frame)


@pytest.mark.parametrize(
    ("columns", "last", "shared"),
    [
        (("iso_code",), "iso_code", "iso_code: ID-AC"),
        (("tile_row", "tile_col"), "tile_col", "tile_row, tile_col: {}, {}"),
    ],
)
def test_places_that_are_valid_at_a_time_share_no_cell(record, claims, columns, last, shared):
    first, second = (record.table("provinces").iloc[at] for at in (0, 1))
    spoilt = provinces(record, **{column: first[column] for column in columns})
    found = [f for f in places.find(spoilt, claims, claims) if f.rule is places.SHARED]
    assert [(f.file, f.row, f.column, f.value) for f in found] == [
        (record.file("provinces"), second["row"], last, second["name"])
    ]
    shared = shared.format(*(f"{first[column]:g}" for column in columns if column != "iso_code"))
    assert found[0].sentence(EN) == (
        f"{second['name']} and {first['name']} in row {first['row']} are valid at the same time "
        f"and have the same {shared}."
    )


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (("", "2021-06-30"), ("2021-07-01", ""), False),
        (("", "2021-07-01"), ("2021-07-01", ""), True),
        (("2021-07-01", ""), ("", "2021-06-30"), False),
        (("2021-07-01", ""), ("", "2021-07-01"), True),
        (("", ""), ("2021-07-01", "2021-07-02"), True),
    ],
)
def test_a_place_may_have_the_code_of_one_that_is_gone(record, claims, first, second, wrong):
    frame = record.table("provinces").copy()
    frame["valid_from"], frame["valid_to"] = None, None
    for at, (begin, end) in enumerate((first, second)):
        frame.loc[frame.index[at], ["valid_from", "valid_to"]] = [begin or None, end or None]
    frame.loc[frame.index[1], "iso_code"] = frame.loc[frame.index[0], "iso_code"]
    spoilt = with_table(record, "provinces", frame)
    found = [f for f in places.find(spoilt, claims, claims) if f.rule is places.SHARED]
    assert bool(found) is wrong


@pytest.mark.parametrize("column", ["iso_code", "tile_row", "tile_col"])
def test_an_empty_cell_is_not_shared(record, claims, column):
    frame = record.table("provinces").copy()
    frame[column] = None
    spoilt = with_table(record, "provinces", frame)
    assert [f for f in places.find(spoilt, claims, claims) if f.rule is places.SHARED] == []


def test_a_list_of_places_without_squares_shares_none(record, claims):
    frame = record.table("provinces").drop(columns=["tile_col", "iso_code"])
    spoilt = with_table(record, "provinces", frame)
    assert [f for f in places.find(spoilt, claims, claims) if f.rule is places.SHARED] == []
