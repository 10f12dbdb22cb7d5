"""A library that is open: its store, its index, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from index.library import locations
from index.library.keeper import IndexKeeper
from index.store import Store

if TYPE_CHECKING:
    from typing import Self


class OpenLibrary:
    """What all methods of a library stand on. May be asked from any thread; calls wait for each other.

    Whoever imports while it also searches opens a second ``Library`` for one of the two.
    Errors: ``LibraryError`` (opening, writing), ``UsageError`` (unknown ids, fields, values), ``QueryError``.
    """

    def __init__(
        self,
        store: Store,
        *,
        is_sample: bool = False,
        own: Callable[[], Store] | None = None,
        indexing: Callable[[int, int], None] | None = None,
        background: bool = False,
    ) -> None:
        self._store = store
        self._keeper_of = partial(IndexKeeper, indexing=indexing, background=background)
        self._keeper = self._keeper_of(store)
        self._background = background
        self._own = own
        self.is_sample = is_sample
        self._guard = RLock()
        self._closed = False

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        waiting: Callable[[], None] | None = None,
        indexing: Callable[[int, int], None] | None = None,
        background: bool = False,
        timeout: float = 60.0,
    ) -> Self:
        """Open a library folder, ``"sample"``, or (``None``) what ``DANGJIAN_LIBRARY`` names or the user's
        own.

        While the user's own library is missing or holds no document, the sample is opened in its place,
        with ``banner`` set; the first import creates the user's library and goes there. A folder that is
        named but not there is an empty library, created by the first import. ``waiting`` is called once
        whenever another program's writing is waited for, at most ``timeout`` seconds; ``indexing`` while the
        index is brought up to date, with the number of texts done and of all, from any thread. In the
        ``background`` a process of its own does that, and answers are incomplete meanwhile
        (``index_missing``).
        """

        def store(folder: Path) -> Store:
            return Store(folder, waiting=waiting, timeout=timeout)

        named = path if path is not None else locations.named_by_environment()
        if named is not None and str(named) == locations.SAMPLE:
            return cls._sample(None, indexing, background)
        if named is not None:
            return cls(store(locations.named_folder(named)), indexing=indexing, background=background)
        own = store(locations.default_folder())
        if own.size()[0]:
            return cls(own, indexing=indexing, background=background)
        own.close()
        return cls._sample(lambda: store(locations.default_folder()), indexing, background)

    @classmethod
    def _sample(
        cls, own: Callable[[], Store] | None, indexing: Callable[[int, int], None] | None, background: bool
    ) -> Self:
        from index.library.sample import sample_store

        return cls(sample_store(), is_sample=True, own=own, indexing=indexing, background=background)

    def close(self) -> None:
        """Let go of files, once whoever is being answered has the answer; closing again does nothing.

        Later calls raise ``ValueError``.
        """
        with self._guard:
            if not self._closed:
                self._closed = True
                self._keeper.close()
                self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The folder of the library."""
        return self._store.folder

    @property
    def read_only(self) -> bool:
        """Whether documents cannot be changed here (the sample takes imports to the user's own)."""
        return self._store.read_only

    @property
    def banner(self) -> bool:
        """Whether the sample stands in for the user's own library, which is empty: to be shown."""
        return self._own is not None

    def _settle(self) -> None:
        """See the newest state; where an engine is in use, the state that engine knows."""
        if self._keeper.in_use:
            self._keeper.current()
        else:
            self._store.newest_stamp()

    @contextmanager
    def _in_own(self) -> Iterator[None]:
        """Go from the sample that stands in to the user's own library, and stay if it has documents then."""
        own = self._own
        if own is not None:
            self._go_to(own(), is_sample=False, own=None)
        try:
            yield
        finally:
            if own is not None and not self._store.size()[0]:
                from index.library.sample import sample_store

                self._go_to(sample_store(), is_sample=True, own=own)

    def _go_to(self, store: Store, *, is_sample: bool, own: Callable[[], Store] | None) -> None:
        self._keeper.close()
        self._store.close()
        self._store, self._keeper = store, self._keeper_of(store)
        self.is_sample, self._own = is_sample, own
