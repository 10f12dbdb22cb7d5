"""Large imports are read by several processes: nothing else about them is different."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library, ahead, importing, workers
from index.model import ImportReport

Write = Callable[..., Path]
Article = Callable[..., str]
FILES = 40


@pytest.fixture
def folder(write: Write, article: Article) -> Path:
    """Articles among which are copies, other encodings, files that are no text and an empty one."""
    for number in range(FILES):
        write(f"{number:02}.txt", article(number), "gb18030" if number % 3 else "utf-8")
    write("07.txt", article(5))
    write("08.txt", article(6), "gb18030")
    write("21.txt", bytes(range(256)) * 40)
    write("22.txt", b"")
    write("23.txt", bytes(range(256)) * 40)
    return write("scan.jpg", b"%PDF").parent


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Let small imports be read by two processes, three files at once; the processes that were started."""
    started: list[subprocess.Popen[bytes]] = []

    def popen(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(*args, **kwargs)  # type: ignore[call-overload]
        started.append(process)
        return process  # type: ignore[no-any-return]

    monkeypatch.setattr(workers, "Popen", popen)
    monkeypatch.setattr(importing, "ALONE", 0)
    monkeypatch.setattr(importing, "usable", lambda: 2)
    monkeypatch.setattr(ahead, "CHUNK_FILES", 3)
    return started


def imported(folder: Path, into: Path) -> tuple[ImportReport, list[object], str]:
    """What is reported, every stored text, and the fingerprint."""
    with Library.open(into) as library:
        report = library.import_paths([folder])
        ids = [document.id for document in library.list()]
        return replace(report, seconds=0), [library.show(id) for id in ids], library.corpus().fingerprint


def test_they_are_the_same_as_read_by_one(
    folder: Path, tmp_path: Path, several: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    report, texts, fingerprint = imported(folder, tmp_path / "several")
    assert 1 <= len(several) <= 2
    monkeypatch.setattr(importing, "usable", lambda: 1)
    assert imported(folder, tmp_path / "one") == (report, texts, fingerprint)
    assert 1 <= len(several) <= 2
    statuses = [file.status for file in report.documents]
    assert (statuses.count("added"), statuses.count("failed")) == (FILES - 5, 3)
    assert statuses.count("skipped") == 3


def test_also_the_last_files_of_many_are_read_by_them(
    folder: Path, tmp_path: Path, several: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*_: object) -> object:
        raise AssertionError("a file was read by the process that imports")

    monkeypatch.setattr(ahead, "read_text", here)
    for number in range(3):
        chunked = Path(folder, f"{FILES + number}.txt")
        chunked.write_text(f"第{number}篇也由别的进程读。", "utf-8")
        report, _, _ = imported(folder, tmp_path / f"library{number}")
        assert sum(file.status == "added" for file in report.documents) == FILES - 5 + number + 1
    assert several


def test_what_is_known_is_not_read_again(
    folder: Path, tmp_path: Path, several: list[subprocess.Popen[bytes]]
) -> None:
    imported(folder, tmp_path / "library")
    before = len(several)
    report, _, _ = imported(folder, tmp_path / "library")
    assert report.count("unchanged") == FILES - 3
    assert len(several) == before


def test_a_process_that_dies_costs_the_file_it_was_at(
    folder: Path,
    tmp_path: Path,
    several: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadly = (
        "import os, sys; sys.path = sys.argv[3:]\n"
        "from index.library import readers\n"
        "read = readers.read_text\n"
        "die = lambda name: os.kill(os.getpid(), 9) if name.endswith(('04.txt', '30.txt')) else None\n"
        "readers.read_text = lambda name, *rest: die(name) or read(name, *rest)\n"
        "readers.work(int(sys.argv[2]))\n"
    )
    monkeypatch.setattr(workers, "_CODE", deadly)
    report, _, _ = imported(folder, tmp_path / "library")
    failed = {Path(file.path).name: file.reason or "" for file in report.documents if file.status == "failed"}
    assert sorted(failed) == ["04.txt", "21.txt", "22.txt", "23.txt", "30.txt"]
    assert "signal 9" in failed["04.txt"]
    assert report.count("added") == FILES - 7


@pytest.mark.parametrize("how", ["no program", "cannot begin"])
def test_where_no_process_can_be_started_the_files_are_read_all_the_same(
    folder: Path,
    tmp_path: Path,
    several: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    if how == "no program":
        monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    else:
        monkeypatch.setattr(workers, "_CODE", "raise SystemExit(3)")
    report, texts, _ = imported(folder, tmp_path / "library")
    assert report.count("added") == len(texts) == FILES - 5


def test_ctrl_c_keeps_what_is_done_and_leaves_no_process(
    folder: Path, tmp_path: Path, several: list[subprocess.Popen[bytes]]
) -> None:
    def stop(done: int, total: int, path: str) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with Library.open(tmp_path / "library") as library:
        report = library.import_paths([folder], progress=stop)
        assert [file.status for file in report.documents].count("failed") == FILES + 1 - 10
        assert library.corpus().documents == sum(file.status == "added" for file in report.documents[:10])
    assert several
    for process in several:
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)


def test_a_program_without_a_main_guard_is_not_run_again(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from index.library import Library, importing\n"
        "importing.ALONE, importing.usable = 0, lambda: 2\n"
        f"with Library.open({str(tmp_path / 'library')!r}) as library:\n"
        f"    print(library.import_paths([{str(folder)!r}]).count('added'))\n"
    )
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == [str(FILES - 5)]
