"""Where letters stand in a corpus as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.grams import Int64, Letters, places, ranges

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.engine.segment.segment import Segment
    from index.text.form import Bools

BEGINNING = 32
"""Letters that are looked up; the rest is compared, since there are few places left."""
_NEVER = 1 << 30
"""A day behind all others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """m places of ``size`` letters: ``part`` and ``place`` of the first letter, ``row`` of its document.

    All int64[m], in order of the documents' dates, those without one last.
    """

    size: int
    part: Int64
    place: Int64
    row: Int64

    def __len__(self) -> int:
        return len(self.place)

    @property
    def documents(self) -> int:
        """In how many documents."""
        return len(np.unique(self.row))


def standing(corpus: Corpus, letters: Letters, among: Bools) -> Standing:
    """Where ``letters`` stand in documents of ``among`` (bool[N])."""
    found: list[Int64] = []
    if not len(letters):
        return Standing(0, *np.zeros((3, 0), np.int64))
    size = np.array([min(len(letters), BEGINNING)])
    for number, part in enumerate(corpus.parts):
        low, high = ranges(part.segment, letters, np.zeros(1, np.int64), size)
        _, place = places(part.segment, low, high)
        place = _going_on(part.segment, letters, place)
        row = part.base + part.segment.blocks[place >> 5].astype(np.int64)
        kept = among[row]
        found.append(np.stack((np.full(int(kept.sum()), number), place[kept], row[kept])))
    part, place, row = np.concatenate(found, axis=1) if found else np.zeros((3, 0), np.int64)
    order = np.lexsort((place, *order_of(corpus, row)))
    return Standing(len(letters), part[order], place[order], row[order])


def _going_on(segment: Segment, letters: Letters, place: Int64) -> Int64:
    """Of the places where the beginning stands those where all of it does."""
    for at in range(BEGINNING, len(letters), BEGINNING):
        if not len(place):
            break
        wanted = letters[at : at + BEGINNING]
        there = place[:, None] + np.arange(at, at + len(wanted))
        # Behind the end of the stream there is nothing.
        same = (segment.text[np.minimum(there, segment.T - 1)] == wanted).all(axis=1)
        place = place[same & (there[:, -1] < segment.T)]
    return place


def order_of(corpus: Corpus, rows: Int64) -> tuple[Int64, Int64, Int64]:
    """Keys of documents for ``lexsort``: by date, of one date by id, those without one last."""
    first, last = corpus.first[rows].astype(np.int64), corpus.last[rows].astype(np.int64)
    undated = first == 0
    return (
        corpus.ids[rows].astype(np.int64),
        np.where(undated, _NEVER, last),
        np.where(undated, _NEVER, first),
    )
