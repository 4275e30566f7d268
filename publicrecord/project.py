"""What a command works on: the folder of a project, the programme it belongs to, its progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from publicrecord.language import Language
from publicrecord.progress import Progress
from publicrecord.settings import Settings

if TYPE_CHECKING:
    from publicrecord.programme import Programme


@dataclass(frozen=True)
class Project:
    """root: the folder with data/, where build/ and site/ are written. package: the package of the
    programme; its modules are imported when they are needed, so that help is quick."""

    root: Path
    package: str
    progress: Progress = field(default_factory=Progress)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the site."""
        settings: Settings = import_module(f"{self.package}.settings").SETTINGS
        return settings

    @cached_property
    def programme(self) -> Programme:
        """What the package says of its programme."""
        programme: Programme = import_module(f"{self.package}.programme").PROGRAMME
        return programme

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site."""
        return self.settings.languages
