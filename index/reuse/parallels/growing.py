"""Seeds grown: to the runs of the same letters that they stand in, and over small differences at the ends.

Everything is in letters: ``at`` of the question, ``place`` of a part of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
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
_BEFORE = np.add.outer(np.arange(_REACH), np.arange(2 * _BAND + 1)) < _BAND
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
    pairs = _pairs(ours, theirs)
    some = _promising(ours, pairs)
    if len(some):
        found[:, some] = _grown_over(ours.of(some), _Pairs(*(each[some] for each in pairs)))
    return found[0], found[1]


class _Pairs(NamedTuple):
    """How n ends may go on: row r has r + 1 letters of ours, band b of it r + 1 + b - ``_BAND`` of theirs.

    All bool[n, _REACH, 2 * _BAND + 1]. ``same``: the last letters of both are; ``ends``: a clause of theirs
    ends behind; ``over``: their text did before.
    """

    same: Bools
    ends: Bools
    over: Bools


def _pairs(ours: _Ahead, theirs: _Ahead) -> _Pairs:
    over = ~np.logical_and.accumulate(theirs.letters != 0, axis=1)
    # Behind the end stands the next document.
    same = (ours.letters[:, :_REACH, None] == _bands(theirs.letters, 0)) & ~_bands(over, 0)
    return _Pairs(same, _bands(theirs.stops, 1), _bands(over, 0))


def _bands(values: NDArray[Any], first: int) -> NDArray[Any]:
    """The values that the bands of each row meet, zeros before the first of them."""
    padded = np.zeros((len(values), _BAND + values.shape[1]), values.dtype)
    padded[:, _BAND:] = values
    return sliding_window_view(padded, 2 * _BAND + 1, axis=1)[:, first : first + _REACH]


def _promising(ours: _Ahead, pairs: _Pairs) -> Int64:
    """Those that may be worth a difference: two letters are the same behind it, or one before the end of a
    clause in both texts, or the end of what was asked for can be reached.
    """
    count, reach = len(ours.letters), _REACH - _BAND
    same = pairs.same[:, :reach]
    here = ours.stops[:, 1 : reach + 1, None]
    two = same[:, :-1] & same[:, 1:]
    end = ours.letters[:, : reach + 1] == BETWEEN
    # To get to the end enough of the letters before it must be the same as any that are near.
    before = np.argmax(end, axis=1)
    near = np.cumsum(same.any(axis=2), axis=1)[np.arange(count), np.maximum(before, 1) - 1]
    worth = (
        two.any(axis=(1, 2))
        | (same & here & pairs.ends[:, :reach]).any(axis=(1, 2))
        | ((before > 0) & ((SAME + EDIT) * near + END > EDIT * before))
    )
    return np.flatnonzero(worth & ~end[:, 0])


def _grown_over(ours: _Ahead, pairs: _Pairs) -> tuple[Int64, Int64]:
    """The best ends, by what is ahead in both."""
    count = len(ours.letters)
    # Behind the end of what was asked for, and of their text, there is nothing.
    inside = np.logical_and.accumulate(ours.letters != BETWEEN, axis=1)
    gain = np.where(pairs.same, np.int16(SAME), np.int16(-EDIT))
    gain[:, _BEFORE] = _NEVER
    gain[pairs.over] = _NEVER
    dead = pairs.over | ~inside[:, :_REACH, None]
    # What stops where a clause does in both texts is worth more, if its last letter is the same.
    stops = ours.stops.astype(np.int8)
    more = np.where(pairs.same, _STOP[stops[:, 1:, None] + pairs.ends], np.int16(0))
    more += np.where(inside[:, :-1] & ~inside[:, 1:], np.int16(END), np.int16(0))[:, :, None]
    bands = np.arange(2 * _BAND + 1)
    cost = (EDIT * bands).astype(np.int16)
    scores = np.where(bands >= _BAND, EDIT * (_BAND - bands), _NEVER).astype(np.int16)
    scores = np.repeat(scores[None, :], count, axis=0)
    best, best_row, best_band = np.zeros((3, count), np.int64)
    best[ours.stops[:, 0] | pairs.ends[:, 0, _BAND - 1]] = _CONTENT
    going = np.arange(count)
    for first in range(0, _REACH, _LOOKED):
        each = np.arange(len(going))
        for row in range(first, first + _LOOKED):
            straight = scores + gain[:, row - first]
            np.maximum(straight[:, :-1], scores[:, 1:] - np.int16(EDIT), out=straight[:, :-1])
            # Letters put in, one after the other.
            straight += cost
            scores = np.maximum.accumulate(straight, axis=1)
            scores -= cost
            scores[dead[:, row - first]] = _NEVER
            worth = scores + more[:, row - first]
            band = np.argmax(worth, axis=1)
            value = worth[each, band]
            better = value > best[going]
            best[going[better]] = value[better]
            best_row[going[better]] = row + 1
            best_band[going[better]] = band[better]
        # Most end at once: what has fallen so far does not rise again.
        alive = scores.max(axis=1) > best[going] - _FALLEN
        going, scores = going[alive], scores[alive]
        if not len(going):
            break
        gain, dead, more = (each[alive, _LOOKED:] for each in (gain, dead, more))
    return best_row, np.where(best_row > 0, best_row + best_band - _BAND, 0)
