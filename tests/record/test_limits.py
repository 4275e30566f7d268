"""What lies exactly on a limit breaks no rule. The values here are made up."""

from __future__ import annotations

import pytest
from scratch import sound_record

from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.rules import dates as date_rules
from publicrecord.record.rules import values


@pytest.mark.parametrize("share", [0, 100])
def test_none_and_all_are_percentages(share):
    record = sound_record()
    claims = figure_claims(record)
    known = claims["unit"].eq("percent") & claims["value"].notna() & claims["arithmetic"].isna()
    claims.loc[known, "value"] = share
    assert known.sum() > 100
    assert list(values.find(record, claims, date_claims(record))) == []


def test_a_wave_may_close_on_the_day_it_opened():
    record = sound_record()
    dates = date_claims(record)
    first = dates["wave"].eq(1) & dates["event"].isin(["opened_on", "closed_on"])
    dates.loc[first, "date"] = "2020-04-11"
    assert first.sum() >= 2
    assert list(date_rules.find(record, figure_claims(record), dates)) == []
