"""The library screen and the receipts of a document: sorting, filtering, correcting, removing, undoing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tui import columns, opening
from tui.i18n import _
from tui.jobs import ImportJob
from tui.opening import Program
from tui.screens.desk import DeskScreen
from tui.screens.fields import FieldInput, FieldsScreen
from tui.screens.library import LibraryScreen
from tui.screens.question import QuestionScreen
from tui.screens.reader import ReaderScreen
from tui.screens.receipts import ReceiptsScreen
from tui.widgets.filter_bar import FilterInput
from tui.widgets.lines import Line

Start = Callable[..., AbstractAsyncContextManager[Any]]

ARTICLES = {
    "hunan.txt": "湖南省直机关党建工作座谈会召开\n2022-03-04　来源：湖南日报\n"
    "会议要求，各级机关党组织抓好落实。\n",
    "fujian.txt": "福建省直机关开展党建品牌创建\n2021-05-06　来源：福建日报\n"
    "活动由省直机关工委主办，成效明显。\n",
    "note.txt": "抓好落实，不搞形式。\n力戒空谈，注重实效。\n",
    "damaged.txt": "新形勢下機關(guān)黨建服務(wù)中心建設(shè)隊伍發(fā)揮作用\n"
    "機關(guān)黨建要圍繞服務(wù)中心、建設(shè)隊伍兩大核心任務(wù)，充分發(fā)揮戰(zhàn)斗堡壘作用。\n" * 3,
}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of four articles: one of them with repairs, one about which nothing is known."""
    source = tmp_path / "saved"
    source.mkdir()
    for name, text in ARTICLES.items():
        (source / name).write_text(text, "utf-8")
    with Library.open(tmp_path / "library") as opened:
        report = opened.import_paths([source / name for name in ARTICLES])
        assert report.count("added") == len(ARTICLES)
    return tmp_path / "library"


@pytest.fixture
def opener(library: Path) -> Callable[[Any], Any]:
    return lambda waiting: Library.open(library, waiting=waiting)


async def listed(session: Any) -> LibraryScreen:
    await session.press("ctrl+l")
    await session.until(lambda: isinstance(session.app.screen, LibraryScreen))
    screen: LibraryScreen = session.app.screen
    await session.until(lambda: screen.documents is not None)
    return screen


def ids(screen: LibraryScreen) -> list[int]:
    return [document.id for document in screen.table.documents]


