"""Opening the library file: created whole or not at all, checked before it is trusted.

A library that cannot be written is opened for reading. SQLite wants to create ``-wal`` and ``-shm`` files
beside a WAL database even to read it; where that is impossible the file is read as immutable when no WAL is
left over, and otherwise through a private copy of file and WAL (https://www.sqlite.org/wal.html#readonly).
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from index.disk import sync
from index.errors import N_, LibraryDamaged, LibraryError, LibraryTooNew
from index.store.lock import WriteLock
from index.store.problems import DAMAGED, explained, of_sqlite
from index.store.schema import APPLICATION_ID, MIGRATIONS, TABLES, migrate

FILE_NAME = "library.sqlite3"

TOO_NEW = N_(
    "The library {path} was written by a newer version of dangjian-tui (its format is {found}, this program "
    "knows {known}); update the program, or name another folder with --library."
)
NOT_A_FOLDER = N_("{path} is a file, not the folder of a library; name a folder with --library.")

TOGETHER = 4000
"""Pages that are written before they are put in their place."""
MAPPED = 0x7FFF0000
"""Bytes of the file that are mapped into memory: what SQLite allows."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open connection and what it stands on; ``copy`` is a temporary folder to remove at the end."""

    connection: sqlite3.Connection
    read_only: bool
    immutable: bool
    copy: Path | None = None


def writable(path: Path) -> bool:
    """Whether the file or folder may be written by this process, root without privileges included."""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def create(folder: Path) -> None:
    """Make an empty library in ``folder`` (mode 0700 if it is made here): the file appears complete or not
    at all.

    Call with the write lock held. A library that is already there is left alone.
    """
    file = folder / FILE_NAME
    if file.exists():
        return
    draft = folder / f".{FILE_NAME}.{secrets.token_hex(4)}"
    with explained(file):
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            connection = _connect(f"file:{_quoted(draft)}?mode=rw")
            try:
                initialise(connection)
            finally:
                connection.close()
            _set_aside(file.with_name(file.name + "-wal"))
            draft.replace(file)
        finally:
            remove(draft)
        # Its name is on the disk before anything that it is told to keep, and so is that of a new folder.
        sync(folder, folder.absolute().parent)


