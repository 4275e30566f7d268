"""How long a reader waits for the search: for its index, and for the answers to each letter.

In a real Chromium, at the speed of this machine and with a processor 4 times slower. Every query of
a file of the tests is typed letter by letter; what counts is the time of the field's own event, and
until the next picture. Ratios hold where machines are noisy.

Run: .venv/bin/python bench/search.py [QUERIES]     (after `make site` and `make test`)
"""

from __future__ import annotations

import csv
import shutil
import statistics
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
QUERIES = ROOT / "tests" / "site" / "search_queries_new.csv"
LANGUAGE, PAGE = "id", "cari/"
SLOWER = (1, 4)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOAD = """() => new Promise((done) => {
  const field = document.querySelector("[role=combobox]"), began = performance.now();
  const list = document.querySelector("[role=listbox]");
  new MutationObserver(() => done(performance.now() - began)).observe(list, { childList: true });
  field.value = "bali";
  field.focus();
})"""
TYPE = """async (queries) => {
  const field = document.querySelector("[role=combobox]"), found = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length++) {
      const began = performance.now();
      field.value = query.slice(0, length);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const answered = performance.now() - began;
      await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      found.push([answered, performance.now() - began]);
    }
  }
  return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def measure(page: Page, address: str, slower: int, queries: list[str]) -> None:
    """Print what one visit takes."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    loaded = page.evaluate(LOAD)
    found = page.evaluate(TYPE, queries)
    print(f"{slower} times slower: {loaded:.0f} ms from the touch of the field to the first answer")
    for at, name in enumerate(("answers", "answers and picture")):
        ordered = sorted(times[at] for times in found)
        print(
            f"  {name}: median {statistics.median(ordered):.1f}, of 20 the longest "
            f"{ordered[len(ordered) * 19 // 20]:.1f}, longest {ordered[-1]:.1f} ms, "
            f"{len(ordered)} letters"
        )


def main(most: int) -> None:
    """Measure with the queries of one language, at most so many."""
    with QUERIES.open(encoding="utf-8") as stream:
        rows = [row["query"] for row in csv.DictReader(stream) if row["language"] == LANGUAGE]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for slower in SLOWER:
            page = browser.new_page()
            measure(page, f"http://127.0.0.1:{server.server_port}/{PAGE}", slower, rows[:most])
            page.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
