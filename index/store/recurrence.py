"""Which lines stand at the edges of which documents, so that those of one site that recur are known.

A line of a site is a number (``index.collect.recurring``). A document has a row for each such line that its
file has, whether the line is in its text or set apart from it (``apart``). ``opening`` tells articles apart:
copies of one article do not make its lines recur.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

ENOUGH = 4
"""Articles of a site that begin otherwise and have a line in common: then it is not of the article."""
LOOKED_AT = 400
"""Documents that a line is counted in: so many copies of three articles are not looked through."""
_AT_ONCE = 500


def note(
    connection: sqlite3.Connection, document: int, edges: Iterable[tuple[int, bool]], opening: int
) -> None:
    """A document's lines, and whether they have been set apart; what was noted of it before is forgotten."""
    connection.execute("DELETE FROM edges WHERE document = ?", (document,))
    connection.executemany(
        "INSERT OR IGNORE INTO edges (place, document, opening, apart) VALUES (?, ?, ?, ?)",
        [(place, document, opening, apart) for place, apart in edges],
    )


def count_inside(connection: sqlite3.Connection, document: int) -> None:
    """A document has an earlier reading again: all its lines count as in its text.

    Of one that is not in it the next import that makes it recur reads the document in vain, once.
    """
    connection.execute("UPDATE OR REPLACE edges SET apart = 0 WHERE document = ? AND apart", (document,))


def recurring(connection: sqlite3.Connection, places: Iterable[int]) -> set[int]:
    """Those of the lines that recur: a line that has been set apart once does."""
    return {
        place
        for place in set(places)
        if connection.execute(
            "SELECT EXISTS (SELECT 1 FROM edges WHERE place = ? AND apart)"
            " OR (SELECT count(DISTINCT opening) FROM"
            " (SELECT opening FROM edges WHERE place = ? LIMIT ?)) >= ?",
            (place, place, LOOKED_AT, ENOUGH),
        ).fetchone()[0]
    }


def all_recurring(connection: sqlite3.Connection) -> set[int]:
    """All lines that have been set apart."""
    return {place for (place,) in connection.execute("SELECT DISTINCT place FROM edges WHERE apart")}


def still_inside(connection: sqlite3.Connection, places: Collection[int]) -> list[int]:
    """The documents that have one of the lines in their text."""
    found: set[int] = set()
    asked = sorted(places)
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        found.update(
            document
            for (document,) in connection.execute(
                f"SELECT document FROM edges WHERE place IN ({','.join('?' * len(some))}) AND NOT apart", some
            )
        )
    return sorted(found)
