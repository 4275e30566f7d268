"""The names of coded words (status, kind, unit, topic, ...), from reference/codes.csv."""

from __future__ import annotations

from publicrecord.language import Language
from publicrecord.record.package import Record


class Codes:
    """Name, definition and symbol of each code, in each language."""

    def __init__(self, record: Record) -> None:
        frame = record.table("codes").fillna("")
        self._rows = {(row["code_list"], row["code"]): row for row in frame.to_dict("records")}
        self._currency = record.settings.currency
        self._units = self.listed("unit")

    def name(self, code_list: str, code: str, language: Language) -> str:
        """What a code is called."""
        return language.of(self._rows[code_list, code], "name")

    def definition(self, code_list: str, code: str, language: Language) -> str:
        """What a code means; may be empty."""
        return language.of(self._rows[code_list, code], "definition")

    def symbol(self, status: str) -> str:
        """The sign of a status beside a value; empty for plainly published values."""
        return str(self._rows["status", status]["symbol"])

    def quantity(self, value: float, unit: str, language: Language) -> str:
        """A value and its unit in words: 47.818 orang; Rp13.600.000.000.000."""
        before, after = self.around(unit, language)
        return f"{before}{language.number(value)}{after}"

    def around(self, unit: str, language: Language) -> tuple[str, str]:
        """What comes before and after a value of a unit: the sign of a currency, or the name."""
        if unit in self._currency:
            return self._currency[unit], ""
        return "", f" {self.name('unit', unit, language)}" if unit in self._units else ""

    def listed(self, code_list: str) -> list[str]:
        """The codes of a list in their order."""
        return [code for listed, code in self._rows if listed == code_list]
