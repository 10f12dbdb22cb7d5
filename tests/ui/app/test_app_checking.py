"""A draft checked on the screen: what is found by place, beside its passage; the source's wording put in."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tui.i18n import _
from tui.screens.checking import CheckScreen
from tui.screens.checking_choice import ChoiceScreen
from tui.screens.draft import DraftScreen
from tui.screens.drafts import DraftsScreen
from tui.screens.reader import ReaderScreen
from tui.widgets.draft_list import DraftList
from tui.widgets.path_bar import PathInput
from tui.widgets.prose import Prose
from tui.widgets.sides import MarkedText, Sides

Start = Callable[..., AbstractAsyncContextManager[Any]]
SOUND = "机关党建要找准定位，就要围绕中心、建设队伍、服务群众"
WRONG = SOUND.replace("找准", "找好").replace("服务群众", "服务大众")
DRAFT = f"# 稿\n\n综述认为：“{WRONG}。”\n\n还有人写道：“太阳落山以前，把最后一封来信也读完。”\n\n末。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


@pytest.fixture
def draft(folder: Path) -> Path:
    path = folder / "讲话 稿.md"
    path.write_text(DRAFT, "utf-8")
    return path


async def checked(session: Any) -> CheckScreen:
    """Wait until a check has ended."""
    await session.until(lambda: isinstance(session.app.screen, CheckScreen))
    screen: CheckScreen = session.app.screen
    await session.until(lambda: screen.query("#facts") and not screen.running)
    await session.pilot.pause()
    return screen


async def from_the_list(session: Any) -> CheckScreen:
    await session.press("ctrl+y")
    await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
    await session.until(lambda: session.app.screen.query_one(DraftList).drafts)
    await session.press("ctrl+k")
    return await checked(session)


def sides(screen: Any) -> tuple[str, str]:
    ours, theirs = screen.query_one(Sides).query(MarkedText)
    return ours.shown.text, theirs.shown.text


async def test_findings_stand_by_place_beside_their_passages(start: Start, draft: Path) -> None:
    async with start() as session:
        screen = await from_the_list(session)
        assert [(one.kind, one.line) for one in screen.findings] == [("differs", 3), ("not_found", 5)]
        ours, theirs = sides(screen)
        assert "[好]" in ours and "[准]" in theirs and "[大]" in ours and "[群]" in theirs
        await session.press("n")
        ours, theirs = sides(screen)
        assert "太阳落山" in ours and theirs == _(
            "No text of this library has these words; that says nothing else."
        )
        await session.press("n")
        assert session.notices[-1] == _("No further finding.")


async def test_enter_reads_the_passage_and_escape_comes_back(start: Start, draft: Path) -> None:
    async with start() as session:
        screen = await from_the_list(session)
        source = screen.findings[0].passages[0].source
        assert source is not None
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        reader = session.app.screen
        await session.until(lambda: reader.pane.reader.held is not None)
        held = reader.pane.reader.held
        assert reader.pane.document.id == source.id and (held.start, held.end) == (source.start, source.end)
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)


async def test_the_source_s_wording_is_put_in_and_taken_back(start: Start, draft: Path) -> None:
    async with start() as session:
        screen = await from_the_list(session)
        await session.press("p")
        await session.until(lambda: draft.read_text("utf-8") == DRAFT.replace(WRONG, SOUND))
        await session.until(lambda: screen.findings[0].kind == "mended")
        # Where the others stand is still right.
        await session.press("n", "d")
        await session.until(lambda: isinstance(session.app.screen, DraftScreen))
        writing = session.app.screen
        await session.until(lambda: writing.query("DraftText") and writing.text.text)
        assert writing.text.offset_at_cursor == draft.read_text("utf-8").index("太阳")
        await session.press("escape")
        screen = await checked(session)
        assert [one.kind for one in screen.findings] == ["verbatim", "not_found"]
        await session.press("z")
        await session.until(lambda: draft.read_text("utf-8") == DRAFT)
        screen = await checked(session)
        await session.until(lambda: [one.kind for one in screen.findings] == ["differs", "not_found"])


async def test_what_another_program_has_changed_meanwhile_is_not_written_over(
    start: Start, draft: Path
) -> None:
    async with start() as session:
        screen = await from_the_list(session)
        other = DRAFT.replace("末", "别人的末")
        draft.write_text(other, "utf-8")
        await session.press("p")
        await session.until(lambda: session.notices)
        assert str(draft) in session.notices[-1] and draft.read_text("utf-8") == other
        await session.press("r")
        await checked(session)
        await session.press("p")
        await session.until(lambda: draft.read_text("utf-8") == other.replace(WRONG, SOUND))
        assert screen.findings


async def test_all_that_agrees_is_listed_on_demand(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text(f"综述认为：“{SOUND}。”\n", "utf-8")
    async with start() as session:
        screen = await from_the_list(session)
        none = screen.query_one("#none", Prose)
        assert none.display and none.text == _("All agrees with the texts. v shows where everything stands.")
        await session.press("v")
        assert [one.kind for one in screen.rows.rows] == ["verbatim"] and screen.rows.total == 1
        await session.press("p")
        assert session.notices[-1] == _("There is nothing to put in here; d goes to the place in the draft.")


async def test_where_there_is_nothing_to_check_that_is_said(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("雪后初晴。\n", "utf-8")
    async with start() as session:
        screen = await from_the_list(session)
        assert screen.query_one("#none", Prose).text == _(
            "There is nothing to check in it: no quotation, no block quote, no sentence that says what "
            "somebody said, no figure, and nothing that stands so in other texts."
        )


async def test_a_check_is_stopped_and_what_was_found_stays(start: Start, folder: Path) -> None:
    (folder / "稿.md").write_text("\n\n".join(f"他说：“{n}号{WRONG}。”" for n in range(5000)), "utf-8")
    async with start() as session:
        await session.press("ctrl+y")
        await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
        await session.until(lambda: session.app.screen.query_one(DraftList).drafts)
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, CheckScreen))
        screen = session.app.screen
        await session.until(lambda: screen._run is not None and screen._run.done)
        await session.press("escape")
        await session.until(lambda: not screen.running)
        assert session.app.screen is screen and not screen.whole
        assert 0 < len(screen.findings) < 5000


async def test_a_broken_file_is_one_sentence(start: Start, folder: Path) -> None:
    (folder / "稿.docx").write_bytes(b"PK\x03\x04 cut off")
    async with start() as session:
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press("slash", *str(folder / "稿.docx"), "enter")
        screen = await checked(session)
        assert "稿.docx" in screen.query_one("#none", Prose).text and not screen.findings


async def test_a_file_that_is_no_draft_is_checked_and_never_changed(
    start: Start, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "别处.md"
    file.write_text(DRAFT, "utf-8")
    async with start() as session:
        await session.press(*"党", "ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press("slash", *str(file), "enter")
        screen = await checked(session)
        assert [one.kind for one in screen.findings] == ["differs", "not_found"]
        await session.press("p")
        assert session.notices[-1] == _(
            "Only drafts of yours are changed here; y copies the passage with its source."
        )
        assert file.read_text("utf-8") == DRAFT
        await session.press("y")
        await session.until(lambda: session.app.clipboard)
        assert session.app.clipboard.startswith(SOUND)


async def test_a_file_is_chosen_in_the_folders(start: Start, draft: Path) -> None:
    async with start() as session:
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        choice = session.app.screen
        await session.until(lambda: choice.tree_.total == 2 and choice.tree_._entries[1].path == draft)
        await session.press("down", "enter")
        screen = await checked(session)
        assert screen.subject.own and screen.findings
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)


async def test_a_path_that_leads_nowhere_is_said(start: Start, folder: Path) -> None:
    async with start() as session:
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press("slash", *"没有.md", "enter")
        await session.until(lambda: session.notices)
        assert "没有.md" in session.notices[-1] and session.app.screen.query_one(PathInput).value == "没有.md"


async def test_from_the_draft_screen_there_and_back_to_the_place(start: Start, draft: Path) -> None:
    async with start() as session:
        writing = DraftScreen(session.app.desk, draft)
        session.app.push_screen(writing)
        await session.until(lambda: writing.query("DraftText") and writing.text.text)
        await session.press("ctrl+home", "end", *"又一句")
        await session.until(lambda: "又一句" in writing.text.text)
        await session.press("ctrl+k")
        screen = await checked(session)
        assert draft.read_text("utf-8").startswith("# 稿又一句\n")
        await session.press("p")
        await session.until(lambda: SOUND in draft.read_text("utf-8"))
        await session.until(lambda: screen.findings[0].kind == "mended")
        await session.press("d")
        await session.until(lambda: session.app.screen is writing and SOUND in writing.text.text)
        assert writing.text.offset_at_cursor == writing.text.text.index(SOUND)
        # It was this program that changed it.
        assert _("Another program has changed the draft; this is how it is now.") not in session.notices


async def test_what_becomes_of_the_file_is_said_each_time(start: Start, draft: Path) -> None:
    draft.write_bytes(DRAFT.encode("gb18030"))
    async with start() as session:
        screen = await from_the_list(session)
        none = screen.query_one("#none", Prose)
        assert [one.kind for one in screen.findings] == ["differs", "not_found"]
        await session.press("p")
        await session.until(lambda: session.notices and "UTF-8" in session.notices[-1])
        assert draft.read_bytes() == DRAFT.encode("gb18030")
        draft.write_text(" \n", "utf-8")
        await session.press("r")
        await session.until(lambda: not screen.running and "讲话 稿" in none.text)
        draft.unlink()
        await session.press("r")
        await session.until(lambda: not screen.running and str(draft) in none.text)
        # A link to it, in the folder: what is written goes through the link.
        real = draft.with_name("别名.txt")
        real.write_text(DRAFT, "utf-8")
        draft.symlink_to(real)
        await session.press("r")
        await session.until(lambda: not screen.running and screen.findings)
        await session.press("p")
        await session.until(lambda: real.read_text("utf-8") == DRAFT.replace(WRONG, SOUND))
        assert draft.is_symlink()


async def test_without_room_on_the_disk_the_draft_is_as_it_was(
    start: Start, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with start() as session:
        screen = await from_the_list(session)
        with monkeypatch.context() as patched:
            patched.setattr("index.quoting.files.os.fsync", full)
            await session.press("p")
            await session.until(lambda: session.notices)
        assert str(draft) in session.notices[-1] and draft.read_text("utf-8") == DRAFT
        assert screen.findings[0].kind == "differs"
        await session.press("p")
        await session.until(lambda: draft.read_text("utf-8") == DRAFT.replace(WRONG, SOUND))


async def test_several_wordings_are_seen_and_put_in(start: Start, folder: Path) -> None:
    from index.checking.model import Source
    from tui.findings import Beside

    path = folder / "稿.md"
    path.write_text(DRAFT, "utf-8")
    async with start() as session:
        screen = await from_the_list(session)
        one = screen.findings[0]
        source = one.passages[0].source
        assert source is not None
        other = Source(source.id, source.start, source.end, SOUND.replace("群众", "民众"))
        second = Beside(one.text, other.text, (), other)
        screen.findings = [replace(one, passages=(*one.passages, second)), *screen.findings[1:]]
        screen.list_rows()
        await session.press("w")
        assert "民众" in sides(screen)[1]
        await session.press("p")
        await session.until(lambda: other.text in path.read_text("utf-8"))
        await session.press("w", "w")
        assert "民众" in sides(screen)[1] or SOUND[:4] in sides(screen)[1]


async def test_a_filter_and_the_order_by_kinds(start: Start, draft: Path) -> None:
    async with start() as session:
        screen = await from_the_list(session)
        for words in ("太阳", "太陽"):  # script does not matter
            await session.press("slash", *words)
            await session.until(lambda: screen.rows.total == 1)
            await session.press("escape")
        await session.until(lambda: screen.rows.total == 2)
        await session.press("s")
        kinds = [screen.findings[number].kind for number in screen.rows.numbers]
        assert kinds == ["differs", "not_found"] and screen._sort == "kind"
