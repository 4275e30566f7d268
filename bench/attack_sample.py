"""Attack a sample of regencies of a whole register with integer and linear programs.

Run: .venv/bin/python bench/attack_sample.py TABLES REGISTER [REGENCIES]
What bench/attack_register.py fits for the whole country at once, the attacker of the tests solves
here for the people of a regency by district and wave: the likeliest whole people (a mixed-integer
program, ten seconds each), and the numbers that the largest deviation leaves no choice for (linear
programs), with noise and without. The perturbation table is leaked.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from attack_register import Attack, joined
from attack_tables import Model, published, truth

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "register")]

from attacker import Attacker  # noqa: E402

from publicrecord.register.noise import ROWS, THRESHOLD, Strength, distribution  # noqa: E402

SECONDS, MOST_DISTRICTS, TRIED = 10, 8, 20
KNOWS = {"noise": distribution(ROWS, Strength()), "silent": (np.array([0]), np.array([1.0]))}


def main() -> None:
    tables, register = map(Path, sys.argv[1:3])
    regencies = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    model = Model.of(tables)
    codes, places = model.places
    true = (model.main @ truth(model, register)["main"]).reshape(len(codes), -1)
    seen = published(model, tables)["main"].reshape(true.shape)
    rng = np.random.default_rng(1)
    likeliest, pinned, tried = [], dict.fromkeys(KNOWS, 0), 0
    for regency in rng.permutation(model.regencies):
        rows = [at for at, code in enumerate(codes) if code.startswith(regency)]
        if not 2 < len(rows) <= MOST_DISTRICTS + 1 or len(likeliest) == regencies:
            continue
        inner = places[rows].toarray()
        sums = np.kron(inner[:, inner.any(axis=0)], model.times[1].toarray())
        counts, reported = true[rows].ravel(), seen[rows].ravel()
        few = np.flatnonzero((counts > 0) & (counts < THRESHOLD))
        few = rng.permutation(few)[:TRIED]
        tried += len(few)
        for name, knows in KNOWS.items():
            shown = reported if name == "noise" else np.where(counts < THRESHOLD, np.nan, counts)
            attacker = Attacker(sums, np.zeros((0, sums.shape[1])), shown, knows)
            pinned[name] += len(attacker.pinned(few))
            if name == "noise":
                likeliest.append(Attack(counts, reported, attacker.likeliest(SECONDS)))
    joined(likeliest).report(f"{len(likeliest)} regencies, the likeliest whole people")
    for name, found in pinned.items():
        print(f"{name}: {found} of {tried} numbers of 1 to 9 are left no choice")


if __name__ == "__main__":
    main()
