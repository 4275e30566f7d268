"""What everyone who meets a register's tables must know before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from publicrecord.language import N_, Language, Message

NOTICE = N_(
    "For rehearsal only: the tables that build.py aggregate counts from a register "
    "must not be published. Not all tests that the method must pass have been made yet: "
    "it is not shown that the tables protect the people in the register."
)


def in_languages(text: Message, languages: Sequence[Language]) -> dict[str, str]:
    """A text by the code of each language."""
    return {language.code: language.gettext(text) for language in languages}


def notices(languages: Sequence[Language]) -> dict[str, str]:
    """The notice by the code of each language."""
    return in_languages(NOTICE, languages)
