"""Where the engine is installed, and beside it what npm brought and what earlier builds kept."""

from __future__ import annotations

from pathlib import Path

ENGINE = Path(__file__).resolve().parent
ROOT = ENGINE.parent
NPM = ROOT / "node_modules"
PLOTLY, SOURCE_SANS = NPM / "plotly.js-basic-dist-min", NPM / "source-sans"
FONTS = {kind: SOURCE_SANS / kind for kind in ("TTF", "OTF")}
TEMPLATES = ROOT / "site_src"  # of the engine; a programme's own come before them
