"""A process of its own that brings the rows of registers up to date, while the one who asked goes on.

Run as ``python -m index.library.rows.apart FOLDER`` (see ``tending.leave`` and ``tending.Tender``); it is
nice, and tells on standard output how far it is.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

from filelock import Timeout

from index.library.rows.file import RowsFile, locked, meta
from index.library.rows.following import Progress, follow
from index.library.tending import tell
from index.store import Store

MODULE = "index.library.rows.apart"
NICENESS = 15
"""Behind the process that indexes: searching matters more."""


def work_out(folder: Path, told: Progress) -> None:
    """Bring the rows of the library in ``folder`` to its newest state. Ends where another program is at it.

    LibraryError; OSError, sqlite3.Error (no space).
    """
    store, file = Store(folder), RowsFile(folder)
    try:
        if store.index_writable:
            with locked(folder):
                follow(store, file, progress=told)
                keep_terms(store, file)
    except Timeout:
        return
    finally:
        file.close()
        store.close()


def keep_terms(store: Store, file: RowsFile) -> None:
    """Have the terms of all documents ready, if the rows are those of ``store``. With the lock held."""
    from index.library.rows import termed

    stamp = store.stamp()
    rows = file.reading()
    if rows is not None and meta(rows, "stamp") == stamp and not termed.fits(rows, stamp):
        termed.keep(rows, store, stamp)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        work_out(Path(sys.argv[1]), tell)
    except (OSError, sqlite3.Error):
        # No space: what is asked for says how incomplete it is.
        sys.exit(1)
