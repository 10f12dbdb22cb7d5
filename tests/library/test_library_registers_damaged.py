"""Rows of registers are disposable: whatever happens to their file, they are made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.library.rows.file import FILE_NAME


def values(library: Library) -> list[float]:
    return [found.row.value for found in library.figures().rows]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _overwritten(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def _no_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE figures")


def _older(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'version'")
        connection.execute("UPDATE figures SET value = 0")


def _anothers(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'uid'")
        connection.execute("UPDATE figures SET value = 0")


@pytest.mark.parametrize(
    "damage",
    [Path.unlink, _cut, _overwritten, _no_table, _older, _anothers, lambda file: file.write_bytes(b"")],
)
@pytest.mark.parametrize("again", [False, True])
def test_damaged_rows_are_made_again(stocked: Library, damage: Callable[[Path], object], again: bool) -> None:
    before = values(stocked)
    stocked.close()
    damage(stocked.path / FILE_NAME)
    with Library.open(stocked.path) as library:
        if again:
            library.quotations()
        assert values(library) == before
    with Library.open(stocked.path) as library:
        assert library.registers_missing() is None


def test_damage_under_an_open_library_is_mended(stocked: Library) -> None:
    before = values(stocked)
    (stocked.path / FILE_NAME).unlink()
    assert values(stocked) == before
    with Library.open(stocked.path) as other:
        other._kept()._file.writing("of no library")
    assert values(stocked) == before
