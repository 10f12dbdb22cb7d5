"""Files read into texts by several processes at once; the order and the writing stay with whoever asked.

The processes are new interpreters that get the bytes of files through a socket: nothing is forked from a
process with threads, and the program that imports is not run a second time, whatever its main module is. A
process that dies costs the file that it was at; where none can be started, the caller reads the files itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from queue import Empty, SimpleQueue
from subprocess import DEVNULL, Popen

from index import processes
from index.errors import ImportFailure
from index.store import Reading, reading_of

_CODE = "import sys; sys.path = sys.argv[2:]; from index.library.readers import work; work(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be imported, as the ``ImportFailure`` says."""

    template: str
    fields: dict[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """A file on which the program failed."""

    detail: str


Answer = Reading | Refused | Fault
Named = tuple[str, bytes, frozenset[int]]


def read_text(name: str, data: bytes, recurring: frozenset[int] = frozenset()) -> Answer:
    """What the bytes of a file hold; ``recurring``: lines of sites that are set apart. Never raises for what
    is in them.
    """
    import index.collect

    try:
        return reading_of(index.collect.collect(data, path=name, recurring=recurring))
    except ImportFailure as problem:
        return Refused(problem.template, problem.fields)
    except Exception as error:
        # One file must never cost the others, whatever it makes the readers do.
        return Fault(f"{type(error).__name__}: {error}")


def usable() -> int:
    """How many processes reading is shared among; below 2: it is better done in this one."""
    if os.name != "posix" or not sys.executable or getattr(sys, "frozen", False):
        return 0
    return processes.usable()


class _Reader:
    """A process that reads files."""

    def __init__(self) -> None:
        ours, theirs = Pipe()
        try:
            # A session of its own: Ctrl-C is for the one who asked, and a closed socket ends the process.
            self._process = Popen(
                [sys.executable, "-c", _CODE, str(theirs.fileno()), *sys.path],
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._connection: Connection = ours

    def ready(self) -> bool:
        """Wait until it has begun; false if it never does."""
        try:
            return self._connection.recv() is True
        except (EOFError, OSError):
            return False

    def read(self, files: Sequence[Named], answers: list[Answer | None]) -> None:
        """Append the answers, one by one. EOFError, OSError: it has died at the next one."""
        self._connection.send(list(files))
        for _ in files:
            answers.append(self._connection.recv())

    def end(self) -> str:
        """Make sure that it is gone; returns how it ended."""
        self._process.kill()
        code = self._process.wait()
        self._connection.close()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """End it, whoever is waiting for its answer."""
        self._process.kill()


class Readers:
    """Up to ``count`` processes, each started when there is work for it."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "reading")
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        self._all: set[_Reader] = set()
        self._hopeless = False

    def submit(self, files: Sequence[Named]) -> Future[list[Answer | None]]:
        """The answers to files, in their order; ``None`` for a file that has to be read by the caller."""
        return self._threads.submit(self._read, files)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._hopeless = True
        for reader in tuple(self._all):
            reader.kill()
        self._threads.shutdown(cancel_futures=True)
        for reader in self._all:
            reader.end()

    def _read(self, files: Sequence[Named]) -> list[Answer | None]:
        answers: list[Answer | None] = []
        while len(answers) < len(files):
            reader = self._reader()
            if reader is None:
                return [*answers, *[None] * (len(files) - len(answers))]
            try:
                reader.read(files[len(answers) :], answers)
                self._idle.put(reader)
            except (EOFError, OSError):
                self._all.discard(reader)
                answers.append(Fault(f"the process that read it was ended: {reader.end()}"))
        return answers

    def _reader(self) -> _Reader | None:
        with suppress(Empty):
            return self._idle.get_nowait()
        if self._hopeless:
            return None
        try:
            reader = _Reader()
        except OSError:
            self._hopeless = True
            return None
        self._all.add(reader)
        if self._hopeless or not reader.ready():
            self._hopeless = True
            self._all.discard(reader)
            reader.end()
            return None
        return reader


def work(handle: int) -> None:
    """A process: files come, answers go, until the socket is closed."""
    import index.collect.pipeline  # noqa: F401  (all that reading needs, before it is said to be ready)

    connection = Connection(handle)
    with suppress(EOFError, OSError):
        connection.send(True)
        while True:
            for name, data, recurring in connection.recv():
                connection.send(read_text(name, data, recurring))
