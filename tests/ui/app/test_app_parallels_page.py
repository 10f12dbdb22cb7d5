"""The first parallels are shown before all of them are read: one reads them while the others come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tui import counted, parallels
from tui.i18n import _
from tui.parallels import Asked
from tui.screens.parallels import ParallelsScreen
from tui.widgets.lines import Line

Start = Callable[..., AbstractAsyncContextManager[Any]]

SAID = "把办事窗口开到田间地头，把难事办成实事"
LESS = "先学一步，深学一层，带着问题去学"
DATES = ("2019-05-01", "2017-03-01", "", "2021-07-01")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "saved").mkdir()
    for number, lead in enumerate("甲乙丙丁"):
        text = f"{lead * 3}的会。\n\n{SAID}。{lead * 60}。\n\n{lead * 9}。{LESS}。\n"
        (tmp_path / "saved" / f"{number}.txt").write_text(text, "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([tmp_path / "saved"])
        for id, date in enumerate(DATES, 1):
            opened.set_fields(id, {"date": date})
    return tmp_path / "library"


async def test_the_first_by_date_are_there_before_the_others(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallels, "FIRST", 1)
    go_on = threading.Event()
    pages: list[Any] = []

    def slow(waiting: Any) -> Any:
        found: Any = Library.open(library, waiting=waiting)
        whole = found.parallels

        def waits(*arguments: Any, page: Any, **rest: Any) -> Any:
            pages.append(page)
            if page is None:
                go_on.wait(60)
            return whole(*arguments, page=page, **rest)

        found.parallels = waits
        return found

    async with start(size=(100, 30), opener=slow) as session:
        session.app.push_screen(ParallelsScreen(session.app.desk, Asked(1)))
        await session.until(lambda: isinstance(session.app.screen, ParallelsScreen))
        screen = session.app.screen
        await session.until(lambda: screen.answer is not None)
        await session.pilot.pause()
        assert [row.document.id for row in screen.list.listing.rows] == [2]
        assert not any("1" in said for said in screen.list.listing.headings.values())
        facts = str(screen.query_one("#facts", Line).text)
        assert counted.both(4, 4) in facts
        await session.press("right_square_bracket")
        assert LESS in screen.passage.text
        assert screen.list.listing.rows == []
        assert not screen.query_one("#none").render().plain.strip(), (
            "nothing is said of what is not known yet"
        )
        go_on.set()
        await session.until(lambda: screen.answer.whole)
        await session.pilot.pause()
        assert LESS in screen.passage.text, "one stays where one has gone"
        assert [row.document.id for row in screen.list.listing.rows] == [2, 4, 3]
        assert screen.list.listing.headings[2] == _("without a date: {number}").format(number=1)
        assert str(screen.query_one("#facts", Line).text) == facts.replace("1/2", "2/2")
        assert [page is None for page in pages] == [False, True]
