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

from publicrecord.findings import UsageError
from publicrecord.install import FONTS
from publicrecord.language import N_

TTF = FONTS["TTF"]
FONT_LIST, SYSROOT = "FONTCONFIG_FILE", "FONTCONFIG_SYSROOT"
"""Where fontconfig finds its list of fonts, and the folder in which it looks for all files."""
APART = 4
"""How many pixels wider an m is than an i, at least; boxes for missing letters are equally wide."""
LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15">{}</text></svg>'
)


def draw(svg: str, zoom: float) -> Image.Image:
    """A whole SVG file, whose ground is opaque, in RGB. zoom: pixels to a unit of the SVG. Not for
    several threads at once.

    Raises pyvips.Error for what is no SVG file, UsageError where our fonts are missing.
    """
    _load_fonts()
    return _drawn(svg, zoom).convert("RGB")


def _drawn(svg: str, zoom: float) -> Image.Image:
    image = pyvips.Image.svgload_buffer(svg.encode("utf-8"), scale=zoom)
    # A region is drawn in this thread. What draws whole images starts threads, for which a process
    # that is forked later would wait without end.
    pixels = pyvips.Region.new(image).fetch(0, 0, image.width, image.height)
    return Image.frombuffer("RGBA", (image.width, image.height), bytes(pixels))


@cache
def _load_fonts() -> None:
    """Let libvips find our fonts only. Its library of fonts, fontconfig, reads a list once in a
    process, from a variable that browsers and others which we start would read too."""
    pyvips.cache_set_max(0)  # no drawing is made twice
    os.environ["PANGOCAIRO_BACKEND"] = "fontconfig"  # macOS has another; read at each drawing
    before = {name: os.environ.pop(name) for name in (FONT_LIST, SYSROOT) if name in os.environ}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(
            f"<fontconfig><dir>{escape(str(TTF.resolve()))}</dir>"
            f"<cachedir>{escape(folder)}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        os.environ[FONT_LIST] = str(file)
        try:
            narrow, wide = (_drawn(LETTER.format(letter), 1).getbbox() for letter in "im")
        finally:
            os.environ.pop(FONT_LIST, None)
            os.environ.update(before)
    if narrow is None or wide is None or wide[2] - narrow[2] < APART:  # boxes for all letters
        raise UsageError(N_("The fonts are missing. Run `make site`, which downloads them."))
