"""Pictures of the registers that have none yet, of what is known beside their rows, of choosing a unit."""

from __future__ import annotations

from typing import Any

import pytest

from tui.registers.kinds import REGISTERS
from tui.screens.registers import RegistersScreen
from tui.screens.units import UnitsScreen
from tui.widgets.filter_bar import FilterInput

SMALL = pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
"""A state of a screen that has pictures of both sizes."""


async def opened(session: Any, kind: str) -> Any:
    """The register of ``kind``, its rows listed and counted, what stands beside them too."""
    await session.press("ctrl+n")
    await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
    screen = session.app.screen
    await session.until(lambda: screen.totals.get("formulae"))
    number = [str(register.kind) for register in REGISTERS].index(kind)
    if number:
        await session.press(str(number + 1))
    await session.until(lambda: screen.totals.get(kind) is not None and screen.rows.items)
    await session.until(lambda: screen.view != "about" or screen.about is not None)
    return screen


@pytest.mark.parametrize("kind", ["mechanisms", "questions"])
def test_a_register(picture: Any, kind: str) -> None:
    async def steps(session: Any) -> None:
        await opened(session, kind)

    assert picture(steps)


def test_the_places_of_a_formula(picture: Any) -> None:
    async def steps(session: Any) -> None:
        screen = await opened(session, "formulae")
        await session.press("enter")
        await session.until(lambda: screen.mentions.has_focus and screen.mentions.total)
        await session.press("down")

    assert picture(steps)


@SMALL
def test_rows_left_by_a_filter(picture: Any) -> None:
    async def steps(session: Any) -> None:
        screen = await opened(session, "quotations")
        every = screen.rows.total
        await session.press("slash")
        screen.query_one(FilterInput).value = "服务"
        await session.until(lambda: 0 < screen.rows.total < every)

    assert picture(steps)


def test_the_units_of_figures(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await opened(session, "figures")
        await session.press("u")
        await session.until(lambda: isinstance(session.app.screen, UnitsScreen))
        await session.press("down", "down")

    assert picture(steps)
