"""Two articles with something for each register, and what of it stands on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.library import Library
from tui.registers import kinds
from tui.screens.registers import RegistersScreen
from tui.widgets.lines import Line

ARTICLES = (
    (
        "机关开放日的一年\n一、着力敞开大门\n"
        "全年开放18次，来访群众2600人次。局长说：“门开着，心里才有数。”大家都点头。\n"
        "二、着力听取意见\n收到意见340条，办结率97%。“四强”党支部轮流值班，“四强”党支部的同志记下每一条。\n"
        "三、着力改进流程\n流程图画了12张。\n",
        "2021-05-01",
        "湖南",
    ),
    (
        "开放日带来了什么\n来访群众900人次，收到意见85条。"
        "处长强调：“意见要一条一条看完。”大家记在心里。\n"
        "“四强”党支部走在前面，三会一课按月开。\n",
        "2023-05-01",
        "福建",
    ),
)


def told(tmp_path: Path) -> Path:
    """Two articles, of 2021 and 2023."""
    source = tmp_path / "saved"
    source.mkdir()
    for number, (text, _date, _region) in enumerate(ARTICLES):
        (source / f"{number}.txt").write_text(text, "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([source])
        for text, date, region in ARTICLES:
            id = next(id for id in opened.ids() if opened.show(id).text.startswith(text[:4]))
            opened.set_fields(id, {"date": date, "region": region})
    return tmp_path / "library"


async def opened(session: Any, *keys: str) -> RegistersScreen:
    await session.press("ctrl+n")
    await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
    screen: RegistersScreen = session.app.screen
    await session.press(*keys)
    await session.until(lambda: screen.rows.items)
    return screen


def values(screen: RegistersScreen) -> list[float]:
    return [kinds.figure(line).value for _number, line in sorted(screen.rows.items.items())]


def said(screen: RegistersScreen) -> list[str]:
    return [kinds.quotation(line).text for _number, line in sorted(screen.rows.items.items())]


def names(screen: RegistersScreen) -> list[str]:
    return [kinds.term(line).term for _number, line in sorted(screen.rows.items.items())]


def totals(screen: RegistersScreen) -> str:
    return screen.query_one("#totals", Line).text
