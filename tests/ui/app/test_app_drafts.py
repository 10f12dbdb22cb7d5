"""Drafts: listed, written in beside the corpus, saved by themselves, and never at the cost of another's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.quoting.anchors import anchors_of
from tui.i18n import _
from tui.screens.draft import DraftScreen
from tui.screens.draft_texts import CorpusList
from tui.screens.drafts import DraftsScreen
from tui.widgets.draft_list import DraftList

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


async def writing(session: Any, path: Path) -> Any:
    """Open the draft at ``path``."""
    screen = DraftScreen(session.app.desk, path)
    session.app.push_screen(screen)
    await session.until(lambda: screen.is_current and screen.query("DraftText"))
    await session.until(lambda: not screen.text.read_only)
    return screen


async def beside(session: Any, screen: Any, query: str = "党建") -> None:
    """Read the first document found beside the draft, a sentence selected."""
    await session.press("f2", *query)
    found = screen.query_one(CorpusList)
    await session.until(lambda: found.items and found.items[0].occurrences)
    await session.press("enter", "enter")
    await session.until(lambda: screen.pane.reader.has_focus and screen.pane.reader.total)
    await session.press("s")
    await session.until(lambda: screen.pane.reader.selected)


async def test_drafts_are_listed_and_one_is_begun_and_chosen(start: Start, folder: Path) -> None:
    (folder / "旧稿.md").write_text("开头。\n", "utf-8")
    async with start() as session:
        await session.press("ctrl+y")
        await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
        drafts = session.app.screen.query_one(DraftList)
        await session.until(lambda: [draft.name for draft in drafts.drafts] == ["旧稿"])
        await session.press("c")
        assert session.app.desk.settings.draft == "旧稿.md"
        await session.press("n", *"讲话稿", "enter")
        await session.until(lambda: isinstance(session.app.screen, DraftScreen))
        screen = session.app.screen
        await session.until(lambda: screen.query("DraftText") and not screen.text.read_only)
        await session.press(*"同志们")
        await session.until(lambda: (folder / "讲话稿.md").exists() and not screen.unsaved)
        assert (folder / "讲话稿.md").read_text("utf-8") == "同志们"
        assert session.app.desk.settings.draft == "讲话稿.md"
        await session.press("escape")
        await session.until(lambda: [draft.name for draft in drafts.drafts] == ["讲话稿", "旧稿"])


@pytest.mark.parametrize(("key", "sign"), [("f7", "> "), ("f8", "“"), ("f9", "[^1]")])
async def test_a_sentence_is_quoted_where_the_cursor_stands(
    start: Start, folder: Path, key: str, sign: str
) -> None:
    path = folder / "稿.md"
    path.write_text("第一段。\n\n第二段。\n", "utf-8")
    async with start(size=(120, 40)) as session:
        screen = await writing(session, path)
        await session.press("ctrl+home", "end")
        await beside(session, screen)
        stored, span = screen.pane.stored, screen.pane.reader.selected
        await session.press(key)
        await session.until(lambda: anchors_of(screen.text.text))
        await session.until(lambda: not screen.unsaved)
        text = path.read_text("utf-8")
        (placed,) = anchors_of(text)
        assert placed.intact and (placed.anchor.start, placed.anchor.end) == (span.start, span.end)
        assert stored.text[span.start : span.end].split("\n")[0] in text and sign in text
        assert text.startswith("第一段。") and "第二段。\n" in text
        assert screen.text.has_focus


async def test_from_a_quotation_back_to_its_passage(start: Start, folder: Path) -> None:
    async with start(size=(120, 40)) as session:
        screen = await writing(session, folder / "稿.md")
        await beside(session, screen)
        span, document = screen.pane.reader.selected, screen.pane.document.id
        await session.press("f7")
        await session.until(lambda: anchors_of(screen.text.text))
        screen.text.to_offset(3)
        screen.pane.load(document, "", 0)
        await session.press("f3")
        await session.until(lambda: screen.pane.reader.selected == span)
        screen.text.to_offset(len(screen.text.text))
        screen.text.focus()
        await session.press("enter", "enter", *"完", "f3")
        assert _("The cursor stands in no quotation.") in session.notices


async def test_what_another_program_has_written_is_taken_over(start: Start, folder: Path) -> None:
    path = folder / "稿.md"
    path.write_text("一\n", "utf-8")
    async with start() as session:
        screen = await writing(session, path)
        path.write_text("一\n二\n", "utf-8")
        await session.until(lambda: screen.text.text == "一\n二\n")
        assert _("Another program has changed the draft; this is how it is now.") in session.notices


async def test_changed_on_both_sides_nothing_is_lost(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.draft.LOOK", 1000.0)
    path = folder / "稿.md"
    path.write_text("一\n", "utf-8")
    async with start() as session:
        screen = await writing(session, path)
        path.write_text("别人的\n", "utf-8")
        await session.press("ctrl+home", *"我的")
        await session.until(lambda: screen.text.text == "别人的\n")
        assert path.read_text("utf-8") == "别人的\n"
        (kept,) = folder.glob("稿-*.md")
        assert kept.read_text("utf-8") == "我的一\n"
        assert any(str(kept) in notice for notice in session.notices)


async def test_a_draft_that_cannot_be_saved_stays_on_the_screen(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        screen = await writing(session, folder / "稿.md")
        folder.rename(folder.with_name("away"))
        folder.write_text("a file where the folder was", "utf-8")
        await session.press(*"同志们", "escape")
        await session.until(lambda: any(str(folder) in notice for notice in session.notices))
        assert session.app.screen is screen and screen.text.text == "同志们"


async def test_line_ends_of_another_system_stay(start: Start, folder: Path) -> None:
    path = folder / "稿.md"
    path.write_bytes("一\r\n二\r\n".encode())
    async with start() as session:
        screen = await writing(session, path)
        await session.press("ctrl+home", "end", *"三")
        await session.until(lambda: not screen.unsaved)
        assert path.read_bytes() == "一三\r\n二\r\n".encode()


async def test_a_draft_in_another_encoding_is_shown_and_not_written_to(start: Start, folder: Path) -> None:
    path = folder / "稿.md"
    path.write_bytes("党建".encode("gb18030"))
    async with start() as session:
        screen = DraftScreen(session.app.desk, path)
        session.app.push_screen(screen)
        await session.until(lambda: screen.query("DraftText") and screen.text.text == "党建")
        await session.press("x")
        assert screen.text.text == "党建" and path.read_bytes() == "党建".encode("gb18030")
        assert screen.text.read_only


def test_a_kill_between_two_writes_leaves_a_whole_draft(folder: Path) -> None:
    # What the screen does twice a second, killed at a random moment.
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.quoting.files import read, save\n"
        "file = read(Path(sys.argv[1]), missing=True)\nprint('on', flush=True)\n"
        "for number in range(10**6):\n    file = save(file, f'{number}：' + '党建' * 50000)\n"
    )
    for _again in range(3):
        path = folder / "稿.md"
        writer = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        before = path.read_text("utf-8") if path.exists() else ""
        while not path.exists() or path.read_text("utf-8") == before:
            pass
        writer.kill()
        writer.wait()
        number, _sign, rest = path.read_text("utf-8").partition("：")
        assert number.isdecimal() and rest == "党建" * 50000


async def test_a_draft_goes_on_where_one_left_it_and_first_at_its_end(start: Start, folder: Path) -> None:
    path = folder / "稿.md"
    path.write_text("一\n二\n三\n", "utf-8")
    async with start() as session:
        screen = await writing(session, path)
        await session.until(lambda: screen.text.cursor_location == (3, 0))
        await session.press("ctrl+home", "down", "escape")
        await session.until(lambda: session.app.screen is not screen)
        screen = await writing(session, path)
        await session.until(lambda: screen.text.cursor_location == (1, 0))
        await session.press("ctrl+end")
        assert screen.text.cursor_location == (3, 0)


async def test_keys_before_the_list_is_there_are_carried_out_when_it_is(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("一\n", "utf-8")
    async with start() as session:
        await session.pilot.press("ctrl+y", "enter")
        await session.until(lambda: isinstance(session.app.screen, DraftScreen))
        assert session.app.screen.path == folder / "稿.md"


async def test_a_draft_that_another_program_removed_stays_on_the_screen_and_is_saved_again(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.draft.LOOK", 0.05)
    path = folder / "稿.md"
    path.write_text("一\n", "utf-8")
    async with start() as session:
        screen = await writing(session, path)
        path.unlink()
        said = _("Another program has removed the draft; it is saved again when you leave.")
        await session.until(lambda: said in session.notices)
        assert screen.text.text == "一\n"
        await session.press("escape")
        await session.until(lambda: session.app.screen is not screen)
        assert path.read_text("utf-8") == "一\n"


async def test_what_is_typed_while_a_quotation_is_made_is_not_lost(start: Start, folder: Path) -> None:
    path = folder / "稿.md"
    path.write_text("第一段。\n", "utf-8")
    async with start(size=(120, 40)) as session:
        screen = await writing(session, path)
        await beside(session, screen)
        screen.action_block()
        screen.text.insert("急着写的话。")
        await session.until(lambda: anchors_of(screen.text.text))
        assert "急着写的话。" in screen.text.text and len(anchors_of(screen.text.text)) == 1


@pytest.mark.parametrize(
    "ends", ["一\r\n二\n三\r\n", "一\u2028二\n", "一\x0c二\n"], ids=["mixed", "U+2028", "page"]
)
async def test_a_draft_with_odd_line_ends_is_not_changed_by_looking_at_it(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    monkeypatch.setattr("tui.screens.draft.AUTOSAVE", 0.01)
    path = folder / "稿.md"
    path.write_bytes(ends.encode())
    async with start() as session:
        screen = await writing(session, path)
        said = _("The line ends of this draft are not all alike; they will be when you change it.")
        await session.until(lambda: said in session.notices)
        await session.press("escape")
        await session.until(lambda: session.app.screen is not screen)
        assert path.read_bytes() == ends.encode()


@pytest.mark.parametrize("text", ["长稿。\n\n" * 600_000, "长" * 400_000], ids=["paragraphs", "one line"])
async def test_a_draft_too_long_for_a_text_area_is_read_and_not_written_in(
    start: Start, folder: Path, text: str
) -> None:
    path = folder / "稿.md"
    path.write_text(text, "utf-8")
    async with start() as session:
        screen = DraftScreen(session.app.desk, path)
        session.app.push_screen(screen)
        said = _(
            "This draft is too long to write in it here; its beginning is shown. F4 opens your editor, "
            "Ctrl+K checks it."
        )
        await session.until(lambda: said in session.notices)
        await session.press("x", "escape")
        await session.until(lambda: session.app.screen is not screen)
        assert path.read_text("utf-8") == text
