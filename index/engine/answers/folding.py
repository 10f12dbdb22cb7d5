"""Duplicates left out of an answer where the document that they are duplicates of is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from index.engine.answers.evaluate import Evaluation
from index.engine.corpus.corpus import Corpus, Rows
from index.text.form import Bools

Duplicates = Mapping[int, int]
"""The id of each duplicate → the id of the document that it is a duplicate of, which may be one itself."""


class Folding:
    """What of a corpus stands for what; ``duplicates`` is not changed meanwhile."""

    def __init__(self, corpus: Corpus, duplicates: Duplicates) -> None:
        self.duplicates = duplicates
        # Who stands before is folded before: a duplicate of a duplicate is looked at behind that one.
        self._steps = list(_steps(corpus, duplicates))

    def folded(self, found: Evaluation) -> Evaluation:
        """``found`` without the duplicates of exact documents among the exact ones, and so on.

        A duplicate whose own passage matches, but not the text that it is a duplicate of, stays.
        """
        exact, near = found.exact, found.exact | found.loose
        return replace(
            found,
            exact=exact & ~self._covered(exact),
            loose=found.loose & ~self._covered(near),
            related=found.related & ~self._covered(near | found.related),
            overlapping=found.overlapping & ~self._covered(exact | found.overlapping),
        )

    def _covered(self, hits: Bools) -> Bools:
        """bool[N]: which documents are duplicates, over however many steps, of one of ``hits``."""
        covered = np.zeros(len(hits), np.bool_)
        for rows, of in self._steps:
            covered[rows] = hits[of] | covered[of]
        return covered


def _steps(corpus: Corpus, duplicates: Duplicates) -> Iterator[tuple[Rows, Rows]]:
    """The rows of duplicates and of what they are duplicates of: first of documents that are none."""
    if not duplicates:
        return
    alive = np.flatnonzero(corpus.alive)
    order = alive[np.argsort(corpus.ids[alive], kind="stable")]
    ids = corpus.ids[order]

    def rows(wanted: list[int]) -> tuple[Rows, Bools]:
        asked = np.array(wanted, np.int64)
        places = np.minimum(np.searchsorted(ids, asked), max(len(ids) - 1, 0))
        return order[places], (ids[places] == asked if len(ids) else np.zeros(len(asked), np.bool_))

    left = dict(duplicates)
    while left:
        step = {id: of for id, of in left.items() if of not in left}
        if not step:
            return  # a circle, of which nobody may vanish
        some, here = rows(list(step))
        of, there = rows(list(step.values()))
        both = here & there
        yield some[both], of[both]
        left = {id: of for id, of in left.items() if id not in step}