def remove(file: Path) -> None:
    """Remove a database, if it is there, with what SQLite has beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _set_aside(wal: Path) -> None:
    """SQLite would take the WAL of a file that is gone for that of the new one, and damage it. It is kept: it
    holds the last commits of a file that may have been moved away without it.
    """
    with suppress(FileNotFoundError):
        wal.replace(wal.with_name(f"{wal.name}.{secrets.token_hex(4)}"))
    wal.with_name(FILE_NAME + "-shm").unlink(missing_ok=True)


def initialise(connection: sqlite3.Connection) -> None:
    """Give an empty database the tables of a library."""
    connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection)
    connection.execute("BEGIN IMMEDIATE")
    # Tells this library's index from another's that has as many revisions.
    connection.execute("INSERT INTO meta VALUES ('uid', ?)", (secrets.token_hex(8),))
    connection.execute("INSERT INTO meta VALUES ('revision', '0'), ('sum', '0'), ('count', '0')")
    connection.execute("COMMIT")


def settle(file: Path, lock: Callable[[], WriteLock]) -> None:
    """Make a library of a backup that somebody has put in its place by hand.

    What the library before has left in its WAL is set aside, as SQLite would take it for this one's; and
    readers and writers do not wait for each other from now on. Nothing is done where it cannot be written.
    """
    with explained(file):
        if not (file.is_file() and writable(file.parent) and writable(file)):
            return
        status = file.stat()
        if (status.st_dev, status.st_ino) in _looked_at:
            return
        # Once, before SQLite has it open: closing it drops all locks of this process (see ``open_file``).
        _looked_at.add((status.st_dev, status.st_ino))
        if not _is_backup(file):
            return
        with lock().held():
            if _is_backup(file):
                _set_aside(file.with_name(file.name + "-wal"))
                connection = _connect(f"file:{_quoted(file)}?mode=rw")
                with closing(connection), suppress(sqlite3.DatabaseError):  # told when it is opened
                    connection.execute("PRAGMA journal_mode = WAL")


_looked_at: set[tuple[int, int]] = set()
"""Files (device, inode) that this process has looked at."""


def _is_backup(file: Path) -> bool:
    """Whether a file has been written by ``archive.save``: without a WAL, as its header says
    (https://www.sqlite.org/fileformat2.html#file_format_version_numbers); libraries have one.
    """
    with file.open("rb") as stream:
        header = stream.read(72)
    return header[18:20] == b"\1\1" and header[68:] == APPLICATION_ID.to_bytes(4, "big")


def in_memory() -> sqlite3.Connection:
    """An empty library that is nowhere yet."""
    connection = _connect("file::memory:")
    initialise(connection)
    return connection


def open_file(folder: Path) -> Opened:
    """Open the library file of ``folder``, for writing where that is allowed.

    While it may be open here, the file is never opened other than by SQLite: closing it would drop the locks
    of every other connection of this process to it (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Errors: ``LibraryDamaged`` (not a library file, truncated, tables missing), ``LibraryTooNew``,
    ``LibraryError``. Nothing is ever overwritten. An older file that can be written still has to be
    migrated by the caller, under the write lock (``needs_migration``); one that cannot is migrated in a
    private copy.
    """
    file = folder / FILE_NAME
    with explained(file):
        if not file.is_file():
            raise LibraryDamaged(DAMAGED, file=file, detail="not a file")
        if writable(folder) and writable(file):
            return Opened(_checked(_connect(f"file:{_quoted(file)}?mode=rw"), file), False, False)
        wal = file.with_name(file.name + "-wal")
        if _holds_commits(wal) and not _is_backup(file):
            return _open_copy(file, wal)
        opened = Opened(_checked(_connect(f"file:{_quoted(file)}?mode=ro&immutable=1"), file), True, True)
        if needs_migration(opened.connection):
            opened.connection.close()
            return _open_copy(file, wal)
        return opened


def needs_migration(connection: sqlite3.Connection) -> bool:
    """Whether the open file has an older version than this program writes."""
    return _version(connection) < len(MIGRATIONS)


def _holds_commits(wal: Path) -> bool:
    try:
        return wal.stat().st_size > 0
    except OSError:
        return False  # not there, or of a name that is too long to be


def _open_copy(file: Path, wal: Path) -> Opened:
    """Read what stands in file and WAL through a copy: a leftover WAL cannot be read where it is."""
    folder = Path(tempfile.mkdtemp(prefix="dangjian-tui-"))
    try:
        copy = folder / FILE_NAME
        shutil.copyfile(file, copy)
        if wal.exists():
            shutil.copyfile(wal, copy.with_name(wal.name))
        connection = _checked(_connect(f"file:{_quoted(copy)}?mode=rw"), file)
        if needs_migration(connection):
            migrate(connection)
        connection.execute("PRAGMA query_only = ON")
        return Opened(connection, True, True, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def signature(folder: Path, *, whole: bool) -> tuple[object, ...]:
    """Tells a library file from another put in its place; ``whole``: and from itself before a change."""
    parts: list[object] = []
    for suffix in ("", "-wal") if whole else ("",):
        try:
            status = (folder / (FILE_NAME + suffix)).stat()
        except OSError:
            parts.append(None)
        else:
            parts.append((status.st_dev, status.st_ino))
            if whole:
                parts.append((status.st_size, status.st_mtime_ns))
    return tuple(parts)


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA foreign_keys = ON")
    # What a finished command reported is on the disk.
    connection.execute("PRAGMA synchronous = FULL")
    # Pages kept in memory (KiB): what an import writes to again and again, what a list of results reads.
    connection.execute("PRAGMA cache_size = -16000")
    # With SQLite's 1,000 pages each fourteenth of documents that come one by one waited for that. It is done
    # when the library is closed at the latest.
    connection.execute(f"PRAGMA wal_autocheckpoint = {TOGETHER}")
    # Other pages are read where the system has them, in half the time that it takes to ask for each.
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection


def connect_again(folder: Path) -> sqlite3.Connection:
    """A second connection to a library that is already open for writing."""
    file = folder / FILE_NAME
    with explained(file):
        return _connect(f"file:{_quoted(file)}?mode=rw")


def nearest_folder(folder: Path) -> Path:
    """The folder itself or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def open_archive(file: Path) -> sqlite3.Connection:
    """A connection for reading to a library that was saved in ``file``, wherever that stands; with its last
    commits, where it is no backup but the file of a library that was not closed.

    Errors: ``LibraryDamaged`` (not a library file, tables missing), ``LibraryTooNew``, ``LibraryError``.
    """
    wal = file.with_name(file.name + "-wal")
    with explained(file):
        mode = "ro" if _holds_commits(wal) else "ro&immutable=1"
        return _checked(_connect(f"file:{_quoted(file)}?mode={mode}"), file)


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path.absolute()))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(connection: sqlite3.Connection, file: Path) -> int:
    """The version of an open file. Errors: ``LibraryTooNew``; a program that is newer may have come by while
    the file was open here.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise LibraryTooNew(TOO_NEW, path=file.parent, found=version, known=len(MIGRATIONS))
    return version


def _checked(connection: sqlite3.Connection, file: Path) -> sqlite3.Connection:
    """The connection, if it is to a library that this program knows."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise LibraryDamaged(DAMAGED, file=file, detail="not a library file")
        version = check_version(connection, file)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        missing = sorted(TABLES - {row[0] for row in rows})
        if missing and version == len(MIGRATIONS):
            raise LibraryDamaged(DAMAGED, file=file, detail="no table " + ", ".join(missing))
        if version == len(MIGRATIONS) and len(_meta(connection)) < 4:
            raise LibraryDamaged(DAMAGED, file=file, detail="the table meta is incomplete")
    except sqlite3.Error as error:
        connection.close()
        raise of_sqlite(error, file) from error
    except LibraryError:
        connection.close()
        raise
    return connection


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    names = ("uid", "revision", "sum", "count")
    rows = connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?, ?, ?)", names)
    return dict(rows.fetchall())
