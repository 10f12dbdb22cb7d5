"""One writer at a time: a lock file beside the library, waited for aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusy
from index.store.problems import BUSY, explained

LOCK_NAME = "write.lock"
_POLL = 0.05  # seconds between two tries


class WriteLock:
    """The lock of one library folder.

    ``waiting`` is called once when somebody else holds the lock and waiting begins; after ``timeout`` seconds
    ``LibraryBusy`` is raised.
    """

    def __init__(self, folder: Path, *, waiting: Callable[[], None] | None, timeout: float) -> None:
        self._folder = folder
        self._waiting = waiting
        self._timeout = timeout
        self._lock = FileLock(folder / LOCK_NAME, mode=0o600, thread_local=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, waiting for it if need be. Errors: ``LibraryBusy``, and those of ``try_acquire``."""
        if not self.try_acquire(0.0):
            if self._waiting is not None:
                self._waiting()
            if not self.try_acquire(self._timeout):
                raise LibraryBusy(BUSY, path=self._folder)
        try:
            yield
        finally:
            self.release()

    def try_acquire(self, timeout: float) -> bool:
        """Take the lock if it comes free within ``timeout`` seconds; the caller then calls ``release``.

        Errors: ``LibraryReadOnly``, ``LibraryError`` (its file cannot be made or opened).
        """
        with explained(self._folder / LOCK_NAME):
            try:
                self._lock.acquire(timeout=timeout, poll_interval=_POLL)
            except Timeout:  # an OSError, but no trouble of the file system's
                return False
        return True

    def release(self) -> None:
        """Give back what ``try_acquire`` took."""
        self._lock.release()
