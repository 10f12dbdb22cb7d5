"""Readers of files that few imports meet, each loaded with the first file of its kind, and what tells two."""

from __future__ import annotations

from index.collect.formats.source_text import SourceText


def read_doc(data: bytes, path: str | None) -> SourceText:
    """A Word document of before 2007. Errors: ``ImportFailure``."""
    from index.collect.formats import doc

    return doc.read(data, path)


def is_flat(data: bytes) -> bool:
    """Whether a file is a Word document in one XML file (as Word 2003 saved, often under the name .doc)."""
    head = data[:3000]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and (
        b"<w:wordDocument" in head or b"<pkg:package" in head
    )


def read_flat(data: bytes, path: str | None) -> SourceText:
    """A Word document in one XML file. Errors: ``ImportFailure``."""
    from index.collect.formats import docx

    return docx.read_flat(data, path)


def read_markdown(data: bytes, path: str | None) -> SourceText:
    """A Markdown file. Errors: ``ImportFailure``."""
    from index.collect.formats import markdown

    return markdown.read(data, path)


def is_rtf(data: bytes) -> bool:
    """Whether a file is rich text."""
    return data[:100].lstrip().startswith(b"{\\rtf")


def read_rtf(data: bytes, path: str | None) -> SourceText:
    """Rich text. Errors: ``ImportFailure``."""
    from index.collect.formats import rtf

    return rtf.read(data, path)
