"""Help, palette, themes, and a library that cannot be opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from rich.cells import cell_len
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static

from index.errors import N_, LibraryBusy, LibraryDamaged, LibraryError, LibraryTooNew
from tui.i18n import _
from tui.keymap import CONTEXTS, key_name, shown
from tui.screens.compare import CompareScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.problem import ProblemScreen
from tui.screens.search import SearchScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.prose import Prose
from tui.widgets.query_bar import QueryInput

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.mark.parametrize("key", ["f1", "question_mark", "？"])
async def test_help_opens_from_the_list_and_closes(start: Start, key: str) -> None:
    async with start() as session:
        await session.press("enter", key)
        assert isinstance(session.app.screen, HelpScreen)
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen) and session.results.has_focus


async def test_help_opens_from_the_bar_by_f1_where_a_question_mark_is_text(start: Start) -> None:
    async with start() as session:
        await session.press("question_mark")
        assert session.screen.query_one(QueryInput).value == "?"
        await session.press("f1")
        assert isinstance(session.app.screen, HelpScreen)
        await session.press("f1")
        assert isinstance(session.app.screen, SearchScreen)


async def test_the_palette_finds_a_command_by_its_name_and_runs_it(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        await session.press("enter", "m", "down", "ctrl+p")
        assert isinstance(session.app.screen, PaletteScreen)
        await session.press(*_("side by side"))
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))


async def test_the_palette_offers_what_works_here_and_says_when_nothing_fits(start: Start) -> None:
    async with start() as session:
        await session.press("enter", "colon")
        names = {command.id for command in session.app.screen._shown}
        assert {"open", "copy_cited", "append", "mark", "compare", "help", "quit"} <= names
        assert "select_sentence" not in names and "palette" not in names
        session.app.screen.query_one(Input).value = "鑫鑫"
        await session.pilot.pause()
        await session.press("enter")
        assert isinstance(session.app.screen, SearchScreen), "Enter on nothing closes the palette"


async def test_the_palette_says_in_which_other_place_a_command_works(start: Start) -> None:
    async with start() as session:
        await session.press("ctrl+p")
        palette = session.app.screen
        palette.query_one(Input).value = _("Write it as a Word document, Markdown or text")
        await session.pilot.pause()
        options = palette.query_one(OptionList)
        rows = [options.get_option_at_index(number) for number in range(options.option_count)]
        assert rows and all(row.disabled for row in rows)
        said = [cell for row in rows[1:] for cell in map(str, row.prompt.columns[0].cells)]
        for place in ("drafts", "draft"):
            assert any(_(CONTEXTS[place]) in one for one in said)
        await session.press("enter")
        assert isinstance(session.app.screen, SearchScreen)


async def test_the_next_theme_is_kept_for_the_next_time(start: Start) -> None:
    from tui.config import load, state_folder

    async with start() as session:
        before = session.app.theme
        await session.press("ctrl+t")
        after = session.app.theme
        assert after != before
        assert load().theme == after
        assert json.loads((state_folder() / "settings.json").read_text("utf-8"))["theme"] == after
    async with start() as session:
        assert session.app.theme == after


async def test_every_theme_draws_every_screen(start: Start) -> None:
    from tui.themes import NAMES

    async with start() as session:
        await session.search("党建")
        await session.press("enter", "m", "down")
        for name in NAMES:
            session.app.theme = name
            for keys in ((), ("f1",), ("ctrl+p",), ("enter",), ("c",)):
                await session.press(*keys)
                assert session.app.export_screenshot()
                if keys:
                    await session.press("escape")
                assert session.app.screen is session.screen


ERRORS = [
    LibraryDamaged(N_("{path} is damaged."), path="/x"),
    LibraryTooNew(N_("{path} is newer."), path="/x"),
    LibraryBusy(N_("{path} is busy."), path="/x"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
async def test_a_library_that_cannot_be_opened_is_a_sentence_and_a_way_out(
    start: Start, error: LibraryError, key: str
) -> None:
    def opener(waiting: Callable[[], None]) -> Any:
        raise error

    async with start(opener=opener, ready=False) as session:
        await session.until(lambda: isinstance(session.app.screen, ProblemScreen))
        assert "/x" in session.app.screen.query_one("#sentence", Prose).text
        await session.press(key)
        assert session.app._exit
    assert session.app.return_code == 3


async def test_what_is_typed_while_the_library_opens_is_searched_then(start: Start) -> None:
    from threading import Event

    gate = Event()

    def opener(waiting: Callable[[], None]) -> Any:
        from index.library import Library

        waiting()
        gate.wait(60)
        return Library.open("sample")

    async with start(opener=opener, ready=False) as session:
        waiting = _("Another program is writing to the library; waiting for it…")
        await session.until(lambda: session.totals == waiting)
        await session.press(*"党建")
        assert session.screen.answer is None
        gate.set()
        await session.settled("党建")
        assert session.results.items


async def test_the_key_bar_can_be_clicked_and_shows_only_keys_that_work(start: Start) -> None:
    from tui.widgets.key_bar import KeyBar

    async with start() as session:
        bar = session.screen.query_one(KeyBar)
        shown = bar.render().plain
        assert "→" not in shown, "the arrow moves in the query"
        await session.pilot.click(KeyBar, offset=(2, 0))
        await session.until(lambda: session.results.has_focus)
        assert bar.render().plain != shown
        before, _key, _after = bar.render().plain.partition("m ")
        await session.pilot.click(KeyBar, offset=(cell_len(before) + 1, 0))
        await session.until(lambda: session.results.marked)


async def test_the_key_bar_leaves_out_what_has_no_room_and_keeps_help(start: Start) -> None:
    from tui.widgets.key_bar import KeyBar

    async with start(size=(40, 20)) as session:
        bar = session.screen.query_one(KeyBar).render()
        assert bar.cell_len <= 40
        assert bar.plain.endswith(f"F1 {_('help')}")


async def test_the_bar_offers_no_key_that_would_type(start: Start) -> None:
    async with start(size=(200, 50)) as session:
        bar = session.screen.query_one(KeyBar).render().plain
        assert key_name("space") not in bar and _("mark") not in bar
        await session.press("enter")
        assert _("mark") in session.screen.query_one(KeyBar).render().plain


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_help_and_palette_cut_no_name_and_no_key(
    start: Start, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", language)
    async with start(size=(80, 24)) as session:
        await session.press("enter", "f1")
        page = "".join(strip.text for strip in _strips(session.app.screen.query(Static)))
        for title in (*CONTEXTS.values(), "Queries"):
            assert _(title) in page
        await session.press("escape", "ctrl+p")
        options = session.app.screen.query_one(OptionList)
        page = "".join(options.render_line(y).text for y in range(options.size.height))
        for command in session.app.screen._shown[: options.size.height]:
            assert shown(command.keys) in page


def _strips(statics: Iterable[Static]) -> Iterator[Strip]:
    for static in statics:
        yield from (static.render_line(y) for y in range(static.size.height))


async def test_a_problem_is_broken_where_chinese_may_be_broken(start: Start) -> None:
    async with start(size=(40, 24)) as session:
        line = session.screen.query_one("#totals", Line)
        line.say("这是一句相当长的话，NOT 只要后面有词。最接近的正确写法是另外一句话", problem=True)
        await session.pilot.pause()
        rows = [line.render_line(y).text.rstrip() for y in range(line.size.height)]
        assert len(rows) == 2 and cell_len(rows[0]) >= 36, "the first row is full"


async def test_an_incomplete_index_is_told_until_it_is_complete(start: Start) -> None:
    async with start() as session:
        session.app.index_grows(50, 200)
        told = _("index incomplete: {done} of {total}").format(done=50, total=200)
        await session.until(lambda: session.totals.startswith(told))
        session.app.index_grows(51, 200)
        session.app.index_grows(5, 6)
        await session.search("党建")
        assert session.totals.startswith(told), "a part of a percent is not told, nor a handful of texts"
        session.app.index_grows(200, 200)
        await session.until(lambda: not session.totals.startswith(told))


async def test_an_incomplete_index_is_told_with_the_totals_and_searched_again(start: Start) -> None:
    async with start() as session:
        await session.search("党建")
        whole = session.totals
        asked = session.screen._ticket
        session.app.index_grows(450, 2000)
        told = _("index incomplete: {done} of {total}").format(done="450", total="2,000")
        await session.until(lambda: session.totals.startswith(told))
        session.app.index_grows(480, 2000)
        session.app.index_grows(2000, 2000)
        await session.until(lambda: told not in session.totals and session.screen._ticket > asked)
        assert session.totals.split("  ·  ")[0] == whole.split("  ·  ")[0]
