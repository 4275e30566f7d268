"""What a browser may load and run on our pages: a Content Security Policy for each page.

The policy stands in each page, because a bare static host sets no headers. It allows our own
origin, and of the inline scripts and styles those whose hash it names, and nothing else: a
script that got in with a value does not run. Hosts that read a file of headers find one, and
for nginx a snippet lies in docs/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHARSET = '<meta charset="utf-8">'
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
EMPTY_STYLE = ""  # plotly makes an empty style element and fills it through its rules
EMBED = "embed"
FIGURE = "data-figure="  # a chart whose button loads plotly, which writes markup
FINDER = "data-script="  # the finder, which is loaded when its field is touched
NO_MARKUP = "require-trusted-types-for 'script'; trusted-types 'none'"
DAYS_VALID = 365
OPEN = ("api", "data")  # folders whose files scripts of other sites may read

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def set_policies(site: Path) -> None:
    """Write the policy into every page below `site`, and the headers of all to `_headers`."""
    scripts: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        embedded = EMBED in page.relative_to(site).parts
        page.write_text(with_policy(html, embedded), encoding="utf-8")
        scripts |= set(_scripts(html))
    headers = HEADERS | {"Content-Security-Policy": site_policy(sorted(scripts))}
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    for folder in OPEN:
        lines += [f"/{folder}/*", "  Access-Control-Allow-Origin: *"]
    (site / "_headers").write_text("\n".join(lines) + "\n", encoding="utf-8")


def with_policy(html: str, embedded: bool) -> str:
    """A page with its policy, before anything that the policy governs."""
    policy = embed_policy(html) if embedded else page_policy(html)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(CHARSET, CHARSET + meta, 1)


def page_policy(html: str) -> str:
    """The policy of a page in the theme. Where nothing is loaded on request, no script of ours
    writes markup or loads another, so neither may any other."""
    closed = [] if FIGURE in html or FINDER in html else [NO_MARKUP]
    styles = [digest(EMPTY_STYLE), *map(digest, STYLE.findall(html))]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {' '.join(_scripts(html))}".rstrip(),
            f"style-src 'self' {' '.join(dict.fromkeys(styles))}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            *closed,
        ]
    )


def embed_policy(html: str) -> str:
    """The policy of a page to embed, which has no script: none may run, not even through the
    DOM."""
    styles = " ".join(dict.fromkeys(map(digest, STYLE.findall(html))))
    return (
        f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; "
        f"form-action 'none'; {NO_MARKUP}"
    )


def site_policy(scripts: list[str]) -> str:
    """The policy of all pages together, for a header; styles are left to the pages' own."""
    return (
        f"script-src 'self' {' '.join(scripts)}; object-src 'none'; frame-src 'none'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """The source expression of an inline script or style."""
    raw = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"


def _scripts(html: str) -> list[str]:
    """The hashes of the inline scripts that a browser runs; data are not run."""
    return list(
        dict.fromkeys(
            digest(match["text"])
            for match in SCRIPT.finditer(html)
            if "src=" not in match["attributes"] and "json" not in match["attributes"]
        )
    )


def write_security_txt(site: Path, repository: str, epoch: int) -> None:
    """Say where to report a weakness, as RFC 9116 has it; without a repository there is none."""
    if not repository:
        return
    expires = datetime.fromtimestamp(epoch, UTC) + timedelta(days=DAYS_VALID)
    said = (
        f"Contact: {repository}/security/advisories/new\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: id, en\n"
        f"Policy: {repository}/blob/main/SECURITY.md\n"
    )
    (site / ".well-known").mkdir()
    for name in (".well-known/security.txt", "security.txt"):  # some uploads leave out dot files
        (site / name).write_text(said, encoding="utf-8")
