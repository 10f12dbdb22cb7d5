"""What the screens of drafts ask for, in the library's thread: lists, a draft and its places, saving it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import N_
from index.model import Citation, Span
from tui import quotations
from tui.services import LibraryLike, Ticket, Work
from tui.table import Column, fitting

if TYPE_CHECKING:
    from index.library.anchoring import Whereabouts
    from index.quoting.anchors import Anchor
    from index.quoting.drafts import DraftInfo
    from index.quoting.files import DraftFile
    from index.quoting.inserting import Form

SORTS = ("changed", "name", "quotations", "words")
COLUMNS: tuple[Column[DraftInfo], ...] = (
    Column("name", N_("draft"), 0, lambda one: one.name),
    Column(
        "quotations", N_("quoted"), 10, lambda one: _figure(one, one.quotations), right=True, falling=True
    ),
    Column("words", N_("words"), 9, lambda one: _figure(one, one.words), 60, right=True, falling=True),
    Column("changed", N_("changed"), 16, lambda one: _when(one), 50, falling=True),
)
_KEYS = {
    "changed": lambda one: one.changed or "",
    "name": lambda one: one.name.casefold(),
    "quotations": lambda one: one.quotations,
    "words": lambda one: one.words,
}
CONFLICT = "{stem}-{at:%Y%m%d-%H%M%S}"
"""What one's own text is kept as when another program has changed the draft meanwhile."""


@dataclass
class DraftsListed(Message):
    """The drafts there are, in ``folder``."""

    ticket: int
    folder: Path
    drafts: Sequence[DraftInfo]


@dataclass
class DraftOpened(Message):
    """A draft as it stands on the disk."""

    ticket: int
    file: DraftFile


@dataclass
class DraftSame(Message):
    """The draft on the disk is as it was."""

    ticket: int


@dataclass
class DraftSaved(Message):
    """The draft is on the disk; ``kept``: another program had changed it, and one's own text is there."""

    ticket: int
    file: DraftFile
    kept: Path | None = None


@dataclass
class PlacesFound(Message):
    """Where the passage of a quotation is now."""

    ticket: int
    now: Whereabouts


@dataclass
class QuotationMade(Message):
    """The draft's text with a quotation in it; the cursor belongs behind that, at ``after``."""

    ticket: int
    text: str
    after: int
    citation: Citation


def columns(width: int) -> list[tuple[Column[DraftInfo], int]]:
    """The columns that have room in ``width`` cells, with their widths."""
    return fitting(COLUMNS, width)


def listed(found: Sequence[DraftInfo], wanted: str, sort: str, *, turned: bool) -> list[DraftInfo]:
    """The drafts whose names hold ``wanted``, in order; the newest, most and longest first."""
    kept = [one for one in found if wanted.casefold() in one.name.casefold()]
    falling = next(column.falling for column in COLUMNS if column.id == sort)
    return sorted(kept, key=_KEYS[sort], reverse=falling != turned)


def drafts(_library: LibraryLike, ticket: Ticket) -> Message:
    """All drafts."""
    from index.quoting.drafts import drafts_folder, list_drafts

    return DraftsListed(ticket.number, drafts_folder(), list_drafts())


def opened(path: Path) -> Work:
    """A draft; one that is not there is empty."""

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.files import read

        return DraftOpened(ticket.number, read(path, missing=True))

    return work


def looked_at(file: DraftFile, seen: tuple[int, int] | None) -> Work:
    """The draft, if the disk has another one than ``file`` now; ``seen``: what ``stamp`` said of that."""

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.files import read

        if seen is not None and stamp(file.path) == seen:
            return DraftSame(ticket.number)
        now = read(file.path, missing=True)
        return DraftSame(ticket.number) if now.digest == file.digest else DraftOpened(ticket.number, now)

    return work


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes whenever the file does, nearly; ``None``: it is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def saved(file: DraftFile, text: str) -> Work:
    """Put ``text`` in the place of a draft. Nothing is lost where another program has changed it meanwhile:
    one's own text is kept beside it, and the draft is as that program left it.
    """

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.files import DraftChanged, read, save

        try:
            return DraftSaved(ticket.number, save(file, text))
        except DraftChanged:
            theirs = read(file.path, missing=True)
            if theirs.text == text:
                return DraftSaved(ticket.number, theirs)
            if not theirs.digest:
                # It was removed: there is nothing that could be written over.
                return DraftSaved(ticket.number, save(theirs, text))
            stem = CONFLICT.format(stem=file.path.stem, at=datetime.now())
            kept = file.path.with_name(stem + file.path.suffix)
            save(read(kept, missing=True), text)
            return DraftSaved(ticket.number, theirs, kept)

    return work


def whereabouts(anchor: Anchor) -> Work:
    """Where the passage of a quotation is now."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        return PlacesFound(ticket.number, library.whereabouts([anchor])[0])

    return work


def quoted(text: str, at: int, document: int, span: Span, form: Form, *, whole: bool) -> Work:
    """Put a passage (unless ``whole`` the sentences around it) into the text of a draft at the offset ``at``.

    Whatever becomes of the draft, the quotation is in the log before.
    """

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.inserting import Quotation, insert

        exact = span if whole else library.sentence(document, span.start, span.end)
        citation = library.cite(document, exact.start, exact.end)
        quotations.record("append", document, exact, citation, library.corpus().fingerprint)
        anchor = library.anchor(document, exact.start, exact.end)
        fresh = insert(text, at, Quotation(citation, anchor), form)
        behind = fresh.find(anchor.comment(), at)
        after = behind + len(anchor.comment()) if behind >= 0 else len(fresh)
        return QuotationMade(ticket.number, fresh, after, citation)

    return work


def _figure(one: DraftInfo, number: int) -> str:
    return "-" if one.problem else f"{number:,}"


def _when(one: DraftInfo) -> str:
    return (one.changed or "-")[:16].replace("T", " ")
