"""Stretches that many documents share, told from the reuse map: what families are found from.

In each document the places whose grams stand in at least t documents make runs; with t rising, runs fall
apart into what more and more documents say. So the formula inside a longer passage that fewer have is a run
of its own, whatever stands around it. Equal runs of different documents are told by a hash of their letters.

The runs of a document follow from its letters and levels alone: they are kept from one state of a library
to the next. For the commonest stretches only those runs matter that are common in all their letters: not
below the *floor*, a level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.engine.interface import Cancel, Cancelled
from index.engine.segment.gaps import BREAK, OUTSIDE
from index.engine.segment.stream import BLOCK
from index.reuse.families.levels import Levels
from index.reuse.reuse_map import SIZE, Int64, Progress, UInt64
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.engine.segment.segment import Segment

AT_ONCE = 1 << 20
"""Places looked at together; whole documents."""
CLAUSE = frozenset(",。;:!?、…—")
"""Folded punctuation at which a stretch may well end."""
WEAK_STARTS = "的了着地得和与及等之"
WEAK_ENDS = "的和与及以把将在为对是"
"""Single letters that no formula begins or ends with, unless a clause does."""
SLACK, WEAK = 3, 2
"""Letters that may be left out at an end to reach a clause; letters of those above."""
REACH = SLACK + WEAK
"""Places beside those of the floor or above whose levels may still say where a run ends."""
_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Stretches:
    """n stretches: ``documents`` int64[n], in how many each is a run (in how many more it stands is not
    told), ``lengths`` in letters, and one place of each: ``rows`` of the corpus, ``places`` in their segment.

    ``hashes`` uint64[n] depend on the letters alone.
    """

    documents: Int64
    lengths: Int64
    rows: Int64
    places: Int64
    hashes: UInt64

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, chosen: NDArray[np.intp] | Bools) -> Stretches:
        return Stretches(
            self.documents[chosen],
            self.lengths[chosen],
            self.rows[chosen],
            self.places[chosen],
            self.hashes[chosen],
        )


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs as they are met: what they are told by, and where they are; in the order of rows and places."""

    hashes: UInt64
    rows: Int64
    places: Int64
    lengths: Int64

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, chosen: NDArray[np.intp] | Bools) -> Runs:
        return Runs(self.hashes[chosen], self.rows[chosen], self.places[chosen], self.lengths[chosen])


def runs_in(
    corpus: Corpus,
    levels: Sequence[Levels],
    shortest: int,
    floor: int,
    rows: Int64 | None = None,
    *,
    cancelled: Cancel = None,
    progress: Progress | None = None,
) -> Runs:
    """The runs of ``shortest`` letters or more of the documents ``rows`` (ascending; all), at whatever level;
    those all of whose grams have the level ``floor`` or a higher one.
    """
    every = np.arange(corpus.size) if rows is None else rows
    found: list[Runs] = []
    done = 0
    number = {id(part): at for at, part in enumerate(corpus.parts)}
    for part, documents in corpus.split(every):
        each, ends = levels[number[id(part)]], Ends(part.segment)
        for some in _together(part.segment, documents):
            if cancelled is not None and cancelled():
                raise Cancelled
            found.append(_Here(part.segment, ends, each, some, part.base, floor).runs(shortest))
            done += len(some)
            if progress is not None:
                progress(done, len(every))
    return joined(found)


def stretches(runs: Runs, minimum: int) -> Stretches:
    """What is a run in two documents or more. In order of documents, then of length, the most first; equal
    ones by their letters.
    """
    return _ordered(_grouped(runs, minimum))


def _together(segment: Segment, documents: Int64) -> Iterator[Int64]:
    """The documents in pieces of about as many places as are looked at together."""
    starts = segment.starts.astype(np.int64)
    sizes = np.cumsum(starts[documents + 1] - starts[documents])
    at = before = 0
    while at < len(documents):
        after = max(at + 1, int(np.searchsorted(sizes, before + AT_ONCE, side="right")))
        yield documents[at:after]
        at, before = after, int(sizes[after - 1])


