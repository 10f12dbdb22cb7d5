"""Pictures of the parallels screens, in English (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.parallels import Asked
from tui.screens.parallels import ParallelsScreen
from tui.screens.parallels_text import PassageInput, TextScreen
from tui.screens.reader import ReaderScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]

pytestmark = pytest.mark.parametrize("size", SIZES, ids=NAMES)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


def test_parallels(snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        screen = ParallelsScreen(app.desk, Asked(6, None))
        app.push_screen(screen)
        await session.until(lambda: screen.is_current and screen.answer is not None)
        await session.press("down", "s")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_a_passage_in_the_reader(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("enter", "enter")
        await session.until(lambda: isinstance(app.screen, ReaderScreen))
        screen: Any = app.screen
        await session.until(lambda: screen.margin is not None and screen.margin.whole)
        await session.press("home", "full_stop", "full_stop")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_a_text_that_nobody_says(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("ctrl+r")
        await session.until(lambda: isinstance(app.screen, TextScreen))
        app.screen.query_one(PassageInput).insert("雪后初晴，同志们都来得很早，会场里坐得满满当当。")
        await session.press("enter")
        await session.until(lambda: isinstance(app.screen, ParallelsScreen) and app.screen.answer)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_a_text_is_typed(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("ctrl+r")
        await session.until(lambda: isinstance(app.screen, TextScreen))
        app.screen.query_one(PassageInput).insert("雪后初晴，同志们都来得很早。\n会场里坐得满满当当。")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
