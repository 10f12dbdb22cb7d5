"""From a passage to all who say it and back: the parallels screen by keys, on articles of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from index.library import Library
from tui.i18n import _
from tui.parallels import Asked
from tui.screens.compare import CompareScreen
from tui.screens.parallels import ParallelsScreen
from tui.screens.parallels_text import PassageInput, TextScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.lines import Line
from tui.widgets.passage_text import PassageText
from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]
Open = Callable[[Any], Any]

SAID = "把办事窗口开到田间地头，把难事办成实事"
OTHER = SAID.replace("田间地头", "工厂车间")
ALONE = "雪后初晴，同志们都来得很早，会场里坐得满满当当"
FORMULA = "坚持为民服务解难题"
LEADS = ("春天的会开得早", "夏夜里大家还在谈", "秋收以后再来看", "冬日里第一场雪")
FACTS = (
    {"date": "2019-05-01", "region": "湖南"},
    {"date": "2017-03-01", "region": "福建"},
    {"region": "辽宁", "date": ""},
    {"date": "2021-07-01", "region": "湖南"},
)


def write(folder: Path, texts: Sequence[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four articles with one sentence, in one of them in other words; one has no date."""
    says = (SAID, OTHER, SAID, SAID)
    texts = [f"{lead}。\n\n{said}。{lead}。\n" for lead, said in zip(LEADS, says, strict=True)]
    texts[0] += f"\n{ALONE}。\n"
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([write(tmp_path / "saved", texts)])
        for number, facts in enumerate(FACTS, 1):
            opened.set_fields(number, facts)
    return tmp_path / "library"


@pytest.fixture
def opener(library: Path) -> Open:
    return lambda waiting: Library.open(library, waiting=waiting)


