"""Narrowing by facets, and queries asked before: by keys, the query in the bar saying all of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.facet_rows import Condition, Value
from tui.i18n import _
from tui.widgets.facets import FacetLine, FacetPanel
from tui.widgets.query_bar import QueryInput

Start = Callable[..., AbstractAsyncContextManager[Any]]


def panel_of(session: Any) -> FacetPanel:
    found: FacetPanel = session.screen.query_one(FacetPanel)
    return found


async def asks(session: Any, query: str) -> None:
    """Wait until ``query`` stands in the bar and is answered."""
    await session.until(lambda: session.screen.query_text == query and not session.screen.pending)
    await session.until(lambda: session.screen.answer.query == query)


async def test_a_province_is_chosen_and_freed_again(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        everywhere = session.screen.answer.documents
        await session.press("f10")
        panel = panel_of(session)
        assert panel.has_focus and panel.display
        row = panel.row
        assert isinstance(row, Value) and row.field == "region"
        await session.press("enter")
        await asks(session, f"党建 省:{row.item.value}")
        assert session.screen.answer.documents == row.item.documents < everywhere
        assert isinstance(panel.rows[1], Condition) and panel.has_focus
        await session.press("backspace")
        await asks(session, "党建")
        assert session.screen.answer.documents == everywhere


async def test_ones_own_province_is_left_out(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        everywhere = session.screen.answer.documents
        await session.press("enter", "i")
        row = panel_of(session).row
        assert isinstance(row, Value)
        await session.press("minus")
        await asks(session, f"党建 -省:{row.item.value}")
        assert session.screen.answer.documents == everywhere - row.item.documents
        # On the condition itself the same key takes it out.
        await session.press("home", "minus")
        await asks(session, "党建")


async def test_marked_values_are_taken_together(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "f10", "space", "space")
        first, second = panel_of(session).chosen
        await session.press("enter")
        await asks(session, f"党建 (省:{first.item.value} OR 省:{second.item.value})")
        assert session.screen.answer.documents == first.item.documents + second.item.documents


async def test_a_query_that_finds_nothing_any_more_is_taken_back_from_the_facets(start: Start) -> None:
    async with start() as session:
        await session.search("党建 省:湖南")
        await session.press("enter", "f10", "down")
        assert isinstance(panel_of(session).row, Value)
        await session.press("x")
        await asks(session, "党建 -省:湖南")
        await session.press("home", "enter")
        await asks(session, "党建")
        await session.press("escape")
        assert session.results.has_focus


async def test_the_column_comes_and_goes_where_it_has_no_place(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        await session.search("党建")
        await session.press("enter", "f10")
        panel, line = panel_of(session), session.screen.query_one(FacetLine)
        await session.until(lambda: panel.display and not line.display)
        assert session.results.size.width >= 40
        await session.press("escape")
        await session.until(lambda: line.display and not panel.display)
        assert session.results.has_focus
        await session.pilot.click(FacetLine)
        await session.until(lambda: panel.has_focus)


async def test_without_facets_it_says_what_to_do(start: Start) -> None:
    async with start() as session:
        await session.press("f10")
        assert _("There is nothing to narrow by: search for something first.") in session.notices


async def test_queries_asked_before_come_back_in_the_bar(start: Start) -> None:
    async with start() as session:
        for query in ("党建", "支部"):
            await session.search(query)
            await session.press("enter", "slash", "escape")
        bar = session.screen.query_one(QueryInput)
        await session.until(lambda: bar.has_focus and not bar.value)
        await session.press("up")
        assert bar.value == "支部"
        await session.press("up")
        assert bar.value == "党建"
        await session.press("up")
        assert bar.value == "党建"
        await session.press("down")
        assert bar.value == "支部"
        await asks(session, "支部")
        await session.press("down")
        assert bar.value == ""
