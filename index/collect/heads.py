"""Where any of many words may begin in a text: all places at once, by the first two characters of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.text.fold import to_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Slots for pairs of characters: five thousand words fill less than one in a hundred.
_SLOTS = 1 << 20
_FACTOR = 40503  # 2 ** 16 divided by the golden ratio: Knuth's multiplicative hashing


class Heads:
    """The first two characters of words of two characters or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._pairs = {word[:2] for word in words}

    @cached_property
    def _table(self) -> NDArray[np.bool_]:
        """Which slots hold the two characters of a word."""
        import numpy as np

        table = np.zeros(_SLOTS, np.bool_)
        for pair in self._pairs:
            if len(pair) == 2:
                table[_slots(to_codes(pair))] = True
        return table

    def likely(self, text: str) -> list[int]:
        """The places of ``text`` where one of the words may begin, and a few more, ascending: for those who
        look the words up there anyway.
        """
        places: list[int] = self._table.take(_slots(to_codes(text))).nonzero()[0].tolist()
        return places

    def places(self, text: str) -> list[int]:
        """The places of ``text`` where one of the words may begin, ascending; no other place begins one."""
        return [place for place in self.likely(text) if text[place : place + 2] in self._pairs]


def _slots(codes: NDArray[np.uint32]) -> NDArray[np.integer[Any]]:
    """The slot of each two characters that follow each other."""
    return (codes[:-1] * _FACTOR + codes[1:]) & (_SLOTS - 1)
