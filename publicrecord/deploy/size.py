"""What the open data cost: seconds and bytes, and how far the site is from its host's limit."""

from __future__ import annotations

from pathlib import Path

LIMIT = 1_000_000_000  # of a site on GitHub Pages
AIM_SECONDS, AIM_BYTES = 15, 60_000_000  # for the open data of one release
OPEN_DATA = {
    "data": ("data",),
    "API": ("api",),
    "pages of tables and sources": ("tabel", "sumber", "en/tables", "en/sources"),
}
MILLION = 1_000_000


def size_report(site: Path, seconds: float) -> list[str]:
    """Two lines for the end of a build; seconds: what writing the open data took."""
    parts = {
        name: sum(bytes_below(site / folder) for folder in folders)
        for name, folders in OPEN_DATA.items()
    }
    whole, all_open = bytes_below(site), sum(parts.values())
    listed = ", ".join(f"{name} {size / MILLION:.1f} MB" for name, size in parts.items())
    return [
        f"Open data: {seconds:.1f} s, {all_open / MILLION:.1f} MB ({listed}); "
        f"target {AIM_SECONDS} s, {AIM_BYTES // MILLION} MB",
        f"Site: {whole / MILLION:.1f} MB, {whole / LIMIT:.1%} of the "
        f"{LIMIT // MILLION} MB that GitHub Pages allows",
    ]


def bytes_below(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.resolve().rglob("*") if file.is_file())
