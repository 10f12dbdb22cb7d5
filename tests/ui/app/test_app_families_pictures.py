"""Pictures of the families screens, in English (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.screens.families import FamiliesScreen, FamilyScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_the_families(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("ctrl+g")
        await session.until(lambda: isinstance(app.screen, FamiliesScreen) and app.screen.current)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_one_family(snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("ctrl+g")
        await session.until(lambda: isinstance(app.screen, FamiliesScreen) and app.screen.current)
        await session.press("enter")
        await session.until(lambda: isinstance(app.screen, FamilyScreen) and app.screen.list.documents)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
