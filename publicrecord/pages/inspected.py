"""Texts of a site in which an earlier build found nothing strange; they are not read again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable

from publicrecord.cache import keep, kept
from publicrecord.site_files import SiteFiles


class Inspected:
    """Remembers the texts of a site in which nothing strange was found, by their hashes, so that
    the next build need not read them again. site: names of that site."""

    def __init__(self, *site: str) -> None:
        self._name = f"inspected {site}"
        self._before: frozenset[bytes] = marshal.loads(kept(self._name) or NOTHING)  # noqa: S302
        self._now = set[bytes]()

    def disallowed(
        self, look: Callable[[str], list[str]], files: SiteFiles, name: str, looked_for: object
    ) -> list[str]:
        """What `look` finds strange in the text of a file; nothing if an earlier build looked for
        the same in the same text, and found nothing."""
        about = hashlib.sha256(f"{looked_for} ".encode() + files.hashes[name]).digest()
        strange = [] if about in self._before else look(files.path(name).read_text("utf-8"))
        if not strange:
            self._now.add(about)
        return strange

    def keep(self) -> None:
        """Keep for the next build what was looked at in this one."""
        keep(self._name, marshal.dumps(frozenset(self._now)))


NOTHING = marshal.dumps(frozenset())
