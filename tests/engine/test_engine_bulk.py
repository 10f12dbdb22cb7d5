"""Segments made by several processes: the same as made here, in order, and nothing is lost when one dies."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import pytest
from engine_elsewhere import IDS, TEXTS, fetch, not_read_elsewhere, read_elsewhere  # type: ignore[import-not-found]

from index.engine.disk import bulk
from index.engine.disk.bulk import Chunk, drafts
from index.engine.disk.commit import Draft, IndexFolder
from index.engine.disk.memory import MemoryFolder
from index.errors import LibraryError
from index.model import StoredText

CHUNKS = [
    Chunk(some, tuple(len(TEXTS[id].text) for id in some))
    for some in (IDS[:9], IDS[9:10], IDS[10:18], IDS[18:])
]


def nothing(_: int) -> None:
    pass


@pytest.fixture(autouse=True)
def little_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are worth their while."""
    monkeypatch.setattr(bulk, "ALONE", 0)
    monkeypatch.setattr(bulk, "MESSAGE", 200)


def contents(folder: IndexFolder | MemoryFolder, made: Sequence[Draft]) -> list[dict[str, list[object]]]:
    found = []
    for draft in made:
        container = folder.open(draft.name)
        container.verify()
        found.append({name: container[name].tolist() for name in container.names})
    return found


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    done: list[int] = []
    folder, memory = IndexFolder(tmp_path), MemoryFolder()
    made = list(drafts(CHUNKS, folder, fetch, done.append, processes=2))
    assert sum(done) == len(IDS) and len(done) > len(CHUNKS)
    assert [draft.documents for draft in made] == [9, 1, 8, 6]
    assert [draft.characters for draft in made] == [sum(chunk.characters) for chunk in CHUNKS]
    assert contents(folder, made) == contents(memory, list(drafts(CHUNKS, memory, fetch, nothing)))
    assert multiprocessing.active_children() == []
    assert np.array_equal(folder.open(made[3].name)["ids"], IDS[18:])


def kill_one() -> None:
    victim = multiprocessing.active_children()[0]
    victim.kill()
    victim.join()


def test_what_a_process_was_at_when_it_died_is_done_again(tmp_path: Path) -> None:
    done: list[int] = []
    died: list[bool] = []

    def fetched(ids: Sequence[int]) -> list[StoredText]:
        if len(done) > 2 and not died:
            died.append(True)
            kill_one()
        found: list[StoredText] = fetch(ids)
        return found

    folder = IndexFolder(tmp_path)
    made = list(drafts(CHUNKS, folder, fetched, done.append, processes=2))
    assert died and sum(done) == len(IDS)
    assert [draft.documents for draft in made] == [9, 1, 8, 6]
    assert [folder.open(draft.name)["ids"].tolist() for draft in made] == [
        list(chunk.ids) for chunk in CHUNKS
    ]


def test_work_that_ends_every_process_is_given_up(tmp_path: Path) -> None:
    def fetched(ids: Sequence[int]) -> list[StoredText]:
        if IDS[17] in ids:  # late in its chunk
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
        found: list[StoredText] = fetch(ids)
        return found

    with pytest.raises(LibraryError, match="free some memory"):
        list(drafts(CHUNKS, IndexFolder(tmp_path), fetched, nothing, processes=2))
    assert multiprocessing.active_children() == []


def test_where_no_process_can_be_started_the_work_is_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: BaseProcess) -> None:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(BaseProcess, "start", refused)
    made = list(drafts(CHUNKS, IndexFolder(tmp_path), fetch, nothing, processes=2))
    assert [draft.documents for draft in made] == [9, 1, 8, 6]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        list(drafts(CHUNKS, IndexFolder(tmp_path / "file"), fetch, nothing, processes=2))
    assert multiprocessing.active_children() == []


def test_who_stops_leaves_no_process_and_no_draft_behind(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    running = drafts(CHUNKS, folder, fetch, nothing, processes=2)
    first = next(running)
    running.close()
    assert multiprocessing.active_children() == []
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


class _Killed:
    """What a process hears from one who is killed while it makes the segment that was asked for."""

    def __init__(self) -> None:
        self.written = False

    def recv(self) -> object:
        return [TEXTS[id] for id in IDS[:3]], True

    def send(self, answer: object) -> None:
        if isinstance(answer, Draft):
            self.written = True
            raise BrokenPipeError


def test_no_draft_of_one_who_was_killed_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not for the process that tests.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(bulk, "settle_in", lambda: None)
    killed = _Killed()
    bulk.work(killed, tmp_path)  # type: ignore[arg-type]
    assert killed.written
    assert list(tmp_path.iterdir()) == []


def test_processes_read_the_texts_themselves_where_they_can(tmp_path: Path) -> None:
    read: list[int] = []

    def fetched(ids: Sequence[int]) -> list[StoredText]:
        read.extend(ids)
        found: list[StoredText] = fetch(ids)
        return found

    done: list[int] = []
    folder = IndexFolder(tmp_path)
    made = [
        list(drafts(CHUNKS, folder, fetched, done.append, elsewhere=elsewhere, processes=2))
        for elsewhere in (read_elsewhere, not_read_elsewhere)
    ]
    assert sorted(read) == list(IDS) and sum(done) == 2 * len(IDS)
    assert contents(folder, made[0]) == contents(folder, made[1])
