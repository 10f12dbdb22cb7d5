"""The library's own thread: one request at a time, newest first in mind, answers as messages.

Everything that touches the library runs here (a library answers one call at a time, and one search at a time
leaves the interface its share of the interpreter). Nothing here touches a widget.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from textual.message import Message

from index.errors import DangjianError
from index.model import (
    Citation,
    CorpusInfo,
    Document,
    Occurrences,
    SearchAnswer,
    Sort,
    Span,
    StoredText,
    Suggestion,
)
from tui.messages import Failed, LibraryFailed, LibraryReady, LibraryWaiting
from tui.registers.doors import RegistersLike
from tui.terming import TermsLike


class LibraryLike(TermsLike, RegistersLike, Protocol):
    """What the interface asks of ``index.library.Library``."""

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample that ships with the program."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    @property
    def banner(self) -> bool:
        """Whether the sample stands in for the user's own library, which is empty."""

    @property
    def path(self) -> Path:
        """The folder of the library."""

    def close(self) -> None:
        """Give the library back."""

    def corpus(self) -> CorpusInfo:
        """How much there is."""

    def newest(self, limit: int, *, fold_duplicates: bool = False) -> Sequence[Document]:
        """The newest documents, undated ones last."""

    def duplicates(self) -> Mapping[int, int]:
        """Of which document each duplicate is one."""

    def show(self, id: int) -> StoredText:
        """A document with its text."""

    def display(self, id: int, to: Literal["simplified", "traditional"]) -> str:
        """The text in another script, of the same length."""

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        snippets: int = 3,
        cancelled: Callable[[], bool] | None = None,
        fold_duplicates: bool = False,
    ) -> SearchAnswer:
        """Search; ``cancelled`` is asked now and then."""

    def suggest(
        self, query: str, limit: int = 5, *, cancelled: Callable[[], bool] | None = None
    ) -> Sequence[Suggestion]:
        """What the term at the end of ``query`` may become; ``cancelled`` is asked now and then."""

    def outlines(
        self, ids: Sequence[int], *, cancelled: Callable[[], bool] | None = ...
    ) -> Sequence[Outline]:
        """The headings of documents."""

    def occurrences(self, id: int, query: str) -> Occurrences:
        """The matched spans of all positive terms in one document."""

    def sentence(self, id: int, start: int, end: int) -> Span:
        """The whole sentences around a span."""

    def cite(
        self, id: int, start: int | None = None, end: int | None = None, style: str = "gb2025"
    ) -> Citation:
        """A quotation with its citation."""

    def whereabouts(self, anchors: Sequence[Anchor]) -> Sequence[Whereabouts]:
        """Where the passages of anchors are now, one for each."""

    def anchor(self, id: int, start: int, end: int) -> Anchor:
        """What ties a quotation in a draft to its passage."""

    def uses(
        self, shelf: Shelf, id: int, start: int | None = None, end: int | None = None
    ) -> Sequence[tuple[Use, Whereabouts]]:
        """The quotations of a document, or of a passage of it, in the user's drafts."""

    def restyled(self, text: str, style: str) -> Styled:
        """A draft with its references in another edition of the standard."""

    def check_run(self, draft: Draft, *, cancelled: Callable[[], bool] | None = None) -> Run:
        """The check of a draft, step by step."""

    def mended(
        self, text: str, line: int, column: int, said: str, source: Source, *, whole: bool = False
    ) -> str:
        """A draft that says what a passage says, in the place of ``said``."""

    def ids(self, where: str | None = None) -> Sequence[int]:
        """The ids of all documents, or of those that match a query, newest first."""

    def documents(self, ids: Sequence[int]) -> Sequence[Document]:
        """The documents of ``ids`` in that order; those that are gone are left out."""

    def document(self, id: int) -> Document:
        """One document."""

    def set_fields(self, id: int | Sequence[int], values: Mapping[str, str]) -> Sequence[int]:
        """Correct fields; returns the changed ids."""

    def remove(self, ids: Sequence[int]) -> Sequence[int]:
        """Take documents away; returns the changed ids."""

    def undo_repairs(self, id: int, which: int | Literal["all"]) -> Sequence[int]:
        """Take back a repair or all; returns the changed ids."""

    def undo(self) -> Sequence[int]:
        """Undo the newest command; returns the changed ids."""

    def families(
        self,
        *,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> tuple[Family, ...]:
        """Formula families: those in most documents first; ``cancelled`` is asked now and then."""

    def kept_families(self) -> KeptFamilies | None:
        """The families that were worked out before."""

    def keeps_families(self) -> bool:
        """Whether another process can work families out for this library."""

    def novelty(self, id: int) -> Novelty:
        """What of a document was said elsewhere, and what only it says."""

    def shared(
        self,
        stored: StoredText,
        spans: Sequence[Span],
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[Shared, ...]:
        """In how many documents stands what others share with ``spans`` of a document at hand."""

    def parallels(
        self,
        id: int,
        start: int | None = None,
        end: int | None = None,
        *,
        page: Page | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[Passage, ...]:
        """What other documents share with a stretch of a document; ``cancelled`` is asked now and then."""

    def parallels_of_text(
        self, text: str, *, page: Page | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Passage, ...]:
        """What documents share with each line of a text; ``cancelled`` is asked now and then."""


if TYPE_CHECKING:
    from index.checking.checking import Run
    from index.checking.draft import Draft
    from index.checking.model import Source
    from index.library.anchoring import Whereabouts
    from index.library.families import KeptFamilies
    from index.library.styling import Styled
    from index.quoting.anchors import Anchor
    from index.quoting.uses import Shelf, Use
    from index.registers.model import Outline
    from index.reuse.model import Family, Novelty, Page, Passage, Shared

Opener = Callable[[Callable[[], None]], LibraryLike]
Target = Callable[[Message], object]


@dataclass
class Ticket:
    """One request: ``number`` is its name, ``stale`` is set when a newer one on its channel came."""

    number: int
    channel: str
    stale: threading.Event = field(default_factory=threading.Event)

    def cancelled(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self.stale.is_set()


Work = Callable[[LibraryLike, Ticket], Message]


class LibraryService:
    """Opens a library in a thread of its own and answers requests there, in order.

    Channels: a new request replaces the waiting or running one on its channel, whose answer is dropped;
    on the channel ``""`` every request is carried out.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._numbers = count(1)
        self._waiting: deque[tuple[Ticket, Target, Work | None]] = deque()
        self._current: dict[str, Ticket] = {}
        self._wake = threading.Condition()
        self._closing = False
        # A daemon: leaving must not wait for an index that is being rebuilt (the library's file is
        # transactional, the index disposable).
        self._thread: threading.Thread | None = None

    def start(self, post: Target) -> None:
        """Open the library; ``post`` gets LibraryWaiting, then LibraryReady or LibraryFailed."""
        self._thread = threading.Thread(target=self._run, args=(post,), name="library", daemon=True)
        self._thread.start()

    def submit(self, channel: str, target: Target, work: Work) -> int:
        """Ask for ``work``; its message, or Failed, goes to ``target``. Returns the ticket's number."""
        with self._wake:
            self._drop(channel)
            ticket = Ticket(next(self._numbers), channel)
            if channel:
                self._current[channel] = ticket
            self._waiting.append((ticket, target, work))
            self._wake.notify()
        return ticket.number

    def reopen(self, post: Target) -> None:
        """Close the library and open it again, as ``start``: another one may stand there now."""
        with self._wake:
            self._waiting.append((Ticket(next(self._numbers), ""), post, None))
            self._wake.notify()

    def cancel(self, channel: str) -> None:
        """Forget the request on ``channel``, if there is one."""
        with self._wake:
            self._drop(channel)

    def close(self, timeout: float = 2.0) -> None:
        """Cancel what runs, close the library, and wait for it at most ``timeout`` seconds."""
        with self._wake:
            self._closing = True
            for ticket in self._current.values():
                ticket.stale.set()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _drop(self, channel: str) -> None:
        if channel and channel in self._current:
            self._current.pop(channel).stale.set()

    def _run(self, post: Target) -> None:
        library = self._opened(post)
        try:
            while library is not None and (request := self._next()) is not None:
                ticket, target, work = request
                if work is None:
                    library.close()
                    library = self._opened(target)
                else:
                    self._answer(library, ticket, target, work)
                # Documents by the thousand are not kept until the next request.
                del request, ticket, target, work
        finally:
            if library is not None:
                library.close()

    def _opened(self, post: Target) -> LibraryLike | None:
        try:
            library = self._opener(partial(self._tell_waiting, post))
            ready = LibraryReady(
                library.is_sample, library.read_only, library.corpus(), import_target(library)
            )
        except Exception as error:
            post(LibraryFailed(sentence(error)))
            return None
        post(ready)
        return library

    @staticmethod
    def _tell_waiting(post: Target) -> None:
        post(LibraryWaiting())

    def _next(self) -> tuple[Ticket, Target, Work | None] | None:
        with self._wake:
            while not self._waiting and not self._closing:
                self._wake.wait()
            return None if self._closing else self._waiting.popleft()

    def _answer(self, library: LibraryLike, ticket: Ticket, target: Target, work: Work) -> None:
        if ticket.cancelled():
            return
        try:
            message = work(library, ticket)
        except Exception as error:
            if ticket.cancelled():
                # Whatever a cancelled search raises on its way out is nobody's business.
                return
            message = Failed(ticket.number, ticket.channel, sentence(error))
        if not ticket.cancelled():
            target(message)


def import_target(library: LibraryLike) -> str | None:
    """What another process opens to import into ``library``: the user's own where the sample stands in."""
    if library.is_sample:
        return None if library.banner else "sample"
    return str(library.path)


def sentence(error: Exception) -> DangjianError:
    """``error`` as a sentence for the user; an unexpected one is noted down with its traceback."""
    if isinstance(error, DangjianError):
        return error
    from tui.defects import defect

    return defect(error, "interface")
