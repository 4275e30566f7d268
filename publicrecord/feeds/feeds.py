"""Feeds: releases, revisions and new figures, as Atom (RFC 4287) and as JSON Feed 1.1.

Identifiers are UUIDs made of what they stand for (RFC 9562, version 5), so that they stay the same
wherever the site moves, and also where its address is not known.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from publicrecord.context.addresses import CHANGES
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.history.changes import permalink, spoken_value
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import Release, source_of

ATOM, JSON = "feed.atom", "feed.json"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "prakerja-dalam-angka")
MOST = 100  # entries, the latest ones
NAMED = 20  # new figures that the entry of a release names


@dataclass(frozen=True)
class Entry:
    """One thing announced: its lasting key, title, day, text, and address below the language."""

    key: str
    title: str
    day: str
    text: str
    path: str

    def identifier(self, language: Language) -> str:
        """The same for ever, and another in each language."""
        return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{language.code}/{self.key}')}"


def entries(content: SiteContext, language: Language) -> list[Entry]:
    """What is announced, the latest first."""
    changes = content.changes
    found = [_revision(content, row, language) for row in changes.revisions]
    for release in changes.releases.listed:
        new = [value for value in release.values if changes.is_new_figure(value, release)]
        found.append(_release(release, len(new), language))
        if new and release is not changes.releases.listed[0]:
            found.append(_new_figures(content, release, new, language))
    order = sorted(enumerate(found), key=lambda pair: (pair[1].day, pair[0]), reverse=True)
    return [entry for _at, entry in order][:MOST]


def _release(release: Release, new: int, language: Language) -> Entry:
    return Entry(
        f"release/{release.version}",
        language.gettext("Data version {version} is out").format(version=release.version),
        release.released_on,
        language.gettext("{count} values; {new} figures are new. {note}")
        .format(
            count=language.number(release.count),
            new=language.number(new),
            note=language.of(release.note, "note"),
        )
        .strip(),
        f"data/{release.version}/",
    )


def _new_figures(
    content: SiteContext, release: Release, new: list[Value], language: Language
) -> Entry:
    lines = [
        f"{language.of(value, 'name')}: "
        + spoken_value(value["value"], value["table"], value["unit"], content.codes, language)
        for value in new[:NAMED]
    ]
    if len(new) > NAMED:
        lines.append(language.gettext("and {count} more").format(count=len(new) - NAMED))
    return Entry(
        f"new/{release.version}",
        language.gettext("{count} new figures in data version {version}").format(
            count=language.number(len(new)), version=release.version
        ),
        release.released_on,
        "\n".join(lines),
        f"data/{release.version}/",
    )


def _revision(content: SiteContext, row: Row, language: Language) -> Entry:
    old, new = (
        spoken_value(row[key], row["table"], row["unit"], content.codes, language)
        for key in ("old", "new")
    )
    name = language.of(row, "name")
    text = (
        language.gettext("Revised: {name} ({source}) was {old}, now {new}. {reason}")
        if row["kind"] == "revision"
        else language.gettext("Corrected: {name} ({source}) was {old}, now {new}. {reason}")
    ).format(
        name=name, source=source_of(row["claim"]), old=old, new=new,
        reason=language.of(row, "reason"),
    )  # fmt: skip
    published = content.changes.publisher(row["claim"], row["old"])
    return Entry(
        f"revision/{row['claim']}/{row['date']}/{row['old']}",
        f"{name}: {old} → {new}",
        row["date"],
        text,
        permalink(published, row["claim"]) if published else CHANGES[language.code],
    )


def write_feeds(content: SiteContext, language: Language, folder: Path) -> None:
    """Write both feeds of a language to `folder`."""
    root = content.site_root or citation.PREVIEW
    home = root + language.folder
    listed = entries(content, language)
    title = language.gettext("{project}: changes to the data").format(
        project=citation.PROJECT[language.code]
    )
    new_file(folder / ATOM).write_bytes(_atom(listed, title, home, language, content.epoch))
    text = json.dumps(_json(listed, title, home, language), ensure_ascii=False, indent=1)
    new_file(folder / JSON).write_text(text + "\n", encoding="utf-8")


def _atom(listed: list[Entry], title: str, home: str, language: Language, epoch: int) -> bytes:
    feed = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.code}
    )

    def put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
        ElementTree.SubElement(parent, name, attributes).text = text or None

    put(feed, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{language.code}/feed')}")
    put(feed, "title", title)
    put(
        feed,
        "updated",
        _moment(listed[0].day if listed else datetime.fromtimestamp(epoch, UTC).date().isoformat()),
    )
    put(feed, "link", rel="self", type="application/atom+xml", href=home + ATOM)
    put(feed, "link", rel="alternate", type="text/html", href=home + CHANGES[language.code])
    author = ElementTree.SubElement(feed, "author")
    put(author, "name", citation.PROJECT[language.code])
    put(feed, "rights", "CC BY 4.0")
    for one in listed:
        entry = ElementTree.SubElement(feed, "entry")
        put(entry, "id", one.identifier(language))
        put(entry, "title", one.title)
        put(entry, "updated", _moment(one.day))
        put(entry, "published", _moment(one.day))
        put(entry, "link", rel="alternate", type="text/html", href=home + one.path)
        put(entry, "content", one.text, type="text")
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _json(listed: list[Entry], title: str, home: str, language: Language) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home + CHANGES[language.code],
        "feed_url": home + JSON,
        "language": language.code,
        "authors": [{"name": citation.PROJECT[language.code]}],
        "items": [
            {
                "id": one.identifier(language),
                "url": home + one.path,
                "title": one.title,
                "content_text": one.text,
                "date_published": _moment(one.day),
            }
            for one in listed
        ],
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
