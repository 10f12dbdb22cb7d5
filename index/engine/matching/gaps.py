"""What stands between and around the letters of a match: whether it is loose only, exact, or cut by marks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.engine.matching.letters import Int64
from index.engine.matching.needle import Needle
from index.engine.segment.gaps import EMPTY, ESCAPE, UInt8
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

CHUNK = 1 << 22
"""Gaps looked at in one step, so that a long needle that stands everywhere needs little memory."""
WIDE = 4
"""From so many letters on the gaps between them are read eight at a time rather than one by one."""
KEPT_TEXTS = 4096


class Gaps:
    """Judges candidates of one segment; places are those of a needle's first letter."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._table = segment.gap_table
        # Texts of gaps are asked for again and again; there are few.
        self._head = lru_cache(KEPT_TEXTS)(self._table.head)
        self._tail = lru_cache(KEPT_TEXTS)(self._table.tail)

    def judge(self, needle: Needle, places: Int64) -> tuple[Int64, Bools]:
        """The places where the needle matches loosely, in their order, and which of these are exact."""
        touched = self.touched(needle, places)
        exact, unsure = self._possible(needle, places, touched)
        # Where nothing stands between the letters, and nothing has to, there is nothing to look at.
        doubtful = np.flatnonzero(touched if needle.plain else touched | unsure)
        if not len(doubtful):
            return places, exact
        loose = np.ones(len(places), np.bool_)
        step = max(1, CHUNK // needle.letters)
        for at in range(0, len(doubtful), step):
            some = doubtful[at : at + step]
            loose[some], exact[some] = self._judge(needle, places[some])
        return (places, exact) if loose.all() else (places[loose], exact[loose])

    def touched(self, needle: Needle, places: Int64) -> Bools:
        """Whether anything stands between the letters."""
        if needle.letters >= WIDE:
            with suppress(IndexError):  # near the end of the segment no eight gaps are left
                return self._touched_widely(needle, places)
        gaps = self._segment.gaps
        touched = np.zeros(len(places), np.bool_)
        for at in range(1, needle.letters):
            touched |= gaps.take(places + at) != EMPTY
        return touched

    def _touched_widely(self, needle: Needle, places: Int64) -> Bools:
        """``touched``, by eight gaps at a time."""
        touched = np.zeros(len(places), np.bool_)
        for at in range(1, needle.letters, 8):
            eight = self._eights[places + at]
            if needle.letters - at < 8:
                eight &= np.uint64((1 << 8 * (needle.letters - at)) - 1)
            touched |= eight != EMPTY
        return touched

    @cached_property
    def _eights(self) -> NDArray[np.uint64]:
        """<u8 [T - 7]: the gaps of each place and of the seven behind it, the first one lowest; no copy."""
        gaps = np.ascontiguousarray(self._segment.gaps)
        return np.ndarray((max(0, len(gaps) - 7),), "<u8", gaps.data, strides=(1,))

    def _possible(self, needle: Needle, places: Int64, touched: Bools) -> tuple[Bools, Bools]:
        """What can be exact, by the codes of the gaps around the letters; and of these what need not be.

        That is where a gap has no code, or marks in it; besides where anything stands between the letters.
        """
        if needle.plain:
            return ~touched, touched
        possible = touched.copy() if any(needle.before[1:]) else np.ones(len(places), np.bool_)
        unsure = np.zeros(len(places), np.bool_)
        if first := needle.before[0]:
            codes = self._segment.gaps.take(places)
            possible &= self._codes(codes, self._tail, lambda tail: tail.endswith(first))
            unsure |= self._unsure.take(codes)
        if last := needle.after:
            codes = self._segment.gaps.take(places + needle.letters)
            possible &= self._codes(codes, self._head, lambda head: head.startswith(last))
            unsure |= self._unsure.take(codes)
        return possible, possible & unsure

    @cached_property
    def _unsure(self) -> Bools:
        """bool[256]: whether the code of a gap does not say all that there is to know of it."""
        unsure: Bools = self._table.marked[:256].copy()
        unsure[ESCAPE] = True
        return unsure

    def _codes(self, codes: UInt8, text: Callable[[int], str], test: Callable[[str], bool]) -> Bools:
        """bool[n]: what ``test`` says of the ``text`` of each code of a gap; true for the escape."""
        answers = np.zeros(256, np.bool_)
        # Few of the codes stand beside any one letter.
        for code in np.flatnonzero(np.bincount(codes, minlength=256)).tolist():
            answers[code] = code == ESCAPE or test(text(code))
        return answers.take(codes)

    def _judge(self, needle: Needle, places: Int64) -> tuple[Bools, Bools]:
        """bool[n] twice: loose, exact (which is loose as well)."""
        table = self._table
        inside = self._segment.gap_rows(places[:, None] + np.arange(1, needle.letters))
        loose = np.ones(len(places), np.bool_)
        loose &= ~_any(table.breaks[inside])
        silent = [at for at, others in enumerate(needle.before[1:]) if not others]
        exact = loose.copy()
        exact &= ~_any(table.others[inside[:, silent]] > 0)
        for at, others in enumerate(needle.before[1:]):
            if others:
                exact &= self._fits(inside[:, at], self._head, others.__eq__)
        marked = _any(table.marked[inside])
        first, last = needle.before[0], needle.after
        if first:
            rows = self._segment.gap_rows(places)
            exact &= self._fits(rows, self._tail, lambda tail: tail.endswith(first))
            marked |= table.marked[rows]
        if last:
            rows = self._segment.gap_rows(places + needle.letters)
            exact &= self._fits(rows, self._head, lambda head: head.startswith(last))
            marked |= table.marked[rows]
        crossing = np.flatnonzero(exact & marked)
        if len(crossing):
            exact[crossing] = ~self._cut(needle, places[crossing])
        return loose, exact

    def _fits(self, rows: Int64, text: Callable[[int], str], test: Callable[[str], bool]) -> Bools:
        """``test`` of the ``text`` of each row of the gap table, asked once for each distinct one."""
        answers = np.zeros(len(self._table), np.bool_)
        for row in np.flatnonzero(np.bincount(rows, minlength=len(answers))).tolist():
            answers[row] = test(text(row))
        fitting: Bools = answers[rows]
        return fitting

    def _cut(self, needle: Needle, places: Int64) -> Bools:
        """Which exact matches a pair of marks cuts (see ``index.text.match``)."""
        segment = self._segment
        starts = segment.form_of(places) - len(needle.before[0])
        ends = starts + needle.width
        low = np.searchsorted(segment.edges, starts.astype(np.uint32), side="right")
        high = np.searchsorted(segment.edges, ends.astype(np.uint32), side="left")
        match, number = spread(low, high)
        edges = segment.edges[number].astype(np.int64) - starts[match]
        partners = segment.partners[number].astype(np.int64) - starts[match]
        cutting = (partners < 0) | (partners > needle.width)
        if needle.marks:
            cutting &= ~np.isin(edges, sorted(needle.marks))
        cut = np.zeros(len(places), np.bool_)
        cut[match[cutting]] = True
        return cut


def _any(flags: Bools) -> Bools:
    """bool[n]: ``any`` along the rows of bool[n, few], column by column: a tenth of the time."""
    found = np.zeros(len(flags), np.bool_)
    for column in flags.T:
        found |= column
    return found


def spread(low: Int64, high: Int64) -> tuple[Int64, Int64]:
    """Every number of each range ``low[i]`` … ``high[i] - 1`` with its i: ``(i, number)``, both int64."""
    sizes = np.maximum(high - low, 0).astype(np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, low[owner] + within
