"""Finding one's way in a text: words in it, its headings, a place by number, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.i18n import _
from tui.screens.outline import OutlineScreen
from tui.trail import Place, Trail
from tui.widgets.find_bar import FindBar

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def reading(session: Any, query: str = "党建") -> Any:
    """Open the first hit of ``query``."""
    await session.search(query)
    await session.press("enter", "enter")
    await session.until(lambda: session.app.screen.contexts == ("reader",))
    screen = session.app.screen
    await session.until(lambda: screen.pane.stored is not None)
    return screen


async def test_words_are_found_inside_the_text_and_the_hits_come_back(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        reader, text = screen.pane.reader, screen.pane.stored.text
        of_query = list(reader.hits.spans)
        word = text[-20:-18]
        await session.press("slash", *word)
        await session.until(
            lambda: reader.current_span is not None and len(reader.hits.spans) != len(of_query)
        )
        assert {text[span.start : span.end] for span in reader.hits.spans} == {word}
        await session.press("enter")
        assert reader.has_focus and not screen.query_one(FindBar).display
        assert _("found: {text}").format(text=word) in screen.pane.head.facts
        await session.press("escape")
        await session.until(lambda: list(reader.hits.spans) == of_query)
        assert session.app.screen is screen


async def test_what_is_not_there_is_said_so(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        await session.press("slash", *"龘龘")
        await session.until(lambda: screen.pane.head.place == _("not found"))
        await session.press("escape")
        await session.until(lambda: screen.pane.reader.total > 0)
        assert screen.pane.reader.has_focus


async def test_the_line_finds_signs_of_the_query_language_as_they_stand(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        await session.press("slash", *"省:湖南 OR")
        await session.until(lambda: screen.pane.head.place == _("not found"))
        assert not screen.pane.head.has_class("problem")


async def test_a_heading_is_gone_to_from_the_outline_and_back(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        before = screen.pane.reader.place
        await session.press("8")
        await session.until(lambda: isinstance(session.app.screen, OutlineScreen))
        await session.press("end", "enter")
        await session.until(lambda: session.app.screen is screen)
        stored, reader = screen.pane.stored, screen.pane.reader
        heads = [part.start for part in stored.paragraphs if part.kind == "heading"]
        await session.until(lambda: reader.cursor == heads[-1])
        await session.press("backspace")
        assert reader.place == before
        await session.press("alt+right")
        assert reader.cursor == heads[-1]


async def test_a_percentage_and_a_paragraph_are_gone_to(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        stored, reader = screen.pane.stored, screen.pane.reader
        await session.press("percent_sign", *"100%", "enter")
        assert reader.cursor == len(stored.text) - 1 and reader.has_focus
        await session.press("percent_sign", "3", "enter")
        assert reader.cursor == stored.paragraphs[2].start
        await session.press("percent_sign", "x", "enter")
        assert _("Type a percentage (50%) or the number of a paragraph (7).") in session.notices
        await session.press("escape")
        assert reader.has_focus and reader.cursor == stored.paragraphs[2].start


async def test_one_comes_back_to_the_document_one_came_from(start: Start) -> None:
    async with start() as session:
        screen = await reading(session)
        first = screen.document.id
        await session.press("right_square_bracket")
        await session.until(lambda: screen.document.id != first)
        await session.press("backspace")
        await session.until(lambda: screen.document.id == first)
        assert screen.index == 0
        await session.press("backspace")
        assert _("This is where you began to read.") in session.notices


def test_a_leap_from_an_earlier_place_forgets_what_lay_ahead() -> None:
    trail = Trail()
    trail.leave(Place(0, 10))
    trail.leave(Place(0, 20))
    assert trail.back(Place(0, 30)) == Place(0, 20)
    assert trail.back(Place(0, 20)) == Place(0, 10)
    assert trail.forward(Place(0, 10)) == Place(0, 20)
    trail.leave(Place(0, 20))
    assert trail.forward(Place(0, 99)) is None
    assert trail.back(Place(0, 99)) == Place(0, 20)
