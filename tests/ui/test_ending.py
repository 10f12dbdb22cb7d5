"""The program is ended by a signal."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tui import ending


@dataclass
class Program:
    """What a signal has to do with: a driver that draws, and leaving."""

    drawn: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    _driver: Any = None

    def __post_init__(self) -> None:
        self._driver = SimpleNamespace(write=self.drawn.append)

    def exit(self, *, return_code: int) -> None:
        self._driver.write("farewell")
        self.codes.append(return_code)


@pytest.fixture(autouse=True)
def timers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Timer]]:
    """Those that would end this process; none of them runs."""
    made: list[threading.Timer] = []
    monkeypatch.setattr(threading.Timer, "start", lambda timer: made.append(timer))
    yield made


def left(program: Program, number: signal.Signals) -> None:
    async def run() -> None:
        ending.leave(cast(Any, program), number)

    asyncio.run(run())


def test_the_exit_code_is_that_of_the_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "_has_terminal", lambda: True)
    program = Program()
    left(program, signal.SIGTERM)
    assert (program.codes, program.drawn) == ([143], ["farewell"])


def test_nothing_is_drawn_where_the_terminal_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "_has_terminal", lambda: False)
    program = Program()
    left(program, signal.SIGHUP)
    assert (program.codes, program.drawn) == ([129], [])


def test_who_cannot_leave_in_time_is_ended_by_the_signal_all_the_same(timers: list[threading.Timer]) -> None:
    left(Program(), signal.SIGTERM)
    (late,) = timers
    assert late.daemon and late.interval == ending.PATIENCE
    assert late.args is not None and list(late.args)[1] == signal.SIGTERM
