"""From the draft to a file for others, to words in it, and from a passage to the drafts that quote it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.quoting.drafts import add
from index.quoting.inserting import Quotation
from tui.i18n import _
from tui.screens.checking import CheckScreen
from tui.screens.draft import DraftScreen
from tui.screens.draft_exporting import DraftExportScreen, WrittenScreen
from tui.screens.drafts import DraftsScreen
from tui.screens.reader import ReaderScreen
from tui.screens.uses import UsesScreen
from tui.widgets.draft_list import DraftList
from tui.widgets.find_bar import FindBar
from tui.widgets.lines import Line
from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


async def writing(session: Any, path: Path) -> Any:
    screen = DraftScreen(session.app.desk, path)
    session.app.push_screen(screen)
    await session.until(lambda: screen.is_current and screen.query("DraftText") and screen.text.text)
    return screen


async def quoting(session: Any) -> Any:
    """Read the first hit of a query, its sentence put into the draft."""
    await session.search("党建")
    await session.press("enter", "enter")
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    screen = session.app.screen
    await session.until(lambda: screen.pane.stored is not None)
    await session.press("s", "a")
    await session.until(lambda: session.notices)
    return screen


# To a file


async def exporting(session: Any) -> Any:
    await session.press("ctrl+y")
    await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
    await session.until(lambda: session.app.screen.query_one(DraftList).drafts)
    await session.press("e")
    await session.until(lambda: isinstance(session.app.screen, DraftExportScreen))
    return session.app.screen


async def test_a_draft_is_written_in_the_form_that_is_chosen(start: Start, folder: Path) -> None:
    (folder / "讲话 稿.md").write_text("# 题\n\n正文。\n", "utf-8")
    async with start() as session:
        screen = await exporting(session)
        assert screen.input.value.endswith("讲话_稿.docx")
        endings = []
        for _again in range(5):
            await session.press("tab")
            endings.append((screen.form.layout, screen.form.anchors, Path(screen.typed).suffix))
        assert endings == [
            ("plain", False, ".docx"), ("official", False, ".md"), ("official", True, ".md"),
            ("official", False, ".txt"), ("official", False, ".docx"),
        ]  # fmt: skip
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, WrittenScreen))
        assert (folder / "讲话_稿.docx").read_bytes().startswith(b"PK")
        assert "讲话_稿.docx" in session.app.screen.query_one(Prose).text
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, DraftsScreen))


async def test_what_is_written_to_a_file_stays_in_view_behind_the_question(
    start: Start, folder: Path
) -> None:
    (folder / "稿.md").write_text("正文。\n", "utf-8")
    async with start() as session:
        screen = await exporting(session)
        assert screen.styles.background.a < 1


async def test_where_a_quotation_comes_from_is_fainter_than_the_draft(start: Start, folder: Path) -> None:
    comment = "<!-- dangjian-tui: document=1 span=0:2 -->"
    (folder / "稿.md").write_text(f"> 张某\n\n{comment} 正文\n<!-- dangjian-tui: \n", "utf-8")
    async with start() as session:
        text = (await writing(session, folder / "稿.md")).text
        assert [(span.start, span.end) for span in text.get_line(2).spans] == [(0, len(comment))]
        assert not text.get_line(0).spans and not text.get_line(3).spans


async def test_what_was_written_is_opened(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "稿.md").write_text("正文。\n", "utf-8")
    opened: list[str] = []
    monkeypatch.setattr(DraftsScreen, "open_file", lambda _self, name: opened.append(name))
    async with start() as session:
        await exporting(session)
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, WrittenScreen))
        await session.press("enter")
        await session.until(lambda: opened)
        assert Path(opened[0]).name == "稿.docx"


async def test_a_file_that_is_there_is_replaced_when_asked_twice(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("正文。\n", "utf-8")
    (folder / "稿.docx").write_text("mine", "utf-8")
    async with start() as session:
        screen = await exporting(session)
        problem = screen.query_one("#problem", Line)
        await session.press("enter")
        await session.until(lambda: problem.text == _("This file is there already; Enter again replaces it."))
        assert (folder / "稿.docx").read_text("utf-8") == "mine"
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, WrittenScreen))
        assert (folder / "稿.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["稿.pdf", "a/b\0.docx", "稿.md"], ids=["form", "name", "itself"])
async def test_what_cannot_be_written_is_said_and_can_be_changed(
    start: Start, folder: Path, name: str
) -> None:
    (folder / "稿.md").write_text("正文。\n", "utf-8")
    async with start() as session:
        screen = await exporting(session)
        screen.input.value = str(folder / name)
        await session.press("enter")
        problem = screen.query_one("#problem", Line)
        await session.until(lambda: problem.has_class("problem"))
        assert session.app.screen is screen and (folder / "稿.md").read_text("utf-8") == "正文。\n"


async def test_references_follow_the_edition_that_is_chosen(start: Start, folder: Path) -> None:
    draft = folder / "稿.md"
    with Library.open("sample") as library:
        newspaper = next(one for one in library.list() if one.source and one.date)
        now = library.cite(newspaper.id, style="gb2025").reference
        old = library.cite(newspaper.id, style="gb2015").reference
        add(draft, Quotation(library.cite(newspaper.id, 0, 20), library.anchor(newspaper.id, 0, 20)))
    before = draft.read_text("utf-8")
    async with start() as session:
        screen = await writing(session, draft)
        await session.press("f5")
        await session.until(lambda: isinstance(session.app.screen, DraftExportScreen))
        asking = session.app.screen
        asking.input.value = str(folder / "给人.md")
        await session.press("f7", "enter")
        await session.until(lambda: isinstance(session.app.screen, WrittenScreen))
        written = (folder / "给人.md").read_text("utf-8")
        assert now != old and now in before and old in written and now not in written
        assert draft.read_text("utf-8") == before and screen.text.text == before


# Words in it


async def test_words_are_found_in_the_draft_in_any_script(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("机关党建。\n\n機關黨建，机关党建。\n", "utf-8")
    async with start() as session:
        screen = await writing(session, folder / "稿.md")
        await session.press("ctrl+home", "ctrl+f", *"机关党建")
        bar = screen.query_one(FindBar)
        await session.until(lambda: screen.text.selected_text == "机关党建")
        await session.press("down")
        assert screen.text.selected_text == "機關黨建"
        await session.press("down", "down")
        assert screen.text.selected_text == "机关党建" and screen.text.selection.end == (0, 4)
        await session.press("up", "enter")
        assert screen.text.has_focus and not bar.display and screen.text.selection.end == (2, 9)
        # What is selected can be written over.
        await session.press("x")
        await session.until(lambda: (folder / "稿.md").read_text("utf-8") == "机关党建。\n\n機關黨建，x。\n")


async def test_escape_goes_back_to_where_one_was(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("机关党建。\n\n機關黨建。\n", "utf-8")
    async with start() as session:
        screen = await writing(session, folder / "稿.md")
        await session.press("ctrl+home", "right", "ctrl+f", *"黨建")
        await session.until(lambda: screen.text.selected_text)
        await session.press("escape")
        assert screen.text.has_focus and screen.text.offset_at_cursor == 1 and not screen.text.selected_text
        await session.press("ctrl+f")
        screen.query_one(FindBar).input.value = "龘"
        place = screen.query_one("FindBar .place")
        await session.until(lambda: str(place.render()) == _("not found"))


# From the passage


async def test_a_passage_leads_to_the_drafts_that_quote_it(start: Start, folder: Path) -> None:
    async with start() as session:
        screen = await quoting(session)
        reader = screen.pane.reader
        await session.until(lambda: len(reader.quoted) == 1)
        assert reader.quoted[0] == reader.selected
        await session.press("D")
        await session.until(lambda: isinstance(session.app.screen, UsesScreen))
        uses = session.app.screen
        assert uses.rows.total == 1 and uses.used.use.intact
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, DraftScreen))
        draft = session.app.screen
        await session.until(lambda: draft.query("DraftText") and draft.text.text)
        line, column = uses.used.use.line, uses.used.use.column
        assert draft.text.cursor_location == (line - 1, column - 1)
        await session.press("escape")
        await session.until(lambda: session.app.screen is uses)
        await session.press("v")
        await session.until(lambda: isinstance(session.app.screen, CheckScreen))
        await session.until(lambda: not session.app.screen.running)
        assert [one.kind for one in session.app.screen.findings if not one.good] == []


async def test_what_nobody_quotes_says_so(start: Start, folder: Path) -> None:
    async with start() as session:
        await session.press("enter", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await session.until(lambda: session.app.screen.pane.stored is not None)
        await session.press("9")
        said = _("No draft quotes this document; a (or F7) puts a passage into the draft.")
        await session.until(lambda: said in session.notices)
