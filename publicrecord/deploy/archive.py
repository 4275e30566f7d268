"""The site as one file, the same bytes for the same site; and a file held against a fresh build."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from publicrecord.findings import Finding, Rule, UsageError
from publicrecord.language import N_

UNREADABLE = N_("The archive does not exist, or it is not a .tar.gz file.")
DIFFERS = Rule(
    "archive-differs",
    N_(
        "The archive differs from the site that is built from the data and code here: "
        "{value} (− means missing from the archive, + only in the archive, ≠ different "
        "content)."
    ),
    N_(
        "Check that the archive was made from the same commit and with the same "
        "SOURCE_DATE_EPOCH, SITE_URL and REPOSITORY_URL. If all of these are the same, "
        "do not trust the archive."
    ),
)


def pack_site(site: Path, file: Path) -> None:
    """Write every file below `site`, in order of names, without times, owners or modes.

    It is written beside `file` and takes its place when it is whole: killed at any moment, `file`
    is the old archive or the new one.
    """
    unfinished = file.with_name(f"{file.name}.new")
    with (
        unfinished.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in _files(site).items():
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            with path.open("rb") as stream:
                tar.addfile(member, stream)
    unfinished.replace(file)


def archive_hashes(archive: Path) -> dict[str, str]:
    """The hash of each member of an archive, by its name. Nothing is unpacked.

    Raises UsageError if the archive cannot be read.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isfile() else None
                found[member.name] = _hash(content) if content else "no file"
    except (OSError, EOFError, tarfile.TarError, ValueError):
        raise UsageError(UNREADABLE) from None
    return found


def differences(site: Path, archive: str, found: dict[str, str]) -> Iterator[Finding]:
    """A finding for each file that the archive has not, has besides, or has with other bytes.

    archive: its name. found: the hashes of its members, of archive_hashes.
    """
    expected = {}
    for name, path in _files(site).items():
        with path.open("rb") as stream:
            expected[name] = _hash(stream)
    for name in sorted(expected | found):
        if name not in found:
            yield DIFFERS.at(archive, value=f"{name}: −")
        elif name not in expected:
            yield DIFFERS.at(archive, value=f"{name}: +")
        elif found[name] != expected[name]:
            yield DIFFERS.at(archive, value=f"{name}: {expected[name]} ≠ {found[name]}")


def _files(site: Path) -> dict[str, Path]:
    root = site.resolve()
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path for path in paths}


def _hash(stream: IO[bytes]) -> str:
    total = hashlib.sha256()
    while block := stream.read(1_000_000):
        total.update(block)
    return total.hexdigest()
