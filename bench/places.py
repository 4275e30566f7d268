"""How the pages of places grow: ours beside stock MkDocs-Material with the same content.

Makes synthetic places (labelled SYNTHETIC in every name; they exist in a temporary folder only
and cannot reach the site) and times 500, 2,000 and 8,000 pages of one language in one run:

  ours   MkDocs builds the shells, write_page_sets fills one for each place
  stock  the same bodies as Markdown pages, search and navigation as they come

Stock is timed up to 2,000 pages: its navigation stands in every page, so that 8,000 pages
would fill some 10 GB.

Run: .venv/bin/python bench/places.py [PAGES ...]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)

from prakerja.pages import PAGES  # noqa: E402
from prakerja.programme import PROGRAMME  # noqa: E402
from prakerja.settings import SETTINGS  # noqa: E402
from publicrecord.charts.all_charts import all_charts  # noqa: E402
from publicrecord.context.place_index import PlaceIndex  # noqa: E402
from publicrecord.context.site_context import SiteContext  # noqa: E402
from publicrecord.deploy.builder import write_settings  # noqa: E402
from publicrecord.history.changes import read_changes  # noqa: E402
from publicrecord.language import Language  # noqa: E402
from publicrecord.pages.markdown_pages import write_pages  # noqa: E402
from publicrecord.pages.page_set import write_page_sets  # noqa: E402
from publicrecord.record.claims import date_claims, figure_claims  # noqa: E402
from publicrecord.record.package import Row, read_record  # noqa: E402

SIZES = (500, 2_000, 8_000)
STOCK_UP_TO = 2_000
SPOKEN = SETTINGS.source_language


@dataclass(frozen=True)
class SyntheticAddresses:
    """Addresses of synthetic places; the real ones keep theirs."""

    real: Any

    def __contains__(self, code: str) -> bool:
        return True

    def path(self, code: str, language: str) -> str:
        if ".S" in code:
            return f"{'wilayah' if language == 'id' else 'regions'}/aceh/synthetic-{code[4:]}/"
        return str(self.real.path(code, language))


@dataclass(frozen=True)
class SyntheticAtlas(PlaceIndex):
    """The place_index of the record, its regencies repeated as synthetic places up to `count`."""

    real: PlaceIndex
    count: int

    @cached_property
    def addresses(self) -> Any:
        return SyntheticAddresses(self.real.addresses)

    @cached_property
    def _copies(self) -> list[tuple[str, Row]]:
        rows = self.real.ranking["regency"]
        return [(f"11.S{i}", rows[i % len(rows)]) for i in range(self.count)]

    @cached_property
    def province_of(self) -> dict[str, str]:
        return self.real.province_of | {code: code[:2] for code, _row in self._copies}

    @cached_property
    def totals(self) -> dict[str, Row]:
        provinces = {row["code"]: row for row in self.real.ranking["province"]}
        return provinces | {row["code"]: row for row in self._rows}

    @cached_property
    def _rows(self) -> list[Row]:
        return [
            {**row, "code": code, "name": f"SYNTHETIC {row['name']}"} for code, row in self._copies
        ]

    @cached_property
    def ranking(self) -> dict[str, list[Row]]:
        return {"province": self.real.ranking["province"], "regency": self._rows}

    @cached_property
    def members(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def misplaced(self) -> dict[str, Row]:
        return {}

    @cached_property
    def years(self) -> dict[str, Any]:
        real = self.real.years
        return real | {c: real[row["code"]] for c, row in self._copies}

    @cached_property
    def districts(self) -> dict[str, list[Row]]:
        real = self.real.districts
        return {code: real[row["code"]] for code, row in self._copies}


def mkdocs(folder: Path, settings: str) -> None:
    """Run MkDocs as a maintainer would."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", settings],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )


def ours(content: SiteContext, folder: Path) -> float:
    """Seconds for the shells and all pages."""
    started = time.monotonic()
    docs = folder / "build" / "docs" / "en"
    shutil.copytree(ROOT / "site_src" / "assets", docs / "assets")
    page_sets = PROGRAMME.page_sets()
    shells = [page_set.shell_page(SETTINGS.languages) for page_set in page_sets]
    write_pages(content, {}, [*PAGES[-1:], *shells], SPOKEN, docs)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    settings = write_settings(folder, content, SPOKEN)
    text = settings.read_text().replace(f"{folder}/site_src", f"{ROOT}/site_src")
    nav = text.index("nav:\n")
    settings.write_text(text[:nav] + "nav:\n- About: about.md\n" + text[text.index("not_in_nav") :])
    mkdocs(folder, str(settings))
    write_page_sets(page_sets, content, folder / "build" / "out", SPOKEN)
    return time.monotonic() - started


def stock(bodies: list[str], folder: Path) -> float:
    """Seconds for the same bodies as Markdown pages of a plain MkDocs-Material site."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n")
    for i, body in enumerate(bodies):
        (docs / f"place-{i}.md").write_text(f"# SYNTHETIC {i}\n\n{body}\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: SYNTHETIC\ntheme:\n  name: material\n  font: false\n"
    )
    started = time.monotonic()
    mkdocs(folder, "mkdocs.yml")
    return time.monotonic() - started


def body_of(page: Path) -> str:
    """What stands in the article of a built page."""
    html = page.read_text(encoding="utf-8")
    start = html.index('<nav class="pr-small"')
    lines = html[start : html.index("</article>")].splitlines()
    return "\n".join(line for line in lines if line.strip())  # one block of HTML to Markdown


def measure(count: int, base: SiteContext) -> tuple[float, float | None]:
    """Seconds of ours and of stock (None where it is not timed)."""
    place_index = SyntheticAtlas(
        base.record, base.claims, SETTINGS.place_counts, base.place_index, count
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = replace(base, docs=folder / "build" / "docs")
        content.__dict__["place_index"] = place_index
        mine = ours(content, folder)
        made = sorted((folder / "build" / "out" / "en" / "regions" / "aceh").glob("synthetic-*"))
        assert len(made) == count
        if count > STOCK_UP_TO:
            return mine, None
        bodies = [body_of(page / "index.html") for page in made]
        return mine, stock(bodies, folder / "stock")


def base_content(lang: Language) -> SiteContext:
    """The content of the record, for one language."""
    record = read_record(ROOT / "data", SETTINGS)
    claims, dates = figure_claims(record), date_claims(record)
    return SiteContext(
        PROGRAMME.site_map(),
        record,
        claims,
        dates,
        lambda: all_charts(PROGRAMME.charts, record, claims, dates),
        read_changes(record, claims, dates),
        docs=ROOT / "build" / "docs" / lang.code,
        bundle=b"",
        epoch=0,
        site_url="",
        repository="",
    )


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    base = base_content(SPOKEN)
    print("| pages | ours | per 1,000 | stock | per 1,000 | ratio |")
    print("| --: | --: | --: | --: | --: | --: |")
    for count in sizes:
        mine, theirs = measure(count, base)
        cells = [f"{count:,}", f"{mine:.1f} s", f"{mine / count * 1000:.1f} s"]
        cells += (
            [f"{theirs:.1f} s", f"{theirs / count * 1000:.1f} s", f"{theirs / mine:.1f} x"]
            if theirs
            else ["not timed", "", ""]
        )
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
