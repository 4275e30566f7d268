"""What a browser may load and run on our pages: a Content Security Policy for each page.

The policy is in each page, because a bare static host sets no headers. It allows our own
origin, and of the inline scripts and styles those that are registered here by the file that
makes them; their hashes are taken from what that file makes, never from a finished page. A
page that holds any other fails the build, and a browser would not run it. Hosts that read a
file of headers find one, and for nginx a snippet lies in docs/.
"""

from __future__ import annotations

import base64
import hashlib
import marshal
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, partial
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import load_config

from publicrecord.cache import cached, input_key
from publicrecord.findings import Finding, Rule, refuse
from publicrecord.install import TEMPLATES
from publicrecord.language import N_, Language
from publicrecord.pages import served_files
from publicrecord.pages.inspected import Inspected
from publicrecord.site_files import SiteFiles

UNKNOWN = Rule(
    "page-script-unknown",
    N_(
        "The site contains a script, style or link that the build did not create (number "
        "of pages: {count}): {value}"
    ),
    N_(
        "Find the template, translation or data value that it comes from, and remove it "
        "there. Add a new inline script of the theme to SCRIPTS in "
        "publicrecord/pages/policy.py."
    ),
)
# The inline scripts of a page in the theme, by the template of the theme that makes each.
SCRIPTS = (
    "partials/javascripts/base.html",
    "partials/javascripts/palette.html",  # ours, in site_src/theme
    "partials/javascripts/content.html",
)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What else begins with `<script`: the site's own file, and data, which no browser runs.
OWN = "assets/site.js"
DATA = re.compile(
    r'<script type="application/(?:json" id="pr-words|ld\+json)">[^<]*</script>'
)  # site_src/theme/main.html and pages/schema_org.py
# A switch of the theme; it sends nothing.
SWITCH = '<form class="md-header__option" data-md-component="palette">'
LEFT = re.compile(
    "<(?:script|style|iframe|frame|frameset|object|embed|applet|portal|base|form|foreignobject)"
    r"\b.{,100}",
    re.DOTALL | re.IGNORECASE,
)
# Where an attribute may be that runs. Only pages in which one of these is found are parsed, as
# parsing takes longer. They are looked for in the page in small letters, and begin with plain
# letters, which are found faster. An address that begins with a quotation mark, as where a page
# shows HTML to copy, has no scheme.
BROKEN = r"""[\t\r\n][^"'<>/:&]*+[:&]"""
SUSPECT = [
    re.compile(pattern)
    for pattern in (
        "http-equiv",
        r"""on(?<=[\s"'/]on)[a-z]+\s*=""",
        r"""style(?<=[\s"'/]style)\s*=\s*["'a-z]""",
        r"script\s*:",
        *(
            rf"""{name}\s*+=\s*+["']?+(?!&#34;)[^"'<>:/&\t\r\n]{{0,40}}+(?:&(?:#|colon|tab|newline)|{BROKEN})"""
            for name in ("href", "src", "action", "data")
        ),
    )
]
ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href"}
RUNS = re.compile("(?:java|vb)script:", re.IGNORECASE)
EMPTY_STYLE = ""  # plotly makes an empty style element and fills it through its rules
EMBED = "embed/"  # the folder of pages to embed
NOT_FOUND = "404.html"
CHARSET = '<meta charset="utf-8">'
NO_MARKUP = "require-trusted-types-for 'script'; trusted-types 'none'"
DAYS_VALID = 365


