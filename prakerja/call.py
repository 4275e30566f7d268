"""The call of build.py: its words, and what it says and returns when something is in the way."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prakerja.findings import Refused, Unready, report, workflow_commands
from prakerja.language import N_, ROOT, site_languages
from prakerja.progress import Progress


def words_of_call(about: str) -> argparse.Namespace:
    """The command and its options; `about` is shown by --help."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    # The lines of `about` say what each does; all of it fits a screen.
    commands = parser.add_subparsers(dest="command", help=argparse.SUPPRESS)
    for name in ("build", "add", "release", "serve"):
        commands.add_parser(name)
    check = commands.add_parser("check")
    check.add_argument("--fix", action="store_true", help="print mends of the form as a diff")
    commands.add_parser("diff").add_argument("base", help="a commit, branch or tag")
    for name in ("pack", "verify"):
        commands.add_parser(name).add_argument("archive", type=Path, help="a .tar.gz")
    rows = commands.add_parser("aggregate")
    rows.add_argument("register", type=Path, help="a file, or a folder of files")
    rows.add_argument("--out", type=Path, metavar="DIR", required=True, help="a new folder")
    rows.add_argument("--engine", metavar="URL", help="where to count (default: DuckDB, here)")
    rows.add_argument("--memory", default="200MB", help="most memory of DuckDB (200MB)")
    parser.set_defaults(command="build")
    parser.usage = f"%(prog)s [-h] [{{{','.join(commands.choices)}}}] ..."
    return parser.parse_args()


def outcome(work: Callable[[], None], progress: Progress) -> int:
    """Do the work and tell what came of it; returns the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a sign still gets the text
    try:
        work()
    except Refused as refused:
        progress.say(report(refused.findings, site_languages()))
        progress.say(f"{len(refused.findings)} × ✗")
        if os.environ.get("GITHUB_ACTIONS") == "true":
            progress.say(workflow_commands(refused.findings, site_languages()))
        return 1
    except Unready as unready:
        for language in site_languages():
            progress.say(f"✗ {language.code}: {language.gettext(str(unready))}")
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as unexpected:
        return _unexplained(unexpected, progress)
    return 0


def _unexplained(error: Exception, progress: Progress) -> int:
    """Say that something happened which no rule foresaw; the details go to a file."""
    with suppress(OSError):  # the disk may be what is wrong
        (ROOT / "build").mkdir(exist_ok=True)
        (ROOT / "build" / "error.txt").write_text("".join(traceback.format_exception(error)))
    message = N_(
        "Something happened that no rule foresaw: {error}. The last good site was left as it is. "
        "Please report it with the file build/error.txt."
    )
    short = f"{type(error).__name__}: {str(error)[:200]}"
    for language in site_languages():
        progress.say(f"✗ {language.code}: {language.gettext(message).format(error=short)}")
    return 2
