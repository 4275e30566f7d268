"""What share of its mutants mutmut saw killed, a module; fails below AIM. Run by `make mutants`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mutmut.stats import status_by_exit_code

MUTANTS = Path(__file__).resolve().parent.parent.parent / "mutants"
AIM = 85  # percent, of each module
NOTICED = {"killed", "timeout"}


def main() -> int:
    """Print a line a module, and one for all; 1 if a module misses the aim."""
    whole: list[bool] = []
    missed = 0
    for meta in sorted(MUTANTS.rglob("*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        noticed = [status_by_exit_code[code] in NOTICED for code in codes]
        if noticed:
            missed += not reported(
                meta.relative_to(MUTANTS).as_posix().removesuffix(".meta"), noticed
            )
            whole += noticed
    reported("all", whole)
    return int(missed > 0)


def reported(name: str, noticed: list[bool]) -> bool:
    """Print the share; whether it reaches the aim."""
    share = 100 * sum(noticed) / len(noticed)
    print(f"{name}: {sum(noticed)} of {len(noticed)} killed, {share:.1f} %")
    return share >= AIM


if __name__ == "__main__":
    sys.exit(main())
