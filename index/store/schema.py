"""The tables of the library file and the steps that bring an older file to them.

``blobs`` are the bytes of files, by SHA-256. ``readings`` are what an import made of them; a reading never
changes. A ``documents`` row points to its present reading and keeps what the user said about it; ``changes``
keeps what each command replaced, so that it can be undone without losing a byte.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

# "DJTU": marks the file as ours (PRAGMA application_id; shown by `file`).
APPLICATION_ID = 0x444A5455

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  data BLOB NOT NULL
);

-- The long columns stand last: SQLite reads a row's first page only, when the others are not asked for.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  text_sha256 TEXT NOT NULL,
  content_key TEXT NOT NULL,
  script TEXT NOT NULL,
  encoding TEXT NOT NULL,
  characters INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  paragraphs TEXT NOT NULL,
  repairs TEXT NOT NULL,
  furniture TEXT NOT NULL,
  why TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX readings_text ON readings(text_sha256);
CREATE INDEX readings_key ON readings(content_key);

-- AUTOINCREMENT: an id is never given to a second document.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reading INTEGER NOT NULL REFERENCES readings(id),
  path TEXT,
  corrections TEXT NOT NULL,
  undone TEXT NOT NULL,
  digest TEXT NOT NULL,
  revision INTEGER NOT NULL
);
CREATE INDEX documents_reading ON documents(reading);
CREATE INDEX documents_revision ON documents(revision);

CREATE TABLE sources (
  path TEXT PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sources_document ON sources(document);

-- Ids that went away, with the revision at which they did: for the index, which follows by revision.
CREATE TABLE removals (document INTEGER PRIMARY KEY, revision INTEGER NOT NULL);

CREATE TABLE commands (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  at TEXT NOT NULL
);
-- `before` is what the document was before the command (NULL: it was not there).
CREATE TABLE changes (
  command INTEGER NOT NULL REFERENCES commands(id) ON DELETE CASCADE,
  document INTEGER NOT NULL,
  before TEXT,
  PRIMARY KEY (command, document)
) WITHOUT ROWID;
"""


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _find_bytes(connection: sqlite3.Connection) -> None:
    # Every imported file is looked for by its bytes; a scan made long imports quadratic.
    connection.execute("CREATE INDEX sources_bytes ON sources(sha256)")


def _order_by_date(connection: sqlite3.Connection) -> None:
    # The date that is shown ("" for none; the user's word where there is one), for lists of the newest.
    connection.execute("ALTER TABLE documents ADD COLUMN date TEXT NOT NULL DEFAULT ''")
    connection.execute(
        "UPDATE documents SET date = coalesce(CASE"
        " WHEN json_type(corrections, '$.date') IS NOT NULL THEN json_extract(corrections, '$.date')"
        " ELSE (SELECT json_extract(metadata, '$.date') FROM readings WHERE readings.id = reading) END, '')"
    )
    connection.execute("CREATE INDEX documents_date ON documents(date DESC, id)")


_LIKENESS = """
-- A form is what texts of the same letters have in common (nearness.letters_of); `reading` is its first text,
-- `sampled` the number of its anchors that are in the sample.
CREATE TABLE forms (
  id INTEGER PRIMARY KEY,
  digest INTEGER NOT NULL UNIQUE,
  sampled INTEGER NOT NULL,
  reading INTEGER NOT NULL REFERENCES readings(id)
);
CREATE TABLE reading_forms (
  reading INTEGER PRIMARY KEY REFERENCES readings(id),
  form INTEGER NOT NULL REFERENCES forms(id)
);
CREATE TABLE anchors (
  anchor INTEGER NOT NULL,
  form INTEGER NOT NULL,
  PRIMARY KEY (anchor, form)
) WITHOUT ROWID;
-- Both ways round; relation 0: near-identical, 1: inside the other, 2: around it.
CREATE TABLE likenesses (
  form INTEGER NOT NULL,
  other INTEGER NOT NULL,
  relation INTEGER NOT NULL,
  PRIMARY KEY (form, other)
) WITHOUT ROWID;
ALTER TABLE documents ADD COLUMN form INTEGER;
ALTER TABLE documents ADD COLUMN duplicate_of INTEGER;
CREATE INDEX documents_form ON documents(form);
CREATE INDEX documents_duplicate ON documents(duplicate_of) WHERE duplicate_of IS NOT NULL;
-- Readings up to `unlike` are looked over bit by bit by the next imports, which are at `likened`.
INSERT INTO meta VALUES ('likeness', ''), ('unlike', '0'), ('likened', '0');
UPDATE documents SET duplicate_of = (
  SELECT min(d.id) FROM readings mine JOIN readings r ON r.text_sha256 = mine.text_sha256
  JOIN documents d ON d.reading = r.id WHERE mine.id = documents.reading AND d.id < documents.id
);
"""


def _likeness(connection: sqlite3.Connection) -> None:
    for statement in _LIKENESS.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _remember_what_was_given(connection: sqlite3.Connection) -> None:
    # What tables beside a file and names of folders have said of it: said again, it is not set again over
    # what the user has corrected since.
    connection.execute("ALTER TABLE documents ADD COLUMN given TEXT NOT NULL DEFAULT '{}'")


def _note_edges(connection: sqlite3.Connection) -> None:
    # See index.store.recurrence. Documents from before have none until they are imported again.
    connection.execute(
        "CREATE TABLE edges ("
        # The key first, in its order: SQLite before 3.41 takes other tables of this kind for damaged.
        " place INTEGER NOT NULL,"
        " apart INTEGER NOT NULL,"
        " document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,"
        " opening INTEGER NOT NULL,"
        " PRIMARY KEY (place, apart, document)"
        ") WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX edges_document ON edges(document)")


def _find_removals(connection: sqlite3.Connection) -> None:
    # What is kept beside the library asks what was removed since it was worked out.
    connection.execute("CREATE INDEX removals_by_revision ON removals(revision)")


def _gather_anchors(connection: sqlite3.Connection) -> None:
    # See index.store.anchors.
    connection.execute("CREATE TABLE new_anchors (id INTEGER PRIMARY KEY, anchors BLOB NOT NULL)")


# Step n brings a file of user_version n to n + 1. Steps are only ever appended.
MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = [
    _first,
    _find_bytes,
    _order_by_date,
    _remember_what_was_given,
    _likeness,
    _note_edges,
    _find_removals,
    _gather_anchors,
]

TABLES = frozenset(
    {"meta", "blobs", "readings", "documents", "sources", "removals", "commands", "changes"}
    | {"forms", "reading_forms", "anchors", "new_anchors", "likenesses", "edges"}
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open file to the present version in one transaction; nothing is changed if a step fails, nor
    where another program, of this version or a newer one, was quicker.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < len(MIGRATIONS):
            for step in MIGRATIONS[version:]:
                step(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
