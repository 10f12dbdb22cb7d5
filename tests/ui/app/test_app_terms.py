"""The card of a term and how it moves over places and years: by keys, on articles of our own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.model import Span
from tui.i18n import _
from tui.screens.aside import AsideScreen
from tui.screens.compare import CompareScreen
from tui.screens.exporting import ExportScreen
from tui.screens.movement import MovementScreen
from tui.screens.reader import ReaderScreen
from tui.screens.term import TermScreen
from tui.text.counts import ALL, MEASURES
from tui.widgets.lines import Line
from tui.widgets.mention_list import MentionList
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.query_bar import QueryInput
from tui.widgets.results import ResultList

Start = Callable[..., AbstractAsyncContextManager[Any]]

ARTICLES = {
    "甲": (
        "湖南",
        "2021-03-01",
        "各村推行“三会一课”制度。大家说“两个确立”要记在心里。“小院议事”活动办得好。",
    ),
    "乙": ("福建", "2022", "這裏也講“兩個確立”，還有“小院议事”活動。村里的三会要开好，麦田也要看好。"),
    "丙": ("湖南", "2022-05", "两个确立写在墙上，两个确立记在心里。远处的麦田里没有别的事。"),
    "丁": ("湖南", "2021", "这里只有春天的麦田和远处的山，山上的麦田很小。"),
}
TWO = "两个确立"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, (_region, _date, text) in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{name}村的事\n\n{text}\n", "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([folder])
        for document in opened.list():
            region, date, _text = ARTICLES[Path(document.path or "").stem]
            opened.set_fields(document.id, {"region": region, "date": date})
    return tmp_path / "library"


@pytest.fixture
def opener(library: Path) -> Callable[[Any], Any]:
    return lambda waiting: Library.open(library, waiting=waiting)


async def on_screen(session: Any, kind: type[Any]) -> Any:
    await session.until(lambda: isinstance(session.app.screen, kind))
    return session.app.screen


async def moved(session: Any) -> Any:
    screen: MovementScreen = await on_screen(session, MovementScreen)
    await session.until(lambda: screen.moves is not None)
    await session.pilot.pause()
    return screen


async def card(session: Any) -> Any:
    screen: TermScreen = await on_screen(session, TermScreen)
    await session.until(lambda: screen.card is not None)
    await session.pilot.pause()
    return screen


async def reading(session: Any, name: str) -> ReaderScreen:
    """The reader on the article ``name``, found by its title."""
    await session.search(f"{name}村")
    await session.press("enter", "enter")
    reader: ReaderScreen = await on_screen(session, ReaderScreen)
    await session.until(lambda: reader.pane.stored is not None)
    return reader


def said(screen: Any, line: str) -> str:
    return str(screen.query_one(f"#{line}").text)


# How it moves


async def test_what_was_searched_for_moves_over_places_and_years(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.search("麦田")
        await session.press("enter", "w")
        screen = await moved(session)
        assert screen.table.place == ("湖南", 2022)
        count = screen.table.count
        assert (count.documents, count.occurrences, count.of) == (1, 1, 1)
        await session.press("left", "left")
        assert screen.table.place == ("湖南", ALL)
        # Few documents: that is told.
        assert "20" in said(screen, "cell")
        await session.press("down")
        assert "福建" in said(screen, "cell")
        for measure in [*list(MEASURES)[1:], next(iter(MEASURES))]:
            await session.press("m")
            assert screen.measure == measure
            assert _(MEASURES[screen.measure]) in said(screen, "legend")
        await session.press("tab")
        assert screen.part.dimension == "level" and screen.part.by_year
        await session.press("d", "d", "3")
        await session.until(lambda: screen.part.dimension == "year" and not screen.part.by_year)
        assert [one.value for one in screen.list.buckets] == [2021, 2022] and screen.list.has_focus
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_enter_leads_to_the_documents_of_a_cell_and_escape_back(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.search("麦田")
        await session.press("enter", "9")
        screen = await moved(session)
        await session.press("left", "enter")
        aside: AsideScreen = await on_screen(session, AsideScreen)
        await session.until(lambda: aside.answer is not None)
        assert aside.answer is not None
        assert aside.query_one(QueryInput).value == "麦田 省:湖南 年:2021"
        assert aside.answer.documents == 1 and aside.answer.occurrences == 2
        await session.until(lambda: aside.query_one(ResultList).has_focus)
        # It is a search like any other: read, and come back step by step.
        await session.press("enter")
        await on_screen(session, ReaderScreen)
        await session.press("escape")
        await session.until(lambda: session.app.screen is aside)
        await session.press("slash", *" 山")
        await session.until(lambda: aside.answer and aside.answer.query.endswith("山"))
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        assert screen.table.place == ("湖南", 2021)
        assert session.screen.query_one(QueryInput).value == "麦田"


async def test_a_cell_without_documents_leads_nowhere_and_says_so(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.search("麦田")
        await session.press("enter", "w")
        screen = await moved(session)
        await session.press("down", "left", "enter")
        assert session.app.screen is screen
        assert session.notices


@pytest.mark.parametrize("query", ["没有人说过的话", "NEAR/0"])
async def test_nothing_to_count_is_said_with_a_way_out(
    start: Start, opener: Callable[[Any], Any], query: str
) -> None:
    from tui.movement import Subject

    async with start(opener=opener) as session:
        session.app.push_screen(MovementScreen(session.app.desk, Subject(query, query)))
        screen = await on_screen(session, MovementScreen)
        await session.until(lambda: screen.has_class("-empty"))
        assert screen.query_one("#none", Prose).text
        await session.press("m", "tab", "s", "e", "enter", "escape")
        await session.until(lambda: session.app.screen is session.screen)


async def test_without_a_query_there_is_nothing_that_moves(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.press("down", "w")
        assert session.app.screen is session.screen and session.notices


async def test_a_table_is_written_as_the_command_line_writes_it(
    start: Start, opener: Callable[[Any], Any], tmp_path: Path
) -> None:
    async with start(opener=opener) as session:
        await session.search("麦田")
        await session.press("enter", "w")
        await moved(session)
        await session.press("e")
        export: ExportScreen = await on_screen(session, ExportScreen)
        await session.press("f2")
        await session.until(lambda: any(".csv" in one for one in session.notices))
        (path,) = (tmp_path / "drafts").iterdir()
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert {(row["region"], row["year"], row["documents"]) for row in rows} == {
            ("湖南", "2021", "1"), ("湖南", "2022", "1"), ("福建", "2022", "1"),
        }  # fmt: skip
        # What is there is replaced when asked twice; another form has another name.
        await session.press("e")
        export = await on_screen(session, ExportScreen)
        await session.press("enter")
        await session.until(lambda: export.query_one("#problem", Line).has_class("problem"))
        await session.press("tab")
        await session.press("enter")
        await session.until(lambda: len(list((tmp_path / "drafts").iterdir())) == 2)
        assert sorted(one.suffix for one in (tmp_path / "drafts").iterdir()) == [".csv", ".json"]


# The card


async def test_the_term_at_the_hit_has_its_card(start: Start, opener: Callable[[Any], Any]) -> None:
    async with start(opener=opener) as session:
        await session.search("確立")
        await session.press("enter", "t")
        screen = await card(session)
        assert screen.subject is not None and screen.subject.name == TWO
        assert screen.card is not None and screen.card.term is not None
        assert "2021-03-01" in said(screen, "facts") and "2022" in said(screen, "facts")
        assert "兩個確立" in screen.query_one("#meaning", Prose).text
        assert screen.list.total == 4 and len(screen.list.items) == 4
        # The newest first; Enter reads it there, Esc comes back.
        assert screen.list.mention is not None and screen.list.mention.document.date == "2022-05"
        await session.press("down", "enter")
        reader: ReaderScreen = await on_screen(session, ReaderScreen)
        await session.until(lambda: reader.pane.stored is not None)
        assert screen.list.mention is not None
        assert reader.pane.reader.cursor == screen.list.mention.line.start
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)


async def test_a_selected_word_has_a_card_whether_it_is_a_term_or_not(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        reader = await reading(session, "乙")
        text = reader.pane.stored.text  # type: ignore[union-attr]
        for word, name, total in (
            ("小院议事", "“小院议事”活动", 2),
            ("麦田", "麦田", 4),
            ("三会", "三会", 2),
        ):
            at = text.index(word)
            reader.pane.reader.select_span(Span(at, at + len(word)))
            await session.press("7")
            screen = await card(session)
            assert screen.subject is not None and screen.card is not None
            assert (screen.subject.name in (name, name.replace("动", "動")), screen.list.total) == (
                True,
                total,
            )
            assert (screen.card.term is None) == (word in ("麦田", "三会"))
            await session.press("escape")
            await session.until(lambda: session.app.screen is reader)


async def test_without_a_selection_it_is_the_term_one_is_at_or_sees(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        reader = await reading(session, "甲")
        # The hit is in the title, where there is none: the first one on the page.
        await session.press("t")
        screen = await card(session)
        assert screen.subject is not None and screen.subject.name == "三会一课"
        await session.press("escape")
        await session.until(lambda: session.app.screen is reader)
        reader.pane.reader.go_to(reader.pane.stored.text.index("记在心里"))  # type: ignore[union-attr]
        await session.press("t")
        screen = await card(session)
        assert screen.subject is not None and screen.subject.name == TWO


async def test_no_term_anywhere_is_the_word_that_was_searched_for(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.search("春天 省:湖南")
        await session.press("enter", "enter")
        reader: ReaderScreen = await on_screen(session, ReaderScreen)
        await session.until(lambda: reader.pane.stored is not None)
        await session.press("t")
        screen = await card(session)
        assert screen.subject is not None and screen.subject.name == "春天"
        assert screen.list.total == 1


async def test_where_there_is_nothing_that_is_said_with_a_way_out(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.press("down", "end", "t")
        screen = await card(session)
        while screen.subject is not None:  # an article with terms
            await session.press("escape", "up", "t")
            screen = await card(session)
        assert screen.has_class("-empty") and "Esc" in screen.query_one("#none", Prose).text
        await session.press("tab", "w", "r", "d", "e", "enter", "escape")
        await session.until(lambda: session.app.screen is session.screen)


async def test_the_card_leads_to_movement_results_definition_and_places(
    start: Start, opener: Callable[[Any], Any], tmp_path: Path
) -> None:
    async with start(opener=opener) as session:
        await session.search("三会一课")
        await session.press("enter", "t")
        screen = await card(session)
        await session.press("w")
        moves = await moved(session)
        # 三会一课 is no 三会, and as a term it is counted as one.
        assert moves.moves is not None and moves.moves.whole is not None
        assert moves.moves.whole.documents == 1
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        await session.press("r")
        aside: AsideScreen = await on_screen(session, AsideScreen)
        await session.until(lambda: aside.answer is not None)
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        await session.press("d")
        reader: ReaderScreen = await on_screen(session, ReaderScreen)
        await session.until(lambda: reader.pane.stored is not None)
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        await session.press("tab")
        # The newest year in which there is anything.
        assert screen.table.has_focus and screen.table.place == ("湖南", 2021)
        await session.press("enter")
        aside = await on_screen(session, AsideScreen)
        assert aside.query_one(QueryInput).value.endswith("省:湖南 年:2021")
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        await session.press("tab", "e", "enter")
        await session.until(
            lambda: (tmp_path / "drafts").exists() and list((tmp_path / "drafts").glob("*.csv"))
        )
        await session.press("y")
        await session.until(lambda: len(session.notices) >= 2)


async def test_side_by_side_it_is_the_term_of_the_pane_with_the_focus(
    start: Start, opener: Callable[[Any], Any]
) -> None:
    async with start(opener=opener) as session:
        await session.search("麦田")
        await session.press("enter", "m", "down", "c")
        screen: CompareScreen = await on_screen(session, CompareScreen)
        await session.until(lambda: all(pane.stored for pane in screen.panes))
        await session.press("tab")
        pane = screen.pane
        at = pane.stored.text.index("远处") if "远处" in pane.stored.text else pane.stored.text.index("麦田")  # type: ignore[union-attr]
        pane.reader.select_span(Span(at, at + 2))
        await session.press("t")
        shown = await card(session)
        assert shown.subject is not None and shown.subject.name in ("远处", "麦田")


async def test_mentions_are_fetched_as_one_goes_down(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import terms

    monkeypatch.setattr(terms, "PAGE", 40)
    (tmp_path / "a.txt").write_text("很多\n\n" + "麦田和山。" * 150 + "\n", "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([tmp_path / "a.txt"])
    async with start(opener=lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as session:
        await session.search("麦田")
        await session.press("enter", "t")
        screen = await card(session)
        rows = screen.query_one(MentionList)
        assert (rows.total, len(rows.items)) == (150, 40)
        await session.press("end")
        await session.until(lambda: rows.mention is not None)
        assert len(rows.items) < 150
        await session.press("home")
        for _page in range(20):
            await session.press("pagedown")
        await session.until(lambda: len(rows.items) == 150)
        assert screen.query_one(PartLine).render().plain.count("150")
