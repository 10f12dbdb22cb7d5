"""Work shared among several processes; its order and what becomes of it stay with whoever asked.

The processes are new interpreters that get what to do through a socket: nothing is forked from a process
with threads, and the program that asks is not run a second time, whatever its main module is. A process that
dies costs what it was at; where none can be started, the caller does the work itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from queue import Empty, SimpleQueue
from subprocess import DEVNULL, Popen
from time import monotonic
from typing import Any, Generic, TypeVar

from index import processes

Given = TypeVar("Given")
Made = TypeVar("Made")

_KEPT = 0.1
"""Seconds for which a process keeps answers, to send them together."""

_CODE = (
    "import sys; sys.path = sys.argv[3:]; from importlib import import_module;"
    " import_module(sys.argv[1]).work(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something on which the program failed."""

    detail: str


def usable() -> int:
    """How many processes work is shared among; below 2: it is better done in this one."""
    if os.name != "posix" or not sys.executable or getattr(sys, "frozen", False):
        return 0
    return processes.usable()


class _Worker:
    """A process that runs ``work(handle)`` of a module."""

    def __init__(self, module: str) -> None:
        ours, theirs = Pipe()
        try:
            # A session of its own: Ctrl-C is for the one who asked, and a closed socket ends the process.
            self._process = Popen(
                [sys.executable, "-c", _CODE, module, str(theirs.fileno()), *sys.path],
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

    def do(self, some: Sequence[object], answers: list[Any], *, singly: bool) -> None:
        """Append the answers as they come, several at a time or ``singly``.

        EOFError, OSError: it has died; where they come singly, at the next one.
        """
        wanted = len(answers) + len(some)
        self._connection.send((list(some), singly))
        while len(answers) < wanted:
            answers += self._connection.recv()

    def end(self) -> str:
        """Make sure that it is gone; returns how it ended."""
        self._process.kill()
        code = self._process.wait()
        self._connection.close()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """End it, whoever is waiting for its answer."""
        self._process.kill()


class Workers(Generic[Given, Made]):
    """Up to ``count`` processes, each started when there is work for it, that run ``work`` of ``module``."""

    def __init__(self, count: int, module: str) -> None:
        self._module = module
        self._threads = ThreadPoolExecutor(count, "working")
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all: set[_Worker] = set()
        self._hopeless = False

    def submit(self, some: Sequence[Given]) -> Future[list[Made | Fault | None]]:
        """The answers, in their order; ``None`` for what has to be done by the caller."""
        return self._threads.submit(self._do, some)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._hopeless = True
        for worker in tuple(self._all):
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.end()

    def _do(self, some: Sequence[Given]) -> list[Made | Fault | None]:
        answers: list[Made | Fault | None] = []
        singly = False
        while len(answers) < len(some):
            worker = self._worker()
            if worker is None:
                return [*answers, *[None] * (len(some) - len(answers))]
            try:
                worker.do(some[len(answers) :], answers, singly=singly)
                self._idle.put(worker)
            except (EOFError, OSError):
                self._all.discard(worker)
                how = worker.end()
                if singly:
                    answers.append(Fault(f"the process that read it was ended: {how}"))
                # Answers that it had kept are lost with it: the next one tells at which it ends.
                singly = True
        return answers

    def _worker(self) -> _Worker | None:
        with suppress(Empty):
            return self._idle.get_nowait()
        if self._hopeless:
            return None
        try:
            worker = _Worker(self._module)
        except OSError:
            self._hopeless = True
            return None
        self._all.add(worker)
        if self._hopeless or not worker.ready():
            self._hopeless = True
            self._all.discard(worker)
            worker.end()
            return None
        return worker


def serve(handle: int, answer: Callable[[Any], object]) -> None:
    """In a process: what to do comes, answers go, until the socket is closed."""
    connection = Connection(handle)
    processes.settle_in()
    with suppress(EOFError, OSError):
        connection.send(True)
        while True:
            some, singly = connection.recv()
            answers, told = [], monotonic()
            for one in some:
                answers.append(answer(one))
                # Each message wakes the one who asked, who takes the processor from one of us.
                if singly or monotonic() - told > _KEPT:
                    connection.send(answers)
                    answers, told = [], monotonic()
            if answers:
                connection.send(answers)
