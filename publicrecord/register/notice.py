"""What everyone who meets a register's tables must know before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from publicrecord.language import N_, Language, Message

NOTICE = N_(
    "For rehearsal only: the tables that build.py aggregate counts from a register "
    "must not be published. The method has been tested on synthetic registers only and has "
    "not been reviewed independently: docs/register.md says what is missing."
)


def in_languages(text: Message, languages: Sequence[Language]) -> dict[str, str]:
    """A text by the code of each language."""
    return {language.code: language.gettext(text) for language in languages}


def notices(languages: Sequence[Language]) -> dict[str, str]:
    """The notice by the code of each language."""
    return in_languages(NOTICE, languages)
