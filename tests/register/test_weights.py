"""A weight that is no weight is refused; it made shares of nothing, or was left out in silence."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from small import small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register.count import count_register
from publicrecord.register.mapping import read_mapping
from publicrecord.register.noise import (
    KEYS,
    ROWS,
    Strength,
    distribution,
    perturbation_table,
)
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


def rules_reported(caught):
    return [(f.rule.rule_id, f.file, f.row, f.column) for f in caught.value.findings]


@pytest.mark.parametrize("weight", NO_WEIGHTS)
def test_an_answer_with_no_usable_weight_is_refused(tmp_path, key, weight):
    register = write_small(tmp_path / "register", weighted(True, weight))
    out, progress = tmp_path / "out", Progress(quiet=True)
    with pytest.raises(ValidationFailed) as caught:
        aggregate(register, out, ROOT / "data", SETTINGS, key, None, "200MB", progress)
    assert rules_reported(caught) == [("register-weight-unusable", "rows.parquet", 2, "weight")]
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
            "w": float(people), "largest": largest,
        }
        for side, people in sides
    )  # fmt: skip


def of_people(weight, yes, key):
    """The group of these people: their weights, whether they are satisfied, their record keys."""
    return pd.DataFrame(
        {
            "place": "ID", "time": "ever", "yes": int(side), "people": int(mine.sum()),
            "keys": int(key[mine].sum()), "w": weight[mine].sum(), "largest": weight[mine].max(),
        }
        for side, mine in ((True, yes), (False, ~yes))
    )  # fmt: skip


def shares(frame, kinds, noise=None):
    """What is published of the country; without noise unless a table is given."""
    table = np.zeros((ROWS + 1, KEYS), dtype=np.int8) if noise is None else noise
    found = satisfaction_shares(frame, kinds, table)
    return found[found["place"].eq("ID") & found["time"].eq("ever")].iloc[0]


def test_a_share_is_weighted_and_of_whole_percents(kinds):
    assert shares(group(301, 699), kinds)[["share", "base"]].tolist() == [30.0, 1000.0]
    weight = np.random.default_rng(1).uniform(0.5, 2.5, 400)
    yes = weight > 1.6
    found = shares(of_people(weight, yes, np.zeros(400, dtype=int)), kinds)
    assert found["share"] == round(100 * np.average(yes, weights=weight)) != round(100 * yes.mean())


@pytest.mark.parametrize(("yes", "no"), [(9, 70), (70, 9), (0, 70), (4, 5), (70, 0)])
def test_a_share_with_fewer_than_ten_on_a_side_is_not_published(kinds, yes, no):
    assert np.isnan(shares(group(yes, no), kinds)["share"])


def test_a_share_of_which_one_person_has_a_fifth_of_the_weight_is_not_published(kinds):
    assert np.isnan(shares(group(30, 70, largest=21.0), kinds)["share"])
    assert shares(group(30, 70, largest=20.0), kinds)["share"] == 30.0


def test_shares_are_of_counts_with_noise_and_give_no_exact_base_away(kinds, secret):
    noise = perturbation_table(secret.strength, secret.secret)
    seen = [shares(group(30, 70).assign(keys=[key, 3 * key]), kinds, noise) for key in range(60)]
    for name in ("share", "base"):
        assert len({row[name] for row in seen}) > 5


SIZES, TRIALS = [40, 60, 150], 30
STEPS, CHANCE = distribution(ROWS, Strength())


def twice_seen() -> float:
    """How often is right about one answer who knows all others and sees both counts with noise."""
    at = dict(zip(STEPS.tolist(), CHANCE.tolist(), strict=True))
    both = [(at.get(y, 0) * at.get(n, 0), at.get(y - 1, 0) * at.get(n + 1, 0))
            for y in range(-9, 10) for n in range(-9, 10)]  # fmt: skip
    return sum(map(max, both)) / 2


def likely(share, weight, yes, kinds) -> float:
    """How likely a published share is if these people are satisfied. The method is public: it is
    asked what it makes of each noise, by a table of which the cell key says the noise."""
    noises = np.array(list(product(STEPS, STEPS)), dtype=np.int8)
    at, table = np.arange(len(noises)), np.zeros((ROWS + 1, KEYS), dtype=np.int8)
    table[yes.sum(), at], table[(~yes).sum(), 1000 + at] = noises.T
    sides = of_people(weight, yes, np.zeros_like(yes))
    groups, reported = satisfaction_shares(sides, kinds, table)[["place", "time"]], []
    for some in np.array_split(at, 2):
        where = np.repeat(np.arange(len(some)), 2)
        each = sides.iloc[np.tile([0, 1], len(some))].assign(
            **groups.iloc[where].to_dict("list"), keys=np.c_[some, 1000 + some].ravel()
        )
        reported += list(satisfaction_shares(each, kinds, table)["share"][: len(some)])
    same = [np.array_equal(one, share, equal_nan=True) for one in reported]
    return float(np.outer(CHANCE, CHANCE).ravel() @ same)


@pytest.mark.sampled(2)
@pytest.mark.long
@pytest.mark.parametrize("heaviest", [False, True])
def test_who_knows_all_weights_and_all_answers_but_one_does_not_know_that_one(
    kinds, secret, heaviest
):
    """Nor that of the person with the largest weight. Without noise they do."""
    table = perturbation_table(secret.strength, secret.secret)
    rng, right, without = np.random.default_rng(1), [], []
    for size in np.repeat(SIZES, TRIALS):
        weight, yes = rng.gamma(4, 0.25, size), rng.random(size) < 0.6
        weight[0] = weight.max() * 2 if heaviest else weight[0]
        frame = of_people(weight, yes, rng.integers(0, KEYS, size))
        other = yes.copy()
        other[0] = not yes[0]
        share = shares(frame, kinds, table)["share"]
        odds = [likely(share, weight, each, kinds) for each in (yes, other)]
        right.append(0.5 if odds[0] == odds[1] else odds[0] > odds[1])
        apart = 100 * np.array([np.average(each, weights=weight) for each in (yes, other)])
        without.append(abs(shares(frame, kinds)["share"] - apart).argmin() == 0)
    bound = twice_seen()
    assert np.mean(right) <= bound + 3 * (bound * (1 - bound) / len(right)) ** 0.5
    assert np.mean(without) > 0.8
