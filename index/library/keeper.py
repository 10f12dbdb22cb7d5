"""Keeps the index of one library: opened, brought up to date or rebuilt by itself, and asked.

The index lies beside the library (``index/``); what it has reached is the store's stamp, so that an index of
another state is told at once. The store is *pinned* to the state that answers are computed on, texts and
index alike. What the index has of another state is hidden: an answer may be incomplete, never wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from index.errors import N_, DangjianError, LibraryBusy, LibraryError
from index.library.merging import Merging
from index.library.tending import INDEX_NAME, Tender, leave
from index.store import Store

if TYPE_CHECKING:
    from index.engine import Engine
    from index.library.following import Indexing

Answer = TypeVar("Answer")

QUICK = 200_000
"""Characters that are indexed before an answer even where answers must not wait: a sixth of a second."""
PATIENCE = 30.0
"""Seconds without a commit after which another program's work on the index is not waited for any longer."""
MERGED = 16_000_000
"""Characters that a command merges at most before it is done; the rest is left to a process of its own."""
MANY, TOO_MANY = 16, 48
"""Segments that a question meets before those of texts that came one at a time are merged: when no more texts
come for a moment, and while they come.
"""
_BUSY = 0.2  # seconds between two looks at what another program does

BROKEN = N_(
    "The search index of {path} cannot be used ({detail}); the texts are safe: "
    "run `dangjian-tui doctor --repair` to build it again."
)


def _region(name: str) -> str | None:
    # The import's tables take 0.4 s to load; only a query that names a region needs one of them.
    from index.collect.gazetteer import region_of

    return region_of(name)


