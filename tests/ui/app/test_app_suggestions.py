"""The line of suggestions under the search bar: it never moves what is below, and takes only its own keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from threading import Event
from typing import Any

import pytest
from rich.cells import cell_len

from index.model import Suggestion
from tui.i18n import _
from tui.widgets.query_bar import QueryInput
from tui.widgets.suggestions import SuggestionLine

Start = Callable[..., AbstractAsyncContextManager[Any]]


def bar(session: Any) -> QueryInput:
    found: QueryInput = session.screen.query_one(QueryInput)
    return found


def line(session: Any) -> SuggestionLine:
    found: SuggestionLine = session.screen.query_one(SuggestionLine)
    return found


def shown(session: Any) -> str:
    return line(session).render().plain


async def typed(session: Any, query: str) -> None:
    """Type ``query`` and wait for its answer and its suggestions."""
    await session.press(*query)
    await session.settled(bar(session).value.strip())


async def test_initials_become_the_term_they_stand_for(start: Start) -> None:
    async with start() as session:
        await typed(session, "jgdj")
        assert "机关党建" in shown(session)
        await session.press("tab")
        assert bar(session).value == "机关党建" and bar(session).has_focus
        await session.settled("机关党建")
        assert session.results.items and "▸机关党建" in shown(session)


async def test_steps_go_round_and_back_to_what_was_typed(start: Start) -> None:
    async with start() as session:
        await typed(session, "业务 dang")
        offered = [item.query for item in line(session)._items]
        assert len(offered) > 2 and all(query.startswith("业务 党") for query in offered)
        values = []
        for _step in range(len(offered) + 2):
            await session.press("tab")
            values.append(bar(session).value)
        assert values == [*offered, "业务 dang", offered[0]]
        await session.press("shift+tab", "shift+tab")
        assert bar(session).value == offered[-1]
        assert bar(session).cursor_position == len(offered[-1])


async def test_one_goes_on_typing_behind_what_was_taken(start: Start) -> None:
    async with start() as session:
        await typed(session, "jgdj")
        await session.press("tab", *" 党组只")
        await session.until(lambda: not line(session).waiting)
        assert _("Did you mean:") in shown(session)
        assert line(session)._items[0].query == "机关党建 党组织"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_nothing_moves_for_suggestions(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as session:
        await typed(session, "党")
        places = {id: session.screen.query_one(id).region for id in ("#totals", "#body", "#query")}
        for key in ("建", "space", "业", "tab"):
            before = shown(session)
            await session.press(key)
            await session.settled(bar(session).value.strip())
            assert shown(session) != before
            assert {id: session.screen.query_one(id).region for id in places} == places
        assert line(session).size.height == 1


async def test_without_suggestions_tab_goes_to_the_results(start: Start) -> None:
    async with start() as session:
        await session.press("tab")
        assert session.results.has_focus
        await session.press("tab")
        assert bar(session).has_focus
        await session.press("shift+tab")
        assert bar(session).has_focus


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_other_keys_go_to_the_results_as_ever(start: Start, key: str) -> None:
    async with start() as session:
        await typed(session, "党")
        await session.press(key)
        assert session.results.has_focus and bar(session).value == "党"
        assert shown(session) == "", "its keys do not work there"
        await session.press("slash")
        assert "党建" in shown(session)


async def test_the_middle_of_a_query_is_left_alone(start: Start) -> None:
    async with start() as session:
        await typed(session, "党建")
        await session.press("home")
        await typed(session, "jg")
        assert shown(session) == ""


async def test_a_click_takes_a_suggestion(start: Start) -> None:
    async with start() as session:
        await typed(session, "jg")
        second = line(session)._items[1]
        before = cell_len(shown(session).partition(f" {second.term} ")[0])
        await session.pilot.click(SuggestionLine, offset=(before + 3, 0))
        await session.until(lambda: bar(session).value == second.query)
        assert bar(session).has_focus


def slow_opener(gate: Event, answer: Callable[[str], tuple[Suggestion, ...]]) -> Callable[[Any], Any]:
    def opener(waiting: Any) -> Any:
        from index.library import Library

        library = Library.open("sample", waiting=waiting)

        def suggest(query: str, limit: int = 5, **_rest: Any) -> tuple[Suggestion, ...]:
            if query:
                gate.wait(60)
            return answer(query)[:limit]

        library.suggest = suggest  # type: ignore[method-assign]
        return library

    return opener


def two(query: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(f"{query}{end}", f"{query}{end}", "completion", 1) for end in "一二")


async def test_a_step_that_runs_ahead_is_made_when_the_suggestions_come(start: Start) -> None:
    gate = Event()
    async with start(opener=slow_opener(gate, two)) as session:
        await session.press("党", "tab", "tab")
        assert bar(session).value == "党" and bar(session).has_focus
        gate.set()
        await session.until(lambda: bar(session).value == "党二")


async def test_a_step_that_runs_ahead_of_nothing_goes_to_the_results(start: Start) -> None:
    gate = Event()
    async with start(opener=slow_opener(gate, lambda _query: ())) as session:
        await session.press("党", "tab")
        assert bar(session).has_focus
        gate.set()
        await session.until(lambda: session.results.has_focus)
        assert bar(session).value == "党"


async def test_typing_on_forgets_a_step_that_ran_ahead(start: Start) -> None:
    gate = Event()
    async with start(opener=slow_opener(gate, two)) as session:
        await session.press("党", "tab", "建")
        gate.set()
        await session.settled("党建")
        assert bar(session).value == "党建" and "党建一" in shown(session)


async def test_who_goes_to_the_results_meanwhile_stays_there(start: Start) -> None:
    gate = Event()
    async with start(opener=slow_opener(gate, two)) as session:
        await session.press("党", "tab", "enter")
        gate.set()
        await session.settled("党")
        assert session.results.has_focus and bar(session).value == "党"


async def test_a_narrow_screen_shows_whole_suggestions_and_steps_over_no_others(start: Start) -> None:
    gate = Event()
    gate.set()
    many = tuple(Suggestion("长" * 20, f"党{number}", "completion", 5) for number in range(6))
    async with start(size=(80, 24), opener=slow_opener(gate, lambda _query: many)) as session:
        await typed(session, "党")
        assert shown(session).count("长" * 19) == 1
        await session.press("tab", "tab")
        assert bar(session).value == "党"


async def test_a_failure_of_the_suggestions_is_told_and_leaves_the_search_alone(start: Start) -> None:
    from index.errors import LibraryError

    gate = Event()
    gate.set()

    def failing(query: str) -> tuple[Suggestion, ...]:
        if not query:
            return ()
        raise LibraryError("out of order")

    async with start(opener=slow_opener(gate, failing)) as session:
        await typed(session, "党建")
        assert set(session.notices) == {"out of order"} and session.results.items
        await session.press("tab")
        assert session.results.has_focus
