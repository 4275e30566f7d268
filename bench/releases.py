"""Ten years of monthly releases: how large the repository and the site become, and how slow.

SYNTHETIC: 119 releases after the first one, each with 20 survey results changed by a tenth of a
point (with their rows in revisions.csv) and 10 claims of a source that does not exist. All of it
lies in a folder of its own, which is deleted afterwards.

Run: .venv/bin/python bench/releases.py
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from prakerja.settings import SETTINGS  # noqa: E402
from publicrecord.history.release import write_release  # noqa: E402
from publicrecord.record.claims import date_claims, figure_claims  # noqa: E402
from publicrecord.record.package import read_record  # noqa: E402
from publicrecord.transaction import transaction  # noqa: E402

YEARS, CHANGED, ADDED = 10, 20, 10
REVISION = "Perubahan sintetis untuk pengukuran.", "Synthetic change for a measurement."


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def save(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def append(file: Path, rows: list[list[str]]) -> None:
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def change(data: Path, month: int, day: str) -> None:
    """One month of work on the record."""
    rows, chance, reported = table(data / "survey_figures.csv"), random.Random(month), []
    free = [
        row for row in rows
        if row["measure_id"] == "survey_share" and row["status"] == "published"
        and 1 < float(row["value"]) < 99 and not row["arithmetic"]
    ]  # fmt: skip
    for row in chance.sample(free, CHANGED):
        old = float(row["value"])
        new = round(old + chance.choice([-0.1, 0.1]), 2)
        row["value"] = f"{new:g}"
        figure = f"surveys/{row['survey_id']}/{row['item_id']}/{row['measure_id']}"
        reported.append([f"{figure}@{row['source_id']}", f"{old:g}", f"{new:g}", day, "revision"])
    save(data / "survey_figures.csv", rows)
    append(data / "revisions.csv", [[*row, *REVISION] for row in reported])
    source = f"synthetic-{month}"
    append(
        data / "sources.csv",
        [[source, "Synthetic", "Synthetic", "", "2026-01-01", "2026-11-24", "press",
          "facts-only", "", ""]],
    )  # fmt: skip
    append(
        data / "wave_figures.csv",
        [[str(wave), "registrants", str(chance.randint(10**5, 10**6)), "people", "2026-01-01",
          source, "published", "", "", "", ""] for wave in chance.sample(range(1, 72), ADDED)],
    )  # fmt: skip


def release(data: Path, version: str, day: str) -> float:
    """Write the release of a version; the seconds it took."""
    file = data / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["version"] = version
    file.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    start = time.perf_counter()
    record = read_record(data, SETTINGS)
    with transaction(data.parent) as files:
        write_release(record, figure_claims(record), date_claims(record), day, files)
    return time.perf_counter() - start


def megabytes(*folders: Path) -> float:
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files) / 1e6


def build(project: Path) -> str:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "2082758400"}
    result = subprocess.run(
        [sys.executable, "build.py"], cwd=project, env=environment, capture_output=True, text=True
    )
    if result.returncode:
        sys.exit(result.stdout[-3000:] + result.stderr[-3000:])
    return result.stdout


def report(project: Path) -> None:
    site = (project / "site").resolve()
    versions = [row["version"] for row in table(project / "data" / "releases.csv")]
    folders = [site / part / "data" / v for part in ("", "en") for v in versions]
    print(f"releases                 {len(versions)}")
    print(f"files in data/releases/  {megabytes(project / 'data' / 'releases'):.1f} MB")
    print(f"site, data/<version>/    {megabytes(*folders):.1f} MB")
    print(f"site, history            {megabytes(site / 'api' / 'v1' / 'history'):.1f} MB")
    print(f"site, whole              {megabytes(site):.1f} MB")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "prakerja"
        for part in ("prakerja", "publicrecord", "site_src", "data"):
            shutil.copytree(ROOT / part, project / part)
        for part in ("build.py", "mkdocs.yml"):
            shutil.copyfile(ROOT / part, project / part)
        (project / "node_modules").symlink_to(ROOT / "node_modules")
        print(build(project))
        report(project)
        seconds = []
        for month in range(1, 12 * YEARS):
            year, rest = divmod(2026 * 12 + 10 + month, 12)
            day = f"{year}-{rest + 1:02}-28"
            change(project / "data", month, day)
            seconds.append(release(project / "data", f"{year}.{rest + 1:02}.0", day))
        print(f"\nwriting a release        {sorted(seconds)[len(seconds) // 2]:.1f} s (median)")
        print(build(project))
        report(project)


if __name__ == "__main__":
    main()
