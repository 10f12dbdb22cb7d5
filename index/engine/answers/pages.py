"""Stored texts: as pages, of which answers show pieces, and with their match form, for plain reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.sentences import sentence_bounds
from index.model import StoredText
from index.text.columns import Columns, decoded, encoded, lines_of
from index.text.fold import to_codes
from index.text.sentences import bounds

_BREAK = ord("\n")
KEPT_BYTES = 64 << 20
"""Of texts: some 6,000 articles."""

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
    """A text to show pieces of: paragraphs and sentences as numbers (see ``Lines``).

    Thousands of pages are kept, and objects for all their paragraphs would keep Python's collector busy for
    a tenth of a second now and then. Of most only one or two paragraphs are ever decoded.
    """

    __slots__ = (
        "_apart",
        "_breaks",
        "_encoded",
        "_load",
        "_text",
        "document",
        "ends",
        "kinds",
        "passages",
        "starts",
    )

    def __init__(self, columns: Columns, load: Load) -> None:
        """``load`` tells what is wrong with a text that cannot be read."""
        self._load = load
        self.document, self._encoded, (self.starts, self.ends, self.kinds, self._apart) = columns
        self.passages: dict[int, Passage] = {}
        """Those that were asked for, by number."""
        self._text: str | None = None
        self._breaks: NDArray[np.int64] | None = None

    @property
    def size(self) -> int:
        """The bytes of the text, about."""
        return len(self._encoded)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that the character at ``offset`` stands in."""
        return bisect_right(self.starts, offset) - 1

    def passage(self, number: int) -> Passage:
        """Paragraph ``number``."""
        found = self.passages.get(number)
        if found is None:
            base = int(self.starts[number])
            text = self.piece(base, int(self.ends[number]))
            starts, ends = bounds(text, 0, len(text))
            found = Passage(
                text, base, tuple([base + at for at in starts]), tuple([base + at for at in ends])
            )
            self.passages[number] = found
        return found

    def piece(self, start: int, end: int) -> str:
        """The characters from ``start`` to ``end``; fewer where the text ends."""
        if self._text is None:
            try:
                self._text = decoded(self._encoded)
            except UnicodeDecodeError:
                self._text = "".join(stored.text for stored in self._load([self.document.id]))
        return self._text[start:end]

    def line(self, number: int) -> bytes | None:
        """Paragraph ``number`` in UTF-8; ``None`` where a line is not the same as a paragraph."""
        if self._breaks is None:
            # In a third of the time that decoding takes.
            self._breaks = (np.frombuffer(self._encoded, np.uint8) == _BREAK).nonzero()[0]
        if not self._apart or len(self._breaks) != len(self.starts) - 1:
            return None
        start = int(self._breaks[number - 1]) + 1 if number else 0
        end = int(self._breaks[number]) if number < len(self._breaks) else len(self._encoded)
        return self._encoded[start:end]


def open_passages(wanted: Iterable[tuple[Page, int]]) -> None:
    """Have these paragraphs of pages ready: all of them are decoded and cut into sentences together."""
    chosen: list[tuple[Page, int, int]] = []
    pieces: list[bytes] = []
    for page, number in wanted:
        if number not in page.passages and (line := page.line(number)):
            base = int(page.starts[number])
            chosen.append((page, number, base))
            pieces.append(line)
    if not pieces:
        return
    try:
        text = decoded(b"\n".join(pieces))
    except UnicodeDecodeError:
        return  # of the one that is damaged it is told where it is needed
    sizes = [int(page.ends[number]) - base for page, number, base in chosen]
    begins = list(accumulate([size + 1 for size in sizes], initial=0))
    if len(text) + 1 != begins[-1] or any(text[begin - 1] != "\n" for begin in begins[1:-1]):
        return  # paragraphs that do not fit their text are cut out of it one by one
    limits = np.array([begins[:-1], sizes], np.int64).T
    limits[:, 1] += limits[:, 0]
    starts, ends = sentence_bounds(text, to_codes(text), limits)
    edges = np.searchsorted(starts, begins)
    shifts = [base - begin for (_, _, base), begin in zip(chosen, begins, strict=False)]
    moved = np.repeat(shifts, np.diff(edges))
    all_starts, all_ends = tuple((starts + moved).tolist()), tuple((ends + moved).tolist())
    for (page, number, base), begin, size, low, high in zip(
        chosen, begins, sizes, edges.tolist(), edges[1:].tolist(), strict=False
    ):
        page.passages[number] = Passage(
            text[begin : begin + size], base, all_starts[low:high], all_ends[low:high]
        )


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
        for columns in self._load_columns(missing) if missing else ():
            page = Page(columns, self._load)
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
    return Columns(stored.document, encoded(stored.text), lines_of(stored.paragraphs))
