"""One opened sample for all pictures, and a short way to take one.

Pictures are renewed with ``--snapshot-update``, then looked at. Nothing in them depends on the day or the
machine: answers took no time, drafts lie in a folder of a fixed name and were changed at a fixed minute.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp

Steps = Callable[[Any], Awaitable[None]]
Take = Callable[..., bool]

NOON = 1_700_049_600
"""2023-11-15, noon in UTC: when everything that has a date on the disk was changed."""


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The terminal, in cells."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of drafts, ``drafts`` from where the program runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANGJIAN_DRAFTS", "drafts")
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


@pytest.fixture
def dated(drafts: Path) -> Callable[[], None]:
    """``dated()``: all drafts were changed at noon, each a minute before the next by name."""

    def date() -> None:
        for number, path in enumerate(sorted(drafts.iterdir(), reverse=True)):
            os.utime(path, (NOON - 60 * number, NOON - 60 * number))

    return date


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, drafts: Path) -> Iterator[None]:
    """A user who has never started the program, in UTC."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def picture(
    snap_compare: Take, environment: None, kept: Any, session_of: Callable[..., Any], size: tuple[int, int]
) -> Take:
    """``picture(steps)``: whether the screen looks as it did, after ``steps`` in a program just started."""

    def take(steps: Steps, **wanted: Any) -> bool:
        app = DangjianApp(lambda _waiting: kept, **wanted)

        async def before(pilot: Pilot[None]) -> None:
            session = session_of(app, pilot)
            await session.settled("")
            await steps(session)
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=before)

    return take