class IndexKeeper:
    """The index of ``store``; ``indexing`` is called with the texts indexed and those there are.

    In the ``background`` larger work is done by a process of its own: answers come meanwhile from what is in
    the index already (see ``missing``). Otherwise whoever asks waits.
    """

    def __init__(self, store: Store, indexing: Indexing | None = None, *, background: bool = False) -> None:
        self._store = store
        self._indexing = indexing
        self._folder = store.folder / INDEX_NAME
        self._engine: Engine | None = None
        self._in_memory = False
        self._missing: tuple[int, int] | None = None
        self._stamp = ""
        # Characters that were put in since segments were merged.
        self._unmerged = 0
        self._merging = Merging(self._folder)
        self._tender = Tender(store.folder, indexing) if background else None

    @property
    def writable(self) -> bool:
        """Whether the index may be written at all; there may still be no space for it."""
        return self._store.index_writable

    @property
    def in_use(self) -> bool:
        """Whether an engine is open, and the store pinned to its state."""
        return self._engine is not None

    def close(self) -> None:
        """Let go of the index, and end the process that works on it: what it has committed stays.

        What was put in one by one is merged before.
        """
        self._merging.close()
        self._merging = Merging(self._folder)
        if self._unmerged:
            self._merge()
        if self._tender is not None:
            self._tender.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._engine = None
        self._store.unpin()

    def missing(self) -> tuple[int, int] | None:
        """How many documents the last answer was computed on, and of how many; ``None`` when it was all."""
        return self._missing

    def _missing_from(self, engine: Engine) -> tuple[int, int] | None:
        """The same of the answers of ``engine`` as it is now."""
        if engine.reached == self._stamp:
            return None
        return engine.corpus().live, self._store.size()[0]

    def ask(self, question: Callable[[Engine], Answer]) -> Answer:
        """The answer of an engine that fits; an index that turns out damaged under it is built again, once.

        Whatever else a question raises passes through, ``index.engine.interface.Cancelled`` as well.
        """
        from index.engine.interface import Cancelled

        for last in (False, True):
            engine = self.current()
            # Before the question: while it is answered another process may bring the index further.
            self._missing = self._missing_from(engine)
            try:
                answer = question(engine)
                if self._tender is None:
                    # This answer may be the last: damage that is seen only now would never be told.
                    engine.index.inspection.wait()
                if last or not engine.index.damaged:
                    return answer
            except (DangjianError, Cancelled):
                raise
            except Exception as error:
                # What is read from a damaged file can make anything fail; a mistake of the program's is none.
                if not engine.index.looked_over():
                    raise
                if last:
                    detail = f"{type(error).__name__}: {error}"
                    raise LibraryError(BROKEN, path=self._store.folder, detail=detail) from error
            if self._store.index_writable:
                engine.index.drop_damaged()
        raise AssertionError("the second time returns or raises")

    def current(self) -> Engine:
        """An engine of the newest state, or of the state before while another program is writing texts.

        In the background: the engine as far as it is.
        """
        newest = self._store.newest_stamp()
        if self._engine is not None:
            if self._stamp == newest and self._engine.fingerprint == newest:
                return self._engine
            if self._others_write() and self._engine.fingerprint == self._stamp:
                return self._engine
        if not self._store.index_writable:
            return self._read_only()
        found = self._brought(PATIENCE)
        return self._build_in_memory() if found is None else found

    def refresh(self) -> None:
        """Bring the index along with what was just written, so that the next question need not wait.

        Where another program is at the index already, it is left to it and to the next question.
        """
        if not self._store.missing and self._store.index_writable:
            self._brought(0.0)

    def _brought(self, patience: float) -> Engine | None:
        """The engine on the disk, brought to the newest state, or in the background as far as it is.

        ``None`` where that cannot be: another program is at it all the time, or there is no space.
        """
        engine = self._on_disk()
        self._stamp = self._store.pin()
        if engine.fingerprint == self._stamp:
            return engine
        if self._tender is not None:
            if self._tender.running or (self._left(engine) > QUICK and self._tender.tend()):
                self._tell_missing(engine)
                return engine
            patience = 0.0
        try:
            done = self._followed(patience)
        except OSError:
            # No space, or a folder that cannot be written after all: the texts can be searched all the same.
            return None
        if done or self._tender is None:
            return engine if done else None
        self._tell_missing(engine)
        return engine

    def rebuild(self) -> bool:
        """Build the index anew from the texts; in memory, and false, where the folder cannot be written."""
        if not self._store.index_writable:
            self._build_in_memory()
            return False
        if self._tender is not None:
            self._tender.close()
        self._on_disk()
        self._stamp = self._store.pin()
        try:
            if not self._followed(PATIENCE, anew=True):
                from index.engine.disk.commit import BUSY

                raise LibraryBusy(BUSY)
        except OSError:
            self._build_in_memory()
            return False
        return True

    def fits(self) -> bool:
        """Whether the index on the disk is one of the newest state, every byte of it as it was written."""
        from index.engine.state import Index
        from index.library.following import outdated

        index = Index(self._folder, outdated(self._store))
        state = index.current()
        try:
            if state is None or state.fingerprint != self._store.newest_stamp():
                return False
            return state.whole() and index.folder.agrees(state.manifest)
        finally:
            index.close()

    def _tell_missing(self, engine: Engine) -> None:
        """Say how incomplete the answers are, where the process that is at it has not said more."""
        missing = self._missing_from(engine)
        at_it = self._tender is not None and self._tender.told
        if missing is not None and self._indexing is not None and not at_it:
            self._indexing(*missing)

    # -- inside ---------------------------------------------------------------------------------

    def _others_write(self) -> bool:
        """Whether another program is changing texts: nobody runs after it with the index."""
        lock = self._store.lock()
        # A lock that cannot be asked, as one that another user has made, tells of nobody.
        with suppress(LibraryError):
            if not self._store.index_writable or not lock.try_acquire(0.0):
                return self._store.index_writable
            lock.release()
        return False

    def _left(self, engine: Engine) -> int:
        """Characters of texts that are not in the index as they are now."""
        from index.library.following import work_for

        return work_for(self._store, engine.fingerprint).characters

    def _followed(self, patience: float, *, anew: bool = False) -> bool:
        """Bring the index to the pinned state, or a later one that is pinned then.

        False if another program is at it all the time.
        """
        from index.engine.disk import tiers
        from index.library.following import follow

        engine = self._on_disk()
        end = monotonic() + patience
        seen = None
        while True:
            try:
                # Ours puts a merged segment in within a moment; others may be at it for minutes.
                wait = _BUSY if self._merging.merging else 0.0
                done = follow(self._store, engine.index, anew=anew, wait=wait, indexing=self._indexing)
            except LibraryBusy:
                # What the other one indexes may be newer than what was to be seen here.
                self._stamp = self._store.pin()
                found = engine.index.folder.newest()
                if found is not None and found.generation != seen:
                    seen, end = found.generation, monotonic() + patience
                    if self._indexing is not None:
                        self._indexing(found.documents, self._store.size()[0])
                if engine.fingerprint == self._stamp and not anew:
                    return True
                if monotonic() >= end:
                    return False
                sleep(_BUSY)
                continue
            if self._tender is None:
                self._unmerged += done
                # Texts that come one at a time are merged when no more of them come.
                found = engine.index.folder.newest()
                if done > QUICK:
                    self._merge()
                elif found is not None and len(found.segments) >= MANY:
                    self._merging.soon(hurry=len(found.segments) >= TOO_MANY)
            elif tiers.waiting(engine.index.folder):
                self._tender.tend()
            return engine.fingerprint == self._stamp

    def _merge(self) -> None:
        """Merge what may be merged at once, and leave the rest to a process of its own."""
        from index.engine.disk import tiers
        from index.engine.disk.commit import IndexFolder

        folder = IndexFolder(self._folder)
        # As much again as has been indexed, a few times over: merging stays in proportion. The index is
        # complete without: no space for it, or another program's commit, is nobody's trouble.
        with suppress(LibraryBusy, OSError):
            tiers.settle(folder, min(max(tiers.AT_ONCE, 4 * self._unmerged), MERGED))
        if tiers.waiting(folder):
            leave(self._store.folder)
        self._unmerged = 0

    def _read_only(self) -> Engine:
        """The index as it is, if it fits; otherwise one in memory."""
        engine = self._on_disk()
        self._stamp = self._store.pin()
        return engine if engine.fingerprint == self._stamp else self._build_in_memory()

    def _build_in_memory(self) -> Engine:
        from index.library.following import follow

        self._let_go()
        self._stamp = self._store.pin()
        engine = self._engine = self._new(on_disk=False)
        self._in_memory = True
        follow(self._store, engine.index, indexing=self._indexing)
        return engine

    def _on_disk(self) -> Engine:
        """The engine of the index folder, whatever its state."""
        if self._engine is None or self._in_memory:
            self._let_go()
            self._mend()
            self._engine = self._new(on_disk=True)
            self._in_memory = False
        return self._engine

    def _mend(self) -> None:
        from index.engine.disk.commit import IndexFolder

        # Where it cannot be done now, nothing of an answer is missing.
        with suppress(LibraryBusy, OSError):
            if self._store.index_writable:
                IndexFolder(self._folder).mend()

    def _new(self, *, on_disk: bool) -> Engine:
        from index.engine import Engine
        from index.library.following import outdated

        engine = Engine(
            self._folder if on_disk else None,
            self._store.light_texts,
            resolve_region=_region,
            outdated=outdated(self._store),
            excerpts=self._store.excerpts,
            columns=self._store.columns,
        )
        engine.index.inspection.patient = self._tender is None
        return engine
