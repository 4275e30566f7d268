"""The questions that mutmut asks of each mutant of the rules: `make mutants`.

They are those of tests/hostile/test_refused.py, put so that a mutant costs a second: mutmut forks
a process for each mutant from one that has run these tests before, so the mistakes are read once.
Of each module of rules it asks what the module says of the sound record, which is nothing, and of
each mistake that it tells, which is what the golden text says.
"""

from __future__ import annotations

import gc
import tempfile
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from checking import copy_record
from golden_texts import kept_texts
from mistakes import SPOILT
from scratch import sound_record
from test_refused import GOLDEN as KEPT
from test_refused import findings_of

from prakerja.settings import SETTINGS
from publicrecord.findings import Rule, ValidationFailed, report
from publicrecord.record import rules
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record

GOLDEN = kept_texts(KEPT)


def ids(module):
    return {rule.rule_id for rule in vars(module).values() if isinstance(rule, Rule)}


def groups():
    """The modules of rules by their names; those that tell one rule are asked together."""
    found = []
    for module in rules.ALL:
        sharing = [group for group in found if any(ids(module) & ids(other) for other in group)]
        found = [group for group in found if group not in sharing]
        found.append([*chain(*sharing), module])
    return {
        " ".join(module.__name__.rpartition(".")[2] for module in group): group for group in found
    }


MODULES = groups()


@cache
def records():
    """The record and each mistake that a rule tells."""
    found = {"": sound_record()}
    for name, (spoil, *_place) in SPOILT.items():
        if not blocks(GOLDEN.get(name, ""), rules.ALL):
            continue
        with tempfile.TemporaryDirectory() as folder:
            project = copy_record(Path(folder) / "prakerja")
            spoil(project)
            try:
                record = read_record(project / "data", SETTINGS)
            except ValidationFailed:  # reported before a rule is asked
                continue
            found[name] = replace(record, folder=found[""].folder)
    return found


@cache
def read(name):
    """The record with this mistake, and its claims."""
    record = records()[name]
    return record, figure_claims(record), date_claims(record)


def said(modules, record, claims, dates):
    """What modules of rules say of a record that was never asked before: what was worked out once
    for a record, without the mutant, is not worked out again (`record.once`)."""
    record, claims = replace(record), claims.copy(deep=False)
    found = [module.find(record, claims, dates) for module in modules]
    return findings_of(report(sorted_findings(chain(*found)), SETTINGS.languages))


def sorted_findings(found):
    return ValidationFailed(found).findings


def blocks(text, modules):
    """What a golden text holds of the rules of some modules."""
    asked = set().union(*map(ids, modules))
    lines = text.splitlines()
    kept = [
        line
        for at in range(0, len(lines), 3)
        if lines[at].rpartition("[")[2].rstrip("]") in asked
        for line in lines[at : at + 3]
    ]
    return "\n".join(kept)


def test_the_mistakes_are_read_before_a_mutant_is_tried():
    assert len([read(name) for name in records()]) > 20
    gc.freeze()  # or each fork would look through them for garbage, and copy them by that


@pytest.mark.parametrize("module", MODULES)
def test_the_sound_record_breaks_no_rule(module):
    assert said(MODULES[module], *read("")) == ""


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_of_rules_says_of_mistakes(module):
    expected = {name: blocks(GOLDEN.get(name, ""), MODULES[module]) for name in records()}
    for name in sorted(expected, key=lambda name: not expected[name]):  # those it tells first
        assert said(MODULES[module], *read(name)) == expected[name], name


def test_what_is_chosen_and_named_breaks_no_rule():
    record = sound_record()
    claims, dates = figure_claims(record), date_claims(record)
    assert list(rules.find_all(record, claims, dates)) == []
