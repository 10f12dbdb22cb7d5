"""The families screen, one family, and what the reader dims: by keys, on articles of our own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.library.families_apart import FamiliesProcess
from tui import families
from tui.families import FIRST
from tui.i18n import _
from tui.screens.families import FamiliesScreen, FamilyScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.filter_bar import FilterInput
from tui.widgets.lines import Line, StatusLine
from tui.widgets.prose import Prose
from tui.widgets.rows import fitted

Start = Callable[..., AbstractAsyncContextManager[Any]]

SHORT = "把办事窗口开到田间地头"
LONG = "推动机关党建提质增效、当好表率，走在前列勇挑重担"
OTHER = LONG.replace("当好表率", "争创一流")
LEADS = ("春天的会开得早", "夏夜里大家还在谈", "秋收以后再来看", "冬天里的第一场雪")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four articles: a formula in all of them, a longer one in three of them, in two wordings."""
    source = tmp_path / "saved"
    source.mkdir()
    for number, (lead, long) in enumerate(zip(LEADS, (LONG, LONG, OTHER, lead_only()), strict=True)):
        (source / f"{number}.txt").write_text(f"{lead}。\n\n{long}。{lead}，{SHORT}。\n", "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([source])
        for number in range(1, 5):
            opened.set_fields(number, {"date": f"201{number}-03-01"})
    return tmp_path / "library"


def lead_only() -> str:
    return "雪后初晴，同志们都来得很早"


@pytest.fixture
def opener(library: Path) -> Callable[[Any], Any]:
    return lambda waiting: Library.open(library, waiting=waiting)


async def opened(session: Any) -> FamiliesScreen:
    await session.press("ctrl+g")
    await session.until(lambda: isinstance(session.app.screen, FamiliesScreen))
    screen: FamiliesScreen = session.app.screen
    await session.until(lambda: screen.found is not None and screen.current)
    return screen


def bases(screen: FamiliesScreen) -> list[str]:
    return [family.base for family in screen.list.families]


async def test_families_are_listed_filtered_and_sorted(start: Start, opener: Callable[[Any], Any]) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session)
        assert bases(screen) == [SHORT, LONG]
        await session.press("s")
        assert bases(screen) == [LONG, SHORT]
        await session.press("r")
        assert bases(screen) == [SHORT, LONG]
        await session.press("slash", *"争创一流")
        # It is another wording that has these words.
        await session.until(lambda: bases(screen) == [LONG])
        await session.press("enter")
        assert screen.list.has_focus
        await session.press("slash", *"没有")
        await session.until(lambda: not bases(screen))
        assert screen.query_one("#none", Prose).text
        await session.press("escape")
        await session.until(lambda: len(bases(screen)) == 2)
        assert not screen.query_one(FilterInput).value
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_enter_goes_to_the_wordings_to_a_witness_and_back(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session)
        await session.press("down", "enter")
        await session.until(lambda: isinstance(session.app.screen, FamilyScreen))
        family: FamilyScreen = session.app.screen
        assert [row.text for row in family.list.rows if not row.own] == ["争创一流"]
        await session.press("tab")
        assert [row.id for row in family.list.rows] == [1, 2, 3]
        await session.until(lambda: family.list.documents)
        await session.press("end", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        reader: ReaderScreen = session.app.screen
        await session.until(lambda: reader.pane.document is not None)
        assert reader.pane.document is not None
        assert reader.pane.document.id == 3
        assert reader.pane.reader.cursor == reader.pane.reader.stored.text.index(OTHER)  # type: ignore[union-attr]
        await session.press("escape")
        await session.until(lambda: session.app.screen is family)
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)


