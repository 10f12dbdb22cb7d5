"""Seeds grown: to the runs of the same letters that they stand in, and over small differences at the ends.

Everything is in letters: ``at`` of the question, ``place`` of a part of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from index.engine.interface import Cancel
from index.engine.segment.gaps import ESCAPE
from index.reuse.grams import Int64, Letters
from index.reuse.parallels.questions import BETWEEN, Question
from index.reuse.parallels.seeds import Seeds, check
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

SAME, EDIT, END = 3, 4, 6
"""What a letter that is the same is worth; what one changed, put in or left out costs, so that it is stepped
over where two behind it are the same; and what it is worth to come to the end of what was asked for."""
_STOP = np.array([0, 2, 6], np.int16)
"""What it is worth to come to the end of a clause, in neither text, in one of them, and in both."""
_CONTENT = 2
"""What must be exceeded from the end of a clause on: it is a good place to stop."""
_REACH, _BAND = 20, 4
"""Letters that are grown over at once, and of how many one text may have more than the other by then."""
_STRIDE = 12
"""Letters that are compared at once."""
_SAFE = 8
_FALLEN = 16
_LOOKED = 4  # rows, after which is seen what has fallen
_NEVER = -1000
_BANDS = 2 * _BAND + 1
_BEFORE = np.add.outer(np.arange(_REACH), np.arange(_BANDS)) < _BAND
"""Of each row the bands that have no letter of theirs yet."""
_AT_ONCE = 4096

_SHIFT = np.int64(1 << 24)


def runs(segments: Sequence[Segment], letters: Letters, seeds: Seeds) -> tuple[Int64, Int64, Int64, Int64]:
    """The runs of the same letters around seeds, each once: ``part``, ``at``, ``place``, ``size``: int64[r].

    In order of their parts, of how far they are shifted, then of ``at``.
    """
    if not len(seeds.at):
        return seeds.part, seeds.at, seeds.place, seeds.size
    bases = np.cumsum([0, *(segment.T + 2 * len(letters) for segment in segments)])[:-1]
    keys = (bases[seeds.part] + seeds.place - seeds.at + len(letters)) * _SHIFT + seeds.at
    order = np.argsort(keys)
    keys = keys[order]
    reached = np.maximum.accumulate(keys + seeds.size[order])
    first = np.append(True, keys[1:] > reached[:-1])
    part, at, place = seeds.part[order][first], seeds.at[order][first], seeds.place[order][first]
    last = np.append(np.flatnonzero(first)[1:] - 1, len(keys) - 1)
    size = reached[last] - keys[first]
    size += _same(segments, letters, part, at + size, place + size, 1)
    before = _same(segments, letters, part, at - 1, place - 1, -1)
    at, place, size = at - before, place - before, size + before
    new = np.append(True, (np.diff(at) != 0) | (np.diff(place) != 0) | (np.diff(part) != 0))
    return part[new], at[new], place[new], size[new]


def _same(
    segments: Sequence[Segment], letters: Letters, part: Int64, at: Int64, place: Int64, step: int
) -> Int64:
    """How many letters from each pair on are the same, forwards or backwards."""
    found = np.zeros(len(at), np.int64)
    going = np.arange(len(at))
    ahead = step * np.arange(_STRIDE)
    while len(going):
        there = (place[going] + step * found[going])[:, None] + ahead
        here = (at[going] + step * found[going])[:, None] + ahead
        # What is before the first place or behind the last is no letter: a pad, or out of reach.
        theirs = letters_at(segments, part[going], there)
        same = (letters[np.clip(here, 0, len(letters) - 1)] == theirs) & (there >= 0)
        whole = same.all(axis=1)
        found[going] += np.where(whole, _STRIDE, np.argmin(same, axis=1))
        going = going[whole]
    return found


def letters_at(segments: Sequence[Segment], part: Int64, places: Int64) -> Letters:
    """The letters at ``places``, as many for each ``part``, the number of a segment."""
    found = np.zeros(places.shape, np.uint16)
    for number, segment in enumerate(segments):
        here = np.flatnonzero(part == number)
        if len(here):
            found[here] = segment.text[np.clip(places[here], 0, segment.T - 1)]
    return found


def grown(
    segments: Sequence[Segment],
    asked: Question,
    part: Int64,
    bounds: tuple[Int64, Int64, Int64, Int64],
    cancelled: Cancel = None,
) -> tuple[Int64, Int64, Int64, Int64]:
    """Stretches (``start``, ``end``, ``first``, ``last``) with what goes on at both ends over small
    differences. ``part``: in which of ``segments`` each stands, ascending; all at once take hardly longer
    than one.
    """
    start, end, first, last = bounds
    count = len(start)
    backwards = np.repeat(np.array([False, True]), count)
    step = np.where(backwards, -1, 1)
    where = np.concatenate((part, part + len(segments)))
    at, place = np.concatenate((end, start - 1)), np.concatenate((last, first - 1))
    ours_ahead = _ours(asked)
    going = np.arange(len(at))
    while len(going):
        more = []
        for begin in range(0, len(going), _AT_ONCE):
            check(cancelled)
            some = going[begin : begin + _AT_ONCE]
            ours = ours_ahead.of(at[some] + backwards[some] * len(asked.letters))
            theirs = _theirs(segments, where[some], place[some])
            here, there = _farthest(ours, theirs)
            at[some] += step[some] * here
            place[some] += step[some] * there
            more.append(some[here >= _REACH - _SAFE])
        going = np.concatenate(more)
    return at[count:] + 1, at[:count], place[count:] + 1, place[:count]


class _Ahead(NamedTuple):
    """What n ends may grow over, of one text: ``letters`` uint16[reach, n] from each on, forwards or
    backwards; ``stops`` bool[reach + 1, n]: whether a clause ends before the letter, behind so many.

    The ends stand side by side in each row, so that whatever is done to all of them is done in one go.
    """

    letters: Letters
    stops: Bools

    def of(self, chosen: Int64) -> _Ahead:
        """The same of some of them."""
        return _Ahead(self.letters.take(chosen, axis=1), self.stops.take(chosen, axis=1))


def _ours(asked: Question) -> _Ahead:
    """What is ahead from each letter of the question forwards, then from each backwards."""
    size = len(asked.letters)
    at = np.arange(size)
    reach = np.arange(_REACH + 1)[:, None]
    ahead = np.concatenate((at + reach, at - reach), axis=1)
    # Behind so many letters backwards stands what is before the last one of them.
    before = np.concatenate((at + reach, at - reach + 1), axis=1)
    return _Ahead(asked.letters.take(ahead, mode="clip"), asked.stops.take(before, mode="clip") > 0)


def _theirs(segments: Sequence[Segment], where: Int64, place: Int64) -> _Ahead:
    """Pads where there is nothing. ``where``, ascending: the segment of each end that grows forwards, then
    that of each that grows backwards, counted on.
    """
    count = len(segments)
    letters = np.empty((_REACH + _BAND + 1, len(where)), np.uint16)
    stops = np.empty(letters.shape, np.bool_)
    cuts = np.searchsorted(where, np.arange(2 * count + 1)).tolist()
    for number, (begin, end) in enumerate(pairwise(cuts)):
        if begin == end:
            continue
        low = place[begin:end] - (_REACH + _BAND if number >= count else 0)
        some, ends = _windows(segments[number % count], low)
        if number < count:
            letters[:, begin:end], stops[:, begin:end] = some[:, :-1].T, ends[:, :-1].T
        else:
            letters[:, begin:end], stops[:, begin:end] = some[:, -2::-1].T, ends[:, :0:-1].T
    # What begins behind its last letter, or ends before its first, is another document.
    there = letters != 0
    stops |= ~there
    letters *= np.logical_and.accumulate(there, axis=0)
    return _Ahead(letters[:-1], stops)


def _windows(segment: Segment, low: Int64) -> tuple[Letters, Bools]:
    """The letters from each of these places on, and whether a clause ends before each of them:
    [n, _REACH + _BAND + 2] both.
    """
    size = _REACH + _BAND + 2
    last = segment.T - size
    inside = np.minimum(np.maximum(low, 0), last)
    letters = as_strided(segment.text, (last + 1, size), 2 * segment.text.strides)[inside].astype(np.uint16)
    codes = as_strided(segment.gaps, (last + 1, size), 2 * segment.gaps.strides)[inside]
    at = np.flatnonzero(inside != low)
    if len(at):
        reach = low[at, None] + np.arange(size)
        letters[at] = np.where(reach < 0, 0, segment.text.take(reach, mode="clip"))
        codes[at] = segment.gaps.take(reach, mode="clip")
    table = segment.gap_table
    ends: Bools = (table.others[:256] > 0) | table.breaks[:256]
    found: Bools = ends.take(codes)
    escapes = codes == ESCAPE
    if escapes.any():
        at, ahead = np.nonzero(escapes)
        rows = segment.gap_rows(np.clip(low[at] + ahead, 0, segment.T - 1))
        found[at, ahead] = (table.others[rows] > 0) | table.breaks[rows]
    return letters, found


def _farthest(ours: _Ahead, theirs: _Ahead) -> tuple[Int64, Int64]:
    """The best end within reach; of equal ones the nearest."""
    found = np.zeros((2, ours.letters.shape[1]), np.int64)
    some = _promising(ours, theirs)
    if len(some):
        found[:, some] = _grown_over(ours.of(some), theirs.of(some))
    return found[0], found[1]


def _bands(values: NDArray[Any], first: int, rows: int) -> NDArray[Any]:
    """What the bands of each row meet, [rows, bands, n]: band b of row r has r + 1 letters of ours and r + 1
    + b - ``_BAND`` of theirs. Nothing before the first of them.
    """
    padded = np.zeros((_BAND + len(values), values.shape[1]), values.dtype)
    padded[_BAND:] = values
    down, along = padded.strides
    return as_strided(padded[first:], (rows, _BANDS, padded.shape[1]), (down, down, along))


def _promising(ours: _Ahead, theirs: _Ahead) -> Int64:
    """Those that may be worth a difference: two letters are the same behind it, or one before the end of a
    clause in both texts, or the end of what was asked for can be reached.
    """
    reach = _REACH - _BAND
    same = ours.letters[:reach, None] == _bands(theirs.letters, 0, reach)
    here = ours.stops[1 : reach + 1]
    end = ours.letters[: reach + 1] == BETWEEN
    worth = np.logical_or.reduce(same[:-1] & same[1:], axis=(0, 1))
    clauses = same & _bands(theirs.stops, 1, reach)
    clauses &= here[:, None]
    worth |= np.logical_or.reduce(clauses, axis=(0, 1))
    # To get to the end enough of the letters before it must be the same as any that are near.
    reached = np.flatnonzero(end.any(axis=0))
    if len(reached):
        before = end[:, reached].argmax(axis=0)
        near = np.cumsum(same[:, :, reached].any(axis=1), axis=0)
        near_before = near[np.maximum(before, 1) - 1, np.arange(len(reached))]
        worth[reached] |= (before > 0) & ((SAME + EDIT) * near_before + END > EDIT * before)
    return np.flatnonzero(worth & ~end[0])


def _grown_over(ours: _Ahead, theirs: _Ahead) -> tuple[Int64, Int64]:
    """The best ends, by what is ahead in both."""
    count = ours.letters.shape[1]
    same = ours.letters[:_REACH, None] == _bands(theirs.letters, 0, _REACH)
    # Behind the end of what was asked for, and of their text, there is nothing.
    over = _bands(theirs.letters == 0, 0, _REACH)
    inside = np.logical_and.accumulate(ours.letters != BETWEEN, axis=0)
    gain = np.where(same, np.int16(SAME), np.int16(-EDIT))
    gain[_BEFORE] = _NEVER
    gain[over] = _NEVER
    dead = over | ~inside[:_REACH, None]
    # What stops where a clause does in both texts is worth more, if its last letter is the same.
    ends = _bands(theirs.stops, 1, _REACH)
    stops = ours.stops.astype(np.int8)
    more = np.where(same, _STOP.take(stops[1:, None] + ends), np.int16(0))
    more += np.where(inside[:-1] & ~inside[1:], np.int16(END), np.int16(0))[:, None]
    bands = np.arange(_BANDS)
    cost = (EDIT * bands).astype(np.int16)[:, None]
    scores = np.where(bands >= _BAND, EDIT * (_BAND - bands), _NEVER).astype(np.int16)
    scores = np.repeat(scores[:, None], count, axis=1)
    best, best_row, best_band = np.zeros((3, count), np.int64)
    best[ours.stops[0] | ends[0, _BAND - 1]] = _CONTENT
    going = np.arange(count)
    for first in range(0, _REACH, _LOOKED):
        for row in range(_LOOKED):
            straight = scores + gain[row]
            np.maximum(straight[:-1], scores[1:] - np.int16(EDIT), out=straight[:-1])
            # Letters put in, one after the other.
            straight += cost
            scores = np.maximum.accumulate(straight, axis=0)
            scores -= cost
            scores[dead[row]] = _NEVER
            worth = scores + more[row]
            value = worth.max(axis=0)
            better = np.flatnonzero(value > best[going])
            if len(better):
                chosen = going[better]
                best[chosen] = value[better]
                best_row[chosen] = first + row + 1
                best_band[chosen] = worth[:, better].argmax(axis=0)
        # Most end at once: what has fallen so far does not rise again.
        alive = np.flatnonzero(scores.max(axis=0) > best[going] - _FALLEN)
        going, scores = going[alive], scores[:, alive]
        if not len(going):
            break
        gain, dead, more = (each[_LOOKED:].take(alive, axis=2) for each in (gain, dead, more))
    return best_row, np.where(best_row > 0, best_row + best_band - _BAND, 0)
