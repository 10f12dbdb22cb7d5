"""When what was written is put in its place in the library file."""

from __future__ import annotations

from pathlib import Path

from index.store import Store


def test_documents_that_come_one_by_one_do_not_wait_for_it_but_who_closes_the_library_does(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    for number in range(3):
        with store.command(None) as command:
            command.add_bytes(bytes([number]) * (2 << 20))
    log = tmp_path / "library.sqlite3-wal"
    assert log.stat().st_size > 6 << 20  # SQLite would do it with the first commit behind 4 MB
    store.close()
    assert not log.exists()
    assert (tmp_path / "library.sqlite3").stat().st_size > 6 << 20
