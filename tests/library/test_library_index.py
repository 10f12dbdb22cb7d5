"""The index is disposable: it follows the texts, and is built again by itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pytest

from index.engine.disk import warming
from index.engine.disk.commit import IndexFolder
from index.engine.interface import Cancelled
from index.engine.segment.container import Container, Damaged
from index.errors import LibraryError, QueryError, UsageError
from index.library import Library
from index.store import Store
from index.text.columns import Columns

Write = Callable[..., Path]
Article = Callable[..., str]


def counts(library: Library) -> tuple[int, int]:
    answer = library.search("支部")
    return answer.documents, answer.occurrences


def test_search_follows_every_change(stocked: Library, write: Write, article: Article) -> None:
    assert counts(stocked) == (3, 12)
    stocked.import_paths([write("a4.txt", article(4))])
    assert counts(stocked) == (4, 16)
    stocked.remove([1, 2])
    assert counts(stocked) == (2, 8)
    stocked.undo()
    assert counts(stocked) == (4, 16)
    stocked.set_fields(4, {"region": "湖南"})
    assert stocked.search("支部 省:湖南").documents == 1
    assert [document.id for document in stocked.list("省:湘")] == [4]


def test_texts_are_read_again_unless_documents_were_only_added(
    stocked: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[int] = set()
    columns = Store.columns

    def noting(self: Store, ids: Sequence[int]) -> list[Columns]:
        read.update(ids)
        return columns(self, ids)

    monkeypatch.setattr(Store, "columns", noting)
    stocked.close()
    with Library.open(stocked.path) as library:

        def read_for_search() -> set[int]:
            read.clear()
            library.search("支部")
            return set(read)

        assert read_for_search() == {1, 2, 3}
        library.import_paths([write("a4.txt", article(4))])
        assert read_for_search() == {4}
        library.set_fields(2, {"region": "湖南"})
        assert read_for_search() == {1, 2, 3, 4}
        library.remove([4])
        assert read_for_search() == {1, 2, 3}
        library.undo()
        assert read_for_search() == {4}


def test_the_index_on_the_disk_is_used_again(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert counts(stocked) == (3, 12)
    stocked.close()

    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError("the index was good")

    monkeypatch.setattr(IndexFolder, "commit", never)
    with Library.open(stocked.path) as again:
        assert counts(again) == (3, 12)


def test_the_first_question_loads_nothing_that_only_changes_need(stocked: Library) -> None:
    assert counts(stocked) == (3, 12)
    stocked.close()
    code = (
        "import sys; from index.library import Library; library = Library.open(sys.argv[1]);"
        "print(library.search('支部').documents);"
        "print({'numpy.ma', 'index.engine.disk.bulk', 'index.engine.segment.builder'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(stocked.path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "3\nset()\n"


def test_an_index_that_another_program_has_brought_further_is_not_built_again(
    stocked: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(stocked) == (3, 12)
    with Library.open(stocked.path) as other:
        other._keeper.refresh = lambda: None  # type: ignore[method-assign]
        other.import_paths([write("a4.txt", article(4))])
    folder, locked = IndexFolder(stocked.path / "index"), IndexFolder.locked
    commits: list[int] = []

    def late(self: IndexFolder, timeout: float = 0.0) -> AbstractContextManager[None]:
        monkeypatch.setattr(IndexFolder, "locked", locked)
        with Library.open(stocked.path) as other:
            other.import_paths([write("a5.txt", article(5))])
        found = folder.newest()
        assert found is not None
        commits.append(found.generation)
        return locked(self, timeout)

    monkeypatch.setattr(IndexFolder, "locked", late)
    assert counts(stocked) == (5, 20)
    found = folder.newest()
    assert found is not None and [found.generation] == commits


def test_damage_that_is_seen_while_a_question_is_answered_does_not_get_into_the_answer(
    stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(stocked) == (3, 12)
    stocked.close()
    verify = warming._verify

    def later(*args: Any) -> None:
        sleep(0.05)
        verify(*args)

    # As in large segments.
    monkeypatch.setattr(warming, "_verify", later)
    monkeypatch.setattr(warming, "AT_ONCE", 0)
    [segment] = (stocked.path / "index").glob("*.seg")
    data = segment.read_bytes()
    text = Container(data)["text"].tobytes()
    segment.write_bytes(data.replace(text, text.replace("支".encode("utf-16-be"), "文".encode("utf-16-be"))))
    with Library.open(stocked.path) as again:
        assert counts(again) == (3, 12)
        assert all(check.ok for check in again.doctor())


@pytest.mark.parametrize("harm", ["gone", "empty", "garbage", "truncated", "a file"])
def test_a_missing_or_damaged_index_is_built_again(stocked: Library, harm: str) -> None:
    assert counts(stocked) == (3, 12)
    stocked.close()
    index = stocked.path / "index"
    files = [path for path in index.rglob("*") if path.is_file()]
    assert files
    if harm in ("gone", "empty", "a file"):
        shutil.rmtree(index)
    if harm == "empty":
        index.mkdir()
    if harm == "a file":
        index.write_text("x", "utf-8")
    if harm == "garbage":
        for path in files:
            path.write_bytes(b"\xaa" * path.stat().st_size)
    if harm == "truncated":
        for path in files:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with Library.open(stocked.path) as again:
        assert [check.name for check in again.doctor() if not check.ok] == ["index"]
        assert counts(again) == (3, 12)
        assert all(check.ok for check in again.doctor())


def test_an_index_taken_away_under_an_open_library_is_built_again(stocked: Library) -> None:
    assert counts(stocked) == (3, 12)
    shutil.rmtree(stocked.path / "index")
    assert counts(stocked) == (3, 12)


def test_an_index_of_another_library_is_not_believed(
    stocked: Library, tmp_path: Path, write: Write, article: Article
) -> None:
    # As many commands on both: only the library's own name tells their indexes apart.
    with Library.open(tmp_path / "other") as other:
        other.import_paths([write("other/a.txt", article(30))])
        assert counts(other) == (1, 4)
    stocked.close()
    shutil.rmtree(stocked.path / "index")
    shutil.copytree(tmp_path / "other" / "index", stocked.path / "index")
    with Library.open(stocked.path) as again:
        assert counts(again) == (3, 12)


def test_doctor_repairs_and_reindex_rebuilds(stocked: Library) -> None:
    counts(stocked)
    shutil.rmtree(stocked.path / "index")
    assert [check.name for check in stocked.doctor() if not check.ok] == ["index"]
    [built] = [check for check in stocked.doctor(repair=True) if check.name == "index"]
    assert built.ok and "again" in built.detail
    before = {path.name for path in (stocked.path / "index").rglob("*")}
    stocked.reindex()
    assert {path.name for path in (stocked.path / "index").rglob("*")} != before
    assert counts(stocked) == (3, 12)


def test_a_broken_query_is_the_users_matter(stocked: Library) -> None:
    with pytest.raises(QueryError):
        stocked.search("。。。")
    with pytest.raises(QueryError):
        stocked.list("年:someday")


@pytest.fixture
def unverified(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed library whose segment was damaged, which nobody has noticed: as in large segments."""
    assert counts(stocked) == (3, 12)
    stocked.close()
    monkeypatch.setattr(warming, "_verify", lambda *_: None)
    monkeypatch.setattr(warming, "AT_ONCE", 0)
    [segment] = (stocked.path / "index").glob("*.seg")
    data = segment.read_bytes()
    # Of each place the document: one that is not there.
    blocks = Container(data)["blocks"]
    segment.write_bytes(data.replace(blocks.tobytes(), np.full_like(blocks, 5).tobytes()))
    return stocked.path


