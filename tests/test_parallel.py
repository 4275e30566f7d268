"""Work for each language in a process of its own: what it raises, and how a process may end."""

from __future__ import annotations

import os
import signal

import pytest
from scratch import language

from publicrecord.findings import UsageError
from publicrecord.language import Language
from publicrecord.parallel import for_each_language

LANGUAGES = [language("id"), language("en")]


def test_every_language_is_worked_for(tmp_path):
    for_each_language(lambda spoken: (tmp_path / spoken.code).touch(), LANGUAGES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en", "id"]


def test_what_one_of_them_raises_is_raised():
    def work(spoken: Language) -> None:
        if spoken.code == "en":
            raise UsageError("The disk is full.")

    with pytest.raises(UsageError, match="The disk is full"):
        for_each_language(work, LANGUAGES)


def test_a_process_that_the_system_stops_is_said_in_plain_words():
    def work(spoken: Language) -> None:
        if spoken.code == "en":
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(UsageError, match="memory ran out"):
        for_each_language(work, LANGUAGES)


def test_a_process_that_ends_otherwise_is_named_with_its_exit_code():
    with pytest.raises(RuntimeError, match="exit code 7"):
        for_each_language(lambda _spoken: os._exit(7), LANGUAGES)
