"""Stored texts: as pages, of which answers show pieces, and with their match form, for plain reading."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from index.model import Columns, StoredText
from index.text.sentences import bounds

KEPT_BYTES = 48 << 20
"""Of texts: some 4,500 articles."""
STEP = 128
"""Bytes of a text between two places where the number of its characters is known: fewer than 256."""
_CONTINUED = np.int8(-65)
"""The greatest byte that goes on with a character: 0xBF."""
_EACH, _TOP = np.uint64(0x0101010101010101), np.uint64(56)

Load = Callable[[Sequence[int]], list[StoredText]]
"""The texts of ids, always the newest, in this order; ids that are gone are left out."""
LoadColumns = Callable[[Sequence[int]], list[Columns]]
"""The same with paragraphs as columns."""


class Passage(NamedTuple):
    """A paragraph: its text, where it begins in the whole, where its sentences begin and end there."""

    text: str
    base: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Page:
    """A text to show pieces of: paragraphs and sentences as numbers (see ``Columns``).

    Thousands of pages are kept, and objects for all their paragraphs would keep Python's collector busy for
    a tenth of a second now and then. Of a text only what is shown is decoded.
    """

    __slots__ = ("_data", "_passages", "_reached", "document", "ends", "kinds", "starts")

    def __init__(self, columns: Columns, reached: array[int]) -> None:
        """``reached``: how many characters begin before each ``STEP``-th byte, from the first on."""
        self.document, self._data, self.starts, self.ends, self.kinds = columns
        self._reached = reached
        self._passages: dict[int, Passage] = {}

    @property
    def size(self) -> int:
        """The bytes of the text."""
        return len(self._data)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that the character at ``offset`` stands in."""
        return bisect_right(self.starts, offset) - 1

    def passage(self, number: int) -> Passage:
        """Paragraph ``number``."""
        found = self._passages.get(number)
        if found is None:
            base = self.starts[number]
            text = self.piece(base, self.ends[number])
            starts, ends = ([base + at for at in places] for places in bounds(text, 0, len(text)))
            found = self._passages[number] = Passage(text, base, tuple(starts), tuple(ends))
        return found

    def piece(self, start: int, end: int) -> str:
        """The characters from ``start`` to ``end``; fewer where the text ends."""
        data, reached = self._data, self._reached
        number = bisect_right(reached, start) - 1
        low, high = number * STEP, bisect_left(reached, end) * STEP
        # A character may begin before such a place and go on behind it.
        while low < len(data) and data[low] & 0xC0 == 0x80:
            low += 1
        while high < len(data) and data[high] & 0xC0 == 0x80:
            high += 1
        before = start - reached[number]
        return data[low:high].decode("utf-8", "surrogatepass")[before : before + end - start]


def pages(loaded: Sequence[Columns]) -> list[Page]:
    """The pages of texts."""
    # All at once: counting the characters of a text takes longer to ask for than to do.
    lengths = [len(columns.text) // STEP + 1 for columns in loaded]
    filled = b"".join(
        columns.text.ljust(length * STEP, b"\x80") for columns, length in zip(loaded, lengths, strict=True)
    )
    begin = np.frombuffer(filled, np.int8) > _CONTINUED
    # Eight bytes in one number; the sums of STEP / 8 of them stay below a byte.
    sums = begin.view(np.uint64).reshape(-1, STEP // 8).sum(axis=1, dtype=np.uint64)
    reached = np.zeros(len(sums) + 1, np.uint32)
    np.cumsum((sums * _EACH) >> _TOP, out=reached[1:], dtype=np.uint32)
    found = []
    at = 0
    for columns, length in zip(loaded, lengths, strict=True):
        counts = reached[at : at + length] - reached[at]
        found.append(Page(columns, array("I", counts.tobytes())))
        at += length
    return found


class Pages:
    """Loads through ``load`` and keeps ``limit`` bytes of texts, the least recently used going first."""

    def __init__(self, load: Load, limit: int = KEPT_BYTES, load_columns: LoadColumns | None = None) -> None:
        """``load_columns``: quicker than ``load``, where there is a quicker way."""
        self._load = load
        self._load_columns = load_columns or (lambda ids: list(map(_columns, load(ids))))
        self._limit = limit
        self._kept: OrderedDict[int, Page] = OrderedDict()
        self._bytes = 0

    def get(self, ids: Iterable[int]) -> dict[int, Page]:
        """The pages of those of ``ids`` that are there; each id at most once."""
        found: dict[int, Page] = {}
        missing: list[int] = []
        for id in ids:
            page = self._kept.get(id)
            if page is None:
                missing.append(id)
            else:
                self._kept.move_to_end(id)
                found[id] = page
        for page in pages(self._load_columns(missing)) if missing else ():
            found[page.document.id] = self._kept[page.document.id] = page
            self._bytes += page.size
        while self._bytes > self._limit and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].size
        return found

    def stored(self, ids: Sequence[int]) -> list[StoredText]:
        """The texts of those of ``ids`` that are there, read anew."""
        return self._load(ids) if ids else []

    def forget(self) -> None:
        """Drop everything: the texts may have changed."""
        self._kept.clear()
        self._bytes = 0


def _columns(stored: StoredText) -> Columns:
    return Columns(
        stored.document,
        stored.text.encode("utf-8", "surrogatepass"),
        tuple([paragraph.start for paragraph in stored.paragraphs]),
        tuple([paragraph.end for paragraph in stored.paragraphs]),
        tuple([paragraph.kind for paragraph in stored.paragraphs]),
    )
