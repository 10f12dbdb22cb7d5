"""What is too much is refused with a reason, in little time and memory, and costs nothing else."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.library import Library

Write = Callable[..., Path]
Article = Callable[..., str]
MANY = 100 << 20


@contextmanager
def within(limit: int) -> Iterator[None]:
    """No more than so many bytes are held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < limit
    finally:
        tracemalloc.stop()


def sparse(path: Path, size: int = MANY) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


@pytest.mark.parametrize("name", ["big.txt", "big.jsonl", "big.csv", "big.json"])
def test_a_file_of_a_hundred_megabytes_costs_itself_alone(
    library: Library, write: Write, article: Article, name: str
) -> None:
    sparse(write(name, article(1)))
    folder = write("zz.txt", article(2)).parent
    library.import_paths([write("a.txt", article(3))])  # what has to be loaded is not counted
    with within(200 << 20):
        report = library.import_paths([folder])
    found = {Path(file.path).name: file for file in report.documents}
    assert found["zz.txt"].status == "added"
    assert found[name].status in ("failed", "skipped") and found[name].reason


@pytest.mark.parametrize("content", [b"\0", b"x", b'{"text":"', b"[", b"\xe6\x9c\xba"], ids=range(5))
@pytest.mark.parametrize("suffix", [".jsonl.gz", ".csv.gz", ".json.gz"])
def test_a_bomb_is_given_up(
    library: Library, write: Write, article: Article, content: bytes, suffix: str
) -> None:
    # A hundred members of a megabyte are one file, and quicker made than one of a hundred.
    bomb = write(f"bomb{suffix}", gzip.compress(content * ((1 << 20) // len(content)), 1) * 100)
    report = library.import_paths([bomb, write("zz.txt", article(2))])
    assert [file.status for file in report.documents][-1] == "added"
    assert {file.status for file in report.documents[:-1]} == {"failed"}
    assert len(report.documents) <= 3


def test_a_row_of_twenty_megabytes_is_one_failed_row(
    library: Library, write: Write, article: Article
) -> None:
    rows = [
        {"id": "a", "text": article(1)},
        {"id": "b", "text": "机" * 8_000_000},
        {"id": "c", "text": article(3)},
    ]
    path = write("a.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    report = library.import_paths([path])
    assert [file.status for file in report.documents] == ["added", "failed", "added"]


def test_a_link_to_a_table_that_leads_nowhere_is_told(
    library: Library, write: Write, article: Article
) -> None:
    folder = write("zz.txt", article(2)).parent
    (folder / "a.jsonl").symlink_to("nowhere.jsonl")
    (folder / "b.jsonl").symlink_to("b.jsonl")
    report = library.import_paths([folder])
    assert [file.status for file in report.documents] == ["failed", "failed", "added"]
