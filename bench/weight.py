"""What each page weighs: HTML gzipped, and all that a first view transfers.

Run: .venv/bin/python bench/weight.py [SITE]
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINKED = re.compile(r'<(?:link[^>]*rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src)="([^"]+)"')


def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def first_view(page: Path) -> int:
    """The page and what its HTML links to be loaded with it, gzipped."""
    html = page.read_text(encoding="utf-8")
    linked = [(page.parent / address).resolve() for address in LINKED.findall(html)]
    return gzipped(page) + sum(gzipped(file) for file in linked)


def weights(site: Path) -> list[tuple[str, int, int, int]]:
    """Address, charts, HTML bytes and first-view bytes of every page, heaviest first."""
    rows = []
    for page in site.rglob("index.html"):
        if "embed" in page.parts:
            continue
        charts = page.read_text(encoding="utf-8").count('<figure class="pda-chart"')
        address = page.parent.relative_to(site).as_posix()
        rows.append((address, charts, gzipped(page), first_view(page)))
    return sorted(rows, key=lambda row: -row[2])


def main() -> None:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    print("| page | charts | HTML, gzipped | first view, gzipped |")
    print("| --- | --: | --: | --: |")
    for address, charts, html, whole in weights(site.resolve()):
        print(f"| /{address.removeprefix('.')} | {charts} | {html:,} B | {whole:,} B |")


if __name__ == "__main__":
    main()
