"""Names of figures in words."""

from __future__ import annotations

from collections import defaultdict

import pytest
from scratch import language

from publicrecord.indicators.naming import FigureNames
from publicrecord.record.package import rows


@pytest.mark.parametrize("code", ["id", "en"])
def test_no_two_figures_of_one_day_have_the_same_name(record, claims, code):
    """A name that leaves out what was asked, or where, is that of several figures."""
    names, named = FigureNames(record), defaultdict(set)
    for row in rows(claims):
        name = names.figure(row, language(code))
        named[name, row["as_of"], row["unit"]].add(row["figure_id"])
    assert not [name for name, figures in named.items() if len(figures) > 1]
    assert len(named) > 4_000
