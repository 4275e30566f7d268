"""Codes of places that no program takes for a number: IDN-11.01 for the official code 11.01.

Read as a number, 11.10 becomes 11.1, another place. The letters of the country before it keep
every reader from that, and keep the official code whole.
"""

from __future__ import annotations

from publicrecord.settings import Settings

COUNTRY = "country"
"""The level of what is of no place within the country."""


def place_code(settings: Settings, level: str, code: str) -> str:
    """The code of a place as published tables have it, the country's for the country; empty where a
    place has no code."""
    if level == COUNTRY:
        return settings.country_code
    return f"{settings.country_code}-{code}" if code else ""
