"""One article that is compressed by itself (文章.txt.gz): unpacked within bounds, then read as what it is."""

from __future__ import annotations

import zlib

from index.collect.formats.source_text import SourceText
from index.errors import N_, ImportFailure

TOO_LARGE = N_("The file holds more than {limit} MB when it is unpacked: split it into its articles.")
DAMAGED = N_("The compressed file is damaged or cut off: unpack it with its own program, and import that.")
TWICE = N_("The file is compressed more than once: unpack it and import what is in it.")
MARK = b"\x1f\x8b\x08"
# As much as a file may have that is not compressed.
_MOST = 64 << 20
_GZIP = 31  # the window of zlib, and that gzip's head is there


def is_packed(data: bytes) -> bool:
    """Whether a file is compressed by gzip."""
    return data.startswith(MARK)


def read(data: bytes, path: str | None) -> SourceText:
    """The text of a compressed article. Errors: ``ImportFailure``."""
    from index.collect.formats.opened import open_source

    found = bytearray()
    while data:  # a file may be several, one after the other
        unpacking = zlib.decompressobj(_GZIP)
        try:
            found += unpacking.decompress(data, _MOST + 1 - len(found))
        except zlib.error as error:
            raise ImportFailure(DAMAGED) from error
        if len(found) > _MOST:
            raise ImportFailure(TOO_LARGE, limit=_MOST >> 20)
        if not unpacking.eof:
            raise ImportFailure(DAMAGED)
        data = unpacking.unused_data.lstrip(b"\0")
    if is_packed(bytes(found[:3])):
        raise ImportFailure(TWICE)
    return open_source(bytes(found), path[:-3] if path and path.lower().endswith(".gz") else path)
