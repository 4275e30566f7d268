"""What a page or file reads of the site context, so that it is made again only if that changed.

While a page is made, the path of each part of the context that it reads is noted, and kept with the
hash of what is there. A later build compares the hashes at the same paths; where all are the same,
it would make the same page, and takes the files of the earlier build. A change of one row makes
again only what reads that row, or a whole that contains it, such as all claims.

What is made must use nothing that depends on the record but the context that it is given, and must
keep nothing of it for another page. Why: docs/adr/0017-steps.md.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any, cast
from zlib import crc32

import pandas as pd

from publicrecord.cache import Made, files_of, input_key, keep, kept, made
from publicrecord.charts.caveats import Caveats
from publicrecord.charts.chart import Chart
from publicrecord.context.chart_link import ChartLink
from publicrecord.context.claims_by_source import ClaimsBySource
from publicrecord.context.place_index import PlaceIndex
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import Changes
from publicrecord.language import Language
from publicrecord.record.package import Record, exact

ReadPath = tuple[str, ...]
"""The way to a part of the context: ("claim_by_id", "waves/1@gh-map23")."""
Make = Callable[[SiteContext], dict[str, bytes]]
"""Makes files from a context: their bytes by their path."""

OPEN = (SiteContext, Record, PlaceIndex, Changes, Caveats, ClaimsBySource)
"""Classes whose attributes are tracked one by one; any other value is tracked as a whole."""
BY_KEY = {
    *("charts", "charts_of", "chart_links"),  # of SiteContext
    *("claims_by_table", "claim_by_id", "claims_by_figure", "sources"),  # of SiteContext
    *("files", "tables", "current_values", "codes"),  # of SiteContext, Record, Changes, Caveats
    *("totals", "ranking", "counted_members", "years"),  # of PlaceIndex
    *("places", "place", "current_members", "history", "similar", "nearest"),  # of PlaceIndex
    *("said", "explained", "other_names", "province_of", "regency_of"),  # of PlaceIndex
    *("claims", "dates", "other_citations"),  # of ClaimsBySource
}
"""Attributes that are mappings, tracked entry by entry."""
UNCHANGING = {"site_map", "settings"}
"""Attributes made by code and settings only, which are inputs of every step: not tracked."""
ABSENT = "absent"


def write_parts(
    folder: Path,
    inputs: object,
    content: SiteContext,
    language: Language,
    parts: Mapping[str, Make],
) -> None:
    """Write the files of pages or other parts of a site in one language to `folder`, each made
    again only if something that it reads of the context has changed.

    inputs: what all are made from beside the context, as in `input_key`. parts: by name.
    """
    key = input_key((inputs, content.fixed_inputs, language.code))
    hashes, groups = ReadHashes(content, language), dict[int, dict[str, Make]]()
    for name, make in parts.items():
        groups.setdefault(crc32(name.encode()) % GROUPS, {})[name] = make
    for number, group in groups.items():
        _write_group(folder, f"{key} {number}", hashes, group)


def _write_group(folder: Path, key: str, hashes: ReadHashes, parts: Mapping[str, Make]) -> None:
    """Write the files of parts that are kept together under a key."""
    earlier = marshal.loads(kept(key) or NOTHING)  # noqa: S302 (what this wrote itself)
    new, stale = {}, _stale(hashes, [earlier[name][0] for name in parts if name in earlier])
    for name, make in parts.items():
        reads, *plain = earlier.get(name, (None,))
        if reads is None or not stale.isdisjoint(map(id, reads)):
            noted: dict[ReadPath, None] = {}
            reader = cast(SiteContext, Reader(hashes.content, (), noted))
            files = made(partial(make, reader))
            reads = [hashes.with_hash(read) for read in noted]
        else:
            files = Made(*plain)
        files.write(folder)
        new[name] = (reads, *files.plain)
    if new != earlier:
        keep(key, marshal.dumps(new))


def _stale(hashes: ReadHashes, reads: Iterable[list[tuple[ReadPath, str]]]) -> set[int]:
    """The paths whose hash is another one now: their ids, since one object stands for a path in all
    parts that read it."""
    read = {id(one): one for listed in reads for one in listed}
    return {at for at, (path, earlier) in read.items() if hashes.hash(path) != earlier}


GROUPS = 16
"""The parts of a site are kept in so many files: one that changed is written again with few others,
and few are in memory at once."""
NOTHING = marshal.dumps({})


def writing(folder: Path, write: Callable[[SiteContext, Path], None]) -> Make:
    """Makes the files that a function writes to a folder; folder: where they are for."""
    return lambda content: files_of(folder, partial(write, content))


class Reader:
    """A part of the context that notes what is read of it.

    It has the attributes of its owner. Its methods and properties are run with the reader in the
    place of the owner, so that what they read is noted; what the owner computes once and keeps is
    noted as its outcome.
    """

    def __init__(self, owner: object, at: ReadPath, noted: dict[ReadPath, None]) -> None:
        self._owner, self._at, self._noted = owner, at, noted

    def __getattr__(self, name: str) -> Any:
        kind = getattr(type(self._owner), name, None)
        if isinstance(kind, FunctionType):
            return MethodType(kind, self)
        if isinstance(kind, property) and kind.fget:
            return kind.fget(self)
        value = getattr(self._owner, name)
        if name in UNCHANGING:
            return value
        if isinstance(value, Mapping) and name in BY_KEY:
            return Entries(value, (*self._at, name), self._noted)
        return _noted(value, (*self._at, name), self._noted)


class Entries(Mapping[str, Any]):
    """A mapping that notes which of its entries are read; who goes through all reads its keys."""

    def __init__(
        self, entries: Mapping[str, Any], at: ReadPath, noted: dict[ReadPath, None]
    ) -> None:
        self._entries, self._at, self._noted = entries, at, noted

    def __getitem__(self, key: str) -> Any:
        at = (*self._at, key)
        if key in self._entries:
            return _noted(self._entries[key], at, self._noted)
        self._noted[at] = None
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """An entry, or `default`; as of any mapping, but without an exception for each one."""
        at = (*self._at, key)
        if key in self._entries:
            return _noted(self._entries[key], at, self._noted)
        self._noted[at] = None
        return default

    def __iter__(self) -> Iterator[str]:
        self._noted[self._at] = None
        return iter(self._entries)

    def __len__(self) -> int:
        self._noted[self._at] = None
        return len(self._entries)


def _noted(value: Any, at: ReadPath, noted: dict[ReadPath, None]) -> Any:
    """A value that is read, or a reader of it."""
    if isinstance(value, OPEN):
        return Reader(value, at, noted)
    noted[at] = None
    return value


class ReadHashes:
    """The hashes of what a context has at a path, in one language, each computed once."""

    def __init__(self, content: SiteContext, language: Language) -> None:
        self.content, self._language = content, language
        self._with_hash: dict[ReadPath, tuple[ReadPath, str]] = {}

    def with_hash(self, path: ReadPath) -> tuple[ReadPath, str]:
        """A path with its hash: one object for all parts that read it, which `marshal` writes
        once."""
        if path not in self._with_hash:
            self._with_hash[path] = path, self.hash(path)
        return self._with_hash[path]

    def hash(self, path: ReadPath) -> str:
        """The hash of what is at a path."""
        key, known = (self._language.code, path), self.content.hashes
        if key not in known:
            known[key] = self._hash(path)
        return known[key]

    def _hash(self, path: ReadPath) -> str:
        value: Any = self.content
        for part in path:
            by_key = isinstance(value, OPEN) and part in BY_KEY
            if isinstance(value, OPEN):
                value = getattr(value, part)
            elif part in value:
                value = value[part]
            else:
                return ABSENT
        if by_key and isinstance(value, Mapping):
            value = list(value)
        elif isinstance(value, Path):
            return input_key(value)
        elif isinstance(value, Chart | ChartLink):
            value = value.plain(self._language)
        return hashlib.sha256(plain_bytes(value)).hexdigest()


def plain_bytes(value: object) -> bytes:
    """A value as bytes that are the same for equal values, in every run of the program. Raises
    an exception of pickle for a value that has functions in it."""
    stream = io.BytesIO()
    _Plain(stream).dump(value)
    return stream.getvalue()


class _Plain(pickle.Pickler):
    """Writes values without what pickle itself would add: which of them are one object, and what
    dataclasses and frames have computed."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream)
        self.fast = True

    def reducer_override(self, value: Any) -> Any:
        """What is written for a value that is no plain one."""
        if isinstance(value, pd.DataFrame):
            return tuple, (exact(value),)
        if is_dataclass(value) and not isinstance(value, type):
            named = {field.name: getattr(value, field.name) for field in fields(value)}
            return tuple, ((type(value).__name__, named),)
        return NotImplemented
