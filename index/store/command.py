"""A command that changes the library: logged change by change, so that it can be undone.

Every change counts the library's revision up and keeps its fingerprint; the index follows by revision.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from index.store import recurrence, rows
from index.store.codec import (
    MODULUS,
    Reading,
    document_digest,
    dumps,
    effective,
    load_metadata,
    text_digest,
)
from index.store.likeness import Likeness
from index.store.state import DocumentState, dump_state, given_of, load_state, parse_state


@dataclass(frozen=True, slots=True)
class Past:
    """A command of the log: its number, its name (import, set, remove, repairs), when it ran (UTC, ISO)."""

    id: int
    name: str
    at: str


class Command:
    """The changes of one command. Made by ``Store.command``, which holds the write lock meanwhile.

    ``commit`` makes what was done so far lasting; a long import calls it after every batch.
    """

    def __init__(self, connection: sqlite3.Connection, name: str | None) -> None:
        self._connection = connection
        self._name = name
        self._id: int | None = None
        self._changed: set[int] = set()
        self._likeness = Likeness(connection)
        # The reading that was kept last, of which a document is made next: id, SHA-256 of the text, metadata.
        self._newest: tuple[int, str, str] | None = None
        self._revision, self._sum, self._count, self._dirty = 0, 0, 0, False
        self._begin()

    # -- transactions ---------------------------------------------------------------------------

    def commit(self) -> None:
        """Make the changes so far lasting, and go on."""
        self._end(last=False)
        self._begin()

    @contextmanager
    def step(self) -> Iterator[None]:
        """What belongs together (one file): done whole, or not at all if an exception leaves the block."""
        self._connection.execute("SAVEPOINT step")
        kept, mark = (self._sum, self._count, self._dirty, self._id), self._likeness.mark()
        # Sets of the step's own: copying those of the command for every file would make imports quadratic.
        changed, touched = self._changed, self._likeness.touched
        self._changed, self._likeness.touched = set(), set()
        try:
            yield
        except BaseException:
            # Without space SQLite takes the whole transaction back by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO step")
            self._sum, self._count, self._dirty, self._id = kept
            self._newest = None
            self._likeness.back(mark)
            raise
        else:
            changed |= self._changed
            touched |= self._likeness.touched
        finally:
            self._changed, self._likeness.touched = changed, touched
            if self._connection.in_transaction:
                self._connection.execute("RELEASE step")

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._revision = int(self._meta("revision")) + 1
        self._sum, self._count = int(self._meta("sum"), 16), int(self._meta("count"))
        self._dirty = False
        self._likeness.begin()

    def close(self) -> None:
        """Make the changes so far lasting; the command is over.

        Nothing is left to do where Ctrl-C came in ``commit``, between two transactions.
        """
        self._end(last=True)

    def _end(self, *, last: bool) -> None:
        if not self._connection.in_transaction and not (
            self._dirty and int(self._meta("revision")) != self._revision
        ):
            return
        self._likeness.commit(last=last)
        # What is said of other documents may have changed with these: they have changed too.
        if self._likeness.settle(self._revision) or self._dirty:
            values = {"revision": str(self._revision), "sum": f"{self._sum:x}", "count": str(self._count)}
            self._connection.executemany(
                "UPDATE meta SET value = ? WHERE key = ?", [(v, k) for k, v in values.items()]
            )
        self._connection.execute("COMMIT")

    def _meta(self, key: str) -> str:
        return str(self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    # -- what commands do -----------------------------------------------------------------------

    @property
    def changed(self) -> list[int]:
        """The ids that were changed, in order."""
        return sorted(self._changed)

    def add_bytes(self, data: bytes, digest: str | None = None) -> str:
        """Keep the bytes of a file; returns their SHA-256 (hex), which whoever knows it gives."""
        digest = sha256(data).hexdigest() if digest is None else digest
        self._connection.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, data))
        return digest

    def add_reading(self, reading: Reading, sha256: str) -> int:
        """Keep what was read from the bytes of that SHA-256."""
        cursor = self._connection.execute(
            "INSERT INTO readings (sha256, text_sha256, content_key, script, encoding, characters, metadata,"
            " paragraphs, repairs, furniture, why, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                sha256,
                reading.text_sha256,
                reading.key,
                reading.script,
                reading.encoding,
                len(reading.text),
                reading.metadata,
                reading.paragraphs,
                reading.repairs,
                reading.furniture,
                reading.why,
                reading.text,
            ),
        )
        assert cursor.lastrowid is not None
        self._newest = cursor.lastrowid, reading.text_sha256, reading.metadata
        self._likeness.add(cursor.lastrowid, reading.traits, new=True)
        return cursor.lastrowid

    def unlooked(self) -> int:
        """How many readings of an older library have not been looked over yet, about."""
        return rows.unlooked(self._connection)

    def catch_up(self, most: int) -> int:
        """Look for near-duplicates of up to so many readings of an older library; returns how many are left.

        More or less: a few hundred take a second.
        """
        return self._likeness.catch_up(most)

    def expect(self, texts: int) -> None:
        """So many texts may be added: what is looked up for each is prepared."""
        self._likeness.expect(texts)

    def note_edges(self, id: int, edges: Iterable[tuple[int, bool]], opening: int) -> None:
        """The lines around a document that may be its site's (``index.store.recurrence``)."""
        recurrence.note(self._connection, id, edges, opening)

    def recurring(self, places: Iterable[int]) -> set[int]:
        """Which of the lines recur on their site."""
        return recurrence.recurring(self._connection, places)

    def all_recurring(self) -> set[int]:
        """All lines that have been set apart."""
        return recurrence.all_recurring(self._connection)

    def still_inside(self, places: Collection[int]) -> list[int]:
        """The documents that have one of those lines in their text."""
        return recurrence.still_inside(self._connection, places)

    def rows_of(self, table: str, otherwise: bytes) -> list[tuple[str, str]]:
        """The rows of a table that documents stand for and whose bytes do not begin as told: their paths, and
        the SHA-256 of their bytes.
        """
        return self._connection.execute(
            "SELECT s.path, s.sha256 FROM sources s JOIN blobs b ON b.sha256 = s.sha256"
            " WHERE s.path > ? AND s.path < ? AND substr(b.data, 1, ?) != ?",
            (f"{table}#", f"{table}$", len(otherwise), otherwise),
        ).fetchall()

    def state(self, id: int) -> DocumentState | None:
        """The present state of a document."""
        return load_state(self._connection, id)

    def add(self, state: DocumentState) -> int:
        """A new document; returns its id, which no document ever had before."""
        # In one statement: a row that is changed after it was put in costs all its indexes again.
        row = self._row(state)
        cursor = self._connection.execute(
            "INSERT INTO documents (reading, path, corrections, undone, digest, revision, date, given, form)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, self._likeness.form_of_new(state.reading)),
        )
        id = cursor.lastrowid
        assert id is not None
        self._log(id, None)
        self._put_sources(id, state)
        self._account(id, None, row[4])
        return id

    def put(self, id: int, state: DocumentState) -> None:
        """Change a document that is there."""
        before = self.state(id)
        if before == state:
            return
        self._log(id, before)
        self._write(id, state, old_digest=self._digest(id))

    def drop(self, id: int) -> None:
        """Take a document away; its bytes and reading stay for ``undo``."""
        self._log(id, self.state(id))
        self._delete(id)

    # -- undo -----------------------------------------------------------------------------------

    def undo(self, past: Past) -> None:
        """Put back what the command changed, and forget the command."""
        rows: Iterable[tuple[int, str | None]] = self._connection.execute(
            "SELECT document, before FROM changes WHERE command = ? ORDER BY document", (past.id,)
        ).fetchall()
        states = [(id, parse_state(before)) for id, before in rows]
        # First what goes away, then what returns: a path may stand in only one document.
        for id, _ in states:
            if self._digest(id) is not None:
                self._connection.execute("DELETE FROM sources WHERE document = ?", (id,))
        for id, state in states:
            if state is None:
                self._delete(id)
            else:
                old = self._digest(id)
                if old is None:
                    self._connection.execute(
                        "INSERT INTO documents (id, reading, path, corrections, undone, digest, revision)"
                        " VALUES (?, ?, NULL, '', '', '', 0)",
                        (id, state.reading),
                    )
                elif self._reading(id) != state.reading:
                    recurrence.count_inside(self._connection, id)
                self._write(id, state, old_digest=old)
        self._connection.execute("DELETE FROM commands WHERE id = ?", (past.id,))
        self._dirty = True

    # -- rows -----------------------------------------------------------------------------------

    def _log(self, id: int, before: DocumentState | None) -> None:
        if self._name is None:
            return
        if self._id is None:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            cursor = self._connection.execute(
                "INSERT INTO commands (name, at) VALUES (?, ?)", (self._name, now)
            )
            self._id = cursor.lastrowid
        self._connection.execute(
            "INSERT OR IGNORE INTO changes VALUES (?, ?, ?)", (self._id, id, dump_state(before))
        )

    def _reading(self, id: int) -> int:
        return int(
            self._connection.execute("SELECT reading FROM documents WHERE id = ?", (id,)).fetchone()[0]
        )

    def _digest(self, id: int) -> str | None:
        row = self._connection.execute("SELECT digest FROM documents WHERE id = ?", (id,)).fetchone()
        return None if row is None else str(row[0])

    def _write(self, id: int, state: DocumentState, *, old_digest: str | None) -> None:
        row = self._row(state)
        self._connection.execute(
            "UPDATE documents SET reading = ?, path = ?, corrections = ?, undone = ?, digest = ?,"
            " revision = ?, date = ?, given = ? WHERE id = ?",
            (*row, id),
        )
        self._connection.execute("DELETE FROM sources WHERE document = ?", (id,))
        self._put_sources(id, state)
        self._connection.execute("DELETE FROM removals WHERE document = ?", (id,))
        self._likeness.put(id, state.reading)
        self._account(id, old_digest, row[4])

    def _row(self, state: DocumentState) -> tuple[int, str | None, str, str, str, int, str, str]:
        """The columns of ``documents`` from ``reading`` to ``given``."""
        if self._newest is not None and self._newest[0] == state.reading and not state.corrections:
            # As ``document_digest`` has it: what was written just now is written the same again.
            _, text_sha256, stored = self._newest
            digest, date = text_digest(text_sha256 + stored), json.loads(stored)["date"]
        else:
            text_sha256, stored = self._connection.execute(
                "SELECT text_sha256, metadata FROM readings WHERE id = ?", (state.reading,)
            ).fetchone()
            metadata = effective(load_metadata(stored), state.corrections)
            digest, date = document_digest(text_sha256, metadata), metadata.date
        return (
            state.reading,
            state.path,
            dumps(dict(state.corrections)) if state.corrections else "{}",
            dumps(state.undone) if state.undone else "[]",
            digest,
            self._revision,
            date or "",
            dumps(given) if (given := given_of(state)) else "{}",
        )

    def _put_sources(self, id: int, state: DocumentState) -> None:
        self._connection.executemany(
            "INSERT INTO sources (path, document, sha256, position) VALUES (?, ?, ?, ?)",
            [(path, id, sha, position) for position, (path, sha) in enumerate(state.sources)],
        )

    def _delete(self, id: int) -> None:
        digest = self._digest(id)
        if digest is None:
            return
        self._likeness.drop(id)
        self._connection.execute("DELETE FROM documents WHERE id = ?", (id,))
        self._connection.execute("INSERT OR REPLACE INTO removals VALUES (?, ?)", (id, self._revision))
        self._account(id, digest, None)

    def _account(self, id: int, old: str | None, new: str | None) -> None:
        """Keep sum and number of the documents' digests."""
        self._sum = (self._sum - int(old or "0", 16) + int(new or "0", 16)) % MODULUS
        self._count += (new is not None) - (old is not None)
        self._changed.add(id)
        self._dirty = True
