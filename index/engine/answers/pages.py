"""Stored texts: as pages, of which answers show pieces, and with their match form, for plain reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from index.model import Columns, StoredText
from index.text.sentences import bounds

KEPT_BYTES = 48 << 20
"""Of texts: some 7,000 articles."""

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
    a tenth of a second now and then.
    """

    __slots__ = ("_passages", "_text", "document", "ends", "kinds", "starts")

    def __init__(self, columns: Columns) -> None:
        self.document, self._text, self.starts, self.ends, self.kinds = columns
        self._passages: dict[int, Passage] = {}

    @property
    def size(self) -> int:
        """The bytes of the text, about."""
        return 2 * len(self._text)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that the character at ``offset`` stands in."""
        return bisect_right(self.starts, offset) - 1

    def passage(self, number: int) -> Passage:
        """Paragraph ``number``."""
        found = self._passages.get(number)
        if found is None:
            base = self.starts[number]
            text = self._text[base : self.ends[number]]
            starts, ends = bounds(text, 0, len(text))
            found = Passage(
                text, base, tuple([base + at for at in starts]), tuple([base + at for at in ends])
            )
            self._passages[number] = found
        return found

    def piece(self, start: int, end: int) -> str:
        """The characters from ``start`` to ``end``; fewer where the text ends."""
        return self._text[start:end]


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
        for page in map(Page, self._load_columns(missing) if missing else ()):
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
        stored.text,
        tuple([paragraph.start for paragraph in stored.paragraphs]),
        tuple([paragraph.end for paragraph in stored.paragraphs]),
        tuple([paragraph.kind for paragraph in stored.paragraphs]),
    )
