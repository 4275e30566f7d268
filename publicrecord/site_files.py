"""The files of a site that is put together: each is read and hashed once, whoever asks."""

from __future__ import annotations

import hashlib
from pathlib import Path

from publicrecord.outputs import files_below, new_file


class SiteFiles:
    """The files below a folder, none of which is written again once it was read.

    hashes, sizes: the SHA-256 and the bytes of each file by its path in the folder, as addresses
    are written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}

    def read(self) -> None:
        """Read the files that were added since."""
        for name in files_below(self.folder):
            if name not in self.hashes:
                with open(f"{self.folder}/{name}", "rb", buffering=0) as stream:
                    self._note(name, stream.read())

    def write(self, name: str, content: bytes) -> None:
        """Add a file."""
        new_file(self.path(name)).write_bytes(content)
        self._note(name, content)

    def _note(self, name: str, content: bytes) -> None:
        self.hashes[name] = hashlib.sha256(content).digest()
        self.sizes[name] = len(content)

    def path(self, name: str) -> Path:
        """The place of a file."""
        return self.folder / name
