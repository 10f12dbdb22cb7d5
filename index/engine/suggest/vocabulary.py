"""The words of the corpus as arrays: by spelling, by length, by their characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from index.text.fold import to_codes

LONGEST = 24
"""Characters of a word that can be suggested: longer tokens are addresses and numbers."""
BMP = 0x10000

Rows = NDArray[np.int64]


class Vocabulary:
    """V different words in order of their code points: of two characters or more, a letter first, no marks.

    ``frequencies``: the number of documents of each, int64 [V]; at least 1.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        """``words``: folded words with the number of documents that hold each; others are left out."""
        kept = [word for word, n in words.items() if n > 0 and 1 < len(word) <= LONGEST and _of_letters(word)]
        kept.sort()
        self.words: list[str] = kept
        self.frequencies: NDArray[np.int64] = np.fromiter(map(words.__getitem__, kept), np.int64, len(kept))
        self.lengths: NDArray[np.int64] = np.fromiter(map(len, kept), np.int64, len(kept))
        self.starts: NDArray[np.int64] = np.cumsum(self.lengths) - self.lengths
        """Where each word begins in ``codes``."""
        codes = to_codes("".join(kept))
        self.codes: NDArray[np.uint16] = np.where(codes < BMP, codes, 0).astype(np.uint16)
        """The characters of all words; those outside the BMP are 0."""
        self.characters: NDArray[np.int64] = np.flatnonzero(np.bincount(self.codes, minlength=1))
        """The different characters, in order."""
        self._begins = np.flatnonzero(np.diff(self.codes[self.starts].astype(np.int32), prepend=-1))
        self.firsts: NDArray[np.uint16] = self.codes[self.starts[self._begins]]
        """The different first characters, in order."""
        self._sizes = np.diff(self._begins, append=len(kept))

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self.words, word)
        return at < len(self.words) and self.words[at] == word

    def beginning_with(self, prefix: str) -> Rows:
        """The rows of the words that go on after ``prefix``."""
        first = bisect_left(self.words, prefix)
        end = bisect_left(self.words, prefix + "\U0010ffff", lo=first)
        if first < end and self.words[first] == prefix:
            first += 1
        return np.arange(first, end)

    def rows(self, words: Iterable[str]) -> Rows:
        """The rows of ``words``, all of which are here."""
        return np.array([bisect_left(self.words, word) for word in words], np.int64)

    def character(self, rows: Rows, place: int) -> NDArray[np.uint16]:
        """The character at ``place`` of the words ``rows``, which must be long enough."""
        return self.codes[self.starts[rows] + place]

    def begun_by(self, chosen: NDArray[np.int64]) -> tuple[Rows, NDArray[np.int64]]:
        """The rows of the words whose first character is one of those numbers of ``firsts``.

        Also which of ``chosen`` each of them begins with.
        """
        sizes = self._sizes[chosen]
        which = np.repeat(np.arange(len(chosen)), sizes)
        behind = np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self._begins[chosen][which] + behind, which

    def best(self, rows: Rows, scores: NDArray[np.float64], limit: int) -> list[str]:
        """At most ``limit`` of the words ``rows``, those with the highest ``scores``; ties in their order."""
        if len(rows) > limit:
            lowest = -np.partition(-scores, limit - 1)[limit - 1]
            kept = np.flatnonzero(scores >= lowest)
            rows, scores = rows[kept], scores[kept]
        return [self.words[row] for row in rows[np.argsort(-scores, kind="stable")][:limit].tolist()]


def _of_letters(word: str) -> bool:
    return word[0].isalpha() and word.isalnum()


def summed(parts: Iterable[tuple[Iterator[bytes], NDArray[np.int64]]]) -> dict[str, int]:
    """The words of several segments: of each its words (UTF-8) and the documents that hold each, added up."""
    total: dict[str, int] = {}
    for words, frequencies in parts:
        names = [word.decode("utf-8", "surrogatepass") for word in words]
        if not total:
            total = dict(zip(names, frequencies.tolist(), strict=True))
            continue
        for name, frequency in zip(names, frequencies.tolist(), strict=True):
            total[name] = total.get(name, 0) + frequency
    return total
