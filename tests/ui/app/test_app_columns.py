"""Columns stay where they are in a terminal: no sign is wider there than the program takes it for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from wcwidth import wcwidth

from tui.screens.compare import CompareScreen
from tui.screens.reader import ReaderScreen

pyte = pytest.importorskip("pyte")

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture(params=[False, True], ids=["narrow-signs", "wide-signs"])
def wide(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the terminal draws “ ” … — · two cells wide, and the program knows it."""
    monkeypatch.setenv("DANGJIAN_WIDE_PUNCTUATION", "1" if request.param else "0")

    def cells(character: str) -> int:
        known = int(wcwidth(character))
        ambiguous = unicodedata.east_asian_width(character) == "A" and not unicodedata.combining(character)
        return 2 if request.param and ambiguous and known == 1 else known

    monkeypatch.setattr(pyte.screens, "wcwidth", cells)
    return bool(request.param)


def misplaced(session: Any) -> list[str]:
    """What stands in another column of a terminal than the program has put it in."""
    screen = session.app.screen
    width, height = screen.size
    terminal = pyte.Screen(width, height)
    terminal.reset_mode(pyte.modes.DECAWM)
    stream = pyte.Stream(terminal)
    console = Console(color_system=None, force_terminal=True, width=width)
    wrong = []
    for row, strip in enumerate(screen._compositor.render_strips()):
        stream.feed(f"\x1b[{row + 1};1H{strip.render(console)}")
        column = 0
        for segment in strip:
            for character in segment.text:
                shown = terminal.buffer[row][column].data
                if character != " " and cell_len(character) and character != shown:
                    wrong.append(f"{row}:{column} {character} {shown!r} {strip.text}")
                    break
                column += cell_len(character)
    return wrong


async def test_every_sign_stands_in_its_column(start: Start, wide: bool) -> None:
    async with start(size=(120, 40)) as session:
        await session.search("四强党支部")
        await session.press("enter", "m", "v")
        assert misplaced(session) == []
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        reading = session.app.screen
        await session.until(lambda: reading.pane.stored is not None and reading.pane.reader.total)
        await session.press("s")
        assert misplaced(session) == []
        await session.press("escape", "escape", "down", "c")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))
        beside = session.app.screen
        await session.until(lambda: beside.collated)
        await session.press("right_square_bracket")
        assert misplaced(session) == []


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+n", "ctrl+g", "ctrl+y", "ctrl+o", "f1"])
async def test_every_table_keeps_its_columns(start: Start, wide: bool, key: str) -> None:
    async with start(size=(100, 30)) as session:
        await session.press(key)
        await session.pilot.pause()
        await session.until(lambda: session.app.screen is not session.screen)
        for _again in range(20):
            await session.pilot.pause()
        assert misplaced(session) == []
