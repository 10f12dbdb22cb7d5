"""PDF files: their text layer, read by PDFium in a process of its own (``pdf_process``)."""

from __future__ import annotations

from index.collect.formats import pdf_process
from index.collect.formats.source_text import SourceText


def is_pdf(data: bytes) -> bool:
    """Whether a file is a pdf: its mark stands first, but for stray white space or a byte order mark."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")


def read(data: bytes, _path: str | None) -> SourceText:
    """The text layer of a pdf, line by line. Errors: ``ImportFailure`` with the reason."""
    return pdf_process.read(data)
