"""A site that must not be published says so: which record, and in which surroundings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publicrecord.record.rules.rehearsal import (
    FROM_REGISTER,
    NOTICES,
    REHEARSED,
    SYNTHETIC,
    find,
    notice,
)


@pytest.mark.parametrize(
    ("mark", "surroundings", "rule", "said"),
    [
        ({}, "", None, None),
        ({}, "1", None, REHEARSED),
        ({"synthetic": True}, "", SYNTHETIC, NOTICES[SYNTHETIC]),
        ({"synthetic": True}, "1", None, NOTICES[SYNTHETIC]),
        ({"rehearsal": True}, "", FROM_REGISTER, NOTICES[FROM_REGISTER]),
        ({"rehearsal": True}, "1", None, NOTICES[FROM_REGISTER]),
    ],
)
def test_what_must_not_be_published_says_so(record, monkeypatch, mark, surroundings, rule, said):
    monkeypatch.setenv("REHEARSAL", surroundings)
    marked = replace(record, descriptor=record.descriptor | mark)
    assert [finding.rule for finding in find(marked, None, None)] == ([rule] if rule else [])
    assert notice(marked) == said
