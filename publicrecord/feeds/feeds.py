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

from publicrecord.context.addresses import changes_address
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.history.changes import value_in_words
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import Release, source_of

ATOM, JSON = "feed.atom", "feed.json"
MOST = 100  # entries, the latest ones
NAMED = 20  # new figures that the entry of a release names


@dataclass(frozen=True)
class FeedEntry:
    """One thing announced: its lasting key, title, day, text, and address below the language."""

    key: str
    title: str
    day: str
    text: str
    path: str


@dataclass(frozen=True)
class Feed:
    """The feed of one language. home: the whole address of its front page. identity: the name that
    all identifiers are made from. licence: in words. entries: the latest first. epoch: of the data
    in seconds."""

    language: Language
    title: str
    home: str
    identity: str
    licence: str
    entries: list[FeedEntry]
    epoch: int

    def identifier(self, key: str) -> str:
        """An identifier that never changes, another in each language."""
        namespace = uuid.uuid5(uuid.NAMESPACE_DNS, self.identity)
        return f"urn:uuid:{uuid.uuid5(namespace, f'{self.language.code}/{key}')}"


def entries(content: SiteContext, language: Language) -> list[FeedEntry]:
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


def _release(release: Release, new: int, language: Language) -> FeedEntry:
    return FeedEntry(
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
) -> FeedEntry:
    lines = [
        f"{language.of(value, 'name')}: "
        + value_in_words(value["value"], value["table"], value["unit"], content.codes, language)
        for value in new[:NAMED]
    ]
    if len(new) > NAMED:
        lines.append(language.gettext("and {count} more").format(count=len(new) - NAMED))
    return FeedEntry(
        f"new/{release.version}",
        language.gettext("{count} new figures in data version {version}").format(
            count=language.number(len(new)), version=release.version
        ),
        release.released_on,
        "\n".join(lines),
        f"data/{release.version}/",
    )


def _revision(content: SiteContext, row: Row, language: Language) -> FeedEntry:
    old, new = (
        value_in_words(row[key], row["table"], row["unit"], content.codes, language)
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
    published = content.changes.release_of_value(row["claim"], row["old"])
    return FeedEntry(
        f"revision/{row['claim']}/{row['date']}/{row['old']}",
        f"{name}: {old} → {new}",
        row["date"],
        text,
        content.changes.permalink(published, row["claim"])
        if published
        else changes_address(language),
    )


def write_feeds(content: SiteContext, language: Language, folder: Path) -> None:
    """Write both feeds of a language to `folder`."""
    feed = Feed(
        language,
        language.gettext("{project}: changes to the data").format(project=language.site),
        content.site_url_or_preview + language.folder,
        content.record.settings.identity,
        citation.licence_in_words(content.record.licence),
        entries(content, language),
        content.epoch,
    )
    new_file(folder / ATOM).write_bytes(_atom(feed))
    text = json.dumps(_json(feed), ensure_ascii=False, indent=1)
    new_file(folder / JSON).write_text(text + "\n", encoding="utf-8")


def _atom(feed: Feed) -> bytes:
    root = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language.code}
    )

    def put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
        ElementTree.SubElement(parent, name, attributes).text = text or None

    today = datetime.fromtimestamp(feed.epoch, UTC).date().isoformat()
    page = feed.home + changes_address(feed.language)
    put(root, "id", feed.identifier("feed"))
    put(root, "title", feed.title)
    put(root, "updated", _moment(feed.entries[0].day if feed.entries else today))
    put(root, "link", rel="self", type="application/atom+xml", href=feed.home + ATOM)
    put(root, "link", rel="alternate", type="text/html", href=page)
    author = ElementTree.SubElement(root, "author")
    put(author, "name", feed.language.site)
    put(root, "rights", feed.licence)
    for one in feed.entries:
        entry = ElementTree.SubElement(root, "entry")
        put(entry, "id", feed.identifier(one.key))
        put(entry, "title", one.title)
        put(entry, "updated", _moment(one.day))
        put(entry, "published", _moment(one.day))
        put(entry, "link", rel="alternate", type="text/html", href=feed.home + one.path)
        put(entry, "content", one.text, type="text")
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _json(feed: Feed) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home + changes_address(feed.language),
        "feed_url": feed.home + JSON,
        "language": feed.language.code,
        "authors": [{"name": feed.language.site}],
        "items": [
            {
                "id": feed.identifier(one.key),
                "url": feed.home + one.path,
                "title": one.title,
                "content_text": one.text,
                "date_published": _moment(one.day),
            }
            for one in feed.entries
        ],
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
