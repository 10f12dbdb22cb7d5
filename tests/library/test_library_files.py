"""Files that an import finds under a folder: their names and their bytes."""

from __future__ import annotations

import os
from pathlib import Path

from index.library.files import candidates, name_of, read

SUFFIXES = frozenset({".txt", ".html", ""})


def test_names_are_those_by_which_the_files_are_stored(tmp_path: Path) -> None:
    inner = tmp_path / "甲" / "乙.html"
    inner.mkdir(parents=True)
    named = {
        inner / "一.txt": None,
        inner / "大写.TXT": None,
        inner / "2021.10）": None,
        inner / "表.txt.gz": "skipped",
        inner / "图.png": "skipped",
        Path(os.fsdecode(os.fsencode(inner) + b"/\xff.txt")): None,
    }
    for path in named:
        path.write_bytes(b"x")
    (inner / ".藏.txt").write_bytes(b"x")
    (inner / "断.txt").symlink_to(inner / "没有.txt")
    (inner / "链.txt").symlink_to(inner / "一.txt")
    found = candidates([tmp_path / "甲" / ".." / "甲"], suffixes=SUFFIXES)
    assert all(candidate.name in ("", name_of(candidate.path)) for candidate in found)
    statuses = {name_of(candidate.path): candidate.status for candidate in found}
    expected = {name_of(path): status for path, status in named.items()}
    assert statuses == expected | {name_of(inner / "断.txt"): "failed", name_of(inner / "链.txt"): None}
    assert {candidate.folders for candidate in found if candidate.status is None} == {("甲", "乙.html")}


def test_all_bytes_of_a_file_are_read_also_where_the_system_tells_of_none(tmp_path: Path) -> None:
    for size in (0, 1, 100_000):
        (tmp_path / "file").write_bytes(b"x" * size)
        assert read(tmp_path / "file") == b"x" * size
    told = Path("/proc/self/status")  # said to be empty
    if told.exists():
        assert read(told).startswith(b"Name:")
