"""A site without English, the language of the message ids."""

from __future__ import annotations

import json

import pytest
from synthetic.project import run


@pytest.mark.nightly
@pytest.mark.long
def test_the_site_is_built_in_two_languages_of_which_none_is_english(tmp_path):
    result = run("synthetic.without_english", str(tmp_path))
    assert result.returncode == 0, result.stderr[-3000:]
    site = tmp_path / "project" / "site"
    assert not (site / "en").exists()
    croissant = json.loads((site / "data" / "croissant.json").read_text(encoding="utf-8"))
    assert croissant["@context"]["@language"] == "ms"
    assert croissant["description"].startswith("SINTETIK")
    openapi = json.loads((site / "api" / "v1" / "openapi.json").read_text(encoding="utf-8"))
    assert openapi["info"]["title"] == "SINTETIK dalam Angka"
    script = (site / "data" / "synthetic.duckdb.sql").read_text(encoding="utf-8")
    assert "IS 'SINTETIK" in script
    assert (site / "data" / "wave_figures.ms.xlsx").is_file()
    page = (site / "himpunan-data" / "index.html").read_text(encoding="utf-8")
    assert "wave_figures.ms.xlsx" in page
