"""Gaps and joins of matches: NEAR, SENT, PARA (see ``index.engine.plain.places``, which reads one document).

Matches are compared by ``starts`` and ``ends``: places as long as every match begins and ends with a letter
(the order of letters is that of form indexes), form indexes otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.engine.matching.gaps import spread
from index.engine.matching.ground import Ground
from index.engine.matching.letters import Int64, UInt32
from index.engine.matching.ranges import Ranges, join
from index.engine.plain.places import GAP
from index.text.form import Bools


@dataclass(frozen=True, slots=True)
class Pairs:
    """n pairs of matches, one behind the other, as places of letters, int64[n].

    ``first`` … ``middle``: the former match from its first to its last letter; ``second`` … ``last``: the
    latter. ``turned`` bool[n]: the former is the second side's.
    """

    turned: Bools
    first: Int64
    middle: Int64
    second: Int64
    last: Int64

    def __getitem__(self, chosen: Bools) -> Pairs:
        return Pairs(
            self.turned[chosen],
            self.first[chosen],
            self.middle[chosen],
            self.second[chosen],
            self.last[chosen],
        )

    def ranges(self) -> Ranges:
        """What each pair covers, compared by places."""
        return Ranges.between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Matches of two sides in the order of their first letters, and where the side changes.

    ``merged`` uint32[k]: twice the place of the first letter, and one more on the second side. ``changes``
    int64[n]: the numbers of those behind which one of the other side follows.
    """

    merged: UInt32
    changes: Int64

    @staticmethod
    def of(ours: UInt32, theirs: UInt32) -> Neighbours:
        """Of the places of first letters, in any order."""
        merged = np.concatenate((ours << np.uint32(1), (theirs << np.uint32(1)) | np.uint32(1)))
        merged.sort()
        side = (merged & 1).astype(np.bool_)
        return Neighbours(merged, np.flatnonzero(side[1:] != side[:-1]))

    def sides(self, numbers: Int64) -> Bools:
        """Whether these are of the second side."""
        return (self.merged.take(numbers) & 1).astype(np.bool_)

    def places(self, numbers: Int64) -> Int64:
        """Their first letters."""
        return (self.merged.take(numbers) >> 1).astype(np.int64)

    def pairs(
        self, ground: Ground, last: Callable[[Int64], Int64], longest: int, distance: int | None
    ) -> tuple[Pairs, Int64]:
        """The minimal pairs, in order: inside a paragraph, with at most ``distance`` letters between both.

        ``last`` gives the last letters of matches, of which none has more than ``longest`` letters. On each
        side starts and ends must rise. With the pairs come places int64[k] where matches of different sides
        overlap: in their documents there may be other pairs.

        Minimal pairs are neighbours of different sides: what else is there contains such a pair with the
        same order of sides, and with less between the two.
        """
        at = self.changes
        first, second = self.places(at), self.places(at + 1)
        close = np.flatnonzero(second - first < longest)
        overlaps = first[close[last(at[close]) >= second[close]]]
        if distance is not None:
            near = second - first <= distance + longest
            at, first, second = at[near], first[near], second[near]
        inside = ground.one_paragraph(first, second)
        at, first, second = at[inside], first[inside], second[inside]
        return Pairs(self.sides(at), first, last(at), second, last(at + 1)), overlaps


def neighbours(ground: Ground, ours: Ranges, theirs: Ranges, distance: int | None) -> tuple[Pairs, Int64]:
    """``Neighbours.pairs`` of matches compared by places; neither side is empty."""
    found = Neighbours.of(ours.first.astype(np.uint32), theirs.first.astype(np.uint32))
    passed = np.cumsum(found.merged & 1, dtype=np.int64)

    def last(numbers: Int64) -> Int64:
        count = passed.take(numbers)
        its = theirs.last.take(count - 1, mode="clip")
        return np.where(found.sides(numbers), its, ours.last.take(numbers - count, mode="clip"))

    longest = 1 + max(int((side.last - side.first).max()) for side in (ours, theirs))
    return found.pairs(ground, last, longest, distance)


def places_apart(
    ground: Ground, places: Sequence[UInt32], letters: Sequence[int], distance: int | None
) -> tuple[Pairs, Int64]:
    """``Neighbours.pairs`` of two rows of so many letters each, at these places in any order."""
    found = Neighbours.of(*places)
    sizes = np.array(letters) - 1

    def last(numbers: Int64) -> Int64:
        ends: Int64 = found.places(numbers) + sizes.take(found.merged.take(numbers) & 1)
        return ends

    return found.pairs(ground, last, max(letters), distance)


