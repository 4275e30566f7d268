"""The secret of the office, and the record key of each person that is made from it.

A record key is the first 12 bits of SHA-256 over the secret and the person's identifier: the same
person has the same key in every table and every release, and nobody without the secret can tell it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.operations import HashBytes, HexDigest
from ibis.expr.types import Table as Expression

from publicrecord.findings import Finding, Rule, UsageError, ValidationFailed, refuse
from publicrecord.language import N_, Text
from publicrecord.record.patterns import in_words
from publicrecord.register.noise import MOST_DEVIATION, Strength

KEY_MISSING = Rule(
    "register-key-missing",
    N_("The file with the secret of the record keys does not exist."),
    N_(
        "If tables of this register were published before, get this file back from your backup: "
        "with another secret, a comparison of the releases would show who changed. For a first "
        "release, make the file: python build.py key FILE."
    ),
)
KEY_WEAK = Rule(
    "register-key-weak",
    N_("The secret of the record keys does not protect: {reason}."),
    N_(
        "Keep the file as python build.py key FILE made it, outside of the project and of the "
        "folder of the tables, readable by you alone."
    ),
)
KEY_OTHER = Rule(
    "register-key-other",
    N_("The last release was made with another secret or other parameters."),
    N_(
        "Use the file of the last release. A comparison of two releases with different noise "
        "would reveal small counts."
    ),
)
NO_SHA256 = N_(
    "This database cannot make record keys. Use DuckDB, Spark, PostgreSQL, Trino or BigQuery."
)
OPEN = N_("others may read the file")
INSIDE = N_("the file lies inside of {folder}")
SHORT = N_("the secret must have 64 digits from 0 to 9 and a to f, chosen by chance")
UNFIT = N_("largest_deviation must be 1 to {most}, with a variance that fits")
NOT_KEYS = N_("the file must contain secret, largest_deviation and variance")
THERE = N_("The file exists already. A secret is made only once; keep this one.")
DIGITS = "0123456789abcdef"
BYTES, DIFFERENT = 32, 20
"""A secret of 32 bytes by chance has 20 different ones but for one in a thousand million."""


@dataclass(frozen=True)
class Secret:
    """What only the office knows: the secret, and how strong the noise is."""

    secret: str
    strength: Strength

    @property
    def fingerprint(self) -> str:
        """By which two releases can be compared; nobody can calculate the secret from it."""
        text = f"{self.secret}:{self.strength.deviation}:{self.strength.variance:g}:fingerprint"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def make_secret(file: Path, closed: list[Path]) -> None:
    """Write a new secret, for its owner only. closed: folders in which it may not lie. Raises
    UsageError if the file exists, ValidationFailed for such a folder."""
    refuse(_misplaced(file, closed))
    strength = Strength()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UsageError(THERE) from error
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        content = {"largest_deviation": strength.deviation, "variance": strength.variance}
        json.dump({"secret": secrets.token_hex(BYTES), **content}, stream, indent=2)
        stream.write("\n")


def read_secret(file: Path, closed: list[Path]) -> Secret:
    """The secret of a file. Raises ValidationFailed if it is lost or does not protect."""
    refuse([] if file.is_file() else [KEY_MISSING.at(file.name)])
    refuse(_misplaced(file, closed))
    refuse([KEY_WEAK.at(file.name, reason=OPEN)] if file.stat().st_mode & 0o077 else [])
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        found = Secret(
            str(content["secret"]),
            Strength(int(content["largest_deviation"]), float(content["variance"])),
        )
    except (KeyError, TypeError, ValueError):
        raise ValidationFailed([KEY_WEAK.at(file.name, reason=NOT_KEYS)]) from None
    refuse(KEY_WEAK.at(file.name, reason=reason) for reason in _weaknesses(found))
    return found


def _weaknesses(found: Secret) -> Iterator[Text]:
    whole = len(found.secret) == 2 * BYTES and set(found.secret) <= set(DIGITS)
    if not whole or len(set(bytes.fromhex(found.secret))) < DIFFERENT:
        yield in_words(SHORT)
    if not found.strength.fits:
        yield in_words(UNFIT, most=MOST_DEVIATION)


def _misplaced(file: Path, closed: list[Path]) -> Iterator[Finding]:
    for folder in closed:
        if file.resolve().is_relative_to(folder.resolve()):
            yield KEY_WEAK.at(file.name, reason=in_words(INSIDE, folder=folder.name))


def with_keys(connection: Any, rows: Expression, secret: str) -> Expression:
    """Rows of people with `keys`, the record key of each, 0 to 4095."""
    # A prefix as short as this leaves room for an identifier in one block of SHA-256.
    prefix = hashlib.sha256(secret.encode()).hexdigest()[:32] + ":"
    # A step of its own, so that the engine makes the digest once.
    rows = rows.mutate(
        digest=_sha256(connection, ibis.literal(prefix) + rows.person.cast("string"))
    )
    return rows.mutate(keys=_number(connection, rows.digest).cast("int64")).drop("digest")


def _number(connection: Any, digest: Any) -> Any:
    """The number that the first three hexadecimal digits of a text are."""
    if connection.name == "duckdb":  # which reads a number of hexadecimal digits by itself
        return ibis.literal("0x") + digest.left(3)
    digits = ibis.literal(DIGITS)
    first, second, third = (digits.find(digest.substr(at, 1)) for at in range(3))
    return first * 256 + second * 16 + third


def _function(name: str, takes: list[str], gives: str) -> Any:
    """A function of an engine that Ibis does not know, by its name and types."""

    def call(*_arguments: Any) -> None:
        """Nothing: the engine has it."""

    call.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(f"x{at}", Parameter.POSITIONAL_OR_KEYWORD) for at in range(len(takes))]
    )
    return ibis.udf.scalar.builtin(call, name=name, signature=(tuple(takes), gives))


def _sha256(connection: Any, text: Any) -> Any:
    """SHA-256 of a text in hexadecimal digits, by the functions that the engine has."""
    if connection.has_operation(HexDigest):  # DuckDB, Spark
        return text.hexdigest("sha256")
    sha256, to_hex = (
        _function(*f) for f in (("sha256", ["binary"], "binary"), ("to_hex", ["binary"], "string"))
    )
    if connection.has_operation(HashBytes):  # BigQuery
        return to_hex(text.hashbytes("sha256")).lower()
    if connection.name == "trino":
        return to_hex(sha256(_function("to_utf8", ["string"], "binary")(text))).lower()
    if connection.name == "postgres":
        raw = _function("convert_to", ["string", "string"], "binary")(text, "UTF8")
        return _function("encode", ["binary", "string"], "string")(sha256(raw), "hex")
    raise UsageError(NO_SHA256)
