"""Figures that are made up may rehearse the build, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prakerja.record.rules import synthetic


@pytest.mark.parametrize(("rehearsal", "told"), [("1", 0), ("0", 1), ("", 1)])
def test_only_a_rehearsal_may_hold_people_who_do_not_exist(
    record, claims, dates, monkeypatch, rehearsal, told
):
    monkeypatch.setenv("REHEARSAL", rehearsal)
    made_up = replace(record, descriptor=record.descriptor | {"synthetic": True})
    assert len(list(synthetic.find(made_up, claims, dates))) == told
    assert not list(synthetic.find(record, claims, dates))
