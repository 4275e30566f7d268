"""What the open data cost: seconds and bytes, and how far the site is from its host's limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publicrecord.language import Language

LIMIT = 1_000_000_000  # of a site on GitHub Pages
AIM_SECONDS, AIM_BYTES = 15, 60_000_000  # for the open data of one release
MILLION = 1_000_000


def size_report(
    sizes: Mapping[str, int], languages: Iterable[Language], seconds: float
) -> list[str]:
    """Two lines for the end of a build. sizes: the bytes of each file of the site, by its path.
    languages: the site's. seconds: of the processor, for writing the open data and their pages."""
    pages = [
        f"{language.folder}{language.addresses[kind]}/"
        for language in languages
        for kind in ("tables", "sources")
    ]
    open_data = {"data": ["data/"], "API": ["api/"]}
    parts = {name: _size_below(sizes, folders) for name, folders in open_data.items()}
    about = _size_below(sizes, pages)
    whole, all_open = sum(sizes.values()), sum(parts.values())
    listed = ", ".join(f"{name} {size / MILLION:.1f} MB" for name, size in parts.items())
    return [
        f"Open data: {seconds:.1f} s of processor, {all_open / MILLION:.1f} MB ({listed}); "
        f"target {AIM_SECONDS} s, {AIM_BYTES // MILLION} MB; their pages {about / MILLION:.1f} MB",
        f"Site: {whole / MILLION:.1f} MB, {whole / LIMIT:.1%} of the "
        f"{LIMIT // MILLION} MB that GitHub Pages allows",
    ]


def _size_below(sizes: Mapping[str, int], folders: list[str]) -> int:
    return sum(size for file, size in sizes.items() if file.startswith(tuple(folders)))
