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
from tui.keymap import commands
from tui.screens.desk import DeskScreen
from tui.widgets.key_bar import KeyBar

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


def dead_keys(app: DangjianApp) -> list[str]:
    """What the key bars and the palette of the present screen offer and nothing answers to."""
    screen = app.screen
    owners = {"screen": screen, "focused": app.focused, "app": app}
    offered = [entry for bar in screen.query(KeyBar) for entry in bar._listed()]
    dead = []
    for action, key, _label in offered:
        owner, _dot, name = action.partition(".")
        if not hasattr(owners[owner], f"action_{name}") or key not in screen.active_bindings:
            dead.append(f"{key}: {action}")
    if isinstance(screen, DeskScreen):
        for command in commands(*screen.contexts):
            answered = any(hasattr(node, f"action_{command.id}") for node in owners.values())
            if not answered and not command.movement:
                dead.append(f"{command.keys}: {command.id}")
    return dead


@pytest.fixture
def picture(
    snap_compare: Take, environment: None, kept: Any, session_of: Callable[..., Any], size: tuple[int, int]
) -> Take:
    """``picture(steps)``: whether the screen looks as it did, after ``steps`` in a program just started.

    All keys that it offers must work there, too.
    """

    def take(steps: Steps, **wanted: Any) -> bool:
        app = DangjianApp(lambda _waiting: kept, **wanted)

        async def before(pilot: Pilot[None]) -> None:
            session = session_of(app, pilot)
            await session.settled("")
            await steps(session)
            await pilot.pause()
            assert not dead_keys(app)

        return snap_compare(app, terminal_size=size, run_before=before)

    return take
