"""What an import leaves to the process that makes the rows of registers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.library.rows import following, keeper
from index.library.rows.file import RowsFile, locked
from index.library.rows.following import much_is_left
from index.store import Store

Write = Callable[..., Path]
Article = Callable[..., str]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose rows were left to a process; a hundred characters are much."""
    folders: list[Path] = []
    monkeypatch.setattr(keeper, "leave", lambda folder, _: folders.append(folder))
    monkeypatch.setattr(keeper, "ALONE", 100)
    return folders


def test_much_is_left_to_a_process_and_little_to_the_next_question(
    library: Library, write: Write, article: Article, left: list[Path]
) -> None:
    library.import_paths([write("short.txt", article(1)[:60])])
    assert left == []
    library.import_paths([write("long.txt", article(2))])
    assert left == [library.path]


def test_only_documents_without_rows_count(
    stocked: Library, write: Write, article: Article, left: list[Path]
) -> None:
    stocked.figures()
    stocked.import_paths([write("short.txt", article(4)[:60])])
    assert left == []
    stocked.import_paths([write("a3.txt", article(3, word="信访"))])
    assert left == [stocked.path]


def test_rows_of_an_interrupted_run_count_as_made(stocked: Library) -> None:
    stocked.figures()
    store, file = Store(stocked.path), RowsFile(stocked.path)
    try:
        uid = store.stamp().partition(":")[0]
        rows = file.writing(uid)
        rows.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (f"{uid}:0",))
        assert not much_is_left(store, rows, 100)
        rows.execute("DELETE FROM documents WHERE id = 2")
        assert much_is_left(store, rows, 100)
    finally:
        file.close()
        store.close()


def test_no_second_process_is_started_beside_one_that_is_at_it(
    library: Library, write: Write, article: Article, left: list[Path]
) -> None:
    library.import_paths([write("first.txt", "短文\n")])
    with locked(library.path):
        library.import_paths([write("long.txt", article(2))])
    assert left == []


def test_no_more_documents_are_looked_at_than_it_takes(stocked: Library) -> None:
    store = Store(stocked.path)
    try:
        plan = store.asked(_plan)
    finally:
        store.close()
    assert any("documents_revision" in line for line in plan)
    assert not any("TEMP B-TREE" in line or "SCAN" in line for line in plan)


def _plan(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {following._NEWEST}", (0,))
    return [str(row[3]) for row in rows]
