"""Documents that a screen reads page by page, so that the library has time for what is asked meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from textual.message import Message

from index.model import Document
from tui import upkeep
from tui.messages import Listed
from tui.services import LibraryService, Work

MANY = 10_000
"""Documents from which on a look through all of them is felt."""


class Pages:
    """``documents`` are those read so far, ``ids`` all there are; ``post`` gets ``Listed``, for ``took``.

    What is asked for again, after a change of the library, stands as it was until all is read; but the
    documents that were changed are read first, and stand at once as they are now.
    """

    def __init__(self, service: LibraryService, channel: str, post: Callable[[Message], object]) -> None:
        self._service = service
        self._channel = channel
        self._post = post
        self._ticket = 0
        self._where = ""
        self._again = False
        self.is_whole = False
        """Whether ``documents`` are all there are."""
        self._coming: list[Document] = []
        self._left: Sequence[int] = ()
        self.ids: Sequence[int] = ()
        self.documents: Sequence[Document] | None = None

    def is_for(self, ticket: int) -> bool:
        """Whether the request ``ticket`` is still wanted."""
        return ticket == self._ticket

    def ask(self, where: str = "", changed: Sequence[int] = ()) -> None:
        """Ask for the documents that match ``where``, of which ``changed`` are wanted first."""
        self._again = self.is_whole and where == self._where
        self._where = where
        first = changed if self._again else ()
        self._submit(upkeep.listing(where, first))

    def ask_for(self, ids: Sequence[int]) -> None:
        """Ask for the documents of ``ids``."""
        self._again = self.is_whole
        self._coming, self._left, self.ids = [], ids, ids
        self._next()

    def _submit(self, work: Work) -> None:
        self._ticket = self._service.submit(self._channel, self._post, work)

    def _next(self) -> None:
        self._submit(upkeep.page(self._left[: upkeep.PAGE], many=len(self.ids) > MANY))

    def drop(self) -> None:
        """Let go of the documents: the screen is left."""
        self._service.cancel(self._channel)
        self._ticket = 0
        self._coming, self._left, self.ids, self.documents = [], (), (), None

    def took(self, event: Listed) -> bool:
        """Take a page; whether ``documents`` are others now. Asks for the next page."""
        if not self.is_for(event.ticket):
            return False
        given: Collection[Document] = event.documents
        if event.ids is not None:
            # What was read first for its change stands in the order of the rest, or nowhere any more.
            self._coming, self.ids, self._left = [], event.ids, event.ids
            head = set(event.ids[: upkeep.PAGE])
            given = [document for document in event.documents if document.id in head]
        self._coming.extend(given)
        self._left = self._left[upkeep.PAGE :]
        if self._left:
            self._next()
        if not self._left or not self._again:
            self.documents, self.is_whole = [*self._coming], not self._left
            return True
        if event.ids is None or self.documents is None:
            return False
        listed = set(event.ids)
        now = {document.id: document for document in event.documents}
        self.documents = [now.get(one.id, one) for one in self.documents if one.id in listed]
        return True