async def test_where_there_is_no_room_for_both_a_witness_that_reads_alike_is_told_by_its_title(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        await opened(session)
        await session.press("down", "enter")
        await session.until(lambda: isinstance(session.app.screen, FamilyScreen))
        rows = session.app.screen.list
        await session.press("tab")
        await session.until(lambda: rows.names)

        def shown(index: int, width: int) -> str:
            return "".join(text for text, _style in rows.runs(index, width))

        assert LEADS[0] in shown(0, 80) and LONG not in shown(0, 80)
        assert OTHER[:20] in shown(2, 80) and LEADS[2] not in shown(2, 80)
        assert LEADS[0] in shown(0, 160) and LONG in shown(0, 160)


async def test_families_that_come_where_there_were_none_take_the_keys(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session)
        screen.found, found = (), screen.found
        screen.list_rows()
        await session.until(lambda: screen.focused is None)
        screen.found = found
        screen.list_rows()
        await session.until(lambda: screen.list.has_focus)


async def test_when_no_more_families_are_worked_out_that_is_told(
    start: Start, opener: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _("no more than {number} are listed")
    async with start(opener=opener) as session:
        screen = await opened(session)
        assert told.format(number="1,000") not in screen.query_one("#totals", Line).text
        monkeypatch.setattr("index.reuse.families.families.LIMIT", 2)
        screen._tell()
        assert told.format(number="2") in screen.query_one("#totals", Line).text


async def test_a_witness_that_is_gone_is_told(
    start: Start, opener: Callable[[Any], Any], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(library) as changed:
        changed.families()
        changed.remove([3])
    monkeypatch.setattr(families, "AT_ONCE", 0)
    monkeypatch.setattr(families, "job_of", lambda *_: None)
    async with start(opener=opener) as session:
        await session.press("ctrl+g")
        await session.until(lambda: isinstance(session.app.screen, FamiliesScreen))
        screen: FamiliesScreen = session.app.screen
        await session.until(lambda: screen.found is not None)
        assert not screen.current
        await session.press("down", "enter", "tab")
        await session.until(lambda: isinstance(session.app.screen, FamilyScreen))
        family: FamilyScreen = session.app.screen
        await session.until(lambda: family.list.documents)
        assert list(family.list.documents) == [1, 2]
        await session.press("end", "enter")
        gone = _("The library no longer has this document.")
        await session.until(lambda: gone in family.query_one(StatusLine).text)
        assert session.app.screen is family


async def test_what_others_said_before_is_dimmed_then_what_only_this_says(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.press("down", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        reader: ReaderScreen = session.app.screen
        view = reader.pane.reader
        # The newest is the first of the list.
        await session.until(lambda: reader.pane.document is not None and reader.pane.document.id == 4)

        def dimmed() -> str:
            return "".join(view.stored.text[span.start : span.end] for span in view.dimmed)  # type: ignore[union-attr]

        await session.press("d")
        await session.until(lambda: view.dimmed)
        assert SHORT in dimmed()
        assert LEADS[3] not in dimmed()
        assert session.notices
        status = reader.query_one(StatusLine)
        earlier = _("dimmed: {share}").format(share=_("earlier elsewhere {share}").split("{")[0])
        only_here = _("dimmed: {share}").format(share=_("only here {share}").split("{")[0])
        # The notice goes, the shares stay: also when something is selected, and when that is given up.
        assert earlier in status.resting
        await session.press("v", "l")
        assert earlier in status.resting
        await session.press("escape", "4")
        await session.until(lambda: LEADS[3] in dimmed())
        assert SHORT not in dimmed()
        assert only_here in status.resting and earlier not in status.resting
        # It stays so in the next document.
        await session.press("right_square_bracket")
        await session.until(lambda: reader.pane.document is not None and reader.pane.document.id == 3)
        await session.until(lambda: LEADS[2] in dimmed())
        assert only_here in status.resting
        await session.press("d")
        assert not view.dimmed
        assert only_here not in status.resting


async def test_a_process_works_them_out_for_a_large_library(
    start: Start, opener: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "AT_ONCE", 0)
    begun: list[FamiliesProcess] = []
    begin = FamiliesProcess.__init__

    def noted(process: FamiliesProcess, *rest: Any) -> None:
        begun.append(process)
        begin(process, *rest)

    monkeypatch.setattr(FamiliesProcess, "__init__", noted)
    async with start(opener=opener) as session:
        screen = await opened(session)
        assert bases(screen) == [SHORT, LONG]
        assert len(begun) == 1
        await session.press("escape", "ctrl+g")
        await session.until(lambda: isinstance(session.app.screen, FamiliesScreen))
        again: FamiliesScreen = session.app.screen
        await session.until(lambda: again.current)
        assert len(begun) == 1


async def test_a_library_without_families_says_why(start: Start, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("只有一篇文章的资料库。\n\n它没有可以共有的提法。\n", "utf-8")
    with Library.open(tmp_path / "one") as library:
        library.import_paths([tmp_path / "one.txt"])
    async with start(opener=lambda waiting: Library.open(tmp_path / "one", waiting=waiting)) as session:
        screen = await opened(session)
        assert not bases(screen)
        assert screen.has_class("-empty")
        assert screen.query_one("#none", Prose).text
        assert screen.query_one("#totals", Line).text
        await session.press("enter")
        assert session.app.screen is screen


def test_an_inferred_day_has_room_beside_a_family() -> None:
    assert fitted("2023-10-09？", FIRST).rstrip() == "2023-10-09？"
