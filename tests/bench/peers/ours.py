"""This program, through the door that its interface uses."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from time import sleep

import numpy as np
from peers.base import LIMIT, Found
from queries import Query

from index.engine import Engine
from index.engine.answers.answers import _total
from index.engine.language.query import parse
from index.errors import DangjianError
from index.library.library import Library
from tui.cli.entry import YOUNG

NAME = "dangjian-tui"
RANKED = "dangjian-tui, counts and best 50 alone"
SETTLING = 0.3  # seconds
BESIDE = ("verifying", "suggestions")
"""Threads that look checksums over, and make what suggestions need, while nobody has typed yet."""


def settle() -> None:
    """Wait until nothing of an open library is at work: of a large one checksums take seconds."""
    sleep(SETTLING)
    for thread in threading.enumerate():
        if thread.name in BESIDE:
            thread.join()


class Ours:
    """A library: hits with a snippet, exact totals, loose and related ones and facets for each question."""

    def __init__(self, folder: Path) -> None:
        gc.set_threshold(YOUNG)
        self._folder = folder
        self._library = Library.open(folder)

    def fresh(self) -> None:
        """Open the library anew: nothing that was answered before is known any more."""
        self._library.close()
        self._library = Library.open(self._folder)
        # As the interface does before anybody has typed.
        self.typed("龘 省:湖南")
        self._library.suggest("")
        gc.freeze()
        settle()

    def ask(self, query: Query) -> Found | None:
        answer = self._library.search(query.text, limit=LIMIT, snippets=1)
        return Found(answer.documents, answer.occurrences)

    def typed(self, text: str) -> None:
        """Ask what stands in the search bar; half a query may be none."""
        try:
            self._library.search(text, limit=LIMIT, snippets=1)
        except DangjianError:
            return

    def close(self) -> None:
        self._library.close()


class Ranked(Ours):
    """The same library, asked for no more than the peers tell: how many match, and which 50 are the best."""

    def ask(self, query: Query) -> Found | None:
        return self._library._keeper.ask(lambda engine: _ranked(engine, query.text))


def _ranked(engine: Engine, query: str) -> Found:
    answers = engine._current()
    found = answers.evaluator.evaluate(parse(query), related=False)
    rows = answers._best(found, found.exact, LIMIT, "relevance")
    ids = tuple(answers.corpus.ids[rows].tolist())
    return Found(int(np.count_nonzero(found.exact)), _total(found.counts, found.exact), ids)
