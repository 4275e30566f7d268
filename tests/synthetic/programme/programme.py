"""The SYNTHETIC programme as the engine publishes it."""

from __future__ import annotations

from pathlib import Path

from publicrecord.programme import Programme
from publicrecord.settings_file import read_settings
from publicrecord.site_map import SiteMap
from synthetic.programme.charts import charts
from synthetic.programme.pages import PAGES, PLACES

PACKAGE = Path("synthetic", "programme")  # of a scratch copy


def load_programme(folder: Path) -> Programme:
    """The programme of the project in `folder`, a scratch copy."""
    return Programme(
        settings=read_settings(folder / PACKAGE / "settings.yml", folder),
        contexts=dict,
        charts=charts,
        page_sets=lambda: PLACES,
        site_map=lambda: SiteMap(
            pages=PAGES,
            figure_pages={
                "programme_figures": "home",
                "wave_figures": "home",
                "wave_dates": "home",
                "state_figures": "places",
                "place_figures": "places",
                "survey_figures": "home",
            },
            place_map="synthetic-places",
        ),
    )
