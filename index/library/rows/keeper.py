"""Keeps the rows of one library: opened, brought up to date or made again by itself, and asked.

As with the index: rows of another state of the texts than the one that is seen are hidden, so that an answer
may be incomplete, never wrong; and it says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic, sleep
from typing import Any, TypeVar

from filelock import Timeout

from index.engine.interface import Cancel, Cancelled
from index.errors import N_, LibraryError
from index.library.rows.apart import MODULE, keep_terms
from index.library.rows.file import RowsFile, insert, locked, meta
from index.library.rows.following import (
    ALONE,
    Progress,
    Revised,
    Work,
    follow,
    much_is_left,
    work_for,
)
from index.library.tending import Tender, leave
from index.model import StoredText
from index.registers.extractors import rows_of
from index.registers.model import Incomplete, Terms
from index.store import Store
from index.store.stamps import Stamp

Answer = TypeVar("Answer")

QUICK = 60_000
"""Characters whose rows are made before an answer even where answers must not wait: 0.1 s."""
AT_ONCE = 1_000_000
"""Characters of a library whose terms are worked out while one waits: about a second."""
SLICE = 0.3
"""Seconds for the rows of more texts before each answer, where no process can keep them."""
PATIENCE = 30.0
"""Seconds without a commit after which another program's work on the rows is not waited for any longer."""
_BUSY = 0.1  # seconds between two looks at what another program does

BROKEN = N_(
    "The registers of {path} cannot be kept ({detail}); the texts are safe: free some space and try again."
)


@dataclass(frozen=True, slots=True)
class View:
    """Rows as they are asked: tables by their names. ``stamp``: of the texts that they are rows of."""

    connection: sqlite3.Connection
    stamp: str
    incomplete: Incomplete | None

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(query, tuple(values)).fetchall()

    @property
    def shown(self) -> str:
        """A condition on ``doc`` that leaves out rows of another state of the texts."""
        hidden = self.rows("SELECT 1 FROM hidden LIMIT 1")
        return "doc NOT IN (SELECT id FROM hidden)" if hidden else "1"

    @contextmanager
    def among(self, ids: Sequence[int]) -> Iterator[str]:
        """The same for the documents of ``ids`` only."""
        self.connection.execute("DELETE FROM chosen")
        self.connection.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", ((id,) for id in ids))
        yield f"doc IN (SELECT id FROM chosen) AND {self.shown}"


