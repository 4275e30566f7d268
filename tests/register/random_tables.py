"""Random linked hierarchical tables with many small cells."""

from __future__ import annotations

import numpy as np

from publicrecord.register.tables import Table, Tree


def random_tree(rng, depth, width, root, letter) -> Tree:
    links = {}
    level = [root]
    for step in range(depth):
        below = []
        for parent in level:
            for i in range(int(rng.integers(1 if step else 2, width + 1))):
                name = f"{parent}.{letter}{i}"
                links[name] = parent
                below.append(name)
        level = below
    return Tree.of(links, root)


def shallow(tree: Tree, depth: int) -> Tree:
    return Tree(
        [n for n, p in zip(tree.names, tree.paths, strict=True) if len(p) <= depth],
        [
            q if q < 0 else [i for i, p in enumerate(tree.paths) if len(p) <= depth].index(q)
            for q, p in zip(tree.parents, tree.paths, strict=True)
            if len(p) <= depth
        ],
    )


def random_tables(seed: int) -> list[Table]:
    """Places by time, places (one level less) by trait, time by trait: of the same people."""
    rng = np.random.default_rng(seed)
    place = random_tree(rng, 3, 4, "all", "p")
    time = random_tree(rng, 2, 3, "ever", "t")
    trait = random_tree(rng, 1, 4, "any", "k")
    fewer = shallow(place, 3)
    sizes = rng.lognormal(2.2, 1.6, (len(place.leaves), len(time.leaves), len(trait.leaves)))
    people = rng.poisson(sizes * rng.choice([0.02, 0.3, 1.0], sizes.shape[0])[:, None, None])
    regency = [
        next(n for n in place.paths[leaf] if len(place.paths[n]) == 3) for leaf in place.leaves
    ]
    by_regency = np.zeros((len(fewer.leaves), people.shape[2]), dtype=np.int64)
    for i, node in enumerate(regency):
        by_regency[fewer.leaves.index(fewer.index[place.names[node]])] += people[i].sum(axis=0)
    return [
        Table.of("place-time", ("place", "time"), (place, time), people.sum(axis=2)),
        Table.of("place-trait", ("place", "trait"), (fewer, trait), by_regency),
        Table.of("time-trait", ("time", "trait"), (time, trait), people.sum(axis=0)),
    ]
