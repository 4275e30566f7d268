"""Budgets: what a page may weigh. The heavy ones are named, with their reason and ceiling."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from weight import weights  # noqa: E402

HTML, FIRST_VIEW = 14_000, 75_000

# Within the budget of HTML, yet with the shell over that of the first view: all 71 waves.
LONG_VIEW = {"gelombang": 78_500, "en/waves": 78_500}
# Pages over the budget, with the ceiling of their HTML and why.
HEAVY = {
    "sumber": (32_500, "every source with its note"),
    "en/sources": (32_500, "every source with its note"),
    "kepuasan": (28_000, "seven charts and all survey results"),
    "en/satisfaction": (28_000, "seven charts and all survey results"),
    "cara-menghitung": (25_500, "every conflict, sum check and definition"),
    "en/how-we-count": (25_500, "every conflict, sum check and definition"),
    "wilayah": (20_000, "four charts, two of them of all 38 provinces"),
    "en/regions": (20_000, "four charts, two of them of all 38 provinces"),
    "penerima": (16_000, "six charts"),
    "en/recipients": (16_000, "six charts"),
}


@pytest.fixture(scope="module")
def weighed(site):
    return {address: (html, whole) for address, _charts, html, whole in weights(site.resolve())}


def test_pages_keep_to_the_budget(weighed):
    assert len(weighed) > 40
    for address, (html, whole) in weighed.items():
        if address not in HEAVY:
            assert html <= HTML, (address, html)
            assert whole <= LONG_VIEW.get(address, FIRST_VIEW), (address, whole)


def test_heavy_pages_keep_to_their_ceiling_and_are_documented(weighed):
    documented = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8")
    for address, (ceiling, reason) in HEAVY.items():
        html, _whole = weighed[address]
        assert HTML < html <= ceiling, (address, html)
        assert reason in documented


def test_the_site_stays_far_below_the_limit_of_its_host(site):
    size = sum(file.stat().st_size for file in site.resolve().rglob("*") if file.is_file())
    assert size < 100_000_000  # GitHub Pages takes 1 GB
