"""What stands there for who sees the program for the first time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_the_sample_begins_with_three_lines_on_what_to_try_first(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        lines = session.screen.query_one("#welcome", Prose)
        await session.until(lambda: lines.display)
        assert len(lines.text.splitlines()) == 3 and "Ctrl+O" in lines.text
        await session.search("党建")
        assert not lines.display
