"""Pictures of the way to a text and in it: beginning, narrowing, finding words, headings, places."""

from __future__ import annotations

from typing import Any

import pytest

from index.errors import LibraryError
from index.store.opening import NOT_A_FOLDER
from tui.app import DangjianApp
from tui.screens.aside import AsideScreen
from tui.screens.help import HelpScreen
from tui.screens.jumping import JumpScreen
from tui.screens.movement import MovementScreen
from tui.screens.outline import OutlineScreen
from tui.screens.palette import PaletteScreen
from tui.screens.problem import ProblemScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.query_bar import QueryInput

SMALL = pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
"""A state of a screen that has pictures of both sizes."""


async def reading(session: Any, query: str = "党建") -> Any:
    """Read the first document found, what others share with it known."""
    await session.search(query)
    await session.press("enter", "enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    screen = session.app.screen
    await session.until(lambda: screen.margin and screen.margin.whole)
    return screen


async def pasted(session: Any, query: str) -> None:
    """Put a query into the bar as a whole: half of it may be a mistake that is still told."""
    session.screen.query_one(QueryInput).value = query
    await session.settled(query)


def test_the_beginning(picture: Any) -> None:
    async def steps(session: Any) -> None:
        pass

    assert picture(steps)


def test_a_library_that_cannot_be_opened(
    snap_compare: Any, environment: None, session_of: Any, size: tuple[int, int]
) -> None:
    def opener(_waiting: Any) -> Any:
        raise LibraryError(NOT_A_FOLDER, path="/home/user/文章/报告.txt")

    app = DangjianApp(opener)

    async def before(pilot: Any) -> None:
        session = session_of(app, pilot)
        await session.until(lambda: isinstance(app.screen, ProblemScreen))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_facets_with_conditions_and_marks(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await pasted(session, "党建 -省:湖南")
        await session.press("f10", "down", "down", "space")

    assert picture(steps)


@SMALL
def test_nothing_found(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await pasted(session, "机关党建 省:西藏 年:2021")

    assert picture(steps)


@SMALL
def test_a_query_that_cannot_be_read(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.search("党建")
        session.screen.query_one(QueryInput).value = "党建 年:去年"
        await session.until(lambda: session.screen.query_one("#totals").has_class("problem"))

    assert picture(steps)


@SMALL
def test_suggestions(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.search("jgdj")

    assert picture(steps)


def test_words_found_in_a_text(picture: Any) -> None:
    async def steps(session: Any) -> None:
        screen = await reading(session)
        await session.press("slash", *"支部")
        text = screen.pane.stored.text
        await session.until(
            lambda: "支部" in {text[hit.start : hit.end] for hit in screen.pane.reader.hits.spans}
        )
        await session.press("down")

    assert picture(steps)


@SMALL
def test_a_place_to_go_to(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await reading(session)
        await session.press("percent_sign", *"50%")

    assert picture(steps)


def test_the_headings(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await reading(session, "四个着力")
        await session.press("i")
        await session.until(lambda: isinstance(session.app.screen, OutlineScreen))
        await session.press("down")

    assert picture(steps)


@SMALL
def test_what_was_said_elsewhere_is_dimmed(picture: Any) -> None:
    async def steps(session: Any) -> None:
        screen = await reading(session)
        await session.press("d")
        await session.until(lambda: session.app.screen.pane.reader.dimmed)
        assert screen is session.app.screen

    assert picture(steps)


def test_the_parts_have_numbers(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.search("党建")
        await session.press("enter", "f11")
        await session.until(lambda: isinstance(session.app.screen, JumpScreen))

    assert picture(steps)


def test_commands_by_pinyin(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.search("党建")
        await session.press("enter", "ctrl+p")
        await session.until(lambda: isinstance(session.app.screen, PaletteScreen))
        await session.press(*"fz")

    assert picture(steps)


def test_help_while_reading(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await reading(session)
        await session.press("f1")
        await session.until(lambda: isinstance(session.app.screen, HelpScreen))

    assert picture(steps)


def test_the_documents_of_a_place(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.search("党建")
        await session.press("enter", "w")
        await session.until(lambda: isinstance(session.app.screen, MovementScreen))
        await session.until(lambda: session.app.screen.moves is not None)
        await session.press("H", "enter")
        await session.until(lambda: isinstance(session.app.screen, AsideScreen))
        aside = session.app.screen
        await session.until(lambda: aside.answer is not None and aside.hit is not None)
        await session.until(lambda: session.shown(aside.query_one("#preview")) == aside.hit.document.id)

    assert picture(steps)
