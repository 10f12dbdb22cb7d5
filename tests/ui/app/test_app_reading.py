"""Reading and comparing: hits, documents in turn, two side by side, selecting, script, resizing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest

from tui.i18n import _, ngettext_
from tui.screens.compare import CompareScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.widgets.lines import StatusLine

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def read_first(session: Any, query: str = "党建") -> Any:
    """Search, and open the first result."""
    await session.search(query)
    await session.press("enter", "enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    await loaded(session, session.results.items[0].document.id)
    screen = session.app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


async def loaded(session: Any, document: int) -> None:
    await session.until(lambda: session.shown(session.app.screen.pane) == document)
    await session.pilot.pause()


async def test_n_and_capital_n_go_through_the_hits(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        reader, head = screen.pane.reader, screen.pane.head
        total = len(reader.hits)
        assert total == session.results.items[0].occurrences > 2
        await session.press("home", "n")
        assert head.place == _("hit {index}/{total}").format(index=1, total=total)
        await session.press("n", "f3")
        assert head.place == _("hit {index}/{total}").format(index=3, total=total)
        await session.press("N", "f2")
        assert head.place == _("hit {index}/{total}").format(index=1, total=total)
        await session.press("N")
        assert _("No hit before this one.") in session.notices
        for _step in range(total):
            await session.press("n")
        assert head.place == _("hit {index}/{total}").format(index=total, total=total)
        assert _("No further hit in this document.") in session.notices


async def test_brackets_go_through_the_hit_documents_and_the_list_follows(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        ids = [hit.document.id for hit in session.results.items]
        await session.press("right_square_bracket")
        await loaded(session, ids[1])
        assert screen.pane.reader.current_hit == 0
        await session.press("】")
        await loaded(session, ids[2])
        await session.press("【")
        await loaded(session, ids[1])
        await session.press("left_square_bracket", "left_square_bracket")
        assert _("This is the first document.") in session.notices
        await loaded(session, ids[0])
        await session.press("]", "q")
        assert isinstance(session.app.screen, SearchScreen)
        assert session.results.current == 1 and session.results.has_focus


async def test_a_document_opens_at_the_hit_that_the_preview_stood_at(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        shown = session.preview.reader.current_hit
        await session.press("enter", "n", "n", "enter")
        await loaded(session, session.results.items[0].document.id)
        assert session.app.screen.pane.reader.current_hit == shown + 2


async def test_a_document_opens_at_the_hit_of_the_list_while_the_preview_still_has_the_query_before(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.search("服务")
        document = session.results.items[0].document.id
        shown = session.preview.reader.current_hit
        assert shown, "the list shows a hit that is not the first of the text"
        session.screen.action_clear()
        await session.settled("")
        session.results.go_to([hit.document.id for hit in session.results.items].index(document))
        await session.until(lambda: session.preview.shows(document, ""))
        monkeypatch.setattr(session.preview, "load", lambda *_asked: None)
        await session.press(*"服务")
        await session.until(lambda: session.screen.answer.query == "服务")
        await session.press("enter", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await loaded(session, document)
        assert session.app.screen.pane.reader.current_hit == shown


async def test_the_status_says_how_much_is_selected(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        status = screen.query_one(StatusLine)
        place = status.text
        await session.press("s")
        span = screen.pane.reader.selected
        length = span.end - span.start
        forms = ("selected: {number} character", "selected: {number} characters")
        said = ngettext_(*forms, length).format(number=length)
        assert said in status.text and place.split("·")[-1] in status.text
        await session.press("escape")
        assert status.text == place


async def test_ctrl_c_copies_what_is_selected_and_else_says_how_to_leave(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        await session.press("ctrl+c")
        assert session.notices == [_("Ctrl+Q leaves the program.")]
        await session.press("s", "ctrl+c")
        await session.until(lambda: session.app.clipboard)
        span = screen.pane.reader.selected
        assert session.app.clipboard == screen.pane.reader.stored.text[span.start : span.end]


async def test_two_marked_documents_open_side_by_side_each_with_its_hits(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "m", "down", "down", "space", "c")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))
        left, right = session.app.screen.panes
        ids = [hit.document.id for hit in session.results.items]
        await session.until(lambda: (session.shown(left), session.shown(right)) == (ids[0], ids[2]))
        await session.pilot.pause()
        assert len(left.reader.hits) == session.results.items[0].occurrences
        assert len(right.reader.hits) == session.results.items[2].occurrences
        assert left.has_focus_within and left.head.has_class("active") and not right.head.has_class("active")
        await session.press("n")
        assert (left.reader.current_hit, right.reader.current_hit) == (1, 0)
        await session.press("tab", "n")
        assert (left.reader.current_hit, right.reader.current_hit) == (1, 1)
        assert right.head.has_class("active") and not left.head.has_class("active")
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen)


async def test_one_mark_is_compared_with_the_current_document(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "c")
        assert isinstance(session.app.screen, SearchScreen), "nothing to compare with yet"
        assert _("Mark a document with m or Space, then go to another one.") in session.notices
        await session.press("m", "down", "f6")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))


async def test_where_there_is_one_document_it_is_told_how_to_come_by_another(start: Start) -> None:
    async with start() as session:
        await session.until(lambda: session.app.desk.documents == len(session.results.items))
        await session.search("党建")
        await session.press("enter")
        session.screen.answer = replace(session.screen.answer, hits=session.screen.answer.hits[:1])
        await session.press("c")
        assert "Esc" in session.notices[-1], "others that are not found now"
        session.app.desk.documents = 1
        await session.press("c")
        assert "Ctrl+O" in session.notices[-1]
        await session.press("enter", "c")
        assert "Ctrl+O" in session.notices[-1]


async def test_a_selection_stands_in_one_pane_only(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "m", "down", "c")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))
        left, right = session.app.screen.panes
        await session.until(lambda: session.shown(left) and session.shown(right))
        await session.pilot.pause()
        await session.press("s")
        assert left.reader.selected and not right.reader.selected
        await session.press("tab", "p")
        await session.until(lambda: right.reader.selected and not left.reader.selected)


async def test_the_script_changes_on_the_screen_and_offsets_stay(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        reader = screen.pane.reader
        text, span = reader.stored.text, reader.current_span
        await session.press("T")
        await session.until(lambda: reader.display_text is not None)
        assert len(reader.display_text) == len(text) and reader.display_text != text
        assert reader.current_span == span
        await session.press("f9")
        await session.until(lambda: reader.display_text is None)


async def test_resizing_keeps_the_place(start: Start) -> None:
    async with start() as session:
        screen = await read_first(session)
        reader = screen.pane.reader
        await session.press(*["n"] * (len(reader.hits) - 1))
        hit = reader.current_hit
        assert hit and hit == len(reader.hits) - 1
        for size in ((80, 24), (200, 50), (72, 20)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert reader.current_hit == hit
            row = reader._page.row_of(reader.current_span.start)
            assert reader.scroll_offset.y <= row < reader.scroll_offset.y + reader.visible_height
        await session.press("escape")
        await session.until(lambda: session.screen.has_class("-narrow"))
        assert not session.preview.display
        assert session.results.current == 0


@pytest.mark.parametrize("width", [80, 97, 119, 120, 121, 160])
async def test_a_notice_is_whole_wherever_the_panes_meet(start: Start, width: int) -> None:
    async with start(size=(width, 24)) as session:
        await session.search("机关党建")
        await session.press("enter", "m", "down", "c")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))
        notice = _("No hit before this one.")
        session.app.screen.query_one(StatusLine).notice(notice * 2, seconds=60)
        await session.pilot.pause()
        rows = "".join(strip.text.strip() for strip in session.app.screen._compositor.render_strips())
        assert notice * 2 in rows


async def test_a_notice_gives_the_status_its_place_back(start: Start) -> None:
    async with start() as session:
        line = session.screen.query_one(StatusLine)
        status = line.text
        assert status
        line.notice(_("This is the last document."), seconds=0.05)
        assert line.text == _("This is the last document.")
        await session.until(lambda: line.text == status)
