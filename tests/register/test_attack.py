"""An attacker with all published tables and a solver learns nothing of a small count."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from attacker import Attacker, published
from random_tables import random_tables

from prakerja.register.known import mark_known
from prakerja.register.protect import protect
from prakerja.register.tables import Table, Tree

THRESHOLD = 10
SEEDS = 200


def primary_cells(tables):
    """The meaning of each cell hidden for itself."""
    found = set()
    for table in tables:
        for row, column in np.argwhere(table.primary):
            found.add(
                tuple(
                    sorted(
                        (dimension, tree.names[node])
                        for dimension, tree, node in zip(
                            table.dimensions, table.trees, (row, column), strict=True
                        )
                        if node
                    )
                )
            )
    return found


def exposed(tables, at_most=None, seed=0):
    """Primary cells that the attacker can tell apart from some count of 0 to the threshold."""
    cells, sums = published(tables)
    attacker = Attacker(cells, sums)
    targets = sorted(primary_cells(tables))
    if at_most and len(targets) > at_most:
        chosen = np.random.default_rng(seed).choice(len(targets), at_most, replace=False)
        targets = [targets[i] for i in chosen]
    found = []
    for key in targets:
        if cells[key] is not None:
            found.append(key)
            continue
        low, high = attacker.interval(key)
        if low > 1e-6 or high < THRESHOLD - 1e-6:
            found.append(key)
    return found


@pytest.mark.parametrize("block", range(8))
def test_nothing_is_learnt_from_random_linked_tables(block):
    seen = 0
    for seed in range(block * SEEDS // 8, (block + 1) * SEEDS // 8):
        tables = random_tables(seed)
        protect(tables, THRESHOLD)
        assert exposed(tables, at_most=15, seed=seed) == [], seed
        seen += sum(int(table.primary.sum()) for table in tables)
    assert seen > 500


def test_the_attacker_finds_cells_where_only_small_counts_are_hidden():
    broken = 0
    for seed in range(10):
        tables = random_tables(seed)
        protect(tables, THRESHOLD, complementary=False)
        broken += bool(exposed(tables, at_most=40))
    assert broken == 10


def test_the_difference_of_two_breakdowns_tells_nothing():
    """A district's total by time and by trait are the same people: hidden in one, in all."""
    for seed in range(10):
        tables = random_tables(seed)
        protect(tables, THRESHOLD)
        cells, _sums = published(tables)
        for key in primary_cells(tables):
            assert cells[key] is None


def test_a_count_of_zero_and_of_the_threshold_are_not_small():
    tree = Tree.of({"a": "all", "b": "all", "c": "all"}, "all")
    time = Tree.of({"1": "ever", "2": "ever", "3": "ever"}, "ever")
    counts = np.array([[0, 10, 40], [50, 60, 70], [80, 90, 99]])
    table = Table.of("t", ("place", "time"), (tree, time), counts)
    protect([table], THRESHOLD)
    assert not table.hidden.any()


def test_what_anyone_can_look_up_is_not_used_to_hide_a_neighbour():
    """The published record has b at time 2: hiding it would hide nothing."""
    tree = Tree.of({"a": "all", "b": "all", "c": "all"}, "all")
    time = Tree.of({"1": "ever", "2": "ever", "3": "ever"}, "ever")
    counts = np.array([[3, 30, 40], [50, 15, 70], [80, 90, 99]])
    table = Table.of("t", ("place", "time"), (tree, time), counts)
    table.known[tree.index["b"], time.index["2"]] = True
    protect([table], THRESHOLD)
    assert not table.hidden[tree.index["b"], time.index["2"]]
    assert exposed([table]) == []


def test_a_count_close_to_an_earlier_release_is_not_given_away_by_the_difference():
    tables = random_tables(3)
    main = tables[0]
    row, column = np.argwhere((main.counts[1:, 1:] > 60) & (main.counts[1:, 1:] < 500))[4] + 1
    place, time = main.trees[0].names[row], main.trees[1].names[column]
    count = int(main.counts[row, column])
    earlier = pd.DataFrame({"place": [place], "time": [time], "value": [count - 2]})
    mark_known(main, earlier, THRESHOLD)
    protect(tables, THRESHOLD)
    cells, sums = published(tables)
    key = tuple(sorted((d, n) for d, n in (("place", place), ("time", time))))
    assert cells[key] is None
    low, high = Attacker(cells, sums).interval(key)
    assert low <= count - THRESHOLD
    assert high >= count + THRESHOLD


def test_a_small_count_that_a_public_body_published_stays_open_and_hides_nobody_else():
    tree = Tree.of({"a": "all", "b": "all", "c": "all"}, "all")
    time = Tree.of({"1": "ever", "2": "ever", "3": "ever"}, "ever")
    counts = np.array([[9, 4, 40], [50, 15, 70], [80, 90, 99]])
    table = Table.of("t", ("place", "time"), (tree, time), counts)
    mark_known(table, pd.DataFrame({"place": ["a"], "time": ["1"], "value": [9]}), THRESHOLD)
    protect([table], THRESHOLD)
    assert not table.hidden[tree.index["a"], time.index["1"]]
    assert table.hidden[tree.index["a"], time.index["2"]]
    assert exposed([table]) == []
