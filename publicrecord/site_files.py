"""The files of a site that is put together: each is read and hashed once, whoever asks."""

from __future__ import annotations

import hashlib
from pathlib import Path

from publicrecord.outputs import files_below


class SiteFiles:
    """The files below a folder, none of which is written again once it was read.

    hashes: the SHA-256 of each file by its path in the folder, as addresses are written. size:
    bytes of all of them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, bytes] = {}
        self.size = 0

    def read(self) -> None:
        """Read the files that were added since."""
        for name in files_below(self.folder):
            if name not in self.hashes:
                with open(f"{self.folder}/{name}", "rb", buffering=0) as stream:
                    raw = stream.read()
                self.hashes[name] = hashlib.sha256(raw).digest()
                self.size += len(raw)

    def path(self, name: str) -> Path:
        """The place of a file."""
        return self.folder / name