class Theme:
    """What the builder's theme puts into the pages of one language; settings: its mkdocs.yml."""

    def __init__(self, settings: Path) -> None:
        self._settings = settings
        self._scripts: dict[str, list[str]] = {}

    def scripts(self, base_url: str) -> list[str]:
        """The inline scripts of a page, as the theme's templates make them; base_url: the way
        from the page to the root of its language."""
        if base_url not in self._scripts:
            made_from = input_key(("scripts", base_url, self._settings, TEMPLATES / "theme"))
            made = cached(made_from, lambda: marshal.dumps(self._rendered(base_url)))
            self._scripts[base_url] = marshal.loads(made)  # noqa: S302 (what this wrote itself)
        return self._scripts[base_url]

    @cached_property
    def _config(self) -> Any:
        return load_config(str(self._settings))

    def _rendered(self, base_url: str) -> list[str]:
        jinja, features = self._config.theme.get_env(), self._config.theme.get("features", [])
        words = {"config": self._config, "base_url": base_url, "features": features}
        made = [jinja.get_template(name).render(words) for name in SCRIPTS]
        return [script for text in made for script in SCRIPT.findall(text)]


def with_policy(html: str, scripts: list[str], loads_plotly: bool) -> str:
    """A page in the theme with its policy. scripts: of the theme. loads_plotly: whether it does so
    on request."""
    return html.replace(CHARSET, CHARSET + meta(page_policy(scripts, loads_plotly)), 1)


def check_policies(
    files: SiteFiles,
    settings: dict[str, Path],
    site_url: str,
    plotly_pages: Collection[str],
    embed_style: Callable[[str], str],
) -> str:
    """Look for what the policy of each page of a site must not allow; returns the policy that
    allows what any page needs.

    settings: of the builder, for each language, the root's first. plotly_pages: the addresses of
    those that load plotly on request. embed_style: the style that the build gives to a page to
    embed.
    Raises ValidationFailed if a page has another policy than ours, or a script, a style or a link
    that runs which the build did not make, or if the site has a file of another kind.
    """
    themes, codes = {code: Theme(file) for code, file in settings.items()}, [*settings]
    inspected = Inspected(*map(str, settings.values()))
    embeds = input_key([TEMPLATES / name for name in ("assets", "components", "pages")])
    used: dict[str, None] = {}
    unknown: dict[str, list[str]] = {}
    for name in files.hashes:
        if not name.endswith(".html"):
            continue
        code, inside = in_language(name, codes)
        if inside.startswith(EMBED):
            used |= {digest(embed_script()): None}
            strange = inspected.disallowed(
                partial(disallowed_in_embed, embed_style), files, name, embeds
            )
        else:
            to_language_root = base_url(inside, site_url)
            scripts = themes[code].scripts(to_language_root)
            used |= dict.fromkeys(map(digest, scripts))
            expected = (scripts, to_language_root, address_of(name) in plotly_pages)
            strange = inspected.disallowed(
                partial(disallowed_in_page, *expected), files, name, expected
            )
        for text in strange:
            unknown.setdefault(text, []).append(name)
    refuse(chain(_unknown(unknown), served_files.find(files, inspected)))
    inspected.keep()
    return site_policy(sorted(used))


def _unknown(unknown: dict[str, list[str]]) -> Iterator[Finding]:
    for text, pages in unknown.items():
        yield UNKNOWN.at(pages[0], value=text, count=len(pages))


def in_language(name: str, codes: Sequence[str]) -> tuple[str, str]:
    """The language of a page, and the name of its file below the root of that language. codes: of
    all languages, the root's first."""
    first, _slash, rest = name.partition("/")
    return (first, rest) if first in codes[1:] else (codes[0], name)


def address_of(name: str) -> str:
    """The address of a page, by its file."""
    return name.removesuffix("index.html")


def base_url(name: str, site_url: str) -> str:
    """The way from a page to the root of its language, as the builder writes it; hosts show the
    page of what is not found at any depth. name: of its file, below that root."""
    if name == NOT_FOUND:
        return urlsplit(site_url).path or "/"
    return "/".join([".."] * name.count("/")) or "."


