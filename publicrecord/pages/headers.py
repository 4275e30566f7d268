"""The headers of answers, in `_headers`, which Netlify and Cloudflare Pages read.

Files that programs read may be read by scripts of other sites, and kept for ten minutes; after
that an old copy may be shown while the new one is fetched. No address is listed twice, because
hosts join the values of a header that two entries give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publicrecord.language import Language
from publicrecord.site_files import SiteFiles

FILE = "_headers"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
FOR_PROGRAMS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=600, stale-while-revalidate=86400",
}
SHARED = ("api/*", "data/*", "llms.txt", "CITATION.cff")
# A page to embed may be in a frame whose host leaves it no origin (sandbox); to it, our scripts are
# those of another site.
OF_A_LANGUAGE = ("assets/*", "downloads/*", "embed/*", "feed.atom", "feed.json", "calendar.ics")


def write_headers(files: SiteFiles, languages: Sequence[Language], policy: str) -> None:
    """Write the headers of all answers of a site; policy: the Content Security Policy."""
    lines = _entry("*", HEADERS | {"Content-Security-Policy": policy})
    for path in for_programs(languages):
        lines += _entry(path, FOR_PROGRAMS)
    files.write(FILE, ("\n".join(lines) + "\n").encode())


def for_programs(languages: Sequence[Language]) -> Iterator[str]:
    """The paths of files that programs read; a star stands for whatever follows."""
    yield from SHARED
    for language in languages:
        for path in (*OF_A_LANGUAGE, f"{language.addresses['charts']}/*"):
            yield language.folder + path


def _entry(path: str, headers: dict[str, str]) -> list[str]:
    return [f"/{path}", *(f"  {name}: {value}" for name, value in headers.items())]
