"""Pictures of the registers, in English (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.screens.registers import RegistersScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
@pytest.mark.parametrize("kind", ["formulae", "figures", "quotations", "outlines"])
def test_a_register(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], kind: str
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        screen = await _opened(session_of(app, pilot), kind)
        await session_of(app, pilot).until(lambda: size[0] < 100 or screen.about is not None)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
def test_what_is_known_of_a_term(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int]
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        screen = await _opened(session, "formulae")
        await session.press("enter")
        await session.until(lambda: screen.mentions.has_focus)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


async def _opened(session: Any, kind: str) -> RegistersScreen:
    await session.settled("")
    await session.press("ctrl+n")
    await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
    screen: RegistersScreen = session.app.screen
    await session.until(lambda: screen.totals.get("formulae"))
    if kind != "formulae":
        await session.press({"figures": "3", "quotations": "4", "outlines": "5"}[kind])
    await session.until(lambda: screen.totals.get(kind) and screen.rows.items)
    return screen
