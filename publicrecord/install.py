"""Where the engine is installed, and beside it what npm brought and what earlier builds kept."""

from __future__ import annotations

from pathlib import Path

ENGINE = Path(__file__).resolve().parent
ROOT = ENGINE.parent
NPM = ROOT / "node_modules"
TEMPLATES = ROOT / "site_src"  # of the engine; a programme's own come before them