def disallowed_in_page(
    scripts: list[str], to_language_root: str, loads_plotly: bool, html: str
) -> list[str]:
    """What runs or styles in a page and is none of these scripts, nor the file of the site.
    to_language_root: the way to the root of its language. loads_plotly: as in `with_policy`."""
    start = CHARSET + meta(page_policy(scripts, loads_plotly))
    plain = html.replace(start, CHARSET, 1)
    rest = DATA.sub("", plain).replace(SWITCH, "", 1)
    file = "" if to_language_root == "." else to_language_root.removesuffix("/") + "/"
    for known in [
        f'<script src="{file}{OWN}" defer></script>',
        *(f"<script>{script}</script>" for script in scripts),
    ]:
        rest = rest.replace(known, "", 1)
    return [*_without_policy(html, start), *LEFT.findall(rest), *disallowed_attributes(plain)]


def disallowed_in_embed(embed_style: Callable[[str], str], html: str) -> list[str]:
    """What runs or styles in a page to embed beside the style that the build gives it, which its
    policy must name, and the script of all pages to embed."""
    style = embed_style(html)
    start = CHARSET + meta(embed_policy(style))
    rest = html.replace(start, "", 1).replace(f"<style>{style}</style>", "", 1)
    rest = rest.replace(f"<script>{embed_script()}</script>", "", 1)
    return [*_without_policy(html, start), *LEFT.findall(rest), *disallowed_attributes(rest)]


def _without_policy(html: str, start: str) -> list[str]:
    """The beginning of a page whose head does not start with `start`, the expected policy; else
    nothing."""
    return [] if re.search(rf"<head>\s*{re.escape(start)}", html) else [html[:100]]


def disallowed_attributes(html: str) -> list[str]:
    """The attributes of a page that run a script, style an element or speak for the server; none
    of our templates has one."""
    lowered = html.lower()
    if not any(pattern.search(lowered) for pattern in SUSPECT):
        return []
    parser = Attributes()
    parser.feed(html)
    return parser.strange


class Attributes(HTMLParser):
    """Reads a page and keeps the attributes that run a script, style or speak for the server."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at each attribute; browsers pass over blanks and controls within a scheme."""
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "") if name in ADDRESSES else ""
            if name.startswith("on") or name in ("http-equiv", "style") or RUNS.match(address):
                self.strange.append(f'<{tag} {name}="{value or ""}">')


def meta(policy: str) -> str:
    """A policy as it is in a page, before anything that it governs."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def page_policy(scripts: list[str], loads_plotly: bool) -> str:
    """The policy of a page in the theme. A page that loads nothing on request needs no script that
    writes markup or loads scripts, so its policy forbids both."""
    closed = [] if loads_plotly else [NO_MARKUP]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {' '.join(dict.fromkeys(map(digest, scripts)))}",
            f"style-src 'self' {digest(EMPTY_STYLE)}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            *closed,
        ]
    )


@cache
def embed_script() -> str:
    """The script of every page to embed, which loads the values of its marks and tells the page
    around it its height."""
    return (TEMPLATES / "pages" / "embed.js").read_text(encoding="utf-8")


def embed_policy(style: str) -> str:
    """The policy of a page to embed, which has one style and one script: beside it only the site's
    own files may run, and none of them writes markup or loads anything else."""
    return (
        f"default-src 'none'; script-src 'self' {digest(embed_script())}; "
        f"style-src {digest(style)}; img-src data:; base-uri 'none'; form-action 'none'; "
        f"{NO_MARKUP}"
    )


def plain_policy() -> str:
    """The policy of a page without scripts and styles."""
    return f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; {NO_MARKUP}"


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


def write_security_txt(
    files: SiteFiles, languages: Sequence[Language], repository: str, epoch: int
) -> None:
    """Say where to report a weakness, as RFC 9116 has it; without a repository there is none."""
    if not repository:
        return
    expires = datetime.fromtimestamp(epoch, UTC) + timedelta(days=DAYS_VALID)
    said = (
        f"Contact: {repository}/security/advisories/new\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {', '.join(language.code for language in languages)}\n"
        f"Policy: {repository}/blob/main/SECURITY.md\n"
    )
    for name in (".well-known/security.txt", "security.txt"):  # some uploads leave out dot files
        files.write(name, said.encode())
