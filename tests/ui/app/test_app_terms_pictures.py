"""Pictures of the card of a term, of the movement over places and years, of the question where to write, in
English (renewed with ``--snapshot-update``, then looked at).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.movement import Subject
from tui.screens.exporting import ExportScreen
from tui.screens.movement import MovementScreen
from tui.screens.term import TermScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]

pytestmark = pytest.mark.parametrize("size", SIZES, ids=NAMES)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


async def shown(session: Any, screen: Any) -> None:
    """Put ``screen`` on and wait until it has its answer, the registers of the sample being complete."""
    session.app.push_screen(screen)

    def complete() -> bool:
        if isinstance(screen, MovementScreen):
            return screen.moves is not None
        return screen.card is not None and screen.card.incomplete is None

    await session.until(lambda: screen.is_current and complete(), seconds=60)
    await session.pilot.pause()


def test_the_movement(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, MovementScreen(app.desk, Subject("党建", "党建")))
        await session.press("m", "m", "left", "down")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_the_counts(snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, MovementScreen(app.desk, Subject("党建", "党建")))
        await session.press("tab", "tab")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_a_term(snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, TermScreen(app.desk, Subject("两个维护", "两个维护")))
        await session.press("down")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_its_places_and_years(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, TermScreen(app.desk, Subject("两个维护", "两个维护")))
        await session.press("tab")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_nothing_found(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, TermScreen(app.desk, Subject("没有人说过", "没有人说过")))

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_where_to_write_a_table(
    snap_compare: Compare,
    app: DangjianApp,
    session_of: Any,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A folder of one length everywhere.
    monkeypatch.setenv("DANGJIAN_DRAFTS", "/none/drafts")

    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await shown(session, MovementScreen(app.desk, Subject("党建", "党建")))
        await session.press("e")
        await session.until(lambda: isinstance(app.screen, ExportScreen))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
