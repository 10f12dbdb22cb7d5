"""Choosing what stands side by side from the list, and giving the panes other places."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.i18n import _
from tui.screens.compare import CompareScreen
from tui.widgets.lines import StatusLine

Start = Callable[..., AbstractAsyncContextManager[Any]]


def ids(screen: Any) -> list[int | None]:
    return [pane.document.id if pane.document else None for pane in screen.panes]


async def opened(session: Any) -> Any:
    await session.until(lambda: isinstance(session.app.screen, CompareScreen))
    screen = session.app.screen
    await session.until(lambda: screen.collated and None not in ids(screen))
    return screen


async def test_documents_are_sent_to_either_side_without_leaving_the_list(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        first, second = (hit.document.id for hit in session.results.items[:2])
        await session.press("enter", "greater_than_sign", "down", "less_than_sign")
        assert session.results.has_focus
        said = session.screen.query_one(StatusLine).text
        assert _("left: {name}").partition("{")[0] in said and _("right: {name}").partition("{")[0] in said
        await session.press("c")
        assert ids(await opened(session)) == [second, first]


async def test_one_side_is_enough_the_other_is_the_document_one_is_at(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        first, second = (hit.document.id for hit in session.results.items[:2])
        # What a Chinese input method gives for > works as well.
        await session.press("enter", "》", "down", "c")
        assert ids(await opened(session)) == [second, first]


async def test_sent_once_more_a_document_is_taken_away_again(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "less_than_sign", "less_than_sign")
        assert session.screen.sides == {}


async def test_two_documents_change_places_and_are_compared_anew(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        first, second = (hit.document.id for hit in session.results.items[:2])
        await session.press("enter", "less_than_sign", "down", "greater_than_sign", "c")
        screen = await opened(session)
        await session.press("pagedown")
        place = screen.panes[0].reader.place
        await session.press("O")
        await session.until(lambda: ids(screen) == [second, first] and screen.collated)
        assert screen.panes[1].reader.has_focus
        assert screen.panes[1].reader.cursor == place


async def test_one_pane_is_shown_alone_and_all_again(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "less_than_sign", "down", "greater_than_sign", "c")
        screen = await opened(session)
        await session.press("tab", "z")
        assert [pane.display for pane in screen.panes] == [False, True]
        await session.until(lambda: screen.panes[1].size.width >= screen.size.width - 1)
        await session.press("tab")
        assert [pane.display for pane in screen.panes] == [True, False]
        assert screen.panes[0].reader.has_focus
        await session.press("z")
        assert [pane.display for pane in screen.panes] == [True, True]


async def test_words_are_found_in_the_pane_one_reads(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "less_than_sign", "down", "greater_than_sign", "c")
        screen = await opened(session)
        await session.press("tab", "slash", *"支部", "enter")
        await session.until(lambda: screen.panes[1].found == "支部")
        assert screen.panes[0].found == "" and screen.panes[1].reader.has_focus
