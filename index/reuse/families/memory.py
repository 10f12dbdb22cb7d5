"""What families were worked out from, as it is kept from one state of a library to the next.

Documents have ids here and places in them offsets in letters, since rows and segments change by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.families.known import Known
from index.reuse.families.levels import Levels
from index.reuse.families.stretches import Runs
from index.reuse.families.wordings import Occurrences
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.reuse.grams import Int64, Letters

MUCH = 8
"""Where more than one letter in so many has come or gone, all is worked out anew."""


@dataclass(frozen=True, slots=True)
class Memory:
    """n documents that were counted: ``ids`` ascending, ``sizes`` in letters; their ``letters`` and
    ``levels`` one behind the other.

    ``runs`` and the places in ``known`` have numbers of documents (those not there any more: -1) for rows and
    offsets for places; ``floor`` is the one of the runs.
    """

    ids: Int64
    sizes: Int64
    letters: Letters
    levels: Levels
    floor: int
    runs: Runs
    known: Known

    @property
    def ends(self) -> Int64:
        """Where the letters of each document end."""
        return np.cumsum(self.sizes)


@dataclass(frozen=True, slots=True)
class Change:
    """What came and went since: ``texts``, the letters of all these documents; ``added``, rows of those that
    came; ``stayed`` bool[n], which of those that are remembered are as they were, and ``rows`` int64[n] of
    them (-1: gone).
    """

    texts: list[Letters]
    added: Int64
    stayed: Bools
    rows: Int64


def change_since(memory: Memory, corpus: Corpus, counted: Bools, revised: Collection[int]) -> Change | None:
    """What separates the documents that are ``counted`` (bool[N]) from those of ``memory``, where those that
    are ``revised`` (ids) may have other texts; ``None`` where too much has changed.
    """
    rows = np.flatnonzero(counted)
    rows = rows[np.argsort(corpus.ids[rows], kind="stable")]
    ids = corpus.ids[rows].astype(np.int64)
    fixed = np.fromiter(revised, np.int64, len(revised))
    stayed = np.isin(memory.ids, ids) & ~np.isin(memory.ids, fixed)
    kept = np.isin(ids, memory.ids[stayed])
    of_memory = np.full(len(memory.ids), -1, np.int64)
    of_memory[stayed] = rows[kept]
    added = np.sort(rows[~kept])
    lengths = corpus.gather(lambda part: part.segment.lengths, np.int64)
    if (lengths[of_memory[stayed]] != memory.sizes[stayed]).any():
        return None  # another text: it cannot be told what has changed
    much = int(memory.sizes[~stayed].sum() + lengths[added].sum())
    if MUCH * much > memory.sizes.sum():
        return None
    ends, sizes = memory.ends.tolist(), memory.sizes.tolist()
    gone = [memory.letters[ends[one] - sizes[one] : ends[one]] for one in np.flatnonzero(~stayed).tolist()]
    came = [_letters(corpus, row) for row in added.tolist()]
    return Change(gone + came, added, stayed, of_memory)


def _letters(corpus: Corpus, row: int) -> Letters:
    part = next(part for part in corpus.parts if part.rows.start <= row < part.rows.stop)
    start = int(part.segment.starts[row - part.base])
    return part.segment.text[start : start + int(part.segment.lengths[row - part.base])].astype(np.uint16)


def levels_again(memory: Memory, change: Change, corpus: Corpus) -> list[Levels]:
    """The levels of documents that stayed, for each segment; those of others are 0."""
    levels = [np.zeros(part.segment.T, np.uint8) for part in corpus.parts]
    starts, ends, sizes = _starts(corpus), memory.ends.tolist(), memory.sizes.tolist()
    for part, each in zip(corpus.parts, levels, strict=True):
        here = np.flatnonzero((change.rows >= part.base) & (change.rows < part.rows.stop))
        places = starts[change.rows[here]].tolist()
        for one, place in zip(here.tolist(), places, strict=True):
            each[place : place + sizes[one]] = memory.levels[ends[one] - sizes[one] : ends[one]]
    return levels


def runs_again(memory: Memory, change: Change, corpus: Corpus, without: Int64) -> Runs:
    """The runs of documents that stayed, but for the rows ``without``."""
    rows = change.rows[memory.runs.rows]
    chosen = (rows >= 0) & ~np.isin(rows, without)
    runs, rows = memory.runs[chosen], rows[chosen]
    return replace(runs, rows=rows, places=runs.places + _starts(corpus)[rows])


def known_again(memory: Memory, change: Change, corpus: Corpus) -> Known:
    """What was known, with rows and places in the corpus."""
    starts = _starts(corpus)
    rows = np.append(change.rows, -1)
    places: dict[str, Occurrences] = {}
    for base, one in memory.known.places.items():
        here = rows[one.rows]
        at = one.places + starts[here]
        order = np.lexsort((at, here))
        places[base] = Occurrences(here[order], at[order], one.lengths[order], one.near[order])
    return replace(memory.known, places=places)


def memory_of(
    corpus: Corpus, counted: Bools, levels: list[Levels], floor: int, runs: Runs, known: Known
) -> Memory:
    """What is to be kept: ``runs`` and ``known`` with rows and places of this corpus."""
    rows = np.flatnonzero(counted)
    rows = rows[np.argsort(corpus.ids[rows], kind="stable")]
    starts = _starts(corpus)
    sizes = corpus.gather(lambda part: part.segment.lengths, np.int64)[rows]
    numbers = np.full(corpus.size, -1, np.int64)
    numbers[rows] = np.arange(len(rows))
    letters, of_levels = np.zeros(int(sizes.sum()), np.uint16), np.zeros(int(sizes.sum()), np.uint8)
    ends = np.cumsum(sizes)
    for part, each in zip(corpus.parts, levels, strict=True):
        text = part.segment.text
        here = np.flatnonzero((rows >= part.base) & (rows < part.rows.stop))
        for one, place in zip(here.tolist(), starts[rows[here]].tolist(), strict=True):
            size, end = int(sizes[one]), int(ends[one])
            letters[end - size : end] = text[place : place + size]
            of_levels[end - size : end] = each[place : place + size]
    places: Mapping[str, Occurrences] = {
        base: replace(one, rows=numbers[one.rows], places=one.places - starts[one.rows])
        for base, one in known.places.items()
    }
    return Memory(
        corpus.ids[rows].astype(np.int64),
        sizes,
        letters,
        of_levels,
        floor,
        replace(runs, rows=numbers[runs.rows], places=runs.places - starts[runs.rows]),
        replace(known, places=dict(places)),
    )


def _starts(corpus: Corpus) -> Int64:
    """int64[N]: where each document begins in its segment."""
    return corpus.gather(lambda part: part.segment.starts[:-1], np.int64)
