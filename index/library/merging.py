"""Merging what was put in one at a time, in a thread: while texts keep coming, nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from index.errors import LibraryBusy

QUIET = 0.5
"""Seconds without a further text after which those that came are merged."""


class Merging:
    """The thread that merges small segments of the index in ``folder``; started when there are some."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread: Thread | None = None
        self._asked, self._hurry = Event(), Event()
        self._closed = False
        self.merging = False

    def soon(self, *, hurry: bool = False) -> None:
        """Merge once no more is put in; ``hurry``: now."""
        self._asked.set()
        if hurry:
            self._hurry.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="merging", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait for the merge that is being made; one that has not begun is left to whoever merges next."""
        self._closed = True
        self._hurry.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._asked.is_set():
            while self._asked.is_set() and not self._hurry.is_set():
                self._asked.clear()
                self._hurry.wait(QUIET)
            if self._closed:
                return
            self._asked.clear()
            self._hurry.clear()
            self.merging = True
            try:
                self._merge()
            finally:
                self.merging = False

    def _merge(self) -> None:
        from index.engine.disk import tiers
        from index.engine.disk.commit import IndexFolder

        # The index is complete without: no space for it, or another program's commit, is nobody's trouble.
        with suppress(LibraryBusy, OSError):
            tiers.settle(IndexFolder(self._folder), tiers.AT_ONCE)
