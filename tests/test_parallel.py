"""Work for each language in a process of its own: what it raises, and how a process may end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from functools import partial

import pytest
from scratch import language

from publicrecord.findings import UsageError
from publicrecord.language import Language
from publicrecord.parallel import LanguageProcesses

LANGUAGES = [language("id"), language("en")]


def do(work):
    with LanguageProcesses([work], LANGUAGES) as processes:
        processes.finish_stage()


def test_what_a_process_found_out_in_one_stage_it_has_in_the_next(tmp_path):
    found = []

    def look(language: Language) -> None:
        found.append(language.code)

    def tell(language: Language) -> None:
        (tmp_path / language.code).write_text(" ".join(found))

    with LanguageProcesses([look, tell], LANGUAGES) as processes:
        processes.finish_stage()
        processes.finish_stage()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"id": "id", "en": "en"}
    assert not found


def test_the_processor_time_of_all_languages_is_reported():
    def work(_language: Language) -> None:
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass

    with LanguageProcesses([work], LANGUAGES) as processes:
        assert 0.4 <= processes.finish_stage() < 2


def test_every_language_is_worked_for(tmp_path):
    do(lambda language: (tmp_path / language.code).touch())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en", "id"]


def test_what_one_of_them_raises_is_raised():
    def work(language: Language) -> None:
        if language.code == "en":
            raise UsageError("The disk is full.")

    with pytest.raises(UsageError, match="The disk is full"):
        do(work)


def test_a_process_that_the_system_stops_is_said_in_plain_words():
    def work(language: Language) -> None:
        if language.code == "en":
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(UsageError, match="memory ran out"):
        do(work)


def test_a_process_that_ends_otherwise_is_named_with_its_exit_code():
    with pytest.raises(RuntimeError, match="exit code 7"):
        do(lambda _language: os._exit(7))


def test_a_stage_goes_on_beside_what_its_starter_does(tmp_path):
    def work(language: Language) -> None:
        for _turn in range(500):
            if (tmp_path / "begun").exists():
                return
            time.sleep(0.02)
        raise TimeoutError

    with LanguageProcesses([work], LANGUAGES) as processes:
        (tmp_path / "begun").touch()
        processes.finish_stage()


def test_stages_are_done_one_after_another_and_do_not_wait_for_their_starter(tmp_path):
    def note(name: str, language: Language) -> None:
        with (tmp_path / language.code).open("a") as stream:
            stream.write(f"{name} ")

    def texts() -> list[str]:
        return [path.read_text() for path in tmp_path.iterdir()]

    stages = [partial(note, name) for name in ("one", "two")]
    with LanguageProcesses(stages, LANGUAGES) as processes:
        while texts() != ["one two ", "one two "]:
            time.sleep(0.01)
        processes.finish_stage()
        processes.finish_stage()


def test_a_starter_that_fails_ends_them_after_their_present_stage(tmp_path):
    def one(language: Language) -> None:
        (tmp_path / f"{language.code} is here").touch()
        processes.gate.wait()
        time.sleep(0.1)

    def two(language: Language) -> None:
        (tmp_path / f"{language.code} went on").touch()

    def fail() -> None:
        with processes:
            while len([*tmp_path.iterdir()]) < len(LANGUAGES):
                time.sleep(0.01)
            raise UsageError("The disk is full.")

    processes = LanguageProcesses([one, two], LANGUAGES)
    with pytest.raises(UsageError, match="The disk is full"):
        fail()
    assert not [*tmp_path.glob("*went on")]


def test_what_fails_in_one_stage_is_not_followed_by_the_next(tmp_path):
    def fail(_language: Language) -> None:
        raise UsageError("The disk is full.")

    def follow(language: Language) -> None:
        (tmp_path / language.code).touch()

    with (
        pytest.raises(UsageError, match="The disk is full"),
        LanguageProcesses([fail, follow], LANGUAGES) as processes,
    ):
        processes.finish_stage()
    assert not [*tmp_path.iterdir()]


def test_a_stage_waits_at_the_gate_for_what_its_starter_makes(tmp_path):
    made = tmp_path / "made"

    def read(language: Language) -> None:
        (tmp_path / f"{language.code} is here").touch()
        processes.gate.wait()
        (tmp_path / language.code).write_text(made.read_text())

    with (processes := LanguageProcesses([read, read], LANGUAGES)):
        while len([*tmp_path.iterdir()]) < len(LANGUAGES):
            time.sleep(0.01)
        processes.gate.wait()  # which holds up nobody who can open it
        made.write_text("whole")
        processes.gate.open()
        processes.finish_stage()
        assert all((tmp_path / language.code).read_text() == "whole" for language in LANGUAGES)
        processes.finish_stage()  # it stays open


def test_a_starter_that_fails_leaves_nobody_at_the_gate():
    def wait(_language: Language) -> None:
        processes.gate.wait()

    def fail() -> None:
        with processes:
            raise UsageError("The disk is full.")

    processes = LanguageProcesses([wait], LANGUAGES)
    with pytest.raises(UsageError, match="The disk is full"):
        fail()
    assert not multiprocessing.active_children()


def test_what_fails_beside_a_stage_is_raised_and_ends_the_processes():
    def work(_language: Language) -> None:
        time.sleep(0.1)

    def fail() -> None:
        with LanguageProcesses([work], LANGUAGES):
            raise UsageError("The disk is full.")

    with pytest.raises(UsageError, match="The disk is full"):
        fail()
    assert not multiprocessing.active_children()
