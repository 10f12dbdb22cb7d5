"""Which reader a file gets: by its first bytes where they tell, else by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from index.collect.decode import decode, plausibility
from index.collect.formats import html, later, ole, packed, pdf, plain, row, zipped
from index.collect.formats.source_text import SourceText
from index.collect.row_bytes import MARK
from index.errors import N_, ImportFailure

UNSUPPORTED = N_(
    "Files of the kind {suffix} cannot be read yet: save the article as plain text (.txt) and import that."
)

Reader = Callable[[bytes, str | None], SourceText]
"""Bytes and path to a source text. Errors: ``ImportFailure`` with the reason. Pure but for converters."""

_READERS: dict[str, Reader] = {".txt": plain.read, ".text": plain.read, "": plain.read}
_READERS |= dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml", ".jhtml"), html.read)
_READERS |= dict.fromkeys((".mht", ".mhtml", ".webarchive"), html.read_archive)
_READERS |= dict.fromkeys((".docx", ".docm", ".dotx", ".odt", ".ott", ".ofd"), zipped.read)
_READERS |= dict.fromkeys((".doc", ".dot", ".wps"), later.read_doc)
_READERS |= dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), later.read_markdown)
_READERS |= dict.fromkeys((".txt.gz", ".text.gz", ".html.gz", ".htm.gz", ".md.gz"), packed.read)
_READERS |= {".pdf": pdf.read, ".rtf": later.read_rtf}
_PLAUSIBLE = 0.3
# What a file is by its first bytes, whatever its name says: the first that knows it reads it.
_BY_CONTENT: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (lambda data: data.startswith(MARK), row.read),
    (zipped.is_zip, zipped.read),
    (packed.is_packed, packed.read),
    (pdf.is_pdf, pdf.read),
    (later.is_rtf, later.read_rtf),
    (lambda data: data.startswith(ole.MARK), later.read_doc),
    (later.is_flat, later.read_flat),
    (html.is_archive, html.read_archive),
    (html.is_html, html.read),
)
# Readers of files that are no text: what is one all the same was given a wrong name.
_OF_BYTES = (zipped.read, later.read_doc, pdf.read, later.read_rtf)


def _is_text(data: bytes) -> bool:
    try:
        return plausibility(decode(data).text) >= _PLAUSIBLE
    except ImportFailure:
        return False


def open_source(data: bytes, path: str | None) -> SourceText:
    """The source text of a file. ``path`` names the format where the bytes do not.

    Errors: ``ImportFailure`` with the reason.
    """
    for knows, read in _BY_CONTENT:
        if knows(data):
            return read(data, path)
    suffix = PurePath(path).suffix.lower() if path else ""
    reader = _READERS.get(suffix)
    if reader is None and len(suffix) <= 6 and suffix[1:].isalnum():
        raise ImportFailure(UNSUPPORTED, suffix=suffix)
    if reader in _OF_BYTES and _is_text(data):
        reader = plain.read
    if reader in (None, plain.read) and html.is_fragment(data):
        reader = html.read
    return (reader or plain.read)(data, path)
