"""Gap strings: what stands between two letters of a text.

A gap string is an array of uint32: folded code points (kinds OTHER, BLANK, MARK), ``OUTSIDE`` and ``BREAK``.
A few hundred distinct ones cover nearly all gaps of real texts, so that a segment stores a code of one byte
for each place; what has no code is an *escape*, stored with its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.text.form import Bools, kinds_of
from index.text.marks import MARK, OTHER, kind

UInt8 = NDArray[np.uint8]
UInt32 = NDArray[np.uint32]
Int64 = NDArray[np.int64]

OUTSIDE = 0x110000
"""One source character that stands in no paragraph, such as the line break between two: not matched."""
BREAK = 0x110001
"""Of no width: a paragraph begins here."""
EMPTY = 0
ESCAPE = 255
CODED = 254
"""Codes 1 to 254 are those of the commonest gap strings of the segment."""

_BITS = 21  # A code point, OUTSIDE or BREAK, plus one, fits.
_PACKED = 3  # So many of them fit into 63 bits.


@dataclass(frozen=True)
class Strings:
    """n strings of uint32: number i is ``chars[starts[i]:starts[i + 1]]``; ``starts`` uint32[n + 1]."""

    starts: UInt32
    chars: UInt32

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> UInt32:
        return self.chars[int(self.starts[number]) : int(self.starts[number + 1])]

    @staticmethod
    def of(strings: Sequence[bytes]) -> Strings:
        """Strings given as the bytes of their uint32 arrays."""
        starts = np.zeros(len(strings) + 1, np.uint32)
        np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)) // 4, out=starts[1:])
        return Strings(starts, np.frombuffer(b"".join(strings), np.uint32))


class GapNames:
    """Numbers for distinct gap strings, given as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._packed: dict[int, int] = {}

    @property
    def strings(self) -> list[bytes]:
        """The string of each number, as the bytes of its uint32 array."""
        return list(self._numbers)

    def number(self, string: bytes) -> int:
        """The number of a string given as the bytes of its uint32 array."""
        return self._numbers.setdefault(string, len(self._numbers))

    def numbers(self, strings: Strings) -> NDArray[np.int32]:
        """int32[n]: the number of each of n strings, none of which is empty."""
        starts = strings.starts.astype(np.int64)
        sizes = np.diff(starts)
        keys = np.zeros(len(sizes), np.int64)
        padded = np.append(strings.chars, np.zeros(_PACKED, np.uint32)).astype(np.int64)
        for at in range(_PACKED):
            keys |= np.where(sizes > at, padded[starts[:-1] + at] + 1, 0) << (_BITS * at)
        long = np.flatnonzero(sizes > _PACKED).tolist()
        for place in long:
            keys[place] = -1 - self.number(strings[place].tobytes())
        distinct, inverse = np.unique(keys, return_inverse=True)
        found = [self._short(key) if key >= 0 else -1 - key for key in distinct.tolist()]
        return np.array(found, np.int32)[inverse]

    def _short(self, key: int) -> int:
        number = self._packed.get(key)
        if number is None:
            parts = [(key >> (_BITS * at)) & ((1 << _BITS) - 1) for at in range(_PACKED)]
            string = np.array([part - 1 for part in parts if part], np.uint32).tobytes()
            number = self._packed[key] = self.number(string)
        return number


def encode(
    places: UInt32, numbers: NDArray[np.int32], strings: Sequence[bytes], total: int
) -> dict[str, NDArray[Any]]:
    """The gap arrays of a segment of ``total`` places (``gaps``, ``gap_*``, ``escape_*`` of the format).

    ``places`` ascending, with the number in ``strings`` of the gap that stands there. Which strings get codes
    depends on how often they stand in the segment (ties: in order of their characters), on nothing else.
    """
    counts = np.bincount(numbers, minlength=len(strings))
    wanted = sorted(
        np.flatnonzero(counts).tolist(),
        key=lambda number: (-int(counts[number]), np.frombuffer(strings[number], np.uint32).tolist()),
    )[:CODED]
    codes = np.full(len(strings), ESCAPE, np.uint8)
    codes[wanted] = np.arange(1, len(wanted) + 1)
    here = codes[numbers]
    gaps = np.zeros(total, np.uint8)
    gaps[places] = here
    escaped = here == ESCAPE
    table = Strings.of([b"", *(strings[number] for number in wanted)])
    escapes = Strings.of([strings[number] for number in numbers[escaped].tolist()])
    return {
        "gaps": gaps,
        "gap_starts": table.starts,
        "gap_chars": table.chars,
        "escape_places": places[escaped],
        "escape_starts": escapes.starts,
        "escape_chars": escapes.chars,
    }


