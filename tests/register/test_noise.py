"""The noise is unbiased, has the stated variance, and of all such noise the maximum of entropy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from publicrecord.register.noise import (
    KEYS,
    ROWS,
    Strength,
    distribution,
    perturbation_table,
    perturbed,
    typical_error,
)

STRENGTHS = [Strength(), Strength(3, 2.0), Strength(4, 4.0)]


@pytest.fixture(scope="module")
def table():
    return perturbation_table(Strength(), "abc")


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 700])
def test_the_noise_is_unbiased_and_has_the_stated_variance(strength, count):
    steps, chance = distribution(count, strength)
    assert steps[0] == -min(count, strength.deviation)
    assert steps[-1] == strength.deviation
    assert chance.sum() == pytest.approx(1)
    assert steps @ chance == pytest.approx(0, abs=1e-9)
    most = 0.75 * min(count, strength.deviation) * strength.deviation
    assert steps**2 @ chance == pytest.approx(min(strength.variance, most))


def test_a_solver_finds_no_noise_of_larger_entropy():
    steps, chance = distribution(2, Strength())
    found = minimize(
        lambda p: float(p @ np.log(p)), np.full(len(steps), 1 / len(steps)),
        bounds=[(1e-9, 1)] * len(steps), method="SLSQP", options={"maxiter": 500, "ftol": 1e-12},
        constraints=[
            {"type": "eq", "fun": lambda p: p.sum() - 1},
            {"type": "eq", "fun": lambda p: steps @ p},
            {"type": "eq", "fun": lambda p: steps**2 @ p - 3.0},
        ],
    )  # fmt: skip
    np.testing.assert_allclose(found.x, chance, atol=1e-4)


def test_the_keys_of_each_count_have_that_distribution_and_no_bias(table):
    for count in (1, 2, 4, 5, 600):
        steps, chance = distribution(count, Strength())
        share = [(table[count] == step).mean() for step in steps]
        assert table[count].astype(int).sum() == 0
        np.testing.assert_allclose(share, chance, atol=2 / KEYS)


def test_zero_stays_zero_and_no_count_becomes_negative(table):
    assert not table[0].any()
    counts = np.arange(ROWS + 1)[:, None]
    assert (counts + table >= 0).all()
    assert (counts[1] + table[1] == 0).any()  # a positive count can become zero


def test_large_counts_use_the_last_rows_in_turn(table):
    counts, keys = np.array([750, 751, 1000, 1001, 20_000_000]), np.array([7] * 5)
    rows = [750, 501, 750, 501, 750]
    assert (perturbed(counts, keys, table) - counts).tolist() == [table[row, 7] for row in rows]


def test_the_keys_are_in_another_order_in_each_row_and_for_each_secret(table):
    assert (table[600] != table[601]).any()
    assert (perturbation_table(Strength(), "abd")[600] != table[600]).any()
    whole = np.diff(np.sort(table[600])) == np.diff(np.sort(table[601]))
    assert whole.all()


@pytest.mark.parametrize(
    "strength", [Strength(5, 3), Strength(0, 1), Strength(4, 6), Strength(3, 0)]
)
def test_noise_that_cannot_be_or_does_not_protect_is_not_accepted(strength):
    assert not strength.fits


def test_the_typical_error_is_the_mean_of_the_table(table):
    assert typical_error(Strength()) == pytest.approx(
        np.abs(table[600].astype(int)).mean(), abs=0.01
    )
