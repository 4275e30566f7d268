"""A weight that is no weight is refused; it made shares of nothing, or was left out in silence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small import small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register.count import count_register
from publicrecord.register.mapping import read_mapping
from publicrecord.register.noise import KEYS, ROWS, perturbation_table
from publicrecord.register.read import engine
from publicrecord.register.run import aggregate
from publicrecord.register.satisfaction import satisfaction_shares

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
def test_an_answer_with_no_usable_weight_is_refused(tmp_path, key, weight):
    register = write_small(tmp_path / "register", weighted(True, weight))
    out, progress = tmp_path / "out", Progress(quiet=True)
    with pytest.raises(ValidationFailed) as caught:
        aggregate(register, out, ROOT / "data", SETTINGS, key, None, "200MB", progress)
    assert rules_told(caught) == [("register-weight-unusable", "rows.parquet", 2, "weight")]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("weight", NO_WEIGHTS)
def test_who_did_not_answer_needs_no_weight(tmp_path, kinds, secret, weight):
    answers = counted(weighted(False, weight), tmp_path, kinds, secret)
    assert answers["people"].sum() == 3 * small_rows()["satisfied"].count()


def counted(rows, tmp_path, kinds, secret):
    register = write_small(tmp_path / "register", rows)
    with engine(None, "200MB") as connection:
        files = [register / "rows.parquet"]
        mapping = read_mapping(register)
        _cube, answers = count_register(connection, files, mapping, kinds, secret.secret)
    return answers["satisfied-with-programme"]


def test_a_weight_of_more_than_five_times_the_mean_is_trimmed(tmp_path, kinds, secret):
    """Else the answer of one person would show through the noise of the others."""
    rows = weighted(True, 10_000.0)
    answers = counted(rows.astype({"weight": "float64"}), tmp_path, kinds, secret)
    mean = rows.loc[rows["satisfied"].notna(), "weight"].astype(float).mean()
    assert answers["largest"].max() == pytest.approx(5 * mean)


def group(yes, no, largest=1.0):
    """One group, the country, with so many satisfied and not satisfied people of weight 1."""
    sides = [(1, yes), (0, no)]
    return pd.DataFrame(
        {
            "place": "ID", "time": "ever", "yes": side, "people": people, "keys": 7,
            "w": float(people), "w2": float(people), "largest": largest,
        }
        for side, people in sides
    )  # fmt: skip


def shares(frame, kinds, noise=None):
    """What is published of the country; without noise unless a table is given."""
    table = np.zeros((ROWS + 1, KEYS), dtype=np.int8) if noise is None else noise
    found = satisfaction_shares(frame, kinds, table)
    return found[found["place"].eq("ID") & found["time"].eq("ever")].iloc[0]


def test_share_error_and_effective_number_are_those_of_the_survey_textbook(kinds):
    found = shares(group(30, 70), kinds)
    assert found["share"] == 30.0
    assert found["base"] == found["effective"] == 100
    assert found["error"] == pytest.approx(100 * (0.3 * 0.7 / 100) ** 0.5, abs=0.05)


def test_so_they_are_where_weights_differ(kinds):
    """By linearisation over the people themselves, of whom the method knows sums only."""
    weight = np.random.default_rng(1).uniform(0.5, 2.5, 400)
    yes = np.arange(400) % 5 < 2
    frame = pd.DataFrame(
        {
            "place": "ID", "time": "ever", "yes": int(side), "people": int(mine.sum()), "keys": 7,
            "w": weight[mine].sum(), "w2": (weight[mine] ** 2).sum(), "largest": weight[mine].max(),
        }
        for side, mine in ((True, yes), (False, ~yes))
    )  # fmt: skip
    found = shares(frame, kinds)
    share = np.average(yes, weights=weight)
    error = np.sqrt((weight**2 * (yes - share) ** 2).sum()) / weight.sum()
    assert found["share"] == round(100 * share, 1)
    assert found["error"] == round(100 * error, 1)
    assert found["effective"] == round(weight.sum() ** 2 / (weight**2).sum())


@pytest.mark.parametrize(("yes", "no"), [(9, 70), (70, 9), (0, 70), (4, 5), (70, 0)])
def test_a_share_with_fewer_than_ten_on_a_side_is_not_published(kinds, yes, no):
    assert shares(group(yes, no), kinds)[["share", "error", "effective"]].isna().all()


def test_a_share_of_which_one_person_has_a_fifth_of_the_weight_is_not_published(kinds):
    assert np.isnan(shares(group(30, 70, largest=21.0), kinds)["share"])
    assert shares(group(30, 70, largest=20.0), kinds)["share"] == 30.0


def test_shares_are_of_counts_with_noise_and_give_no_exact_base_away(kinds, secret):
    """The effective number of people of equal weight is their number."""
    noise = perturbation_table(secret.strength, secret.secret)
    seen = [shares(group(30, 70).assign(keys=[key, 3 * key]), kinds, noise) for key in range(60)]
    for name in ("share", "base", "effective"):
        assert len({row[name] for row in seen}) > 5
