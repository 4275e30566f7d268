"""Twelve tasks of a new user at 360 px, in Indonesian: each is done from the front page in two
steps, and what is wanted then stands on the screen or one screen below.

Printing, the twelfth, is in test_print.py.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
SCREEN = 800  # the height of the window of `visit`, in pixels

# What is wanted; what is typed into the search, or the link on the front page; the link to press
# then, if any; where the answer stands; what it says.
TASKS = {
    "the number of a regency, compared": ("surabaya", "", ".pr-lead", "Indonesia"),
    "the largest waves": ("gelombang terbesar", "", "figure.pr-chart", "800.000"),
    "the largest waves, to take away": ("gelombang terbesar", "Unduh", ".pr-download", ""),
    "is 5.9 million right": ("5,9 juta", "", "#second-year", "5,9 juta"),
    "the question and sample of a survey": ("survei cyrus", "", "tr:target", "galat"),
    "Miangas": ("miangas", "", "#district + p", "Miangas"),
    "what changed": ("perubahan terakhir", "", "h1", "Perubahan data"),
    "to cite a regency": ("surabaya", "Unduh, kutip, bagikan", ".pr-copy", "Kota Surabaya"),
    "one line of Python": ("python", "", "pre", "read_csv"),
    "to share": ("surabaya", "Unduh, kutip, bagikan", "article .pr-share a", "WhatsApp"),
    "a word of a page": ("kecurangan", "", "h1, :target", ""),
}


def on_screen(page, selector: str) -> float:
    """How many pixels below the top of the window the first of these elements begins."""
    return page.locator(selector).first.bounding_box()["y"]


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_two_steps_and_one_screen(visit, task):
    typed, then, selector, said = TASKS[task]
    page = visit("")
    page.get_by_role("combobox").fill(typed)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_load_state("load")
    page.wait_for_selector("h1")
    if then:
        page.locator("article").get_by_role("link", name=then).first.click()
    page.locator(selector).first.wait_for()
    assert said in page.locator(selector).first.inner_text()
    assert on_screen(page, selector) < 2 * SCREEN


def test_two_provinces_are_side_by_side_in_two_steps(visit):
    page = visit("")
    page.locator("article").get_by_role("link", name="Bandingkan daerah").click()
    page.wait_for_selector(".pr-compare select")
    for code in ("35", "32"):
        page.locator(".pr-compare select").select_option(code)
        page.get_by_role("button", name="Tambah").click()
    # With the second province the table is drawn anew.
    page.wait_for_selector(".pr-compare table thead:has-text('Jawa Barat')")
    assert on_screen(page, ".pr-compare table") < 2 * SCREEN
