"""Text can be read in both themes: 4.5 to 1 (WCAG 2.2, 1.4.3), what is dimmed on purpose 3 to 1."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from tui.screens.reader import ReaderScreen
from tui.themes import OWN

Start = Callable[..., AbstractAsyncContextManager[Any]]
Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in scaled(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def scaled(colour: Colour) -> tuple[float, ...]:
    return tuple(part / 255 for part in colour)


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faint(session: Any, least: float = 4.5) -> list[str]:
    """The texts on the screen that stand out less."""
    found = []
    for strip in session.app.screen._compositor.render_strips():
        for text, style, _control in strip:
            bare = text.strip()
            # Blocks and lines are no text.
            if style is None or not bare or all(0x2500 <= ord(sign) <= 0x259F for sign in bare):
                continue
            if style.color and style.bgcolor and style.color.triplet and style.bgcolor.triplet:
                ratio = contrast(style.color.triplet, style.bgcolor.triplet)
                if ratio < least:
                    found.append(f"{ratio:.1f} {style.color.triplet.hex} {style.bgcolor.triplet.hex} {bare}")
    return found


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_every_text_stands_out(start: Start, theme: str) -> None:
    async with start(size=(160, 40)) as session:
        session.app.theme = theme
        await session.pilot.pause()
        assert faint(session) == []
        await session.search("党建 业务")
        await session.press("enter", "m")
        assert faint(session) == []
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        pane = session.app.screen.pane
        await session.until(lambda: pane.stored is not None and pane.reader.total)
        await session.press("s")
        assert faint(session) == []
        await session.press("escape", "d")
        await session.until(lambda: pane.reader.dimmed)
        await session.pilot.pause()
        assert faint(session, 3.0) == []
        await session.press("escape", "ctrl+l")
        await session.until(lambda: session.app.screen is not session.screen)
        await session.pilot.pause()
        assert faint(session) == []
