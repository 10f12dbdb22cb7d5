"""An import in a process of its own: progress, report, stopping, errors, and its end with whoever asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from index.errors import N_, LibraryError, LibraryReadOnly, Sentence, UsageError
from index.library import Library
from index.library.apart import ImportProcess, ImportRequest, Moved, Told, _read, _written, work
from index.model import ImportedFile, ImportReport
from index.store.lock import WriteLock


class Listening:
    """What an import tells, in order."""

    def __init__(self) -> None:
        self.told: Queue[Told] = Queue()

    def next(self) -> Told:
        return self.told.get(timeout=60)

    def last(self) -> ImportReport | Exception:
        while isinstance(told := self.next(), Moved):
            pass
        return told


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
def started(listening: Listening) -> Iterator[list[ImportProcess]]:
    running: list[ImportProcess] = []
    yield running
    for one in running:
        one.close()


def articles(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:04}.txt").write_text(
            f"第{n}篇机关党建工作的情况报告\n正文写到第{n}段。\n" * 3, "utf-8"
        )
    return folder


def test_it_imports_and_tells_how_far_it_is(
    tmp_path: Path, listening: Listening, started: list[ImportProcess]
) -> None:
    folder = articles(tmp_path / "in", 5)
    (folder / "bad.docx.exe").write_bytes(b"\0\1")
    request = ImportRequest(str(tmp_path / "lib"), (str(folder),), {"region": "湖南"})
    started.append(ImportProcess(request, listening.told.put))
    first = listening.next()
    assert isinstance(first, Moved) and (first.done, first.total) == (0, 6)
    report = listening.last()
    assert isinstance(report, ImportReport)
    assert report.count("added") == 5 and report.count("skipped") == 1
    skipped = next(row for row in report.documents if row.status == "skipped")
    assert isinstance(skipped.reason, Sentence), "it can be translated"
    with Library.open(tmp_path / "lib") as library:
        assert {document.region for document in library.list()} == {"湖南"}


def test_stopped_it_keeps_what_is_done_and_goes_on_when_run_again(
    tmp_path: Path, listening: Listening, started: list[ImportProcess]
) -> None:
    request = ImportRequest(str(tmp_path / "lib"), (str(articles(tmp_path / "in", 600)),))
    started.append(ImportProcess(request, listening.told.put))
    while not (isinstance(told := listening.next(), Moved) and told.done):
        pass
    started[0].stop()
    report = listening.last()
    assert isinstance(report, ImportReport)
    added, failed = report.count("added"), report.count("failed")
    assert added + failed == 600 and added > 0
    started.append(ImportProcess(request, listening.told.put))
    again = listening.last()
    assert isinstance(again, ImportReport)
    assert again.count("added") == failed and again.count("unchanged") == added


def test_it_ends_with_whoever_asked_and_keeps_what_is_done(tmp_path: Path, listening: Listening) -> None:
    request = ImportRequest(str(tmp_path / "lib"), (str(articles(tmp_path / "in", 600)),))
    process = ImportProcess(request, listening.told.put)
    while not (isinstance(told := listening.next(), Moved) and told.done):
        pass
    process.close()
    assert process._process.poll() is not None
    with Library.open(tmp_path / "lib") as library:
        assert library.corpus().documents > 0


def test_a_process_that_dies_is_told_as_a_sentence(tmp_path: Path, listening: Listening) -> None:
    request = ImportRequest(str(tmp_path / "lib"), (str(articles(tmp_path / "in", 300)),))
    process = ImportProcess(request, listening.told.put)
    listening.next()
    process._process.kill()
    told = listening.last()
    assert isinstance(told, LibraryError) and "signal 9" in str(told)
    process.close()


def test_errors_come_as_they_were_raised(tmp_path: Path) -> None:
    asked = {"library": "sample", "paths": [str(tmp_path)], "values": {}}
    assert isinstance(work(asked, lambda _told: None), LibraryReadOnly)
    asked = {"library": str(tmp_path / "lib"), "paths": [str(tmp_path)], "values": {"colour": "red"}}
    told = work(asked, lambda _told: None)
    assert isinstance(told, UsageError) and told.fields["field"] == "colour"


@pytest.mark.parametrize(
    "told",
    [
        Moved(3, 10, "/in/\udce4.txt"),
        UsageError(N_("{value} is wrong ({inner})."), value=3, inner=UsageError(N_("{x} too."), x="甲")),
        ImportReport(
            (ImportedFile("/in/甲.txt", 3, "skipped", Sentence("the same as {id}", id=2), duplicate_of=2),),
            1.5,
        ),
    ],
    ids=["progress", "error", "report"],
)
def test_what_is_told_arrives_as_it_was(told: Told) -> None:
    import json

    arrived = _read(json.loads(json.dumps(_written(told))))
    assert str(arrived) == str(told) and type(arrived) is type(told)
    if isinstance(told, ImportReport) and isinstance(arrived, ImportReport):
        assert arrived == told
        assert isinstance(arrived.documents[0].reason, Sentence)
        assert arrived.documents[0].reason.fields == {"id": 2}


def test_that_another_program_writes_is_told_and_waited_for(
    tmp_path: Path, listening: Listening, started: list[ImportProcess]
) -> None:
    folder = articles(tmp_path / "in", 2)
    library = tmp_path / "lib"
    library.mkdir()
    with WriteLock(library, waiting=None, timeout=1).held():
        started.append(ImportProcess(ImportRequest(str(library), (str(folder),)), listening.told.put))
        told = listening.next()
        assert isinstance(told, Moved) and told.waiting
    report = listening.last()
    assert isinstance(report, ImportReport) and report.count("added") == 2
