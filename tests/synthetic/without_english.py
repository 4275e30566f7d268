"""Build the SYNTHETIC project in Malay and French only, without English, the language of the
message ids. Nothing of it is released yet.

Run: python -m synthetic.without_english FOLDER, in tests/
"""

from __future__ import annotations

import csv
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from publicrecord import cache
from publicrecord.pipeline import make_site
from publicrecord.programme import Programme
from publicrecord.progress import Progress
from publicrecord.project import Project
from synthetic.build import EPOCH
from synthetic.programme.programme import load_programme
from synthetic.project import HERE, ROOT, copy_programme, write_translations


def build(folder: Path) -> None:
    """Build the project in `folder`/project."""
    os.environ |= {"SOURCE_DATE_EPOCH": EPOCH, "REHEARSAL": "1"}
    cache.CACHE = folder / "cache"
    root = folder / "project"
    _copy_data(root / "data")
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    project = Project(root, lambda: _programme(root), Progress(quiet=True))
    copy_programme(root)
    write_translations(project.settings)
    make_site(project)


def _programme(root: Path) -> Programme:
    programme = load_programme(root)
    languages = tuple(found for found in programme.settings.languages if found.code != "en")
    return replace(programme, settings=replace(programme.settings, languages=languages))


def _copy_data(data: Path) -> None:
    """The tables without English columns, their description without English texts."""
    for table in sorted((HERE / "data").rglob("*.csv")):
        with table.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        if table.stem in ("releases", "revisions"):
            rows = rows[:1]
        kept = [at for at, name in enumerate(rows[0]) if not name.endswith("_en")]
        copy = data / table.relative_to(HERE / "data")
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("w", encoding="utf-8", newline="") as stream:
            cells = ([row[at] for at in kept] for row in rows)
            csv.writer(stream, lineterminator="\n").writerows(cells)
    calendar = data / "calendar.csv"
    planned = calendar.read_text(encoding="utf-8").replace("2033-01-31,2033-01-31", "2033-01-31,")
    calendar.write_text(planned, encoding="utf-8")
    described = json.loads((HERE / "data" / "datapackage.json").read_text(encoding="utf-8"))
    text = json.dumps(_without_texts(described), ensure_ascii=False)
    (data / "datapackage.json").write_text(text, encoding="utf-8")
    (data / "LICENSE").write_bytes((HERE / "data" / "LICENSE").read_bytes())


def _without_texts(content: Any) -> Any:
    """A part of the description without its English texts and the columns of such."""
    if isinstance(content, list):
        return [_without_texts(item) for item in content if not _is_english(item)]
    if isinstance(content, dict):
        english = [key for key in content if f"{key}_ms" in content]
        return {key: _without_texts(v) for key, v in content.items() if key not in english}
    return content


def _is_english(item: object) -> bool:
    return isinstance(item, dict) and str(item.get("name", "")).endswith("_en")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
