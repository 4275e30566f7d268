"""The command line: what each command of build.py does, and what it returns.

A command imports what it needs when it is called, so that help comes at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publicrecord import register_commands
from publicrecord.escaping import for_terminal
from publicrecord.findings import (
    refuse,
    report,
)
from publicrecord.inputs import inputs_hash, is_current, remember_build
from publicrecord.install import ROOT
from publicrecord.language import N_
from publicrecord.lock import one_build_at_a_time
from publicrecord.outcome import NO_MEMORY, outcome, output_failed, say_doubts, say_each
from publicrecord.progress import close_output, flush_output
from publicrecord.project import Project
from publicrecord.timing import write_times
from publicrecord.transaction import PENDING, complete_interrupted, transaction

if TYPE_CHECKING:
    from publicrecord.programme import Programme

HELP = """Build the site from the record in data/. Without a command: build.
Exit code: 0 done, 1 the data have errors, 2 the command or the machine is not ready.
Environment: SOURCE_DATE_EPOCH is the date of the data as a Unix time (default: the last commit of
data/), SITE_URL the address of the site, REPOSITORY_URL the address for corrections.
"""
SITES = ".site"  # the folder of the sites that were built
# Commands that write nothing to the build/ of the project.
UNTIMED = ("add", "aggregate", "check", "diff", "explain")

app = typer.Typer(
    help=HELP, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def main(words: list[str], load: Callable[[], Programme], root: Path = ROOT) -> int:
    """Run one command on the project in `root`; returns the exit code of HELP.

    load: gives the programme, for the commands that need it.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a sign still gets the text
    # Most of what a command makes is needed to its end. Python looks for garbage less often than it
    # is set to, which would take a sixth of a build.
    gc.set_threshold(50_000, 10, 5)
    # OpenBLAS, which numpy loads, starts a thread for each further core, which spins while it waits
    # for large matrices; here only the noise of a register solves a small one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    project = Project(root, load)
    command = next((word for word in words if not word.startswith("-")), "build")
    try:
        code = outcome(partial(_run, words, command, project), project)
        flush_output()
    except OSError as error:  # nothing more can be said on standard output
        code = output_failed(error, project)
    except MemoryError:  # not even enough to load the languages
        sys.stderr.write(f"{NO_MEMORY}\n")
        return 2
    if command not in UNTIMED and project.progress.seconds:
        with suppress(OSError):  # a disk without room has been reported
            write_times(root, project.progress, command, code)
    return code


def _run(words: list[str], command: str, project: Project) -> None:
    """Run the command; first complete one that was killed."""
    for folder in (project.root / name for name in (PENDING.parts[0], SITES)):
        if folder.is_symlink():  # a commit may contain one, and so what we take for our own work
            from publicrecord.record import unsafe_paths

            refuse(unsafe_paths.find(folder))
    if completed := complete_interrupted(project.root):
        files = ", ".join(completed)
        say_each(project, N_("An interrupted command was completed: {files}."), files=files)
        if command == "release":
            return
    try:
        app(words, prog_name="build.py", obj=project)
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        close_output()  # whoever reads the output has enough


def _build(project: Project) -> None:
    """The site of the project in its folder site/; one that is up to date is left as it is."""
    with one_build_at_a_time(project.root):
        inputs = inputs_hash(project.root)
        if is_current(project.root, inputs):
            say_each(project, N_("Nothing has changed since the last build: site/ is up to date."))
            return
        from publicrecord.cache import forget
        from publicrecord.pipeline import make_site

        started = time.time()
        files = make_site(project)
        if inputs_hash(project.root) == inputs:
            remember_build(project.root, inputs, files.hashes)
        else:  # a file was changed meanwhile: it is not known what was made from it, and what not
            forget(since=started)
    say_each(project, N_("The site was built. Open site/index.html in a browser."))


Archive = Annotated[Path, typer.Argument(help="A file that ends in .tar.gz.")]


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        build(context)


@app.command()
def build(context: typer.Context) -> None:
    """Check the record and build the site into site/.

    Example: python build.py build
    """
    _build(context.obj)


