"""Words of texts and titles while a segment is built: numbers instead of strings as early as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.numbering import REJECTED, Numbers
from index.engine.segment.postings import field_arrays, narrowed
from index.text.segment import cutter

AT_ONCE = 1 << 20
"""Characters that are cut into words and numbered together, or a few more."""

Postings = tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[Any]]
"""n postings: the number of the term, the document, the count (whole numbers) of each."""


class Vocabulary:
    """The postings of one field, gathered document by document; the weight of a word is its count."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._documents = 0
        self._found: list[Postings] = []
        self._totals: list[NDArray[np.int64]] = []

    def add(self, texts: Sequence[str]) -> None:
        """The next documents, as folded texts."""
        found, documents = self._numbered(texts)
        keys, counts = np.unique((found << 32) | (documents + self._documents), return_counts=True)
        self._found.append(
            (
                (keys >> 32).astype(np.uint32),
                (keys & 0xFFFFFFFF).astype(np.uint32),
                narrowed(counts, np.uint16, np.uint32),
            )
        )
        self._totals.append(np.bincount(documents, minlength=len(texts)))
        self._documents += len(texts)

    def _numbered(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """int64[n]: the number of each word of the texts, and the text that it stands in."""
        cut = cutter()
        found, documents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for some in _together(texts):
            sizes = [_sizes(cut(piece)) for _, piece in some]
            numbers = self._numbers.of(np.concatenate(sizes), "".join(piece for _, piece in some))
            kept = numbers != REJECTED
            found.append(numbers[kept])
            documents.append(np.repeat([document for document, _ in some], list(map(len, sizes)))[kept])
        return np.concatenate(found), np.concatenate(documents)

    def totals(self) -> NDArray[np.int64]:
        """int64[D]: the words of each document."""
        return np.concatenate([np.zeros(0, np.int64), *self._totals])

    def arrays(self, field: str) -> dict[str, NDArray[Any]]:
        """The postings as arrays of a segment."""
        terms = [word.encode("utf-8", "surrogatepass") for word in self._numbers.words]
        return posting_arrays(field, terms, self._found)


def posting_arrays(field: str, terms: Sequence[bytes], found: Sequence[Postings]) -> dict[str, NDArray[Any]]:
    """The arrays of a field from postings in any order.

    ``terms`` are distinct, in any order; those without postings are left out.
    """
    frequencies = np.zeros(len(terms), np.int64)
    for numbers, _, _ in found:
        frequencies += np.bincount(numbers, minlength=len(terms))
    order = sorted(np.flatnonzero(frequencies).tolist(), key=terms.__getitem__)
    ranks = np.zeros(len(terms), np.int64)
    ranks[order] = np.arange(len(order))
    pointers = np.zeros(len(order) + 1, np.int64)
    np.cumsum(frequencies[order], out=pointers[1:])
    documents, counts = _sorted(ranks, found)
    return field_arrays(field, [terms[number] for number in order], pointers, documents, counts)


def _sorted(ranks: NDArray[np.int64], found: Sequence[Postings]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Documents and counts of all postings by rank of the term, then by document."""
    last = max((int(documents.max(initial=0)) for _, documents, _ in found), default=0)
    most = max((int(counts.max(initial=0)) for _, _, counts in found), default=0)
    # All of a posting in one number, if it fits, is sorted in place, and three times as fast.
    count_bits = most.bit_length()
    bits = count_bits + last.bit_length()
    fits = bits + len(ranks).bit_length() <= 63
    if fits:
        keys = np.empty(sum(len(numbers) for numbers, _, _ in found), np.int64)
        filled = 0
        for numbers, documents, counts in found:
            part = keys[filled : filled + len(numbers)]
            np.left_shift(ranks[numbers], bits, out=part)
            part |= documents.astype(np.int64) << count_bits
            part |= counts
            filled += len(part)
        keys.sort()
        counts = (keys & ((1 << count_bits) - 1)).astype(np.uint32)
        keys >>= count_bits
        keys &= (1 << (bits - count_bits)) - 1
        return keys.astype(np.uint32), counts
    all_ranks = np.concatenate([ranks[numbers] for numbers, _, _ in found])
    documents = np.concatenate([documents for _, documents, _ in found])
    counts = np.concatenate([counts for _, _, counts in found])
    order = np.lexsort((documents, all_ranks))
    return documents[order], counts[order]


def _together(texts: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """The texts with their numbers, as many as are cut and numbered together.

    A long text comes in pieces: its tokens at once would take 70 bytes for each.
    """
    some: list[tuple[int, str]] = []
    size = 0
    for number, text in enumerate(texts):
        for piece in _pieces(text):
            some.append((number, piece))
            size += len(piece)
            if size >= AT_ONCE:
                yield some
                some, size = [], 0
    if some:
        yield some


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that end with lines: no token reaches over the end of one."""
    start = 0
    while len(text) - start > AT_ONCE and (end := text.find("\n", start + AT_ONCE)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    yield text[start:]


def _sizes(tokens: Iterable[str]) -> NDArray[np.int64]:
    """The sizes of tokens, taken while they are in the processor's cache."""
    listed = tokens if isinstance(tokens, list) else list(tokens)
    return np.fromiter(map(len, listed), np.int64, len(listed))
