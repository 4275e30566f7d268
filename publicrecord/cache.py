"""Steps: what an earlier build made from the same inputs is not made again.

A step declares its inputs and writes files to a folder. All inputs are hashed together with the
engine's code, the packages and Python; under that hash build/cache keeps what the step wrote. A
later build whose hash is the same takes the files from there. The contents of files count, never
their times, and steps that follow hash what they read in turn: a step whose output came out the
same is the end of a change. The folder may be deleted at any time, and a file in it that is damaged
is made again.

Every file that a step reads must be among its inputs, as a Path, and so must the folder of the
programme's code where that is run (`Settings.texts_hashes`); the engine's own code need not.
Why: docs/adr/0017-steps.md.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from publicrecord.findings import ValidationFailed
from publicrecord.inputs import packages, tree_hash
from publicrecord.install import ENGINE, ROOT
from publicrecord.outputs import files_below, known_name, put

CACHE = ROOT / "build" / "cache"
_open_steps: list[list[str]] = []  # of each step that is being made, what it took from the cache


@dataclass(frozen=True)
class Made:
    """What a step made. files: their bytes by their path. used: the files of the cache that it took
    something from, such as steps within the step."""

    files: dict[str, bytes]
    used: list[str]

    def write(self, folder: Path) -> None:
        """Write the files to `folder`; what the step used is in use as well."""
        put(folder, self.files)
        for name in self.used:
            _note_use(CACHE / name)

    @property
    def plain(self) -> tuple[dict[str, bytes], list[str]]:
        """The fields, for `marshal`."""
        return self.files, self.used


def write_step(folder: Path, inputs: object, make: Callable[[Path], None]) -> None:
    """Write the files of a step to `folder`, as `put_step`. make: writes them to the folder it is
    given."""
    put_step(folder, inputs, lambda: files_of(folder, make))


def put_step(folder: Path, inputs: object, make: Callable[[], dict[str, bytes]]) -> None:
    """Write the files of a step to `folder`.

    inputs: all that they are made from, as in `input_key`, and the name of the step. make: gives
    them by their path in the folder; it is called only if the cache does not have them.
    """
    key = input_key(inputs)
    step = _kept_step(key) or _keep_step(key, made(make))
    step.write(folder)


def write_step_in_place(folder: Path, inputs: object, make: Callable[[Path], None]) -> None:
    """Write the files of a step to `folder`, as `write_step`; `make` writes them there itself and
    may read what is there already, which belongs to other steps and is not kept with this one."""
    if restore_step(folder, inputs):
        return
    others = {*files_below(folder)}

    def write() -> dict[str, bytes]:
        make(folder)
        return {n: (folder / n).read_bytes() for n in files_below(folder) if n not in others}

    _keep_step(input_key(inputs), made(write))


def restore_step(folder: Path, inputs: object) -> bool:
    """Write the files of a step to `folder` if the cache has them; returns whether it has."""
    step = _kept_step(input_key(inputs))
    if step:
        step.write(folder)
    return step is not None


def _kept_step(key: str) -> Made | None:
    """The step that was kept under a key, if there is one."""
    packed = kept(key)
    # What this module wrote itself, and whose hash was compared.
    return None if packed is None else Made(*marshal.loads(packed))  # noqa: S302


def _keep_step(key: str, step: Made) -> Made:
    """Keep a step under a key."""
    keep(key, marshal.dumps(step.plain))
    return step


def made(make: Callable[[], dict[str, bytes]]) -> Made:
    """The files that `make` gives, and what it used."""
    used = list[str]()
    _open_steps.append(used)
    try:
        files = make()
    finally:
        _open_steps.pop()
    return Made(files, list(dict.fromkeys(used)))


def files_of(folder: Path, make: Callable[[Path], None]) -> dict[str, bytes]:
    """The files that `make` writes to the folder it is given. folder: where they are for, which
    findings name."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as scratch:
        try:
            make(Path(scratch))
        except ValidationFailed as failed:
            places = known_name(Path(scratch)), known_name(folder)
            raise ValidationFailed(
                replace(found, file=found.file.replace(*places)) for found in failed.findings
            ) from failed
        return {
            path.relative_to(scratch).as_posix(): path.read_bytes()
            for path in sorted(Path(scratch).rglob("*"))
            if path.is_file()
        }


