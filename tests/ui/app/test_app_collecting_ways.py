"""No dead ends in import, library and receipts: what cannot be done is said before any work on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tui.i18n import _
from tui.opening import Program
from tui.screens.desk import DeskScreen
from tui.screens.fields import FieldInput, FieldsScreen
from tui.screens.importing import ImportScreen
from tui.screens.importing_report import ImportReportScreen
from tui.screens.library import LibraryScreen
from tui.screens.receipts import ReceiptsScreen
from tui.widgets.file_tree import FileTree
from tui.widgets.lines import Line

Start = Callable[..., AbstractAsyncContextManager[Any]]
NEWS = "湖南省直机关党建工作座谈会召开\n2022-03-04　来源：湖南日报\n会议要求，各级机关党组织抓好落实。\n"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user is: an article, and what is none."""
    here = tmp_path / "saved"
    here.mkdir()
    (here / "news.txt").write_text(NEWS, "utf-8")
    (here / "broken.txt").write_bytes(bytes(range(256)) * 20)
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def opener(tmp_path: Path, saved: Path) -> Callable[[Any], Any]:
    """A library of the article."""
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([saved / "news.txt"])
    return lambda waiting: Library.open(tmp_path / "library", waiting=waiting, background=True)


async def listed(session: Any) -> LibraryScreen:
    await session.press("ctrl+l")
    await session.until(lambda: isinstance(session.app.screen, LibraryScreen))
    screen: LibraryScreen = session.app.screen
    await session.until(lambda: screen.table.documents)
    return screen


async def test_a_form_with_something_typed_is_left_at_the_second_escape(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("e")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        await session.press("escape")
        assert session.app.screen is screen, "nothing was typed"
        await session.press("e")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        form: Any = session.app.screen
        await session.press("a", "escape")
        assert session.app.screen is form and "Esc" in form.query_one("#problem", Line).text
        await session.press("b", "escape")
        assert session.app.screen is form, "typing goes on: asked again"
        assert form.inputs[0].value.endswith("ab"), "nothing that was typed is lost"
        await session.press("escape")
        assert session.app.screen is screen


async def test_in_the_sample_no_form_is_opened_for_nothing(start: Start) -> None:
    async with start() as session:
        screen = await listed(session)
        for keys in (["e"], ["m", "f6"], ["delete"], ["ctrl+a", "d"]):
            await session.press(*keys)
            assert session.app.screen is screen
            assert session.notices.pop() == _(
                "The sample articles cannot be changed; Ctrl+O imports your own."
            )


async def test_a_library_that_is_read_only_says_so_before_anything_is_typed(
    start: Start, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "read_only", True)
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("e")
        assert session.app.screen is screen
        assert session.notices[-1] == _("Nothing can be changed: the library is read-only here.")


async def test_reasons_are_put_right_where_they_are_read(start: Start, opener: Any) -> None:
    async with start(opener=opener) as session:
        await listed(session)
        await session.press("w")
        await session.until(lambda: isinstance(session.app.screen, ReceiptsScreen))
        receipts: ReceiptsScreen = session.app.screen
        await session.until(lambda: receipts.stored)
        await session.press("f2")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        session.app.screen.query_one("#field-kind", FieldInput).value = "综述"
        await session.press("f2")
        await session.until(lambda: receipts.document is not None and receipts.document.kind == "综述")
        assert session.app.screen is receipts
        rows = [row.text for row in receipts.list.rows if row.chosen]
        assert any("综述" in text for text in rows), "the reason is the user's word now"


async def test_a_file_that_became_no_document_is_opened_and_told_from_one(
    start: Start, opener: Any, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Program] = []
    monkeypatch.setattr(DeskScreen, "run_program", lambda _screen, program: ran.append(program))
    monkeypatch.setenv("VISUAL", "sh -e")
    async with start(opener=opener) as session:
        await session.press("ctrl+o")
        await session.until(lambda: isinstance(session.app.screen, ImportScreen))
        session.app.screen.query_one(FileTree).choose([saved])
        await session.press("f5")
        await session.until(lambda: isinstance(session.app.screen, ImportReportScreen))
        report: ImportReportScreen = session.app.screen
        await session.until(lambda: report.groups, 60)
        assert report.groups[0].id == "failed"
        for key in ("enter", "e", "w"):
            session.notices.clear()
            await session.press(key)
            assert session.app.screen is report
            wanted = _("There is no document to read: the lines below the list say why.")
            assert session.notices == [wanted], key
        await session.press("o")
        assert ran == [Program(("sh", "-e", str(saved / "broken.txt")), True)]
        (saved / "broken.txt").unlink()
        await session.press("f4")
        assert len(ran) == 1 and "broken.txt" in session.notices[-1]


async def test_the_list_says_by_what_it_is_sorted_where_its_head_cannot(start: Start, opener: Any) -> None:
    async with start(opener=opener, size=(80, 24)) as session:
        screen = await listed(session)
        totals = screen.query_one("#totals", Line)
        by_date, by_file = (_("by {column}").format(column=_(name)) for name in ("date", "file"))
        assert by_date not in totals.text
        screen.action_sort_by("file")
        await session.until(lambda: by_file in totals.text)


async def test_a_change_that_takes_long_is_told_and_its_screen_may_be_left(
    start: Start, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    remove = Library.remove

    def slowly(library: Library, ids: Sequence[int]) -> list[int]:
        go_on.wait(60)
        return remove(library, ids)

    monkeypatch.setattr(Library, "remove", slowly)
    async with start(opener=opener) as session:
        screen = await listed(session)
        await session.press("d")
        status = screen.query_one("#status", Line)
        assert status.text == _("The library is being changed…")
        await session.press("escape")
        go_on.set()
        await session.until(lambda: session.screen.answer.documents == 0)
        assert session.app.desk.changes == 1, "it can be undone without a question"
        assert (
            "F9" in session.notices[-1]
            and session.notices[-1] in session.screen.query_one("#status", Line).text
        )
