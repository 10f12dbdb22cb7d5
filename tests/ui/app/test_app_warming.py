"""What other screens need is loaded in the background, and never while somebody types."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest

from tui import warming


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """The modules that are loaded, with their times, in a quicker world."""
    found: list[tuple[str, float]] = []
    monkeypatch.setattr(warming, "MODULES", ("first", "second"))
    monkeypatch.setattr(warming, "REST", 0.05)
    monkeypatch.setattr(warming, "_PAUSE", 0.001)

    def note(name: str) -> None:
        if name in warming.MODULES:  # else: what a program of another test still loads
            found.append((name, time.monotonic()))

    monkeypatch.setattr(warming, "import_module", note)
    return found


def test_every_module_that_is_loaded_ahead_exists() -> None:
    assert [name for name in warming.MODULES if find_spec(name) is None] == []


def test_modules_wait_until_no_key_has_come_for_a_while(loaded: list[tuple[str, float]]) -> None:
    began = time.monotonic()

    def last_key() -> float:
        return min(time.monotonic(), began + 0.1)

    warming.begin(last_key).join(60)
    assert [name for name, _when in loaded] == ["first", "second"]
    assert all(when >= began + 0.15 for _name, when in loaded)


async def test_they_are_loaded_once_the_first_search_is_prepared(
    start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[], float]] = []
    monkeypatch.setattr(warming, "begin", asked.append)
    async with start() as session:
        await session.until(lambda: bool(asked))
        before = asked[0]()
        await session.press("down")
        assert before < asked[0]() <= time.monotonic()