def input_key(inputs: object) -> str:
    """A text that differs where inputs differ: values in their plain form, the hash of the file or
    folder that a Path leads to. Raises TypeError for a value that it does not know."""
    if isinstance(inputs, Path):
        return tree_hash(inputs)
    if isinstance(inputs, bytes):
        return hashlib.sha256(inputs).hexdigest()
    if inputs is None or isinstance(inputs, (bool, int, float, str)):
        return repr(inputs)
    if isinstance(inputs, (list, tuple)):
        return f"[{', '.join(map(input_key, inputs))}]"
    if isinstance(inputs, Mapping):
        pairs = (f"{input_key(key)}: {input_key(value)}" for key, value in inputs.items())
        return f"{{{', '.join(pairs)}}}"
    if is_dataclass(inputs):
        values = {field.name: getattr(inputs, field.name) for field in fields(inputs)}
        return f"{type(inputs).__name__}{input_key(values)}"
    raise TypeError(f"{type(inputs).__name__} cannot be an input of a step")


def cached(key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives, from an earlier build if it kept them under this key; where
    nothing can be written, they are made again. key: of all that they are made from."""
    earlier = kept(key)
    if earlier is not None:
        return earlier
    content = make()
    with suppress(OSError):
        keep(key, content)
    return content


def keep(key: str, content: bytes) -> None:
    """Keep bytes for later builds under a key, in the place of those that were kept under it."""
    file = _file(key)
    _write(file, hashlib.sha256(content).digest(), content)
    _note_use(file)


def kept(key: str) -> bytes | None:
    """The bytes that an earlier build kept under a key; None if there are none or they are
    damaged."""
    file = _file(key)
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        digest, content = stream.read(32), stream.read()
    if hashlib.sha256(content).digest() != digest:
        return None
    _note_use(file)
    return content


def is_known(fact: str) -> bool:
    """Whether `remember` was given this before."""
    file = _file(fact)
    known = file.is_file()
    if known:
        _note_use(file)
    return known


def remember(fact: str) -> None:
    """Keep a fact for later builds; where nothing can be written, it is found out again."""
    with suppress(OSError):
        _write(_file(fact))


def prune(before: float) -> None:
    """Delete what no build has used since a time (in seconds), so that the folder does not grow."""
    _delete(lambda used: used < before)


def forget(since: float) -> None:
    """Delete what was kept since a time (in seconds): a file changed meanwhile, so that it may be
    made from other inputs than its hash says."""
    _delete(lambda used: used >= since - 1)  # the clock of files is a little behind


def _delete(chosen: Callable[[float], bool]) -> None:
    """Delete the files of the cache whose last use, in seconds, is chosen."""
    for entry in CACHE.glob("*"):
        if chosen(entry.stat().st_mtime):
            if entry.is_dir():  # of a step that was killed
                shutil.rmtree(entry)
            else:
                entry.unlink()


def _file(key: str) -> Path:
    return CACHE / hashlib.sha256(f"{_surroundings()} {key}".encode()).hexdigest()


def _note_use(file: Path) -> None:
    """Note that this build uses a file of the cache, and the steps that are being made with it."""
    with suppress(OSError):  # a closed disk, or a file that is gone: its date does not matter
        os.utime(file)
    for used in _open_steps:
        used.append(file.name)


def _write(file: Path, *parts: bytes) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")  # a killed build leaves no half file
    with new.open("wb") as stream:
        stream.writelines(parts)
    new.replace(file)


@cache
def _surroundings() -> str:
    """A hash of the engine, the packages and Python: after a change nothing is reused."""
    facts = f"{sys.version} {packages()} {tree_hash(ENGINE)}"
    return hashlib.sha256(facts.encode()).hexdigest()
