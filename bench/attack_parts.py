"""Attack the outcomes and the answers of whole registers: how often small numbers are found.

Run: .venv/bin/python bench/attack_parts.py KEY TABLES REGISTER [TABLES REGISTER ...]
KEY: the file with the secret, from which the table of noise is made that leaked. TABLES: the folder
`tables` of `build.py aggregate`. REGISTER: what bench/register_data.py made, for the true counts,
and without `weight` in its register.yml: then a share tells the most of the counts.

The attacker is that of the tests (tests/register/tree_attacker.py): revoked and kept, of which he
knows the exact sum; completed, of those who were kept; satisfied and not, from the number of people
who answered and the share; all of them over waves and years, or years and provinces, at once.
Numbers of 1 to 9: those of cells, and those of differences of two published cells.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from attack_register import Attack, joined

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "register")]

from tree_attacker import Leaked, Node, Noise, Typical, believe, node, over, window  # noqa: E402

from publicrecord.register.noise import KEYS, ROWS, Strength, perturbation_table  # noqa: E402

THRESHOLD, NOT_PUBLISHED, EVER, LARGE = 10, np.inf, "ever", 5000
MEASURES = {"recipients_gross": "selected", "revoked": "revoked", "recipients_net": "kept",
            "completed_training": "completed", "survey_share": "share",
            "survey_respondents": "base"}  # fmt: skip
SELECTED = """SELECT wave, left(district_code, 2) AS province, satisfied >= 4 AS yes,
revoked::INT AS revoked, (NOT revoked)::INT AS kept,
(first_training_on IS NOT NULL)::INT AS completed FROM read_parquet('{}/*.parquet')
WHERE selected"""


@dataclass(frozen=True)
class Register:
    """years: of each wave. seen: what is published, by measure, place (ID or a province) and time.
    true: the same of the counts, with yes and no."""

    years: dict[str, str]
    seen: dict[tuple[str, str, str], float]
    true: dict[tuple[str, str, str], float]

    def silent(self) -> Register:
        """What would be published without noise."""
        shown = {}
        for name, place, time in self.seen:
            number = self.true.get((name, place, time), 0.0)
            if name == "share":
                yes, no = (self.true.get((side, place, time), 0.0) for side in ("yes", "no"))
                number = np.round(100 * yes / (yes + no)) if min(yes, no) >= THRESHOLD else np.nan
            elif number < THRESHOLD:
                number = np.nan
            shown[name, place, time] = number
        return Register(self.years, shown, self.true)


def read(tables: Path, register: Path) -> Register:
    years = pd.read_csv(tables / "waves.csv", dtype="str").set_index("wave")["year"].to_dict()
    named = pd.read_csv(tables / "reference" / "province_aliases.csv", dtype="str")
    codes = dict(zip(named["province_as_printed"], named["province_code"], strict=True))
    seen = {}
    for name in ("wave", "programme", "province", "survey"):
        rows = pd.read_csv(tables / f"{name}_figures.csv", dtype="str", keep_default_na=False)
        for row in rows[rows["source_id"].str.contains("register-")].to_dict("records"):
            time = row.get("wave") or row.get("period") or row["survey_id"].removeprefix(
                row["source_id"]
            ).strip("-")  # fmt: skip
            time = EVER if not time or "-" in time else time
            place = codes[row["province_as_printed"]] if name == "province" else "ID"
            seen[MEASURES[row["measure_id"]], place, time] = float(row["value"] or "nan")
    rows = duckdb.sql(SELECTED.format(register)).df()
    rows["year"] = rows["wave"].astype("str").map(years)
    true = {}
    groups = [rows.assign(place="ID", time=EVER), rows.assign(place="ID", time=rows["year"]),
              rows.assign(place="ID", time=rows["wave"].astype("str")),
              rows.assign(place=rows["province"], time=EVER)]  # fmt: skip
    for group in groups:
        answered = group["yes"].notna()
        group = group.assign(selected=1, base=answered, yes=group["yes"].eq(True),
                             no=group["yes"].eq(False))  # fmt: skip
        names = ["selected", "revoked", "kept", "completed", "base", "yes", "no"]
        for (place, time), sums in group.groupby(["place", "time"])[names].sum().iterrows():
            true |= {(name, place, time): float(n) for name, n in sums.items()}
    return Register(years, seen, true)


Nodes = list[tuple[Node, list[float]]]


def of_outcomes(register: Register, noise: Noise, parts: list[str]) -> Nodes:
    """Waves, years and all, with what is true of them."""
    nodes: Nodes = []
    exact = parts[2] == "selected"

    def made(time: str, below: list[list[Node]]) -> Node:
        seen = [register.seen.get((name, "ID", time), NOT_PUBLISHED) for name in parts]
        true = [register.true.get((name, "ID", time), 0.0) for name in parts]
        true[1] = true[2] - true[0]
        found = node((seen[0], seen[1], seen[2]), noise, true[2] if exact else None)
        found.below = below
        nodes.append((found, true))
        return found

    waves = {wave: made(wave, []) for wave in register.years
             if (parts[2], "ID", wave) in register.seen}  # fmt: skip
    if not exact:  # completed trainings are not published by year
        for wave in waves.values():
            believe(wave)
        return nodes
    held = {year: [n for wave, n in waves.items() if register.years[wave] == year]
            for year in dict.fromkeys(register.years.values())}  # fmt: skip
    years = [made(year, [below]) if len(below) > 1 else below[0]
             for year, below in held.items() if below]  # fmt: skip
    believe(made(EVER, [years]))
    return nodes


def of_answers(register: Register, noise: Noise) -> Nodes:
    """Provinces, years and all, with what is true of them; of large registers each small one
    alone, as sums of many people tell nothing of it."""
    nodes: Nodes = []

    def made(place: str, time: str) -> Node:
        base, share = (register.seen[name, place, time] for name in ("base", "share"))
        true = [register.true.get((name, place, time), 0.0) for name in ("yes", "no", "base")]
        found = answered(base, share, noise)
        nodes.append((found, true))
        return found

    keys = [key[1:] for key, base in register.seen.items()
            if key[0] == "base" and not base > LARGE]  # fmt: skip
    if ("ID", EVER) not in keys:
        for key in keys:
            believe(made(*key))
        return nodes
    places = [made(place, time) for place, time in keys if place != "ID"]
    years = [made(place, time) for place, time in keys if time != EVER]
    root = made("ID", EVER)
    root.below = [places, years]
    believe(root)
    return nodes


def answered(base: float, share: float, noise: Noise) -> Node:
    """How likely each number of satisfied and not satisfied is."""
    whole = window(base, noise.reach)
    reported = np.nan if np.isnan(share) else np.round(base * share / 100)
    seen = (reported, base - reported, base)
    if np.isnan(share):
        few = range(whole[-1] + 1)
        shown = range(THRESHOLD, whole[-1] + noise.reach + 1)
        return over(few, few, seen, lambda y, n: (
            noise.chance([y, n, y + n], [NOT_PUBLISHED, NOT_PUBLISHED, base])
            - noise.chance([y, n, y + n], [shown, shown, base])
        ) if y + n in whole else 0.0)  # fmt: skip
    apart = int(base * 0.006) + 2 * noise.reach + 1
    first, second = (range(max(int(part) - apart, 0), int(part) + apart + 1) for part in seen[:2])

    def chance(y: int, n: int) -> float:
        if y + n not in whole:
            return 0.0
        total = 0.0
        for noisy in range(max(y - noise.reach, THRESHOLD), y + noise.reach + 1):
            around = range(max(n - noise.reach, THRESHOLD), n + noise.reach + 1)
            fit = [other for other in around if np.round(100 * noisy / (noisy + other)) == share]
            if fit:
                others = range(fit[0], fit[-1] + 1)
                total += noise.chance([y, n, y + n], [float(noisy), others, base])
        return total

    return over(first, second, seen, chance)


WAYS = {
    "revoked and kept": lambda register, noise: of_outcomes(
        register, noise, ["revoked", "kept", "selected"]
    ),
    "completed, and kept less completed": lambda register, noise: of_outcomes(
        register, noise, ["completed", "not-completed", "kept"]
    ),
    "answers": of_answers,
}


def attack(registers: list[Register], way: str, noise: Noise) -> Attack:
    """The cells of all registers; what he finds has his certainty behind the point."""
    found = []
    for register in registers:
        for each, true in WAYS[way](register, noise):
            guesses = [at + min(int(4 * sure), 3) / 4 for at, sure in each.guesses()]
            seen = np.where(np.isinf(each.seen), each.seen[2] - each.seen[0], each.seen)
            about = slice(0, 2 if way.startswith("revoked") else 3)  # the open record has it
            found.append(Attack(np.array(true)[about], seen[about], np.array(guesses)[about]))
    return joined(found)


def main() -> None:
    key, *words = map(Path, sys.argv[1:])
    secret = json.loads(key.read_text(encoding="utf-8"))["secret"]
    registers = [read(*words[at : at + 2]) for at in range(0, len(words), 2)]
    leaked = Leaked(perturbation_table(Strength(), secret))
    silent = Leaked(np.zeros((ROWS + 1, KEYS), dtype=np.int8))
    bare = [register.silent() for register in registers]
    print("| numbers of 1 to 9 | tried | attack | the method alone | excess | promised |")
    print("| --- | --: | --: | --: | --: | --: |")
    for way in WAYS:
        attack(registers, way, leaked).report(f"{way}: table leaked")
        attack(registers, way, Typical()).report(f"{way}: typical error known")
        attack(bare, way, silent).report(f"{way}: without noise")


if __name__ == "__main__":
    main()
