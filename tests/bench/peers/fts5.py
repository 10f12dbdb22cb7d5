"""SQLite's full-text search with its trigram tokenizer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus import Article
from peers.base import LIMIT, Found, Kind, Missing, Peer
from queries import Query

_SHORTEST = 3


class Fts5:
    """Terms of three characters and more as phrases; the table keeps no text of its own."""

    def __init__(self, folder: Path, tree: Sequence[Path]) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite")

    def fresh(self) -> None:
        pass

    def ask(self, query: Query) -> Found | None:
        if min(map(len, query.terms)) < _SHORTEST:
            return None
        wanted = (" AND " if query.operator == "all" else " OR ").join(f'"{term}"' for term in query.terms)
        rows = self._connection.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (wanted, LIMIT)
        ).fetchall()
        counted = self._connection.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (wanted,))
        return Found(int(counted.fetchone()[0]), best=tuple(row[0] - 1 for row in rows))

    def close(self) -> None:
        self._connection.close()


def build(articles: Sequence[Article], folder: Path) -> None:
    """Fill the table in one transaction."""
    connection = sqlite3.connect(folder / "fts5.sqlite")
    try:
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='trigram')")
        with connection:
            connection.executemany(
                "INSERT INTO texts(rowid, text) VALUES (?, ?)", ((a.number + 1, a.text) for a in articles)
            )
    except sqlite3.OperationalError as error:
        raise Missing(f"this SQLite has no trigram tokenizer ({error})") from error
    finally:
        connection.close()


def _open(folder: Path, tree: Sequence[Path]) -> Peer:
    return Fts5(folder, tree)


KIND = Kind("SQLite FTS5 trigram", build, _open, lambda: sqlite3.sqlite_version)
