"""The licences of all that the site contains, its own and those of others, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from publicrecord.install import PLOTLY, ROOT, SOURCE_SANS
from publicrecord.outputs import new_file

FILE = "licences.txt"
RULE = "=" * 78


def write_licences(project: Path, folder: Path) -> None:
    """Write the licences to a file of `folder`; project: the folder with data/ and NOTICE."""
    parts = [
        f"{RULE}\n{title}\n{RULE}\n\n{file.read_text(encoding='utf-8').strip()}\n"
        for title, file in _texts(project)
    ]
    new_file(folder / FILE).write_text("\n".join(parts), encoding="utf-8")


def _texts(project: Path) -> Iterator[tuple[str, Path]]:
    """What each licence is for, and the file with its text."""
    theme = distribution("mkdocs-material")
    described = f"mkdocs_material-{theme.version}.dist-info"  # its list of files is a long one
    icons = Path(str(theme.locate_file("material/templates/.icons")))
    if (project / "NOTICE").is_file():
        yield "Origins of the data", project / "NOTICE"
    yield "The data: data/", project / "data" / "LICENSE"
    yield "The code, styles and scripts of this site", ROOT / "LICENSE"
    title = "The theme, Material for MkDocs: assets/stylesheets/, assets/images/"
    yield title, Path(str(theme.locate_file(f"{described}/licenses/LICENSE")))
    yield "Icons in the theme: Material Design Icons", icons / "material" / "LICENSE"
    yield "Icons in the theme: Font Awesome", icons / "fontawesome" / "LICENSE.txt"
    yield "Icons in the theme: Octicons", icons / "octicons" / "LICENSE"
    plotly = PLOTLY / "LICENSE"
    yield "Interactive charts, plotly.js: assets/plotly-basic.min.js", plotly
    yield "The letters in pictures (PNG), Source Sans", SOURCE_SANS / "LICENSE.md"
