"""Places where a row of letters stands in a segment: through the suffix array, or by reading documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.engine.matching.needle import Needle
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

Int64 = NDArray[np.int64]
UInt32 = NDArray[np.uint32]
SCAN_FACTOR = 8
"""Looking up the document of a place costs about as much as reading so many letters."""

FEW = 1 << 12
"""Places that are read page by page."""
APART = 1 << 16
"""Bytes that are read in a row in the time that a page somewhere takes."""
BRIEF = 1 << 16
"""Bytes of letters that are looked through for what is not there, which is mostly so where they are few."""
KEPT_INTERVALS = 1 << 14
"""Some 200 bytes each."""
STEP = 256
"""Of so many suffixes in order it is known how one begins."""
SIZE = 8
"""Bytes of these that are known: four letters, as one number in the order of the bytes."""
AT_ONCE = 1 << 14
"""Of so many it is read at once: some 3 ms."""


class Letters:
    """Finds letters in one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._native: NDArray[np.uint16] = segment.text.view(np.dtype("=u2"))
        self._bytes = memoryview(self._native.view(np.uint8).data)
        # One number of it, and a few bytes, are read many times over: quicker than from an array.
        self._suffixes = segment.suffixes.data
        self._brief = bytes(self._bytes) if len(self._bytes) <= BRIEF else None
        self._expected = False
        self._posts: memoryview | None = None
        self._intervals: dict[bytes, tuple[int, int]] = {}

    def get_ready(self) -> None:
        """Look how some suffixes begin: searches among all read a page of the file in nearly every step.

        It takes 0.6 ms for a million letters that are in memory; another thread may search meanwhile.
        """
        suffixes, letters = self._segment.suffixes[::STEP], self._segment.text
        found = np.zeros(len(suffixes), np.uint64)
        for start in range(0, len(found), AT_ONCE):
            places = suffixes[start : start + AT_ONCE].astype(np.int64)
            numbers = found[start : start + AT_ONCE]
            for at in range(SIZE // 2):
                numbers <<= np.uint64(16)
                # The last letter is a pad, and so would be those behind it.
                numbers |= letters.take(places + at, mode="clip")
        self._posts = found.data

    def interval(self, needle: Needle) -> tuple[int, int]:
        """The range of the suffix array whose suffixes begin with the needle's letters."""
        key = needle.key
        found = self._intervals.get(key)
        if found is None:
            if self._brief is not None and key not in self._brief:
                return 0, 0
            if len(self._intervals) >= KEPT_INTERVALS:
                self._intervals.clear()
            # What is typed goes on from key to key: inside the range of the letters before.
            sizes = range(len(key) - 2, 0, -2)
            before = (self._intervals.get(key[:size]) for size in sizes)
            low, high = next((one for one in before if one), (0, len(self._suffixes)))
            found = self._intervals[key] = self._inside(key, low, high) if low < high else (low, low)
        return found

    def places(self, needle: Needle, documents: Int64 | None = None, blocks: Bools | None = None) -> UInt32:
        """Places of the needle's first letter where all its letters follow, in no order.

        Only in ``documents`` (ascending) and in ``blocks`` (bool[T / 32]), if given.
        """
        segment = self._segment
        low, high = self.interval(needle)
        if documents is None:
            self._expect(low, high)
            places = segment.suffixes[low:high]
        elif (high - low) * SCAN_FACTOR <= int(segment.lengths[documents].sum()):
            wanted = np.zeros(segment.D, np.bool_)
            wanted[documents] = True
            places = segment.suffixes[low:high]
            places = places[wanted[segment.blocks[places >> 5]]]
        elif len(documents):
            places = self._scan(needle, documents)
        else:
            places = np.empty(0, np.uint32)
        if blocks is not None:
            places = places[blocks[places >> 5]]
        for at, code in needle.astral:
            number = np.searchsorted(segment.astral_places, places + np.uint32(at))
            places = places[segment.astral_codes[number] == code]
        return places

    def _expect(self, low: int, high: int) -> None:
        """Have all that a common term needs read in a row, the first time, rather than page by page."""
        if not self._expected and (high - low) * APART > self._segment.T:
            self._expected = True
            if high - low > FEW:
                self._segment.expect("suffixes", low, high)
            for name in ("gaps", "blocks"):
                self._segment.expect(name)

    def _inside(self, key: bytes, low: int, end: int) -> tuple[int, int]:
        """Those from ``low`` to ``end`` that begin with ``key``; the others there begin otherwise."""
        suffixes, letters, size = self._suffixes, self._bytes, len(key)
        first, high = self._about(key)
        low, high = max(low, first), min(end, high)
        while low < high:
            middle = (low + high) >> 1
            at = 2 * suffixes[middle]
            piece = bytes(letters[at : at + size])
            if piece < key:
                low = middle + 1
            else:
                high = middle
                if piece != key:
                    end = middle

        def begins(suffix: int) -> bool:
            at = 2 * suffixes[suffix]
            return letters[at : at + size] == key

        if not (low < end and begins(low)):
            return low, low
        # No letter is U+FFFF: one more is the least that begins otherwise.
        last, limit = self._about((int.from_bytes(key, "big") + 1).to_bytes(size, "big"))
        after, end = max(low, last), min(end, limit)
        if after == low:
            # Mostly they are few: the last one is looked for in steps that grow.
            step = 1
            while low + step <= end and begins(low + step - 1):
                after, step = low + step, 2 * step
            end = min(end, low + step - 1)
        while after < end:
            middle = (after + end) >> 1
            if begins(middle):
                after = middle + 1
            else:
                end = middle
        return low, after

    def _about(self, key: bytes) -> tuple[int, int]:
        """Between which suffixes the first one is that is not before ``key``, both included."""
        posts, size = self._posts, len(self._suffixes)
        if posts is None:
            return 0, size
        wanted = int.from_bytes(key[:SIZE].ljust(SIZE, b"\0"), "big")
        number = behind = bisect_left(posts, wanted)
        if number < len(posts) and posts[number] == wanted:
            behind = bisect_right(posts, wanted, number)
        return max(0, number - 1) * STEP, min(behind * STEP, size)

    def _scan(self, needle: Needle, documents: Int64) -> UInt32:
        """Read the letters of documents, at least one. Behind each is a pad, no letter of any needle."""
        segment = self._segment
        starts = segment.starts[documents].astype(np.int64)
        sizes = segment.lengths[documents].astype(np.int64) + 1
        pieces = [
            self._native[start : start + size]
            for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        ]
        read = np.concatenate(pieces)
        wanted = np.array(needle.units, ">u2").view(np.dtype("=u2"))
        found = np.flatnonzero(read == wanted[0])
        for at in range(1, len(wanted)):
            found = found[read[found + at] == wanted[at]]
        ends = np.cumsum(sizes)
        number = np.searchsorted(ends, found, side="right")
        return (found + (starts - (ends - sizes))[number]).astype(np.uint32)