class GapTable:
    """What each gap string is made of.

    Rows 0 to 255 are the codes (255 and unused ones look empty), row 256 + e is escape e. ``others``,
    ``source`` int32[rows]: OTHER characters and source characters. ``breaks``, ``marked`` bool[rows]: whether
    a paragraph begins inside and whether there is a mark.
    """

    def __init__(self, table: Strings, escapes: Strings) -> None:
        end = table.starts[-1]
        unused = np.full(256 - len(table), end, np.uint32)
        self._strings = Strings(
            np.concatenate((table.starts, unused, escapes.starts[1:] + end)),
            np.concatenate((table.chars, escapes.chars)),
        )
        kinds = _kinds(self._strings.chars)
        self.others = self._sums(kinds == OTHER)
        self.source = self._sums(self._strings.chars != BREAK)
        self.breaks: Bools = self._sums(self._strings.chars == BREAK) > 0
        self.marked: Bools = self._sums(kinds == MARK) > 0

    def __len__(self) -> int:
        return len(self._strings)

    def string(self, row: int) -> UInt32:
        """The gap string of a code, or of escape ``row - 256``."""
        return self._strings[row]

    def strings(self, rows: Int64) -> tuple[UInt32, Int64]:
        """The gap strings of these rows, one behind the other, and int64[n], the size of each."""
        starts = self._strings.starts.astype(np.int64)
        sizes: Int64 = starts[rows + 1] - starts[rows]
        shifts = starts[rows] - (np.cumsum(sizes) - sizes)
        places = np.repeat(shifts, sizes)
        places += np.arange(len(places))
        return self._strings.chars[places], sizes

    def head(self, row: int) -> str:
        """The OTHER characters before the first ``BREAK``; all of them if there is none."""
        string = self.string(row)
        breaks = np.flatnonzero(string == BREAK)
        return _others_of(string[: breaks[0]] if len(breaks) else string)

    def tail(self, row: int) -> str:
        """The OTHER characters behind the last ``BREAK``; all of them if there is none."""
        string = self.string(row)
        breaks = np.flatnonzero(string == BREAK)
        return _others_of(string[breaks[-1] + 1 :] if len(breaks) else string)

    @cached_property
    def before_break(self) -> NDArray[np.int32]:
        """int32[rows]: source characters before the first one outside paragraphs, or ``BREAK``; or all."""
        return self._sums(self._running(self._strings.chars >= OUTSIDE) == 0)

    @cached_property
    def behind_break(self) -> NDArray[np.int32]:
        """int32[rows]: source characters behind the last ``BREAK``; all if there is none."""
        breaks = self._strings.chars == BREAK
        return self._sums((self._running(breaks) == self._of_each(self._sums(breaks))) & ~breaks)

    def other_offset(self, rows: NDArray[np.int64], ordinals: Int64) -> Int64:
        """int64[n]: the source characters before OTHER character number ``ordinals`` (from 0) of each gap."""
        offsets: Int64 = self._offsets[self._first[rows] + ordinals]
        return offsets

    @cached_property
    def _first(self) -> Int64:
        return np.cumsum(self.others, dtype=np.int64) - self.others

    @cached_property
    def _offsets(self) -> Int64:
        """The source characters before each OTHER character, inside its gap."""
        starts = self._strings.starts.astype(np.int64)
        width = np.cumsum(self._strings.chars != BREAK, dtype=np.int64)
        before = np.append(0, width)
        other = np.flatnonzero(_kinds(self._strings.chars) == OTHER)
        offsets: Int64 = before[other] - np.repeat(before[starts[:-1]], self.others)
        return offsets

    def _running(self, flags: Bools) -> Int64:
        """int64[characters]: how many of ``flags`` stand in the string of each character up to it."""
        sums = np.append(0, np.cumsum(flags))
        running: Int64 = sums[1:] - self._of_each(sums[self._strings.starts[:-1]])
        return running

    def _of_each(self, values: NDArray[Any]) -> Int64:
        """int64[characters]: of ``values`` by row that of each character's string."""
        starts = self._strings.starts.astype(np.int64)
        sizes: Int64 = starts[1:] - starts[:-1]
        return np.repeat(values, sizes).astype(np.int64)

    def _sums(self, flags: Bools) -> NDArray[np.int32]:
        sums = np.append(0, np.cumsum(flags))
        starts = self._strings.starts.astype(np.int64)
        counts: Int64 = sums[starts[1:]] - sums[starts[:-1]]
        return counts.astype(np.int32)


def _kinds(chars: UInt32) -> UInt8:
    """The kind of each character of gap strings; BLANK for ``OUTSIDE`` and ``BREAK``."""
    return kinds_of(np.where(chars < OUTSIDE, chars, np.uint32(0x20)))


def _others_of(string: UInt32) -> str:
    return "".join(chr(code) for code in string.tolist() if code < OUTSIDE and kind(chr(code)) == OTHER)
