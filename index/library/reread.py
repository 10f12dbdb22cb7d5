"""Rows of tables that are imported again with other columns: the same documents, known by another key.

Somebody sees that the wrong column was taken for the text, or that titles are missing, and imports the table
again with --map. The keys of its rows may then come from another column (``index.collect.records.table``),
but each row holds what it held before.
"""

from __future__ import annotations

from hashlib import blake2b

from index.collect.row_bytes import parts
from index.library.ahead import Source
from index.library.files import file_of, name_of
from index.store import Command, Store


class Reread:
    """What tables held when they were imported before; a table is looked at when its first new row comes."""

    def __init__(self, store: Store, command: Command) -> None:
        self._store, self._command = store, command
        self._tables: dict[str, dict[bytes, str]] = {}

    def former(self, source: Source) -> str | None:
        """The path by which a row is known that is not known by its own; ``None``: it is new."""
        columns, row = parts(source.data) or (b"", b"")
        if not row:
            return None
        table = name_of(source.candidate.path)
        if table not in self._tables:
            self._tables[table] = self._rows(table, columns)
        former = self._tables[table].pop(_digest(row), None)
        return former if former is not None and self._store.by_path(former) is not None else None

    def _rows(self, table: str, columns: bytes) -> dict[bytes, str]:
        """The paths of its rows by what they held, of those that were read with other columns."""
        found: dict[bytes, str] = {}
        for path, sha256 in self._command.rows_of(table, columns):
            _, row = parts(self._store.bytes_of(sha256) or b"") or (b"", b"")
            if row and name_of(file_of(path)) == table:
                found[_digest(row)] = path
        return found


def _digest(row: bytes) -> bytes:
    return blake2b(row, digest_size=16).digest()
