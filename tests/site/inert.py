"""Whether pages whose texts are hostile do nothing, in a real browser."""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hostile_texts import PAYLOADS


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


def serve(site: Path) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def counterpart(address: str) -> str:
    """A page of the same kind on the sound site: that of a place whose name is in its address has
    another one."""
    if not address.startswith("wilayah/") or address == "wilayah/":
        return address
    return "wilayah/aceh/" if address.count("/") == 2 else "wilayah/aceh/aceh-barat/"


ELEMENTS = """() => [...document.querySelectorAll('body *:not(svg *)')].map(e => e.localName)"""
RUNNING = """() => [...document.querySelectorAll('*')].flatMap(e =>
    [...e.attributes].filter(a => a.name.startsWith('on')
      || a.name == 'style' && a.value.includes('position:fixed')
      || /^\\s*javascript:/i.test(a.value)).map(a => e.tagName + ' ' + a.name))"""


# Scripts add the values of charts and the forms to explore and to compare a moment after a page
# was loaded.
ADDED = """() => (!document.querySelector('[data-offers]')
    || document.querySelector('#pr-choice option'))
  && [...document.querySelectorAll('.pr-compare')].every(box => box.childElementCount)
  && [...document.querySelectorAll('figure.pr-chart, main[data-keys]')]
    .every(chart => chart.querySelector('.pr-tip'))"""
# What plotly makes of texts: it takes them for HTML.
MADE = """() => [...document.querySelectorAll('.pr-stage :is(text, tspan) *')]
    .filter(e => e.localName != 'tspan' || e.style.fontWeight || e.style.fontStyle)
    .map(e => e.outerHTML)"""


def explore(page, address: str) -> None:
    """Open the first chart of a page in the data explorer: no text in it is a link or other
    markup."""
    page.locator(".pr-explore a").first.click()
    page.wait_for_selector(".pr-stage .main-svg")
    page.locator(".pr-stage").press("ArrowRight")  # to the first mark, and what is said of it
    assert page.evaluate(MADE) == [], address
    assert page.locator(".pr-stage a:not([data-title])").count() == 0, address
    assert page.evaluate("window.pwned") is None, address


def elements_of(browser, origin: str, pages: list[str]) -> dict[str, Counter[str]]:
    """How many elements of each name the sound page for each of these pages has."""
    page, found = browser.new_page(viewport={"width": 1280, "height": 800}), {}
    for address in sorted({counterpart(address) for address in pages}):
        page.goto(origin + address, wait_until="load")
        page.wait_for_function(ADDED)
        found[address] = Counter(page.evaluate(ELEMENTS))
    page.context.close()
    return found


def assert_inert(
    browser, pages: list[str], origin: str, sound: dict[str, Counter[str]], with_policy: bool
) -> None:
    """Open pages: no dialog, no error, no request elsewhere, and no element that the page of the
    sound site at the same address does not have. All payloads are shown. The first chart of a page
    is opened in the data explorer, once with the policy and once without. sound: as elements_of."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=not with_policy
    )
    page, said, shown, asked, explored = context.new_page(), [], "", [], set()
    page.on("console", lambda line: said.append((page.url, line.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("dialog", lambda dialog: (said.append((page.url, dialog.message)), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    for address in pages:
        page.goto(f"{origin}{address}#%", wait_until="load")  # which is no place in a page
        page.wait_for_function(ADDED)
        assert page.evaluate("window.pwned") is None, address
        assert page.evaluate(RUNNING) == [], address
        here = Counter(page.evaluate(ELEMENTS))
        shown += page.locator("body").text_content()
        there = sound[counterpart(address)]
        if counterpart(address) == address:
            assert not here - there, (address, here - there)
        else:  # of another place
            assert not set(here) - set(there) - {"ol", "pre"}, (address, set(here) - set(there))
        if page.locator(".pr-explore a").count():
            view = page.locator(".pr-explore a").first.get_attribute("href").partition("?")[2]
            if view not in explored:
                explore(page, address)
            explored.add(view)
    context.close()
    assert [line for line in said if line[0].startswith(origin)] == []
    assert all(url.startswith((origin, "data:")) for url in asked)
    assert [text for text in PAYLOADS if text not in shown] == []
