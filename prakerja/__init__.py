"""Kartu Prakerja: what is true of this programme only.

Its tables are in data/, its templates in templates/; whatever would serve any record of published
figures is in the engine, publicrecord.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicrecord.programme import Programme


def load_programme() -> Programme:
    """The programme, loaded when a command needs it: `python build.py --help` does not."""
    from prakerja.programme import PROGRAMME

    return PROGRAMME
