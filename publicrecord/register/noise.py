"""The perturbation table: which noise a count gets for its cell key.

Giessing (2016): of all distributions of noise that are unbiased, have the stated variance and stay
within the largest deviation, the one of maximum entropy, which says least about the true count. The
format is that of the Office for National Statistics (PyPI: cell-key-perturbation): a row for each
count up to 750, of which larger ones use the last 250 in turn, and a column for each cell key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

THRESHOLD = 10
"""The least number that is published; as in ACRO, the SDC Handbook and the ONS package."""
KEYS = 4096
ROWS, REUSED = 750, 250
MOST_DEVIATION = 4
RENEWED = THRESHOLD + 2 * MOST_DEVIATION
"""The least by which a figure must move to differ from the last release: fewer people than the
threshold cannot move it so far, whatever noise they had and have."""
SMALL = 0.75
"""The share of its largest variance that the noise of a small count may have at most."""

Noises = NDArray[np.int8]


@dataclass(frozen=True)
class Strength:
    """The parameters of the noise: the most that a count is changed by, and the variance."""

    deviation: int = 4
    variance: float = 3.0

    @property
    def fits(self) -> bool:
        """Whether there is such a noise, and a small change can be kept from showing."""
        return (
            1 <= self.deviation <= MOST_DEVIATION
            and 0 < self.variance <= SMALL * self.deviation * (self.deviation + 1) / 3
        )


def distribution(count: int, strength: Strength) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The steps by which a count may be changed, and the probability of each. No count becomes
    negative, and none that is zero changes."""
    most = strength.deviation
    steps = np.arange(-min(count, most), most + 1) if count else np.array([0])
    if not count:
        return steps, np.ones(1)
    variance = min(strength.variance, SMALL * min(count, most) * most)
    moments = np.stack([steps, steps**2]).astype(float)
    # The maximum of entropy is exp(a * step + b * step**2); a and b are found by Newton's method.
    weights = np.zeros(2)
    for _round in range(200):
        chance = _normalised(weights @ moments)
        missed = moments @ chance - [0, variance]
        if np.abs(missed).max() < 1e-12:
            break
        curve = (moments * chance) @ moments.T - np.outer(moments @ chance, moments @ chance)
        change = np.linalg.solve(curve, missed)
        weights = weights - change * min(1, 0.5 / np.abs(change).max())
    return steps, _normalised(weights @ moments)


def _normalised(exponents: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(exponents - exponents.max())
    chance: NDArray[np.float64] = raised / raised.sum()
    return chance


def _keys_of_steps(count: int, strength: Strength) -> Noises:
    """The noise of each key, in order: as many keys for a step as its probability asks for, and in
    all exactly unbiased."""
    steps, chance = distribution(count, strength)
    wanted = chance * KEYS
    keys = np.floor(wanted).astype(int)
    keys[np.argsort(keys - wanted, kind="stable")[: KEYS - keys.sum()]] += 1
    while (excess := int(steps @ keys)) != 0:  # move a key to the next step
        towards = -1 if excess > 0 else 1
        movable = np.flatnonzero((keys[1:] if towards < 0 else keys[:-1]) > 0) + (towards < 0)
        at = movable[np.argmax((keys - wanted)[movable] - (keys - wanted)[movable + towards])]
        keys[[at, at + towards]] += [-1, 1]
    return np.repeat(steps, keys).astype(np.int8)


def perturbation_table(strength: Strength, secret: str) -> Noises:
    """The noise by count (0 to 750) and cell key. Which keys of a row get which noise is shuffled
    by the secret, so that nothing follows from the noise of parts for that of the whole."""
    table = np.zeros((ROWS + 1, KEYS), dtype=np.int8)
    # From the largest deviation on the noise is the same.
    noises = [_keys_of_steps(count, strength) for count in range(strength.deviation + 1)]
    for count in range(1, ROWS + 1):
        noise = noises[min(count, strength.deviation)]
        digits = hashlib.shake_256(f"{secret}:{count}".encode()).digest(8 * KEYS)
        table[count, np.argsort(np.frombuffer(digits, dtype="<u8"))] = noise
    return table


def perturbed(
    counts: NDArray[np.int64], keys: NDArray[np.int64], table: Noises
) -> NDArray[np.int64]:
    """Counts with the noise that the sums of record keys of their people look up."""
    rows = np.where(counts <= ROWS, counts, (counts - 1) % REUSED + ROWS - REUSED + 1)
    noisy: NDArray[np.int64] = counts + table[rows, keys % KEYS]
    return noisy


def typical_error(strength: Strength) -> float:
    """The mean absolute noise of a count that is not small."""
    steps, chance = distribution(strength.deviation, strength)
    return float(np.abs(steps) @ chance)
