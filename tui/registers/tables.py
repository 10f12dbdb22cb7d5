"""Registers as tables for files: all rows, in the columns that the command line has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.exporting import Row, Table
from tui.registers.asking import Asked, listing
from tui.services import LibraryLike, Ticket

if TYPE_CHECKING:
    from index.registers.model import Term

_BATCH = 10_000
"""Rows that are fetched at a time: a register may have millions."""


def table_of(asked: Asked) -> Callable[[LibraryLike, Ticket], Table]:
    """The table of a register as it is filtered and sorted; it is read while it is written."""

    def table(library: LibraryLike, ticket: Ticket) -> Table:
        from tui.cli import figures, outlines, quotations, terms

        columns: dict[str, tuple[str, ...]] = {
            "formulae": terms.COLUMNS,
            "mechanisms": terms.COLUMNS,
            "figures": figures.COLUMNS,
            "quotations": quotations.COLUMNS,
            "outlines": outlines.COLUMNS,
            "questions": ("question", "kind", "id", "start", "end", "text", "value"),
        }
        return Table(columns[asked.register.kind], _rows(library, ticket, asked))

    return table


def _rows(library: LibraryLike, ticket: Ticket, asked: Asked) -> Iterator[Row]:
    """The rows; of an outline its headings, of a question its figures."""
    known = _terms(library, asked) if asked.register.is_of_terms else {}
    for number, one in enumerate(_all(library, ticket, asked), 1):
        match asked.register.kind:
            case "formulae" | "mechanisms":
                from tui.cli.terms import row_of

                if (term := known.get((one.letters, one.type))) is not None:
                    yield row_of(term)
            case "figures":
                from tui.cli.figures import entry_of

                yield entry_of(one)
            case "quotations":
                from tui.cli.output import entry

                yield {"id": one.id} | entry(one.row)
            case "outlines":
                from tui.cli.output import entry

                outline = library.listed_outline(one.id)
                headings = outline.headings if outline is not None else ()
                yield from ({"id": one.id} | entry(heading) for heading in headings)
            case "questions":
                from tui.cli.figures import question_of

                asked_of: Any = question_of(one)
                yield from ({"question": number, "kind": one.kind} | at for at in asked_of["figures"])


def _all(library: LibraryLike, ticket: Ticket, asked: Asked) -> Iterator[Any]:
    start = 0
    while not ticket.cancelled():
        found = listing(library, asked.register.kind, replace(asked.wanted(), offset=start, limit=_BATCH))
        yield from found.rows
        start += len(found.rows)
        if len(found.rows) < _BATCH:
            return


def _terms(library: LibraryLike, asked: Asked) -> dict[tuple[str, str | None], Term]:
    """All about the terms, by what tells them apart."""
    kind = "formula" if asked.register.kind == "formulae" else "mechanism"
    where = asked.wanted().where or None
    return {(one.letters, one.type): one for one in library.terms(kind, where=where, mentions=False).terms}  # type: ignore[arg-type]