class Ends:
    """Which gaps of a segment are the ends of clauses."""

    def __init__(self, segment: Segment) -> None:
        table = segment.gap_table
        wanted = {ord(character) for character in CLAUSE} | {BREAK, OUTSIDE}
        self.rows = np.array([not wanted.isdisjoint(table.string(row).tolist()) for row in range(len(table))])
        self.segment = segment

    def at(self, places: Int64) -> Bools:
        """Whether there is such a gap before each of these places, or no letter there."""
        found: Bools = self.rows[self.segment.gap_rows(places)] | (self.segment.text[places] == 0)
        return found

    def places(self, start: int, end: int) -> Int64:
        """Places from ``start`` to ``end`` with such a gap before them; what has no letter is one too."""
        codes = self.segment.gaps[start:end]
        found = self.rows[:256][codes] | (self.segment.text[start:end] == 0)
        low, high = np.searchsorted(self.segment.escape_places, (start, end)).tolist()
        escapes = self.segment.escape_places[low:high].astype(np.int64) - start
        found[escapes] = self.rows[256 + low : 256 + high]
        return np.flatnonzero(found)


class _Here:
    """Documents of one segment, one behind the other; all places are counted from the first one's."""

    def __init__(
        self, segment: Segment, ends: Ends, levels: Levels, documents: Int64, base: int, floor: int
    ) -> None:
        first, last = int(documents[0]), int(documents[-1])
        starts = segment.starts.astype(np.int64)
        self.floor = floor
        self.letters: NDArray[np.uint16]
        if last - first + 1 == len(documents):
            start, end = int(starts[first]), int(starts[last + 1])
            self.blocks = np.arange(start // BLOCK, end // BLOCK)
            self.letters = segment.text[start:end].astype(np.uint16)
            self.levels = levels[start:end]
            self.clauses = ends.places(start, end)
        else:
            self.blocks = np.concatenate(
                [np.arange(starts[one] // BLOCK, starts[one + 1] // BLOCK) for one in documents.tolist()]
            )
            places = (self.blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
            self.letters = segment.text[places].astype(np.uint16)
            self.levels = levels[places]
            self.clauses = np.flatnonzero(ends.at(places))
        self.size = len(self.letters)
        self.rows = segment.blocks[self.blocks].astype(np.int64) + base
        # How many places below the floor there are before each.
        self.below = np.zeros(self.size + 1, np.int32)
        if floor > 1:
            np.cumsum(self.levels < floor, out=self.below[1:])
            self._leave_out()
        sums = np.zeros(self.size + 1, np.uint64)
        np.cumsum(_random_letters()[self.letters] * _powers(self.size), out=sums[1:])
        self.sums = sums

    def _leave_out(self) -> None:
        """No levels where they cannot matter: it is quicker to see what is left."""
        above = np.arange(self.size + 1, dtype=np.int32) - self.below
        at = np.arange(self.size)
        near = above[np.minimum(at + REACH + 1, self.size)] > above[np.maximum(at - REACH, 0)]
        self.levels = np.where(near, self.levels, np.uint8(0))

    def runs(self, shortest: int) -> Runs:
        """The runs at every level, each once."""
        top = int(self.levels.max(initial=0))
        keys: list[Int64] = []
        for level in range(1, top + 1):
            first, last = self._runs(level)
            first, last = self.trimmed(first, last, shortest)
            long = last - first >= shortest
            first, last = first[long], last[long]
            if level < self.floor:
                high = self.below[last - SIZE + 1] == self.below[first]
                first, last = first[high], last[high]
            keys.append((first << 32) | last)
        distinct = _distinct(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
        return self._found(distinct >> 32, distinct & 0xFFFFFFFF)

    def _runs(self, level: int) -> tuple[Int64, Int64]:
        """Where the runs at a level begin and end, in letters."""
        inside = np.zeros(self.size + 2, np.int8)
        inside[1:-1] = self.levels >= level
        edges = np.flatnonzero(np.diff(inside))
        return edges[::2], edges[1::2] + (SIZE - 1)

    def trimmed(self, first: Int64, last: Int64, shortest: int) -> tuple[Int64, Int64]:
        """The same with sensible ends: those of clauses where one is near, and no weak letters."""
        if not len(first):
            return first, last
        clauses = np.append(self.clauses, self.size)
        room = np.maximum(0, np.minimum(SLACK, (last - first - shortest)))
        following = clauses[np.searchsorted(clauses, first)]
        at_start = following - first <= room
        start = np.where(at_start, following, first)
        room = np.maximum(0, np.minimum(SLACK, last - start - shortest))
        # The end is before a place with such a gap.
        before = np.append(-1, clauses)[np.searchsorted(clauses, last, side="right")]
        at_end = last - before <= room
        end = np.where(at_end, before, last)
        for _ in range(WEAK):
            spare = end - start > shortest
            start += ~at_start & spare & _weak(WEAK_STARTS)[self.letters[start]]
            spare = end - start > shortest
            end -= ~at_end & spare & _weak(WEAK_ENDS)[self.letters[end - 1]]
        return start, end

    def hashes(self, first: Int64, last: Int64) -> UInt64:
        """Of the letters from ``first`` to ``last`` alone, wherever they stand."""
        return (self.sums[last] - self.sums[first]) * _inverse_powers(self.size)[first]

    def _found(self, first: Int64, last: Int64) -> Runs:
        blocks = first >> 5
        places = first + (self.blocks[blocks] - np.arange(len(self.blocks))[blocks]) * BLOCK
        return Runs(self.hashes(first, last), self.rows[blocks], places, last - first)


def joined(found: Sequence[Runs]) -> Runs:
    """All these runs."""
    if not found:
        none = np.zeros(0, np.int64)
        return Runs(none.astype(np.uint64), none, none, none)
    return Runs(
        np.concatenate([one.hashes for one in found]),
        np.concatenate([one.rows for one in found]),
        np.concatenate([one.places for one in found]),
        np.concatenate([one.lengths for one in found]),
    )


def _documents_of(names: UInt64, rows: Int64) -> tuple[Int64, Int64, Int64]:
    """For names as they are met: the number of each, in how many documents each number is, and one place."""
    # Sorted rather than hashed: ten times as fast where there are millions.
    order = np.argsort(names, kind="stable")
    new = np.diff(names[order], prepend=names[order][:1] - np.uint64(1)) != 0
    numbers = np.empty(len(names), np.int64)
    numbers[order] = np.cumsum(new) - 1
    pairs = _distinct((numbers << 32) | rows)
    first: Int64 = order[new].astype(np.int64)
    return numbers, np.bincount(pairs >> 32, minlength=len(first)), first


def _distinct(values: Int64) -> Int64:
    values = np.sort(values)
    distinct: Int64 = values[np.append(True, values[1:] != values[:-1])[: len(values)]]
    return distinct


def _grouped(found: Runs, minimum: int) -> Stretches:
    _, documents, first = _documents_of(found.hashes, found.rows)
    shared = documents >= min(2, minimum)
    at = first[shared]
    return Stretches(
        documents[shared],
        found.lengths[at],
        found.rows[at],
        found.places[at],
        found.hashes[at],
    )


def _ordered(found: Stretches) -> Stretches:
    return found[np.lexsort((found.hashes, -found.lengths, -found.documents))]


@cache
def _random_letters() -> UInt64:
    """A number for each letter, the same ones each time."""
    return np.random.default_rng(20210701).integers(1, 1 << 63, 1 << 16, np.uint64)


@cache
def _weak(letters: str) -> Bools:
    flags = np.zeros(1 << 16, np.bool_)
    flags[[ord(letter) for letter in letters]] = True
    return flags


_powers_kept: list[tuple[UInt64, UInt64]] = []


def _tables(size: int) -> tuple[UInt64, UInt64]:
    if not _powers_kept or len(_powers_kept[0][0]) < size:
        length = max(size, 2 * AT_ONCE)
        inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
        tables = []
        for base in (_BASE, inverse):
            table = np.full(length, base, np.uint64)
            table[0] = 1
            tables.append(np.multiply.accumulate(table))
        _powers_kept[:] = [(tables[0], tables[1])]
    return _powers_kept[0]


def _powers(size: int) -> UInt64:
    return _tables(size)[0][:size]


def _inverse_powers(size: int) -> UInt64:
    return _tables(size)[1][: size + 1]
