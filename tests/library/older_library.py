"""Library files as older versions of the program left them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from index.store.schema import APPLICATION_ID, MIGRATIONS


def take_back(file: Path, version: int) -> None:
    """Put in the file's place one of the same rows, as far as a library of ``version`` had room for them."""
    older = file.with_name("older.sqlite3")
    connection = sqlite3.connect(older, isolation_level=None)
    for step in MIGRATIONS[:version]:
        step(connection)
    known = {"uid", "revision", "sum", "count"}
    known.update(key for (key,) in connection.execute("SELECT key FROM meta"))
    connection.execute("ATTACH ? AS newer", (str(file),))
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    for table in tables:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"DELETE FROM main.{table}")
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
    # Its own version has no word for the others.
    for (key,) in connection.execute("SELECT key FROM main.meta").fetchall():
        if key not in known:
            connection.execute("DELETE FROM main.meta WHERE key = ?", (key,))
    connection.execute(f"PRAGMA main.application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA main.user_version = {version}")
    connection.execute("PRAGMA main.journal_mode = WAL")
    connection.close()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    older.replace(file)
