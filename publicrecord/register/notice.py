"""What everyone who meets a register's tables must know before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from publicrecord.language import N_, Language

NOTICE = N_(
    "For rehearsal only: the tables that build.py aggregate counts from a register "
    "must not be published. They do not protect the people in the register: hidden "
    "counts of fewer than ten people have been calculated from the other tables, and "
    "a comparison of two releases has revealed the places, the wave and the gender "
    "of one person who had moved."
)


def notices(languages: Sequence[Language]) -> dict[str, str]:
    """The notice by the code of each language."""
    return {language.code: language.gettext(NOTICE) for language in languages}
