"""What SQLite and the file system say, as one sentence for the user."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import N_, LibraryBusy, LibraryDamaged, LibraryError, LibraryReadOnly, said_by_system

DAMAGED = N_(
    "The library file {file} is damaged ({detail}); nothing was changed: "
    "put a backup in its place, or name another folder with --library."
)
READ_ONLY = N_(
    "The library {path} can only be read; copy its folder to a place where you may write "
    "and name that with --library."
)
BUSY = N_("Another program is writing to the library {path}; try again when it has finished.")
NO_SPACE = N_(
    "There is no space left for the library {path}; free some space and run the command again: "
    "what was there before is kept."
)
NOT_WRITTEN = N_(
    "The library {path} could not be written to the end: its disk may be full, or what you may store there "
    "or in one file (ulimit -f) used up; make room and run the command again: what was there before is kept."
)
FAILED = N_("The library {path} cannot be used ({detail}); check the folder, or name another with --library.")


# What SQLite says where a write ends early for another reason than a full disk.
_CUT_OFF = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)


def of_sqlite(error: sqlite3.Error, file: Path) -> LibraryError:
    """The error type and sentence for an SQLite error on ``file``."""
    # The low byte is the primary result code (https://www.sqlite.org/rescode.html).
    whole = getattr(error, "sqlite_errorcode", 0)
    code = whole & 0xFF
    path = file.parent
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(BUSY, path=path)
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(NO_SPACE, path=path)
    if whole in _CUT_OFF:
        return LibraryError(NOT_WRITTEN, path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryReadOnly(READ_ONLY, path=path)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_AUTH):
        return LibraryError(FAILED, path=path, detail=error)
    return LibraryDamaged(DAMAGED, file=file, detail=error)


def of_system(error: OSError, path: Path) -> LibraryError:
    """The error type and sentence for a file system error on the library folder ``path``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryError(NO_SPACE, path=path)
    if error.errno == errno.EFBIG:
        return LibraryError(NOT_WRITTEN, path=path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return LibraryReadOnly(READ_ONLY, path=path)
    return LibraryError(FAILED, path=path, detail=said_by_system(error))


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system inside the block into errors of the library."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, such as a closed connection: nobody shall replace a whole library for it
    except sqlite3.Error as error:
        raise of_sqlite(error, file) from error
    except OSError as error:
        raise of_system(error, file.parent) from error
