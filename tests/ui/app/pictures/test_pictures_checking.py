"""Pictures of a check and of the drafts that quote a passage, in English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.screens.checking import CheckScreen, check
from tui.screens.checking_choice import ChoiceScreen
from tui.screens.draft import DraftScreen
from tui.screens.reader import ReaderScreen
from tui.screens.uses import UsesScreen

Picture = Callable[..., bool]
DRAFT = (Path(__file__).parents[3] / "cli" / "checking_golden" / "draft.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


@pytest.fixture
def draft(drafts: Path) -> Path:
    path = Path(drafts.name) / "讲话稿.md"
    path.write_text(DRAFT, "utf-8")
    return path


async def checked(session: Any, draft: Path) -> None:
    screen = check(session.app.desk, draft)
    session.app.push_screen(screen)
    await session.until(lambda: screen.is_current and screen.findings)
    await session.pilot.pause()


@pytest.mark.parametrize("keys", [["n"], ["v", "n", "n", "n"]], ids=["differs", "not found"])
def test_a_check(picture: Picture, draft: Path, keys: list[str]) -> None:
    async def steps(session: Any) -> None:
        await checked(session, draft)
        await session.press(*keys)

    assert picture(steps)


def test_all_agrees(picture: Picture, draft: Path) -> None:
    async def steps(session: Any) -> None:
        draft.write_text(DRAFT.split("\n\n三明")[0] + "\n", "utf-8")
        await checked(session, draft)

    assert picture(steps)


def test_what_to_check(picture: Picture, draft: Path) -> None:
    async def steps(session: Any) -> None:
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        tree = session.app.screen.tree_
        await session.until(lambda: tree.total == 2 and not tree._entries[1].is_pending)
        await session.press("down")

    assert picture(steps)


def test_words_in_the_draft(picture: Picture, draft: Path) -> None:
    async def steps(session: Any) -> None:
        screen = DraftScreen(session.app.desk, draft)
        session.app.push_screen(screen)
        await session.until(lambda: screen.query("DraftText") and screen.text.text)
        await session.press("ctrl+home", "ctrl+f", *"党支部")
        await session.until(lambda: screen.text.selected_text)
        await session.press("down")

    assert picture(steps)


@pytest.mark.parametrize("listed", [False, True], ids=["reader", "listed"])
def test_drafts_that_quote_a_passage(picture: Picture, listed: bool) -> None:
    async def steps(session: Any) -> None:
        await session.press("enter", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        screen = session.app.screen
        await session.until(lambda: screen.pane.stored is not None)
        await session.press("s", "down", "a")
        await session.until(lambda: screen.pane.reader.quoted)
        await session.press("escape", "D" if listed else "home")
        await session.until(lambda: isinstance(session.app.screen, UsesScreen) == listed)
        await session.until(lambda: screen.margin is None or screen.margin.whole or listed)
        session.app.screen.query_one("#status").dismiss()

    assert picture(steps)


def test_a_check_that_runs(picture: Picture, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(session: Any) -> None:
        monkeypatch.setattr(CheckScreen, "_go_on", lambda *_: None)
        screen = check(session.app.desk, draft)
        session.app.push_screen(screen)
        await session.until(lambda: screen.is_current and screen._run is not None)
        screen._run.done = 3  # type: ignore[union-attr]
        screen.tell()

    assert picture(steps)
