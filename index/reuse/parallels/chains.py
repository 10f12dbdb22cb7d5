"""Runs of the same letters put together to stretches that are much the same, one run behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.engine.corpus.corpus import Part
from index.engine.interface import Cancel
from index.reuse.grams import Int64
from index.reuse.parallels.growing import grown, letters_at, runs
from index.reuse.parallels.questions import SENTENCE, Question
from index.reuse.parallels.seeds import SHORT, SHORTEST_SEED, Seeds, check
from index.reuse.told import GAP, NEAR, VERBATIM
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

_BAND = 4
"""Of how many more letters one text may have than the other between two runs of one chain: what is put in or
left out beyond that may have moved (see ``alike``)."""
_LEAST_IN_LONG = 5  # letters that a document must have of a stretch that is no short one
_LEAST = 2  # letters that a run adds to a chain
_STRAY = 2  # letters of another sentence
_MANY = 400  # runs that a document has of one stretch: of more, only those that add something


@dataclass(frozen=True, slots=True)
class Matches:
    """n pairs of stretches: letters ``start:end`` of the question, places ``first:last`` of a part.

    ``document``: its row in the corpus; ``unit``: the number of the stretch asked for; ``same``: letters in
    runs; ``part``: its number.
    """

    document: Int64
    unit: Int64
    start: Int64
    end: Int64
    first: Int64
    last: Int64
    same: Int64
    part: Int64

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, chosen: NDArray[np.intp] | Bools | slice) -> Matches:
        return Matches(*(getattr(self, name)[chosen] for name in Matches.__slots__))

    @property
    def exact(self) -> Bools:
        """bool[n]: those that are the same in every letter."""
        size = self.end - self.start
        exact: Bools = (self.same == size) & (self.last - self.first == size)
        return exact


def matches(parts: Sequence[Part], asked: Question, seeds: Seeds, cancelled: Cancel) -> Matches:
    """What the seeds come to, in order of documents; they may overlap each other."""
    number, at, place, size = runs([part.segment for part in parts], asked.letters, seeds)
    document = np.zeros(len(at), np.int64)
    for which, part in enumerate(parts):
        here = number == which
        document[here] = part.segment.blocks[place[here] >> 5].astype(np.int64) + part.base
    unit = np.searchsorted(asked.starts, at, side="right") - 1
    found = Matches(document, unit, at, at + size, place, place + size, size, number)
    # A document must have enough letters of a stretch for it to be worth a look, and so must a chain.
    least = np.where(asked.ends - asked.starts <= SHORT, SHORTEST_SEED, _LEAST_IN_LONG)
    _, owner = np.unique(document * len(asked.starts) + unit, return_inverse=True)
    found = found[np.bincount(owner, size)[owner] >= least[unit]]
    check(cancelled)
    found = _chained(_without_echoes(found, cancelled), cancelled)
    return found[found.same >= least[found.unit]]


def _without_echoes(found: Matches, cancelled: Cancel = None) -> Matches:
    """Where a text says the same again and again, each time meets each other one: runs by the thousand.

    Of one document and stretch that have so many, those are left out, shorter ones first, more than half of
    which is in other runs on either side.
    """
    if len(found) <= _MANY:
        return found
    _, owner, counts = np.unique(
        np.stack((found.document, found.unit)), axis=1, return_inverse=True, return_counts=True
    )
    owner = owner.ravel()
    kept = np.ones(len(found), np.bool_)
    for number in np.flatnonzero(counts > _MANY).tolist():
        check(cancelled)
        some = np.flatnonzero(owner == number)
        start, first, size = found.start[some], found.first[some], found.same[some]
        start, first = start - start.min(), first - first.min()
        ours = np.zeros(int((start + size).max()), np.bool_)
        theirs = np.zeros(int((first + size).max()), np.bool_)
        # Of the same length those that stand in the same order.
        for at in np.lexsort((start, np.abs(first - start), -size)).tolist():
            length = int(size[at])
            here = ours[start[at] : start[at] + length]
            there = theirs[first[at] : first[at] + length]
            if 2 * np.count_nonzero(here) > length and 2 * np.count_nonzero(there) > length:
                kept[some[at]] = False
            else:
                here[:] = there[:] = True
    return found[kept]


def _chained(found: Matches, cancelled: Cancel) -> Matches:
    """Runs that follow each other in both texts, with little between them, as one."""
    found = found[np.lexsort((found.start, found.first, found.unit, found.document))]
    new = np.append(True, (np.diff(found.document) != 0) | (np.diff(found.unit) != 0))[: len(found)]
    alone = new & np.append(new[1:], True)[: len(found)]
    several = found[~alone]
    rows = zip(*(getattr(several, name).tolist() for name in Matches.__slots__), strict=True)
    chained: list[list[int]] = []
    for _, group in groupby(rows, key=lambda row: row[:2]):
        check(cancelled)
        near: list[list[int]] = []
        for row in group:
            near = [chain for chain in near if row[4] - chain[5] <= GAP]
            chain = _before(near, row)
            if chain is None:
                near.append(list(row))
                chained.append(near[-1])
            else:
                chain[6] += row[6] + min(0, row[2] - chain[3], row[4] - chain[5])
                chain[3], chain[5] = row[3], row[5]
    columns = np.array(chained, np.int64).reshape(-1, len(Matches.__slots__)).T
    together = Matches(
        *(
            np.concatenate((getattr(found, name)[alone], column))
            for name, column in zip(Matches.__slots__, columns, strict=True)
        )
    )
    return together[np.lexsort((together.first, together.unit, together.document))]


def _before(chains: Sequence[list[int]], row: Sequence[int]) -> list[int] | None:
    """The chain that a run goes on with: the one that it is shifted least against."""
    best, least = None, _BAND + 1
    for chain in reversed(chains):
        ours, theirs = row[2] - chain[3], row[4] - chain[5]
        shift = abs(ours - theirs)
        if shift < least and ours <= GAP and row[6] + min(ours, theirs, 0) >= _LEAST:
            best, least = chain, shift
    return best


def grown_over(parts: Sequence[Part], asked: Question, found: Matches, cancelled: Cancel) -> Matches:
    """The matches over small differences at their ends."""
    segments = [part.segment for part in parts]
    bounds = grown(segments, asked, found.part, (found.start, found.end, found.first, found.last), cancelled)
    same, start, end, first, last = _without_strays(segments, asked, found.part, found.same, bounds)
    return replace(found, start=start, end=end, first=first, last=last, same=same)


def _without_strays(
    segments: Sequence[Segment],
    asked: Question,
    part: Int64,
    same: Int64,
    bounds: tuple[Int64, Int64, Int64, Int64],
) -> tuple[Int64, Int64, Int64, Int64, Int64]:
    """The letters in runs and the bounds without the one or two letters of another sentence at an end, where
    there is enough without them: that the next sentences begin with the same word says nothing.
    """
    start, end, first, last = bounds
    units = np.searchsorted(asked.starts, start, side="right") - 1
    for size in range(_STRAY, 0, -1):
        for step in (1, -1):
            # At the end, then at the beginning.
            at, place = (end - size, last - size) if step > 0 else (start, first)
            cut = at if step > 0 else start + size
            stray = (asked.stops[cut] == SENTENCE) & (cut > asked.starts[units]) & (cut < asked.ends[units])
            ours, theirs = end - start, last - first
            stray &= np.minimum(ours, theirs) - size >= VERBATIM
            # What is near is told only where it is longer.
            stray &= ((same == ours) & (same == theirs)) | (np.maximum(ours, theirs) - size >= NEAR)
            # What is selected up to there is meant.
            stray &= (end < asked.ends[units]) if step > 0 else (start > asked.starts[units])
            chosen = np.flatnonzero(stray)
            for back in range(size):
                equal = asked.letters[at[chosen] + back] == letters_at(
                    segments, part[chosen], place[chosen] + back
                )
                chosen = chosen[equal]
            same = same.copy()
            same[chosen] -= size
            if step > 0:
                end, last = end.copy(), last.copy()
                end[chosen] -= size
                last[chosen] -= size
            else:
                start, first = start.copy(), first.copy()
                start[chosen] += size
                first[chosen] += size
    return same, start, end, first, last
