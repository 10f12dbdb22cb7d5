"""Reading documents out of the library file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from index.model import Collected, Document, Evidence, Furniture, Repair, StoredText
from index.store.codec import (
    document_digest,
    effective,
    fingerprint,
    load_metadata,
    load_paragraphs,
    load_records,
    make_document,
    quick_documents,
    text_digest,
    words,
)
from index.store.likeness import RULES

if TYPE_CHECKING:
    from index.text.columns import Columns, Lines

# Nearly always there is one source: putting it in order takes longer than all the rest of a short row.
_COLUMNS = """
SELECT d.id, d.path, d.corrections, r.metadata, r.script, r.characters,
  coalesce(
    (SELECT CASE count(*) WHEN 1 THEN json_array(path) END FROM sources WHERE document = d.id),
    (SELECT json_group_array(path) FROM (SELECT path FROM sources WHERE document = d.id ORDER BY position))
  ),
  d.duplicate_of
"""
_FROM = " FROM documents d JOIN readings r ON r.id = d.reading "
_BATCH = 500  # below SQLite's limit of bound variables in every build
_SPANS = 200  # of four variables each
_BROKEN = (ValueError, TypeError, KeyError, AttributeError)
_WHOLE = 3  # pieces of a text: to count that often to where they begin takes longer than to read all of it


def documents(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> list[Document]:
    """All documents by id, or those of ``ids`` in that order (unknown ids are left out)."""
    if ids is None:
        return _documents(connection.execute(_COLUMNS + _FROM + "ORDER BY d.id").fetchall())
    found = {document.id: document for document in _documents(list(_rows(connection, _COLUMNS, ids)))}
    return [found[id] for id in ids if id in found]


def newest(connection: sqlite3.Connection, limit: int, fold_duplicates: bool = False) -> list[Document]:
    """The ``limit`` newest documents: by date, undated ones last, of one date by id."""
    which = "WHERE duplicate_of IS NULL " if fold_duplicates else ""
    found = connection.execute(f"SELECT id FROM documents {which}ORDER BY date DESC, id LIMIT ?", (limit,))
    return documents(connection, [row[0] for row in found])


def newest_ids(connection: sqlite3.Connection) -> list[int]:
    """All ids in the order of ``newest``."""
    return [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY date DESC, id")]


def light_texts(connection: sqlite3.Connection, ids: Sequence[int]) -> list[StoredText]:
    """The documents of ``ids`` that are there, in that order, with text and paragraphs only."""
    rows = list(_rows(connection, _COLUMNS + ", r.text, r.paragraphs", ids))
    found: dict[int, StoredText] = {}
    for row, document in zip(rows, _documents(rows), strict=True):
        with _whole(document.id):
            found[document.id] = StoredText(document, row[8], load_paragraphs(row[9]), (), ())
    return [found[id] for id in ids if id in found]


def columns(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Columns]:
    """The same with paragraphs as columns."""
    # It loads numpy, which reading a library does without.
    from index.text.columns import Columns

    rows = list(_rows(connection, _COLUMNS + ", CAST(r.text AS BLOB), CAST(r.paragraphs AS BLOB)", ids))
    found = {
        document.id: Columns(document, row[8], paragraphs)
        for row, document, paragraphs in zip(rows, _documents(rows), _lines(rows), strict=True)
    }
    return [found[id] for id in ids if id in found]


def _rows(connection: sqlite3.Connection, columns: str, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of ``ids``, in no order."""
    for start in range(0, len(ids), _BATCH):
        some = tuple(ids[start : start + _BATCH])
        marks = ",".join("?" * len(some))
        yield from connection.execute(f"{columns}{_FROM}WHERE d.id IN ({marks})", some)


def excerpts(connection: sqlite3.Connection, spans: Sequence[tuple[int, int, int]]) -> list[str | None]:
    """The text of each (id, start, end) in code points; ``None`` of ids that are not there.

    Shorter than asked for where the text ends, or holds a NUL, at which SQLite stops counting.
    """
    found: list[str | None] = [None] * len(spans)
    wanted: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        wanted.setdefault(span[0], []).append(number)
    whole = [id for id, numbers in wanted.items() if len(numbers) >= _WHOLE]
    for id, text in _rows(connection, "SELECT d.id, r.text", whole):
        for number in wanted[id]:
            found[number] = text[spans[number][1] : spans[number][2]]
    # In order of the documents SQLite needs each page of the file once.
    order = [number for id in sorted(wanted.keys() - set(whole)) for number in wanted[id]]
    for first in range(0, len(order), _SPANS):
        some = order[first : first + _SPANS]
        asked = ",".join(["(?,?,?,?)"] * len(some))
        values: list[int] = []
        for number in some:
            id, start, end = spans[number]
            values += (number, id, start + 1, end - start)
        rows = connection.execute(
            f"WITH asked(number, id, start, size) AS (VALUES {asked})"
            " SELECT number, substr(r.text, start, size) FROM asked"
            " CROSS JOIN documents d ON d.id = asked.id CROSS JOIN readings r ON r.id = d.reading",
            values,
        )
        for number, text in rows:
            found[number] = text
    return found


