"""The addresses that were published: none of them is lost.

site_src/published_addresses.csv lists every address of the site below its root, but those of styles
and scripts: one row an address. `place_code` says whose page or file it is, so that a place which
is renamed keeps its old addresses without an edit. For anything else that moves, a maintainer
writes the new address into `moved_to`. At each old address the build leaves a page that leads to
the new one, or for a file a copy of the new one. The build fails if one is lost without a new one.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from markupsafe import Markup

from publicrecord.context.site_context import SiteContext
from publicrecord.findings import Finding, Rule, ValidationFailed, refuse
from publicrecord.language import N_, Language
from publicrecord.outputs import files_below
from publicrecord.pages import run_record
from publicrecord.pages.place_files import has_file, place_file
from publicrecord.pages.policy import meta, plain_policy
from publicrecord.pages.sharing import CARD
from publicrecord.pages.template_context import EveryPage, template_names
from publicrecord.pages.templates import environment
from publicrecord.record.bounds import UNREADABLE, size
from publicrecord.record.header import HEADER
from publicrecord.record.patterns import in_words
from publicrecord.record.row_shapes import ROW_SHAPE
from publicrecord.record.shape_faults import reading_fault
from publicrecord.site_files import SiteFiles

FILE = Path("site_src") / "published_addresses.csv"
COLUMNS = ("address", "place_code", "moved_to")
REDIRECTS = "_redirects"  # what some hosts read; nobody asks for it
PAGE = "/"  # how the address of a page ends, unless it is the front page
# What an address consists of; a name of dots alone could lead out of the site.
ADDRESS = re.compile(r"(?:(?!\.+(?:/|$))[A-Za-z0-9._~-]+/?)+")
# What hosts and programs look for; the site has it or has it not, and it never moves.
NEVER_MOVES = re.compile(r"[._]|assets/|(?:cname|security\.txt)$", re.IGNORECASE)
NOT_A_LIST = N_("a cell is too long, or a quotation mark is not closed")

LOST = Rule(
    "address-lost",
    N_(
        'The address "{value}" was published before, but the site no longer has it. Readers, '
        "search engines and newspapers may link to it."
    ),
    N_(
        "Restore what was at this address. If it moved, write the new address into the column "
        "moved_to of this row."
    ),
)
NOWHERE = Rule(
    "address-moved-nowhere",
    N_(
        'The address "{value}" is not a page or a file of the same kind on the site, so nothing '
        "can have moved there."
    ),
    N_("Write an address of the site as this file lists them, such as {example}."),
)
UNFIT = Rule(
    "address-unfit",
    N_('"{value}" cannot be an address of the site.'),
    N_("Restore the last version of this row from git."),
)


@dataclass(frozen=True)
class Published:
    """An address that was published. row: of the file. place_code: whose it is, or empty. moved_to:
    the address that replaces it, or empty."""

    address: str
    place_code: str = ""
    moved_to: str = ""
    row: int | None = None


@dataclass(frozen=True)
class MovedPage:
    """What the template of a page that has moved may use."""

    href: Annotated[str, "The new address, from the old one."]
    canonical: Annotated[str, "The new address, whole if the site's own is known."]
    policy: Annotated[Markup, "The security policy of the page, as a meta element."]


def published(root: Path) -> list[Published]:
    """The addresses that a project has published; none if it has no list of them.

    Raises ValidationFailed if the file is too large or is not the list.
    """
    file, name = root / FILE, FILE.as_posix()
    if not file.is_file():
        return []
    refuse(size(root, name, name))
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValidationFailed([UNREADABLE.at(name, reason=reading_fault(error))]) from None
    try:
        header, *rows = [*csv.reader(io.StringIO(text), strict=True)] or [[]]
    except csv.Error:
        raise ValidationFailed([UNREADABLE.at(name, reason=in_words(NOT_A_LIST))]) from None
    if header != [*COLUMNS]:
        found, columns = ", ".join(header), ", ".join(COLUMNS)
        raise ValidationFailed([HEADER.at(name, 1, value=found, columns=columns)])
    numbered, count = [*enumerate(rows, start=2)], len(COLUMNS)
    refuse(
        ROW_SHAPE.at(name, number, found=len(row), count=count)
        for number, row in numbered
        if len(row) != count
    )
    return [Published(address, code, new, number) for number, (address, code, new) in numbered]


def site_addresses(names: Iterable[str]) -> set[str]:
    """Every address of a built site, pages as folders. names: of its files."""
    return {
        path.removesuffix("index.html")
        for path in names
        if "assets" not in path.split("/")[:2] and path != REDIRECTS
    }


def write_redirects(content: SiteContext, files: SiteFiles) -> None:
    """Write to a new site what is at each earlier address that it lacks: a page that leads to
    the new address, or a copy of the new file.

    Raises ValidationFailed for an address that leads nowhere.
    """
    before = published(content.record.settings.folder)
    now = site_addresses([*files.hashes, run_record.FILE])  # which is written last
    at = _places(content)
    moved = moves(before, now, lambda old: at.get(_whose(old, content), ""))
    for old, new in moved.items():
        if old.address.endswith(PAGE):
            _write_page(content, files, old.address, new)
        else:
            files.write(old.address, files.path(new).read_bytes())
    # For hosts that answer with a redirect; others show the page. The last line is for programs,
    # which get an answer they can read at an address of the API that does not exist.
    base = urlsplit(content.site_url).path or "/"
    lines = "".join(f"{base}{old.address} {base}{new} 301\n" for old, new in moved.items())
    missing = f"{base}api/* {base}api/404.json 404\n"
    files.write(REDIRECTS, (lines + missing).encode())


def moves(
    before: Iterable[Published], now: Collection[str], current: Callable[[Published], str]
) -> dict[Published, str]:
    """The new address of each published address that the site no longer has. now: the addresses of
    the site. current: gives the present address of the place of an address, or an empty text.

    Raises ValidationFailed if there is no new address, or an address is not one of a site.
    """
    missing = [old for old in before if old.address not in now]
    refuse(_unfit(missing))
    moved = {old: old.moved_to or current(old) for old in missing}
    refuse(_lost(moved, now))
    return moved


def add(content: SiteContext, site: Path) -> None:
    """Add the addresses of a built site to the list."""
    root, at = content.record.settings.folder, _places(content)
    codes = {address: code for (_language, _kind, code), address in at.items()}
    known = {old.address: old for old in published(root)}
    new = {address: Published(address) for address in site_addresses(files_below(site))}
    with (root / FILE).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for address, one in sorted((new | known).items()):
            writer.writerow((address, one.place_code or codes.get(address, ""), one.moved_to))


Whose = tuple[str, str, str]
"""The language of an address, its kind (as `_kind`), and the code of its place."""


def _places(content: SiteContext) -> dict[Whose, str]:
    """Where the pages of places and their cards are now, and the file of each place of the upper
    level."""
    index, languages = content.place_index, content.record.settings.languages
    pages = {
        (lang.code, kind, code): f"{lang.folder}{index.addresses.path(code, lang.code)}{name}"
        for lang in languages
        for code in index.place
        for kind, name in ((PAGE, ""), (".png", f"{CARD}.png"), (".svg", f"{CARD}.svg"))
    }
    root = content.record.settings.root_language
    files = {
        (root.code, ".csv", code): f"data/places/{place_file(content, code)}"
        for code in index.place
        if index.province_of[code] == code and has_file(content, code)
    }
    return pages | files


def _whose(old: Published, content: SiteContext) -> Whose:
    return _language(content, old.address).code, _kind(old.address), old.place_code


def _language(content: SiteContext, address: str) -> Language:
    """The language of an address: the root's, unless it lies in the folder of another."""
    settings = content.record.settings
    inside = (s for s in settings.languages if s.folder and address.startswith(s.folder))
    return next(inside, settings.root_language)


