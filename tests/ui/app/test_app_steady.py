"""Results that replace others: the list is drawn at once, and nothing beside it finds its place anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from rich.style import Style
from textual._compositor import Compositor
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widgets import OptionList

from tui.widgets.facets import FacetLine

Start = Callable[..., AbstractAsyncContextManager[Any]]


def cells(strips: list[Strip], width: int) -> list[list[tuple[str, Style | None]]]:
    """Each character of ``width`` cells with its style, however a line is cut into pieces."""
    rows = [strip.crop(0, width) for strip in strips]
    return [[(sign, piece.style) for piece in row for sign in piece.text] for row in rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])
async def test_other_results_need_no_layout_of_the_screen(
    start: Start, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with start(size=size) as session:
        await session.search("党")
        before = session.results.lines
        laid_out = []
        reflow = Compositor.reflow

        def counted(self: Compositor, *rest: Any) -> Any:
            laid_out.append(self)
            return reflow(self, *rest)

        monkeypatch.setattr(Compositor, "reflow", counted)
        await session.press(*"支部")
        await session.settled("党支部")
        assert session.results.lines != before, "a list of another length"
        assert not laid_out
        assert session.results.vertical_scrollbar.window_virtual_size == session.results.lines


async def test_preview_and_suggestions_are_asked_for_when_the_list_is_drawn(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.search("党")
        drawn = {}
        submit = session.app.desk.service.submit

        def noted(channel: str, *rest: Any) -> int:
            drawn[channel] = bool(session.results._strips)
            return int(submit(channel, *rest))

        monkeypatch.setattr(session.app.desk.service, "submit", noted)
        await session.press("建")
        await session.settled("党建")
        assert drawn["preview"] and drawn["suggest"]


async def test_the_row_of_facets_is_there_before_there_are_any(start: Start) -> None:
    async with start() as session:
        line = session.screen.query_one(FacetLine)
        assert line.region.height == 1 and not str(line.render())
        place = line.region
        await session.search("党建")
        assert line.region == place and str(line.render())


async def test_lines_and_scroll_bars_look_as_textual_would_draw_them(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "down", "down", "pagedown")
        for view in (session.results, session.preview.reader):
            whole = Region(0, 0, view.size.width, view.size.height)
            width = view.scrollable_content_region.width
            own = view.render_lines(whole)
            view._styles_cache.clear()
            assert cells(own, width) == cells(ScrollView.render_lines(view, whole), width)
            bar = view.vertical_scrollbar
            part = Region(0, 3, bar.size.width, bar.size.height - 5)
            own = bar.render_lines(part)
            bar._styles_cache.clear()
            theirs = ScrollBar.render_lines(bar, part)
            assert cells(own, 1) == cells(theirs, 1) and len(own) == part.height


async def test_what_a_shorter_palette_uncovers_is_drawn_whole(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "ctrl+p")
        whole = []
        update = Compositor.render_full_update

        def counted(self: Compositor, *rest: Any, **more: Any) -> Any:
            whole.append(self)
            return update(self, *rest, **more)

        monkeypatch.setattr(Compositor, "render_full_update", counted)
        options = session.app.screen.query_one(OptionList)
        before = options.region.height
        await session.press(*"zt")
        await session.until(lambda: options.region.height < before)
        await session.until(lambda: whole)
