"""The same screen in each theme, and without colours: what matters has signs, too."""

from __future__ import annotations

from typing import Any

import pytest

from tui import themes


@pytest.fixture
def size() -> tuple[int, int]:
    """One size: colours are the same in any."""
    return (80, 24)


async def found(session: Any) -> None:
    await session.search("党建")
    await session.press("enter", "m", "n")


@pytest.mark.parametrize("theme", themes.NAMES)
def test_a_theme(picture: Any, theme: str) -> None:
    assert picture(found, theme=theme)


def test_without_colours(picture: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(found)
