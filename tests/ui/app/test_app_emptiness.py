"""Nothing found: what keeps it away is told, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from textual.widgets import Static

from tui.i18n import _
from tui.widgets.query_bar import QueryInput

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_nothing_found_says_which_term_and_offers_a_way_out(start: Start) -> None:
    async with start() as session:
        await session.search("党建 不存在此词鑫")
        why = str(session.screen.query_one("#empty", Static).render())
        if session.results.items:
            # Related documents are offered instead: they are marked as such and outside the counts.
            assert all(hit.related or hit.loose for hit in session.results.items)
            return
        assert _("Not in the library: {terms}").format(terms="不存在此词鑫") in why
        assert session.screen.query_one("#empty").display and not session.results.display
        assert _("Enter searches for: {query}").format(query="党建") in why
        await session.press("enter")
        await session.settled("党建")
        assert session.results.items and session.screen.query_one(QueryInput).has_focus
        await session.press("escape")
        await session.settled("")
        assert session.results.display and session.results.items


async def test_nothing_found_says_which_condition_keeps_it_away(start: Start) -> None:
    async with start() as session:
        await session.search("党建 年:1921 -省:湖南")
        why = str(session.screen.query_one("#empty", Static).render())
        lines = [line for line in why.splitlines() if "年:1921" in line]
        assert len(lines) >= 2, "named in the query, and as what keeps it away"
        await session.press("enter")
        await session.settled("党建 -省:湖南")
        assert session.results.items


async def test_a_string_that_is_nowhere_says_so(start: Start) -> None:
    async with start() as session:
        await session.search("鑫鑫鑫")
        why = str(session.screen.query_one("#empty", Static).render())
        assert "鑫鑫鑫" in why
        assert session.results.items == ()
