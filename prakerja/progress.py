"""What a build says while it works: lines with times, on a terminal with a spinner."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Tells the stages of a build; plain lines where nobody watches."""

    def __init__(self, quiet: bool = False) -> None:
        self.console = Console(highlight=False, soft_wrap=True, quiet=quiet)
        self.stages: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage and say that it is done."""
        started = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{name} …"):
                yield
        else:
            yield
        seconds = time.monotonic() - started
        self.stages.append((name, seconds))
        self.console.print(f"✓ {name} ({seconds:.1f} s)", markup=False)

    def say(self, text: str) -> None:
        """Print a text as it is."""
        self.console.print(text, markup=False)
