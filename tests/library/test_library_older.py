"""Libraries that other versions of the program wrote: older ones are brought along, newer ones left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from older_library import take_back  # type: ignore[import-not-found]

from index.errors import LibraryTooNew
from index.library import Library
from index.store import FILE_NAME, Store
from index.store.lock import WriteLock
from index.store.schema import MIGRATIONS, migrate

Write = Callable[..., Path]
Article = Callable[..., str]

NEWER = len(MIGRATIONS) + 1


def made_newer(file: Path) -> None:
    """What a newer program does to a library that it opens."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE shelves (id INTEGER PRIMARY KEY)")
        connection.execute(f"PRAGMA user_version = {NEWER}")
    connection.close()


def version_of(file: Path) -> int:
    connection = sqlite3.connect(file)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_older_version_is_brought_along_with_all_that_was_in_it(
    stocked: Library, write: Write, article: Article, version: int
) -> None:
    copy = write("copy.txt", article(2), "gb18030")
    stocked.import_paths([copy])
    stocked.set_fields(1, {"region": "湖南", "date": "2023-05"})
    stocked.remove([3])
    before = stocked.list(), [stocked.show(id).text for id in (1, 2)], stocked.corpus().fingerprint
    newest = stocked.newest(5)
    stocked.close()
    take_back(stocked.path / FILE_NAME, version)
    with Library.open(stocked.path) as library:
        assert version_of(stocked.path / FILE_NAME) == len(MIGRATIONS)
        found = library.list(), [library.show(id).text for id in (1, 2)], library.corpus().fingerprint
        assert found == before
        assert library.newest(5) == newest
        assert library.search("支部").documents == 2
        # Its log is understood, and goes on.
        assert library.undo() == [3] and library.undo() == [1]
        assert library.document(1).region is None
        again = library.import_paths([copy.parent])
        assert {file.status for file in again.documents} == {"unchanged"}
        assert library.import_paths([write("a9.txt", article(9))]).count("added") == 1
        library.reindex()
        assert [check.name for check in library.doctor() if not check.ok and check.name != "privacy"] == []


def test_a_newer_program_that_was_quicker_with_an_older_library_keeps_its_version(stocked: Library) -> None:
    stocked.close()
    file = stocked.path / FILE_NAME
    take_back(file, 3)

    def newer() -> None:
        # This program waits for the lock; the newer one has it, and is done.
        connection = sqlite3.connect(file, isolation_level=None)
        migrate(connection)
        connection.close()
        made_newer(file)
        lock.release()

    lock = WriteLock(stocked.path, waiting=None, timeout=1)
    assert lock.try_acquire(0.0)
    with pytest.raises(LibraryTooNew):
        Store(stocked.path, waiting=newer)
    assert version_of(file) == NEWER


def test_what_a_newer_program_has_changed_meanwhile_is_not_written_to(
    stocked: Library, write: Write, article: Article
) -> None:
    made_newer(stocked.path / FILE_NAME)
    with pytest.raises(LibraryTooNew):
        stocked.set_fields(1, {"region": "湖南"})
    with pytest.raises(LibraryTooNew):
        stocked.import_paths([write("a9.txt", article(9))])
    # What this program knows is still read.
    assert stocked.document(1).region is None and stocked.search("支部").documents == 3
