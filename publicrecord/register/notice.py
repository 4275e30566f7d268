"""What everyone who meets a register's tables must know before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from publicrecord.language import N_, Language

NOTICE = N_(
    "For rehearsal only: the tables that build.py aggregate counts from a register "
    "must not be published. Not all tests that the method must pass have been made yet: "
    "it is not shown that the tables protect the people in the register."
)


def notices(languages: Sequence[Language]) -> dict[str, str]:
    """The notice by the code of each language."""
    return {language.code: language.gettext(NOTICE) for language in languages}
