"""Libraries that are not as they should be: one sentence that says what to do, and nothing is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import LibraryDamaged, LibraryError, LibraryTooNew
from index.library import Library, importing
from index.store import FILE_NAME

Write = Callable[..., Path]
Article = Callable[..., str]


@pytest.fixture
def file(stocked: Library) -> Path:
    """The file of a closed library of three articles."""
    stocked.close()
    return stocked.path / FILE_NAME


def refused(folder: Path, kind: type[LibraryError]) -> str:
    """The sentence with which opening (or first reading) is refused; the file has to stay as it is."""
    file = folder / FILE_NAME
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(kind) as caught, Library.open(folder) as library:
        for document in library.list():
            library.show(document.id)
    assert (file.read_bytes() if file.is_file() else b"") == before
    sentence = str(caught.value)
    assert "\n" not in sentence and str(folder) in sentence
    return sentence


@pytest.mark.parametrize(
    "content", [b"", b"x", b"not a database " * 100, b"SQLite format 3\0", b"SQLite format 3\0" + bytes(4096)]
)
def test_a_file_that_is_no_library(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert "backup" in refused(tmp_path, LibraryDamaged)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE documents (id INTEGER)")
    other.close()
    assert "not a library file" in refused(tmp_path, LibraryDamaged)


@pytest.mark.parametrize("left", [0.02, 0.5, 0.9])
def test_a_truncated_file(file: Path, left: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * left)])
    assert "backup" in refused(file.parent, LibraryDamaged)


@pytest.mark.parametrize("offset", [*range(24), 28, 30, 44, 47, 56, 59, 68, 70, 100, 103])
def test_a_flipped_bit_in_the_header_is_refused_or_harmless(file: Path, offset: int) -> None:
    data = bytearray(file.read_bytes())
    with Library.open(file.parent) as library:
        before = [library.show(document.id) for document in library.list()]
    data[offset] ^= 0x40
    file.write_bytes(data)
    try:
        with Library.open(file.parent) as library:
            assert [library.show(document.id) for document in library.list()] == before
    except LibraryError as error:
        assert str(file.parent) in str(error)
        assert file.read_bytes() == bytes(data)


@pytest.mark.parametrize("table", ["documents", "readings", "meta", "changes"])
def test_a_missing_table(file: Path, table: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"DROP TABLE {table}")
    connection.close()
    assert table in refused(file.parent, LibraryDamaged)


def test_a_newer_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 900")
    connection.close()
    assert "update the program" in refused(file.parent, LibraryTooNew)


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    refused(tmp_path, LibraryDamaged)


def test_a_dangling_link_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to("nowhere")
    refused(tmp_path, LibraryDamaged)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "library"
    path.write_text("notes", "utf-8")
    with pytest.raises(LibraryError, match="name a folder"):
        Library.open(path)
    with pytest.raises(LibraryError):
        Library.open(path / "below")
    assert path.read_text("utf-8") == "notes"


def test_damage_inside_is_found_by_doctor(file: Path) -> None:
    data = bytearray(file.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    for start in range(len(data) - 3 * page, len(data), page):
        data[start : start + 64] = b"\xaa" * 64
    file.write_bytes(data)
    with Library.open(file.parent) as library:
        assert "integrity" in [check.name for check in library.doctor() if not check.ok]


def test_a_damaged_page_is_told_by_the_search_that_meets_it(tmp_path: Path, write: Write) -> None:
    """Closing the library because of it adds no error of another kind."""
    folder = tmp_path / "of one long article"
    with Library.open(folder) as library:
        library.import_paths([write("long.txt", "机关党建工作推动支部建设。\n\n" * 800)])
        library.search("党建")
    file = folder / FILE_NAME
    data = file.read_bytes()
    page = int.from_bytes(data[16:18], "big")
    refusals = 0
    for start in range(page, len(data), page):
        file.write_bytes(data[:start] + b"\xaa" * page + data[start + page :])
        try:
            with Library.open(folder) as library:
                library.search("党建")
        except LibraryDamaged:
            refusals += 1
    assert refusals > 3


def test_changed_bytes_are_found_by_doctor(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE blobs SET data = data || x'20' WHERE rowid = 1")
    connection.close()
    with Library.open(file.parent) as library:
        [found] = [check for check in library.doctor() if not check.ok]
    assert found.name == "bytes" and found.detail.startswith("1 of 3")


@pytest.mark.parametrize("column", ["metadata", "paragraphs", "why"])
def test_a_row_that_cannot_be_read_is_damage(file: Path, column: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE readings SET {column} = '{{[' WHERE id = 2")
    connection.close()
    assert "document 2" in refused(file.parent, LibraryDamaged)


def test_changed_texts_are_found_by_doctor(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE readings SET text = replace(text, '支部', '支郶') WHERE id = 1")
    connection.close()
    with Library.open(file.parent) as library:
        assert [check.name for check in library.doctor() if not check.ok] == ["fingerprint"]


def test_without_space_the_library_is_as_it_was(stocked: Library, write: Write) -> None:
    before = stocked.corpus()
    connection = stocked._store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    big = write("big.txt", "".join(f"机关支部第{n}次走访群众，把问题带回来。\n" for n in range(20000)))
    with pytest.raises(LibraryError, match="free some space"):
        stocked.import_paths([big])
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert stocked.corpus() == before
    assert stocked.import_paths([big]).count("added") == 1
    assert all(check.ok for check in stocked.doctor())


def test_without_space_in_the_middle_of_an_import_it_is_said_how_much_is_kept(
    stocked: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    before = stocked.corpus().documents
    connection = stocked._store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    texts = [f"机关支部第{n}次走访群众，把问题带回来。\n" for n in range(20000)]
    files = [write(f"many/{n}.txt", "".join(texts[n * 2000 : (n + 1) * 2000])) for n in range(9)]
    connection.execute(f"PRAGMA max_page_count = {pages + 200}")
    with pytest.raises(LibraryError, match="free some space") as told:
        stocked.import_paths(files)
    connection.execute("PRAGMA max_page_count = 1073741823")
    kept = stocked.corpus().documents - before
    assert kept > 0
    assert told.value.fields["count"] == kept
    assert stocked.import_paths(files).count("added") == len(files) - kept


def test_where_a_file_may_not_grow_it_is_said_what_to_do(stocked: Library, write: Write) -> None:
    resource = pytest.importorskip("resource")
    before = stocked.corpus()
    big = write("big.txt", "".join(f"机关支部第{n}次走访群众，把问题带回来。\n" for n in range(20000)))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, limits[1]))
    try:
        with pytest.raises(LibraryError, match=r"ulimit -f.*make room"):
            stocked.import_paths([big])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert stocked.corpus() == before
    assert stocked.import_paths([big]).count("added") == 1
    assert all(check.ok for check in stocked.doctor())


def test_an_older_library_is_brought_up_to_date(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.store import schema

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE shelves (id INTEGER PRIMARY KEY)")

    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS)
    schema.MIGRATIONS.append(second)
    try:
        with Library.open(file.parent) as library:
            assert library.corpus().documents == 3
            connection = library._store._connection
            assert connection.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
            assert connection.execute("SELECT count(*) FROM shelves").fetchone()[0] == 0
    finally:
        schema.MIGRATIONS.remove(second)


def test_a_migration_that_fails_changes_nothing(file: Path) -> None:
    from index.store import schema

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE shelves (id INTEGER PRIMARY KEY)")
        connection.execute("SELECT * FROM nowhere")

    schema.MIGRATIONS.append(broken)
    try:
        with pytest.raises(LibraryError):
            Library.open(file.parent)
    finally:
        schema.MIGRATIONS.remove(broken)
    with Library.open(file.parent) as library:
        assert library.corpus().documents == 3


def test_what_whoosh_lists_is_mended_by_the_next_question(stocked: Library) -> None:
    stocked.search("党建")
    stocked.close()
    [toc] = (stocked.path / "index").glob("_MAIN_*.toc")
    toc.write_bytes(b"")
    with Library.open(stocked.path) as library:
        assert [check.name for check in library.doctor() if not check.ok]
        library.search("党建")
        assert [check.name for check in library.doctor() if not check.ok] == []
