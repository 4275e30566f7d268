"""The list of all pages for search engines. The builder's own knows no pages of places."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from publicrecord.outputs import new_file


def page_addresses(site: Path) -> list[str]:
    """The address of every page of a built site below its root, but pages to embed."""
    found = (page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    kept = [path for path in found if "embed" not in path.split("/")]
    return sorted("" if path == "." else f"{path}/" for path in kept)


def write_sitemap(site: Path, site_url: str, epoch: int) -> None:
    """Write sitemap.xml and robots.txt; without the site's own address there is no sitemap."""
    robots = "User-agent: *\nAllow: /\n"
    if site_url:
        day = datetime.fromtimestamp(epoch, UTC).date().isoformat()
        entries = "\n".join(
            f"<url><loc>{escape(site_url + path)}</loc><lastmod>{day}</lastmod></url>"
            for path in page_addresses(site)
        )
        new_file(site / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n',
            encoding="utf-8",
        )
        robots += f"Sitemap: {site_url}sitemap.xml\n"
    new_file(site / "robots.txt").write_text(robots, encoding="utf-8")
