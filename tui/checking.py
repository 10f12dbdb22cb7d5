"""What the screen of a check asks for in the library's thread: a draft read, checked by pieces, mended."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import N_, DraftError, said_by_system
from index.model import Document
from tui.labels import name_of
from tui.services import LibraryLike, Ticket, Work

if TYPE_CHECKING:
    from index.checking.checking import Run
    from index.checking.model import Report, Source
    from index.quoting.files import DraftFile

AT_ONCE = 0.08
"""Seconds after which what else is asked of the library has its turn."""
NOT_READ = N_("The file {path} cannot be read ({detail}); check its name and its permissions.")
DRAFTS = (".md", ".markdown")
LARGEST = 256 << 20
"""Bytes of the largest file that is read to be checked."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked. ``own``: a draft of the user's, in which the source's wording can be put."""

    path: Path
    name: str
    own: bool


@dataclass
class Begun(Message):
    """The draft is read, and what is to be checked in it known. ``file``: as it stands on the disk."""

    ticket: int
    run: Run
    file: DraftFile | None


@dataclass
class Moved(Message):
    """So much is checked."""

    ticket: int


@dataclass
class CheckReady(Message):
    """What was found, all of it or so far, and the documents that are named in it, with their names."""

    ticket: int
    report: Report
    whole: bool
    documents: Mapping[int, Document] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass
class Mended(Message):
    """The draft has other words at a place: as it was before, and as it is."""

    ticket: int
    before: DraftFile
    now: DraftFile


def subject_of(path: Path, *, own: bool = False) -> Subject:
    """A file to be checked; one in the folder of drafts is the user's ``own`` draft in any case."""
    from index.quoting.drafts import draft_name, drafts_folder

    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(drafts_folder()))
    mine = (own or inside) and path.suffix.lower() in DRAFTS
    return Subject(path, draft_name(path) if mine else path.name, mine)


def begun(subject: Subject) -> Work:
    """Read the file, and find what is to be checked in it."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        from index.checking import markdown, reading
        from index.checking.mending import normal
        from index.quoting import files

        if subject.own:
            file = files.read(subject.path)
            if not file.text.strip():
                raise DraftError(reading.EMPTY, name=subject.name)
            draft = markdown.read(normal(file.text))
        else:
            file, draft = None, reading.read(_bytes(subject.path), subject.path.name)
        return Begun(ticket.number, library.check_run(draft, cancelled=ticket.cancelled), file)

    return work


def gone_on(run: Run) -> Work:
    """Check as much as there is time for."""

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        end = monotonic() + AT_ONCE
        while run.step() and monotonic() < end and not ticket.cancelled():
            pass
        return Moved(ticket.number)

    return work


def told(run: Run) -> Work:
    """What was found so far."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        report = run.report
        checked = (*report.quotations, *report.formulae)
        sources = [one.source for one in checked] + [one.source for one in report.figures]
        sources += [one.source for one in report.reused]
        earliest = [one.earliest for one in checked] + [one.earliest for one in report.reused]
        worded = [each.source for one in report.quotations for each in one.wordings]
        ids = {one.id for one in (*sources, *earliest, *worded) if one is not None}
        documents = {one.id: one for one in library.documents(sorted(ids))}
        names = {
            id: name_of(one, library.show(id) if one.title is None else None) for id, one in documents.items()
        }
        return CheckReady(ticket.number, report, run.done >= run.total, documents, names)

    return work


def mended(file: DraftFile, line: int, column: int, said: str, source: Source, *, whole: bool) -> Work:
    """Put the wording of a source in the place of the draft's own."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.files import save

        text = library.mended(file.text, line, column, said, source, whole=whole)
        return Mended(ticket.number, file, save(file, text))

    return work


def taken_back(now: DraftFile, before: DraftFile) -> Work:
    """Put a draft back as it was ``before``, unless another program has changed it since."""

    def work(_library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.files import save

        return Mended(ticket.number, now, save(now, before.text))

    return work


def _bytes(path: Path) -> bytes:
    """What stands in a file. Errors: ``DraftError``."""
    from index.checking.reading import LONG, LONGEST, NO_DOCUMENT

    try:
        if not path.is_file() and path.exists():
            raise DraftError(NO_DOCUMENT, name=path.name)  # reading from a pipe or a device may never end
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise DraftError(NOT_READ, path=path, detail=said_by_system(error)) from error
    if len(data) > LARGEST:
        raise DraftError(LONG, name=path.name, limit=LONGEST // 1_000_000)
    return data
