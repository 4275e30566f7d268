"""An SVG file drawn as pixels, by librsvg in libvips, with our fonts and no others, so that the
picture is the same on every machine.
"""

from __future__ import annotations

import os
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pyvips
from PIL import Image

from publicrecord.install import FONTS

TTF = FONTS["TTF"]
SETTINGS = "FONTCONFIG_FILE"


def draw(svg: str, zoom: float) -> Image.Image:
    """A whole SVG file, whose ground is opaque, in RGB. zoom: pixels to a unit of the SVG.

    Raises pyvips.Error for what is no SVG file.
    """
    _load_fonts()
    image = pyvips.Image.svgload_buffer(svg.encode("utf-8"), scale=zoom)
    # A region is drawn in this thread. What draws whole images starts threads, for which a process
    # that is forked later would wait without end.
    pixels = pyvips.Region.new(image).fetch(0, 0, image.width, image.height)
    return Image.frombuffer("RGBA", (image.width, image.height), bytes(pixels)).convert("RGB")


@cache
def _load_fonts() -> None:
    """Let libvips find our fonts only. Its library of fonts, fontconfig, reads a file of settings
    once in a process, from a variable that browsers and others which we start would read too."""
    pyvips.cache_set_max(0)  # no drawing is made twice
    before = os.environ.get(SETTINGS)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(
            f"<fontconfig><dir>{escape(str(TTF))}</dir><cachedir>{escape(folder)}</cachedir>"
            "<config><rescan><int>0</int></rescan></config></fontconfig>",
            encoding="utf-8",
        )
        os.environ[SETTINGS] = str(file)
        try:
            pyvips.Image.text("a")
        finally:
            del os.environ[SETTINGS]
            os.environ |= {SETTINGS: before} if before is not None else {}
