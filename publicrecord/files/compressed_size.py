"""How many bytes of a file travel to a reader: hosts compress what they send."""

from __future__ import annotations

import gzip

from publicrecord.cache import cached, input_key


def compressed_size(content: bytes) -> int:
    """Bytes of a file as it travels; a file that an earlier build had is not compressed again."""
    size = cached(
        f"compressed_size {input_key(content)}", lambda: b"%d" % len(gzip.compress(content, 9))
    )
    return int(size)
