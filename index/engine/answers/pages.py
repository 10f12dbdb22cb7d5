"""Stored texts: as pages, of which answers show pieces, and with their match form, for plain reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from index.model import Columns, StoredText
from index.text.sentences import bounds

KEPT_CHARACTERS = 16_000_000
"""About 3 bytes each: some 4,500 articles in 50 MB."""

Load = Callable[[Sequence[int]], list[StoredText]]
"""The texts of ids, always the newest, in this order; ids that are gone are left out."""
LoadColumns = Callable[[Sequence[int]], list[Columns]]
"""The same with paragraphs as columns."""


class Page:
    """A text to show pieces of: paragraphs and sentences as numbers (see ``Columns``).

    Thousands of pages are kept, and objects for all their paragraphs would keep Python's collector busy for
    a tenth of a second now and then.
    """

    __slots__ = ("_parts", "document", "ends", "kinds", "starts", "text")

    def __init__(self, columns: Columns) -> None:
        self.document, self.text, self.starts, self.ends, self.kinds = columns
        self._parts: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that the character at ``offset`` stands in."""
        return bisect_right(self.starts, offset) - 1

    def parts(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where the sentences of paragraph ``number`` begin and where they end."""
        found = self._parts.get(number)
        if found is None:
            starts, ends = bounds(self.text, self.starts[number], self.ends[number])
            found = self._parts[number] = tuple(starts), tuple(ends)
        return found


class Pages:
    """Loads through ``load`` and keeps up to ``limit`` characters, the least recently used going first."""

    def __init__(
        self, load: Load, limit: int = KEPT_CHARACTERS, load_columns: LoadColumns | None = None
    ) -> None:
        """``load_columns``: quicker than ``load``, where there is a quicker way."""
        self._load = load
        self._load_columns = load_columns or (lambda ids: list(map(_columns, load(ids))))
        self._limit = limit
        self._kept: OrderedDict[int, Page] = OrderedDict()
        self._characters = 0

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
            page = Page(columns)
            found[page.document.id] = self._kept[page.document.id] = page
            self._characters += len(page.text)
        while self._characters > self._limit and len(self._kept) > 1:
            self._characters -= len(self._kept.popitem(last=False)[1].text)
        return found

    def stored(self, ids: Sequence[int]) -> list[StoredText]:
        """The texts of those of ``ids`` that are there, read anew."""
        return self._load(ids) if ids else []

    def forget(self) -> None:
        """Drop everything: the texts may have changed."""
        self._kept.clear()
        self._characters = 0


def _columns(stored: StoredText) -> Columns:
    return Columns(
        stored.document,
        stored.text,
        tuple([paragraph.start for paragraph in stored.paragraphs]),
        tuple([paragraph.end for paragraph in stored.paragraphs]),
        tuple([paragraph.kind for paragraph in stored.paragraphs]),
    )
