"""Segments from many texts, made by several processes at once.

Started by spawn: a fork would copy whatever the threads of this process hold. The texts are read there where
that can be, otherwise they come from here; the segment files are written there. What dies there is done again
once, and where no process can be started the work is done here.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from index.engine.disk.commit import Draft, IndexFolder
from index.engine.disk.memory import MemoryFolder
from index.engine.segment.builder import Builder
from index.errors import N_, LibraryError
from index.model import StoredText
from index.processes import settle_in, usable

FLUSHED = 15_000_000
"""Characters of a segment: some 0.6 GB while it is built. Four of them are as large as one may become."""
ALONE = 1_000_000
"""Characters up to which starting processes costs more than it gains."""
MESSAGE = 100_000
"""Characters that a process is asked for at once: progress is told as often."""
_AHEAD = 2  # messages that a process may have waiting

Fetch = Callable[[Sequence[int]], Sequence[StoredText]]
Elsewhere = Callable[[], Fetch | None]
"""What gives the same texts in another process, to which it is sent; ``None`` where that cannot be."""
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The documents of one segment: their ids, and the characters of each."""

    ids: tuple[int, ...]
    characters: tuple[int, ...]

    def messages(self) -> list[tuple[int, ...]]:
        """The ids as they are sent."""
        found: list[tuple[int, ...]] = []
        start = size = 0
        for number, characters in enumerate(self.characters, 1):
            size += characters
            if size >= MESSAGE or number == len(self.ids):
                found.append(self.ids[start:number])
                start, size = number, 0
        return found


def drafts(
    chunks: Sequence[Chunk],
    folder: IndexFolder | MemoryFolder,
    fetch: Fetch,
    told: Told,
    *,
    elsewhere: Elsewhere | None = None,
    processes: int | None = None,
) -> Generator[Draft, None, None]:
    """A segment of each chunk, in their order, in no commit yet.

    ``fetch``: the texts of ids that are there. ``told``: called with the number of documents that have been
    read since the last time. Drafts that were not given out when this is closed are removed.
    OSError where the folder cannot be written; LibraryError when a process died twice on the same chunk.
    """
    count = usable() if processes is None else processes
    size = sum(sum(chunk.characters) for chunk in chunks)
    if count > 1 and len(chunks) > 1 and size > ALONE and isinstance(folder, IndexFolder):
        yield from _Crew(folder, fetch, told, elsewhere).drafts(chunks, min(count, len(chunks)))
    else:
        yield from (_made(chunk, folder, fetch, told) for chunk in chunks)


def _made(chunk: Chunk, folder: IndexFolder | MemoryFolder, fetch: Fetch, told: Told) -> Draft:
    builder = Builder()
    for ids in chunk.messages():
        for stored in fetch(ids):
            builder.add(stored)
        told(len(ids))
    return folder.draft(*builder.arrays(), synced=False)


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    number: int = -1  # of its chunk
    left: deque[tuple[int, ...]] = field(default_factory=deque)
    waiting: deque[int] = field(default_factory=deque)  # documents of messages it has not read
    read: int = 0  # documents of its chunk
    started: bool = False
    reads: bool = False  # it reads the texts itself


