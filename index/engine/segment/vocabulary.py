"""Words of texts and titles while a segment is built: numbers instead of strings as early as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.postings import field_arrays
from index.text.segment import cutter, is_word

_REJECTED = -1


class _Numbers(dict[str, int]):
    """Numbers of words, given as they are met; ``_REJECTED`` for what is no word."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __missing__(self, token: str) -> int:
        if is_word(token):
            self[token] = number = len(self.words)
            self.words.append(token)
        else:
            self[token] = number = _REJECTED
        return number


class Vocabulary:
    """The postings of one field, gathered document by document; the weight of a word is its count."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._documents = 0
        self._keys: list[NDArray[np.int64]] = []  # number of the word << 32 | document
        self._counts: list[NDArray[np.int64]] = []
        self._totals: list[NDArray[np.int64]] = []

    def add(self, texts: Sequence[str]) -> None:
        """The next documents, as folded texts."""
        cut = cutter()
        tokens: list[Sequence[str]] = [_list(cut(text)) for text in texts]
        sizes = np.fromiter(map(len, tokens), np.int64, len(tokens))
        found = np.fromiter(
            map(self._numbers.__getitem__, chain.from_iterable(tokens)), np.int64, int(sizes.sum())
        )
        documents = np.repeat(np.arange(len(texts)), sizes)
        kept = found != _REJECTED
        documents = documents[kept]
        keys, counts = np.unique((found[kept] << 32) | (documents + self._documents), return_counts=True)
        self._keys.append(keys)
        self._counts.append(counts)
        self._totals.append(np.bincount(documents, minlength=len(texts)))
        self._documents += len(texts)

    def totals(self) -> NDArray[np.int64]:
        """int64[D]: the words of each document."""
        return np.concatenate([np.zeros(0, np.int64), *self._totals])

    def arrays(self, field: str) -> dict[str, NDArray[Any]]:
        """The postings as arrays of a segment."""
        terms = [word.encode("utf-8", "surrogatepass") for word in self._numbers.words]
        keys = np.concatenate([np.zeros(0, np.int64), *self._keys])
        counts = np.concatenate([np.zeros(0, np.int64), *self._counts])
        return posting_arrays(field, terms, keys >> 32, keys & 0xFFFFFFFF, counts)


def posting_arrays(
    field: str,
    terms: Sequence[bytes],
    numbers: NDArray[np.int64],
    documents: NDArray[np.int64],
    counts: NDArray[Any],
) -> dict[str, NDArray[Any]]:
    """The arrays of a field from n postings in any order: number of the term, document, count.

    ``terms`` are distinct, in any order; those without postings are left out.
    """
    frequencies = np.bincount(numbers, minlength=len(terms))
    order = sorted(np.flatnonzero(frequencies).tolist(), key=terms.__getitem__)
    ranks = np.zeros(len(terms), np.int64)
    ranks[order] = np.arange(len(order))
    by_term = np.argsort((ranks[numbers] << 32) | documents)
    pointers = np.zeros(len(order) + 1, np.int64)
    np.cumsum(frequencies[order], out=pointers[1:])
    return field_arrays(
        field,
        [terms[number] for number in order],
        pointers,
        documents[by_term].astype(np.uint32),
        counts[by_term],
    )


def _list(tokens: Iterable[str]) -> Sequence[str]:
    return tokens if isinstance(tokens, list) else list(tokens)
