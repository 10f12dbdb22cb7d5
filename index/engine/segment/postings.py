"""Postings of one field as arrays of a container: sorted terms, and the documents and weights of each.

Arrays of a field, each under ``<field>/``, for V terms and n postings:

- ``terms`` uint8: the terms' bytes, one behind the other in order; ``term_starts`` uint32 or uint64 [V+1]
- ``pointers`` uint32 or uint64 [V+1]: the postings of term i are ``pointers[i]:pointers[i+1]``
- ``documents`` uint16 or uint32 [n]: local document numbers, ascending for each term
- ``weights`` uint8 or uint16 where all are whole numbers that fit, else float32 [n]
- ``values`` uint8, ``value_starts`` uint32 or uint64 [n+1]: the bytes that the field's format stores with
  each posting; only for formats that store any
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import lt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.container import Container

LITTLE = 4096
"""Terms of which a dictionary is made at the first question: as of one text or a few."""
STEP = 256
"""Of so many terms one is kept, which tells searches about where to look."""
SEARCHES = 8
"""After so many it is worth reading these: of a file that is on the disk still, they are many pages."""


def field_arrays(
    field: str,
    terms: Sequence[bytes],
    pointers: NDArray[np.int64],
    documents: NDArray[Any],
    weights: NDArray[Any],
    values: tuple[NDArray[np.uint8], NDArray[np.int64]] | None = None,
) -> dict[str, NDArray[Any]]:
    """The arrays of a field: V different ``terms`` in order of their bytes, ``pointers`` [V+1] into the rest.

    ``values``: the bytes of all postings, and where those of each begin [n+1]. ValueError if the terms are
    not in order or the lengths do not agree.
    """
    if not all(map(lt, terms, terms[1:])):
        raise ValueError(f"{field}: terms out of order")
    count = int(pointers[-1])
    if len(pointers) != len(terms) + 1 or not len(documents) == len(weights) == count:
        raise ValueError(f"{field}: {len(terms)} terms, {len(pointers)} pointers, {len(documents)} postings")
    starts = np.zeros(len(terms) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)), out=starts[1:])
    arrays: dict[str, NDArray[Any]] = {
        "terms": np.frombuffer(b"".join(terms), np.uint8),
        "term_starts": narrowed(starts, np.uint32, np.uint64),
        "pointers": narrowed(pointers, np.uint32, np.uint64),
        "documents": narrowed(documents, np.uint16, np.uint32),
        "weights": _weights(weights),
    }
    if values is not None:
        blob, value_starts = values
        if len(value_starts) != count + 1 or int(value_starts[-1]) != len(blob):
            raise ValueError(f"{field}: values do not agree with the postings")
        arrays["values"] = blob
        arrays["value_starts"] = narrowed(value_starts, np.uint32, np.uint64)
    return {f"{field}/{name}": array for name, array in arrays.items()}


def narrowed(numbers: NDArray[Any], *dtypes: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
    """``numbers`` (not negative) in the first of ``dtypes`` that holds them all, or in the last."""
    highest = int(numbers.max(initial=0))
    fitting = [dtype for dtype in dtypes if highest <= int(np.iinfo(dtype).max)]
    return numbers.astype((fitting or dtypes[-1:])[0], copy=False)


def _weights(weights: NDArray[Any]) -> NDArray[Any]:
    lowest, highest = weights.min(initial=0), weights.max(initial=0)
    if lowest >= 0 and highest <= 0xFFFF:
        whole = weights.astype(np.uint8 if highest <= 0xFF else np.uint16)
        if weights.dtype.kind in "ui" or np.array_equal(whole, weights):
            return whole
    return weights.astype(np.float32)


class FieldPostings:
    """The postings of one field of a container (or of any mapping of such arrays)."""

    def __init__(self, arrays: Container | Mapping[str, NDArray[Any]], field: str) -> None:
        """KeyError if there is no such field."""
        self._terms = arrays[f"{field}/terms"]
        self._starts = arrays[f"{field}/term_starts"]
        self.pointers = arrays[f"{field}/pointers"]
        """uint32 or uint64 [V+1]."""
        self.documents = arrays[f"{field}/documents"]
        """Those of all terms, uint16 or uint32 [n]."""
        self.weights = arrays[f"{field}/weights"]
        """Those of all terms, uint8, uint16 or float32 [n]."""
        valued = f"{field}/values" in arrays
        self._values = arrays[f"{field}/values"] if valued else None
        self._value_starts = arrays[f"{field}/value_starts"] if valued else None
        # One number, and a few bytes, are read many times over: quicker than from an array.
        self._bytes, self._begins = self._terms.data, self._starts.data
        self._posts: list[bytes] = []
        self._searches = 0
        self._known: dict[bytes, int] | None = None

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._starts) - 1

    def term(self, number: int) -> bytes:
        """The bytes of the term with this number, 0 <= number < len."""
        start, end = self._starts[number : number + 2].tolist()
        return self._terms[start:end].tobytes()

    def terms(self) -> Iterator[bytes]:
        """All terms in order of their bytes: some millions a second."""
        terms, starts = self._terms.tobytes(), self._starts.tolist()
        return (terms[start:end] for start, end in pairwise(starts))

    def stored(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The bytes of all terms, one behind the other in order, and the length of each, int64 [V]."""
        ends = self._starts.astype(np.int64)
        return self._terms, ends[1:] - ends[:-1]

    def find(self, term: bytes) -> int | None:
        """The number of ``term``, or ``None``."""
        if len(self) <= LITTLE:
            if self._known is None:
                self._known = {known: number for number, known in enumerate(self.terms())}
            return self._known.get(term)
        number = self.first(term)
        return number if number < len(self) and self.term(number) == term else None

    def first(self, term: bytes) -> int:
        """The number of the first term that is not before ``term``; ``len`` if all are."""
        letters, begins = self._bytes, self._begins
        low, high = 0, len(self)
        self._searches += 1
        if self._searches > SEARCHES:
            if not self._posts:
                places = range(0, len(self), STEP)
                self._posts = [bytes(letters[begins[at] : begins[at + 1]]) for at in places]
            post = bisect_left(self._posts, term) * STEP
            low, high = max(0, post - STEP), min(post, high)
        while low < high:
            middle = (low + high) >> 1
            if bytes(letters[begins[middle] : begins[middle + 1]]) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers [first, end) of the terms that begin with ``prefix``."""
        first = self.first(prefix)
        end = bisect_left(range(len(self)), True, lo=first, key=lambda n: not self.term(n).startswith(prefix))
        return first, end

    def posting(self, number: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """The documents with this term, uint32 [n] ascending, and its weight in each, float32 [n]."""
        start, end = self.pointers[number : number + 2].tolist()
        return self.documents[start:end].astype(np.uint32), self.weights[start:end].astype(np.float32)

    def values(self, number: int) -> list[bytes] | None:
        """The value of each posting of this term; ``None`` where the format stores none."""
        if self._values is None or self._value_starts is None:
            return None
        first, last = self.pointers[number : number + 2].tolist()
        starts = self._value_starts[first : last + 1].tolist()
        blob = self._values[starts[0] : starts[-1]].tobytes()
        return [blob[a - starts[0] : b - starts[0]] for a, b in pairwise(starts)]

    def frequency(self, number: int) -> int:
        """How many documents hold this term, deleted ones among them."""
        start, end = self.pointers[number : number + 2].tolist()
        return int(end - start)

    def frequencies(self) -> NDArray[np.int64]:
        """``frequency`` of all terms, int64 [V]."""
        ends = self.pointers.astype(np.int64)
        return ends[1:] - ends[:-1]
