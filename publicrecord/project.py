"""What a command works on: the folder of a project, its programme, and where it reports to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from publicrecord.progress import Progress

if TYPE_CHECKING:
    from publicrecord.language import Language
    from publicrecord.programme import Programme
    from publicrecord.settings import Settings


@dataclass(frozen=True)
class Project:
    """root: the folder with data/, where build/ and site/ are written. load: gives the programme;
    it is called when a command needs it, so that help is quick."""

    root: Path
    load: Callable[[], Programme]
    progress: Progress = field(default_factory=Progress)

    @cached_property
    def programme(self) -> Programme:
        """What is true of the programme."""
        return self.load()

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.programme.settings

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site."""
        return self.settings.languages