def behind(ground: Ground, states: Ranges, piece: Ranges) -> Ranges:
    """As ``followed``, compared by places; starts and ends rise in both, none is empty."""
    nearest = np.searchsorted(states.ends, piece.starts, side="right") - 1
    some = np.flatnonzero(nearest >= 0)
    some = some[ground.at_most(GAP, states.last[nearest[some]], piece.first[some])]
    some = some[ground.letters_in_one_sentence(states.last[nearest[some]], piece.first[some])]
    nearest = nearest[some]
    return Ranges(states.starts[nearest], piece.ends[some], states.first[nearest], piece.last[some])


def followed(states: Ranges, piece: Ranges, sentences: UInt32) -> Ranges:
    """For each match of the next piece of a gap the shortest way to it, compared by form indexes.

    Both by ends, and so is the result. A gap holds up to ``GAP`` characters and stays inside a sentence.
    """
    begun = np.searchsorted(sentences, piece.starts.astype(np.uint32), side="right")
    begins = sentences[np.maximum(begun - 1, 0)].astype(np.int64)
    earliest = np.maximum(piece.starts - GAP, begins + 1)
    low = np.searchsorted(states.ends, earliest, side="left")
    high = np.searchsorted(states.ends, piece.starts, side="right")
    fitting = np.flatnonzero(low < high)
    low, high = low[fitting], high[fitting]
    owner, number = spread(low, high)
    order = np.lexsort((states.starts[number], owner))
    best = number[order][np.cumsum(high - low) - 1]
    return Ranges(states.starts[best], piece.ends[fitting], states.first[best], piece.last[fitting]).by_ends()


def beside(first: Ranges, second: Ranges, distance: int | None) -> Ranges:
    """For each of ``first`` the range to the match of ``second`` behind it that ends soonest.

    Both by start, then end. At most ``distance`` characters are between them: then form indexes compare.
    """
    low = np.searchsorted(second.starts, first.ends, side="left")
    limit = np.full(len(low), len(second))
    if distance is not None:
        limit = np.searchsorted(second.starts, first.ends + distance, side="right")
    fitting = np.flatnonzero(low < limit)
    chosen = _soonest(second, low[fitting], limit[fitting])
    return Ranges(first.starts[fitting], second.ends[chosen], first.first[fitting], second.last[chosen])


def _soonest(ranges: Ranges, chosen: Int64, limit: Int64) -> Int64:
    """From each of ``chosen`` up to ``limit`` the range that ends first."""
    best = chosen.copy()
    active, at = np.arange(len(chosen)), chosen
    while len(active):
        at = at + 1
        going = at < limit[active]
        active, at = active[going], at[going]
        going = ranges.starts[at] < ranges.ends[best[active]]
        active, at = active[going], at[going]
        sooner = ranges.ends[at] < ranges.ends[best[active]]
        best[active[sooner]] = at[sooner]
    return best


def overlapping(ours: Ranges, theirs: Ranges) -> Ranges:
    """What two matches that overlap cover together. Both by start, then end; neither is empty."""
    # A running maximum ascends even where ends do not: it may let in some that end too soon.
    reached = np.maximum.accumulate(theirs.ends)
    low = np.searchsorted(reached, ours.starts, side="right")
    high = np.searchsorted(theirs.starts, ours.ends, side="left")
    mine, other = spread(low, high)
    held = theirs.ends[other] > ours.starts[mine]
    mine, other = mine[held], other[held]
    return Ranges(
        np.minimum(ours.starts[mine], theirs.starts[other]),
        np.maximum(ours.ends[mine], theirs.ends[other]),
        np.minimum(ours.first[mine], theirs.first[other]),
        np.maximum(ours.last[mine], theirs.last[other]),
    )


def joined(ours: Ranges, theirs: Ranges, distance: int | None, *, may_overlap: bool) -> Ranges:
    """Pairs of matches in either order, in no order, before sentence and paragraph are looked at."""
    found = [beside(ours, theirs, distance), beside(theirs, ours, distance)]
    if may_overlap:
        found.append(overlapping(ours, theirs))
    return join(found)
