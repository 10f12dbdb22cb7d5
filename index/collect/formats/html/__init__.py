"""Html: pages saved from a browser or by a program, and the archives that browsers save pages in."""

from __future__ import annotations

from index.collect.formats.html.saved import is_archive, is_fragment, is_html
from index.collect.formats.source_text import SourceText

__all__ = ["is_archive", "is_fragment", "is_html", "read", "read_archive"]


# Loaded with the first page: an import may meet none.
def read(data: bytes, path: str | None) -> SourceText:
    """An html page. Errors: ``ImportFailure`` where it holds no article or is too large or deep."""
    from index.collect.formats.html import reading

    return reading.read(data, path)


def read_archive(data: bytes, path: str | None) -> SourceText:
    """A page in an MHTML or webarchive file. Errors: as ``read``, or where the archive holds no page."""
    from index.collect.formats.html import reading

    return reading.read_archive(data, path)
