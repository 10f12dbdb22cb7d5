"""A passage is what is the same, letter by letter: the words that it begins or ends in stand around it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.model import Span
from tui import parallels
from tui.parallels import Asked
from tui.screens.parallels import ParallelsScreen
from tui.widgets.passage_text import PassageText

Start = Callable[..., AbstractAsyncContextManager[Any]]

SAID = "把办事窗口开到田间地头，把难事办成实事"


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("今年【修路三十】九里", ("今年", "九里")),
        ("村里今年【修路三十里】，好。", ("村里今年", "")),
        ("在会上听说村里今年【修路三十里】以后还要接着再修", ("…听说村里今年", "以后还要接着…")),
        ("会上说：【“修路”三十里】。", ("", "")),
        ("第一行\n【修路三十里】\n第三行", ("", "")),
    ],
    ids=["half a number", "begun within a clause", "long clauses", "a mark", "lines"],
)
def test_what_a_passage_begins_and_ends_within_is_shown_fainter(text: str, around: tuple[str, str]) -> None:
    start, end = text.index("【"), text.index("】") - 1
    assert parallels.around(text.replace("【", "").replace("】", ""), Span(start, end)) == around


async def test_a_passage_that_ends_within_a_word_is_told_from_the_rest_of_it(
    start: Start, tmp_path: Path
) -> None:
    rests = ("三十九条沟渠都疏通过了一遍", "三十里山路由乡亲们铺上石板")
    with Library.open(tmp_path / "library") as opened:
        (tmp_path / "saved").mkdir()
        for number, rest in enumerate(rests):
            (tmp_path / "saved" / f"{number}.txt").write_text(f"{SAID}{rest}。\n", encoding="utf-8")
        opened.import_paths([tmp_path / "saved"])
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        screen = ParallelsScreen(session.app.desk, Asked(1, None))
        session.app.push_screen(screen)
        await session.until(lambda: screen.is_current and screen.answer is not None)
        shown = screen.query_one(PassageText)
        assert (shown.text, shown.around) == (f"{SAID}三十", ("", "九条沟渠都疏…"))
        drawn = shown.render()
        assert drawn.plain == f"{SAID}三十九条沟渠都疏…"
        faint = [drawn.get_style_at_offset(session.app.console, at).bold is False for at in range(len(drawn))]
        assert faint == [False] * len(shown.text) + [True] * len(shown.around[1])
