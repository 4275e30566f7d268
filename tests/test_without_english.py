"""A site without English, the language of the message ids: the SYNTHETIC one in its two others."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from synthetic.programme.programme import load_programme
from synthetic.project import HERE, ROOT, write_translations

from publicrecord import cache
from publicrecord.pipeline import make_site
from publicrecord.programme import Programme
from publicrecord.progress import Progress
from publicrecord.project import Project

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:::gptables", "ignore:::rdflib"),
]


def two_languages(folder: Path) -> Programme:
    """The SYNTHETIC programme in Malay and French."""
    programme = load_programme(folder)
    spoken = tuple(found for found in programme.settings.languages if found.code != "en")
    return replace(programme, settings=replace(programme.settings, languages=spoken))


def without_texts(content: Any) -> Any:
    """A description of tables without its English texts and the columns of such."""
    if isinstance(content, list):
        kept = [item for item in content if not _is_english(item)]
        return [without_texts(item) for item in kept]
    if isinstance(content, dict):
        english = [key for key in content if f"{key}_ms" in content]
        return {k: without_texts(value) for k, value in content.items() if k not in english}
    return content


def _is_english(item: object) -> bool:
    return isinstance(item, dict) and str(item.get("name", "")).endswith("_en")


def copy_data(folder: Path) -> None:
    """The tables of the SYNTHETIC record without English columns, and nothing released yet."""
    for table in (HERE / "data").rglob("*.csv"):
        with table.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        kept = [at for at, name in enumerate(rows[0]) if not name.endswith("_en")]
        if table.stem in ("releases", "revisions"):
            rows = rows[:1]
        copy = folder / table.relative_to(HERE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("w", encoding="utf-8", newline="") as stream:
            cells = ([row[at] for at in kept] for row in rows)
            csv.writer(stream, lineterminator="\n").writerows(cells)
    described = json.loads((HERE / "data" / "datapackage.json").read_text(encoding="utf-8"))
    text = json.dumps(without_texts(described), ensure_ascii=False)
    (folder / "data" / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "data" / "LICENSE").write_bytes((HERE / "data" / "LICENSE").read_bytes())
    calendar = folder / "data" / "calendar.csv"
    planned = calendar.read_text(encoding="utf-8").replace("2033-01-31,2033-01-31", "2033-01-31,")
    calendar.write_text(planned, encoding="utf-8")
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())


def test_the_site_is_built_in_two_languages_of_which_none_is_english(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1991000000")
    monkeypatch.setenv("REHEARSAL", "1")
    folder = tmp_path / "project"
    folder.mkdir()
    copy_data(folder)
    project = Project(folder, lambda: two_languages(folder), Progress(quiet=True))
    write_translations(project.settings)
    make_site(project)
    site = project.root / "site"
    assert not (site / "en").exists()
    croissant = json.loads((site / "data" / "croissant.json").read_text(encoding="utf-8"))
    assert croissant["@context"]["@language"] == "ms"
    assert croissant["description"].startswith("SINTETIK")
    openapi = json.loads((site / "api" / "v1" / "openapi.json").read_text(encoding="utf-8"))
    assert openapi["info"]["title"] == "SINTETIK dalam Angka"
    script = (site / "data" / "synthetic.duckdb.sql").read_text(encoding="utf-8")
    assert "IS 'SINTETIK" in script
    assert (site / "data" / "wave_figures.ms.xlsx").is_file()
    assert "wave_figures.ms.xlsx" in (site / "himpunan-data" / "index.html").read_text("utf-8")
