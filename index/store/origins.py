"""Documents by what they are of, the bytes of their file or their text, whatever their ids are here."""

from __future__ import annotations

import sqlite3


def file_digest(connection: sqlite3.Connection, id: int) -> str:
    """The SHA-256 (hex) of the bytes that a document was read from; empty when there is none of this id."""
    row = connection.execute(
        "SELECT r.sha256 FROM documents d JOIN readings r ON r.id = d.reading WHERE d.id = ?", (id,)
    ).fetchone()
    return str(row[0]) if row else ""


def of_digests(connection: sqlite3.Connection, file: str, text: str) -> list[int]:
    """The documents that are of a file, or else of a text, by the beginnings of their SHA-256 (hex).

    Ascending; none for an empty beginning.
    """
    for query, beginning in (
        ("SELECT DISTINCT document FROM sources WHERE sha256 >= ? AND sha256 < ?", file),
        (
            "SELECT d.id FROM readings r JOIN documents d ON d.reading = r.id"
            " WHERE r.text_sha256 >= ? AND r.text_sha256 < ?",
            text,
        ),
    ):
        # "g" comes behind all hex digits.
        found = connection.execute(query, (beginning, f"{beginning}g")).fetchall() if beginning else []
        if found:
            return sorted({int(row[0]) for row in found})
    return []
