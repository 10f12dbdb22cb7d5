"""The index is written in pieces, by one program at a time, and never halfway into an index that counts."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from index.engine.disk import bulk
from index.engine.disk.commit import IndexFolder, Manifest
from index.engine.state import Index
from index.errors import LibraryBusy
from index.library import Library, following, keeper
from index.library.following import follow, outdated
from index.store import Store
from index.store.stamps import Stamp

Write = Callable[..., Path]
Article = Callable[..., str]
Unprivileged = Callable[[str], "CompletedProcess[str]"]


def counts(library: Library) -> tuple[int, int]:
    answer = library.search("支部")
    return answer.documents, answer.occurrences


def commit_of(library: Library) -> Manifest:
    found = IndexFolder(library.path / "index").newest()
    assert found is not None
    return found


@pytest.fixture
def store(stocked: Library) -> Iterator[Store]:
    """The texts of three articles, whose index is another one's matter."""
    stocked.close()
    store = Store(stocked.path)
    store.pin()
    yield store
    store.close()


def one_text_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FLUSHED", 1)
    monkeypatch.setattr(bulk, "MESSAGE", 1)


@pytest.mark.parametrize("failing", ["light_texts", "draft", "commit"])
def test_a_build_that_fails_leaves_the_old_index(
    stocked: Library, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    assert counts(stocked) == (3, 12)
    before = commit_of(stocked)
    one_text_at_a_time(monkeypatch)
    where: type[Store] | type[IndexFolder] = Store if failing == "light_texts" else IndexFolder
    works, calls = getattr(where, failing), 0

    def fails(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == (1 if failing == "commit" else 3):
            raise ZeroDivisionError
        return works(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(where, failing, fails)
        with pytest.raises(ZeroDivisionError):
            stocked.reindex()
    assert calls and commit_of(stocked) == before
    assert counts(stocked) == (3, 12)
    stocked.close()
    with Library.open(stocked.path) as again:
        assert counts(again) == (3, 12) and commit_of(again) == before
        again.reindex()
        assert len(commit_of(again).segments) == 3
        assert len(list((again.path / "index").glob("*.seg"))) == 3
        assert all(check.ok for check in again.doctor())


def test_a_build_for_which_there_is_no_space_takes_none(
    stocked: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(stocked) == (3, 12)
    index = stocked.path / "index"
    before = {path.name for path in index.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("index.engine.disk.toc._Synced.rename_file", full)
        stocked.import_paths([write("a4.txt", article(4))])
        for _ in range(2):
            assert counts(stocked) == (4, 16)
            assert {path.name for path in index.iterdir()} <= {*before, "manifest_2.json"}
    stocked.reindex()
    assert len(list(index.iterdir())) == len(before)


def test_a_large_build_is_split_and_answers_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_TOLD_EVERY", 0.0)
    told: list[tuple[int, int]] = []
    index = Index(tmp_path / "split", outdated(store))
    characters = follow(store, index, most=1, indexing=lambda *numbers: told.append(numbers))
    state = index.current()
    assert state is not None and state.fingerprint == store.stamp()
    assert [one.documents for one in state.manifest.segments] == [1, 1, 1]
    assert characters == sum(one.characters for one in state.manifest.segments)
    assert told[0] == (0, 3) and told[-1] == (3, 3) and (1, 3) in told
    index.close()
    (tmp_path / "split").rename(store.folder / "split")
    with Library.open(store.folder) as library:
        whole = library.search("支部").hits
        (store.folder / "index").rename(tmp_path / "whole")
        (store.folder / "split").rename(store.folder / "index")
        assert len(commit_of(library).segments) == 3
    with Library.open(store.folder) as library:
        assert library.search("支部").hits == whole and len(commit_of(library).segments) == 3


def test_one_program_at_a_time_writes_the_index(
    stocked: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(stocked) == (3, 12)
    before = commit_of(stocked)
    monkeypatch.setattr(keeper, "PATIENCE", 0.0)
    with IndexFolder(stocked.path / "index").locked():
        with pytest.raises(LibraryBusy, match="try again"):
            stocked.reindex()
        assert counts(stocked) == (3, 12)
        # The texts are not the index: they are written, and searched in memory.
        stocked.import_paths([write("a4.txt", article(4))])
        assert counts(stocked) == (4, 16)
        assert commit_of(stocked) == before
    assert counts(stocked) == (4, 16)
    stocked.reindex()
    assert commit_of(stocked).documents == 4


def test_who_follows_waits_for_another_program_as_long_as_asked(store: Store, tmp_path: Path) -> None:
    index = Index(tmp_path / "index", outdated(store))
    with IndexFolder(tmp_path / "index").locked(), pytest.raises(LibraryBusy, match="try again"):
        follow(store, index, wait=0.1)
    assert index.current() is None
    follow(store, index)
    assert index.current() is not None


def test_where_no_folder_can_be_made_that_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        follow(store, Index(tmp_path / "file" / "index", outdated(store)))


def test_an_index_folder_that_cannot_be_written_is_left_as_it_is(
    stocked: Library, unprivileged: Unprivileged
) -> None:
    assert counts(stocked) == (3, 12)
    before = commit_of(stocked)
    stocked.close()
    index = stocked.path / "index"
    index.chmod(0o500)
    try:
        done = unprivileged(f"""
            from index.engine.state import Index
            from index.library import Library
            from index.library.following import follow, outdated
            from index.store import Store
            with Library.open({str(stocked.path)!r}) as library:
                library.set_fields(2, {{"region": "湖南"}})
                print(library.search("支部 省:湖南").documents, library.search("支部").documents)
            store = Store(library.path)
            store.pin()
            try:
                follow(store, Index(library.path / "index", outdated(store)))
            except OSError as error:
                print(type(error).__name__)
        """)
    finally:
        index.chmod(0o700)
    assert done.stdout.splitlines() == ["1 3", "PermissionError"], done.stderr
    with Library.open(stocked.path) as again:
        assert commit_of(again) == before
        assert again.search("支部 省:湖南").documents == 1


@pytest.mark.parametrize(
    "stamp", ["", "{uid}", "{uid}:", "{uid}:²", "{uid}:-1", "{uid}:9999", "other:1", ":0"]
)
def test_what_is_no_stamp_of_this_library_tells_of_no_state_of_it(store: Store, stamp: str) -> None:
    now = Stamp.of(store.stamp())
    assert store.changed_since(stamp.format(uid=now.uid)) is None
    assert store.changed_since(now.at(0)) == ([1, 2, 3], [])
    assert store.changed_since(now.at(now.revision)) == ([], [])
