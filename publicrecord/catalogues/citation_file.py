"""CITATION.cff of the site: how programs cite the data, with the address of the site.

https://github.com/citation-file-format/citation-file-format
"""

from __future__ import annotations

import json
from pathlib import Path

from publicrecord.catalogues.dcat import Publication
from publicrecord.language import N_
from publicrecord.outputs import new_file
from publicrecord.record.package import Record

FILE = "CITATION.cff"
MESSAGE = N_("Please cite the record, and the source that is given beside the number.")


def write_citation_file(record: Record, folder: Path, publication: Publication) -> None:
    """Write the file to `folder`, the root of the site."""
    package, language = record.descriptor, record.settings.source_language
    entries: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": language.gettext(MESSAGE),
        "title": language.described(package, "title"),
        "abstract": language.described(package, "description"),
        "type": "dataset",
        "authors": [{"name": package["contributors"][0]["title"]}],
        "version": record.version,
        "date-released": publication.changed_on,
        "license": record.licence,
        "url": publication.root,
        "keywords": package["keywords"],
    }
    # A text of JSON is one of YAML.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items()]
    new_file(folder / FILE).write_text("".join(lines), encoding="utf-8")
