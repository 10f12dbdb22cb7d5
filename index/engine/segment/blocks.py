"""Sums over the gaps of blocks of 32 places, for many places at once.

A block's gap codes are four machine words; ``bytes.translate`` turns codes into amounts, and a word times
0x0101010101010101 has in each byte the sum of the bytes up to there, as long as sums stay below 256.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.gaps import ESCAPE, Int64, UInt8
from index.text.form import Bools

Words = NDArray[np.uint64]
"""uint64 [n, 4]: a byte for each place of n blocks."""

AT_ONCE = 1 << 14
"""Blocks looked at together, so that all of it stays in the processor's cache."""
_MOST = 30
"""Of more characters a gap is summed the slow way: 8 gaps with their letters stay below 256."""
_SLOW = 0x80
_EACH = np.uint64(0x0101010101010101)
_SLOW_EACH = np.uint64(0x8080808080808080)
_TOP = np.uint64(56)
_PLACES = np.arange(32)
# Row i keeps the bytes of places 0 to i (little-endian, whatever the machine).
_UNTIL = (np.tri(32, dtype=np.uint8) * np.uint8(255)).view("<u8").astype(np.uint64)


class Amounts:
    """An amount for each gap: its OTHER characters, or its source characters."""

    def __init__(self, gaps: UInt8, amounts: NDArray[Any], rows: Callable[[Int64], Int64]) -> None:
        """``amounts`` by row of the gap table; ``rows`` gives the rows of places."""
        self._words = np.ascontiguousarray(gaps).view("<u8").reshape(-1, 4)
        self._amounts = amounts.astype(np.int64)
        self._rows = rows
        table = np.where(amounts[:256] <= _MOST, amounts[:256], _SLOW).astype(np.uint8)
        table[ESCAPE] = _SLOW
        self._table = table.tobytes()

    def until(self, places: Int64) -> Int64:
        """int64[n]: what the gaps of the block of each place amount to, up to that of the place itself."""
        sums = np.empty(len(places), np.int64)
        for start in range(0, len(places), AT_ONCE):
            here = places[start : start + AT_ONCE]
            words, slow = self._read(here >> 5, _UNTIL.take(here & 31, axis=0))
            sums[start : start + AT_ONCE] = _added((words * _EACH) >> _TOP)
            if slow.any():
                each = self._slowly(here[slow] >> 5)
                each[(here[slow] & 31)[:, None] < _PLACES] = 0
                sums[start : start + AT_ONCE][slow] = each.sum(axis=1)
        return sums

    def reach(self, blocks: Int64, wanted: Int64) -> tuple[Int64, Int64]:
        """The first place (0 to 31) of each block whose running amount is not below ``wanted``, and that.

        A place's running amount is that of the gaps up to its own, and one for each letter before it. 32 and
        an undefined amount where the whole block stays below.
        """
        inside = np.empty(len(blocks), np.int64)
        amounts = np.empty(len(blocks), np.int64)
        for start in range(0, len(blocks), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            inside[part], amounts[part] = self._reach(blocks[part], wanted[part])
        return inside, amounts

    def _reach(self, blocks: Int64, wanted: Int64) -> tuple[Int64, Int64]:
        words, slow = self._read(blocks, None)
        running = (words + _EACH) * _EACH
        # The four words are apart still: what the ones before amount to decides which one it is.
        ends = (running >> _TOP).astype(np.int64)
        first, second, third = ends[:, 0], ends[:, 0] + ends[:, 1], ends[:, 0] + ends[:, 1] + ends[:, 2]
        word = (first <= wanted).astype(np.int64) + (second <= wanted) + (third <= wanted)
        before = np.where(word > 1, np.where(word > 2, third, second), np.where(word > 0, first, 0))
        chosen = running.ravel()[np.arange(0, 4 * len(blocks), 4) + word].astype("<u8").view(np.uint8)
        # Wanted beyond the block: all its bytes are below 255.
        below = chosen.reshape(-1, 8) <= np.minimum(wanted - before, 255).astype(np.uint8)[:, None]
        at = ((below.view("<u8")[:, 0].astype(np.uint64) * _EACH) >> _TOP).astype(np.int64)
        inside = word * 8 + at
        amounts = before + chosen[np.arange(0, 8 * len(blocks), 8) + np.minimum(at, 7)] - 1
        if slow.any():
            each = np.cumsum(self._slowly(blocks[slow]) + 1, axis=1)
            found = (each <= wanted[slow, None]).sum(axis=1)
            inside[slow] = found
            amounts[slow] = each[np.arange(len(found)), np.minimum(found, 31)] - 1
        return inside, amounts

    def _read(self, blocks: Int64, mask: Words | None) -> tuple[Words, Bools]:
        codes = self._words.take(blocks, axis=0).tobytes()
        words = (
            np.frombuffer(codes.translate(self._table), "<u8").reshape(-1, 4).astype(np.uint64, copy=False)
        )
        if mask is not None:
            words = words & mask
        slow: Bools = ((words[:, 0] | words[:, 1] | words[:, 2] | words[:, 3]) & _SLOW_EACH) != 0
        return words, slow

    def _slowly(self, blocks: Int64) -> Int64:
        """int64 [n, 32]: the amounts of the gaps of these blocks."""
        each: Int64 = self._amounts[self._rows(blocks[:, None] * 32 + _PLACES)]
        return each


def _added(words: Words) -> NDArray[np.uint64]:
    """The sums of the four words of each block: quicker than ``sum`` along so short an axis."""
    total: NDArray[np.uint64] = words[:, 0] + words[:, 1] + words[:, 2] + words[:, 3]
    return total
