"""The names of coded words (status, kind, unit, topic, ...), from reference/codes.csv."""

from __future__ import annotations

from publicrecord.language import Language
from publicrecord.record.package import Record


class Codes:
    """Name, definition and symbol of each code, in either language."""

    def __init__(self, record: Record) -> None:
        frame = record.table("codes").fillna("")
        self._rows = {(row["code_list"], row["code"]): row for row in frame.to_dict("records")}

    def name(self, code_list: str, code: str, language: Language) -> str:
        """What a code is called."""
        return language.of(self._rows[code_list, code], "name")

    def definition(self, code_list: str, code: str, language: Language) -> str:
        """What a code means; may be empty."""
        return language.of(self._rows[code_list, code], "definition")

    def symbol(self, status: str) -> str:
        """The sign of a status beside a value; empty for plainly published values."""
        return str(self._rows["status", status]["symbol"])

    def listed(self, code_list: str) -> list[str]:
        """The codes of a list in their order."""
        return [code for listed, code in self._rows if listed == code_list]
