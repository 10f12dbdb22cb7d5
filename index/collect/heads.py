"""Where any of many words may begin in a text: all places at once, by the first two characters of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from index.text.fold import CODES, to_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Heads:
    """The first two characters of words of two characters or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._pairs = {word[:2] for word in words}

    @cached_property
    def _tables(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which code points are the first, and which the second, of a word."""
        import numpy as np

        first, second = np.zeros(CODES, np.bool_), np.zeros(CODES, np.bool_)
        for pair in self._pairs:
            if len(pair) == 2:
                first[ord(pair[0])] = second[ord(pair[1])] = True
        return first, second

    def places(self, text: str) -> list[int]:
        """The places of ``text`` where one of the words may begin, ascending; no other place begins one."""
        first, second = self._tables
        codes = to_codes(text)
        likely: list[int] = (first.take(codes[:-1]) & second.take(codes[1:])).nonzero()[0].tolist()
        return [place for place in likely if text[place : place + 2] in self._pairs]
