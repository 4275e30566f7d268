"""How long a run of build.py took, stage by stage: build/run.json, beside the site."""

from __future__ import annotations

import json
import os
import platform
import resource
from datetime import UTC, datetime
from pathlib import Path

from publicrecord.progress import Progress

CAN_ASK_CORES = hasattr(os, "sched_getaffinity")  # not on macOS


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