def stored_text(connection: sqlite3.Connection, id: int) -> StoredText | None:
    """A document with its text and everything about it; ``None`` when there is none of this id."""
    extra = ", r.text, r.paragraphs, r.repairs, r.furniture, r.why, d.given, d.undone"
    row = connection.execute(_COLUMNS + extra + _FROM + "WHERE d.id = ?", (id,)).fetchone()
    if row is None:
        return None
    text, paragraphs, repairs, furniture, why, given, undone = row[8:]
    with _whole(id):
        return StoredText(
            document=_document(row),
            text=text,
            paragraphs=load_paragraphs(paragraphs),
            repairs=load_records(Repair, repairs),
            furniture=load_records(Furniture, furniture),
            why=(*words(json.loads(row[2]), json.loads(given)), *load_records(Evidence, why)),
            undone=tuple(
                (str(kind), int(origin), str(source)) for kind, origin, source in json.loads(undone)
            ),
        )


def stored_texts(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[StoredText]:
    """The documents of ``ids`` that are there, one at a time."""
    for id in ids:
        stored = stored_text(connection, id)
        if stored is not None:
            yield stored


def duplicates(connection: sqlite3.Connection) -> dict[int, int]:
    """Of which document each duplicate is one; no chain of them comes back to where it began."""
    return dict(
        connection.execute("SELECT id, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL").fetchall()
    )


def unlooked(connection: sqlite3.Connection) -> int:
    """How many readings ``likeness`` knows nothing of, about."""
    if connection.execute("SELECT value FROM meta WHERE key = 'likeness'").fetchone()[0] != RULES:
        return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    rows = connection.execute("SELECT value FROM meta WHERE key IN ('unlike', 'likened') ORDER BY key DESC")
    last, done = (int(value) for (value,) in rows)
    return last - done


def reading(connection: sqlite3.Connection, id: int) -> tuple[Collected, str, str]:
    """A reading as it was collected, the SHA-256 of its bytes, and its content key."""
    row = connection.execute(
        "SELECT sha256, content_key, text, paragraphs, repairs, furniture, metadata, script, encoding, why"
        " FROM readings WHERE id = ?",
        (id,),
    ).fetchone()
    sha256, key, text, paragraphs, repairs, furniture, metadata, script, encoding, why = row
    collected = Collected(
        text=text,
        paragraphs=load_paragraphs(paragraphs),
        repairs=load_records(Repair, repairs),
        furniture=load_records(Furniture, furniture),
        metadata=load_metadata(metadata),
        script=script,
        encoding=encoding,
        why=load_records(Evidence, why),
    )
    return collected, sha256, key


def stamp_of(connection: sqlite3.Connection) -> str:
    """Names the state that the connection sees: the library, and its revision."""
    query = "SELECT value FROM meta WHERE key IN ('uid', 'revision') ORDER BY key DESC"
    (uid,), (revision,) = connection.execute(query)
    return f"{uid}:{revision}"


def fingerprint_of(connection: sqlite3.Connection) -> str:
    """The fingerprint from the stored texts themselves."""
    total = count = 0
    rows = connection.execute("SELECT r.text, r.metadata, d.corrections" + _FROM)
    for text, metadata, corrections in rows:
        known = effective(load_metadata(metadata), json.loads(corrections))
        total += int(document_digest(text_digest(text), known), 16)
        count += 1
    return fingerprint(total, count)


@contextmanager
def _whole(id: object) -> Iterator[None]:
    """What cannot be read back as it was written is damage of the file."""
    try:
        yield
    except _BROKEN as error:
        raise sqlite3.DatabaseError(f"document {id} cannot be read: {error}") from error


def _documents(rows: Sequence[tuple[Any, ...]]) -> list[Document]:
    """The documents of rows, in their order."""
    plain = [row for row in rows if row[2] == "{}"]
    with suppress(*_BROKEN):
        if (quick := quick_documents(plain)) is not None:
            made = iter(quick)
            return [next(made) if row[2] == "{}" else _document(row) for row in rows]
    # One at a time, also to tell which one is damaged.
    return [_document(row) for row in rows]


def _document(row: tuple[Any, ...]) -> Document:
    id, path, corrections, metadata, script, characters, sources, duplicate_of = row[:8]
    with _whole(id):
        return make_document(
            id=id,
            metadata=effective(load_metadata(metadata), json.loads(corrections)),
            path=path,
            sources=json.loads(sources),
            script=script,
            characters=characters,
            duplicate_of=duplicate_of,
        )


def _lines(rows: Sequence[tuple[Any, ...]]) -> list[Lines]:
    """The paragraphs of rows (behind the columns of a document and the text), in their order."""
    from index.store.paragraphs import lines

    with suppress(*_BROKEN):
        return lines([row[9] for row in rows])
    found: list[Lines] = []
    for row in rows:
        with _whole(row[0]):
            found += lines([row[9]])
    return found
