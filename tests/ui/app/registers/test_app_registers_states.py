"""The registers screen while rows come, without any, and when they cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from registers_told import opened, totals, values  # type: ignore[import-not-found]

from index.errors import LibraryError
from index.library import Library
from index.registers.model import Figure, Incomplete
from tui.i18n import _
from tui.registers import asking, kinds
from tui.screens import registers
from tui.screens.registers import RegistersScreen
from tui.widgets.lines import Line
from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]
Opener = Callable[[Any], Any]


def growing(library: Path, missing: list[Incomplete | None], first: int) -> Opener:
    """A library whose register of figures has ``first`` rows as long as ``missing`` says so."""

    def opener(waiting: Any) -> Any:
        found = Library.open(library, waiting=waiting)
        rows = found.figure_rows

        def figure_rows(wanted: Any) -> Any:
            whole = rows(wanted)
            if missing[0] is None:
                return whole
            return replace(whole, rows=whole.rows[:first], incomplete=missing[0])

        found.figure_rows = figure_rows  # type: ignore[method-assign]
        found.registers_missing = lambda: missing[0]  # type: ignore[method-assign]
        return found

    return opener


async def test_rows_that_are_not_complete_say_so_and_grow(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing: list[Incomplete | None] = [Incomplete(1, 2)]
    monkeypatch.setattr(registers, "GROWING", 0.05)
    async with start(opener=growing(library, missing, 1)) as session:
        screen = await opened(session, "3")
        assert len(values(screen)) == 1
        assert _("not complete: {done} of {of} documents are read, it goes on by itself").format(
            done=1, of=2
        ) in totals(screen)
        missing[0] = None
        await session.until(lambda: len(values(screen)) > 5)
        assert screen.incomplete is None


async def test_what_was_counted_before_all_was_read_is_no_count_any_more(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing: list[Incomplete | None] = [Incomplete(1, 2)]
    monkeypatch.setattr(registers, "GROWING", 1000)
    async with start(opener=growing(library, missing, 1)) as session:
        screen = await opened(session, "3")
        await session.until(lambda: screen.totals.get("figures") == 1)
        missing[0] = None
        await session.press("4")
        await session.until(lambda: "quotations" in screen.totals)
        assert "figures" not in screen.totals


async def test_the_first_rows_that_come_take_the_keys(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing: list[Incomplete | None] = [Incomplete(0, 2)]
    monkeypatch.setattr(registers, "GROWING", 0.05)
    async with start(opener=growing(library, missing, 0)) as session:
        await session.press("ctrl+n")
        await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
        screen = session.app.screen
        await session.press("3")
        await session.until(lambda: screen.has_class("-empty"))
        missing[0] = None
        await session.until(lambda: len(values(screen)) > 5)
        await session.until(lambda: screen.rows.has_focus)
        await session.press("down")
        assert screen.rows.current == 1


async def test_why_there_are_no_rows_stands_where_the_view_of_a_row_has_all_of_the_room(
    start: Start, library: Path
) -> None:
    async with start(size=(80, 24), opener=growing(library, [None], 0)) as session:
        screen = await opened(session)
        screen.show_view("about")
        await session.press("slash", *"没有")
        await session.until(lambda: screen.has_class("-empty"))
        await session.until(lambda: screen.query_one("#none").is_on_screen)


async def test_the_arrows_go_from_row_to_row_where_the_view_of_one_has_all_of_the_room(
    start: Start, library: Path
) -> None:
    async with start(size=(80, 24), opener=growing(library, [None], 0)) as session:
        screen = await opened(session, "3")
        screen.show_view("about")
        await session.until(lambda: not screen.rows.is_on_screen)
        await session.press("down", "down")
        assert screen.rows.current == 2
        await session.until(lambda: screen._line is screen.rows.item)


async def test_a_library_without_documents_offers_a_way_out(start: Start, tmp_path: Path) -> None:
    def empty(waiting: Any) -> Any:
        return Library.open(tmp_path / "none", waiting=waiting)

    async with start(opener=empty) as session:
        await session.press("ctrl+n")
        await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
        screen = session.app.screen
        await session.until(lambda: screen.has_class("-empty"))
        assert "Ctrl+O" in screen.query_one("#none", Prose).text
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_nothing_left_and_what_cannot_be_read_are_told(
    start: Start, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        await session.press("slash", *"没有此事")
        await session.until(lambda: screen.has_class("-empty"))
        assert "Esc" in screen.query_one("#none", Prose).text
        await session.press("escape")
        await session.until(lambda: screen.rows.items)

        def broken(*_: object) -> Any:
            raise LibraryError("The registers are broken; free some space and try again.")

        monkeypatch.setattr(asking, "listing", broken)
        before = values(screen)
        await session.press("s")
        await session.until(lambda: screen.query_one("#totals", Line).has_class("problem"))
        assert values(screen) == before, "old rows stay"
        monkeypatch.undo()
        await session.press("s")
        await session.until(lambda: not screen.query_one("#totals", Line).has_class("problem"))


async def test_rows_far_down_are_fetched_when_one_comes_there(
    start: Start, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PAGE", 2)
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        total = await _total(session, screen)
        await session.press("end")
        await session.until(lambda: screen.rows.current == total - 1 and screen.rows.line is not None)
        await session.until(lambda: len(screen.rows.items) == total)
        found = values(screen)
        assert found == sorted(found, reverse=True)
        assert isinstance(kinds.figure(screen.rows.line), Figure)


async def _total(session: Any, screen: RegistersScreen) -> int:
    await session.until(lambda: screen.totals.get("figures"))
    return screen.totals["figures"]


async def test_removed_documents_take_their_rows_along(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        found = len(values(screen))
        await session.press("ctrl+l")
        await session.until(lambda: session.app.screen is not screen)
        library = session.app.screen
        await session.until(lambda: library.documents)
        library.table.go_to(next(n for n, d in enumerate(library.table.documents) if d.region == "福建"))
        await session.press("d")
        await session.until(lambda: len(library.documents) == 1)
        await session.press("ctrl+n")
        await session.until(lambda: session.app.screen is screen)
        await session.until(lambda: 0 < len(values(screen)) < found)
        assert 900.0 not in values(screen)
