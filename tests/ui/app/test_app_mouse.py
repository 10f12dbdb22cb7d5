"""With the mouse alone: each key that the last line shows can be clicked, on every screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from rich.cells import cell_len

from tui.screens.desk import DeskScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine

Start = Callable[..., AbstractAsyncContextManager[Any]]

PLACES = {
    "bar": (),
    "list": ("enter",),
    "facets": ("enter", "i"),
    "reader": ("enter", "enter"),
    "compare": ("enter", "m", "down", "c"),
    "parallels": ("enter", "x"),
    "library": ("ctrl+l",),
    "registers": ("ctrl+n",),
    "families": ("ctrl+g",),
    "drafts": ("ctrl+y",),
    "import": ("ctrl+o",),
}


@pytest.mark.parametrize("place", PLACES)
async def test_what_the_key_bar_shows_can_be_clicked(start: Start, place: str) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press(*PLACES[place])
        await session.until(lambda: isinstance(session.app.screen, DeskScreen))
        screen = session.app.screen
        await session.until(lambda: screen.query(KeyBar) and screen.query(StatusLine))
        await session.pilot.pause()
        bar = screen.query_one(KeyBar).render()
        entries = [
            (span, span.style.meta.get("@click")) for span in bar.spans if not isinstance(span.style, str)
        ]
        actions = [(span, action) for span, action in entries if action]
        assert len(actions) >= 3
        owners = {"app": session.app, "screen": screen, "focused": session.app.focused}
        ran: list[str] = []
        for span, action in actions:
            owner, _dot, name = action.partition(".")
            assert hasattr(owners[owner], f"action_{name}"), action
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(owners[owner], f"action_{name}", lambda name=name: ran.append(name))
                cell = cell_len(bar.plain[: span.start]) + 1
                await session.pilot.click(KeyBar, offset=(cell, 0))
                await session.pilot.pause()
            assert ran[-1:] == [name], f"a click on {bar.plain[span.start : span.end]!r}"
