"""What comes of a command: its exit code, and what is said in each language of the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from publicrecord.error_file import in_one_line, write_details
from publicrecord.findings import (
    MOST_FINDINGS,
    MOST_SHOWN,
    Finding,
    UsageError,
    ValidationFailed,
    report,
    shown_in,
    workflow_commands,
)
from publicrecord.language import N_, UNTRANSLATED
from publicrecord.progress import close_output
from publicrecord.project import Project
from publicrecord.summary import SHOWN, summary

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
    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    except ValidationFailed as refused:
        languages = _languages(project)
        _say_findings(refused.findings, project)
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


def say_doubts(project: Project, findings: Sequence[Finding]) -> None:
    """Say what is worth a second look and is not refused."""
    languages, others = _languages(project), _describe(findings, project)
    number = N_("Worth a second look, not an error: {count}.")
    if others:
        number = N_("Worth a second look, not an error: {count}. Other kinds: {others}.")
    say_each(project, number, "!", count=len(findings), others=others)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        project.progress.command(workflow_commands(findings, languages, "warning"))


def _describe(findings: Sequence[Finding], project: Project) -> str:
    """Say the first of each kind of findings, or everything where that was asked for; returns the
    kinds that were not described."""
    languages, progress = _languages(project), project.progress
    text, others = summary(findings, languages)
    progress.say(report(findings, languages) if progress.shows_all else text)
    return "" if progress.shows_all else others


def _say_findings(findings: Sequence[Finding], project: Project) -> None:
    """Say what is wrong, and how many errors there are."""
    others, count = _describe(findings, project), len(findings)
    number = N_("Number of errors: {count}.")
    if project.progress.shows_all and count > MOST_SHOWN:
        number = N_("Number of errors: {count}. Only the first {shown} are described.")
    elif others:
        number = N_(
            "Number of errors: {count}. Other kinds: {others}. `python build.py check --all` "
            "describes each."
        )
    elif count > SHOWN and not project.progress.shows_all:
        number = N_("Number of errors: {count}. `python build.py check --all` describes each.")
    said = count if count < MOST_FINDINGS else f"{count}+"
    say_each(project, number, "✗", count=said, others=others, shown=MOST_SHOWN)


def output_failed(error: OSError, project: Project) -> int:
    """Say on standard error that standard output cannot be written: it is full, or closed."""
    message = N_("The output of the command cannot be written: {error}.")
    for language in _languages(project):
        text = language.gettext(message).format(error=error.strerror)
        with suppress(OSError):
            print(f"✗ {language.code}: {text}", file=sys.stderr)
    close_output()
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
    except ValidationFailed as broken:
        return broken.languages or (UNTRANSLATED,)
    except Exception:  # what is wrong has been said, or is about to be
        return (UNTRANSLATED,)


def _unready(unready: UsageError, project: Project) -> int:
    say_each(project, str(unready), "✗")
    return 2


def _unexplained(error: Exception, project: Project) -> int:
    """Report an error that no rule describes; the details go to a file."""
    with suppress(OSError):  # the disk may be what is wrong
        write_details(project.root, error)
    message = N_(
        "An error occurred in the program itself. The site in the folder site/ was not "
        "changed. Please open an issue in the repository and attach the file "
        "build/error.txt. Technical details: {error}"
    )
    say_each(project, message, "✗", error=in_one_line(error))
    return 2
