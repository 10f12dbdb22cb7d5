"""Numbers of words: those of a whole batch are looked up together.

A token of up to four characters is one number of 64 bits. Its word is looked for in a table of slots, with a
few array operations for all tokens; a dictionary is asked for what has no slot: long tokens, those that are
new, and those whose slot another one has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.text.fold import to_codes
from index.text.segment import is_word

REJECTED = -1
"""The number of a token that is no word."""

Int64 = NDArray[np.int64]
UInt64 = NDArray[np.uint64]

_FEW = 20_000  # tokens up to which the dictionary alone is quicker, with what the table takes to make
_PACKED = 4
# What is kept of four characters where a token has fewer.
_MASKS = np.array([0, 0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF], np.uint64)
_BITS = 20
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 divided by the golden ratio: Knuth's multiplicative hashing
_SHIFT = np.uint64(64 - _BITS)
_EMPTY = np.uint64(0)  # no token is packed as that


class Numbers:
    """The numbers of ``words``, given as they are met."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._known: dict[str, int] = {}
        # The packed token of each slot, and its number.
        self._slots = np.zeros(0, np.uint64)
        self._values = np.zeros(0, np.int64)

    def of(self, sizes: Int64, text: str) -> Int64:
        """int64[n]: the number of each of n tokens of these sizes, which make up ``text`` in this order.

        They are given as sizes: to look at strings that are no longer in the processor's cache takes longer
        than all the rest.
        """
        ends = np.cumsum(sizes)
        starts = ends - sizes
        if len(sizes) <= _FEW and not len(self._slots):
            return self._looked_up(text, starts, ends)
        if not len(self._slots):
            self._slots, self._values = np.zeros(1 << _BITS, np.uint64), np.zeros(1 << _BITS, np.int64)
        packed = _packed(to_codes(text), starts, ends)
        slots = _slots_of(packed)
        numbers = self._values.take(slots)
        missing = np.flatnonzero((self._slots.take(slots) != packed) | (packed == _EMPTY))
        single = packed[missing] == _EMPTY
        alone, several = missing[single], missing[~single]
        distinct, firsts, inverse = np.unique(packed[several], return_index=True, return_inverse=True)
        firsts = several[firsts]
        met = self._looked_up(text, starts[firsts], ends[firsts])
        numbers[several] = met[inverse]
        numbers[alone] = self._looked_up(text, starts[alone], ends[alone])
        # They get the slots that are free.
        slots, owners = np.unique(_slots_of(distinct), return_index=True)
        free = self._slots[slots] == _EMPTY
        self._slots[slots[free]], self._values[slots[free]] = distinct[owners[free]], met[owners[free]]
        return numbers

    def _looked_up(self, text: str, starts: Int64, ends: Int64) -> Int64:
        known, words = self._known, self.words
        tokens = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        for token in dict.fromkeys(tokens):
            if token not in known:
                known[token] = len(words) if is_word(token) else REJECTED
                if known[token] != REJECTED:
                    words.append(token)
        return np.fromiter(map(known.__getitem__, tokens), np.int64, len(tokens))


def _packed(codes: NDArray[np.uint32], starts: Int64, ends: Int64) -> UInt64:
    """uint64[n]: each token as a number; ``_EMPTY`` for those that have none."""
    sizes = ends - starts
    units = np.zeros(len(codes) + _PACKED, "<u2")
    units[: len(codes)] = codes
    # Four characters from each place on; they are only compared, so that the order of bytes is no matter.
    fours = np.ndarray(len(codes), "<u8", units.data, strides=(units.itemsize,))
    packed: UInt64 = fours[starts].astype(np.uint64) & _MASKS.take(np.minimum(sizes, _PACKED))
    odd = (codes == 0) | (codes > 0xFFFF)
    if odd.any():  # what cannot be packed
        before = np.append(0, np.cumsum(odd))
        packed[before[ends] != before[starts]] = _EMPTY
    packed[sizes > _PACKED] = _EMPTY
    return packed


def _slots_of(packed: UInt64) -> NDArray[np.intp]:
    slots: NDArray[np.intp] = ((packed * _FACTOR) >> _SHIFT).astype(np.intp)
    return slots
