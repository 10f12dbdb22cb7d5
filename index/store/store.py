"""``Store``: one library folder, open."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.errors import LibraryError, LibraryReadOnly
from index.model import Collected, Document, Metadata, StoredText
from index.store import codec, rows
from index.store.codec import load_metadata
from index.store.command import Command, Past
from index.store.lock import WriteLock
from index.store.opening import (
    FILE_NAME,
    NOT_A_FOLDER,
    check_version,
    connect_again,
    create,
    in_memory,
    nearest_folder,
    needs_migration,
    open_file,
    settle,
    signature,
    writable,
)
from index.store.problems import READ_ONLY, explained
from index.store.schema import migrate
from index.store.stamps import Stamp
from index.store.state import DocumentState, load_state

if TYPE_CHECKING:
    from index.text.columns import Columns

T = TypeVar("T")


class Store:
    """The library file of one folder, open for reading and, where that is allowed, writing.

    A folder without a library is an empty one; it is created by the first command. Safe to call from several
    threads one at a time. ``waiting`` is called once when another program's writing is waited for, at most
    ``timeout`` seconds. A ``sealed`` store is not changed by commands, a ``temporary`` one goes when it is
    closed. Errors: ``LibraryError`` and its subclasses.
    """

    def __init__(
        self,
        folder: Path,
        *,
        waiting: Callable[[], None] | None = None,
        timeout: float = 60.0,
        sealed: bool = False,
        temporary: bool = False,
    ) -> None:
        self.folder = folder
        self.file = folder / FILE_NAME
        self._sealed, self._temporary = sealed, temporary
        self._waiting, self._timeout = waiting, timeout
        self._probe: sqlite3.Connection | None = None
        self._copy: Path | None = None
        self._pinned = False
        self._pinned_stamp: str | None = None
        self._duplicates: tuple[str, dict[int, int]] = ("", {})
        self._open()

    def _open(self) -> None:
        with explained(self.file):
            nearest = nearest_folder(self.folder)
            if not nearest.is_dir():
                raise LibraryError(NOT_A_FOLDER, path=nearest)
            self.missing = not (self.file.exists() or self.file.is_symlink())
        if self.missing:
            self._connection, self._immutable = in_memory(), False
            self.read_only = self._sealed or not writable(nearest)
            self.index_writable = False
            return
        settle(self.file, self.lock)
        opened = open_file(self.folder)
        self._connection, self._immutable = opened.connection, opened.immutable
        self.read_only, self._copy = opened.read_only or self._sealed, opened.copy
        self.index_writable = not opened.read_only
        self._signature = signature(self.folder, whole=self._immutable)
        if not opened.read_only and needs_migration(self._connection):
            try:
                with self.lock().held(), explained(self.file):
                    migrate(self._connection)
                    check_version(self._connection, self.file)
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file; the object is not to be used after this."""
        self._let_go()
        if self._temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _let_go(self) -> None:
        self.unpin()
        self._connection.close()
        if self._probe is not None:
            self._probe.close()
            self._probe = None
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None

    # -- which state is seen --------------------------------------------------------------------

    def stamp(self) -> str:
        """Names the state that is seen: this library, at this revision (ids and paths included)."""
        if self._pinned_stamp is not None:  # what a pinned store sees is always the same
            return self._pinned_stamp
        with explained(self.file):
            found = rows.stamp_of(self._connection)
        self._pinned_stamp = found if self._pinned else None
        return found

    def pin(self) -> str:
        """See the present state and no later one until ``unpin``; returns its stamp."""
        self.unpin()
        with explained(self.file):
            self._connection.execute("BEGIN")
            self._pinned = True
        return self.stamp()

    def unpin(self) -> None:
        """See every state from now on as it is committed."""
        if self._pinned:
            self._pinned, self._pinned_stamp = False, None
            # Nothing was written. COMMIT would complain once more about a damaged file, in place of the
            # error that has told of it.
            self._connection.rollback()

    def newest_stamp(self) -> str:
        """The stamp of the newest committed state, which a pinned store does not see yet."""
        self._follow()
        if not self._pinned or self._immutable or self.missing:
            return self.stamp()
        if self._probe is None:
            self._probe = connect_again(self.folder)
        with explained(self.file):
            return rows.stamp_of(self._probe)

    def _follow(self) -> None:
        """Open again what has come, was put in another's place, or changed though it was read as fixed."""
        if self.missing:
            changed = self.file.exists()
        else:
            changed = signature(self.folder, whole=self._immutable) != self._signature
        if changed:
            self._let_go()
            self._open()

    # -- reading --------------------------------------------------------------------------------

    @property
    def fingerprint(self) -> str:
        """Hex digest over all documents' texts and effective metadata, whatever their ids and paths."""
        return codec.fingerprint(int(self._meta("sum"), 16), int(self._meta("count")))

    def size(self) -> tuple[int, int]:
        """The number of documents and of characters (code points) of their texts."""
        with explained(self.file):
            row = self._connection.execute(
                "SELECT count(*), coalesce(sum(characters), 0)"
                " FROM documents JOIN readings ON readings.id = reading"
            ).fetchone()
        return int(row[0]), int(row[1])

    def documents(self, ids: Sequence[int] | None = None) -> list[Document]:
        """All documents by id, or those of ``ids`` in that order (unknown ids are left out)."""
        with explained(self.file):
            return rows.documents(self._connection, ids)

    def newest(self, limit: int, *, fold_duplicates: bool = False) -> list[Document]:
        """The ``limit`` newest documents: by date, undated ones last, of one date by id."""
        with explained(self.file):
            return rows.newest(self._connection, limit, fold_duplicates)

    def newest_ids(self) -> list[int]:
        """All ids in the order of ``newest``."""
        with explained(self.file):
            return rows.newest_ids(self._connection)

    def light_texts(self, ids: Sequence[int]) -> list[StoredText]:
        """The documents of ``ids`` in that order with text and paragraphs only; those gone are left out."""
        with explained(self.file):
            return rows.light_texts(self._connection, ids)

    def columns(self, ids: Sequence[int]) -> list[Columns]:
        """As ``light_texts``, with paragraphs as columns: in less than half the time."""
        with explained(self.file):
            return rows.columns(self._connection, ids)

    def excerpts(self, spans: Sequence[tuple[int, int, int]]) -> list[str | None]:
        """The text of each (id, start, end), without reading the documents: see ``rows.excerpts``."""
        with explained(self.file):
            return rows.excerpts(self._connection, spans)

    def stored_text(self, id: int) -> StoredText | None:
        """A document with its text; ``None`` when there is none of this id."""
        with explained(self.file):
            return rows.stored_text(self._connection, id)

    def stored_texts(self, ids: Sequence[int] | None = None) -> Iterator[StoredText]:
        """All documents, or those of ``ids``, with their texts, one at a time."""
        with explained(self.file):
            yield from rows.stored_texts(self._connection, self.ids() if ids is None else ids)

    def ids(self) -> list[int]:
        """The ids of all documents, in order."""
        with explained(self.file):
            return [row[0] for row in self._connection.execute("SELECT id FROM documents ORDER BY id")]

    def changed_since(self, stamp: str | None) -> tuple[list[int], list[int]] | None:
        """The ids changed or added, and those removed, since a stamp; ``None``: not one of this library."""
        since, now = Stamp.of(stamp), Stamp.of(self.stamp())
        if since.uid != now.uid or since.revision > now.revision:
            return None
        with explained(self.file):
            # Put in order here: asked to, SQLite goes through all documents by id rather than by revision.
            changed, removed = (
                sorted(row[0] for row in self._connection.execute(query, (since.revision,)))
                for query in (
                    "SELECT id FROM documents WHERE revision > ?",
                    "SELECT document FROM removals WHERE revision > ?",
                )
            )
        return changed, removed

    def revised_since(self, stamp: str) -> tuple[list[tuple[int, int, int]], list[int]] | None:
        """As ``changed_since``; the changed ones as (id, revision, characters) in the order of changes."""
        found = self.changed_since(stamp)
        if found is None:
            return None
        with explained(self.file):
            rows = self._connection.execute(
                "SELECT d.id, d.revision, r.characters FROM documents d JOIN readings r ON r.id = d.reading"
                " WHERE d.revision > ? ORDER BY d.revision, d.id",
                (Stamp.of(stamp).revision,),
            ).fetchall()
        return rows, found[1]

    def revision(self, id: int) -> int | None:
        """At which revision a document was changed last; ``None`` when there is none of this id."""
        with explained(self.file):
            row = self._connection.execute("SELECT revision FROM documents WHERE id = ?", (id,)).fetchone()
        return None if row is None else int(row[0])

    def state(self, id: int) -> DocumentState | None:
        """What commands change of a document; ``None`` when there is none of this id."""
        with explained(self.file):
            return load_state(self._connection, id)

    def found(self, reading: int) -> tuple[str, Metadata]:
        """What an import found in a reading: its content key (``codec.content_key``) and metadata."""
        with explained(self.file):
            key, metadata = self._connection.execute(
                "SELECT content_key, metadata FROM readings WHERE id = ?", (reading,)
            ).fetchone()
        return str(key), load_metadata(metadata)

    def reading(self, reading: int) -> tuple[Collected, str, str]:
        """A reading as it was collected, the SHA-256 of its bytes, and its content key."""
        with explained(self.file):
            return rows.reading(self._connection, reading)

    def by_path(self, path: str) -> tuple[int, str] | None:
        """The document that stands for a path, and the SHA-256 of the bytes that were there."""
        with explained(self.file):
            row = self._connection.execute(
                "SELECT document, sha256 FROM sources WHERE path = ?", (path,)
            ).fetchone()
        return None if row is None else (row[0], row[1])

    def by_bytes(self, sha256: str) -> int | None:
        """A document that has these bytes as one of its sources."""
        return self._first("SELECT min(document) FROM sources WHERE sha256 = ?", sha256)

    def by_content(self, key: str) -> int | None:
        """A document that was read from a copy of the same content (see ``codec.content_key``)."""
        return self._first(
            "SELECT min(d.id) FROM readings r JOIN documents d ON d.reading = r.id WHERE content_key = ?", key
        )

    def asked(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """What ``question`` reads from the file."""
        with explained(self.file):
            return question(self._connection)

    def duplicates(self) -> dict[int, int]:
        """Of which document each duplicate is one, as of the last commit (see ``likeness``).

        The same dictionary as long as nothing changes; it is not to be changed.
        """
        stamp = self.stamp()
        if self._duplicates[0] != stamp:
            with explained(self.file):
                self._duplicates = stamp, rows.duplicates(self._connection)
        return self._duplicates[1]

    def unlooked(self) -> int:
        """How many texts of an older library have not been looked over for duplicates yet, about."""
        with explained(self.file):
            return rows.unlooked(self._connection)

    def last_command(self) -> Past | None:
        """The newest command that has not been undone."""
        with explained(self.file):
            row = self._connection.execute(
                "SELECT id, name, at FROM commands ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return None if row is None else Past(*row)

    # -- looking the file over ------------------------------------------------------------------

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is whole."""
        with explained(self.file):
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(5)")]
        return [] if found == ["ok"] else found

    def broken_references(self) -> int:
        """The number of rows that refer to one that is not there."""
        with explained(self.file):
            return len(self._connection.execute("PRAGMA foreign_key_check").fetchall())

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """All source bytes with the SHA-256 they were stored under."""
        with explained(self.file):
            for digest, data in self._connection.execute("SELECT sha256, CAST(data AS BLOB) FROM blobs"):
                yield str(digest), bytes(data)

    def bytes_of(self, sha256: str) -> bytes | None:
        """The bytes of a file by their SHA-256."""
        with explained(self.file):
            row = self._connection.execute(
                "SELECT CAST(data AS BLOB) FROM blobs WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return None if row is None else bytes(row[0])

    def fingerprint_counted_anew(self) -> str:
        """The fingerprint from the stored texts themselves, not from the kept sum."""
        with explained(self.file):
            return rows.fingerprint_of(self._connection)

    def _first(self, query: str, value: str) -> int | None:
        with explained(self.file):
            found = self._connection.execute(query, (value,)).fetchone()[0]
        return None if found is None else int(found)

    def _meta(self, key: str) -> str:
        with explained(self.file):
            return str(self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    # -- writing --------------------------------------------------------------------------------

    def lock(self) -> WriteLock:
        """The write lock of the folder, which has to exist."""
        return WriteLock(self.folder, waiting=self._waiting, timeout=self._timeout)

    @contextmanager
    def command(self, name: str | None) -> Iterator[Command]:
        """Change the library: with the write lock held, in transactions, logged under ``name`` (``None``:
        not logged).

        What is not committed when the block is left by an exception is not done.
        Errors: ``LibraryReadOnly``, ``LibraryBusy``, ``LibraryTooNew``, ``LibraryError`` (no space).
        """
        if self.read_only:
            raise LibraryReadOnly(READ_ONLY, path=self.folder)
        self.unpin()
        with explained(self.file):
            if not self.folder.exists():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            elif self.missing and not any(self.folder.iterdir()):
                self.folder.chmod(0o700)
        with self.lock().held(), explained(self.file):
            if self.missing:
                create(self.folder)
                self._connection.close()
                self._open()
            check_version(self._connection, self.file)
            command = Command(self._connection, name)
            try:
                yield command
                command.close()
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
