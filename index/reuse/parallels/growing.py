"""Seeds grown: to the runs of the same letters that they stand in, and over small differences at the ends.

Everything is in letters: ``at`` of the question, ``place`` of a part of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from index.engine.interface import Cancel
from index.engine.segment.gaps import ESCAPE
from index.reuse.grams import Int64, Letters
from index.reuse.parallels.questions import BETWEEN, Question
from index.reuse.parallels.seeds import Seeds, check
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

SAME, EDIT, END = 2, 3, 6
"""What a letter that is the same is worth; what one changed, put in or left out costs, so that it is stepped
over where two behind it are the same; and what it is worth to come to the end of what was asked for."""
_STOP = np.array([0, 2, 6], np.int16)
"""What it is worth to come to the end of a clause, in neither text, in one of them, and in both."""
_CONTENT = 2
"""What must be exceeded from the end of a clause on: it is a good place to stop."""
_REACH, _BAND = 20, 4
"""Letters that are grown over at once, and of how many one text may have more than the other by then."""
_SAFE = 8
_FALLEN = 16
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
    asked: Question,
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
            ours = _ours(asked, at[some], step[some])
            theirs = _theirs(segments, parts[some], place[some], step[some])
            here, there = _farthest(ours, theirs)
            at[some] += step[some] * here
            place[some] += step[some] * there
            more.append(some[here >= _REACH - _SAFE])
        going = np.concatenate(more)
    count = len(start)
    return at[count:] + 1, at[:count], place[count:] + 1, place[:count]


class _Ahead(NamedTuple):
    """What n ends may grow over, of one text: ``letters`` uint16[n, reach] from each on, forwards or
    backwards; ``stops`` bool[n, reach + 1]: whether a clause ends before the letter, behind so many.
    """

    letters: Letters
    stops: Bools

    def of(self, chosen: Int64) -> _Ahead:
        """The same of some of them."""
        return _Ahead(self.letters[chosen], self.stops[chosen])


def _ours(asked: Question, at: Int64, step: Int64) -> _Ahead:
    most = len(asked.letters) - 1
    reach = at[:, None] + step[:, None] * np.arange(_REACH + 1)
    # Behind so many letters backwards stands what is before the last one of them.
    before = np.where(step < 0, 1, 0)[:, None]
    return _Ahead(asked.letters[np.clip(reach, 0, most)], asked.stops[np.clip(reach + before, 0, most)] > 0)


def _theirs(segments: Sequence[Segment], part: Int64, place: Int64, step: Int64) -> _Ahead:
    """Pads where there is nothing."""
    reach = place[:, None] + step[:, None] * np.arange(_REACH + _BAND + 1)
    letters = np.zeros(reach.shape, np.uint16)
    stops = np.zeros(reach.shape, np.bool_)
    before = reach + np.where(step < 0, 1, 0)[:, None]
    for number, segment in enumerate(segments):
        here = np.flatnonzero(part == number)
        if len(here):
            letters[here] = segment.text[np.clip(reach[here], 0, segment.T - 1)]
            stops[here] = _ends_before(segment, np.clip(before[here], 0, segment.T - 1))
    letters[reach < 0] = 0
    # What begins behind its last letter, or ends before its first, is another document.
    stops |= letters == 0
    return _Ahead(letters[:, :-1], stops)


def _ends_before(segment: Segment, places: Int64) -> Bools:
    """Whether a clause ends between the letter before each place and that one."""
    table = segment.gap_table
    ends: Bools = (table.others[:256] > 0) | table.breaks[:256]
    codes = segment.gaps[places]
    found: Bools = ends[codes]
    escapes = codes == ESCAPE
    if escapes.any():
        rows = segment.gap_rows(places[escapes])
        found[escapes] = (table.others[rows] > 0) | table.breaks[rows]
    return found


def _farthest(ours: _Ahead, theirs: _Ahead) -> tuple[Int64, Int64]:
    """The best end within reach; of equal ones the nearest."""
    found = np.zeros((2, len(ours.letters)), np.int64)
    some = _promising(ours, theirs)
    if len(some):
        found[:, some] = _grown_over(ours.of(some), theirs.of(some))
    return found[0], found[1]


def _promising(ours: _Ahead, theirs: _Ahead) -> Int64:
    """Those that may be worth a difference: two letters are the same behind it, or one before the end of a
    clause in both texts, or the end of what was asked for can be reached.
    """
    count, reach = len(ours.letters), _REACH - _BAND
    padded = np.zeros((count, _BAND + theirs.letters.shape[1]), np.uint16)
    padded[:, _BAND:] = theirs.letters
    stops = np.zeros((count, _BAND + theirs.stops.shape[1]), np.bool_)
    stops[:, _BAND:] = theirs.stops
    width = 2 * _BAND + 1
    same = ours.letters[:, :reach, None] == sliding_window_view(padded, width, axis=1)[:, :reach]
    behind = sliding_window_view(stops, width, axis=1)[:, 1 : reach + 1]
    here = ours.stops[:, 1 : reach + 1, None]
    two = same[:, :-1] & same[:, 1:]
    end = ours.letters[:, : reach + 1] == BETWEEN
    # To get to the end enough of the letters before it must be the same as any that are near.
    before = np.argmax(end, axis=1)
    near = np.cumsum(same.any(axis=2), axis=1)[np.arange(count), np.maximum(before, 1) - 1]
    worth = (
        two.any(axis=(1, 2))
        | (same & here & behind).any(axis=(1, 2))
        | ((before > 0) & ((SAME + EDIT) * near + END > EDIT * before))
    )
    return np.flatnonzero(worth & ~end[:, 0])


def _grown_over(our: _Ahead, their: _Ahead) -> tuple[Int64, Int64]:
    """The best ends, by what is ahead in both."""
    ours, theirs = our.letters.astype(np.int32), their.letters.astype(np.int32)
    count = len(ours)
    # Behind the end of what was asked for, and of their text, there is nothing.
    inside = np.logical_and.accumulate(ours != BETWEEN, axis=1)
    theirs[~np.logical_and.accumulate(theirs != 0, axis=1)] = -1
    last = inside[:, :-1] & ~inside[:, 1:]
    # Nothing stands before the first letter: two columns that no path may come from.
    padded = np.full((count, _BAND + _REACH + _BAND), -2, np.int32)
    padded[:, _BAND:] = theirs
    ends = np.zeros((count, _BAND + their.stops.shape[1]), np.int16)
    ends[:, _BAND:] = their.stops
    our_ends = our.stops.astype(np.int16)
    bands = np.arange(2 * _BAND + 1)
    cost = (EDIT * bands).astype(np.int16)
    scores = np.where(bands >= _BAND, EDIT * (_BAND - bands), _NEVER).astype(np.int16)
    scores = np.repeat(scores[None, :], count, axis=0)
    best, best_row, best_band = np.zeros((3, count), np.int64)
    best[(our_ends[:, 0] + ends[:, _BAND]) > 0] = _CONTENT
    going = np.arange(count)
    for row in range(1, _REACH + 1):
        # Band b of this row has used row + b - _BAND of their letters, the last of them in this column.
        column = padded[:, row - 1 : row + 2 * _BAND]
        same = column == ours[:, row - 1 : row]
        straight = scores + np.where(same, np.int16(SAME), np.int16(-EDIT))
        straight[column < 0] = _NEVER
        straight[:, :-1] = np.maximum(straight[:, :-1], scores[:, 1:] - np.int16(EDIT))
        # Letters put in, one after the other.
        scores = np.maximum.accumulate(straight + cost, axis=1) - cost
        scores[(column == -1) | ~inside[:, row - 1 : row]] = _NEVER
        # What stops where a clause does in both texts is worth more, if its last letter is the same.
        stopping = our_ends[:, row : row + 1] + ends[:, row : row + 2 * _BAND + 1]
        worth = scores + np.where(same, _STOP[stopping], 0)
        top = scores.max(axis=1)
        band = np.argmax(worth, axis=1)
        value = worth[np.arange(len(going)), band] + np.where(last[:, row - 1], END, 0)
        better = value > best[going]
        best[going[better]] = value[better]
        best_row[going[better]] = row
        best_band[going[better]] = band[better]
        if row % 4 == 0:
            # Most end at once: what has fallen so far does not rise again.
            alive = top > best[going] - _FALLEN
            going, scores, padded, ours, inside, last, ends, our_ends = (
                array[alive] for array in (going, scores, padded, ours, inside, last, ends, our_ends)
            )
            if not len(going):
                break
    return best_row, np.where(best_row > 0, best_row + best_band - _BAND, 0)
