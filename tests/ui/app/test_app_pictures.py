"""Pictures of the screens on the sample articles (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.screens.compare import CompareScreen
from tui.screens.reader import ReaderScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]


Steps = Callable[[Pilot[None]], Any]


@pytest.fixture
def after(app: DangjianApp, session_of: Callable[..., Any]) -> Callable[..., Steps]:
    """``after("enter", "n")``: what is done before the picture: a search for 党建, then these keys."""

    def make(*keys: str) -> Steps:
        async def steps(pilot: Pilot[None]) -> None:
            session = session_of(app, pilot)
            await session.settled("")
            await session.search("党建")
            for key in keys:
                await session.press(key)
                if isinstance(app.screen, ReaderScreen):
                    await session.until(lambda: app.screen.margin and app.screen.margin.whole)
                if isinstance(app.screen, CompareScreen):
                    await session.until(lambda: app.screen.collated)
                await pilot.pause()

        return steps

    return make


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_search(snap_compare: Compare, app: DangjianApp, after: Callable[..., Steps], size: Any) -> None:
    assert snap_compare(app, terminal_size=size, run_before=after())


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_reader(snap_compare: Compare, app: DangjianApp, after: Callable[..., Steps], size: Any) -> None:
    assert snap_compare(app, terminal_size=size, run_before=after("enter", "enter", "n", "n", "s"))


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_compare(snap_compare: Compare, app: DangjianApp, after: Callable[..., Steps], size: Any) -> None:
    assert snap_compare(app, terminal_size=size, run_before=after("enter", "m", "down", "c", "n", "tab", "n"))


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_shared_passage(
    snap_compare: Compare, app: DangjianApp, session_of: Callable[..., Any], size: Any
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        # Of all articles of the sample these share most.
        screen = CompareScreen(app.desk, "", 1, 5)
        app.push_screen(screen)
        await session.until(lambda: screen.is_current and screen.collated)
        await session.press("right_square_bracket", "right_square_bracket", "right_square_bracket")

    assert snap_compare(app, terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_four_documents(
    snap_compare: Compare, app: DangjianApp, after: Callable[..., Steps], size: Any
) -> None:
    keys = ("enter", "m", "down", "m", "down", "m", "down", "m", "c", "right_square_bracket")
    assert snap_compare(app, terminal_size=size, run_before=after(*keys))


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_help(snap_compare: Compare, app: DangjianApp, after: Callable[..., Steps], size: Any) -> None:
    assert snap_compare(app, terminal_size=size, run_before=after("enter", "f1"))
