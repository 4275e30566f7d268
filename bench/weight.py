"""What each page weighs: HTML gzipped, and all that a first view transfers.

Run: .venv/bin/python bench/weight.py [SITE]
     .venv/bin/python bench/weight.py BEFORE AFTER   what a change does to the weight of pages
"""

from __future__ import annotations

import gzip
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A sheet for print is loaded last, and nothing that is shown waits for it.
LINKED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"(?! media="print")[^>]*href|script[^>]*src)="([^"]+)"'
)
LAND = re.compile(r'<use [^>]*href="([^"#]+)#')  # what a picture shows of a shared file
UNUSED = re.compile("<noscript>.*?</noscript>", re.DOTALL)
CHART = '<figure class="pr-chart"'

SLACK = 20  # bytes that a page may differ without being listed
MOST = 25  # pages that are listed


@cache  # many pages load the same files
def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def first_view(page: Path) -> int:
    """The page and what its HTML links to be loaded with it, gzipped."""
    html = page.read_text(encoding="utf-8")
    linked = [(page.parent / address).resolve() for address in LINKED.findall(UNUSED.sub("", html))]
    linked += sorted({(page.parent / address).resolve() for address in LAND.findall(html)})
    if CHART in html:  # site.js loads what charts have
        linked += [script.with_name("charts.js") for script in linked if script.name == "site.js"]
    return gzipped(page) + sum(gzipped(file) for file in linked)


def weights(site: Path) -> list[tuple[str, int, int, int]]:
    """Address, charts, HTML bytes and first-view bytes of every page, heaviest first."""
    rows = []
    for page in site.rglob("index.html"):
        html = page.read_text(encoding="utf-8")
        if "embed" in page.parts or 'http-equiv="refresh"' in html[:1000]:  # the page has moved
            continue
        charts = html.count(CHART)
        address = page.parent.relative_to(site).as_posix()
        rows.append((address, charts, gzipped(page), first_view(page)))
    return sorted(rows, key=lambda row: -row[2])


def changes(before: Path, after: Path) -> str:
    """The pages whose first view grew or shrank by more than SLACK, the largest change first, as
    Markdown in both languages."""
    (was, now) = (
        {address: (html, whole) for address, _charts, html, whole in weights(site)}
        for site in (before, after)
    )
    nothing = (0, 0)
    differing = [
        (address, was.get(address, nothing), now.get(address, nothing))
        for address in sorted(was.keys() | now.keys())
        if abs(was.get(address, nothing)[1] - now.get(address, nothing)[1]) > SLACK
    ]
    differing.sort(key=lambda row: -abs(row[2][1] - row[1][1]))
    lines = ["## Bobot halaman · Weight of pages", ""]
    if not differing:
        return "\n".join([*lines, f"± {SLACK} B: {len(now):,} = {len(now):,}", ""])
    lines += [
        f"{len(differing):,} / {len(now):,}, gzip, B",
        "",
        "| halaman · page | HTML | kunjungan pertama · first view | ± |",
        "| --- | --- | --- | --: |",
    ]
    for address, (html, whole), (new_html, new_whole) in differing[:MOST]:
        lines.append(
            f"| /{address.removeprefix('.')} | {html:,} → {new_html:,} | {whole:,} → {new_whole:,} "
            f"| {new_whole - whole:+,} |"
        )
    if len(differing) > MOST:
        lines.append(f"| … {len(differing) - MOST:,} | | | |")
    return "\n".join([*lines, ""])


def main() -> None:
    if len(sys.argv) == 3:
        print(changes(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
        return
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    print("| page | charts | HTML, gzipped | first view, gzipped |")
    print("| --- | --: | --: | --: |")
    for address, charts, html, whole in weights(site.resolve()):
        print(f"| /{address.removeprefix('.')} | {charts} | {html:,} B | {whole:,} B |")


if __name__ == "__main__":
    main()
