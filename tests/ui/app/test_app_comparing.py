"""Documents side by side: shared passages by key, panes that scroll together, three and four of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.events import MouseScrollDown

from tui.i18n import _
from tui.screens.compare import CompareScreen
from tui.screens.search import SearchScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine

Start = Callable[..., Any]

QUERY = "党建"


async def compared(session: Any, number: int = 2) -> Any:
    """Mark ``number`` documents of the results and open them; wait until they are collated."""
    await session.search(QUERY)
    await session.press("enter")
    for _document in range(number):
        await session.press("m", "down")
    await session.press("c")
    await session.until(lambda: isinstance(session.app.screen, CompareScreen))
    screen = session.app.screen
    await session.until(lambda: screen.collated)
    await session.pilot.pause()
    return screen


async def sharing(session: Any) -> Any:
    """The two documents of the sample that share most."""
    screen = CompareScreen(session.app.desk, QUERY, 1, 5)
    session.app.push_screen(screen)
    await session.until(lambda: screen.is_current and screen.collated)
    await session.pilot.pause()
    return screen


def rows(screen: Any) -> list[int | None]:
    """The row of each pane on which the current passage begins."""
    return [
        pane.reader.row_of(pane.reader.passage.start) if pane.reader.passage else None
        for pane in screen.panes
    ]


def at_an_end(screen: Any) -> bool:
    """Whether one text has no further lines by which it could be moved."""
    readers = [pane.reader for pane in screen.panes]
    return any(reader.scroll_offset.y in (0, reader.max_scroll_y) for reader in readers)


@pytest.mark.parametrize(
    "keys", [("right_square_bracket", "left_square_bracket"), ("】", "【"), ("」", "「")]
)
async def test_keys_go_from_passage_to_passage_in_both_panes(start: Start, keys: tuple[str, str]) -> None:
    async with start(size=(100, 20)) as session:
        screen = await sharing(session)
        on, back = keys
        left, right = screen.panes
        total = len(screen._beside(0).stops)
        assert total > 1
        seen = []
        level = 0
        for number in range(total):
            await session.press(on)
            assert left.reader.passage and right.reader.passage
            seen.append((left.reader.passage, right.reader.passage))
            assert _("passage {index}/{total}").format(index=number + 1, total=total) in status(screen)
            here, there = rows(screen)
            assert here == there or at_an_end(screen), "both on one row"
            level += here == there
        assert level >= total - 2
        assert [here.start for here, _there in seen] == sorted(here.start for here, _there in seen)
        await session.press(on)
        assert session.notices[-1] == _("No further shared passage.")
        await session.press(back)
        assert (left.reader.passage, right.reader.passage) == seen[-2]


def status(screen: Any) -> Any:
    return screen.query_one(StatusLine).resting


async def test_what_is_copied_is_the_sentence_of_the_passage_that_one_went_to(start: Start) -> None:
    async with start(size=(100, 20)) as session:
        screen = await sharing(session)
        reader = screen.panes[0].reader
        await session.press("right_square_bracket", "y")
        await session.until(lambda: session.app.clipboard)
        assert reader.stored.text[reader.passage.start : reader.passage.end] in session.app.clipboard


async def test_a_passage_is_marked_in_the_gutter_and_its_differences_by_more_than_colour(
    start: Start,
) -> None:
    async with start() as session:
        screen = await sharing(session)
        reader = screen.panes[0].reader
        for _number in range(len(screen._beside(0).stops)):
            await session.press("right_square_bracket")
            if any(reader.passage.start <= span.start < reader.passage.end for span in reader._edits.spans):
                break
        row = reader.row_of(reader.passage.start)
        assert "▌" in reader.render_line(row).text
        edit = next(span for span in reader._edits.spans if span.start >= reader.passage.start)
        pieces = list(reader.render_line(reader.row_of(edit.start)))
        marked = [piece for piece in pieces if piece.style and piece.style.bold and piece.style.underline]
        assert any(piece.text[:1] == reader.stored.text[edit.start] for piece in marked)


async def test_the_other_pane_follows_by_what_is_shared_until_it_is_let_go(start: Start) -> None:
    async with start(size=(80, 24)) as session:
        screen = await sharing(session)
        left, right = (pane.reader for pane in screen.panes)
        await session.press("pagedown", "pagedown")
        beside = screen._beside(0)
        opposite = beside.opposite(1, left.place)
        assert right.row_of(opposite) == left.row_of(left.place)
        assert right.scroll_offset.y > 0
        await session.press("w")
        assert not screen.linked
        assert session.notices[-1] == _("Each pane scrolls by itself.")
        assert _("scrolling apart") in status(screen)
        before = right.scroll_offset.y
        await session.press("pagedown", "pagedown", "home")
        assert right.scroll_offset.y == before
        await session.press("f4")
        assert screen.linked
        assert right.scroll_offset.y != before, "it comes at once"


async def test_the_mouse_wheel_over_the_other_pane_moves_the_first_one_too(start: Start) -> None:
    async with start(size=(120, 30)) as session:
        screen = await sharing(session)
        left, right = (pane.reader for pane in screen.panes)
        for _step in range(8):
            right.post_message(MouseScrollDown(right, 5, 5, 0, 3, 0, False, False, False))
        await session.until(lambda: right.scroll_offset.y > 4 and left.scroll_offset.y > 0)
        assert screen.pane is screen.panes[0], "the focus stays"


async def test_a_click_on_a_passage_makes_it_the_current_one_in_both_panes(start: Start) -> None:
    async with start() as session:
        screen = await sharing(session)
        await session.press("right_square_bracket")
        passage, other = (pane.reader.passage for pane in screen.panes)
        await session.press("home")
        right = screen.panes[1].reader
        right.bring(other.start, 5)
        await session.pilot.pause()
        cell = right._page.left + right._page.layout.position(other.start).cell
        await session.pilot.click(right, offset=(cell, right.row_of(other.start)))
        await session.pilot.pause()
        assert screen.pane is screen.panes[1]
        assert [pane.reader.passage for pane in screen.panes] == [passage, other]


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_three_and_four_documents_stand_beside_each_other(
    start: Start, number: int, size: tuple[int, int]
) -> None:
    async with start(size=size) as session:
        screen = await compared(session, number)
        assert len(screen.panes) == number
        ids = [hit.document.id for hit in session.results.items[:number]]
        assert [session.shown(pane) for pane in screen.panes] == ids
        for pane in screen.panes:
            assert pane.reader.visible_height >= 4
            assert pane.reader.size.width >= 34
        heads = []
        for _pane in screen.panes:
            heads.append(screen.panes.index(screen.pane))
            await session.press("tab")
        assert heads == list(range(number))
        await session.press("shift+tab")
        assert screen.panes.index(screen.pane) == number - 1
        await session.press("tab", "right_square_bracket")
        assert sum(pane.reader.passage is not None for pane in screen.panes) >= 2
        regions = [pane.region for pane in screen.panes]
        await session.press("z")
        await session.until(lambda: screen.pane.region == screen.query_one("#panes").region)
        assert screen.pane.content_region.width == screen.size.width, "nothing beside it, no border"
        await session.press("z")
        await session.until(lambda: [pane.region for pane in screen.panes] == regions)


async def test_one_reads_before_it_is_known_what_is_shared(start: Start, monkeypatch: Any) -> None:
    from index.library import comparing

    go_on = threading.Event()
    beside = comparing.beside

    def slow(*arguments: Any) -> Any:
        go_on.wait(60)
        return beside(*arguments)

    monkeypatch.setattr(comparing, "beside", slow)
    async with start(size=(80, 24)) as session:
        screen: Any = CompareScreen(session.app.desk, QUERY, 1, 5)
        session.app.push_screen(screen)
        await session.until(lambda: screen.query("#right"))
        await session.until(lambda: all(session.shown(pane) for pane in screen.panes))
        assert _("looking for what they share …") in status(screen)
        await session.press("right_square_bracket")
        assert session.notices[-1] == _("The documents are still being compared.")
        await session.press("pagedown")
        assert screen.pane.reader.scroll_offset.y > 0
        go_on.set()
        await session.until(lambda: screen.collated)
        await session.press("right_square_bracket")
        assert screen.pane.reader.passage


async def test_leaving_while_they_are_compared_is_no_error(start: Start, monkeypatch: Any) -> None:
    from index.library import comparing

    began, go_on = threading.Event(), threading.Event()

    def slow(_stored: Any, cancelled: Callable[[], bool]) -> Any:
        began.set()
        go_on.wait(60)
        assert cancelled()
        return ()

    monkeypatch.setattr(comparing, "beside", slow)
    async with start(size=(80, 24)) as session:
        await session.search(QUERY)
        await session.press("enter", "m", "down", "m", "c")
        await session.until(began.is_set)
        await session.press("escape")
        go_on.set()
        await session.pilot.pause()
        assert isinstance(session.app.screen, SearchScreen)
        assert session.notices == []


async def test_the_keys_are_in_the_key_bar(start: Start) -> None:
    async with start() as session:
        screen = await compared(session)
        keys = screen.query_one(KeyBar).render().plain
        assert _("next passage") in keys
        assert _("together") in keys