async def reading(session: Any, query: str = "把办事窗口") -> Any:
    """Open the first article of the library in the reader; wait for its margin."""
    if query:
        await session.search(query)
    results = session.results
    results.go_to(next(n for n, hit in enumerate(results.items) if hit.document.id == 1))
    session.app.set_focus(results)
    await session.pilot.pause()
    await session.press("enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    screen = session.app.screen
    await session.until(lambda: screen.margin is not None and screen.margin.whole)
    return screen


async def answered(session: Any) -> Any:
    await session.until(lambda: isinstance(session.app.screen, ParallelsScreen))
    screen = session.app.screen
    await session.until(lambda: screen.answer is not None)
    await session.pilot.pause()
    return screen


async def parallels_of(session: Any, asked: Asked) -> Any:
    session.app.push_screen(ParallelsScreen(session.app.desk, asked))
    return await answered(session)


def ids(screen: ParallelsScreen) -> list[int]:
    return [row.document.id for row in screen.list.listing.rows]


def line(screen: Any, name: str) -> str:
    return str(screen.query_one(f"#{name}", Line).text)


def signs(screen: Any) -> str:
    """What stands first in the rows of the reader."""
    reader = screen.pane.reader
    left = reader._page.left
    return "".join(reader.render_line(y).text[left - 2] for y in range(reader.visible_height))


def drawn(screen: ParallelsScreen) -> list[str]:
    rows = screen.list
    return [rows.render_line(y).text.rstrip() for y in range(min(rows.lines, rows.size.height))]


@pytest.mark.parametrize("keys", [("full_stop", "x"), ("。", "5")])
async def test_from_a_passage_to_the_province_that_said_it_first_and_back(
    start: Start, opener: Open, keys: tuple[str, str]
) -> None:
    async with start(opener=opener) as session:
        reader = await reading(session)
        await session.press("home", keys[0])
        held = reader.pane.reader.held
        assert held is not None
        assert reader.pane.stored.text[held.start : held.end].startswith(SAID)
        await session.press(keys[1])
        screen = await answered(session)
        assert screen.query_one(PassageText).text.startswith(SAID)
        # 2017 福建, then 2021, then the one without a date.
        assert ids(screen) == [2, 4, 3]
        assert "2017-03-01" in line(screen, "witness") and "福建" in line(screen, "witness")
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        there = session.app.screen
        await session.until(lambda: session.shown(there.pane) == 2)
        passage = there.pane.reader.held
        assert there.pane.stored.text[passage.start : passage.end].startswith(OTHER)
        assert there.pane.reader.cursor == passage.start
        await session.press("escape")
        assert session.app.screen is screen
        assert screen.list.row.document.id == 2
        await session.press("escape")
        assert session.app.screen is reader
        assert reader.pane.reader.held == held


async def test_the_row_follows_where_one_has_read_on(start: Start, opener: Open) -> None:
    async with start(opener=opener) as session:
        screen = await parallels_of(session, Asked(1, None))
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await session.until(lambda: session.shown(session.app.screen.pane) == 2)
        await session.press("right_square_bracket")
        await session.until(lambda: session.shown(session.app.screen.pane) == 4)
        held = session.app.screen.pane.reader.held
        assert session.app.screen.pane.stored.text[held.start : held.end].startswith(SAID)
        await session.press("escape")
        assert screen.list.row.document.id == 4


async def test_what_differs_is_told_by_signs_and_what_is_verbatim_is_told_apart(
    start: Start, opener: Open
) -> None:
    async with start(opener=opener) as session:
        screen = await parallels_of(session, Asked(1, None))
        rows = drawn(screen)
        near = next(row for row in rows if "2017-03-01" in row)
        assert "≈" in near and "=" not in near
        assert any("[工厂车间]" in row for row in rows)
        same = next(row for row in rows if "2021-07-01" in row)
        assert "=" in same and "≈" not in same
        # The passage on top shows what of it the other one has not.
        assert [screen.query_one(PassageText).text[s.start : s.end] for s in marks(screen)] == ["田间地头"]
        await session.press("down")
        assert marks(screen) == []
        assert "[" in line(screen, "legend")


def marks(screen: ParallelsScreen) -> Sequence[Any]:
    return screen.query_one(PassageText)._marks


async def test_they_are_sorted_by_date_province_and_likeness_with_the_document_in_its_place(
    start: Start, opener: Open
) -> None:
    async with start(opener=opener) as session:
        screen = await parallels_of(session, Asked(1, None))
        rows = drawn(screen)
        own = next(n for n, row in enumerate(rows) if "2019-05-01" in row)
        assert "2017-03-01" in "".join(rows[:own]) and "2021-07-01" in "".join(rows[own:])
        assert _("without a date: {number}").format(number=1) in "\n".join(rows)
        await session.press("s")
        assert ids(screen) == [2, 4, 3]
        assert not [row for row in drawn(screen) if "──" in row]
        await session.press("f8")
        assert ids(screen) == [4, 3, 2]
        assert [row.strip("─ ") for row in drawn(screen) if "──" in row] == [
            _("{name}: {number}").format(name=_("verbatim"), number=2),
            _("{name}: {number}").format(name=_("reworded"), number=1),
        ]
        await session.press("s")
        assert ids(screen) == [2, 4, 3]


async def test_a_filter_finds_wording_place_and_date_and_escape_takes_it_away_first(
    start: Start, opener: Open
) -> None:
    async with start(opener=opener) as session:
        screen = await parallels_of(session, Asked(1, None))
        for wanted, found in (("工廠車間", [2]), ("湖南", [4]), ("2021", [4])):
            await session.press("slash", *wanted)
            await session.until(lambda found=found: ids(screen) == found)
            await session.press("escape")
            await session.until(lambda: len(ids(screen)) == 3)
        await session.press("slash", *"没有的话", "enter")
        await session.until(lambda: not ids(screen))
        assert screen.query_one("#none", Prose).text == _(
            "No parallel has these words. Esc takes the filter away."
        )
        await session.press("escape")
        await session.until(lambda: len(ids(screen)) == 3)
        assert session.app.screen is screen


async def test_a_selection_with_several_passages_shows_one_after_the_other(
    start: Start, tmp_path: Path
) -> None:
    second = "先学一步，深学一层，带着问题去学"
    texts = [f"{SAID}。{ALONE}。{second}。\n", f"夏天。{SAID}！\n", f"秋天。{second}！\n"]
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([write(tmp_path / "saved", texts)])
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        screen = await parallels_of(session, Asked(1, None))
        assert len(screen.passages) == 2
        first = screen.number
        assert _("passage {index}/{total}").format(index=first + 1, total=2) in line(screen, "facts")
        seen = [screen.query_one(PassageText).text]
        await session.press(*(("】",) if first == 0 else ("【",)))
        seen.append(screen.query_one(PassageText).text)
        assert sorted(text[:4] for text in seen) == sorted((SAID[:4], second[:4]))
        assert len(ids(screen)) == 1
        await session.press(*(("right_square_bracket",) if first == 0 else ("left_square_bracket",)))
        assert session.notices[-1] in (
            _("No further shared passage."),
            _("No shared passage before this one."),
        )


async def test_a_parallel_stands_beside_the_passage_in_the_comparison(start: Start, opener: Open) -> None:
    async with start(opener=opener) as session:
        screen = await parallels_of(session, Asked(1, None))
        await session.press("c")
        await session.until(lambda: isinstance(session.app.screen, CompareScreen))
        beside: Any = session.app.screen
        await session.until(lambda: beside.collated)
        await session.until(lambda: all(pane.reader.passage for pane in beside.panes))
        texts = [pane.stored.text[pane.reader.passage.start :] for pane in beside.panes]
        assert texts[0].startswith(SAID) and texts[1].startswith(OTHER)
        await session.press("escape")
        assert session.app.screen is screen


async def test_a_parallel_is_copied_with_its_own_source(start: Start, opener: Open) -> None:
    async with start(opener=opener) as session:
        await parallels_of(session, Asked(1, None))
        await session.press("f5")
        await session.until(lambda: session.notices)
        number = len(OTHER)
        assert str(number) in session.notices[-1]


async def test_of_a_formula_the_numbers_are_said_and_enter_searches_for_it(
    start: Start, tmp_path: Path
) -> None:
    texts = [f"{chr(0x4E10 + 7 * number) * 5}。{FORMULA}。\n" for number in range(22)]
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([write(tmp_path / "saved", texts)])
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        reader = await reading(session, "")
        assert "~" in signs(reader)
        at = reader.pane.stored.text.index(FORMULA)
        screen = await parallels_of(session, Asked(1, None, at=at))
        assert not screen.passage.listed
        assert "22" in screen.query_one("#none", Prose).text
        assert _("formula, too common to list") in line(screen, "facts")
        await session.press("enter")
        await session.until(lambda: session.app.screen is session.screen)
        await session.until(lambda: session.screen.answer.query.startswith('"'))
        assert session.screen.answer.documents == 22


async def test_who_says_a_text_that_is_pasted(start: Start, opener: Open) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        await session.press("ctrl+r")
        await session.until(lambda: isinstance(session.app.screen, TextScreen))
        typing = session.app.screen
        await session.press("enter")
        assert session.notices[-1] == _("Type or paste some words of the passage first.")
        typing.query_one(PassageInput).post_message(Paste(f"{ALONE}\n\n{SAID}"))
        await session.until(lambda: SAID in typing.query_one(PassageInput).text)
        await session.press("enter")
        screen = await answered(session)
        whose = {tuple(sorted({p.id for p in passage.parallels})) for passage in screen.passages}
        assert {(1,), (1, 2, 3, 4)} <= whose
        await session.press("c")
        assert session.app.screen is screen, "there is no document to lay beside"
        await session.press("escape")
        assert session.app.screen is typing
        assert SAID in typing.query_one(PassageInput).text
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_from_the_result_list_who_else_says_the_sentence_of_the_hit(start: Start, opener: Open) -> None:
    async with start(opener=opener) as session:
        await session.search("田间地头")
        await session.press("enter", "x")
        screen = await answered(session)
        assert "田间地头" in screen.query_one(PassageText).text
        assert 2 in ids(screen)


async def test_the_reason_is_said_where_nobody_else_says_it(start: Start, opener: Open) -> None:
    async with start(opener=opener) as session:
        with Library.open(session.app.desk.target) as opened:
            text = opened.show(1).text
        at = text.index(ALONE)
        screen = await parallels_of(session, Asked(1, span(at, at + len(ALONE)), at=at))
        assert "eight letters" in reason(screen) or "八个字" in reason(screen)
        await session.press("escape")
        screen = await parallels_of(session, Asked(1, span(at, at + 4), at=at))
        assert reason(screen) == _(
            "These are fewer than eight letters. Passages are told by eight or more; w searches for "
            "anything shorter."
        )
        session.app.desk.indexing = (2, 4)
        await session.press("escape")
        screen = await parallels_of(session, Asked(1, span(at, at + len(ALONE)), at=at))
        assert _("index incomplete: {done} of {total}").format(done=2, total=4) in line(screen, "facts")
        assert reason(screen) == _(
            "Nobody else says it so far; the index is not complete, and what is not in it is not found. "
            "Try again when it is."
        )


def span(start: int, end: int) -> Any:
    from index.model import Span

    return Span(start, end)


def reason(screen: ParallelsScreen) -> str:
    return str(screen.query_one("#none", Prose).text)


async def test_in_a_library_of_one_document_there_is_nobody_else(start: Start, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([write(tmp_path / "saved", [f"{SAID}。{SAID}。\n"])])
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        reader = await reading(session)
        assert not reader.margin.shared
        await session.press("s", "x")
        screen = await answered(session)
        assert reason(screen) == _(
            "The library holds this document only: there is nobody else to say it. Ctrl+O imports more."
        )


async def test_provinces_that_say_it_often_have_their_number_above_them(start: Start, tmp_path: Path) -> None:
    texts = [f"{lead}。\n\n{SAID}。{lead}。\n" for lead in (*LEADS, "又是一个好年成")]
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([write(tmp_path / "saved", texts)])
        opened.set_fields([2, 4, 5], {"region": "湖南"})
        opened.set_fields([3], {"region": ""})
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        screen = await parallels_of(session, Asked(1, None))
        await session.press("s")
        assert ids(screen) == [2, 4, 5, 3]
        assert [row.strip("─ ") for row in drawn(screen) if "──" in row] == [
            _("{name}: {number}").format(name=name, number=number)
            for name, number in (("湖南", 3), (_("place unknown"), 1))
        ]
