"""Keeps an engine that fits the store: opened, brought up to date or rebuilt by itself.

The index lies beside the library (``index/``) and is written under the write lock only. Its fingerprint is
the store's stamp, so that an index of another state is told at once. The store is *pinned* to the state of
the engine in use: while another program writes, answers go on from the state before, texts and index alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from index.errors import N_, DangjianError, LibraryError
from index.model import StoredText
from index.store import Store

if TYPE_CHECKING:
    from index.engine.interface import SearchEngine

Answer = TypeVar("Answer")
Indexing = Callable[[int, int], None]

INDEX_NAME = "index"
# An update costs more per document than a rebuild; beyond this share of the library a rebuild is the quicker.
REBUILD_SHARE = 0.5
# Seconds that a first question waits for another program's writing before it goes without the index.
_PATIENCE = 0.5

NO_TEXT = N_("Document {id} is no longer in the library; run the query again.")
BROKEN = N_(
    "The search index of {path} cannot be used ({detail}); the texts are safe: "
    "run `dangjian-tui doctor --repair` to build it again."
)


def _region(name: str) -> str | None:
    # The import's tables take 0.4 s to load; only a query that names a region needs one of them.
    from index.collect.gazetteer import region_of

    return region_of(name)


class Engines:
    """The engine of one store; ``indexing`` is called with the texts indexed and those there are."""

    def __init__(self, store: Store, indexing: Indexing | None = None) -> None:
        self._store = store
        self._indexing = indexing
        self._folder = store.folder / INDEX_NAME
        self._engine: SearchEngine | None = None
        self._stamp = ""
        self._rebuilt = False

    @property
    def in_use(self) -> bool:
        """Whether an engine is open, and the store pinned to its state."""
        return self._engine is not None

    def close(self) -> None:
        """Let go of the index."""
        if self._engine is not None:
            self._engine.close()
        self._engine = None
        self._store.unpin()

    def ask(self, question: Callable[[SearchEngine], Answer]) -> Answer:
        """The answer of an engine that fits; an index that fails while it is asked is built again, once.

        ``index.engine.interface.Cancelled`` passes through.
        """
        from index.engine.interface import Cancelled

        for last in (False, True):
            try:
                answer = question(self.current())
                # The engine looks at its folder itself: it may have been changed under the question.
                if last or self._fits():
                    return answer
            except (DangjianError, Cancelled):
                raise
            except Exception as error:
                if last or self._rebuilt:
                    detail = f"{type(error).__name__}: {error}"
                    raise LibraryError(BROKEN, path=self._store.folder, detail=detail) from error
                self._rebuilt = True
                self.rebuild()
        raise AssertionError("the second time returns or raises")

    def current(self) -> SearchEngine:
        """An engine of the newest state, or of the state before while another program is writing."""
        if self._engine is not None and self._stamp == self._store.newest_stamp() and self._fits():
            return self._engine
        if not self._store.index_writable:
            return self._read_only()
        lock = self._store.lock()
        if not lock.try_acquire(_PATIENCE if self._engine is None else 0.0):
            # Another program is writing; what it has committed need not be in the index yet.
            return self._engine if self._engine is not None and self._fits() else self._read_only()
        try:
            return self._written()
        finally:
            lock.release()

    def rebuild(self) -> None:
        """Build the index anew from the texts; in memory where the folder cannot be written."""
        if not self._store.index_writable:
            self._build_in_memory()
            return
        with self._store.lock().held():
            self._written(anew=True)

    def fits(self) -> bool:
        """Whether the index on the disk is one of the newest state."""
        engine = self._new(on_disk=True)
        try:
            return engine.fingerprint == self._store.newest_stamp()
        finally:
            engine.close()

    def _fits(self) -> bool:
        """Whether the engine in use still has the state that the store is pinned to."""
        return self._engine is not None and self._engine.fingerprint == self._stamp

    def _written(self, *, anew: bool = False) -> SearchEngine:
        """The engine of the index folder, brought up to date or built ``anew``; the write lock is held."""
        self.close()
        stamp = self._store.pin()
        try:
            if self._folder.exists() and not self._folder.is_dir():
                self._folder.unlink()
            self._folder.mkdir(mode=0o700, exist_ok=True)
            engine = self._new(on_disk=True)
            if anew or engine.fingerprint != stamp:
                self._follow(engine, stamp, anew=anew)
        except OSError:
            # No space, or a folder that cannot be written after all: the texts can be searched all the same.
            return self._build_in_memory()
        return self._adopt(engine, stamp)

    def _follow(self, engine: SearchEngine, stamp: str, *, anew: bool) -> None:
        """Bring an index from an earlier state of this library to the pinned one, or build it."""
        store = self._store
        since = None if anew else store.changed_since(engine.fingerprint)
        size = store.size()[0]
        if since is None or len(since[0]) > REBUILD_SHARE * size:
            engine.rebuild(self._told(store.stored_texts(), size), stamp)
        else:
            engine.update(self._told(store.stored_texts(since[0]), len(since[0])), since[1], stamp)

    def _told(self, texts: Iterable[StoredText], total: int) -> Iterator[StoredText]:
        """``texts``, telling how many of ``total`` have gone by."""
        for number, text in enumerate(texts):
            if self._indexing is not None:
                self._indexing(number, total)
            yield text
        if self._indexing is not None:
            self._indexing(total, total)

    def _read_only(self) -> SearchEngine:
        """The index as it is, if it fits; otherwise one in memory."""
        self.close()
        stamp = self._store.pin()
        engine = self._new(on_disk=True)
        if engine.fingerprint == stamp:
            return self._adopt(engine, stamp)
        engine.close()
        return self._build_in_memory()

    def _build_in_memory(self) -> SearchEngine:
        self.close()
        stamp = self._store.pin()
        engine = self._new(on_disk=False)
        engine.rebuild(self._told(self._store.stored_texts(), self._store.size()[0]), stamp)
        return self._adopt(engine, stamp)

    def _adopt(self, engine: SearchEngine, stamp: str) -> SearchEngine:
        self._engine, self._stamp = engine, stamp
        return engine

    def _new(self, *, on_disk: bool) -> SearchEngine:
        from index.engine import Engine

        return Engine(self._folder if on_disk else None, self._text, resolve_region=_region)

    def _text(self, id: int) -> StoredText:
        stored = self._store.stored_text(id)
        if stored is None:
            raise LibraryError(NO_TEXT, id=id)
        return stored
