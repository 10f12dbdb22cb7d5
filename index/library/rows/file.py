"""The file of rows: SQLite beside the library. It is disposable: whatever is wrong with it, it goes.

Whoever writes holds ``registers.lock``; only then is the file made, or thrown away. Who reads never waits.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from index.registers.extractors import TABLES, Row, Table
from index.registers.extractors import version as extracted_by

FILE_NAME = "registers.sqlite3"
LOCK_NAME = "registers.lock"

_META = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  date TEXT,
  region TEXT,
  level TEXT,
  -- Why there are no rows of it, where extracting failed.
  failed TEXT,
  -- How many headings it has, and how many of them are alike at most.
  headings INTEGER NOT NULL,
  alike INTEGER NOT NULL
);
CREATE INDEX documents_revision ON documents(revision);
CREATE INDEX documents_date ON documents(date);
CREATE INDEX documents_region ON documents(region);
CREATE INDEX documents_headings ON documents(headings, alike);
CREATE INDEX documents_alike ON documents(alike, headings);
-- What figures count, each once: so many rows need not be read to find the words that one has typed.
CREATE TABLE subjects (counted TEXT PRIMARY KEY) WITHOUT ROWID;
-- What quotations and headings are found by: their letters, folded.
CREATE TABLE letters (
  register TEXT NOT NULL,
  doc INTEGER NOT NULL,
  start INTEGER NOT NULL,
  letters TEXT NOT NULL,
  PRIMARY KEY (register, doc, start)
) WITHOUT ROWID;
-- The terms of all documents, in their order, as of the stamp `terms` in meta: what a table of them shows.
CREATE TABLE terms (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT,
  documents INTEGER NOT NULL,
  occurrences INTEGER NOT NULL,
  regions INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  meaning TEXT NOT NULL,
  -- By what it is found and sorted: the folded letters of its names, and how it sounds.
  letters TEXT NOT NULL,
  sound BLOB NOT NULL,
  -- What its uses have as theirs.
  key TEXT NOT NULL
);
CREATE INDEX terms_kind ON terms(kind, number);
CREATE INDEX terms_name ON terms(name, kind);
CREATE INDEX terms_key ON terms(key, kind);
-- All else of a term; of some there is much.
CREATE TABLE term_texts (
  number INTEGER PRIMARY KEY,
  about TEXT NOT NULL,
  -- In columns: documents, starts, ends, texts.
  mentions TEXT NOT NULL
);
"""


LETTERS = ("quotations", "headings")
"""Registers whose texts are looked for by their letters."""


@cache
def version() -> str:
    """Tells rows of this version from others: what is extracted, and how it is kept."""
    return sha256((extracted_by() + _META + _ALIKE + _TIMES).encode()).hexdigest()


def letters(text: str) -> str:
    """What a text is found by: its letters and digits, folded."""
    from index.text.fold import fold

    return "".join(filter(str.isalnum, fold(text)))


def names(table: Table) -> list[str]:
    """The names of the columns of a table, without that of the document."""
    return [column.split()[0] for column in table.columns.split(", ")]


_ALIKE = (
    "CREATE INDEX figures_alike ON figures(counted, unit, date, clause, value, doc)"
    " WHERE clause IS NOT NULL AND length(date) > 4"
)
"""Figures that documents may tell differently: few among all of them."""
_TIMES = "CREATE INDEX uses_times ON uses(doc, letters, kind, type, times)"
"""How often documents use terms, without a look at what else is known of a use: that is much."""


def _statements() -> Iterable[str]:
    for table in TABLES:
        key = f"doc, {table.key}"
        yield (
            f"CREATE TABLE {table.name} (doc INTEGER NOT NULL, {table.columns},"
            f" PRIMARY KEY ({key})) WITHOUT ROWID"
        )
        for number, columns in enumerate(table.indexes):
            yield f"CREATE INDEX {table.name}_{number} ON {table.name}({columns}, {key})"
    yield _ALIKE
    yield _TIMES


