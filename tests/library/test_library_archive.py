"""Backup and restore: the whole library in one file, and nothing lost on the way back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import LibraryReadOnly, UsageError
from index.library import Library
from index.store import archive

Write = Callable[..., Path]
Article = Callable[..., str]


def found(library: Library) -> tuple[int, int]:
    answer = library.search("支部")
    return answer.documents, answer.occurrences


def test_a_backup_is_one_file_that_brings_everything_back(
    stocked: Library, write: Write, article: Article, tmp_path: Path
) -> None:
    stocked.set_fields(1, {"region": "湖南"})
    before, fingerprint = found(stocked), stocked.corpus().fingerprint
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("saved", ".backup"))] == [
        target.name
    ]
    stocked.remove([1, 2])
    stocked.import_paths([write("a9.txt", article(9))])
    kept = stocked.restore(target)
    assert found(stocked) == before and stocked.corpus().fingerprint == fingerprint
    assert stocked.document(1).region == "湖南"
    assert stocked.list("省:湖南")[0].id == 1
    # What was there before the restore is kept, and comes back in the same way.
    assert kept is not None and kept.parent == stocked.path
    stocked.restore(kept)
    assert found(stocked) == (2, 8)


def test_who_has_the_library_open_sees_the_restored_one(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    with Library.open(stocked.path) as other:
        assert found(other) == (3, 12)
        stocked.remove([1, 2, 3])
        assert found(other) == (0, 0)
        stocked.restore(target)
        assert found(other) == (3, 12)


def test_a_restored_library_is_another_one_than_it_was_saved_from(
    stocked: Library, write: Write, article: Article, tmp_path: Path
) -> None:
    # Both have as many revisions afterwards: an index of the one must not be taken for that of the other.
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    write("a4.txt", article(4))
    stocked.import_paths([tmp_path / "articles" / "a4.txt"])
    assert found(stocked) == (4, 16)
    stocked.restore(target)
    write("a5.txt", article(5, word="夜间窗口"))
    stocked.import_paths([tmp_path / "articles" / "a5.txt"])
    assert stocked.search("夜间窗口").documents == 1 and found(stocked) == (4, 16)


def test_a_library_that_is_not_there_yet_is_made_from_a_backup(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    with Library.open(tmp_path / "fresh") as fresh:
        assert fresh.restore(target) is None
        assert found(fresh) == (3, 12)
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_there_is_not_written_over_unasked(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    target.write_text("mine", "utf-8")
    with pytest.raises(UsageError):
        stocked.backup(target)
    assert target.read_text("utf-8") == "mine"
    stocked.backup(target, replace=True)
    assert target.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("content", [b"", b"not a library", b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_library_is_refused_and_nothing_is_changed(
    stocked: Library, tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "broken.sqlite3"
    source.write_bytes(content)
    with pytest.raises(UsageError, match="no backup"):
        stocked.restore(source)
    assert found(stocked) == (3, 12)
    assert not list(stocked.path.glob("before-restore*")) and not list(stocked.path.glob(".restore*"))


def test_a_damaged_backup_is_refused(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    data = bytearray(target.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xa5" * 4096
    target.write_bytes(data)
    with pytest.raises(UsageError, match=r"saved\.sqlite3 is no backup, or a damaged one"):
        stocked.restore(target)
    assert found(stocked) == (3, 12)


def test_a_missing_backup_and_a_missing_folder_are_told(stocked: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        stocked.restore(tmp_path / "none.sqlite3")
    with pytest.raises(UsageError):
        stocked.backup(tmp_path / "none" / "saved.sqlite3")


def test_the_sample_is_saved_but_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "sample.sqlite3"
    with Library.open("sample") as sample:
        documents = sample.corpus().documents
        sample.backup(target)
        with pytest.raises(LibraryReadOnly):
            sample.restore(target)
    connection = sqlite3.connect(target)
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == (documents,)
    connection.close()


def test_a_backup_that_fails_leaves_nothing_whatever_it_is_called(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / "备份[1]*?.sqlite3"
    target.mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UsageError):
        stocked.backup(target, replace=True)
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_may_have_a_name_as_long_as_names_can_be(stocked: Library, tmp_path: Path) -> None:
    target = tmp_path / ("资" * 82 + ".sqlite3")
    stocked.backup(target)
    stocked.remove([1])
    stocked.restore(target)
    assert found(stocked) == (3, 12)


def test_the_library_is_no_backup_of_itself(stocked: Library) -> None:
    file = stocked.path / "library.sqlite3"
    linked = stocked.path.parent / "linked.sqlite3"
    linked.symlink_to(file)
    with pytest.raises(UsageError) as told:
        stocked.backup(file, replace=True)
    assert told.value.template == archive.ITSELF
    with pytest.raises(UsageError) as told:
        stocked.restore(linked)
    assert told.value.template == archive.ITSELF
    assert found(stocked) == (3, 12)


def left_open(library: Library, into: Path) -> Path:
    """The file of a library as it lies there while it is open, its last commits in another file."""
    shutil.copytree(library.path, into)
    assert (into / "library.sqlite3-wal").stat().st_size
    return into / "library.sqlite3"


def test_a_library_that_was_not_closed_is_restored_with_its_last_commits(
    stocked: Library, tmp_path: Path
) -> None:
    source = left_open(stocked, tmp_path / "left")
    with Library.open(tmp_path / "fresh") as fresh:
        fresh.restore(source)
        assert found(fresh) == (3, 12)


def test_what_a_library_that_is_gone_has_left_does_not_come_into_a_new_one(
    stocked: Library, write: Write, article: Article, tmp_path: Path
) -> None:
    folder = left_open(stocked, tmp_path / "left").parent
    (folder / "library.sqlite3").rename(tmp_path / "moved.sqlite3")
    wal = (folder / "library.sqlite3-wal").read_bytes()
    with Library.open(folder) as fresh:
        fresh.import_paths([write("a9.txt", article(9))])
        assert [document.title for document in fresh.list()] == ["第9批机关支部晒出服务清单"]
        assert [check.name for check in fresh.doctor() if not check.ok and check.name != "privacy"] == []
    # It is kept for whoever finds the file that it belongs to.
    [kept] = folder.glob("library.sqlite3-wal.*")
    assert kept.read_bytes() == wal


@pytest.mark.parametrize("how", [shutil.copyfile, shutil.move])
def test_a_backup_that_is_put_in_the_librarys_place_by_hand_is_the_library(
    stocked: Library, write: Write, article: Article, tmp_path: Path, how: Callable[[Path, Path], object]
) -> None:
    # Enough that its last commits are a part of the file only: they would damage another one.
    stocked.import_paths([write(f"b{number}.txt", article(number) * 40) for number in range(20, 60)])
    stocked.close()
    with Library.open(stocked.path) as library:
        target = tmp_path / "saved.sqlite3"
        library.backup(target)
        library.import_paths([write("a9.txt", article(9))])
        file = left_open(library, tmp_path / "left")
    how(target, file)
    with Library.open(file.parent) as library, Library.open(file.parent) as other:
        assert found(library)[0] == library.corpus().documents == 43
        assert [check.name for check in library.doctor() if not check.ok and check.name != "privacy"] == []
        # Who reads does not keep others from writing, nor the other way round.
        assert found(other)[0] == 43
        library.import_paths([write("a10.txt", article(10))])
        assert found(other)[0] == library.corpus().documents == 44
    assert len(list(file.parent.glob("library.sqlite3-wal.*"))) == 1


def test_also_where_it_can_only_be_read(
    stocked: Library, write: Write, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "saved.sqlite3"
    stocked.backup(target)
    stocked.import_paths([write("a9.txt", article(9))])
    file = left_open(stocked, tmp_path / "left")
    shutil.copyfile(target, file)
    monkeypatch.setattr("index.store.opening.writable", lambda _path: False)
    with Library.open(file.parent) as library:
        assert library.read_only and library.corpus().documents == 3
