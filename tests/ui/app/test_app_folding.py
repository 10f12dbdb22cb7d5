"""One key leaves duplicates out of the list, and the totals say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.i18n import _

Start = Callable[..., Any]

_TEXT = (
    "茶场支部的三件小事\n"
    "春天里，茶场支部把晾青棚的屋顶换成了透光的瓦片，采茶的人不必再摸黑把竹匾往外搬。"
    "夏天里，支部把通往后山的石阶一级一级垫平，老人们挑着担子上去，中途可以在亭子里歇一歇脚。"
    "秋天里，支部替外出的人家看守晒场，谁家的稻谷没有收，傍晚总有人去敲门提醒，下雨前必定盖好。\n"
)
_OTHER = (
    "渡口边的党员岗亭\n"
    "渡口每天有两班船，头一班天不亮就开。守岗亭的党员支部委员轮流值夜，替赶早的学生点一盏灯，"
    "船晚到的时候烧一壶热水。去年冬天江面起雾，岗亭里的人敲了一整夜的铜锣，四条渔船循着声音靠了岸。\n"
)


def folding(totals: str) -> bool:
    return _("duplicates folded: {documents}").partition("{")[0] in totals


@pytest.fixture
def opener(tmp_path: Path) -> Callable[[Any], Any]:
    """Opens a library of three documents, the second one much the same as the first."""
    from index.library import Library

    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("1", _TEXT), ("2", _TEXT + "（转载）\n"), ("3", _OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        library.import_paths([folder])
        assert [document.duplicate_of for document in library.list()] == [None, 1, None]

    def opened(waiting: Any) -> Any:
        return Library.open(tmp_path / "library", waiting=waiting)

    return opened


@pytest.mark.parametrize("key", ["d", "f9"])
async def test_a_key_folds_duplicates_and_unfolds_them(start: Start, opener: Any, key: str) -> None:
    async with start(opener=opener) as session:
        await session.search("支部")
        assert session.screen.answer.documents == 3 and not folding(session.totals)
        await session.press("enter", key)
        await session.until(lambda: session.screen.answer.folded_documents == 1)
        assert [hit.document.id for hit in session.results.items if hit.document.duplicate_of] == []
        assert session.screen.answer.documents == 2
        assert _("duplicates folded: {documents}").format(documents=1) in session.totals
        await session.press(key)
        await session.until(lambda: session.screen.answer.documents == 3)
        assert not folding(session.totals)


async def test_it_holds_for_other_queries_and_for_the_list_of_all(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        await session.press("enter", "d")
        await session.until(lambda: session.screen.answer.documents == 2)
        assert {hit.document.id for hit in session.results.items} == {1, 3}
        assert _("duplicates folded: {documents}").format(documents=1) in session.totals
        await session.press("escape")
        await session.search("渡口")
        assert _("duplicates folded: {documents}").format(documents=0) in session.totals
