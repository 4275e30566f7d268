"""An attacker of people who are in one of two parts, such as revoked and kept, in each of the times
or places of a tree: how likely each pair of numbers is, exactly, by all that is published at once.

He shares no code with the method. He knows that the parts of a node add up to its whole, and the
nodes below to those above, the threshold, what others have published exactly, and either the
perturbation table (leaked) or the typical error alone. With the table he also uses that the cell
key of a whole is the sum of those of its parts. What one node says goes through all others
(belief propagation, which is exact on a tree).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import pi
from typing import Protocol

import numpy as np
from scipy.signal import fftconvolve

THRESHOLD, TYPICAL_ERROR, KEYS, ROWS, REUSED = 10, 1.4, 4096, 750, 250


Seen = float | range
"""What is published of a number: it is missing below the threshold, and infinite if it is not
published at all; or a range in which it must be."""


class Noise(Protocol):
    """What he knows of the noise. reach: the most that a number is changed by."""

    reach: int

    def chance(self, counts: Sequence[int], seen: Sequence[Seen]) -> float:
        """How likely it is that this is published of two parts and their whole."""


def fits(noisy: np.ndarray, seen: Seen) -> np.ndarray:
    """Which numbers with noise are published as this."""
    if isinstance(seen, range):
        return (noisy >= seen.start) & (noisy < seen.stop)
    return noisy < THRESHOLD if np.isnan(seen) else (noisy == seen) | np.isinf(seen)


class Leaked:
    """The perturbation table: the noise by count and cell key."""

    def __init__(self, table: np.ndarray) -> None:
        self.table, self.reach = table, int(np.abs(table).max())

    def chance(self, counts: Sequence[int], seen: Sequence[Seen]) -> float:
        first, second, whole = map(self._keys, counts, seen)
        both = np.fft.irfft(np.fft.rfft(first) * np.fft.rfft(second), KEYS)  # keys add up
        return max(float(both @ whole) / KEYS**2, 0.0)

    def _keys(self, count: int, seen: Seen) -> np.ndarray:
        """The cell keys with which such a count is published as this."""
        row = count if count <= ROWS else (count - 1) % REUSED + ROWS - REUSED + 1
        return fits(count + self.table[row].astype(int), seen).astype(float)


class Typical:
    """A normal distribution of the typical error."""

    reach = 6

    def chance(self, counts: Sequence[int], seen: Sequence[Seen]) -> float:
        return float(np.prod([self._one(*pair) for pair in zip(counts, seen, strict=True)]))

    def _one(self, count: int, seen: Seen) -> float:
        steps = np.arange(-self.reach, self.reach + 1)
        odds = np.exp(-(steps**2) / (pi * TYPICAL_ERROR**2)) * (count + steps >= 0)
        odds = odds if count else (steps == 0).astype(float)
        return float(odds @ fits(count + steps, seen) / odds.sum())


@dataclass
class Node:
    """seen: what is published of both parts and the whole. low: the least of each part. chance: how
    likely each pair is from there on, by this. below: groups of nodes, each of which adds up to it.
    belief: by all."""

    seen: tuple[float, float, float]
    low: np.ndarray
    chance: np.ndarray
    below: list[list[Node]] = field(default_factory=list)
    belief: np.ndarray = field(init=False)

    def guesses(self) -> list[tuple[int, float]]:
        """The likeliest number of each part and of the whole, and how sure he is of it."""
        number = sum(np.indices(self.belief.shape))
        odds = [self.belief.sum(axis=1), self.belief.sum(axis=0),
                np.bincount(number.ravel(), self.belief.ravel())]  # fmt: skip
        least = [*self.low, self.low.sum()]
        return [(int(at + o.argmax()), float(o.max())) for at, o in zip(least, odds, strict=True)]


def window(seen: float, reach: int) -> range:
    """What a number can be by itself."""
    if np.isinf(seen):
        return range(0)
    if np.isnan(seen):
        return range(THRESHOLD + reach)
    return range(max(int(seen) - reach, 0), int(seen) + reach + 1)


def node(seen: tuple[float, float, float], noise: Noise, exact: float | None = None) -> Node:
    """A node by what is published of its parts and its whole. The second part may not be published
    (infinite). exact: what the whole is, if others have published it."""
    first = window(seen[0], noise.reach)
    whole = window(seen[2], noise.reach) if exact is None else range(int(exact), int(exact) + 1)
    second = window(seen[1], noise.reach)
    if np.isinf(seen[1]):
        second = range(max(whole[0] - first[-1], 0), max(whole[-1] - first[0], 0) + 1)
    return over(first, second, seen, lambda a, b: (
        noise.chance([a, b, a + b], seen) if a + b in whole else 0.0
    ))  # fmt: skip


def over(
    first: range, second: range, seen: tuple[float, float, float],
    chance: Callable[[int, int], float],
) -> Node:  # fmt: skip
    """A node whose parts are in these ranges, by the chance of each pair."""
    found = np.array([[chance(a, b) for b in second] for a in first])
    return Node(seen, np.array([first[0], second[0]]), found)


Spread = tuple[np.ndarray, np.ndarray]
"""The least pair, and how likely each is from there on."""


def believe(root: Node) -> None:
    """Set the belief of each node."""
    _above(root, np.ones(root.chance.shape))


def _up(node: Node) -> Spread:
    """What a node and those below it say."""
    chance = node.chance
    for group in node.below:
        chance = chance * _at(_added([_up(each) for each in group]), node.low, chance.shape)
    return node.low, chance / chance.sum()


def _above(node: Node, above: np.ndarray) -> None:
    """above: what the rest of the tree says of a node."""
    groups = [[_up(each) for each in group] for group in node.below]
    sums = [_at(_added(group), node.low, node.chance.shape) for group in groups]
    node.belief = node.chance * above * np.prod([np.ones_like(above), *sums], axis=0)
    node.belief = node.belief / node.belief.sum()
    for at, (group, nodes) in enumerate(zip(groups, node.below, strict=True)):
        others = sums[:at] + sums[at + 1 :]
        outside = node.chance * above * np.prod([np.ones_like(above), *others], axis=0)
        before, after = _partial(group), _partial(group[::-1])[::-1]
        for number, each in enumerate(nodes):
            low, rest = _added([before[number], after[number]])
            # The node is the whole less the rest.
            least = node.low - low - np.array(rest.shape) + 1
            less = fftconvolve(outside, rest[::-1, ::-1]).clip(0)
            _above(each, _at((least, less), each.low, each.chance.shape))


def _partial(group: list[Spread]) -> list[Spread]:
    """The sums of all before each."""
    nothing = np.zeros(2, dtype=int), np.ones((1, 1))
    found = [nothing]
    for each in group[:-1]:
        found.append(_added([found[-1], each]))
    return found


def _added(group: list[Spread]) -> Spread:
    (low, chance), *others = group
    for least, more in others:
        low, chance = low + least, fftconvolve(chance, more).clip(0)
        chance = chance / chance.sum()
    return low, chance


def _at(spread: Spread, low: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A spread over other pairs; impossible outside of its own."""
    least, chance = spread
    found = np.zeros(shape)
    start, end = np.maximum(least, low), np.minimum(least + chance.shape, low + shape)
    if (start < end).all():
        inner, outer = (
            tuple(slice(a, b) for a, b in zip(start - at, end - at, strict=True))
            for at in (least, low)
        )
        found[outer] = chance[inner]
    return found
