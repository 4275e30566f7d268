"""The foot of each page, only what the record and the settings say.

Who makes the site and how to reach them, its licence, its last release and the next one.
"""

from __future__ import annotations

from publicrecord.context.site_context import SiteContext
from publicrecord.feeds.calendar import events
from publicrecord.files.citation import licence_in_words
from publicrecord.language import Language


def copyright_line(content: SiteContext, language: Language) -> str:
    """What the site is, which data it shows, and their licence."""
    record = content.record
    return language.gettext(
        "{project}, data version {version}, {licence}. Independent; not the programme's own site."
    ).format(
        project=language.site,
        version=record.version,
        licence=licence_in_words(record.licence),
    )


def footer(content: SiteContext, language: Language) -> list[dict[str, str]]:
    """The texts below it, each with the address that it leads to, whole or below the root of the
    language."""
    record, page, gettext = content.record, content.site_map.page, language.gettext

    def below(template: str) -> str:
        return f"{page[template].slugs[language.code]}/"

    contact, licence = below(content.site_map.contact), licence_in_words(record.licence)
    found = [
        (gettext("Who makes this, and contact"), contact),
        (gettext("Licence: {licence}").format(licence=licence), record.terms),
        (gettext("Data"), below("data")),
    ]
    released = max(record.table("releases")["released_on"], default="")
    if released:
        text = gettext("Last update: {date}").format(date=language.date(released))
        found.append((text, below("changes")))
    planned = [row["planned_on"] for row in events(record, content.epoch) if not row["done_on"]]
    if planned:
        text = gettext("Next release: {date}").format(date=language.date(min(planned)))
        found.append((text, below("changes")))
    return [{"text": text, "href": href} for text, href in found]
