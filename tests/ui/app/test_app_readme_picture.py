"""The README's picture is what the program shows (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.terminal_theme import MONOKAI

PICTURE = Path(__file__).resolve().parents[3] / ".github" / "search.svg"
# A Chinese character is as wide as the font is high: two cells.
CELL, ROW, FONT = 8, 21, 16
# Runs that any font draws in their cells; other characters (· “ …), wide in Chinese fonts, stand alone.
EVEN = re.compile(r"[!-~]+|[\u3001-\u9fff\uff01-\uff5e]+|.")
FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','PingFang SC','Microsoft YaHei',monospace"


def drawn(rows: Iterable[Iterable[Segment]], columns: int, count: int) -> str:
    """An SVG in which everything stands at its cell.

    Rich's own export gives a run of text the width of its number of characters, which squeezes Chinese.
    """
    width, height = columns * CELL, count * ROW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="{FONT}"'
        f' font-family="{FONTS}" xml:space="preserve" shape-rendering="crispEdges">'
    ]
    for row, segments in enumerate(rows):
        column = 0
        for segment in segments:
            parts += run(segment, column, row)
            column += cell_len(segment.text)
    return "\n".join([*parts, "</svg>", ""])


def run(segment: Segment, column: int, row: int) -> list[str]:
    """The background and the characters of a segment that starts at ``column``."""
    style = segment.style
    if style is None:
        return []
    front, back = style.color, style.bgcolor
    if style.reverse:
        front, back = back, front
    parts = []
    if back is not None:
        cells = cell_len(segment.text)
        box = f'x="{column * CELL}" y="{row * ROW}" width="{cells * CELL}" height="{ROW}"'
        parts.append(f'<rect {box} fill="{named(back)}"/>')
    weight = ' font-weight="bold"' if style.bold else ""
    fill = named(front) if front is not None else "#ffffff"
    for piece in EVEN.findall(segment.text):
        if piece.strip():
            at = f'x="{column * CELL}" y="{row * ROW + FONT}"'
            narrow = ' font-family="monospace"' if len(piece) == 1 and cell_len(piece) == 1 else ""
            parts.append(f'<text {at} fill="{fill}"{weight}{narrow}>{escape(piece)}</text>')
        column += cell_len(piece)
    return parts


def named(color: Color) -> str:
    return color.get_truecolor(MONOKAI).hex


async def test_the_picture_of_the_readme_is_true(
    request: pytest.FixtureRequest, app: Any, session_of: Callable[..., Any]
) -> None:
    size = (100, 30)
    async with app.run_test(size=size) as pilot:
        session = session_of(app, pilot)
        await session.settled("")
        await session.search("机关党建")
        await session.press("down", "down")
        await session.settled("机关党建")
        await pilot.pause()
        picture = drawn(app.screen._compositor.render_strips(), *size)
    if request.config.getoption("update_snapshots"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture, "utf-8")
    assert PICTURE.read_text("utf-8") == picture, "run pytest --snapshot-update and look at the picture"
