"""Pictures of the screens for collecting, in English (renewed with ``--snapshot-update``, then looked at)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tui.app import DangjianApp
from tui.screens.fields import FieldsScreen
from tui.screens.importing import ImportScreen
from tui.screens.library import LibraryScreen
from tui.screens.receipts import ReceiptsScreen
from tui.widgets.file_tree import FileTree

SIZES = [(80, 24), (120, 40)]
NAMES = ["80x24", "120x40"]
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


@pytest.fixture
def session(app: DangjianApp, session_of: Callable[..., Any]) -> Callable[[Pilot[None]], Any]:
    """``await session(pilot)``: the program at its library screen."""

    async def listed(pilot: Pilot[None]) -> Any:
        running = session_of(app, pilot)
        await running.settled("")
        await running.press("ctrl+l")
        await running.until(lambda: isinstance(app.screen, LibraryScreen) and app.screen.documents)
        await pilot.pause()
        return running

    return listed


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_library(snap_compare: Compare, app: DangjianApp, session: Any, size: Any) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await (await session(pilot)).press("m", "m", "f8")

    assert snap_compare(app, terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_correcting(snap_compare: Compare, app: DangjianApp, session: Any, size: Any) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        running = await session(pilot)
        app.desk.fixed = ""  # as in a library of one's own
        await running.press("e")
        await running.until(lambda: isinstance(app.screen, FieldsScreen))
        await running.press("down", "down", "down")

    assert snap_compare(app, terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_receipts(snap_compare: Compare, app: DangjianApp, session: Any, size: Any) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        running = await session(pilot)
        await running.press("w")
        await running.until(lambda: isinstance(app.screen, ReceiptsScreen) and app.screen.stored)

    assert snap_compare(app, terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_import(
    snap_compare: Compare,
    app: DangjianApp,
    session: Any,
    size: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = tmp_path / "saved"
    for name in ("2023", "株洲"):
        (here / name).mkdir(parents=True)
    for name in ("座谈会.txt", "株洲/品牌.txt", "program.exe"):
        (here / name).write_text("x", "utf-8")
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))

    async def steps(pilot: Pilot[None]) -> None:
        running = await session(pilot)
        await running.press("ctrl+o")
        await running.until(lambda: isinstance(app.screen, ImportScreen))
        tree = app.screen.query_one(FileTree)
        await running.until(lambda: tree.total == 5)
        await running.press("down", "down", "down", "right")
        await running.until(lambda: tree.total == 6)
        await running.press("space", "down", "space")

    assert snap_compare(app, terminal_size=size, run_before=steps)
