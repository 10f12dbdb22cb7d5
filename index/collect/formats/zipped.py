"""Zip archives: which document one is."""

from __future__ import annotations

from index.collect.formats.source_text import SourceText
from index.errors import N_, ImportFailure

NOT_TEXT = N_(
    "The file is a spreadsheet, slides or a book, not an article: save its text as .docx, or a table as .csv."
)
UNPACK = N_("The file is an archive of files: unpack it and import the folder.")

_OTHERS = ("xl/workbook.xml", "ppt/presentation.xml", "content.xml", "meta-inf/container.xml")


def is_zip(data: bytes) -> bool:
    """Whether a file is a zip archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(data: bytes, path: str | None) -> SourceText:
    """The text of a docx, odt or ofd, whatever the file is called. Errors: ``ImportFailure``."""
    # Loaded with the first of them: an import may meet none.
    from index.collect.formats.archive import Archive

    archive = Archive(data)
    if "ofd.xml" in archive:
        from index.collect.formats import ofd

        return ofd.read(data, path)
    if "content.xml" in archive:
        from index.collect.formats import odt

        if odt.is_text(archive):
            return odt.read(data, path)
    if any(name in archive for name in _OTHERS):
        raise ImportFailure(NOT_TEXT)
    if "[content_types].xml" not in archive:
        raise ImportFailure(UNPACK)
    from index.collect.formats import docx

    return docx.read(data, path)
