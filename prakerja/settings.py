"""The settings of Kartu Prakerja's site (settings.yml), as its charts and pages use them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from publicrecord.language import Message
from publicrecord.settings_file import read_settings

PACKAGE = Path(__file__).resolve().parent
SETTINGS = read_settings(PACKAGE / "settings.yml", PACKAGE.parent)
LANGUAGES = tuple(language.code for language in SETTINGS.languages)
OFFICIAL = SETTINGS.place_counts


def text_columns(stem: str, frame: pd.DataFrame, given: str) -> dict[str, pd.Series]:
    """Columns for a text in every language, such as label_en: the column of `given` in that
    language, such as name_en, or `given` itself where the frame has none."""
    columns = {code: f"{given}_{code}" for code in LANGUAGES}
    return {
        f"{stem}_{code}": frame[name if name in frame else given] for code, name in columns.items()
    }


def in_every_language(message: Message) -> dict[str, str]:
    """A text by the code of each language of the site, for a set of columns."""
    return SETTINGS.in_every_language(message)
