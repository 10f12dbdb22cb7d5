"""Drafts into files for others, by the name that the file is to have."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import N_, DraftError, UsageError, said_by_system
from index.quoting.anchors import anchors_of
from index.quoting.export.docx.layout import LayoutName
from index.quoting.export.marked import without_comments
from index.quoting.files import DraftFile, replace_file
from index.quoting.uses import lines_of

SUFFIXES = (".docx", ".md", ".txt")
BAD_SUFFIX = N_("A draft cannot be exported to {path}; name a file that ends in {suffixes}.")
EXISTS = N_("{path} is there already; name another file, or add --overwrite.")
ITSELF = N_("{path} is the draft itself; export it to another file.")
NOT_WRITTEN = N_("{path} cannot be written ({detail}); name another file.")


@dataclass(frozen=True, slots=True)
class ExportedDraft:
    """What was written: how many footnotes and references it has (Markdown keeps the draft's as they are).

    ``altered``: line and column, from 1, of the quotations in the draft that no longer say what was quoted.
    """

    path: str
    quotations: int
    footnotes: int
    references: int
    altered: tuple[tuple[int, int], ...]


def export(
    draft: DraftFile,
    to: Path,
    *,
    layout: LayoutName = "official",
    anchors: bool = False,
    overwrite: bool = False,
) -> ExportedDraft:
    """Write a draft to ``to``: Word, Markdown (with its ``anchors`` or without), or plain text.

    The file is written in one step; what is there already stays unless ``overwrite``. Errors:
    ``UsageError`` (name), ``DraftError`` (writing).
    """
    suffix = to.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(BAD_SUFFIX, path=to, suffixes=" ".join(SUFFIXES))
    _check(draft.path, to, overwrite=overwrite)
    placed = anchors_of(draft.text)
    places = lines_of(draft.text, [one.quoted.start if one.quoted else one.start for one in placed])
    notes = references = 0
    if suffix == ".md":
        data = (draft.text if anchors else without_comments(draft.text)).encode("utf-8")
    else:
        # They load the Markdown parser, which the lines above do without.
        from index.quoting.export.docx.package import docx
        from index.quoting.export.headings import official
        from index.quoting.export.reading import manuscript
        from index.quoting.export.text import plain_text

        read = manuscript(draft.text)
        notes, references = len(read.notes), len(read.references)
        if suffix == ".docx":
            data = docx(read, layout)
        else:
            data = plain_text(official(read) if layout == "official" else read).encode("utf-8")
    _write(to, data)
    altered = tuple(place for one, place in zip(placed, places, strict=True) if not one.intact)
    return ExportedDraft(str(to), len(placed), notes, references, altered)


def _check(draft: Path, to: Path, *, overwrite: bool) -> None:
    try:
        if draft.exists() and to.exists() and to.samefile(draft):
            raise UsageError(ITSELF, path=to)
        if to.exists() and not overwrite:
            raise UsageError(EXISTS, path=to)
    except (OSError, ValueError) as error:
        raise DraftError(NOT_WRITTEN, path=to, detail=said_by_system(error)) from error


def _write(to: Path, data: bytes) -> None:
    try:
        target = Path(os.path.realpath(to))
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
    except (OSError, ValueError) as error:
        raise DraftError(NOT_WRITTEN, path=to, detail=said_by_system(error)) from error