@app.command()
def check(
    context: typer.Context,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Print corrections of the form, as a diff for git apply."),
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Print every error, not only the first of each kind.")
    ] = False,
) -> None:
    """Check the record only; the site is not touched.

    Example: python build.py check --fix | git apply
    """
    project: Project = context.obj
    project.progress.shows_all = every
    if fix:
        from publicrecord.record import fixes
        from publicrecord.record.descriptor import read_descriptor
        from publicrecord.record.tables import Tables

        data = project.root / "data"
        tables = Tables(data, read_descriptor(data, project.settings), project.settings)
        lines = list(fixes.diff(tables))
        if sys.stdout.isatty():
            lines = [for_terminal(line) for line in lines]
        elif isinstance(sys.stdout, io.TextIOWrapper):  # git compares bytes, in any locale
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        sys.stdout.writelines(lines)
        if faults := tables.not_read():
            print(for_terminal(report(faults, project.languages)), file=sys.stderr)
            raise typer.Exit(1)
        if not lines:
            for language in project.languages:
                said = language.gettext(N_("There is nothing to correct automatically."))
                print(for_terminal(f"{language.code}: {said}"), file=sys.stderr)
        return
    from publicrecord.checked_record import check_all

    found = check_all(project)
    if found:
        say_doubts(project, found)
    say_each(project, N_("No errors were found in the data."))


@app.command()
def add(context: typer.Context) -> None:
    """Ask for a new row of a table, check each answer, and write it.

    Example: python build.py add
    """
    from publicrecord.checks.addresses import clashing_addresses
    from publicrecord.record.claims import date_claims, figure_claims
    from publicrecord.record.package import read_record
    from publicrecord.record.row_prompt import RowPrompt, terminal_languages
    from publicrecord.record.rules import find_all

    project: Project = context.obj

    def refuse_if_broken(folder: Path) -> None:
        record = read_record(folder, project.settings)
        found = find_all(record, figure_claims(record), date_claims(record))
        refuse(chain(found, clashing_addresses(record)))

    data, say = project.root / "data", project.progress.say
    languages = terminal_languages(project.languages)
    RowPrompt(data, project.settings, languages, input, say, refuse_if_broken).add()


@app.command()
def diff(
    context: typer.Context,
    base: Annotated[str, typer.Argument(help="A commit, branch or tag.")],
) -> None:
    """Print what changed in the data since a commit.

    Example: python build.py diff main
    """
    from publicrecord.checked_record import compare

    project: Project = context.obj
    compare(project, base)


@app.command()
def explain(
    context: typer.Context,
    page: Annotated[str, typer.Argument(help="The address of a page, below the site's own.")],
) -> None:
    """Print which row, template or rule last changed a page.

    Example: python build.py explain data/
    """
    from publicrecord.pipeline import explain_page

    explain_page(context.obj, page)


@app.command()
def addresses(context: typer.Context) -> None:
    """Build, and list new addresses, which must not be lost.

    Example: python build.py addresses
    """
    from publicrecord.pipeline import add_addresses

    _build(context.obj)
    add_addresses(context.obj)


@app.command()
def pack(context: typer.Context, archive: Archive) -> None:
    """Build, and write the site to one archive.

    Example: python build.py pack site.tar.gz
    """
    from publicrecord.deploy.archive import pack_site

    project: Project = context.obj
    _build(project)
    pack_site(project.root / "site", archive)


@app.command()
def verify(context: typer.Context, archive: Archive) -> None:
    """Build, and compare the site with an archive.

    Every byte must be the same.

    Example: python build.py verify site.tar.gz
    """
    from publicrecord.deploy.archive import differences, refuse_unreadable

    project: Project = context.obj
    refuse_unreadable(archive)  # before the wait for the build
    _build(project)
    refuse(differences(project.root / "site", archive))
    say_each(project, N_("The archive contains exactly this site."))


@app.command()
def release(context: typer.Context) -> None:
    """Write the data as they are now to data/releases/.

    A release is never changed again.

    Example: python build.py release
    """
    from publicrecord.attribution import attributed_errors
    from publicrecord.charts.all_charts import all_charts
    from publicrecord.checked_record import checked_record
    from publicrecord.checkout import data_epoch
    from publicrecord.history.release import write_release

    project: Project = context.obj
    given = os.environ.get("SOURCE_DATE_EPOCH")
    with transaction(project.root) as files:
        checked = checked_record(project, project.progress)
        with attributed_errors(project.root):
            all_charts(project.programme.charts, *checked)
        now = data_epoch(project.root) if given else time.time()
        day = datetime.fromtimestamp(now, UTC).date().isoformat()
        file = write_release(*checked, day, files)
    say_each(project, N_("Written: {file}."), file=file.relative_to(project.root))


@app.command()
def serve(context: typer.Context) -> None:
    """Build, show the site here, build again on each change.

    The address is http://127.0.0.1:8000/; Ctrl+C ends it. Example: python build.py serve
    """
    from publicrecord.deploy import preview

    project: Project = context.obj
    server = preview.take_port(project.root)  # before the wait for the build
    _build(project)
    preview.serve(server, project.root, project.progress)


app.command()(register_commands.aggregate)
app.command()(register_commands.key)
