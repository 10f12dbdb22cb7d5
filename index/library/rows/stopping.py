"""A query to the rows that is given up when nobody wants its answer any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.engine.interface import Cancel, Cancelled

_STEPS = 20_000
"""Steps of SQLite's machine between two questions: a millisecond or so."""


@contextmanager
def stopping(connection: sqlite3.Connection, cancelled: Cancel) -> Iterator[None]:
    """Queries inside end with ``Cancelled`` soon after ``cancelled()`` is true."""
    if cancelled is None:
        yield
        return
    connection.set_progress_handler(cancelled, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if cancelled():
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, _STEPS)
