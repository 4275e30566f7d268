"""Two releases: figures that hardly moved stay as they were, so nobody can be read off them."""

from __future__ import annotations

import json
import re
import shutil

import pandas as pd
import pytest
from small import PLACES, small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register.earlier import Earlier
from publicrecord.register.keys import make_secret
from publicrecord.register.noise import RENEWED, THRESHOLD
from publicrecord.register.run import aggregate

from conftest import ROOT  # isort: skip

pytestmark = pytest.mark.long

FIGURES = ["wave_figures", "programme_figures", "province_figures", "place_figures",
           "demographic_figures", "survey_figures"]  # fmt: skip


def release(folder, rows, key, data=ROOT / "data", day="2024-12-31"):
    """The tables of a release of these rows."""
    register = write_small(folder / f"register-{day}", rows, day)
    out = folder / f"out-{day}"
    aggregate(register, out, data, SETTINGS, key, None, "200MB", Progress(quiet=True))
    return out


def figures(out, day):
    """Every figure of a release, by what it is about, and its status."""
    source, found = f"register-{day}", {}
    for name in FIGURES:
        table = pd.read_csv(out / "tables" / f"{name}.csv", dtype="str", keep_default_na=False)
        mine = table[table["source_id"].eq(source)].drop(columns=["as_of", "source_id"])
        for row in mine.to_dict("records"):
            value = row.pop("value"), row.pop("status")
            about = tuple(cell.removeprefix(source) for cell in row.values())
            found[(name, *about)] = value
    cube = pd.read_csv(out / "tables" / "wave_places.csv", dtype="str", keep_default_na=False)
    for place, time, value, status in cube.to_numpy():
        found["wave_places", place, time] = value, status
    return found


@pytest.fixture(scope="module")
def first(key, tmp_path_factory):
    return release(tmp_path_factory.mktemp("first"), small_rows(), key)


def second(first, key, tmp_path, rows):
    return release(tmp_path, rows, key, first / "tables", "2025-12-31")


def moved():
    """One man of the first place and wave is a woman of the last place."""
    rows = small_rows()
    at = rows.index[rows["district"].eq(PLACES[1]) & rows["wave"].eq(1)][0]
    rows.loc[at, ["district", "gender"]] = [PLACES[-1], "female"]
    return rows


def late():
    """One person answered late."""
    rows = small_rows()
    rows.loc[rows.index[rows["satisfied"].isna() & rows["selected"]][0], "satisfied"] = 1.0
    return rows


def joined():
    """Nine people were added to a cell: as many as there may be in one that is not published."""
    rows = small_rows()
    some = rows[rows["district"].eq(PLACES[1]) & rows["wave"].eq(1)].head(9)
    return pd.concat([rows, some.assign(person=some["person"] + 50_000)], ignore_index=True)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("change", [moved, late, joined])
def test_no_figure_changes_because_of_one_person_or_nine(first, key, tmp_path, change):
    out = second(first, key, tmp_path, change())
    assert figures(out, "2025-12-31") == figures(first, "2024-12-31")
    report = json.loads((out / "office" / "report.json").read_text())
    assert report["figures_renewed"] == 0 < report["figures_compared"]


def test_a_figure_that_moved_is_renewed(first, key, tmp_path):
    rows = small_rows()
    more = rows[rows["district"].eq(PLACES[2])].head(40)
    rows = pd.concat([rows, more.assign(person=more["person"] + 50_000)], ignore_index=True)
    before = figures(first, "2024-12-31")
    after = figures(second(first, key, tmp_path, rows), "2025-12-31")
    assert set(before) == set(after)
    changed = {about for about in before if before[about] != after[about]}
    assert ("wave_places", PLACES[2], "ever") in changed
    assert ("wave_places", PLACES[0], "ever") not in changed
    for about in changed:
        old, new = (float(side[about][0] or THRESHOLD - 1) for side in (before, after))
        assert abs(new - old) >= RENEWED or "survey" in str(about)


def test_the_maker_of_a_release_that_changes_few_people_is_reported(first, key, tmp_path, capsys):
    register = write_small(tmp_path / "register", moved(), "2025-12-31")
    data = first / "tables"
    aggregate(register, tmp_path / "out", data, SETTINGS, key, None, "200MB", Progress())
    said = capsys.readouterr().out
    assert re.search(r"en: This release changes few people: of \d+ figures, 0 differ", said)


def refused(*words):
    with pytest.raises(ValidationFailed) as caught:
        second(*words)
    return {finding.rule.rule_id for finding in caught.value.findings}


def test_another_secret_than_that_of_the_last_release_is_refused(first, tmp_path):
    make_secret(tmp_path / "key.json", [])
    assert refused(first, tmp_path / "key.json", tmp_path, small_rows()) == {"register-key-other"}


@pytest.mark.parametrize("name", ["wave_places.csv", "method.json"])
def test_a_release_without_its_files_is_refused(first, key, tmp_path, name):
    shutil.copytree(first, tmp_path / "copy")
    (tmp_path / "copy" / "tables" / name).unlink()
    found = refused(tmp_path / "copy", key, tmp_path, small_rows())
    assert found == {"register-release-incomplete"}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("30", "47", "30"), ("30", "48", "48"), ("30", "13", "30"), ("30", "12", "12"),
        ("", "26", ""), ("", "27", "27"), ("26", "", "26"), ("27", "", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_figure_moves_by_eighteen_or_not_at_all(old, new, shown):
    """Below the threshold a figure is missing, and counts as nine."""

    def row(source, value):
        return {"wave": 1, "measure_id": "revoked", "value": value, "source_id": source,
                "status": "perturbed" if value else "suppressed"}  # fmt: skip

    rows = {"wave_figures": [row("new", new)]}
    Earlier("old", {"wave_figures": [row("old", old)]}, pd.DataFrame()).keep(rows, "new")
    assert rows["wave_figures"][0] == row("new", shown)
