"""A real Chromium over the built site, served from this machine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, sync_playwright

# The first is the same Chromium without windows, tabs and toolbars, which take two thirds of its
# processor time to draw.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="session")
def origin(site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(found for name in NAMES if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, origin):
    """Open an address and give the page back with what it asked for, missed and said."""
    contexts = []

    def open_page(
        address: str, width: int = 360, scripts: bool = True, scheme: str = "light", **more
    ):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            color_scheme=scheme,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.failed, page.said = [], [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: page.failed.append(request.url))
        page.on("response", lambda r: page.failed.append(r.url) if r.status >= 400 else None)
        page.on("console", lambda line: page.said.append(line.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(origin + address, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
