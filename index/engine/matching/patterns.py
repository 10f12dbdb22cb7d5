"""Gaps and joins of matches: NEAR, SENT, PARA (see ``index.engine.places``, which reads one document)."""

from __future__ import annotations

import numpy as np

from index.engine.matching.gaps import spread
from index.engine.matching.letters import Int64
from index.engine.matching.ranges import Ranges, join
from index.engine.places import GAP
from index.engine.segment.gaps import UInt32


def followed(states: Ranges, piece: Ranges, sentences: UInt32) -> Ranges:
    """For each match of the next piece of a gap the shortest way to it, by ends, as ``states`` are.

    A gap holds up to ``GAP`` characters and stays inside a sentence.
    """
    begun = np.searchsorted(sentences, piece.starts, side="right")
    begins = sentences[np.maximum(begun - 1, 0)].astype(np.int64)
    earliest = np.maximum(piece.starts - GAP, begins + 1)
    low = np.searchsorted(states.ends, earliest, side="left")
    high = np.searchsorted(states.ends, piece.starts, side="right")
    fitting = np.flatnonzero(low < high)
    low, high = low[fitting], high[fitting]
    best = high - 1
    if not _ascend(states.starts):
        owner, number = spread(low, high)
        order = np.lexsort((states.starts[number], owner))
        best = number[order][np.cumsum(high - low) - 1]
    found = Ranges(states.starts[best], piece.ends[fitting], states.first[best], piece.last[fitting])
    return found if _ascend(found.ends) else found[np.argsort(found.ends, kind="stable")]


def beside(first: Ranges, second: Ranges, distance: int | None) -> Ranges:
    """For each of ``first`` the range to the match of ``second`` behind it that ends soonest.

    Both by start, then end. At most ``distance`` characters are between them.
    """
    low = np.searchsorted(second.starts, first.ends, side="left")
    limit = np.full(len(low), len(second))
    if distance is not None:
        limit = np.searchsorted(second.starts, first.ends + distance, side="right")
    fitting = np.flatnonzero(low < limit)
    chosen = low[fitting]
    if not _ascend(second.ends):
        chosen = _soonest(second, chosen, limit[fitting])
    return Ranges(first.starts[fitting], second.ends[chosen], first.first[fitting], second.last[chosen])


def _soonest(ranges: Ranges, chosen: Int64, limit: Int64) -> Int64:
    """From each of ``chosen`` up to ``limit`` the range that ends first."""
    best = chosen.copy()
    active = np.arange(len(chosen))
    at = chosen
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
    """What two matches that overlap cover together. Both by start, then end."""
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


def _ascend(values: Int64) -> bool:
    return bool((values[1:] >= values[:-1]).all())
