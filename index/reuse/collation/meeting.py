"""Where two texts have runs of letters in common: all places at once, for texts of any length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.reuse.differences.blocks import Block, longest_row
from index.text.fold import to_codes

Indexes = NDArray[np.intp]

RUN = 6
"""Letters that must be the same for two places to be looked at."""
_OFTEN = 64  # pairs of places of one run: of more, the first goes with the first and so on
_MOST = 400_000  # pairs in all
_MIX = np.uint64(0x9E3779B97F4A7C15)


def meeting(left: str, right: str, left_in: Indexes, right_in: Indexes) -> tuple[Indexes, Indexes]:
    """The places in both at which the same ``RUN`` letters begin, inside one paragraph of each.

    ``left_in``, ``right_in``: the paragraph of each letter. By the left place; of the same one, the farthest
    on the right first.
    """
    here, there = to_codes(left), to_codes(right)
    keys, other_keys = _keys(here, left_in), _keys(here=there, paragraphs=right_in)
    order, other_order = np.argsort(keys, kind="stable"), np.argsort(other_keys, kind="stable")
    values, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    others, other_starts, other_counts = np.unique(
        other_keys[other_order], return_index=True, return_counts=True
    )
    common, one, two = np.intersect1d(values, others, assume_unique=True, return_indices=True)
    found = common != 0
    one, two = one[found], two[found]
    often = _OFTEN
    times, other_times = counts[one], other_counts[two]
    while often > 1 and int(np.where(times * other_times <= often, times * other_times, 0).sum()) > _MOST:
        often //= 4
    each = times * other_times <= often
    number = np.where(each, times * other_times, np.minimum(times, other_times))
    gram = np.repeat(np.arange(len(one)), number)
    place = np.arange(len(gram)) - np.repeat(np.cumsum(number) - number, number)
    across = np.where(each[gram], other_times[gram], 1)
    a = order[starts[one][gram] + place // across]
    b = other_order[other_starts[two][gram] + np.where(each[gram], place % across, place)]
    same = np.ones(len(a), np.bool_)
    for step in range(RUN):
        # Keys are hashes.
        same &= here[np.minimum(a + step, len(here) - 1)] == there[np.minimum(b + step, len(there) - 1)]
    a, b = a[same], b[same]
    by_place = np.lexsort((-b, a))
    return a[by_place], b[by_place]


def _keys(here: NDArray[np.uint32], paragraphs: Indexes) -> NDArray[np.uint64]:
    """A hash of the run at each letter; 0 where it would reach over the end of the paragraph."""
    count = max(0, len(here) - RUN + 1)
    wide = here.astype(np.uint64)
    found = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for step in range(RUN):
            found = (found ^ wide[step : step + count]) * _MIX
            found ^= found >> np.uint64(29)
    return np.where(paragraphs[:count] == paragraphs[RUN - 1 :], found | np.uint64(1), np.uint64(0))


def row_of_runs(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of points that ascends in both, in which the longer runs are whole.

    Where one text says twice what the other says once, a row can go over from one of the two to the other and
    be as long. The points come as ``longest_row`` wants them.
    """
    common = set(points)
    runs: list[tuple[int, int, int]] = []
    for a, b, size in _diagonals(longest_row(points)):
        while runs and size:
            c, d, held = runs.pop()
            onward = _further(common, c + held, d + held, 1, size)
            back = _further(common, a - 1, b - 1, -1, held)
            if held + onward >= size + back:
                runs.append((c, d, held + onward))
                a, b, size = a + onward, b + onward, size - onward
                break
            a, b, size = a - back, b - back, size + back
            if held > back:
                runs.append((c, d, held - back))
                break
        if size:
            runs.append((a, b, size))
    return [(a + step, b + step) for a, b, size in runs for step in range(size)]


def blocks_of(row: Sequence[tuple[int, int]]) -> list[Block]:
    """The runs of letters at the points of a row; what two of them have in common the longer one has."""
    blocks: list[Block] = []
    for a, b, points in _diagonals(row):
        size = points + RUN - 1
        while blocks and size > 0:
            c, d, held = blocks[-1]
            over = max(c + held - a, d + held - b, 0)
            if held >= size or not over:
                a, b, size = a + over, b + over, size - over
                break
            blocks.pop()
            if held > over:
                blocks.append((c, d, held - over))
                break
        if size > 0:
            blocks.append((a, b, size))
    return blocks


def _diagonals(row: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The points that follow each other in both: the first of them, and how many there are."""
    start = 0
    for number in range(1, len(row) + 1):
        a, b = row[number - 1]
        if number == len(row) or row[number] != (a + 1, b + 1):
            yield *row[start], number - start
            start = number


def _further(common: set[tuple[int, int]], a: int, b: int, step: int, most: int) -> int:
    """How many points, ``most`` at most, a run has from this one on, forwards or backwards."""
    return next((n for n in range(most) if (a + n * step, b + n * step) not in common), most)


def in_runs(a: Indexes, b: Indexes, least: int) -> NDArray[np.bool_]:
    """Which of these pairs of places begin or go on a common run of ``least`` letters."""
    order = np.lexsort((a, b - a))
    here, diagonal = a[order], (b - a)[order]
    breaks = np.ones(len(a), np.bool_)
    breaks[1:] = (np.diff(here) != 1) | (np.diff(diagonal) != 0)
    starts = np.flatnonzero(breaks)
    sizes = np.diff(np.append(starts, len(a))) + RUN - 1
    held = np.zeros(len(a), np.bool_)
    held[order] = np.repeat(sizes >= least, np.diff(np.append(starts, len(a))))
    return held
