"""What a peer lacks of an answer to a key: a piece of each of the best documents, with the hit in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus import Article
from peers.base import Found, Peer
from queries import Query

_FILE = "texts.sqlite"
_LENGTH = 120
_BEFORE = 40


def kept(articles: Sequence[Article], folder: Path) -> None:
    """Write the texts where pieces are read from: beside the index, as this program has them."""
    with closing(sqlite3.connect(folder / _FILE)) as connection, connection:
        connection.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        connection.executemany(
            "INSERT INTO texts VALUES (?, ?)", ((article.number, article.text) for article in articles)
        )


class WithPieces:
    """A peer that answers as a key needs it: the total, the best documents, and a piece of each."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._peer = peer
        self._connection = sqlite3.connect(folder / _FILE)

    def fresh(self) -> None:
        self._peer.fresh()

    def ask(self, query: Query) -> Found | None:
        found = self._peer.ask(query)
        if found is not None:
            self._pieces(found.best, query.terms)
        return found

    def close(self) -> None:
        self._peer.close()
        self._connection.close()

    def _pieces(self, numbers: Sequence[int], terms: Sequence[str]) -> list[str]:
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(f"SELECT text FROM texts WHERE number IN ({marks})", tuple(numbers))
        pieces = []
        for (text,) in rows:
            places = [text.find(term) for term in terms]
            start = max(0, min((place for place in places if place >= 0), default=0) - _BEFORE)
            pieces.append(text[start : start + _LENGTH])
        return pieces
