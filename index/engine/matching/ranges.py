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

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, chosen: Int64 | Bools | slice) -> Ranges:
        return Ranges(self.starts[chosen], self.ends[chosen], self.first[chosen], self.last[chosen])

    def by_ends(self) -> Ranges:
        """The same in order of their ends."""
        return self[np.argsort(self.ends, kind="stable")]

    def rise(self) -> bool:
        """Whether each starts and ends behind the start and the end of the one before."""
        return bool((self.starts[1:] > self.starts[:-1]).all() and (self.ends[1:] > self.ends[:-1]).all())


def join(parts: Sequence[Ranges]) -> Ranges:
    """One after the other, in no order."""
    return Ranges(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
    )


def ordered(ranges: Ranges) -> Ranges:
    """By start, then end, each range once."""
    key = (ranges.starts.astype(np.uint64) << np.uint64(32)) | ranges.ends.astype(np.uint64)
    return _distinct(ranges, key)


def minimal(ranges: Ranges) -> Ranges:
    """Those that contain no other, each once, by start and by end: it is the same."""
    backwards = np.uint64(0xFFFFFFFF) - ranges.starts.astype(np.uint64)
    ranges = _distinct(ranges, (ranges.ends.astype(np.uint64) << np.uint64(32)) | backwards)
    # By ends, and the shorter one first: whatever contains another comes behind it and starts no later.
    latest = np.maximum.accumulate(ranges.starts)
    kept = np.ones(len(ranges), np.bool_)
    kept[1:] = ranges.starts[1:] > latest[:-1]
    return ranges if kept.all() else ranges[kept]


def _distinct(ranges: Ranges, key: NDArray[np.uint64]) -> Ranges:
    if bool((key[1:] > key[:-1]).all()):
        return ranges
    return ranges[np.unique(key, return_index=True)[1]]


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