@pytest.mark.parametrize("background", [False, True])
def test_a_question_that_fails_on_a_damaged_index_has_it_built_again(
    unverified: Path, background: bool
) -> None:
    [damaged] = (unverified / "index").glob("*.seg")
    with Library.open(unverified, background=background) as library:
        assert counts(library) == (3, 12)
        assert not damaged.exists()
        assert all(check.ok for check in library.doctor())


def test_an_index_that_is_damaged_again_as_soon_as_it_is_built_is_named(
    unverified: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise Damaged("text")

    monkeypatch.setattr(Container, "verify", damaged)
    monkeypatch.setattr("index.engine.core.Engine.search", lambda *_, **__: [][1])
    with Library.open(unverified) as library, pytest.raises(LibraryError, match="the texts are safe"):
        library.search("支部")


def test_a_mistake_of_the_program_is_not_taken_for_a_damaged_index(
    stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(stocked) == (3, 12)
    before = {path.name for path in (stocked.path / "index").iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr("index.engine.core.Engine.search", lambda *_, **__: 1 / 0)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                stocked.search("支部")
    with pytest.raises(UsageError):
        stocked.stats("支部", ["colour"])
    assert {path.name for path in (stocked.path / "index").iterdir()} == before
    assert counts(stocked) == (3, 12)


def test_a_question_that_is_no_longer_wanted_ends(stocked: Library) -> None:
    with pytest.raises(Cancelled):
        stocked.search("支部", cancelled=lambda: True)


def test_searching_goes_on_where_the_index_cannot_be_written(
    stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.engine.disk.commit import IndexFolder

    counts(stocked)
    shutil.rmtree(stocked.path / "index")
    asked: list[object] = []

    def full(*arguments: object) -> None:
        asked.append(arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(IndexFolder, "commit", full)
    assert counts(stocked) == (3, 12)
    assert asked
    [index] = [check for check in stocked.doctor(repair=True) if not check.ok]
    assert index.name == "index" and "make room" in index.detail
    assert counts(stocked) == (3, 12)
    monkeypatch.undo()
    [index] = [check for check in stocked.doctor(repair=True) if check.name == "index"]
    assert index.ok and "again" in index.detail
