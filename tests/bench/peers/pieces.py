"""What a peer lacks of an answer to a key: a piece of each of the best documents, with the hit in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus import Article

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


class Pieces:
    """The texts beside the index of a peer, which answers with numbers of documents."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / _FILE)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def of(self, numbers: Sequence[int], terms: Sequence[str]) -> list[str]:
        """A piece of each of these documents."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(f"SELECT text FROM texts WHERE number IN ({marks})", tuple(numbers))
        pieces = []
        for (text,) in rows:
            places = [text.find(term) for term in terms]
            start = max(0, min((place for place in places if place >= 0), default=0) - _BEFORE)
            pieces.append(text[start : start + _LENGTH])
        return pieces
