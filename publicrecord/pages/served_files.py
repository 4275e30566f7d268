"""Files of the site that are no pages: of which kinds they are, and that none of them runs.

A browser runs what is in a drawing or a page of another kind, at the site's own address and without
the policy that `policy` writes into pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import basename, splitext
from xml.etree import ElementTree

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.pages.inspected import Inspected
from publicrecord.site_files import SiteFiles

UNKNOWN = Rule(
    "site-file-unknown",
    N_("The site contains a file that the build does not make, or one that runs a script: {value}"),
    N_(
        "Delete the file or the script, in site_src or where the file comes from. Add a file that "
        "the site needs to publicrecord/pages/served_files.py."
    ),
)
KINDS = {
    ".html", ".css", ".map", ".png", ".json", ".jsonl", ".jsonld", ".csv", ".gz", ".xlsx",
    ".parquet", ".sqlite", ".sql", ".zip", ".txt", ".ttl", ".ics", ".cff", ".geojson",
}  # fmt: skip
XML = {".svg", ".xml", ".atom"}
NAMES = {"LICENSE", "_headers", ".nojekyll", "_redirects"}
SCRIPTS = {
    "site.js", "charts.js", "finder.js", "ranking.js", "spelling.js", "words.js", "letters.js",
    "embed.js", "explore.js", "view.js", "draw.js", "compare.js", "plotly-basic.min.js",
}  # fmt: skip
KNOWN = NAMES | SCRIPTS
RUN = {
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "set",
    "animate",
}
INSTRUCTION = re.compile(r"<\?(?!xml )[^>]*", re.IGNORECASE)  # it may name a style that is a script
ADDRESS = re.compile(r"(?:java|vb)script:|data:(?!image/png)", re.IGNORECASE)


def find(files: SiteFiles, inspected: Inspected) -> Iterator[Finding]:
    """A finding for each file of a site that is of no kind of ours, and each drawing or feed that
    is not well-formed or runs something. inspected: those that need not be read again."""
    for name in files.hashes:
        base = basename(name)
        suffix = splitext(base)[1]
        if suffix in XML:
            for strange in inspected.disallowed(disallowed_in_xml, files, name, "XML"):
                yield UNKNOWN.at(name, value=strange)
        elif suffix not in KINDS and base not in KNOWN:
            yield UNKNOWN.at(name, value=base)


def disallowed_in_xml(text: str) -> list[str]:
    """What runs in a document of XML, or the document if it is not well-formed."""
    found = INSTRUCTION.findall(text)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (it is ours; expat bounds entities)
    except ElementTree.ParseError:
        return [text[:80]]
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag.lower() in RUN:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            address = plain in ("href", "src") and ADDRESS.match(re.sub(r"[\x00-\x20]", "", value))
            if plain.startswith("on") or address:
                found.append(f'<{tag} {plain}="{value[:80]}">')
    return found
