"""The commands of build.py that count a register; what they need is imported when one is called."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from publicrecord.findings import UsageError, ValidationFailed
from publicrecord.language import N_
from publicrecord.outcome import say_each
from publicrecord.project import Project

OUTLINED = N_("Cells of the register are shown as “a” for a letter and “9” for a digit.")


@contextmanager
def register_packages() -> Iterator[None]:
    """While code of the register is imported, whose packages may be missing. They are made of very
    many objects, in none of which Python looks for garbage, now or later."""
    gc.disable()
    try:
        yield
    except ImportError as missing:
        raise UsageError(
            N_(
                "To count a register, more packages must be installed: pip install -r "
                "requirements/register.txt"
            )
        ) from missing
    finally:
        gc.freeze()
        gc.enable()


def aggregate(
    context: typer.Context,
    register: Annotated[Path, typer.Argument(help="A file, or a folder of files.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder for the tables.")],
    key: Annotated[Path, typer.Option(metavar="FILE", help="The secret of `build.py key`.")],
    engine: Annotated[
        str | None, typer.Option(metavar="URL", help="Where to count (default: DuckDB, here).")
    ] = None,
    memory: Annotated[str, typer.Option(help="The most memory DuckDB may take.")] = "140MB",
) -> None:
    """Count participant rows into tables for rehearsal only.

    They must not be published: read docs/register.md first.

    Example: python build.py aggregate register/ --out tables/ --key ../office/key.json
    """
    project: Project = context.obj
    with register_packages():
        from publicrecord.register.discretion import is_about_a_cell, without_cells
        from publicrecord.register.run import aggregate as count
        from publicrecord.register.scratch import leaving_nothing
    data, settings, progress = project.root / "data", project.settings, project.progress
    try:
        with leaving_nothing(), without_cells():
            count(register, out, data, settings, key, engine, memory, progress)
    except ValidationFailed as refused:
        if any(map(is_about_a_cell, refused.findings)):
            say_each(project, OUTLINED, "!")
        raise


def key(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A new file, outside of the project.")],
) -> None:
    """Make the secret for the tables of a register, once.

    Keep it, with a backup, where only the office can read it: all releases need the same.

    Example: python build.py key ../office/key.json
    """
    project: Project = context.obj
    with register_packages():
        from publicrecord.register.keys import make_secret
    make_secret(file, [project.root])
    say_each(project, N_("Written: {file}."), file=str(file))
