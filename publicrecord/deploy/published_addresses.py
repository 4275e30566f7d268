"""The address contract: what was published at an address stays there.

site_src/urls.txt lists every address of the site below its root, the theme's and our own
assets apart. `make urls` adds what is new; a test refuses what is gone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from publicrecord.install import ROOT

CONTRACT = ROOT / "site_src" / "urls.txt"


def published(site: Path) -> list[str]:
    """Every address of a built site, pages as folders."""
    found = []
    for file in site.rglob("*"):
        path = file.relative_to(site).as_posix()
        if file.is_file() and "assets" not in path.split("/")[:2]:
            found.append(path.removesuffix("index.html"))
    return sorted(found)


def extend(site: Path) -> None:
    """Add the addresses of a built site to the contract."""
    promised = CONTRACT.read_text(encoding="utf-8").split("\n") if CONTRACT.is_file() else []
    every = sorted({*promised, *published(site)} - {""})
    CONTRACT.write_text("\n" + "\n".join(every) + "\n", encoding="utf-8")


if __name__ == "__main__":
    extend(Path(sys.argv[1]).resolve())
