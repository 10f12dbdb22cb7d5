"""From the bytes of a draft to what it says: Markdown, plain text, or a document of a word processor."""

from __future__ import annotations

import re
from pathlib import PurePath

import numpy as np

from index.checking import markdown
from index.checking.draft import Draft, Part, line_starts
from index.errors import N_, DraftError, ImportFailure

EMPTY = N_("The draft {name} is empty; write something in it, or name another file.")
BINARY = N_("The draft {name} is not text; save it as .docx, .md or .txt and check that.")
ENCODING = N_("The encoding of the draft {name} cannot be told; save it as UTF-8 and check that.")
LOCKED = N_("The draft {name} is protected by a password; save it without one and check that.")
DAMAGED = N_("The draft {name} is damaged; save it again from the program that made it, and check that.")
NO_DOCUMENT = N_("The file {name} is no text document; save the draft as .docx, .md or .txt and check that.")
KIND = N_("Files of the kind {suffix} are not checked; save the draft as .docx, .md or .txt and check that.")
LONG = N_("The draft {name} has more than {limit} million characters; split it and check its parts.")

LONGEST = 20_000_000
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_PLAIN = (".txt", ".text", "")
_WORDS = (".docx", ".docm", ".dotx", ".odt", ".ott", ".doc", ".dot", ".wps", ".rtf")
_FURNITURE = ("header-footer", "contents")
_ORIGIN = re.compile(r"\s*(?:[—―]|--)")  # a line below a block quotation that says where it is from
# A table has no bytes to tell it by, and a page of the web is no draft.
_NOT_HERE = (".pdf", ".html", ".htm", ".ofd", ".xlsx", ".xls", ".pptx", ".ppt", ".csv", ".json", ".jsonl")


def read(data: bytes, name: str, *, suffix: str | None = None) -> Draft:
    """The draft in ``data``; ``name`` is what it is called in errors. Its first bytes tell a document of a
    word processor, otherwise the ``suffix`` (default: that of ``name``). Errors: ``DraftError``.
    """
    from index.collect.formats import later, ole, pdf, zipped

    suffix = (PurePath(name).suffix if suffix is None else suffix).lower()
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise DraftError(EMPTY, name=name)
    if zipped.is_zip(data) or later.is_rtf(data) or data.startswith(ole.MARK):
        return _document(data, name)
    if pdf.is_pdf(data) or (suffix in _NOT_HERE):
        raise DraftError(KIND, suffix=".pdf" if pdf.is_pdf(data) else suffix)
    try:
        raw = _decoded(data, name)
    except DraftError as error:
        # A docx that was cut at its head, or something else under its name.
        if suffix in _WORDS:
            raise DraftError(DAMAGED, name=name) from error
        raise
    if len(raw) > LONGEST:
        raise DraftError(LONG, name=name, limit=LONGEST // 1_000_000)
    return markdown.read(raw, marks=suffix not in _PLAIN)


def _decoded(data: bytes, name: str) -> str:
    from index.collect import decode

    try:
        return decode.decode(data).text
    except ImportFailure as error:
        found = {decode.EMPTY: EMPTY, decode.BLANK: EMPTY, decode.UNKNOWN: ENCODING}
        raise DraftError(found.get(error.template, BINARY), name=name) from error


def _document(data: bytes, name: str) -> Draft:
    """A document of a word processor: each of its paragraphs is a line."""
    from index.collect.formats import archive, doc, open_source, writing, zipped

    try:
        source = open_source(data, name)
    except ImportFailure as error:
        found = {
            archive.ENCRYPTED: LOCKED,
            archive.DAMAGED: DAMAGED,
            archive.ODD_XML: DAMAGED,
            writing.NO_TEXT: EMPTY,
            zipped.NOT_TEXT: NO_DOCUMENT,
            zipped.UNPACK: NO_DOCUMENT,
        }
        if error.template in (archive.TOO_MUCH, writing.TOO_LONG):
            raise DraftError(LONG, name=name, limit=LONGEST // 1_000_000) from error
        if error.template == doc.NO_CONVERTER:
            raise DraftError(KIND, suffix=PurePath(name).suffix or ".doc") from error
        raise DraftError(found.get(error.template, DAMAGED), name=name) from error
    raw = source.text
    starts = line_starts(raw)
    parts: list[Part] = []
    quotes = 0
    for number, (start, following) in enumerate(zip(starts, [*starts[1:], len(raw) + 1], strict=True)):
        line = raw[start : following - 1]
        if line.strip() and source.furniture.get(number) not in _FURNITURE:
            first, last = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
            if number in source.quoted and not _ORIGIN.match(line):
                # Each paragraph by itself: nothing says where the quotation of one text ends.
                quotes += 1
                parts.append(Part(first, last, "block", quotes))
                continue
            heading = source.kinds.get(number) in ("title", "subtitle", "heading")
            parts.append(Part(first, last, "heading" if heading else "body"))
    return Draft(raw, raw, np.arange(len(raw), dtype=np.int64), starts, tuple(parts))
