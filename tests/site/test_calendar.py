"""A planned day that has passed since the site was built is marked on the reader's own clock."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from scratch import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("missed", [0, 1])
@pytest.mark.parametrize(("page", "word"), [("perubahan/", "terlewat"), ("en/changes/", "missed")])
def test_a_missed_day_is_marked_by_itself(browser, origin, page, word, missed):
    """The first day that is planned; the day after it."""
    with (ROOT / "data" / "calendar.csv").open(encoding="utf-8") as stream:
        planned = [row["planned_on"] for row in csv.DictReader(stream) if not row["done_on"]]
    today = date.fromisoformat(min(planned)) + timedelta(days=missed)
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.clock.install(time=f"{today}T10:00:00Z")
    opened = context.new_page()
    opened.goto(origin + page)
    states = opened.locator(".pr-calendar .pr-state").all_text_contents()
    assert sum(word in state for state in states) == missed
    assert len(states) >= 4
    context.close()


def test_a_permalink_brings_its_value_into_view(browser, origin):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{origin}data/2026.11.0/waves/#waves/5/revoked@tribunptk-200928")
    row = page.locator('[id="waves/5/revoked@tribunptk-200928"]')
    assert "47.818" in row.inner_text()
    box = row.bounding_box()
    assert 0 <= box["y"] < 800
    page.close()
