"""Matches as ranges, and which of them count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine.matching.letters import Int64
from index.text.form import Bools

FEW = 32
"""So few chains of overlapping ranges are followed one by one."""
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Ranges:
    """n matches.

    ``first``, ``last`` int64[n]: the places of the first and the last letter of each. ``starts``, ``ends``
    int64[n], end exclusive: what they are compared by, places or form indexes (see ``patterns``).
    """

    starts: Int64
    ends: Int64
    first: Int64
    last: Int64

    @staticmethod
    def between(first: Int64, last: Int64) -> Ranges:
        """From letter to letter, compared by places."""
        return Ranges(first, last + 1, first, last)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, chosen: Int64 | Bools | slice) -> Ranges:
        starts = self.starts[chosen]
        first = starts if self.by_place else self.first[chosen]
        return Ranges(starts, self.ends[chosen], first, self.last[chosen])

    @property
    def by_place(self) -> bool:
        """Whether they are known to be compared by places."""
        return self.first is self.starts

    def by_ends(self) -> Ranges:
        """The same in order of their ends."""
        return self[np.argsort(self.ends, kind="stable")]

    def rise(self) -> bool:
        """Whether each starts and ends behind the start and the end of the one before."""
        return bool((self.starts[1:] > self.starts[:-1]).all() and (self.ends[1:] > self.ends[:-1]).all())


def join(parts: Sequence[Ranges]) -> Ranges:
    """One after the other, in no order."""
    starts = np.concatenate([part.starts for part in parts])
    by_place = all(part.by_place for part in parts)
    return Ranges(
        starts,
        np.concatenate([part.ends for part in parts]),
        starts if by_place else np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
    )


def ordered(ranges: Ranges) -> Ranges:
    """By start, then end, each range once."""
    key = (ranges.starts.astype(np.uint64) << _HALF) | ranges.ends.astype(np.uint64)
    if not ranges.by_place or _distinct(key):
        return _by_key(ranges, key)
    # Sorting the keys is several times faster than sorting by them.
    key.sort()
    key = key[np.append(True, key[1:] != key[:-1])]
    return Ranges.between((key >> _HALF).astype(np.int64), (key & _LOW).astype(np.int64) - 1)


def minimal(ranges: Ranges) -> Ranges:
    """Those that contain no other, each once, by start and by end: it is the same."""
    backwards = _LOW - ranges.starts.astype(np.uint64)
    ranges = _by_key(ranges, (ranges.ends.astype(np.uint64) << _HALF) | backwards)
    # By ends, and the shorter one first: whatever contains another comes behind it and starts no later.
    latest = np.maximum.accumulate(ranges.starts)
    kept = np.ones(len(ranges), np.bool_)
    kept[1:] = ranges.starts[1:] > latest[:-1]
    return ranges if kept.all() else ranges[kept]


def _by_key(ranges: Ranges, key: NDArray[np.uint64]) -> Ranges:
    return ranges if _distinct(key) else ranges[np.unique(key, return_index=True)[1]]


def _distinct(key: NDArray[np.uint64]) -> bool:
    return bool((key[1:] > key[:-1]).all())


def apart(starts: Int64, ends: Int64) -> Bools:
    """bool[n]: from left to right, what does not overlap the one kept before. ``starts`` ascend."""
    size = len(starts)
    kept = np.ones(size, np.bool_)
    if size < 2:
        return kept
    kept[1:] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
    if kept.all():
        return kept
    # What begins a chain of overlapping ranges is kept; inside, each kept one tells the next.
    following = np.searchsorted(starts, ends, side="left")
    heads = np.flatnonzero(kept)
    limits = np.append(heads[1:], size)
    longer = limits - heads > 1
    at, limits = heads[longer], limits[longer]
    while len(at) > FEW:
        at = following[at]
        going = at < limits
        at, limits = at[going], limits[going]
        kept[at] = True
    for first, limit in zip(at.tolist(), limits.tolist(), strict=True):
        jumps = following[first:limit].tolist()
        number = jumps[0]
        while number < limit:
            kept[number] = True
            number = jumps[number - first]
    return kept