async def test_all_documents_are_listed_newest_first_and_sorted_by_any_column(
    start: Start, opener: Any
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        assert ids(screen)[:2] == [1, 2], "newest first, undated ones last"
        await session.press("f7")
        assert ids(screen)[:2] == [2, 1] and set(ids(screen)[2:]) == {3, 4}
        await session.press("f8")  # by number, the last one first
        assert ids(screen) == [4, 3, 2, 1]
        await session.press("f8")
        assert ids(screen)[:2] == [2, 1], "福建 before 湖南: titles by their sound"


async def test_a_filter_leaves_out_what_does_not_match_and_is_taken_away_again(
    start: Start, opener: Any
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("slash", *"省:福建")
        await session.until(lambda: ids(screen) == [2])
        await session.press("backspace", "backspace", *"西藏")
        await session.until(lambda: not ids(screen))
        assert screen.has_class("-empty")
        await session.press("escape")
        await session.until(lambda: len(ids(screen)) == 4)
        assert screen.table.has_focus
        await session.press("tab", *"(", "down")
        await session.until(lambda: "problem" in screen.query_one("#totals").classes)
        assert len(ids(screen)) == 4, "what was listed stays"
        await session.press("escape", "escape")
        assert not isinstance(session.app.screen, LibraryScreen) or not screen.query_one(FilterInput).value


async def test_what_needs_a_look_is_told_and_shown_one_kind_after_the_other(
    start: Start, opener: Any
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        totals = screen.query_one("#totals", Line).text
        assert f"{_('no date')} 2" in totals
        seen = set()
        while True:
            await session.press("f5")
            if not screen._need:
                break
            holds = next(need.holds for need in columns.NEEDS if need.id == screen._need)
            assert ids(screen) and all(holds(document) for document in screen.table.documents)
            seen.add(screen._need)
        assert {"date", "place"} <= seen and len(ids(screen)) == 4


async def test_a_document_is_corrected_in_place_and_that_is_undone(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        before = screen.table.document
        await session.press("f2")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        form = session.app.screen
        hints = [one.field.hint for one in form.inputs if one.field.name == "title"]
        assert hints[0] and before is not None and (before.title or "") in hints[0], "why it is what it is"
        form.query_one("#field-date", FieldInput).value = "二〇二二"
        await session.press("f2")
        await session.until(lambda: form.query_one("#problem", Line).text)
        form.query_one("#field-date", FieldInput).value = "2020年2月"
        await session.press("f2")
        await session.until(lambda: {d.id: d.date for d in screen.table.documents}[1] == "2020-02")
        assert screen.table.document is not None and screen.table.document.id == 1, "the row is followed"
        await session.press("f9")
        await session.until(lambda: {d.id: d.date for d in screen.table.documents}[1] == "2022-03-04")


async def test_in_a_low_window_it_is_seen_what_is_wrong_with_a_field(start: Start, opener: Any) -> None:
    async with start(size=(60, 15), opener=opener) as session:
        await listed(session)
        await session.press("f2")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        form = session.app.screen
        form.query_one("#field-date", FieldInput).value = "二〇二二"
        await session.press("f2")
        problem = form.query_one("#problem", Line)
        await session.until(lambda: problem.text and problem.is_on_screen)
        assert form.focused.id == "field-date" and form.focused.is_on_screen


async def test_fields_of_the_marked_are_set_at_once_and_undone_at_once(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("f6")
        assert not isinstance(session.app.screen, FieldsScreen), "nothing is marked"
        await session.press("space", "ideographic_space", "f6")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        form = session.app.screen
        assert not any(one.value for one in form.inputs)
        form.query_one("#field-kind", FieldInput).value = "综述"
        form.query_one("#field-source", FieldInput).value = "-"
        await session.press("f2")
        await session.until(lambda: {d.kind for d in screen.table.documents if d.id < 3} == {"综述"})
        assert {d.source for d in screen.table.documents if d.id < 3} == {None}
        await session.press("z")
        await session.until(lambda: {d.source for d in screen.table.documents if d.id < 3} != {None})


async def test_documents_are_removed_several_after_a_question_and_brought_back(
    start: Start, opener: Any
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("delete")
        await session.until(lambda: 1 not in ids(screen) and len(ids(screen)) == 3)
        await session.until(lambda: session.screen.answer.documents == 3)
        await session.press("ctrl+a", "d")
        assert isinstance(session.app.screen, QuestionScreen)
        await session.press("n")
        assert len(ids(screen)) == 3
        await session.press("d", "enter")
        await session.until(lambda: not ids(screen))
        await session.press("z")
        await session.until(lambda: len(ids(screen)) == 3)
        await session.press("z")
        await session.until(lambda: len(ids(screen)) == 4)
        await session.press("escape")
        await session.until(lambda: session.screen.answer.documents == 4)


async def test_a_marked_document_that_the_filter_hides_is_not_removed_unasked(
    start: Start, opener: Any
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("m")
        marked = screen.table.marks.keys
        screen.query_one(FilterInput).value = "省:福建"
        await session.until(lambda: len(ids(screen)) == 1 and not set(marked) & set(ids(screen)))
        screen.action_remove()
        await session.until(lambda: isinstance(session.app.screen, QuestionScreen))
        await session.press("n")
        screen.query_one(FilterInput).value = ""
        await session.until(lambda: len(ids(screen)) == 4)


async def test_an_import_is_undone_only_after_a_question(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("f9")
        assert isinstance(session.app.screen, QuestionScreen)
        await session.press("escape")
        assert len(ids(screen)) == 4
        await session.press("z", "1")
        await session.until(lambda: not ids(screen))
        await session.until(lambda: screen.has_class("-empty") and session.screen.answer.documents == 0)


async def test_nothing_is_changed_while_an_import_writes(start: Start, opener: Any) -> None:
    from index.library.apart import ImportRequest

    async with start(opener=opener) as session:
        screen = await listed(session)
        session.app.desk.job = ImportJob(ImportRequest(None, ()), session.app.post_message)
        for key in ("e", "d", "z"):
            await session.press(key)
            assert session.app.screen is screen and "Ctrl+O" in session.notices.pop()
        assert len(ids(screen)) == 4
        session.app.desk.job = None


async def test_the_table_follows_what_is_read(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await session.press("right_square_bracket", "escape")
        assert session.app.screen is screen and screen.table.current == 1


async def test_repairs_are_shown_on_request_taken_back_and_put_again(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        screen.table.go_to(ids(screen).index(4))
        await session.press("enter")
        await session.until(lambda: session.shown(session.app.screen.pane))
        reader: ReaderScreen = session.app.screen
        text = reader.pane.stored.text if reader.pane.stored else ""
        assert "(guān)" not in text
        await session.press("0")
        await session.until(lambda: isinstance(session.app.screen, ReceiptsScreen))
        receipts: ReceiptsScreen = session.app.screen
        await session.until(lambda: receipts.stored)
        assert receipts.part == "repairs" and receipts.list.total == len(receipts.stored.repairs)  # type: ignore[union-attr]
        many = receipts.list.total
        await session.press("delete")
        await session.until(lambda: receipts.list.total == many - 1)
        assert receipts.stored is not None and receipts.stored.text.count("(guān)") == 1
        await session.press("f8", "enter")
        await session.until(lambda: receipts.list.total == 0)
        await session.press("z")
        await session.until(lambda: receipts.list.total == many - 1)
        await session.press("z")
        await session.until(lambda: receipts.list.total == many)
        repair = receipts.stored.repairs[2]
        await session.press("down", "down", "enter")
        await session.until(lambda: reader.pane.reader.selected is not None)
        selected = reader.pane.reader.selected
        assert selected is not None and selected.start <= repair.start <= selected.end


async def test_a_repair_taken_back_is_seen_in_the_text_below(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        screen.table.go_to(ids(screen).index(4))
        await session.press("enter", "0")
        await session.until(lambda: isinstance(session.app.screen, ReceiptsScreen))
        receipts = session.app.screen
        await session.until(lambda: receipts.stored)
        await session.press("u")
        await session.until(lambda: receipts.changed and "(guān)" in receipts.stored.text)
        await session.press("escape")
        pane = session.app.screen.pane
        await session.until(lambda: pane.stored is not None and "(guān)" in pane.stored.text)


async def test_reasons_and_sources_are_receipts_too(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("w")
        await session.until(lambda: isinstance(session.app.screen, ReceiptsScreen))
        receipts = session.app.screen
        await session.until(lambda: receipts.stored)
        assert receipts.part == "why", "the first part that has anything to show"
        assert any("湖南日报" in row.text for row in receipts.list.rows)
        await session.press("u")
        assert receipts.list.total, "a reason cannot be taken back"
        await session.press("tab")
        assert [row.text.rpartition("/")[2] for row in receipts.list.rows] == ["hunan.txt"]
        await session.press("escape")
        assert session.app.screen is screen


async def test_the_source_file_is_opened_and_what_hinders_is_told(
    start: Start, opener: Any, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Program] = []
    monkeypatch.setattr(DeskScreen, "run_program", lambda _screen, program: ran.append(program))
    monkeypatch.setenv("VISUAL", "sh -e")
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("f4")
        path = library.parent / "saved" / "hunan.txt"
        assert ran == [Program(("sh", "-e", str(path)), True)]
        path.unlink()
        await session.press("o")
        assert len(ran) == 1 and str(path) in session.notices[-1]
        for name in ("VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(opening, "_desktop", lambda *_given: None)
        screen.table.go_to(1)
        await session.press("o")
        assert len(ran) == 1 and "$VISUAL" in session.notices[-1]


async def test_the_sample_can_be_looked_at_and_says_that_it_stays_as_it_is(start: Start) -> None:
    async with start() as session:
        screen = await listed(session)
        many = len(ids(screen))
        await session.press("delete")
        await session.until(lambda: session.notices)
        assert len(ids(screen)) == many


async def test_a_large_library_is_sorted_beside_the_keys(
    start: Start, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.screens import library as screens

    monkeypatch.setattr(screens, "AT_ONCE", 1)
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.until(lambda: ids(screen)[:2] == [1, 2])
        await session.press("f8")
        await session.until(lambda: ids(screen) == [4, 3, 2, 1])


async def test_what_was_noted_in_the_text_is_a_receipt_that_changes_nothing(
    start: Start, opener: Any, library: Path
) -> None:
    path = library.parent / "lost.txt"
    path.write_text("关于机关党建工作的通知\n各支部要抓好落�，不搞形式。\n", "utf-8")
    with Library.open(library) as opened:
        (row,) = opened.import_paths([path]).documents
    async with start(opener=opener) as session:
        screen = await listed(session)
        screen.table.go_to(ids(screen).index(row.id or 0))
        await session.press("0")
        await session.until(lambda: isinstance(session.app.screen, ReceiptsScreen))
        receipts = session.app.screen
        await session.until(lambda: receipts.stored)
        assert receipts.part == "notes" and "�" in receipts.list.rows[0].text
        await session.press("u")
        assert session.notices[-1] == _("Only repairs can be taken back; Tab goes to them.")


async def test_a_list_that_is_still_being_read_can_be_used(
    start: Start, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import upkeep

    monkeypatch.setattr(upkeep, "PAGE", 1)
    monkeypatch.setattr("tui.pages.Pages._next", lambda _pages: None)
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.until(lambda: ids(screen) == [1])
        reading = _("Reading the list: {read} of {number} documents…").format(read=1, number=4)
        assert screen.query_one("#totals", Line).text == reading
        await session.press("ctrl+a")
        assert set(screen.table.marks.keys) == {1, 2, 3, 4}, "all, not what happens to be read"
        await session.press("f5")
        assert session.notices[-1] == _("The list is still being read; try again in a moment.")
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))


async def test_documents_without_a_title_go_by_their_first_sentence(
    start: Start, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        row = ids(screen).index(3)
        await session.until(lambda: "‹抓好落实，不搞形式。›" in screen.table.render_line(row).text)
