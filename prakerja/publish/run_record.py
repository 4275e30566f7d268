"""The run record: what a site was made from, what was checked, and what its files add up to.

It stands in the site, as a page and as build.json, so it holds nothing that differs between
two builds of the same commit. Times of a run are written to build/run.json, beside the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment

from prakerja.charts.chart import said
from prakerja.findings import Rule
from prakerja.language import N_, ROOT, Language
from prakerja.measures.conflicts import conflicts
from prakerja.progress import Progress
from prakerja.publish.content import Content
from prakerja.publish.pages import Page, write_pages
from prakerja.publish.written import new_file
from prakerja.record.sums import sum_checks

MADE_FROM = (
    "data", "prakerja", "site_src", "build.py", "mkdocs.yml", "requirements.txt",
    "package-lock.json",
)  # fmt: skip
FILE = "build.json"
CAN_ASK_CORES = hasattr(os, "sched_getaffinity")  # not on macOS
PAGE = Page(
    "build",
    {"id": "catatan-pembuatan", "en": "build"},
    said(N_("Run record")),
    said(N_("What this site was made from, which checks it passed, and the hashes of its data.")),
)


def run_record(content: Content) -> dict[str, Any]:
    """What the site is made from and which checks it passed; the same for the same commit."""
    record = content.record
    made_from, changed = commit()
    return {
        "commit": made_from or None,
        "changed_since_commit": changed,
        "data_version": record.version,
        "data_date": datetime.fromtimestamp(content.epoch, UTC).date().isoformat(),
        "tables": [
            {
                "path": resource["path"],
                "rows": len(record.table(resource["name"])),
                "sha256": _sha256((record.folder / resource["path"]).read_bytes()),
            }
            for resource in record.descriptor["resources"]
        ],
        "checks_passed": rules_held(),
        "sums_held": len(record.table("sum_checks")),
        "warnings": _warnings(content),
    }


def commit() -> tuple[str, bool]:
    """The last commit that changed what a site is made from, and whether anything of that has
    changed since; an empty text outside a git checkout."""
    last = _git("log", "-1", "--format=%H", "--", *MADE_FROM)
    return last, bool(last and _git("status", "--porcelain", "--", *MADE_FROM))


def rules_held() -> list[str]:
    """The ids of the rules that the record was held against."""
    modules = [module for name, module in sys.modules.items() if name.startswith("prakerja.record")]
    found = {v.rule_id for m in modules for v in vars(m).values() if isinstance(v, Rule)}
    return sorted(found)


def _warnings(content: Content) -> dict[str, int]:
    """What passed the checks and is told all the same, each with how many there are."""
    sums = sum_checks(content.record, content.claims)
    found = conflicts(content.claims)
    return {
        "sums_with_known_difference": int((sums["difference"] != 0).sum()),
        "figures_with_several_values": int(found.loc[~found["rounding"], "figure_id"].nunique()),
        "values_never_shown": int((content.claims["status"] == "unfit").sum()),
    }


def write_run_page(content: Content, language: Language, jinja: Environment, folder: Path) -> None:
    """Write the page of the run record in one language."""
    write_pages(content, [PAGE], language, jinja, folder, run=run_record(content))


def write_run_record(site: Path, content: Content) -> None:
    """Write build.json to a finished site: the record, and one hash of all other files."""
    lines, size = [], 0
    for name in sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()):
        raw = (site / name).read_bytes()
        size += len(raw)
        lines.append(f"{_sha256(raw)}  {name}\n")
    whole = {"files": len(lines), "bytes": size, "sha256": _sha256("".join(lines).encode())}
    text = json.dumps(run_record(content) | {"site": whole}, ensure_ascii=False, indent=1)
    new_file(site / FILE).write_text(text + "\n", encoding="utf-8")


def write_times(root: Path, progress: Progress, command: str, code: int) -> None:
    """Write build/run.json: when a run ended, how, and how long each of its stages took."""
    run = {
        "command": command,
        "exit_code": code,
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(sum(progress.seconds.values()), 1),
        "stages": {stage: round(seconds, 1) for stage, seconds in progress.seconds.items()},
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)) if CAN_ASK_CORES else os.cpu_count(),
    }
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / "run.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def _git(*words: str) -> str:
    """What git says of this checkout; empty where it is none."""
    try:
        git = ["git", "--no-optional-locks", "-C", str(ROOT), *words]
        return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