class RowsKeeper:
    """The rows of ``store``. In the ``background`` larger work is done by a process of its own."""

    def __init__(self, store: Store, *, background: bool = False) -> None:
        self._store = store
        self._file = RowsFile(None)
        self._no_space = False
        self._sealed: bool | None = None
        self._revised: tuple[str, str, Revised] | None = None
        self._size: tuple[str, int] | None = None
        self._tender = Tender(store.folder, module=MODULE) if background else None

    def close(self) -> None:
        """Let go of the rows, and end the process that works on them: what it has committed stays."""
        if self._tender is not None:
            self._tender.close()
        self._file.close()

    def missing(self) -> Incomplete | None:
        """Of how many documents there are rows; ``None``: of all."""
        return self._incomplete(self._work())

    def leave(self) -> None:
        """Have the rows of much that is new made by a process that goes on when this one ends."""
        if not self._store.index_writable or self._tender is not None:
            return
        # Whoever asks for them makes them; where their lock cannot be made, as without space, too.
        with suppress(sqlite3.Error, OSError):
            if much_is_left(self._store, self._rows(), ALONE):
                # Who holds the lock goes on until the rows are those of the newest texts.
                with locked(self._store.folder):
                    pass
                leave(self._store.folder, MODULE)

    def ask(
        self,
        question: Callable[[View], Answer],
        progress: Progress | None = None,
        cancelled: Cancel = None,
    ) -> Answer:
        """The answer of rows that are as complete as can be had; all of them where one may wait.

        ``Cancelled`` passes through; LibraryError where the rows can neither be kept nor made.
        """
        for last in (False, True):
            try:
                self._bring(progress, cancelled)
                return self._answer(question)
            except (sqlite3.Error, OSError) as error:
                if last:
                    detail = f"{type(error).__name__}: {error}"
                    raise LibraryError(BROKEN, path=self._store.folder, detail=detail) from error
                self._give_up(error)
        raise AssertionError("the second time returns or raises")

    def terms(
        self,
        kind: str | None,
        limit: int | None,
        offset: int,
        mentions: bool,
        progress: Progress | None = None,
        cancelled: Cancel = None,
    ) -> Terms:
        """The terms of all documents; see ``of_terms``."""
        from index.library.rows import termed

        def ask(view: View) -> Terms:
            found = termed.page(view, kind, limit, offset, mentions)
            return Terms(tuple(found), termed.total(view, kind), view.incomplete)

        return self.of_terms(ask, progress, cancelled)

    def of_terms(
        self,
        question: Callable[[View], Answer],
        progress: Progress | None = None,
        cancelled: Cancel = None,
    ) -> Answer:
        """The answer of the terms of all documents; in the background of those of an earlier state, which the
        view says, until they are worked out anew.
        """
        from index.library.rows import termed

        def ask(view: View) -> tuple[bool, Answer]:
            if view.incomplete is None and not termed.fits(view.connection, view.stamp):
                of = self._documents()
                kept = min(termed.kept_of(view.connection) or 0, of)
                view = replace(view, incomplete=Incomplete(kept, of) if of else None)
            return view.incomplete is None, question(view)

        whole, found = self.ask(ask, progress, cancelled)
        if whole:
            return found
        if self._tender is not None and self._store.index_writable and self._store.size()[1] > AT_ONCE:
            self._tender.tend()
            return found
        with suppress(OSError, sqlite3.Error):
            self._keep_terms()
            return self.ask(ask, progress, cancelled)[1]
        return found

    def _keep_terms(self) -> None:
        """Work out the terms of the rows as they are. Timeout: another program is at the rows."""
        from index.library.rows import termed

        rows = self._rows()
        if rows is None:
            return
        if self._file.temporary:
            termed.keep(rows, self._store, self._store.stamp())
        elif self._store.index_writable:
            with locked(self._store.folder, PATIENCE):
                keep_terms(self._store, self._file)

    # -- inside ---------------------------------------------------------------------------------

    def _rows(self) -> sqlite3.Connection | None:
        kept = (self._store.index_writable or self._fits_sealed()) and not self._no_space
        if kept == self._file.temporary:
            self._file.close()
            self._file = RowsFile(self._store.folder if kept else None)
        return self._file.reading()

    def _fits_sealed(self) -> bool:
        """Whether rows lie beside a library that cannot be written, and are those of its texts."""
        if self._sealed is None and not self._store.missing:
            file = RowsFile(self._store.folder)
            try:
                rows = file.reading()
                self._sealed = rows is not None and work_for(self._store, rows).done
            except sqlite3.Error:
                self._sealed = False
            finally:
                file.close()
        return bool(self._sealed)

    def _work(self) -> Work:
        with suppress(sqlite3.Error):
            return self._work_for(self._rows())
        return self._work_for(None)

    def _work_for(self, rows: sqlite3.Connection | None) -> Work:
        return work_for(self._store, rows, self._revised_since)

    def _revised_since(self, reached: str) -> Revised:
        """What has changed since; asked once for each state of the texts, while the rows come along."""
        stamp = self._store.stamp()
        if self._revised is None or self._revised[:2] != (stamp, reached):
            self._revised = stamp, reached, self._store.revised_since(reached)
        return self._revised[2]

    def _incomplete(self, work: Work) -> Incomplete | None:
        # To look at all ids takes longer than most answers.
        gone = set(work.gone) & set(self._store.ids()) if work.gone else set()
        left = len({one[0] for one in work.changed} | gone)
        if not left:
            return None
        of = self._documents()
        return Incomplete(max(0, of - left), of)

    def _documents(self) -> int:
        """How many documents there are; counted once for each state of the texts."""
        stamp = self._store.stamp()
        if self._size is None or self._size[0] != stamp:
            self._size = stamp, self._store.size()[0]
        return self._size[1]

    def _bring(self, progress: Progress | None, cancelled: Cancel) -> None:
        """Bring the rows along: at once, by the process of its own, or waiting for whoever is at it."""
        rows = self._rows()
        if self._file.temporary:
            until = None if self._tender is None else monotonic() + SLICE
            follow(self._store, self._file, progress=progress, cancelled=cancelled, until=until)
            return
        if rows is not None and self._tender is not None and self._tender.running:
            return
        work = self._work_for(rows)
        if work.done and rows is not None:
            return
        if not self._store.index_writable:
            # They fitted, and the texts have changed since.
            self._sealed = False
            self._bring(progress, cancelled)
            return
        if self._tender is not None:
            if self._tender.running or (sum(one[2] for one in work.changed) > QUICK and self._tender.tend()):
                return
            with suppress(Timeout):
                self._followed(progress, cancelled)
            return
        seen, end = -1, monotonic() + PATIENCE
        while True:
            with suppress(Timeout):
                self._followed(progress, cancelled)
                return
            if cancelled is not None and cancelled():
                raise Cancelled
            # Another program is at it.
            missing = self._incomplete(self._work())
            if missing is None and self._rows() is not None:
                return
            if missing is not None and missing.done != seen:
                seen, end = missing.done, monotonic() + PATIENCE
                if progress is not None:
                    progress(missing.done, missing.of)
            if monotonic() >= end:
                return
            sleep(_BUSY)

    def _followed(self, progress: Progress | None, cancelled: Cancel) -> None:
        # A store of its own: the state that answers are computed on stays as it is.
        with locked(self._store.folder):
            store = Store(self._store.folder)
            try:
                follow(store, self._file, progress=progress, cancelled=cancelled)
            finally:
                store.close()

    def _give_up(self, error: Exception) -> None:
        """Throw away what is damaged; where there is no space, do without keeping anything."""
        if not self._file.temporary and isinstance(error, sqlite3.DatabaseError) and _damaged(error):
            with suppress(Timeout, OSError), locked(self._store.folder, 1.0):
                self._file.discard()
                return
        self._no_space = True

    def _answer(self, question: Callable[[View], Answer]) -> Answer:
        rows = self._rows()
        if rows is None:
            # They are about to be made by another process.
            with alone([]) as empty:
                of = self._documents()
                return question(View(empty.connection, "", Incomplete(0, of) if of else None))
        rows.execute("CREATE TEMP TABLE IF NOT EXISTS hidden (id INTEGER PRIMARY KEY)")
        rows.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
        # One state of them from here to the end.
        rows.execute("BEGIN")
        try:
            work = self._work_for(rows)
            rows.execute("DELETE FROM hidden")
            if meta(rows, "uid") == Stamp.of(self._store.stamp()).uid:
                rows.executemany("INSERT INTO hidden VALUES (?)", ((id,) for id in work.gone))
            else:
                rows.execute("INSERT INTO hidden SELECT id FROM documents")
            return question(View(rows, self._store.stamp(), self._incomplete(work)))
        finally:
            rows.execute("ROLLBACK")


def _damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether an error is of what stands in the file, and not of the place that it has."""
    return not isinstance(error, sqlite3.OperationalError) or "no such" in str(error)


@contextmanager
def alone(documents: Sequence[StoredText]) -> Iterator[View]:
    """The rows of a few documents by themselves, made here and now."""
    file = RowsFile(None)
    try:
        rows = file.writing("")
        rows.execute("CREATE TEMP TABLE hidden (id INTEGER PRIMARY KEY)")
        rows.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
        for stored in documents:
            about = stored.document
            insert(rows, (about.id, 0, about.date, about.region, about.level, None), rows_of(stored))
        yield View(rows, "", None)
    finally:
        file.close()
