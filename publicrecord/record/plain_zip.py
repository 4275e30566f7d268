"""Whether a zip archive is its members and nothing else.

Programs differ in what they read of an archive: some look for its list of members at its end, some
go through it from its beginning, and some unpack a member to the end of its stream. What one of
them passes over, another may show.
"""

from __future__ import annotations

import stat
import zipfile
import zlib

ENTRY, END = 46, 22  # bytes of an entry of the list beside its name, and of what ends the list
FILES = (0, stat.S_IFREG)


def is_plain(archive: zipfile.ZipFile, content: bytes, most: int) -> bool:
    """Whether no byte of an archive lies before, between, behind or hidden in its members, and each
    is a file, deflated, of at most so many bytes. content: of the archive."""
    end = directory = 0
    for info in archive.infolist():
        head = info.FileHeader(zip64=False)
        start = end + len(head)
        packed = content[start : start + info.compress_size]
        if not (
            content[end:start] == head
            and info.compress_type == zipfile.ZIP_DEFLATED
            and not (info.flag_bits or info.extra or info.comment)
            and stat.S_IFMT(info.external_attr >> 16) in FILES
            and _is_one_stream(packed, info.file_size, most)
        ):
            return False
        end = start + info.compress_size
        directory += ENTRY + len(info.filename)
    return archive.start_dir == end and len(content) == end + directory + END


def _is_one_stream(packed: bytes, size: int, most: int) -> bool:
    """Whether bytes are one stream of deflate that unpacks to just so many bytes."""
    if size > most:
        return False
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    content = stream.decompress(packed, size + 1)
    return stream.eof and not stream.unused_data and len(content) == size
