"""A step is made once from the same inputs, and again from others."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from publicrecord import cache
from publicrecord.cache import (
    forget,
    input_key,
    prune,
    restore_step,
    write_step,
    write_step_in_place,
)


@dataclass(frozen=True)
class Row:
    name: str
    value: float | None


@pytest.fixture
def step(tmp_path, monkeypatch):
    """Runs a step that copies a file; returns what it wrote and whether it was made."""
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    source = tmp_path / "source.txt"
    source.write_text("one")
    runs = []

    def run(*inputs):
        made = []

        def make(folder):
            made.append(folder)
            (folder / "deep").mkdir()
            (folder / "deep" / "copy.txt").write_text(source.read_text())

        out = tmp_path / f"out{len(runs)}"
        runs.append(out)
        write_step(out, ("copy", source, *inputs), make)
        assert [p.name for p in out.rglob("*.txt")] == ["copy.txt"]
        return (out / "deep" / "copy.txt").read_text(), bool(made)

    run.source = source
    return run


def test_the_same_inputs_are_made_once(step):
    assert step(1) == ("one", True)
    assert step(1) == ("one", False)


def test_other_values_and_other_contents_of_files_are_made_again(step):
    assert step(1) == ("one", True)
    assert step(2) == ("one", True)
    step.source.write_text("two")
    assert step(1) == ("two", True)
    step.source.write_text("one")
    assert step(1) == ("one", False)


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:40] + b"x" + b[41:], lambda b: b""]
)
def test_what_is_damaged_is_made_again(step, damage):
    step()
    (file,) = cache.CACHE.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert step() == ("one", True)
    assert step() == ("one", False)


def test_inputs_that_differ_are_described_differently(tmp_path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    values = [
        1, 1.5, "1", True, None, b"1", [1], ["1"], [1, 1], [[1], 1], {"a": 1}, {"b": 1},
        Row("a", 1), Row("a", None), tmp_path, tmp_path / "a", tmp_path / "b",
    ]  # fmt: skip
    assert len({input_key(value) for value in values}) == len(values)


@pytest.mark.parametrize("value", [print, lambda: 1, {1, 2}, object(), [print], {"a": print}])
def test_what_cannot_be_described_is_no_input(value):
    with pytest.raises(TypeError, match="cannot be an input of a step"):
        input_key(value)


def test_what_a_build_did_not_use_is_deleted_but_not_what_a_kept_step_was_made_with(tmp_path, step):
    def outer(folder):
        write_step(folder, "inner", lambda inner: (inner / "inner.txt").write_text("inner"))

    write_step(tmp_path / "first", "outer", outer)
    step()
    later = time.time() + 10
    for file in cache.CACHE.iterdir():
        cache.os.utime(file, (later - 20, later - 20))
    assert restore_step(tmp_path / "second", "outer")  # the step within is not asked for
    prune(before=later - 15)
    assert restore_step(tmp_path / "third", "inner")
    assert (tmp_path / "third" / "inner.txt").read_text() == "inner"
    assert step() == ("one", True)


def test_a_step_in_place_reads_what_is_there_and_keeps_only_what_it_writes(tmp_path, step):
    def sum_up(folder):
        found = " ".join(path.read_text() for path in sorted(folder.glob("*.csv")))
        (folder / "sum.txt").write_text(found)

    def written(name, *others):
        folder = tmp_path / name
        folder.mkdir()
        for other in others:
            (folder / other).write_text(other)
        write_step_in_place(folder, "sum", sum_up)
        return sorted(path.name for path in folder.iterdir()), (folder / "sum.txt").read_text()

    assert written("first", "a.csv", "b.csv") == (["a.csv", "b.csv", "sum.txt"], "a.csv b.csv")
    # From the cache: the files of others are not its own, and are not written with it.
    assert written("second", "c.csv") == (["c.csv", "sum.txt"], "a.csv b.csv")


def test_what_was_kept_since_a_time_can_be_forgotten(step):
    step(1)
    for file in cache.CACHE.iterdir():
        cache.os.utime(file, (1000, 1000))
    step(2)
    forget(since=2000)
    assert step(1) == ("one", False)
    assert step(2) == ("one", True)


def test_where_nothing_can_be_kept_all_is_made_again(tmp_path, monkeypatch):
    """A check of a checkout that may only be read keeps nothing, and says what it finds."""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(cache, "CACHE", tmp_path / "file" / "cache")
    made = []
    for _time in range(2):
        assert cache.cached("synthetic", lambda: made.append("again") or b"bytes") == b"bytes"
    assert made == ["again", "again"]
