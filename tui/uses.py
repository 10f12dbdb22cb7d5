"""Which drafts quote a document, or a passage of it: asked for in the library's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from index.model import Span
from tui.services import LibraryLike, Ticket, Work

if TYPE_CHECKING:
    from index.library.anchoring import Whereabouts
    from index.quoting.uses import Shelf, Use


@dataclass(frozen=True, slots=True)
class Used:
    """A quotation in a draft, and where its passage is now."""

    use: Use
    now: Whereabouts

    @property
    def span(self) -> Span | None:
        """The passage, as far as it is found."""
        start, end = self.now.start, self.now.end
        return None if start is None or end is None else Span(start, end)


@dataclass
class UsesReady(Message):
    """The quotations of ``document`` in the user's drafts."""

    ticket: int
    document: int
    uses: Sequence[Used]


def uses(shelf: Shelf, document: int) -> Work:
    """The quotations of a document in all drafts; ``shelf`` keeps what was read of them."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        found = [Used(use, now) for use, now in library.uses(shelf, document)]
        return UsesReady(ticket.number, document, found)

    return work


def at(found: Sequence[Used], span: Span | None) -> list[Used]:
    """Those of ``found`` whose passages share a character with ``span``; without one, all."""
    if span is None:
        return list(found)
    return [one for one in found if one.span and one.span.start < span.end and span.start < one.span.end]
