"""What a command works on: the folder of a project, the programme it belongs to, its progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path

from publicrecord.language import Language
from publicrecord.progress import Progress
from publicrecord.settings import Settings


@dataclass(frozen=True)
class Project:
    """root: the folder with data/, where build/ and site/ are written. programme: the package that
    holds what is true of one programme; it is imported when it is needed, so that help is quick."""

    root: Path
    programme: str
    progress: Progress = field(default_factory=Progress)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the site."""
        settings: Settings = import_module(f"{self.programme}.settings").SETTINGS
        return settings

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site."""
        return self.settings.languages
