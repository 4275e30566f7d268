"""What a build says while it works: lines with times, on a terminal with a spinner or a bar."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table

from publicrecord.escaping import for_terminal


class Watch:
    """Tells how far a stage is. `percent` is set by whoever knows; less than zero is not known."""

    percent: Callable[[], float] = staticmethod(lambda: -1.0)


class Terminal(Console):
    """The terminal, or whatever reads what a command says; if that stops reading (`check | head`),
    the command goes on, so that its exit code means what it always means."""

    def on_broken_pipe(self) -> None:
        """Say nothing more."""
        self.quiet = True
        close_output()


def close_output() -> None:
    """Send what is written to standard output from now on nowhere; or Python fails when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def flush_output() -> None:
    """Write what is still to be written to standard output, if anybody reads it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        close_output()


class Progress:
    """Tells the stages of a build; plain lines where nobody watches."""

    def __init__(self, quiet: bool = False) -> None:
        self.seconds: dict[str, float] = {}  # what each stage took
        self.processor: dict[str, float] = {}  # processor seconds of this process, and those added
        self.shows_all = False  # every error, not only the first of each kind
        self.console = Terminal(highlight=False, soft_wrap=True, quiet=quiet, emoji=False)

    @property
    def is_watched(self) -> bool:
        """Whether somebody sits before what is said. A log of a workflow may be a terminal for its
        programs, and variables such as FORCE_COLOR make the console take a file for one."""
        return sys.stdout.isatty() and not os.environ.get("CI")

    @contextmanager
    def stage(self, name: str) -> Iterator[Watch]:
        """Time one stage and say that it is done."""
        started, worked, watch = time.monotonic(), time.process_time(), Watch()
        with self._drawn(name, watch) if self.console.is_terminal else nullcontext():
            yield watch
        self.seconds[name] = time.monotonic() - started
        self.processor[name] = time.process_time() - worked
        self.console.print(f"✓ {name} ({self.seconds[name]:.1f} s)", markup=False)

    def _drawn(self, name: str, watch: Watch) -> Live:
        """A line that is drawn anew until the stage ends: a spinner, and a bar if it is known how
        far the work is."""
        spinner = Spinner("dots", f"{name} …")

        def line() -> RenderableType:
            percent = watch.percent()
            if percent < 0:
                return spinner
            row = Table.grid(padding=(0, 1))
            row.add_row(spinner, ProgressBar(completed=percent, width=40), f"{percent:.0f} %")
            return row

        return Live(
            get_renderable=line, console=self.console, transient=True, refresh_per_second=10
        )

    def say(self, text: str) -> None:
        """Print a text; nothing in it is obeyed by a terminal or the log of a workflow."""
        self.console.print(for_terminal(text), markup=False)

    def command(self, text: str) -> None:
        """Print a text that the log of a workflow obeys, such as `::error::`."""
        self.console.print(text, markup=False)
