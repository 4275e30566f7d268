"""Releases at their addresses: /data/<version>/ has the tables and the values as released.

Tables lie there compressed, as they are in the release's archive: their bytes are lifted out
and not packed anew, so that 120 releases cost a build next to nothing.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import Changes, page_groups, permalink, spoken_value
from publicrecord.language import SITE_LANGUAGES, Language
from publicrecord.outputs import new_file
from publicrecord.pages.registry import Page, environment, page_links
from publicrecord.pages.shells import ABOUT, BODY, NAME, SHELL
from publicrecord.pages.template_context import template_context
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.figure_tables import FIGURE_TABLES
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import Release, source_of

ARCHIVE = "prakerja.zip"
TABLE = re.compile(r"(reference/)?[a-z_]+\.csv")
# The table of a group of values whose name is the same everywhere; those of places have others.
GROUP_TABLES = {
    **{table.key: table.name for table in FIGURE_TABLES if table.key != "places"},
    "wave-dates": "wave_dates",
    "labour-force": "labour_force",
    "obstacles": "obstacles",
}
DEPTHS = {False: f"data/{SHELL}/", True: f"data/{SHELL}/{SHELL}/"}


def write_vintages(changes: Changes, folder: Path) -> None:
    """Write the files of each release to its folder below `folder`, the public data folder."""
    for release in changes.releases.listed:
        place = folder / release.version
        shutil.copyfile(release.file, new_file(place / ARCHIVE))
        with zipfile.ZipFile(release.file) as archive:
            for member in archive.infolist():
                if TABLE.fullmatch(member.filename):
                    file = new_file(place / f"{member.filename}.gz")
                    file.write_bytes(lifted(archive, member))
        text = json.dumps(
            packed_descriptor(release.description), ensure_ascii=False, separators=(",", ":")
        )
        new_file(place / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def lifted(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member of an archive as a gzip file, without packing it anew (RFC 1952)."""
    if member.compress_type != zipfile.ZIP_DEFLATED:
        return gzip.compress(archive.read(member), 9, mtime=0)
    stream: Any = archive.fp
    stream.seek(member.header_offset + 26)  # the lengths of name and extra field
    stream.seek(sum(struct.unpack("<HH", stream.read(4))), 1)
    packed = stream.read(member.compress_size)
    head = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return bytes(head + packed + struct.pack("<II", member.CRC, member.file_size & 0xFFFFFFFF))


def packed_descriptor(descriptor: dict[str, Any]) -> dict[str, Any]:
    """The description of the tables as they lie beside it, compressed."""
    resources = [
        {key: value for key, value in resource.items() if key not in ("bytes", "hash")}
        | {"path": f"{resource['path']}.gz", "compression": "gz"}
        for resource in descriptor["resources"]
    ]
    return descriptor | {"resources": resources}


def vintage_shells() -> list[Page]:
    """The empty pages that the builder turns into shells, one for each depth."""
    return [
        Page(
            "shell",
            dict.fromkeys(SITE_LANGUAGES, path.rstrip("/")),
            lambda _language: NAME,
            lambda _language: ABOUT,
        )
        for path in DEPTHS.values()
    ]


def write_vintage_pages(content: SiteContext, out: Path, language: Language) -> None:
    """Fill the shells for each release in the built site of one language, and take them away."""
    site, jinja = out / language.code, environment(language)
    shells = {
        deep: (site / path / "index.html").read_text(encoding="utf-8")
        for deep, path in DEPTHS.items()
    }
    for release in content.changes.releases.listed:
        groups = page_groups(release)
        for group, values in [("", () if groups else release.values), *groups.items()]:
            path = f"data/{release.version}/" + (f"{group}/" if group else "")
            body, title = _body(content, release, group, values, path, jinja, language)
            about = language.gettext(
                "{title}: values of Kartu Prakerja as published on {date}."
            ).format(title=title, date=language.date(release.released_on))
            html = shells[bool(group)].replace(DEPTHS[bool(group)], path)
            html = html.replace(NAME, str(escape(title))).replace(ABOUT, str(escape(about)))
            file = new_file(site / path / "index.html")
            file.write_text(html.replace(f"<p>{BODY}</p>", body), encoding="utf-8")
    shutil.rmtree(site / "data" / SHELL)


def _body(
    content: SiteContext,
    release: Release,
    group: str,
    values: Iterable[Value],
    path: str,
    jinja: Environment,
    language: Language,
) -> tuple[str, str]:
    """What a page says, and its title."""
    address = language.folder + path
    words = template_context(content, jinja, language, address)
    title = language.gettext("Data release {version}").format(version=release.version)
    if group:
        title += f": {group_name(content, group, language)}"
    body = jinja.get_template("pages/release.html.jinja").render(
        **words,
        pages=page_links(language, path.rstrip("/")),
        release=release,
        group=group,
        groups=[
            (name, group_name(content, name, language), len(found))
            for name, found in ({} if group else page_groups(release)).items()
        ],
        values=[_told(content, release, value, language) for value in values],
        files=[] if group else _files(content, release),
    )
    return body, title


def _told(content: SiteContext, release: Release, value: Value, language: Language) -> Row:
    """A value for a row of the page, with what became of it."""

    def spoken(told: Row) -> str:
        return spoken_value(told["value"], value["table"], told["unit"], content.codes, language)

    followed = content.changes.after(value, release)
    later = None
    if followed:
        by, new = followed
        later = {
            "value": spoken(new),
            "version": by.version if by else "",
            "href": permalink(by, value["claim"]) if by else "",
        }
    source = source_of(value["claim"])
    return {
        "claim": value["claim"],
        "name": language.of(value, "name"),
        "value": spoken(value),
        "as_of": value["as_of"],
        "status": value["status"],
        "source_id": source,
        "known": source in content.sources,
        "later": later,
    }


def _files(content: SiteContext, release: Release) -> list[tuple[str, int]]:
    """The files of a release below its folder, with their bytes."""
    folder = content.docs / "id" / "data" / release.version
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ARCHIVE)
    return [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in paths]


def group_name(content: SiteContext, group: str, language: Language) -> str:
    """What a group of values is called."""
    if group in GROUP_TABLES:
        resource = content.record.resource(GROUP_TABLES[group])
        return language.described(resource, "title")
    kind, _, code = group.rpartition("-")
    province = content.place_index.totals.get(code, {"name": "Indonesia", "name_en": "Indonesia"})
    name = province["name" if language.code == "id" else "name_en"]
    if kind == "population":
        return language.gettext("Population of {name}").format(name=name)
    if code in content.place_index.totals:
        return language.gettext("Places in {name}").format(name=name)
    return language.gettext("Other places")
