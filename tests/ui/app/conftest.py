"""The whole program on the sample articles, driven by keys; waiting for what happens, never for the clock."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index.model import SearchAnswer
from tui import clipboard
from tui.app import DangjianApp
from tui.screens.search import SearchScreen
from tui.services import LibraryLike, Opener
from tui.widgets.lines import Line, StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.results import ResultList
from tui.widgets.suggestions import SuggestionLine


def open_sample(waiting: Callable[[], None]) -> LibraryLike:
    from index.library import Library

    return Library.open("sample", waiting=waiting)


class Session:
    """A running program: what a user does, and what stands on the screen."""

    def __init__(self, app: DangjianApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.notices: list[str] = []
        """Everything that was told in the status line."""

    async def until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        """Wait until ``condition`` holds; fail with what the screen says when it does not."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"still waiting; status: {self.totals!r}, notices: {self.notices}"
            await self.pilot.pause()
            await asyncio.sleep(0.005)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def search(self, query: str) -> None:
        """Type ``query`` into an empty bar and wait for results and preview."""
        await self.press(*query)
        await self.settled(query)

    async def settled(self, query: str) -> None:
        """Wait until the answer to ``query`` stands on the screen with its preview and its suggestions."""
        screen = self.screen
        await self.until(lambda: screen.answer is not None and screen.answer.query.strip() == query)
        await self.until(
            lambda: (
                screen.hit is None
                or (screen.answer and self.preview.shows(screen.hit.document.id, screen.answer.query))
            )
        )
        await self.until(lambda: not screen.query_one(SuggestionLine).waiting)

    @staticmethod
    def shown(pane: DocumentPane) -> int | None:
        """The id of the document in ``pane``."""
        return pane.document.id if pane.document else None

    @property
    def screen(self) -> SearchScreen:
        return self.app.search_screen

    @property
    def results(self) -> ResultList:
        return self.screen.query_one(ResultList)

    @property
    def preview(self) -> DocumentPane:
        return self.screen.query_one("#preview", DocumentPane)

    @property
    def totals(self) -> str:
        return self.screen.query_one("#totals", Line).text


Start = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal as most are, whatever the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """A program keeps what it loaded from the collector, and ends; here others come after it."""
    yield
    gc.unfreeze()


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """``async with start(size=(80, 24)) as session``: the program with the library open."""
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(clipboard, "send", lambda _text: (clipboard.OSC52,))

    @asynccontextmanager
    async def session(
        size: tuple[int, int] = (120, 40), opener: Opener = open_sample, ready: bool = True
    ) -> AsyncIterator[Session]:
        app = DangjianApp(opener)
        async with app.run_test(size=size) as pilot:
            running = Session(app, pilot)
            notice = StatusLine.notice

            def recorded(line: StatusLine, text: str, **rest: Any) -> None:
                running.notices.append(text)
                notice(line, text, **rest)

            monkeypatch.setattr(StatusLine, "notice", recorded)
            if ready:
                await running.settled("")
            yield running

    return session


@pytest.fixture
def session_of() -> Callable[[DangjianApp, Pilot[None]], Session]:
    """``session_of(app, pilot)``: a Session of a program that another helper started."""
    return Session


@pytest.fixture(scope="session")
def kept() -> Iterator[Any]:
    """The sample, opened once; its answers took no time. Who closes it finds it open the next time."""
    from index.library import Library

    library: Any = Library.open("sample")
    search, close = library.search, library.close

    def timeless(query: str, **rest: Any) -> SearchAnswer:
        answer: SearchAnswer = search(query, **rest)
        return replace(answer, took_ms=0.0)

    library.search, library.close = timeless, lambda: None
    yield library
    close()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: Any) -> DangjianApp:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return DangjianApp(lambda _waiting: kept)
