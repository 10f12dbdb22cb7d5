"""Rows of documents, made by several processes at once; see ``index.library.workers``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import LibraryError
from index.library.workers import Workers, serve
from index.registers.extractors import Row, rows_of
from index.store import Store

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What there is of a document as of a revision: its date, region and level, and its rows.

    ``fault``: why there are no rows, where the program failed on it.
    """

    revision: int
    about: tuple[str | None, str | None, str | None]
    rows: Rows
    fault: str | None = None


Wanted = tuple[str, int]
"""The folder of a library, and the id of a document."""


def extracted(store: Store, id: int) -> Extracted | None:
    """The rows of a document of ``store``; ``None`` if it is gone. Never raises for what is in it."""
    revision, found = store.revision(id), store.light_texts([id])
    if revision is None or not found:
        return None
    document = found[0].document
    about = (document.date, document.region, document.level)
    try:
        return Extracted(revision, about, rows_of(found[0]))
    except Exception as error:
        # One document must never cost the others, whatever it makes the extractors do.
        return Extracted(revision, about, {}, f"{type(error).__name__}: {error}")


class Extractors(Workers[Wanted, Extracted]):
    """Up to ``count`` processes that extract rows."""

    def __init__(self, count: int) -> None:
        super().__init__(count, __name__)


class _Reader:
    """Keeps the library open from one document to the next."""

    def __init__(self) -> None:
        self._folder = ""
        self._store: Store | None = None

    def __call__(self, wanted: Wanted) -> Extracted | None:
        folder, id = wanted
        try:
            if self._store is None or folder != self._folder:
                self._folder, self._store = folder, Store(Path(folder))
            # Text and revision are of one state.
            self._store.pin()
            found = extracted(self._store, id)
            self._store.unpin()
        except LibraryError:
            if self._store is not None:
                self._store.close()
            self._store = None
            return None
        return found


def work(handle: int) -> None:
    """A process that extracts rows."""
    from index.text.segment import tagged

    tagged("词典")  # takes a while to load
    serve(handle, _Reader())
