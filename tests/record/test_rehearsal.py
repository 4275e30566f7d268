"""Figures made up or counted from a register may rehearse the build, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publicrecord.record.rules import rehearsal


@pytest.mark.parametrize("mark", ["synthetic", "rehearsal"])
@pytest.mark.parametrize(("variable", "told"), [("1", 0), ("0", 1), ("", 1)])
def test_only_a_rehearsal_may_hold_what_is_marked(
    record, claims, dates, monkeypatch, mark, variable, told
):
    monkeypatch.setenv("REHEARSAL", variable)
    marked = replace(record, descriptor=record.descriptor | {mark: True})
    assert len(list(rehearsal.find(marked, claims, dates))) == told
    assert not list(rehearsal.find(record, claims, dates))
