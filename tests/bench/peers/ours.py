"""This program, through the door that its interface uses."""

from __future__ import annotations

import gc
from pathlib import Path
from time import sleep

from peers.base import LIMIT, Found
from queries import Query

from index.errors import DangjianError
from index.library.library import Library
from tui.cli.entry import YOUNG

NAME = "dangjian-tui"
TOTALS = "dangjian-tui, totals only"
_SETTLING = 1.5  # seconds


class Ours:
    """A library: hits with a snippet, exact totals, loose and related ones and facets for each question.

    With a ``limit`` of 0 no hits are read: what is left is what the peers are asked for, and facets.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        gc.set_threshold(YOUNG)
        self._folder = folder
        self._limit = limit
        self._library = Library.open(folder)

    def fresh(self) -> None:
        """Open the library anew: nothing that was answered before is known any more."""
        self._library.close()
        self._library = Library.open(self._folder)
        # As the interface does before anybody has typed; meanwhile checksums are looked over.
        self.typed("龘 省:湖南")
        gc.freeze()
        sleep(_SETTLING)

    def ask(self, query: Query) -> Found | None:
        answer = self._library.search(query.text, limit=self._limit, snippets=1)
        return Found(answer.documents, answer.occurrences)

    def typed(self, text: str) -> None:
        """Ask what stands in the search bar; half a query may be none."""
        try:
            self._library.search(text, limit=self._limit, snippets=1)
        except DangjianError:
            return

    def close(self) -> None:
        self._library.close()
