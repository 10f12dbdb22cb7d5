"""Seeds grown: to the runs of the same letters that they stand in, and over small differences at the ends.

Everything is in letters: ``at`` of the question, ``place`` of a part of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from index.engine.interface import Cancel
from index.reuse.grams import Int64, Letters
from index.reuse.parallels.questions import BETWEEN
from index.reuse.parallels.seeds import Seeds, check

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

EDIT, END = 2, 4
"""What a letter changed, put in or left out costs in letters that are the same, so that it is stepped over
where three behind it are the same; and what it is worth to come to the end of what was asked for."""
_REACH, _BAND = 20, 4
"""Letters that are grown over at once, and of how many one text may have more than the other by then."""
_SAFE = 8
_FALLEN = 8
_NEVER = -1000
_AT_ONCE = 4096

_SHIFT = np.int64(1 << 24)


def runs(segment: Segment, letters: Letters, seeds: Seeds) -> tuple[Int64, Int64, Int64]:
    """The runs of the same letters around seeds, each once: ``at``, ``place`` and ``size``, int64[r].

    In order of how far they are shifted, then of ``at``.
    """
    if not len(seeds.at):
        return seeds.at, seeds.place, seeds.size
    keys = (seeds.place - seeds.at + len(letters)) * _SHIFT + seeds.at
    order = np.argsort(keys)
    keys = keys[order]
    reached = np.maximum.accumulate(keys + seeds.size[order])
    first = np.append(True, keys[1:] > reached[:-1])
    at, place = seeds.at[order][first], seeds.place[order][first]
    last = np.append(np.flatnonzero(first)[1:] - 1, len(keys) - 1)
    size = reached[last] - keys[first]
    size += _same(segment, letters, at + size, place + size, 1)
    before = _same(segment, letters, at - 1, place - 1, -1)
    at, place, size = at - before, place - before, size + before
    new = np.append(True, (np.diff(at) != 0) | (np.diff(place) != 0))
    return at[new], place[new], size[new]


def _same(segment: Segment, letters: Letters, at: Int64, place: Int64, step: int) -> Int64:
    """How many letters from each pair on are the same, forwards or backwards."""
    found = np.zeros(len(at), np.int64)
    going = np.arange(len(at))
    while len(going):
        there = place[going] + step * found[going]
        # What is before the first place or behind the last is no letter: a pad, or out of reach.
        same = segment.text[np.clip(there, 0, segment.T - 1)] == letters[at[going] + step * found[going]]
        going = going[same & (there >= 0)]
        found[going] += 1
    return found


def grown(
    segments: Sequence[Segment],
    letters: Letters,
    part: Int64,
    bounds: tuple[Int64, Int64, Int64, Int64],
    cancelled: Cancel = None,
) -> tuple[Int64, Int64, Int64, Int64]:
    """Stretches (``start``, ``end``, ``first``, ``last``) with what goes on at both ends over small
    differences. ``part``: in which of ``segments`` each stands; all at once take hardly longer than one.
    """
    start, end, first, last = bounds
    step = np.repeat(np.array([1, -1]), len(start))
    parts = np.concatenate((part, part))
    at, place = np.concatenate((end, start - 1)), np.concatenate((last, first - 1))
    going = np.arange(len(at))
    while len(going):
        more = []
        for begin in range(0, len(going), _AT_ONCE):
            check(cancelled)
            some = going[begin : begin + _AT_ONCE]
            theirs = _letters_from(segments, parts[some], place[some], step[some])
            reach = step[some][:, None] * np.arange(_REACH + 1)
            ours = letters[np.clip(at[some][:, None] + reach, 0, len(letters) - 1)]
            here, there = _farthest(ours, theirs)
            at[some] += step[some] * here
            place[some] += step[some] * there
            more.append(some[here >= _REACH - _SAFE])
        going = np.concatenate(more)
    count = len(start)
    return at[count:] + 1, at[:count], place[count:] + 1, place[:count]


def _letters_from(segments: Sequence[Segment], part: Int64, place: Int64, step: Int64) -> Letters:
    """uint16[n, letters]: from each place on, forwards or backwards; pads where there is nothing."""
    there = place[:, None] + step[:, None] * np.arange(_REACH + _BAND)
    found = np.zeros(there.shape, np.uint16)
    for number, segment in enumerate(segments):
        here = np.flatnonzero(part == number)
        if len(here):
            found[here] = segment.text[np.clip(there[here], 0, segment.T - 1)]
    found[there < 0] = 0
    return found


def _farthest(ours: Letters, theirs: Letters) -> tuple[Int64, Int64]:
    """The best end within reach; of equal ones the nearest."""
    found = np.zeros((2, len(ours)), np.int64)
    some = _promising(ours, theirs)
    if len(some):
        found[:, some] = _grown_over(ours[some].astype(np.int32), theirs[some].astype(np.int32))
    return found[0], found[1]


def _promising(ours: Letters, theirs: Letters) -> Int64:
    """Those that may be worth a difference: three letters are the same behind it, or two before the end.

    Every difference costs two letters, so that of the runs behind them one must have three or more.
    """
    count, reach = len(ours), _REACH - _BAND
    padded = np.zeros((count, _BAND + theirs.shape[1]), np.uint16)
    padded[:, _BAND:] = theirs
    same = ours[:, :reach, None] == sliding_window_view(padded, 2 * _BAND + 1, axis=1)[:, :reach]
    two = same[:, :-1] & same[:, 1:]
    three = two[:, :-1] & same[:, 2:]
    end = ours[:, : reach + 1] == BETWEEN
    worth = (
        three.any(axis=(1, 2))
        | (end.any(axis=1) & two.any(axis=(1, 2)))
        | end[:, 1 : 2 * END + 1].any(axis=1)
    )
    return np.flatnonzero(worth & ~end[:, 0])


def _grown_over(ours: NDArray[np.int32], theirs: NDArray[np.int32]) -> tuple[Int64, Int64]:
    """The best ends, by the letters of both from there on."""
    count = len(ours)
    # Behind the end of what was asked for, and of their text, there is nothing.
    inside = np.logical_and.accumulate(ours != BETWEEN, axis=1)
    theirs[~np.logical_and.accumulate(theirs != 0, axis=1)] = -1
    last = inside[:, :-1] & ~inside[:, 1:]
    # Nothing stands before the first letter: two columns that no path may come from.
    padded = np.full((count, _BAND + _REACH + _BAND), -2, np.int32)
    padded[:, _BAND:] = theirs
    bands = np.arange(2 * _BAND + 1)
    cost = (EDIT * bands).astype(np.int16)
    scores = np.where(bands >= _BAND, EDIT * (_BAND - bands), _NEVER).astype(np.int16)
    scores = np.repeat(scores[None, :], count, axis=0)
    best, best_row, best_band = np.zeros((3, count), np.int64)
    going = np.arange(count)
    for row in range(1, _REACH + 1):
        # Band b of this row has used row + b - _BAND of their letters, the last of them in this column.
        column = padded[:, row - 1 : row + 2 * _BAND]
        same = column == ours[:, row - 1 : row]
        straight = scores + np.where(same, np.int16(1), np.int16(-EDIT))
        straight[column < 0] = _NEVER
        straight[:, :-1] = np.maximum(straight[:, :-1], scores[:, 1:] - np.int16(EDIT))
        # Letters put in, one after the other.
        scores = np.maximum.accumulate(straight + cost, axis=1) - cost
        scores[(column == -1) | ~inside[:, row - 1 : row]] = _NEVER
        band = np.argmax(scores, axis=1)
        top = scores[np.arange(len(going)), band]
        value = top + np.where(last[:, row - 1], END, 0)
        better = value > best[going]
        best[going[better]] = value[better]
        best_row[going[better]] = row
        best_band[going[better]] = band[better]
        if row % 4 == 0:
            # Most end at once: what has fallen so far does not rise again.
            alive = top > best[going] - _FALLEN
            going, scores, padded, ours, inside, last = (
                array[alive] for array in (going, scores, padded, ours, inside, last)
            )
            if not len(going):
                break
    return best_row, np.where(best_row > 0, best_row + best_band - _BAND, 0)