def _unfit(missing: Iterable[Published]) -> Iterator[Finding]:
    """The list is a file that anyone may propose to change: no address leads out of the site, or is
    one at which a host or a program reads what the site does not say."""
    for old in missing:
        if not ADDRESS.fullmatch(old.address) or NEVER_MOVES.match(old.address):
            yield UNFIT.at(FILE.as_posix(), old.row, "address", old.address)


def _lost(moved: dict[Published, str], now: Collection[str]) -> Iterator[Finding]:
    for old, new in moved.items():
        if not new:
            yield LOST.at(FILE.as_posix(), old.row, "address", old.address)
        elif new not in now or _kind(new) != _kind(old.address):
            example = min(filter(None, now))
            yield NOWHERE.at(FILE.as_posix(), old.row, "moved_to", new, example=example)


def _kind(address: str) -> str:
    """A page, or the ending of a file: browsers read a file as what it ends with."""
    return PAGE if address.endswith(PAGE) or not address else PurePosixPath(address).suffix.lower()


def _write_page(content: SiteContext, files: SiteFiles, old: str, new: str) -> None:
    """Write the page at an old address that leads to the new one."""
    language = _language(content, old)
    jinja = environment(content.record.settings, language)
    href = os.path.relpath(new or ".", old) + ("/" if new else "")
    on_host = urlsplit(content.site_url).netloc
    canonical = content.site_url + new if on_host else href
    page = MovedPage(href, canonical, Markup(meta(plain_policy())))
    names = template_names(EveryPage.of(content, jinja, language, old), page)
    html = jinja.get_template("pages/moved.html.jinja").render(names)
    files.write(f"{old}index.html", f"{html}\n".encode())
