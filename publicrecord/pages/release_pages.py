"""A page for each release, /data/<version>/; of large releases one for each group of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from publicrecord.context.addresses import SHELL
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import value_in_words
from publicrecord.language import Language
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.pages.release_files import archive_name
from publicrecord.record.figure_tables import every_figure_table
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import Release, source_of

# The tables beside those of figures that are a group of values of their own.
OTHER_GROUPS = {
    "wave-dates": "wave_dates",
    "labour-force": "labour_force",
    "obstacles": "obstacles",
}


@dataclass(frozen=True)
class ReleasePage:
    """What the template of a release's page may use."""

    release: Annotated[Release, "The release."]
    group: Annotated[str, "The group of values that the page is for; empty for the release."]
    groups: Annotated[
        list[tuple[str, str, int]], "Key, name and size of each group with a page of its own."
    ]
    values: Annotated[list[Row], "The values, in words, with what followed on each."]
    files: Annotated[list[tuple[str, int]], "The files of the release, with their bytes."]


def _versions(content: SiteContext) -> list[str]:
    """The releases."""
    return [release.version for release in content.changes.releases.listed]


def _release(content: SiteContext, language: Language, version: str) -> Filling:
    """The page of a release."""
    release = content.changes.releases.by_version[version]
    groups = content.changes.groups[version]
    context = ReleasePage(
        release=release,
        group="",
        groups=[
            (group, group_name(content, group, language), len(values))
            for group, values in groups.items()
        ],
        values=[
            _in_words(content, release, value, language)
            for value in ([] if groups else release.values)
        ],
        files=_files(content, release),
    )
    return _filling(content, context, _title(release, language), language)


def _groups(content: SiteContext) -> list[str]:
    """The groups of values of the releases that are too large for one page, each with its
    version before it."""
    return [
        f"{release.version}/{group}"
        for release in content.changes.releases.listed
        for group in content.changes.groups[release.version]
    ]


def _group(content: SiteContext, language: Language, key: str) -> Filling:
    """The page of a group of values of a release."""
    version, _, group = key.partition("/")
    release = content.changes.releases.by_version[version]
    title = f"{_title(release, language)}: {group_name(content, group, language)}"
    values = content.changes.groups[version][group]
    listed = [_in_words(content, release, value, language) for value in values]
    return _filling(content, ReleasePage(release, group, [], listed, []), title, language)


RELEASE_PAGES = (
    PageSet("release", ReleasePage, lambda _language: f"data/{SHELL}/", _versions, _release),
    PageSet("release", ReleasePage, lambda _language: f"data/{SHELL}/{SHELL}/", _groups, _group),
)


def _filling(content: SiteContext, context: ReleasePage, title: str, language: Language) -> Filling:
    release, group = context.release, context.group
    about = language.gettext("{title}: values of {programme} as published on {date}.").format(
        title=title,
        programme=content.record.settings.programme,
        date=language.date(release.released_on),
    )
    address = f"data/{release.version}/" + (f"{group}/" if group else "")
    return Filling(lambda _language: address, title, about, context)


def _title(release: Release, language: Language) -> str:
    return language.gettext("Data release {version}").format(version=release.version)


def _in_words(content: SiteContext, release: Release, value: Value, language: Language) -> Row:
    """A value for a row of the page, with what became of it."""

    def in_words(published: Row) -> str:
        return value_in_words(
            published["value"], value["table"], published["unit"], content.codes, language
        )

    followed = content.changes.next_value(value, release)
    later = None
    if followed:
        by, new = followed
        later = {
            "value": in_words(new),
            "version": by.version if by else "",
            "href": content.changes.permalink(by, value["claim"]) if by else "",
        }
    source = source_of(value["claim"])
    return {
        "claim": value["claim"],
        "name": language.of(value, "name"),
        "value": in_words(value),
        "as_of": value["as_of"],
        "status": value["status"],
        "source_id": source,
        "known": source in content.sources,
        "later": later,
    }


def _files(content: SiteContext, release: Release) -> list[tuple[str, int]]:
    """The files of a release below its folder, with their bytes."""
    root = content.record.settings.root_language.code
    folder = content.files[f"{root}/data/{release.version}"]
    whole = archive_name(content.record.settings)
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != whole)
    return [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in paths]


def group_name(content: SiteContext, group: str, language: Language) -> str:
    """What a group of values is called."""
    figures = every_figure_table(content.record.settings)
    tables = OTHER_GROUPS | {table.key: table.name for table in figures if table.key != "places"}
    if group in tables:
        resource = content.record.resource(tables[group])
        return language.described(resource, "title")
    kind, _, code = group.rpartition("-")
    country = {"name": content.record.settings.country}
    places = {known.lower(): row for known, row in content.place_index.place.items()}
    name = place_name(places.get(code, country), language)
    if kind == "population":
        return language.gettext("Population of {name}").format(name=name)
    if code in places:
        return language.gettext("Places in {name}").format(name=name)
    return language.gettext("Other places")
