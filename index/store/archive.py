"""The whole library in one file: made while it is in use, and put back without losing what was there."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from index.disk import sync
from index.errors import N_, LibraryDamaged, LibraryReadOnly, UsageError, said_by_system
from index.store.opening import connect_again, create, open_archive, remove
from index.store.problems import DAMAGED, READ_ONLY, explained
from index.store.schema import migrate
from index.store.store import Store

PAGES = 4096
"""Pages of 4 KiB copied before others get a turn."""
KEPT_NAME = "before-restore-{at:%Y%m%d-%H%M%S-%f}.sqlite3"

EXISTS = N_("{path} is there already; name another file, or say --replace.")
ITSELF = N_("{path} is the library itself; name another file.")
NO_FOLDER = N_("There is no folder {path}; make it, or name another.")
NOT_SAVED = N_("The backup {path} cannot be written ({detail}); choose another place, or make room.")
NOT_THERE = N_("There is no backup {path}; check the name.")
NO_BACKUP = N_("{path} is no backup, or a damaged one ({detail}); nothing was changed: name another file.")

Progress = Callable[[int, int], None] | None
"""Pages copied, and all there are."""


def save(store: Store, target: Path, *, replace: bool = False, progress: Progress = None) -> None:
    """Write the library as it is now into ``target``, which appears whole and checked, or not at all.

    Others may read and write meanwhile. Errors: ``UsageError`` (there is one already, and not ``replace``; no
    such folder; the library itself; cannot be written), ``LibraryError``.
    """
    _check_other(store, target)
    if target.exists() and not replace:
        raise UsageError(EXISTS, path=target)
    if not target.absolute().parent.is_dir():
        raise UsageError(NO_FOLDER, path=target.absolute().parent)
    # A name of its own: that of the backup may be as long as names can be.
    draft = target.with_name(f".backup.{secrets.token_hex(4)}")
    try:
        draft.touch(mode=0o600)
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            store.asked(lambda connection: _copy(connection, copy, progress))
            # One file, that needs no other beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy, target)
        finally:
            copy.close()
        sync(draft)
        draft.replace(target)
        sync(target.absolute().parent)
    except (OSError, sqlite3.OperationalError) as error:
        detail = said_by_system(error) if isinstance(error, OSError) else str(error)
        raise UsageError(NOT_SAVED, path=target, detail=detail) from error
    finally:
        remove(draft)


def restore(store: Store, source: Path, *, progress: Progress = None) -> Path | None:
    """Put the library that was saved in ``source`` in the place of the present one.

    What is there now is saved beside it first, unless it is empty; the file with it is returned. Who has the
    library open sees the other one from the next question on. It is another library from then on: what is
    kept beside it (index, registers) is made anew. Errors: ``UsageError`` (no such file, the library itself,
    no backup, or a damaged one), ``LibraryTooNew``, ``LibraryReadOnly``, ``LibraryError``; then the present
    one is as it was.
    """
    if not source.is_file():
        raise UsageError(NOT_THERE, path=source)
    _check_other(store, source)
    if store.read_only:
        raise LibraryReadOnly(READ_ONLY, path=store.folder)
    with explained(store.file):
        store.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store.unpin()
    with store.lock().held():
        create(store.folder)
        store.newest_stamp()
        draft = store.folder / f".restore.{secrets.token_hex(4)}"
        try:
            _prepare(source, draft, progress)
            kept = None
            if store.size()[0]:
                kept = store.folder / KEPT_NAME.format(at=datetime.now())
                save(store, kept)
            with explained(store.file):
                prepared, present = sqlite3.connect(draft), connect_again(store.folder)
                try:
                    # In one transaction: whoever reads sees the one or the other.
                    prepared.backup(present)
                finally:
                    prepared.close()
                    present.close()
        finally:
            remove(draft)
    return kept


def _check_other(store: Store, file: Path) -> None:
    """Errors: ``UsageError`` where ``file`` is that of the library: others have it open, and its last commits
    stand in another file.
    """
    if not store.missing and file.exists() and file.samefile(store.file):
        raise UsageError(ITSELF, path=file)


def _prepare(source: Path, draft: Path, progress: Progress) -> None:
    """Write the library saved in ``source`` into ``draft``, as another one and in the present format."""
    try:
        with explained(source):
            saved = open_archive(source)
            draft.touch(mode=0o600)
            prepared = sqlite3.connect(draft, isolation_level=None)
            try:
                _copy(saved, prepared, progress)
                _check(prepared, source)
                prepared.execute("PRAGMA journal_mode = WAL")
                migrate(prepared)
                prepared.execute("UPDATE meta SET value = ? WHERE key = 'uid'", (secrets.token_hex(8),))
            finally:
                saved.close()
                prepared.close()
    except LibraryDamaged as error:
        # The library asked for is sound: its user is told of the file that was named.
        raise UsageError(NO_BACKUP, path=source, detail=error.fields["detail"]) from error


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> None:
    def copied(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    source.backup(target, pages=PAGES, progress=copied)


def _check(connection: sqlite3.Connection, file: Path) -> None:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise LibraryDamaged(DAMAGED, file=file, detail=found[0])
