"""Pictures of drafts: the list, a draft by itself, what is found beside it, a text to quote from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.quoting.anchors import anchors_of
from tui.screens.draft import DraftScreen
from tui.screens.draft_exporting import DraftExportScreen, WrittenScreen
from tui.screens.draft_texts import CorpusInput, CorpusList
from tui.screens.drafts import DraftsScreen
from tui.screens.naming import NamingScreen
from tui.widgets.draft_list import DraftList

SMALL = pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
"""A state of a screen that has pictures of both sizes."""

SPEECH = """# 在支部座谈会上的讲话

同志们：

今天请大家来，是想听听各支部这一年的难处和办法。先说三点体会。

## 一、把门打开

群众进得来，话才听得到。

## 二、把账算清

"""


@pytest.fixture
def speech(drafts: Path, dated: Callable[[], None]) -> Path:
    """Three drafts; the one that is begun quotes nothing yet."""
    (drafts / "讲话稿.md").write_text(SPEECH, "utf-8")
    (drafts / "工作要点.md").write_text("# 明年工作要点\n\n- 学习\n- 调研\n", "utf-8")
    (drafts / "notes for the annual report.md").write_text("To be written.\n", "utf-8")
    dated()
    return drafts / "讲话稿.md"


async def listed(session: Any) -> Any:
    await session.press("ctrl+y")
    await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
    await session.until(lambda: session.app.screen.query_one(DraftList).drafts)
    return session.app.screen


async def writing(session: Any) -> Any:
    """In the speech, the cursor behind its last line."""
    screen = await listed(session)
    names = [draft.name for draft in screen.rows.drafts]
    await session.press(*["down"] * names.index("讲话稿"), "enter")
    await session.until(lambda: isinstance(session.app.screen, DraftScreen))
    draft = session.app.screen
    await session.until(lambda: draft.query("DraftText") and not draft.text.read_only)
    await session.press(*["pagedown"] * 2, "end")
    return draft


async def found(session: Any, screen: Any) -> None:
    await session.press("f2")
    # As a whole: what is found for half of it may stand there, too.
    screen.query_one(CorpusInput).value = "党建"
    rows = screen.query_one(CorpusList)
    await session.until(lambda: rows.items and rows.items[0].occurrences)


def test_the_list(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        await listed(session)
        await session.press("down", "c")

    assert picture(steps)


@SMALL
def test_there_are_none(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await session.press("ctrl+y")
        await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
        await session.until(lambda: session.app.screen.has_class("-empty"))

    assert picture(steps)


def test_a_name_for_a_new_one(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        await listed(session)
        await session.press("n")
        await session.until(lambda: isinstance(session.app.screen, NamingScreen))
        await session.press(*"年终总结")

    assert picture(steps)


def test_a_draft(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        await writing(session)

    assert picture(steps)


def test_what_is_found_beside_it(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        screen = await writing(session)
        await found(session, screen)
        await session.press("enter", "down")

    assert picture(steps)


def test_a_sentence_is_selected_beside_it(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        screen = await writing(session)
        await found(session, screen)
        await session.press("enter", "enter")
        await session.until(lambda: screen.pane.reader.has_focus and screen.pane.reader.total)
        await session.press("s")
        await session.until(lambda: screen.pane.reader.selected)

    assert picture(steps)


@SMALL
def test_the_sentence_is_quoted(
    picture: Any, speech: Path, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = kept.anchor
    # The sample has another name in every place where it is opened.
    monkeypatch.setattr(kept, "anchor", lambda *place: replace(anchor(*place), library="0" * 16))

    async def steps(session: Any) -> None:
        screen = await writing(session)
        await found(session, screen)
        await session.press("enter", "enter")
        await session.until(lambda: screen.pane.reader.has_focus and screen.pane.reader.total)
        await session.press("s", "f7")
        await session.until(lambda: anchors_of(screen.text.text) and not screen.unsaved)

    assert picture(steps)


def test_a_draft_is_written_to_a_file(picture: Any, speech: Path) -> None:
    async def steps(session: Any) -> None:
        await listed(session)
        await session.press("e")
        await session.until(lambda: isinstance(session.app.screen, DraftExportScreen))
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, WrittenScreen))

    assert picture(steps)
