"""The site as one file, the same bytes for the same site; and a file beside a fresh build."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from publicrecord.findings import Finding, Rule, UsageError
from publicrecord.language import N_

LONGEST_START = 1_000_000  # bytes that tell whether a file is an archive
BESIDE = 10_240  # bytes of an archive for a file beside its content, and more

UNREADABLE = N_(
    "The archive does not exist, it is not a .tar.gz file, or it contains far more than the site."
)
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
MORE = Rule(
    "archive-not-plain",
    N_(
        "The archive contains the files of this site, but also something else: links, other "
        "attributes of files, another order, or data after its end."
    ),
    N_("Do not trust the archive. `python build.py pack` makes a new one."),
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
    ):
        _write(site, packed)
    unfinished.replace(file)


def _write(site: Path, stream: Any) -> None:
    """Write the archive of a site to a stream, not compressed."""
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, path in _files(site).items():
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            with path.open("rb") as content:
                tar.addfile(member, content)


def refuse_unreadable(archive: Path) -> None:
    """Raise UsageError if a file is no archive; only its beginning is read."""
    with _opened(archive, LONGEST_START) as tar:
        tar.next()


def differences(site: Path, archive: Path) -> Iterator[Finding]:
    """A finding for each file that the archive has not, has besides, or has with other bytes; or
    one if it differs from a pack of `site` in anything else. Nothing is unpacked.

    Raises UsageError if the archive cannot be read.
    """
    if _is_packed(site, archive):
        return
    expected, size = {}, 0
    for name, path in _files(site).items():
        size += path.stat().st_size + BESIDE
        with path.open("rb") as stream:
            expected[name] = _hash(stream)
    found = _hashes(archive, 2 * size)
    for name in sorted(expected | found):
        if name not in found:
            yield DIFFERS.at(archive.name, value=f"{name}: −")
        elif name not in expected:
            yield DIFFERS.at(archive.name, value=f"{name}: +")
        elif found[name] != expected[name]:
            yield DIFFERS.at(archive.name, value=f"{name}: {expected[name]} ≠ {found[name]}")
    if found == expected:
        yield MORE.at(archive.name)


class _Compared:
    """Takes what is written to it, and compares it with what another stream has."""

    def __init__(self, other: gzip.GzipFile) -> None:
        self._other, self.same = other, True

    def write(self, block: bytes) -> int:
        self.same = self.same and self._other.read(len(block)) == block
        return len(block)


def _is_packed(site: Path, archive: Path) -> bool:
    """Whether an archive has the bytes that `pack_site` writes, however they are compressed."""
    try:
        with gzip.open(archive) as stream:
            _write(site, compared := _Compared(stream))
            return compared.same and not stream.read(1)
    except (OSError, EOFError, zlib.error):
        return False


class _Bounded:
    """A stream of which no more than so many bytes are read; then it raises ValueError."""

    def __init__(self, stream: gzip.GzipFile, most: int) -> None:
        self._stream, self._left = stream, most

    def read(self, size: int) -> bytes:
        content = self._stream.read(min(size, self._left + 1))
        self._left -= len(content)
        if self._left < 0:
            raise ValueError(self._left)
        return content


@contextmanager
def _opened(archive: Path, most: int) -> Iterator[tarfile.TarFile]:
    """The members of an archive, of which so many bytes are read; raises UsageError if they cannot
    be read or are more."""
    try:
        with gzip.open(archive) as stream:
            bounded: Any = _Bounded(stream, most)
            with tarfile.open(fileobj=bounded, mode="r|") as tar:
                yield tar
    except (OSError, EOFError, tarfile.TarError, ValueError, zlib.error):
        raise UsageError(UNREADABLE) from None


def _hashes(archive: Path, most: int) -> dict[str, str]:
    """The hash of each member of an archive, by its name."""
    found: dict[str, str] = {}
    with _opened(archive, most) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            hashed = _hash(content) if content else "no file"
            found[member.name] = "twice" if member.name in found else hashed
    return found


def _files(site: Path) -> dict[str, Path]:
    root = site.resolve()
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path for path in paths}


def _hash(stream: IO[bytes]) -> str:
    total = hashlib.sha256()
    while block := stream.read(1_000_000):
        total.update(block)
    return total.hexdigest()
