"""Several programs on one library: readers go on, writers wait and say so, kills cost nothing committed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import LibraryBusy, LibraryError
from index.library import Library
from index.store.problems import FAILED

Write = Callable[..., Path]
Article = Callable[..., str]

# Imports a folder, and stops before each file until the file `go` is there.
SLOW_IMPORT = """
    import sys, time
    from pathlib import Path
    from index.library import Library

    library, folder, go = map(Path, sys.argv[1:])
    end = time.monotonic() + 60

    def progress(done, total, path):
        if done == 2:
            print("writing", flush=True)
            while not go.exists() and time.monotonic() < end:
                time.sleep(0.01)

    with Library.open(library, waiting=lambda: print("waiting", flush=True)) as opened:
        opened.import_paths([folder], progress=progress)
    print("done", flush=True)
"""


@contextmanager
def another(code: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Python process, ended at the latest with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def more(tmp_path: Path, article: Article) -> Path:
    """A folder of four further articles."""
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(10, 14):
        (folder / f"{number}.txt").write_text(article(number), "utf-8")
    return folder


def test_a_reader_goes_on_while_another_program_writes(stocked: Library, more: Path, tmp_path: Path) -> None:
    stocked.close()
    go = tmp_path / "go"
    with another(SLOW_IMPORT, stocked.path, more, go) as writer:
        assert line(writer) == "writing"
        with Library.open(stocked.path) as reader:
            # Whoever waited for the other's lock would be told after a minute that it is busy.
            assert reader.search("支部").documents == 3
            assert len(reader.list()) == 3
            before = reader.corpus().fingerprint
            go.touch()
            assert line(writer) == "done"
            # The same open library sees what was committed, search and texts alike.
            assert reader.search("支部").documents == 7
            assert len(reader.list("支部")) == reader.corpus().documents == 7
            assert reader.corpus().fingerprint != before


def test_a_reader_that_was_there_before_keeps_one_state_until_it_can_follow(
    stocked: Library, more: Path, tmp_path: Path
) -> None:
    assert stocked.search("支部").documents == 3
    with another(SLOW_IMPORT, stocked.path, more, tmp_path / "go") as writer:
        assert line(writer) == "writing"
        assert stocked.search("支部").documents == stocked.corpus().documents == 3
        (tmp_path / "go").touch()
        assert line(writer) == "done"
    assert stocked.search("支部").documents == stocked.corpus().documents == 7


def test_a_second_writer_waits_and_says_so(stocked: Library, more: Path, tmp_path: Path) -> None:
    go = tmp_path / "go"
    with another(SLOW_IMPORT, stocked.path, more, go) as writer:
        assert line(writer) == "writing"
        told: list[str] = []

        def waiting() -> None:
            told.append("waiting")
            go.touch()

        with Library.open(stocked.path, waiting=waiting) as second:
            assert second.set_fields(1, {"region": "湖南"}) == [1]
            assert told == ["waiting"]
            assert second.corpus().documents == 7
        assert line(writer) == "done"
    assert stocked.document(1).region == "湖南"
    assert stocked.corpus().documents == 7


def test_a_writer_that_waits_too_long_gives_up_and_nothing_is_changed(
    stocked: Library, more: Path, tmp_path: Path
) -> None:
    with another(SLOW_IMPORT, stocked.path, more, tmp_path / "go") as writer:
        assert line(writer) == "writing"
        with Library.open(stocked.path, timeout=0.3) as second, pytest.raises(LibraryBusy, match="try again"):
            second.remove([1])
    assert stocked.corpus().documents == 3


def test_a_waiting_import_in_another_program_goes_on_when_it_can(
    stocked: Library, more: Path, tmp_path: Path
) -> None:
    (tmp_path / "go").touch()
    with stocked._store.command("set"):
        process = another(SLOW_IMPORT, stocked.path, more, tmp_path / "go")
        writer = process.__enter__()
        assert line(writer) == "waiting"
    assert line(writer) == "writing"
    assert line(writer) == "done"
    process.__exit__(None, None, None)
    assert stocked.corpus().documents == 7


def test_a_second_opening_in_one_process_leaves_the_first_its_locks(
    stocked: Library, more: Path, tmp_path: Path
) -> None:
    stocked.search("支部")
    with Library.open(stocked.path) as second:
        second.search("支部")
    # Had the locks been lost, this program would clear away the log that `stocked` is reading.
    (tmp_path / "go").touch()
    with another(SLOW_IMPORT, stocked.path, more, tmp_path / "go") as writer:
        assert writer.wait(60) == 0
    assert stocked.corpus().documents == 7
    assert stocked.search("支部").documents == 7


KILLED_IMPORT = """
    import sys
    from pathlib import Path
    import index.library.importing as importing
    from index.library import Library

    importing.BATCH = 2

    def progress(done, total, path):
        print(done, flush=True)
        if done == 5:
            sys.stdin.read()

    Library.open(sys.argv[1]).import_paths([Path(sys.argv[2])], progress=progress)
"""


def test_a_killed_import_keeps_its_batches_and_the_rest_can_follow(
    library: Library, write: Write, article: Article
) -> None:
    for number in range(8):
        write(f"{number}.txt", article(number))
    folder = write("0.txt", article(0)).parent
    command = [sys.executable, "-c", textwrap.dedent(KILLED_IMPORT), str(library.path), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert [line(process) for _ in range(6)] == list("012345")
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert library.corpus().documents == 4
    assert all(check.ok for check in library.doctor(repair=True))
    report = library.import_paths([folder])
    assert [report.count("unchanged"), report.count("added")] == [4, 4]
    assert library.search("支部").documents == 8
    assert library.undo() == [5, 6, 7, 8]
    assert library.undo() == [1, 2, 3, 4]


def test_two_programs_create_one_library(tmp_path: Path, more: Path) -> None:
    (tmp_path / "go").touch()
    folder = tmp_path / "new"
    go = tmp_path / "go"
    with another(SLOW_IMPORT, folder, more, go) as one, another(SLOW_IMPORT, folder, more, go) as two:
        assert one.wait(60) == two.wait(60) == 0
    with Library.open(folder) as library:
        assert library.corpus().documents == 4
        assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("name", ["write.lock", "registers.lock", "merging.lock"])
def test_a_lock_that_cannot_be_taken_is_a_sentence_and_hides_no_text(
    stocked: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # Another user's, say, who shares the folder.
    monkeypatch.setattr("index.library.rows.keeper.ALONE", 0)
    stocked.search("支部")
    with Library.open(stocked.path) as other:
        other.import_paths([write("a7.txt", article(7))])
    stocked.path.joinpath(name).unlink(missing_ok=True)
    stocked.path.joinpath(name).mkdir()
    assert stocked.search("支部").documents == 4
    if name == "write.lock":
        with pytest.raises(LibraryError) as told:
            stocked.import_paths([write("a8.txt", article(8))])
        assert told.value.template == FAILED
    else:
        assert stocked.import_paths([write("a8.txt", article(8))]).count("added") == 1
        assert stocked.figures().total > 0
