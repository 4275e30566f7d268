"""The cells of one column against its description, each distinct cell once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from publicrecord.characters import scripts, typed
from publicrecord.findings import Rule
from publicrecord.language import N_
from publicrecord.record import texts
from publicrecord.record.bounds import LONGEST_CELL
from publicrecord.record.cell_slips import OTHER_SPELLING, REQUIRED, cell_slip, fits, meaning_of
from publicrecord.record.date_slips import is_day
from publicrecord.record.form import cell_form, tidy
from publicrecord.record.patterns import WEB_ADDRESS, matches
from publicrecord.record.slip import Slip
from publicrecord.record.text_slips import ERROR_WORD, text_slip
from publicrecord.settings import Settings

KEY_UNSAFE = Rule(
    "key-unsafe",
    N_('The key "{value}" cannot be used in a page address.'),
    N_(
        "Use only the letters A to Z and digits, with single hyphens, underscores or "
        "full stops between them, such as media-240131."
    ),
)
DATE_FAR = Rule(
    "date-out-of-range",
    N_('The year in "{value}" is not between {first} and {last}.'),
    N_("Check it in the source, then write all four digits of the year."),
)
URL_UNSAFE = Rule(
    "url-unsafe",
    N_('"{value}" is not a web address.'),
    N_("Write an address that begins with https:// or http://, without spaces or quotation marks."),
)
FIRST_YEAR, LAST_YEAR = 1900, 2199  # so that a day, a week or a year can be added to each date
# A key becomes part of addresses and anchors.
KEY_NAME = re.compile(r"\w+_id|(?:\w+_)?code")
KEY = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


class ColumnCheck:
    """The rules of one column.

    resource: its table as described. field: the column. settings: of the site.
    """

    def __init__(self, resource: dict[str, Any], field: dict[str, Any], settings: Settings) -> None:
        names = {column["name"] for column in resource["schema"]["fields"]}
        worded = {name for columns in settings.texts_in(names) for name in columns}
        self.field = field
        self.name: str = field["name"]
        self.required = bool(field.get("constraints", {}).get("required"))
        self._pattern = field.get("constraints", {}).get("pattern")
        self._is_key = bool(KEY_NAME.fullmatch(self.name)) and self.name not in worded
        keys = resource["schema"].get("foreignKeys", [])
        self._leads = any(key["fields"] in (self.name, [self.name]) for key in keys)
        self._scripts = scripts(language.name for language in settings.languages)
        self._counts = field["name"] == "value" and "unit" in names
        self._measured = settings.measured
        self._fitting: dict[str, bool] = {}
        self._found: dict[tuple[str, bool], Slip | None] = {}

    def whole(self, unit: str | None) -> bool:
        """Whether a number of this column has no decimals, in a row with this unit."""
        return self._counts and bool(unit) and unit not in self._measured

    def read(self, cells: Iterable[str]) -> None:
        """Compare many cells with the pattern of the column at once, which is quicker."""
        distinct = list(set(cells))
        if self._pattern:
            same = matches(self._pattern, distinct)
            self._fitting |= dict(zip(distinct, same, strict=True))

    def slip(self, cell: str, whole: bool = False) -> Slip | None:
        """What is wrong in a cell; None if nothing is."""
        if not cell:
            empty = Slip(REQUIRED, details={"meaning": meaning_of(self.field)})
            return empty if self.required else None
        if (cell, whole) not in self._found:
            self._found[cell, whole] = self._look(cell, whole)
        return self._found[cell, whole]

    def _look(self, cell: str, whole: bool) -> Slip | None:
        is_text = self.field["type"] == "string"
        slip = text_slip(cell) if len(cell) <= LONGEST_CELL else None
        if slip and (is_text or slip.rule is ERROR_WORD):
            return slip
        hidden = texts.hidden_slip(cell)
        if hidden and (is_text or hidden.rule is not texts.ODD_BLANK):
            return hidden
        if rule := cell_form(cell):
            return Slip(rule, reading=tidy(cell))
        return (
            cell_slip(cell, self.field, whole, self._fits)
            or (texts.letters_slip(cell, self.name, self._scripts) if is_text else None)
            or self._address(cell)
        )

    def _fits(self, pattern: str, cell: str) -> bool:
        """Whether a cell is in the form of the pattern."""
        known = self._fitting.get(cell)
        return fits(pattern, cell) if known is None else known

    def _address(self, cell: str) -> Slip | None:
        """What would break the address of a page, or a link, or the reckoning with a date."""
        if self._is_key and not KEY.fullmatch(cell):
            reading = typed(cell)
            if KEY.fullmatch(reading):
                return Slip(OTHER_SPELLING, reading=reading)
            if not self._leads:  # else it is reported as a key that does not exist
                return Slip(KEY_UNSAFE)
        if self.name == "url" and not re.search(WEB_ADDRESS, cell):
            return Slip(URL_UNSAFE)
        dated = is_day(self.field) or self.name == "year"
        far = dated and not FIRST_YEAR <= int(cell[:4]) <= LAST_YEAR
        return Slip(DATE_FAR, details={"first": FIRST_YEAR, "last": LAST_YEAR}) if far else None
