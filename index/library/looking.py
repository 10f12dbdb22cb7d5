"""A process of its own that looks for duplicates among the texts of an older library, a few at a time.

An import leaves it to this process, so that who adds one document does not wait for a thousand others.
Run as ``python -m index.library.looking FOLDER`` (see ``tending.leave``); it is nice.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from time import sleep

from index.errors import DangjianError
from index.library.tending import tend
from index.store import Store

MODULE = "index.library.looking"
LOCK_NAME = "looking.lock"
NICENESS = 15
AT_ONCE = 25
"""Texts between two commits: less than a tenth of a second, for which others cannot write."""
_PAUSE = 0.1  # seconds between two turns; who waits for the lock looks twice as often


def look_over(folder: Path) -> None:
    """Look over all that is left in the library of ``folder``, and bring the index along.

    Ends where another process is at it. OSError, LibraryError.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK_NAME, mode=0o600, blocking=False):
            store = Store(folder)
            try:
                while _some(store):
                    sleep(_PAUSE)
            finally:
                store.close()
            # What is said of documents has changed with that: they are put into the index again.
            tend(folder, lambda *_: None)
    except Timeout:
        return


def _some(store: Store) -> bool:
    """Look over a few more; whether any are left."""
    with store.command(None) as command:
        return command.catch_up(AT_ONCE) > 0


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # No space, or a library that has gone: the next import leaves it to another one.
    with suppress(OSError, DangjianError):
        look_over(Path(sys.argv[1]))