class RowsFile:
    """The rows of one library, in its ``folder``; ``None``: in a temporary file that nobody else sees."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE_NAME
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    @property
    def temporary(self) -> bool:
        """Whether it goes when it is closed."""
        return self._path is None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def reading(self) -> sqlite3.Connection | None:
        """A connection to rows of this version; ``None``: there are none. sqlite3.Error: damaged."""
        if self._path is None:
            return self._connection
        identity = _identity(self._path)
        if identity != self._identity:
            self.close()
        if self._connection is None and identity is not None:
            self._connection = _checked(_connected(self._path, create=False))
            self._identity = identity if self._connection is not None else None
        return self._connection

    def writing(self, uid: str) -> sqlite3.Connection:
        """A connection to the rows of the library ``uid``, empty ones if there were others. OSError,
        sqlite3.Error (no space).
        """
        with suppress(sqlite3.Error):
            found = self.reading()
            if found is not None and meta(found, "uid") == uid:
                return found
        self.discard()
        if self._path is not None:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        made = _connected(self._path, create=True)
        made.execute("BEGIN IMMEDIATE")
        for statement in (*_META.split(";\n"), *_statements()):
            if statement.strip():
                made.execute(statement)
        # The version last: a file without it counts for nothing.
        values = [("uid", uid), ("stamp", f"{uid}:0"), ("version", version())]
        made.executemany("INSERT INTO meta VALUES (?, ?)", values)
        made.execute("COMMIT")
        self._connection = made
        self._identity = None if self._path is None else _identity(self._path)
        return made

    def discard(self) -> None:
        """Throw the rows away. OSError."""
        self.close()
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._identity = None


def _identity(path: Path) -> tuple[int, int] | None:
    """Tells the file from another put in its place; ``None`` where it cannot be read."""
    try:
        status = path.stat()
        wal = path.with_name(path.name + "-wal")
        if not _writable(path) and wal.exists() and wal.stat().st_size:
            # What stands in it would be left out.
            return None
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _writable(path: Path) -> bool:
    from index.store.opening import writable

    return writable(path.parent) and writable(path)


def _connected(path: Path | None, *, create: bool) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect("", isolation_level=None, check_same_thread=False)
    from urllib.parse import quote

    name = quote(os.fsencode(path.absolute()))
    mode = "rwc" if create else "rw" if _writable(path) else "ro&immutable=1"
    uri = f"file:{name}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    if create:
        connection.execute("PRAGMA journal_mode = WAL")
    # Nothing is lost that cannot be made again; the file stays whole all the same.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection | None:
    try:
        if meta(connection, "version") == version():
            return connection
    except sqlite3.OperationalError:
        # No tables: being made at this moment, or something else altogether.
        pass
    except sqlite3.Error:
        connection.close()
        raise
    connection.close()
    return None


def locked(folder: Path, wait: float = 0.0) -> FileLock:
    """What whoever writes rows holds; filelock.Timeout where another program does."""
    return FileLock(folder / LOCK_NAME, timeout=wait, mode=0o600)


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """A value that the file keeps about itself."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def remove(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take out documents with all their rows."""
    for table in TABLES:
        connection.executemany(f"DELETE FROM {table.name} WHERE doc = ?", ((id,) for id in ids))
    for register in LETTERS:
        statement = "DELETE FROM letters WHERE register = ? AND doc = ?"
        connection.executemany(statement, ((register, id) for id in ids))
    connection.executemany("DELETE FROM documents WHERE id = ?", ((id,) for id in ids))


def insert(
    connection: sqlite3.Connection, document: tuple[object, ...], rows: Mapping[str, Sequence[Row]]
) -> None:
    """Put in a document (as the table begins) with its rows; it is not there yet."""
    shape = len(rows.get("headings", ())), max((row[1] for row in rows.get("shapes", ())), default=0)  # type: ignore[type-var]
    connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*document, *shape))
    for table in TABLES:
        found = rows.get(table.name)
        if found:
            marks = ", ".join("?" * (len(names(table)) + 1))
            # Two rows of one key would be a mistake of an extractor: no reason to have none of the others.
            statement = f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})"
            connection.executemany(statement, ((document[0], *row) for row in found))
            if table.name == "figures":
                subjects = ((row[12],) for row in found if row[12])
                connection.executemany("INSERT OR IGNORE INTO subjects VALUES (?)", subjects)
            if table.name in LETTERS:
                text = names(table).index("text")
                found_by = ((table.name, document[0], row[0], letters(str(row[text]))) for row in found)
                connection.executemany("INSERT OR IGNORE INTO letters VALUES (?, ?, ?, ?)", found_by)
