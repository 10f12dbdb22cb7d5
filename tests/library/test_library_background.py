"""Where answers must not wait: a process of its own builds the index, answers come from what there is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.engine import Engine
from index.engine.disk import bulk
from index.engine.disk.commit import IndexFolder
from index.library import Library, following, keeper, tending
from index.model import SearchAnswer

Write = Callable[..., Path]
Article = Callable[..., str]
Told = list[tuple[int, int]]


@pytest.fixture(autouse=True)
def nothing_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles are large work."""
    monkeypatch.setattr(keeper, "QUICK", -1)


@pytest.fixture
def folder(stocked: Library) -> Path:
    """The folder of a closed library of three articles."""
    stocked.search("支部")
    stocked.close()
    return stocked.path


def complete(library: Library) -> int:
    """What is found once the index has everything."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = library.search("支部").documents
        if library.index_missing() is None:
            return found
        time.sleep(0.05)
    raise AssertionError("the index was not completed")


def segments(folder: Path) -> int:
    """The number of segments in the index of the library in ``folder``."""
    found = IndexFolder(folder / "index").newest()
    assert found is not None
    return len(found.segments)


def test_a_missing_index_is_built_behind_the_answers(folder: Path) -> None:
    shutil.rmtree(folder / "index")
    told: Told = []
    with Library.open(folder, background=True, indexing=lambda *numbers: told.append(numbers)) as library:
        # The process could be done before the first question is answered: it begins behind it.
        tender, library._keeper._tender = library._keeper._tender, Busy()  # type: ignore[assignment]
        assert library.search("支部").documents == 0
        assert library.index_missing() == (0, 3)
        library._keeper._tender = tender
        assert library.show(2).text and len(library.list()) == 3
        assert complete(library) == 3
        # The last word of the process comes behind its commit.
        end = time.monotonic() + 60
        while (3, 3) not in told and time.monotonic() < end:
            time.sleep(0.05)
        assert told[0] == (0, 3) and (3, 3) in told
    with Library.open(folder) as library:
        assert all(check.ok for check in library.doctor())


def test_what_an_answer_lacked_is_told_of_that_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / "index")
    with Library.open(folder, background=True) as library:
        library._keeper._tender = Busy()  # type: ignore[assignment]
        search, there = Engine.search, list[bool]()

        def meanwhile(self: Engine, query: str, **options: Any) -> SearchAnswer:
            answer = search(self, query, **options)
            if not there:
                # The other process is done just behind the answer.
                there.append(True)
                with Library.open(folder) as other:
                    other.search("支部")
            return answer

        with monkeypatch.context() as patched:
            patched.setattr(Engine, "search", meanwhile)
            partial = library.search("支部")
        assert partial.documents == 0
        assert library.index_missing() == (0, 3)
        assert library.search("支部").documents == 3
        assert library.index_missing() is None


class Busy:
    """A process that is at work for ever."""

    running = True
    told = False

    def tend(self) -> bool:
        return True

    def close(self) -> None:
        pass


def test_what_has_changed_is_left_out_until_it_is_in_the_index(
    folder: Path, write: Write, article: Article
) -> None:
    with Library.open(folder, background=True) as library:
        library._keeper._tender = Busy()  # type: ignore[assignment]
        assert library.search("支部").documents == 3 and library.index_missing() is None
        with Library.open(folder) as other:
            other._keeper.refresh = lambda: None  # type: ignore[method-assign]
            other.import_paths([write("a2.txt", article(2, word="信访支部")), write("a4.txt", article(4))])
            other.remove([3])
        answer = library.search("支部")
        assert [hit.document.id for hit in answer.hits] == [1]
        assert library.index_missing() == (1, 3)
        assert library.corpus().documents == 3
    with Library.open(folder, background=True) as library:
        assert complete(library) == 3
        assert library.search("信访支部").documents == 1


def test_leaving_ends_the_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / "index")
    library = Library.open(folder, background=True)
    library.search("支部")
    assert library._keeper._tender is not None
    process = library._keeper._tender._process
    library.close()
    assert process is not None and process.returncode is not None


def test_where_no_process_can_work_who_asks_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / "index")
    monkeypatch.setattr(sys, "executable", shutil.which("false") or "nowhere")
    with Library.open(folder, background=True) as library:
        assert complete(library) == 3
        assert library._keeper._tender is not None
        assert not library._keeper._tender.running


def test_little_is_done_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, write: Write, article: Article
) -> None:
    monkeypatch.setattr(keeper, "QUICK", 100_000)

    def never(self: tending.Tender) -> bool:
        raise AssertionError("no process is needed")

    monkeypatch.setattr(tending.Tender, "tend", never)
    with Library.open(folder, background=True) as library:
        library.import_paths([write("a4.txt", article(4))])
        assert library.search("支部").documents == 4 and library.index_missing() is None


def test_an_interrupted_build_goes_on_where_it_was(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        library.import_paths([write(f"a{number}.txt", article(number))])
    library.close()
    shutil.rmtree(library.path / "index")
    monkeypatch.setattr(bulk, "FLUSHED", 1)
    monkeypatch.setattr(following, "_TOLD_EVERY", 0.0)

    def interrupted(done: int, total: int) -> None:
        assert total == 4
        if done == 3:
            raise KeyboardInterrupt

    with Library.open(library.path, indexing=interrupted) as opened, pytest.raises(KeyboardInterrupt):
        opened.search("支部")
    told: Told = []
    with Library.open(library.path, indexing=lambda *numbers: told.append(numbers)) as opened:
        assert opened.search("支部").documents == 4
    assert {total for _, total in told} == {2}


def test_a_command_leaves_large_merges_to_a_process_that_outlives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Path] = []
    monkeypatch.setattr("index.library.keeper.leave", left.append)
    monkeypatch.setattr("index.library.keeper.MERGED", 0)
    monkeypatch.setattr("index.engine.disk.tiers.AT_ONCE", 0)
    folder = tmp_path / "library"
    for number in range(4):
        text = tmp_path / f"{number}.txt"
        text.write_text(f"第{number}篇\n机关党建工作的第{number}个例子。", "utf-8")
        assert not left
        with Library.open(folder) as library:
            library.import_paths([text])
            library.search("机关党建")
    assert left[-1] == folder
    assert segments(folder) == 4
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    tending.leave(folder)
    end = time.monotonic() + 60
    while segments(folder) > 1 or started[0].returncode is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    # This program goes on: it has taken note that the other one has ended.
    assert started[0].returncode == 0
