"""Numbers before a command, and digits that are commands: hands with and without an input method."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from index.model import Span
from tui import counting
from tui.screens.parallels import ParallelsScreen
from tui.screens.reader import ReaderScreen
from tui.screens.registers import RegistersScreen
from tui.widgets.lines import StatusLine
from tui.widgets.reader import Reader

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digit waits for ever: what is seen happens without the clock."""
    monkeypatch.setattr(counting, "WAIT", 3600)


def status(session: Any) -> StatusLine:
    line: StatusLine = session.app.screen.query_one(StatusLine)
    return line


async def reading(session: Any, query: str = "党建") -> Reader:
    """The reader of the best document for ``query``."""
    await session.search(query)
    await session.press("enter", "enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    screen = session.app.screen
    await session.until(lambda: screen.pane.stored is not None and screen.pane.reader.total)
    reader: Reader = screen.pane.reader
    return reader


@pytest.mark.usefixtures("never")
async def test_rows_hits_and_documents_are_gone_by_numbers(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "3", "j")
        assert session.results.current == 3
        await session.press("2", "k")
        assert session.results.current == 1
        await session.press("5", "G")
        assert session.results.current == 4
        await session.press("2", "g")
        assert session.results.current == 1


@pytest.mark.usefixtures("never")
async def test_a_reader_goes_by_hits_lines_places(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        first = reader.current_hit
        assert first is not None
        await session.press("5", "n")
        assert reader.current_hit == first + 5
        await session.press("3", "N")
        assert reader.current_hit == first + 2
        await session.press("9", "9", "n")
        assert reader.current_hit == reader.total - 1, "as far as there are any"
        assert reader.stored is not None
        paragraphs = reader.stored.paragraphs
        await session.press("4", "G")
        assert reader.cursor == paragraphs[3].start
        await session.press("5", "0", "percent_sign")
        assert reader.cursor == 50 * (len(reader.stored.text) - 1) // 100
        await session.press("g")
        ones = [reader.cursor]
        for _again in range(12):
            await session.press("j")
            ones.append(reader.cursor)
        await session.press("g", "1", "2", "j")
        assert reader.cursor == ones[12]
        await session.press("2", "k")
        assert reader.cursor == ones[10]


@pytest.mark.usefixtures("never")
async def test_so_many_sentences_are_selected_and_the_selection_grows_by_numbers(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        await session.press("s")
        one = reader.selected
        await session.press("escape", "3", "s")
        three = reader.selected
        assert one and three and three.start == one.start and three.end > one.end
        await session.press("2", "h")
        assert reader.selected == one
        await session.press("2", "l")
        assert reader.selected == three


@pytest.mark.usefixtures("never")
async def test_the_other_end_of_a_selection_moves(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        await session.press("4", "l", "v", "3", "l")
        selected = reader.selected
        assert selected is not None and selected.end - selected.start == 4
        await session.press("o", "2", "h")
        assert reader.selected == Span(selected.start - 2, selected.end)
        await session.press("o", "l")
        assert reader.selected == Span(selected.start - 2, selected.end + 1)


@pytest.mark.usefixtures("never")
async def test_before_an_arrow_a_digit_is_its_command(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        await session.press("g", "2", "right")
        two = reader.selected
        await session.press("escape", "g", "s", "right")
        assert two is not None and reader.selected == two, "as with the letter"


@pytest.mark.usefixtures("never")
async def test_two_digits_are_a_number_for_every_key(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        await session.press("g", "1", "0", "f3")
        assert reader.current_hit == 9
        await session.press("5", "0", "fullwidth_percent_sign")
        assert reader.stored is not None
        assert reader.cursor == 50 * (len(reader.stored.text) - 1) // 100
        assert reader.selected is None


async def test_alone_a_digit_is_its_command(start: Start) -> None:
    async with start() as session:
        reader = await reading(session)
        await session.press("2")
        await session.until(lambda: reader.selected is not None)
        await session.press("escape", "fullwidth_digit_five")
        await session.until(lambda: isinstance(session.app.screen, ParallelsScreen))


@pytest.mark.usefixtures("never")
async def test_the_number_is_shown_and_can_be_given_up(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "1", "2")
        assert status(session).text.startswith("12 …")
        await session.press("escape")
        assert not status(session).text.startswith("12 …")
        await session.press("j")
        assert session.results.has_focus and session.results.current == 1
        await session.press("4")
        await session.pilot.click(session.results, offset=(5, 0))
        assert session.results.current == 0
        await session.press("j")
        assert session.results.current == 1, "a click gives it up as well"


@pytest.mark.usefixtures("never")
async def test_a_number_is_nothing_to_a_command_that_takes_none(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "1", "2", "m")
        assert len(session.results.marked) == 1
        await session.press("j")
        assert session.results.current == 1


@pytest.mark.usefixtures("never")
async def test_digits_are_text_where_one_types(start: Start) -> None:
    async with start() as session:
        await session.press("2", "0", "2", "1")
        assert session.screen.query_text == "2021"


@pytest.mark.usefixtures("never")
async def test_digits_that_choose_a_register_wait_for_nothing(start: Start) -> None:
    async with start() as session:
        await session.press("ctrl+n")
        await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
        await session.press("3")
        assert session.app.screen.register.kind == "figures"
