"""The tables of each release, as they were released, below data/<version>/.

They are there compressed, as they are in the release's archive: their bytes are copied out and not
compressed again, so that 120 releases cost a build next to nothing.
"""

from __future__ import annotations

import shutil
import struct
import zipfile
from pathlib import Path
from typing import Any

from publicrecord.history.changes import Changes
from publicrecord.json_text import json_text
from publicrecord.outputs import new_file
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.release_file import TABLE
from publicrecord.record.releases import Release
from publicrecord.settings import Settings


def archive_name(settings: Settings) -> str:
    """The name of the archive of a release on the site."""
    return f"{settings.name}.zip"


def write_release_files(changes: Changes, folder: Path) -> None:
    """Write the files of each release to its folder below `folder`, the public data folder."""
    whole = archive_name(changes.record.settings)
    for release in changes.releases.listed:
        place = folder / release.version
        shutil.copyfile(release.file, new_file(place / whole))
        with zipfile.ZipFile(release.file) as archive:
            for member in archive.infolist():
                if TABLE.fullmatch(member.filename):
                    file = new_file(place / f"{member.filename}.gz")
                    file.write_bytes(member_as_gzip(archive, member))
        new_file(place / DESCRIPTOR).write_bytes(packed_description(release))


def member_as_gzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member of an archive as a gzip file, without packing it anew (RFC 1952). It was examined
    (`plain_zip`), so that it is one stream, which has what the check has read."""
    stream: Any = archive.fp
    stream.seek(member.header_offset + 26)  # the lengths of name and extra field
    stream.seek(sum(struct.unpack("<HH", stream.read(4))), 1)
    packed = stream.read(member.compress_size)
    head = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return bytes(head + packed + struct.pack("<II", member.CRC, member.file_size & 0xFFFFFFFF))


def packed_description(release: Release) -> bytes:
    """The file that describes the tables of a release as they lie beside it."""
    described = packed_descriptor(release.description)
    return (json_text(described) + "\n").encode()


def packed_descriptor(descriptor: dict[str, Any]) -> dict[str, Any]:
    """The description of the tables as they lie beside it, compressed."""
    resources = [
        {key: value for key, value in resource.items() if key not in ("bytes", "hash")}
        | {"path": f"{resource['path']}.gz", "compression": "gz"}
        for resource in descriptor["resources"]
    ]
    return descriptor | {"resources": resources}
