"""Jumping between the parts of a screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.i18n import _
from tui.screens.jumping import JumpScreen
from tui.widgets.facets import FacetPanel
from tui.widgets.query_bar import QueryInput

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_a_number_goes_to_its_part(start: Start) -> None:
    async with start(size=(200, 50)) as session:
        await session.search("党建")
        await session.press("enter", "f11")
        await session.until(lambda: isinstance(session.app.screen, JumpScreen))
        await session.press("2")
        await session.until(lambda: session.screen.query_one(FacetPanel).has_focus)
        # With an input method on, the key gives another sign.
        await session.press("·")
        await session.until(lambda: isinstance(session.app.screen, JumpScreen))
        await session.press("1")
        await session.until(lambda: session.screen.query_one(QueryInput).has_focus)


async def test_any_other_key_stays_where_one_was(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        await session.search("党建")
        await session.press("enter", "grave_accent")
        await session.until(lambda: isinstance(session.app.screen, JumpScreen))
        await session.press("escape")
        assert session.results.has_focus


async def test_with_one_part_alone_that_is_said(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        await session.search("党建")
        await session.press("enter", "enter")
        await session.until(lambda: session.app.screen.contexts == ("reader",))
        await session.press("f11")
        assert _("There is only this part here.") in session.notices
