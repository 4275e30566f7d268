"""The columns that published tables have beside those of the record.

Each is worked out from the whole record, so that nobody has to keep it right by hand: why a value
is to be read with care, whether it is the one that is shown and why, the place that it is of, and
dates of different precision as whole days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from publicrecord.language import N_, Language, Message, described_key
from publicrecord.record.contract import (
    CAVEATS,
    DECIDED_BY,
    END,
    FIGURE,
    PLACE_CODE,
    PLACE_LEVEL,
    SHOWN,
    START,
)
from publicrecord.record.figure_tables import PLACES, every_figure_table
from publicrecord.record.package import Record
from publicrecord.record.place_codes import place_code
from publicrecord.record.whole_days import days
from publicrecord.settings import Settings

DATES = "wave_dates"
PARTIAL_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
"""The pattern of the columns whose dates may be a year or a month."""

Field = dict[str, Any]
"""The description of a column, as in the descriptor."""
Added = dict[str, tuple[Field, list[str]]]
"""Columns by their name: the description and the cells of each."""

TEXTS = {
    FIGURE: (
        N_("Figure"),
        N_("The key of the figure that the row is a claim on, as in shown.csv."),
    ),
    CAVEATS: (
        N_("Caveats"),
        N_(
            "Why the value is to be read with care, as codes with blanks between; see "
            "reference/codes.csv. Empty: no such reason is known. Worked out when the table is "
            "published."
        ),
    ),
    SHOWN: (
        N_("Shown"),
        N_(
            "true: of the values published for this figure, the one that the site shows, and the "
            "table shown.csv has. false: another is shown. Worked out when the table is published."
        ),
    ),
    DECIDED_BY: (
        N_("Decided by"),
        N_(
            "What decided whether the row is shown. only: there is no other. has_value: others "
            "have no value. preferred: chosen by hand, see the note. first_hand: the source that "
            "measured comes before one that repeats. kind_of_source, precision, latest, "
            "source_order: the kind of source, how exact the value is, its date, the key of the "
            "source. unfit: never shown."
        ),
    ),
    PLACE_CODE: (
        N_("Place code"),
        N_(
            "The code of the place with the letters of the country before it, such as {example}, "
            "so that no program takes it for a number. Empty: a place without a code."
        ),
    ),
    PLACE_LEVEL: (N_("Level of the place"), N_("See the list level in reference/codes.csv.")),
    START: (N_("{date}: first day"), N_("The first day of the date as a whole day.")),
    END: (N_("{date}: last day"), N_("The last day of the date as a whole day.")),
}  # fmt: skip


def with_added(
    record: Record, resource: dict[str, Any], frame: pd.DataFrame, claims: pd.DataFrame
) -> tuple[dict[str, Any], pd.DataFrame]:
    """A table as published: its description and its frame with the added columns, as the last.
    claims: all claims on figures and dates."""
    cells = _columns(record, resource, frame, claims)
    schema = resource["schema"]
    own = [field for field in schema["fields"] if field["name"] not in cells]
    added = {
        name: pd.array([cell or None for cell in texts], dtype="str")
        for name, (_field, texts) in cells.items()
    }
    fields = [*own, *(field for field, _texts in cells.values())]
    described = resource | {"schema": schema | {"fields": fields}}
    return described, frame.drop(columns=[*added], errors="ignore").assign(**added)


def described_column(
    name: str, kind: str, texts: tuple[Message, Message], settings: Settings,
    title_of: str = "", **words: str | Mapping[str, str],
) -> Field:  # fmt: skip
    """The description of a column in every language.

    texts: title and meaning. title_of: added to the title in brackets, if any. words: what is
    filled into the texts, the same in every language or by its code.
    """
    title, meaning = texts

    def said(language: Language, text: Message) -> str:
        filled = {k: w if isinstance(w, str) else w[language.code] for k, w in words.items()}
        return language.gettext(text).format(**filled)

    described = {"name": name, "type": kind}
    for language in settings.source_first:
        heading = said(language, title) + (f" ({title_of})" if title_of else "")
        described[described_key("title", language.code)] = heading
        described[described_key("description", language.code)] = said(language, meaning)
    return described


def example_code(record: Record) -> str:
    """A place code, for texts that explain what one is."""
    level = record.settings.geography.lower
    return place_code(
        record.settings, level.name, str(record.table(level.table)[level.code].iloc[0])
    )


def _columns(
    record: Record, resource: dict[str, Any], frame: pd.DataFrame, claims: pd.DataFrame
) -> Added:
    """The added columns of a table."""
    name, settings = resource["name"], record.settings
    found: dict[str, tuple[str, list[str]]] = {}
    figures = {table.name for table in every_figure_table(settings)}
    if name in figures or name == DATES:
        mine = claims[claims["table"] == name].set_index("row").reindex(frame["row"])
        found[FIGURE] = "string", mine["figure_id"].tolist()
        if name in figures:
            found[CAVEATS] = "string", mine["caveats"].fillna("").tolist()
        found[SHOWN] = "boolean", [str(bool(shown)).lower() for shown in mine["chosen"]]
        found[DECIDED_BY] = "string", mine["decided_by"].tolist()
        found |= _places_of_claims(settings, name, mine)
    found |= _own_places(settings, frame)
    example = example_code(record)
    added = {
        key: (described_column(key, kind, TEXTS[key], settings, example=example), cells)
        for key, (kind, cells) in found.items()
    }
    for field in resource["schema"]["fields"]:
        if field.get("constraints", {}).get("pattern") == PARTIAL_DATE:
            added |= _days(settings, field, frame)
    return added


def _days(settings: Settings, field: Field, frame: pd.DataFrame) -> Added:
    """The first and the last day of a column of dates."""
    spans = [days(str(written)) for written in frame[field["name"]].fillna("")]
    title = {language.code: language.described(field, "title") for language in settings.languages}
    return {
        name: (
            described_column(name, "date", TEXTS[ending], settings, date=title),
            [span[at] for span in spans],
        )
        for at, ending in enumerate((START, END))
        for name in [field["name"] + ending]
    }


def _places_of_claims(
    settings: Settings, table: str, claims: pd.DataFrame
) -> dict[str, tuple[str, list[str]]]:
    """The places of the rows of a table whose rows name them as their sources printed them."""
    upper = settings.geography.upper
    if table == upper.figures:
        codes = claims[upper.code].fillna("").tolist()
        levels = [upper.name] * len(codes)
    elif table == PLACES.name:
        codes, levels = claims["code"].fillna("").tolist(), claims["level"].fillna("").tolist()
    else:
        return {}
    return {
        PLACE_LEVEL: ("string", levels),
        PLACE_CODE: ("string", _coded(settings, levels, codes)),
    }


def _own_places(settings: Settings, frame: pd.DataFrame) -> dict[str, tuple[str, list[str]]]:
    """The places of the rows of a table that has their official codes: of several levels in the
    column `code`, else of the lowest level that it names."""
    columns = {*frame.columns}
    codes = [level.code for level in reversed(settings.geography.levels) if level.code in columns]
    if "code_list" in columns or not ({"code"} & columns or codes):
        return {}
    column = "code" if "code" in columns else codes[0]
    levels = frame["level"] if "level" in columns else pd.Series("", index=frame.index)
    coded = _coded(settings, levels.fillna("").tolist(), frame[column].fillna("").tolist())
    return {PLACE_CODE: ("string", coded)}


def _coded(settings: Settings, levels: list[str], codes: list[str]) -> list[str]:
    return [place_code(settings, *place) for place in zip(levels, codes, strict=True)]
