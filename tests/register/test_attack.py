"""An attacker with a solver, who knows the links between tables that the protection knows, learns
nothing of a small count. Others do: docs/adr/0012-suppression.md tells what he does not try."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from attacker import Attacker, published
from random_tables import random_tables

from publicrecord.register.known import mark_known
from publicrecord.register.protect import Unprotectable, protect
from publicrecord.register.tables import Table, Tree

THRESHOLD = 10
SEEDS = 200


def meaning(table, row, column):
    """What a cell counts, whichever table shows it."""
    at = zip(table.dimensions, table.trees, (row, column), strict=True)
    return tuple(sorted((dimension, tree.names[node]) for dimension, tree, node in at if node))


def primary_cells(tables):
    """The meaning of each cell hidden for itself."""
    return {meaning(table, *at) for table in tables for at in np.argwhere(table.primary)}


def known_cells(tables):
    """The counts that anyone can look up elsewhere, by meaning."""
    return {
        meaning(table, row, column): int(table.counts[row, column])
        for table in tables
        for row, column in np.argwhere(table.known)
    }


def bounded_cells(tables):
    return {meaning(table, *at) for table in tables for at in np.argwhere(table.bounded)}


def exposed(tables, at_most=None, seed=0):
    """Primary cells that the attacker can tell apart from some count of 0 to the threshold, and
    from some count that what he knew before our tables leaves possible."""
    cells, sums = published(tables)
    known = known_cells(tables)
    cells |= known
    attacker = Attacker(cells, sums)
    before = Attacker({key: known.get(key) for key in cells}, sums)
    targets = sorted(primary_cells(tables) - set(known))
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
            least, most = before.interval(key) if known else (0, np.inf)
            if low > max(0, least) + 1e-6 or high < min(THRESHOLD, most) - 1e-6:
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


def know(tables, seed, share):
    """An earlier publication of the same people: places down to the second level by year."""
    rng = np.random.default_rng(seed)
    places, time = tables[0].trees
    upper = [n for n, path in enumerate(places.paths) if len(path) <= 3]
    years = [n for n, path in enumerate(time.paths) if len(path) <= 2]
    at = np.ix_(upper, years)
    tables[0].known[at] = rng.random((len(upper), len(years))) < share


@pytest.mark.parametrize("share", [1, 0.5])
def test_what_others_published_and_our_tables_tell_no_more_than_what_others_published(share):
    """With all regencies and years known, as the open record has them; with holes in what is
    known a few cells cannot be protected, and these are counted in the report."""
    seen, found, told = 0, set(), set()
    for seed in range(40):
        tables = random_tables(seed)
        know(tables, seed, share)
        protect(tables, THRESHOLD)
        found |= {(seed, key) for key in exposed(tables, at_most=8, seed=seed)}
        told |= {(seed, key) for key in bounded_cells(tables)}
        seen += len(primary_cells(tables))
    assert seen > 300
    assert found <= (told if share < 1 else set())


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


def earlier(table, row, column, value):
    """One cell of an earlier publication."""
    cell = {
        "table": table.name,
        "row": row,
        "column": column,
        "value": value,
        "status": "published",
    }
    return pd.DataFrame([cell])


def release(tables):
    """All that a release of tables says: a row a cell, without a value where it is hidden."""
    return pd.DataFrame(
        {
            "table": table.name,
            "row": table.trees[0].names[row],
            "column": table.trees[1].names[column],
            "value": np.nan if table.hidden[row, column] else table.counts[row, column],
            "status": "suppressed" if table.hidden[row, column] else "published",
        }
        for table in tables
        for row, column in np.ndindex(table.counts.shape)
    )


def test_a_second_release_of_the_same_people_opens_nothing_that_the_first_one_hid():
    for seed in range(20):
        first, second = random_tables(seed), random_tables(seed)
        protect(first, THRESHOLD)
        mark_known(second, release(first), THRESHOLD)
        protect(second, THRESHOLD)
        for before, after in zip(first, second, strict=True):
            assert not (before.hidden & ~after.hidden).any(), seed


@pytest.mark.parametrize("people", [3, 40])
def test_no_step_between_two_releases_stands_for_a_few_people(people):
    """Some join in one district and wave. Three among unchanged counts cannot be hidden: that
    release is refused. Forty may show."""
    refused = 0
    for seed in range(10):
        first, second = random_tables(seed), random_tables(seed)
        protect(first, THRESHOLD)
        more(second, seed, people)
        mark_known(second, release(first), THRESHOLD)
        try:
            protect(second, THRESHOLD)
        except Unprotectable:
            refused += 1
            continue
        before, after = (published(tables)[0] for tables in (first, second))
        for key, count in after.items():
            if count is not None and before[key] is not None:
                assert count == before[key] or abs(count - before[key]) >= THRESHOLD, (seed, key)
    assert refused == (10 if people < THRESHOLD else 0)


def more(tables, seed, people):
    """The same people and a few more: in one district and wave, of one trait."""
    rng = np.random.default_rng(seed)
    main, by_trait, by_time = tables
    places, time = main.trees
    leaf, wave = rng.choice(places.leaves), rng.choice(time.leaves)
    trait = rng.choice(by_trait.trees[1].leaves)
    near = next(n for n in places.paths[leaf] if places.names[n] in by_trait.trees[0].index)
    regency = by_trait.trees[0].index[places.names[near]]
    for table, row, column in (
        (main, leaf, wave), (by_trait, regency, trait), (by_time, wave, trait),
    ):  # fmt: skip
        rows, columns = (t.paths[n] for t, n in zip(table.trees, (row, column), strict=True))
        table.counts[np.ix_(rows, columns)] += people


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
    mark_known(tables, earlier(main, place, time, count - 2), THRESHOLD)
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
    mark_known([table], earlier(table, "a", "1", 9), THRESHOLD)
    protect([table], THRESHOLD)
    assert not table.hidden[tree.index["a"], time.index["1"]]
    assert table.hidden[tree.index["a"], time.index["2"]]
    assert exposed([table]) == []


def test_cells_that_a_small_public_count_bounds_are_reported():
    """A regency's five people of a wave are public: its districts can have no more."""
    tree = Tree.of(
        {"A": "all", "B": "all", "a1": "A", "a2": "A", "b1": "B", "b2": "B", "b3": "B"}, "all"
    )
    time = Tree.of({"1": "ever", "2": "ever", "3": "ever"}, "ever")
    counts = np.array([[2, 30, 40], [3, 50, 60], [70, 80, 90], [60, 50, 40], [40, 50, 60]])
    table = Table.of("t", ("place", "time"), (tree, time), counts)
    mark_known([table], earlier(table, "A", "1", 5), THRESHOLD)
    protect([table], THRESHOLD)
    bounded = {(("place", place), ("time", "1")) for place in ("a1", "a2")}
    assert bounded_cells([table]) == bounded
    assert exposed([table]) == []
