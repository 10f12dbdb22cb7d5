"""Plain text files."""

from __future__ import annotations

from index.collect.decode import decode
from index.collect.formats.source_text import SourceText


def read(data: bytes, _path: str | None) -> SourceText:
    """A text file as it is."""
    decoded = decode(data)
    return SourceText(decoded.text, decoded.encoding)
