"""What comes of a command: its exit code, and what is said in each language of the site."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from publicrecord.findings import (
    MOST_FINDINGS,
    UsageError,
    ValidationFailed,
    report,
    shown_in,
    workflow_commands,
)
from publicrecord.language import N_, UNTRANSLATED
from publicrecord.project import Project

if TYPE_CHECKING:
    from publicrecord.language import Language

NO_MEMORY = N_(
    "There is not enough memory. The site in the folder site/ was not changed. Close other "
    "programs, or build on a machine with at least 2 GB of memory."
)


def outcome(run: Callable[[], None], project: Project) -> int:
    """Run a command and report what came of it; returns its exit code.

    Raises OSError if standard output cannot be written.
    """
    say = project.progress.say
    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    except ValidationFailed as refused:
        languages = _languages(project)
        say(report(refused.findings, languages))
        count = len(refused.findings)
        number = N_("Number of errors: {count}.")
        if count == MOST_FINDINGS:
            number = N_("Only the first {count} errors are shown; there are more.")
        say_each(project, number, "✗", count=count)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            project.progress.command(workflow_commands(refused.findings, languages))
        return 1
    except UsageError as unready:
        return _unready(unready, project)
    except OSError as error:
        from publicrecord.disk import refuse_unwritable

        try:
            refuse_unwritable(error)
        except UsageError as unready:
            return _unready(unready, project)
        return _unexplained(error, project)
    except MemoryError:
        return _unready(UsageError(NO_MEMORY), project)
    except KeyboardInterrupt:
        return 130
    except Exception as unexpected:
        return _unexplained(unexpected, project)
    return 0


def output_failed(error: OSError, project: Project) -> int:
    """Say on standard error that standard output cannot be written: it is full, or closed."""
    message = N_("The output of the command cannot be written: {error}.")
    for language in _languages(project):
        text = language.gettext(message).format(error=error.strerror)
        with suppress(OSError):
            print(f"✗ {language.code}: {text}", file=sys.stderr)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # or Python fails once more when it ends
    return 2


def say_each(project: Project, message: str, sign: str = "✓", **words: object) -> None:
    """Say a text in each language of the site."""
    for language in _languages(project):
        shown = {name: shown_in(word, language) for name, word in words.items()}
        text = language.gettext(message).format(**shown)
        project.progress.say(f"{sign} {language.code}: {text}")


def _languages(project: Project) -> Sequence[Language]:
    """The languages of the site; that of the message ids where the programme cannot be loaded."""
    try:
        return project.languages
    except Exception:  # what is wrong has been said, or is about to be
        return (UNTRANSLATED,)


def _unready(unready: UsageError, project: Project) -> int:
    say_each(project, str(unready), "✗")
    return 2


def _unexplained(error: Exception, project: Project) -> int:
    """Report an error that no rule describes; the details go to a file."""
    with suppress(OSError):  # the disk may be what is wrong
        (project.root / "build").mkdir(exist_ok=True)
        details = "".join(traceback.format_exception(error))
        (project.root / "build" / "error.txt").write_text(details, encoding="utf-8")
    message = N_(
        "An error occurred in the program itself. The site in the folder site/ was not "
        "changed. Please open an issue in the repository and attach the file "
        "build/error.txt. Technical details: {error}"
    )
    short = f"{type(error).__name__}: {str(error)[:200]}"
    say_each(project, message, "✗", error=short)
    return 2
