"""A library of tens of thousands in the running program: no long pauses, and nothing is kept of it."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest

from index.library import Library
from index.model import Document
from tui.screens.library import LibraryScreen
from tui.screens.search import SearchScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
MANY = 80_000
MOST = 0.015  # seconds of work in which no key is looked at


@pytest.fixture
def documents() -> list[Document]:
    """As many documents as a library gives: none before they are asked for."""
    return []


@pytest.fixture
def opener(documents: list[Document]) -> Callable[[Any], Any]:
    """The sample, which says that it holds many documents more."""

    def opened(waiting: Any) -> Any:
        library = Library.open("sample", waiting=waiting)
        (one, *_others) = library.newest(1)

        def read(ids: Sequence[int]) -> list[Document]:
            made = [replace(one, id=id, title=f"题{id}", authors=(f"作者{id}",)) for id in ids]
            documents.extend(made[:1])
            return made

        library.ids = lambda _where=None: range(MANY, 0, -1)  # type: ignore[assignment,return-value]
        library.documents = read  # type: ignore[method-assign]
        return library

    return opened


@pytest.fixture
def pauses() -> Iterator[list[float]]:
    """The seconds that each look for cycles has worked: not those in which other programs did."""
    found: list[float] = []
    began = 0.0

    def collecting(phase: str, _info: dict[str, int]) -> None:
        nonlocal began
        if phase == "start":
            began = time.thread_time()
        else:
            found.append(time.thread_time() - began)

    gc.callbacks.append(collecting)
    yield found
    gc.callbacks.remove(collecting)
    gc.unfreeze()


async def test_a_large_library_is_listed_without_a_pause_and_let_go(
    start: Start, opener: Any, documents: list[Document], pauses: list[float]
) -> None:
    async with start(opener=opener) as session:
        gc.collect()
        pauses.clear()
        await session.press("ctrl+l")
        await session.until(lambda: isinstance(session.app.screen, LibraryScreen))
        screen = session.app.screen
        await session.until(lambda: len(screen.table.documents) == MANY, 60)
        assert max(pauses, default=0.0) < MOST
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen)
        # The list here, the loop's variable, the argument of getrefcount.
        await session.until(lambda: all(sys.getrefcount(one) <= 3 for one in documents))