class _Crew:
    """The processes of one run."""

    def __init__(self, folder: IndexFolder, fetch: Fetch, told: Told, elsewhere: Elsewhere | None) -> None:
        self._folder, self._fetch, self._told, self._elsewhere = folder, fetch, told, elsewhere
        self._workers: list[_Worker] = []
        self._chunks: Sequence[Chunk] = ()
        self._todo: deque[int] = deque()
        self._done: dict[int, Draft] = {}
        self._failed: set[int] = set()

    def drafts(self, chunks: Sequence[Chunk], count: int) -> Generator[Draft, None, None]:
        self._chunks, self._todo = chunks, deque(range(len(chunks)))
        try:
            for _ in range(count):
                self._hire()
            for number in range(len(chunks)):
                while number not in self._done:
                    if not self._workers:  # no process can be started here
                        self._todo.remove(number)
                        self._done[number] = _made(chunks[number], self._folder, self._fetch, self._told)
                        break
                    self._turn()
                yield self._done.pop(number)
        finally:
            for worker in self._workers:
                worker.process.terminate()
                worker.process.join()
                self._drop(worker)
                worker.connection.close()
            for draft in self._done.values():
                self._folder.dropped(draft.name)

    def _drop(self, worker: _Worker) -> None:
        """Remove what a process that has ended has made and nobody has taken."""
        # A process that ended before it had read all of its messages: that is told once, in front of its own.
        for _ in range(2):
            try:
                while worker.connection.poll():
                    answer = worker.connection.recv()
                    if isinstance(answer, Draft):
                        self._folder.dropped(answer.name)
            except ConnectionResetError:
                continue
            except (EOFError, OSError):
                return

    def _hire(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=work, args=(theirs, self._folder.path, self._elsewhere), name="indexing", daemon=True
        )
        try:
            process.start()
        except (OSError, RuntimeError, ValueError):
            ours.close()
            return
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours))

    def _turn(self) -> None:
        """Keep everybody busy and take what has been done."""
        for worker in list(self._workers):
            self._feed(worker)
        if not self._workers:
            return
        ready = wait([worker.connection for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.connection in ready]:
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._lost(worker)
                continue
            if isinstance(answer, Exception):
                raise answer
            if isinstance(answer, bool):
                worker.started, worker.reads = True, answer
            elif isinstance(answer, Draft):
                self._done[worker.number] = answer
                worker.number = -1
            else:
                worker.read += worker.waiting[0]
                self._told(worker.waiting.popleft())

    def _feed(self, worker: _Worker) -> None:
        if not worker.started:
            return
        if worker.number < 0:
            if not self._todo:
                return
            worker.number, worker.read = self._todo.popleft(), 0
            worker.left = deque(self._chunks[worker.number].messages())
        try:
            while worker.left and len(worker.waiting) < _AHEAD:
                ids = worker.left.popleft()
                worker.waiting.append(len(ids))
                # The last message of a chunk says so.
                wanted = ids if worker.reads else list(self._fetch(ids))
                worker.connection.send((wanted, not worker.left))
        except OSError:
            self._lost(worker)

    def _lost(self, worker: _Worker) -> None:
        """A process is gone: another does its chunk, once; one that never started is not replaced."""
        self._workers.remove(worker)
        worker.process.join()
        self._drop(worker)
        worker.connection.close()
        number = worker.number
        if number < 0:
            return
        self._told(-worker.read)
        if number in self._failed:
            raise LibraryError(
                N_("A process that builds the search index was ended ({code}); free some memory, try again."),
                code=worker.process.exitcode,
            )
        self._failed.add(number)
        self._todo.appendleft(number)
        self._hire()


def work(connection: Connection, folder: Path, elsewhere: Elsewhere | None = None) -> None:
    """A process: it is sent documents, or ids where it reads; a segment file is made of each run of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us is asked, and ends us
    index = IndexFolder(folder)
    builder = Builder()
    try:
        fetch = None if elsewhere is None else elsewhere()
        settle_in()
        connection.send(fetch is not None)
        while True:
            wanted, last = connection.recv()
            for stored in wanted if fetch is None else fetch(wanted):
                builder.add(stored)
            connection.send(None)
            if last:
                arrays = builder.arrays()
                with _undisturbed():
                    _tell(connection, index, index.draft(*arrays))
                del arrays
                builder = Builder()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        connection.send(error)


def _tell(connection: Connection, index: IndexFolder, draft: Draft) -> None:
    """Tell of a file that is written; it goes with whoever asked for it."""
    try:
        connection.send(draft)
    except OSError:
        index.dropped(draft.name)
        raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ended only behind this, where the system lets us: a file is written and told of, or not at all."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    mask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        mask(signal.SIG_UNBLOCK, {signal.SIGTERM})
