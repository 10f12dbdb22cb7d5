"""A process of its own that brings an index up to date and merges it, while the one who asked goes on.

The interface starts it and listens to it; a command leaves large merges to it and ends.
Run as ``python -m index.library.tending FOLDER``; it is nice, and tells on standard output how far it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from index.errors import LibraryBusy

if TYPE_CHECKING:
    from index.engine.state import Index

INDEX_NAME = "index"
"""The folder of the index in that of the library."""
NICENESS = 10
COMMITTED = 4_000_000
"""Characters between two commits: what is in can be searched some three seconds after it was begun."""
_WAIT = 60.0  # seconds for another program's commit
_FAILURES = 2
LOCK_NAME = "merging.lock"
MODULE = "index.library.tending"


def leave(folder: Path, module: str = MODULE) -> None:
    """Start the process for the library in ``folder`` and let it go on by itself, also after this program.

    It makes the index quicker, not more complete: where it cannot be started, nothing is lost.
    ``module``: what else is to be done so, as ``python -m module FOLDER``.
    """
    with suppress(OSError):
        process = subprocess.Popen(
            _command(folder, module),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # While this program runs, somebody has to take note of its end.
        threading.Thread(target=process.wait, name="leaving", daemon=True).start()


def _command(folder: Path, module: str) -> list[str]:
    # -P: a folder named `index` where the user is must not be taken for ours.
    return [sys.executable, "-P", "-m", module, str(folder)]


class Tender:
    """Starts the process for the library in ``folder`` and listens to it.

    ``indexing`` is called, in a thread of its own, with the number of texts done and of all; with two equal
    numbers when the process has ended. ``told``: whether it has said so much since it was started.
    """

    def __init__(
        self, folder: Path, indexing: Callable[[int, int], None] | None = None, module: str = MODULE
    ) -> None:
        self._folder, self._module = folder, module
        self._indexing = indexing
        self._process: subprocess.Popen[str] | None = None
        self._failures = 0
        self._closed = False
        self.told = False

    @property
    def running(self) -> bool:
        """Whether the process is at work."""
        if self._process is None:
            return False
        code = self._process.poll()
        if code is None:
            return True
        self._failures = self._failures + 1 if code else 0
        self._process = None
        return False

    def tend(self) -> bool:
        """Start the process if it is not at work. False where it cannot be started or fails each time."""
        if self.running:
            return True
        self._closed = False
        if self._failures >= _FAILURES:
            return False
        try:
            self._process = subprocess.Popen(
                _command(self._folder, self._module),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,  # Ctrl-C is not for it
            )
        except OSError:
            self._failures = _FAILURES
            return False
        threading.Thread(
            target=self._listen, args=(self._process.stdout,), name="tending", daemon=True
        ).start()
        return True

    def close(self) -> None:
        """End the process, if there is one; what it has committed stays."""
        self._closed = True
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _listen(self, said: IO[str]) -> None:
        with said:
            for line in said:
                done, total = map(int, line.split())
                self.told = True
                if self._indexing is not None:
                    self._indexing(done, total)
        self.told = False
        if self._indexing is not None and not self._closed:
            self._indexing(1, 1)


def tend(folder: Path, indexing: Callable[[int, int], None]) -> None:
    """Bring the index of the library in ``folder`` to its newest state and make the merges that are due.

    Ends early where another program is at it. OSError, LibraryError.
    """
    from index.engine.state import Index
    from index.library.following import follow, outdated
    from index.store import Store

    store = Store(folder)
    index = Index(folder / INDEX_NAME, outdated(store))
    try:
        while True:
            stamp = store.pin()
            state = index.current()
            if state is None or state.fingerprint != stamp:
                follow(store, index, wait=_WAIT, indexing=indexing, most=COMMITTED)
            elif not _merged(folder, index):
                return
            store.unpin()
    except LibraryBusy:
        return
    finally:
        index.close()
        store.close()


def _merged(folder: Path, index: Index) -> bool:
    """Make the merges that are due; whether any was made. Of several processes one merges."""
    from filelock import FileLock, Timeout

    from index.engine.disk import tiers

    try:
        with FileLock(folder / LOCK_NAME, mode=0o600, blocking=False):
            return tiers.settle(index.folder, tiers.LARGEST)
    except Timeout:
        return False


def tell(done: int, total: int) -> None:
    """Tell whoever has started this process (``Tender``) how far it is."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    tend(Path(sys.argv[1]), tell)
