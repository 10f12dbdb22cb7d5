"""Pictures of a check, of the export of a draft and of the drafts that quote a passage, in
English (renewed with ``--snapshot-update``, then looked at).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.screens.checking import CheckScreen, check
from tui.screens.checking_choice import ChoiceScreen
from tui.screens.draft import DraftScreen
from tui.screens.draft_exporting import DraftExportScreen, WrittenScreen, export_draft
from tui.screens.reader import ReaderScreen
from tui.screens.uses import UsesScreen

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]
DRAFT = (Path(__file__).parents[2] / "cli" / "checking_golden" / "draft.md").read_text("utf-8")

pytestmark = pytest.mark.parametrize("size", SIZES, ids=NAMES)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")
    # Paths are shown from the user's own folder on.
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    path = tmp_path / "drafts" / "讲话稿.md"
    path.write_text(DRAFT, "utf-8")
    return path


async def checked(session: Any, draft: Path) -> None:
    screen = check(session.app.desk, draft)
    session.app.push_screen(screen)
    await session.until(lambda: screen.is_current and screen.findings)
    await session.pilot.pause()


def test_a_check(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], draft: Path
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await checked(session, draft)
        await session.press("n")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_what_is_not_found(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], draft: Path
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await checked(session, draft)
        await session.press("v", "n", "n", "n")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_all_agrees(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], draft: Path
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        draft.write_text(DRAFT.split("\n\n三明")[0] + "\n", "utf-8")
        await checked(session, draft)

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_what_to_check(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], draft: Path
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("ctrl+k")
        await session.until(lambda: isinstance(app.screen, ChoiceScreen))
        choice: Any = app.screen
        await session.until(lambda: choice.tree_.total == 2 and not choice.tree_._entries[1].is_pending)
        await session.press("down")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_words_in_the_draft(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], draft: Path
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        screen = DraftScreen(app.desk, draft)
        app.push_screen(screen)
        await session.until(lambda: screen.query("DraftText") and screen.text.text)
        await session.press("ctrl+home", "ctrl+f", *"党支部")
        await session.until(lambda: screen.text.selected_text)
        await session.press("down")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("written", [False, True], ids=["asked", "written"])
def test_a_draft_to_a_file(
    snap_compare: Compare,
    app: DangjianApp,
    session_of: Any,
    size: tuple[int, int],
    draft: Path,
    written: bool,
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        export_draft(app.search_screen, draft)
        await session.until(lambda: isinstance(app.screen, DraftExportScreen))
        if written:
            await session.press("enter")
            await session.until(lambda: isinstance(app.screen, WrittenScreen))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("listed", [False, True], ids=["reader", "listed"])
def test_drafts_that_quote_a_passage(
    snap_compare: Compare, app: DangjianApp, session_of: Any, size: tuple[int, int], listed: bool
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        await session.press("enter", "enter")
        await session.until(lambda: isinstance(app.screen, ReaderScreen))
        screen: Any = app.screen
        await session.until(lambda: screen.pane.stored is not None)
        await session.press("s", "down", "a")
        await session.until(lambda: screen.pane.reader.quoted)
        await session.press("escape", "D" if listed else "home")
        await session.until(lambda: isinstance(app.screen, UsesScreen) == listed)
        await session.until(lambda: screen.margin is None or screen.margin.whole or listed)
        app.screen.query_one("#status").dismiss()  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_a_check_that_runs(
    snap_compare: Compare,
    app: DangjianApp,
    session_of: Any,
    size: tuple[int, int],
    draft: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        session = session_of(app, pilot)
        await session.settled("")
        monkeypatch.setattr(CheckScreen, "_moved_on", lambda *_: None)
        screen = check(app.desk, draft)
        app.push_screen(screen)
        await session.until(lambda: screen.is_current and screen._run is not None)
        screen._run.done = 3  # type: ignore[union-attr]
        screen.tell()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
