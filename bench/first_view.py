"""When a reader sees the chart: our static picture beside plotly loaded with the page.

Three variants of one chart page in a real Chromium with a 4 times slower processor and a slow
network: ours as built; the same page with plotly's basic bundle in place of the picture; and
with plotly in full. Ratios hold where machines are noisy; each figure is a median.

Run: .venv/bin/python bench/first_view.py [RUNS]     (after `make site` and `make test`)
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import statistics
import sys
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import plotly
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = (ROOT / "site").resolve()
CHART = "grafik/penerima-per-tahun-bruto/"
FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
NETWORKS = {"400 ms, 400 kbit/s": (400, 400), "150 ms, 1.6 Mbit/s": (150, 1600)}
VARIANTS = ("ours", "basic", "full")
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
WATCH = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
(function look() {
  const chart = document.querySelector("svg.pr-narrow, .main-svg");
  if (chart && chart.getBoundingClientRect().height > 0) window.painted = performance.now();
  else requestAnimationFrame(look);
})();
"""


def page(variant: str) -> str:
    """The chart page; in the plotly variants a script draws where the picture stood."""
    html = (SITE / CHART / "index.html").read_text(encoding="utf-8")
    if variant == "ours":
        return html
    figure = (SITE / "downloads" / "recipients-by-year-gross.plotly.json").read_text()
    drawn = json.loads(figure)
    script = (
        f'<div id="plot" style="min-height:420px"></div><script src="/{variant}.js"></script>'
        f'<script>Plotly.newPlot("plot", {json.dumps(drawn["data"])}, '
        f"{json.dumps(drawn['layout'])})</script>"
    )
    html = re.sub(r'<svg class="pr-svg pr-wide".*?</svg>', lambda _match: script, html, flags=re.S)
    return re.sub(r'<svg class="pr-svg pr-narrow".*?</svg>', "", html, flags=re.S)


@cache
def content(path: str) -> tuple[str, bytes] | None:
    """Type and gzipped bytes of what stands at a path."""
    for variant in VARIANTS:
        if path == f"/{variant}/{CHART}":
            return "text/html", gzip.compress(page(variant).encode(), 6)
    bundles = {"/basic.js": SITE / "assets" / "plotly-basic.min.js", "/full.js": FULL}
    file = bundles.get(path) or SITE / re.sub(r"^/(ours|basic|full)/", "", path).lstrip("/")
    if not file.is_file():
        return None
    kind = KINDS.get(file.suffix, "application/octet-stream")
    return kind, gzip.compress(file.read_bytes(), 6)


class Gzipped(BaseHTTPRequestHandler):
    """Serves gzipped, as the public host does."""

    def do_GET(self) -> None:  # noqa: N802 (the name that the library calls)
        found = content(self.path.partition("?")[0])
        self.send_response(200 if found else 404)
        kind, data = found or ("text/plain", b"")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if found:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        pass


def visit(browser: Browser, address: str, latency: int, kilobits: int) -> dict[str, float]:
    """One cold visit: seconds until the chart is painted, layout shift, bytes transferred."""
    # The policy of our pages would keep the variants' inline scripts, and this watch, from running.
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    rate = kilobits * 1000 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": rate,
            "uploadThroughput": rate,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    tab.add_init_script(WATCH)
    tab.goto(address, wait_until="load", timeout=180_000)
    tab.wait_for_function("window.painted", timeout=180_000)
    tab.wait_for_timeout(500)
    result = {
        "painted": tab.evaluate("window.painted") / 1000,
        "shift": tab.evaluate("window.shift"),
        "kilobytes": sum(loaded) / 1000,
    }
    context.close()
    return result


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gzipped)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    print("| network | page | chart painted | beside ours | layout shift | transferred |")
    print("| --- | --- | --: | --: | --: | --: |")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for network, (latency, kilobits) in NETWORKS.items():
            ours = 0.0
            for variant in VARIANTS:
                address = f"{origin}/{variant}/{CHART}"
                seen = [visit(browser, address, latency, kilobits) for _ in range(runs)]
                painted = statistics.median(one["painted"] for one in seen)
                ours = ours or painted
                shift = max(one["shift"] for one in seen)
                size = statistics.median(one["kilobytes"] for one in seen)
                print(
                    f"| {network} | {variant} | {painted:.2f} s | {painted / ours:.1f} x "
                    f"| {shift:.3f} | {size:.0f} kB |",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
