"""What the registers screen asks of the library's thread: pages, how many rows there are, all about one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual.message import Message

from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
from index.model import StatsRow
from index.registers.model import Found, Incomplete, Question, TermKey
from tui.registers.kinds import Kind, Line, Register
from tui.services import LibraryLike, Ticket, Work

PAGE = 100
"""Rows that are fetched at a time: more than a screen has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a register: what is typed, a unit (figures), an order."""

    register: Register
    typed: str = ""
    unit: str | None = None
    sort: str = ""
    turned: bool = False

    def wanted(self) -> Wanted:
        """The same for the library: parts of a query narrow the documents, the rest are words."""
        words, where = parted(self.typed)
        sort = self.sort or next(iter(self.register.sorts), "value")
        return Wanted(words, where, self.unit, sort, self.turned)  # type: ignore[arg-type]


@dataclass
class RowsReady(Message):
    """The rows from ``start`` on; ``total`` is told where all are there at once."""

    ticket: int
    start: int
    lines: Sequence[Line]
    total: int | None
    incomplete: Incomplete | None


@dataclass
class RowsCounted(Message):
    """How many rows there are."""

    ticket: int
    total: int


@dataclass
class UnitsReady(Message):
    """The units of figures, with how many have each."""

    ticket: int
    units: Sequence[tuple[str | None, int]]


@dataclass
class CountsReady(Message):
    """A term by provinces and years; no ``key`` where no document has it any more."""

    ticket: int
    key: TermKey | None
    counts: Sequence[StatsRow]


@dataclass
class StateReady(Message):
    """Of how many documents there are rows."""

    ticket: int
    incomplete: Incomplete | None


def parted(typed: str) -> tuple[tuple[str, ...], str]:
    """Words, and what of ``typed`` is part of a query (省:湖南, -年:2020..)."""
    from index.engine.language.lexer import NAMES
    from index.text.fold import fold

    is_part = re.compile(f"-?({'|'.join(sorted(NAMES, key=len, reverse=True))}):")
    words: list[str] = []
    where: list[str] = []
    for word in typed.split():
        (where if is_part.match(fold(word)) else words).append(word)
    return tuple(words), " ".join(where)


def rows(asked: Asked, start: int, limit: int = PAGE) -> Work:
    """The rows from ``start`` on; all of them where they are worked out together."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        wanted = asked.wanted()
        if asked.register.kind == "questions" or (asked.register.is_of_terms and wanted.where):
            # To work them out is what takes the time, not to show them all.
            found = listing(library, asked.register.kind, replace(wanted, limit=-1), ticket.cancelled)
            return RowsReady(ticket.number, 0, lines_of(library, found.rows), found.total, found.incomplete)
        page = replace(wanted, offset=start, limit=limit)
        found = listing(library, asked.register.kind, page, ticket.cancelled)
        lines = lines_of(library, found.rows)
        total = found.total
        if total is None and len(lines) < limit and (lines or not start):
            total = start + len(lines)
        return RowsReady(ticket.number, start, lines, total, found.incomplete)

    return work


def counted(asked: Asked) -> Work:
    """How many rows there are."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        wanted = replace(asked.wanted(), limit=0, counted=True)
        return RowsCounted(ticket.number, listing(library, asked.register.kind, wanted).total or 0)

    return work


def units(library: LibraryLike, ticket: Ticket) -> Message:
    """The units of all figures."""
    return UnitsReady(ticket.number, library.figure_units())


def state(library: LibraryLike, ticket: Ticket) -> Message:
    """How complete the rows are."""
    return StateReady(ticket.number, library.registers_missing())


def counts(row: TermRow) -> Work:
    """A term by provinces and years."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        # By what the rows tell it by: its name may say more than that (专项行动 is an 行动).
        key = TermKey(row.kind, row.letters, row.type)
        of = library.term_counts(key)
        found = library.stats_of(of, ("region", "year")) if of else ()
        return CountsReady(ticket.number, key if of else None, found)

    return work


def listing(
    library: LibraryLike, kind: Kind, wanted: Wanted, cancelled: Callable[[], bool] | None = None
) -> Listing[Any]:
    """A page of a register. ``Cancelled`` soon after ``cancelled()`` is true."""
    match kind:
        case "formulae" | "mechanisms":
            name = "formula" if kind == "formulae" else "mechanism"
            return library.term_rows(name, wanted, cancelled=cancelled)  # type: ignore[arg-type]
        case "figures":
            return library.figure_rows(wanted)
        case "quotations":
            return library.quotation_rows(wanted)
        case "outlines":
            return library.outline_rows(wanted)
        case "questions":
            asked = library.figure_questions(where=wanted.where or None)
            return _of(_asking(asked, wanted), wanted, library.registers_missing())


def _of(found: Sequence[Any], wanted: Wanted, incomplete: Incomplete | None) -> Listing[Any]:
    """A page of what is all there."""
    stop = wanted.offset + wanted.limit if wanted.limit >= 0 else None
    return Listing(tuple(found[wanted.offset : stop]), len(found), incomplete)


def _asking(asked: Sequence[Question], wanted: Wanted) -> list[Question]:
    """The questions about figures with all words."""
    from index.text.fold import fold

    words = [fold(word) for word in wanted.words]
    return [one for one in asked if all(any(word in fold(at.text) for at in one.figures) for word in words)]


def lines_of(library: LibraryLike, found: Sequence[Any]) -> list[Line]:
    """Rows with their documents."""
    ids = [one.id for one in found if isinstance(one, (Found, OutlineRow))]
    documents = {document.id: document for document in library.documents(list(dict.fromkeys(ids)))}
    return [Line(one, documents.get(one.id) if hasattr(one, "id") else None) for one in found]
