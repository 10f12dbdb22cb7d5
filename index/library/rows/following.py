"""The rows follow the texts: those of changed documents are made anew, those of removed ones go.

What is done is committed every second or so. An interrupted run is rows of some of the documents, each with
the revision it was read at, and the next one goes on from there.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

from index.engine.interface import Cancel, Cancelled
from index.library.rows.extracting import Extracted, Extractors, extracted
from index.library.rows.file import RowsFile, insert, meta, remove
from index.library.workers import Fault, usable
from index.store import Store
from index.store.stamps import Stamp

Progress = Callable[[int, int], object]

ALONE = 400_000
"""Characters up to which starting processes costs more than it gains."""
_COMMITTED = 1.0  # seconds
_TOLD = 0.1
_CHUNK = 8  # documents that a process gets at once
_AHEAD = 3  # chunks that a process may have before it


@dataclass(frozen=True, slots=True)
class Work:
    """What separates the rows from the state that a store sees.

    ``changed``: (id, revision, characters) of documents without rows of that revision. ``gone``: documents
    whose rows are of another state.
    """

    changed: Sequence[tuple[int, int, int]]
    gone: Sequence[int]

    @property
    def done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changed and not self.gone


Revised = tuple[Sequence[tuple[int, int, int]], Sequence[int]] | None
"""What ``Store.revised_since`` answers."""


def work_for(
    store: Store,
    rows: sqlite3.Connection | None,
    revised_since: Callable[[str], Revised] | None = None,
) -> Work:
    """What is to do for ``rows``; ``revised_since``: who knows that already. sqlite3.Error."""
    revised_since = revised_since or store.revised_since
    stamp = store.stamp()
    now = Stamp.of(stamp)
    if rows is None or meta(rows, "uid") != now.uid:
        found = revised_since(now.at(0))
        return Work(found[0] if found else (), () if rows is None else _ids(rows))
    reached = meta(rows, "stamp") or ""
    later = _ids(rows, now.revision)
    if reached == stamp and not later:
        return Work((), ())
    since = revised_since(reached)
    if since is None:
        # Rows of a state that is later than what is seen.
        since = revised_since(now.at(0)) or ([], [])
    changed, removed = since
    there = dict(rows.execute("SELECT id, revision FROM documents").fetchall())
    left = [one for one in changed if there.get(one[0]) != one[1]]
    gone = {one[0] for one in left if one[0] in there} | {id for id in removed if id in there}
    return Work(left, sorted(gone | set(later)))


_NEWEST = (
    "SELECT d.id, d.revision, r.characters FROM documents d JOIN readings r ON r.id = d.reading"
    " WHERE d.revision > ? ORDER BY d.revision DESC"
)


def much_is_left(store: Store, rows: sqlite3.Connection | None, much: int) -> bool:
    """Whether the documents that ``rows`` lack have more than ``much`` characters together.

    The newest are looked at first, and no more of them than that takes. sqlite3.Error.
    """
    if rows is not None and meta(rows, "uid") != Stamp.of(store.stamp()).uid:
        rows = None
    reached = 0 if rows is None else Stamp.of(meta(rows, "stamp")).revision

    def kept(id: int, revision: int) -> bool:
        found = rows and rows.execute("SELECT revision FROM documents WHERE id = ?", (id,)).fetchone()
        return bool(found and found[0] == revision)

    def more(connection: sqlite3.Connection) -> bool:
        characters = 0
        with closing(connection.execute(_NEWEST, (reached,))) as found:
            for id, revision, size in found:
                characters += 0 if kept(id, revision) else size
                if characters > much:
                    return True
        return False

    return store.asked(more)


def _ids(rows: sqlite3.Connection, after: int = -1) -> list[int]:
    return [row[0] for row in rows.execute("SELECT id FROM documents WHERE revision > ?", (after,))]


def follow(
    store: Store,
    file: RowsFile,
    *,
    progress: Progress | None = None,
    cancelled: Cancel = None,
    until: float | None = None,
) -> bool:
    """Bring the rows to the newest state of the texts; false if that is not reached ``until`` then.

    Call with the lock of the rows held, and a ``store`` that is free to be pinned here; one that answers
    otherwise (of a library that cannot be written) keeps its state. ``progress``: called with the documents
    done and all there are. ``Cancelled``, OSError, sqlite3.Error; what was committed stays.
    """
    while True:
        stamp = store.stamp() if file.temporary else store.pin()
        try:
            rows = file.writing(Stamp.of(stamp).uid)
            if _followed(store, file, rows, progress, cancelled, until):
                rows.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (stamp,))
            else:
                return False
        finally:
            if not file.temporary:
                store.unpin()
        if file.temporary or store.newest_stamp() == stamp:
            return True


def _followed(
    store: Store,
    file: RowsFile,
    rows: sqlite3.Connection,
    progress: Progress | None,
    cancelled: Cancel,
    until: float | None,
) -> bool:
    work = work_for(store, rows)
    total = store.size()[0] if work.changed else 0
    done = total - len(work.changed)
    told = 0.0
    keep = _Keeping(rows)
    keep.removed(work.gone)
    with closing(_made(store, file, work.changed)) as found:
        try:
            for id, made in found:
                if cancelled is not None and cancelled():
                    raise Cancelled
                if made is not None:
                    keep.put(id, made)
                done += 1
                if progress is not None and (done == total or monotonic() - told > _TOLD):
                    told = monotonic()
                    progress(done, total)
                if until is not None and monotonic() > until and done < total:
                    return False
        finally:
            keep.commit()
    return True


def _made(
    store: Store, file: RowsFile, changed: Sequence[tuple[int, int, int]]
) -> Generator[tuple[int, Extracted | None], None, None]:
    """The changed documents with what is made of them, in their order."""
    if file.temporary or usable() < 2 or sum(one[2] for one in changed) < ALONE:
        for id, _, _ in changed:
            yield id, extracted(store, id)
        return
    with closing(Extractors(usable())) as processes:
        left = deque(one[0] for one in changed)
        waiting: deque[tuple[list[int], Future[list[Extracted | Fault | None]]]] = deque()
        while left or waiting:
            while left and len(waiting) < usable() * _AHEAD:
                ids = [left.popleft() for _ in range(min(_CHUNK, len(left)))]
                waiting.append((ids, processes.submit([(str(store.folder), id) for id in ids])))
            ids, answers = waiting.popleft()
            for id, made in zip(ids, answers.result(), strict=True):
                if isinstance(made, Fault):
                    revision = store.revision(id) or 0
                    yield id, Extracted(revision, (None, None, None), {}, made.detail)
                else:
                    # Where no process can be started the work is done here.
                    yield id, extracted(store, id) if made is None else made


class _Keeping:
    """Puts rows into the file, in transactions of about a second."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows
        self._began = 0.0

    def removed(self, ids: Sequence[int]) -> None:
        self._begin()
        remove(self._rows, ids)
        self.commit()

    def put(self, id: int, made: Extracted) -> None:
        self._begin()
        insert(self._rows, (id, made.revision, *made.about, made.fault), made.rows)
        if monotonic() - self._began > _COMMITTED:
            self.commit()

    def commit(self) -> None:
        if self._rows.in_transaction:
            self._rows.execute("COMMIT")

    def _begin(self) -> None:
        if not self._rows.in_transaction:
            self._rows.execute("BEGIN IMMEDIATE")
            self._began = monotonic()
