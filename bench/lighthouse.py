"""Lighthouse on a phone, the median of three runs: the front page, a chart's page, Data.

Run: npm ci --prefix bench && .venv/bin/python bench/lighthouse.py     (after `make site`)

CHROME_PATH names the browser (default: /usr/bin/chromium).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from host import hosted

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "bench" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("", "grafik/penerima-per-tahun-bruto/", "data/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3


def audit(address: str) -> dict[str, float]:
    """Scores of one page from 0 to 100, and when its first and largest contents were painted."""
    said = subprocess.run(
        [
            str(TOOL),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={"CHROME_PATH": "/usr/bin/chromium"} | os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(said.stdout)
    for category in CATEGORIES[1:]:
        for reference in report["categories"][category]["auditRefs"]:
            result = report["audits"][reference["id"]]
            if reference["weight"] and result["score"] not in (None, 1):
                print(f"  {category}: {result['title']}", file=sys.stderr)
    return {c: report["categories"][c]["score"] * 100 for c in CATEGORIES} | {
        paint: report["audits"][f"{paint}-contentful-paint"]["numericValue"] / 1000
        for paint in ("first", "largest")
    }


def main() -> None:
    columns = [*CATEGORIES, "first paint", "largest paint"]
    print("| page | " + " | ".join(columns) + " |")
    print("| --- |" + " --: |" * len(columns))
    with hosted((ROOT / "site").resolve()) as base:
        for page in PAGES:
            runs = [audit(f"{base}/{page}") for _ in range(RUNS)]
            median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            cells = [f"{median[category]:.0f}" for category in CATEGORIES]
            cells += [f"{median[paint]:.1f} s" for paint in ("first", "largest")]
            print(f"| /{page} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
