"""What a build says while it works: lines with times, on a terminal with a spinner."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Tells the stages of a build; plain lines where nobody watches."""

    def __init__(self, quiet: bool = False) -> None:
        self.seconds: dict[str, float] = {}  # what each stage took
        self.console = Console(highlight=False, soft_wrap=True, quiet=quiet)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage and say that it is done."""
        started = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{name} …"):
                yield
        else:
            yield
        self.seconds[name] = time.monotonic() - started
        self.console.print(f"✓ {name} ({self.seconds[name]:.1f} s)", markup=False)

    def say(self, text: str) -> None:
        """Print a text as it is."""
        self.console.print(text, markup=False)
