"""Pictures of an import that runs and of its report, of values for all articles, of questions; in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.errors import Sentence
from index.library.apart import ImportRequest, Moved
from index.library.files import PICTURE, SLIDES
from index.model import ImportedFile, ImportReport
from tui.jobs import ImportJob
from tui.screens.fields import FieldsScreen
from tui.screens.importing import ImportScreen
from tui.screens.importing_report import ImportReportScreen
from tui.screens.library import LibraryScreen
from tui.screens.question import QuestionScreen
from tui.screens.receipts import ReceiptsScreen
from tui.widgets.file_tree import FileTree

SMALL = pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
"""A state of a screen that has pictures of both sizes."""

FOLDER = "/home/user/文章"


@pytest.fixture
def saved(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user is: what a browser and a colleague have left there."""
    here = drafts.parent / "saved"
    for name in ("2023", "株洲"):
        (here / name).mkdir(parents=True)
    for name in ("座谈会.txt", "株洲/品牌.txt", "program.exe"):
        (here / name).write_text("x", "utf-8")
    monkeypatch.chdir(here)
    return here


def job(session: Any, *told: Moved | ImportReport, stopping: bool = False) -> ImportJob:
    """An import that has told ``told``."""
    made = ImportJob(ImportRequest(None, ()), session.app.post_message)
    session.app.desk.job = made
    for one in told:
        made.take(one)
    made.stopping = stopping
    return made


async def listed(session: Any) -> Any:
    await session.press("ctrl+l")
    await session.until(
        lambda: isinstance(session.app.screen, LibraryScreen) and session.app.screen.documents
    )
    return session.app.screen


def test_values_for_all_articles(picture: Any, saved: Path) -> None:
    async def steps(session: Any) -> None:
        await session.press("ctrl+o")
        await session.until(lambda: isinstance(session.app.screen, ImportScreen))
        await session.until(lambda: session.app.screen.query_one(FileTree).total == 5)
        await session.press("f4")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        await session.press(*["down"] * 4, *"湖南")

    assert picture(steps)


def test_an_import_runs(picture: Any) -> None:
    async def steps(session: Any) -> None:
        running = job(session)
        # Four seconds by the clock of the pace, whatever it is here.
        for second, done in enumerate((0, 120, 260, 390, 520)):
            running.pace.add(float(second), done, 2000)
        running.path = f"{FOLDER}/2023/关于加强机关党支部规范化建设的几点思考.html"
        await session.press("ctrl+o")
        await session.until(lambda: isinstance(session.app.screen, ImportReportScreen))

    assert picture(steps)


def test_whether_to_stop_it(picture: Any) -> None:
    async def steps(session: Any) -> None:
        running = job(session)
        running.pace.add(0.0, 3, 2000)
        await session.press("ctrl+o")
        await session.until(lambda: isinstance(session.app.screen, ImportReportScreen))
        await session.press("x")
        await session.until(lambda: isinstance(session.app.screen, QuestionScreen))

    assert picture(steps)


def test_the_report_of_an_import(picture: Any, kept: Any) -> None:

    async def steps(session: Any) -> None:
        ids: Sequence[int] = kept.ids()[:6]
        files = [ImportedFile(f"{FOLDER}/{id}.html", id, "added") for id in ids]
        files += [
            ImportedFile(f"{FOLDER}/海报.png", None, "skipped", Sentence(PICTURE, path=f"{FOLDER}/海报.png")),
            ImportedFile(f"{FOLDER}/汇报.pptx", None, "failed", Sentence(SLIDES, path=f"{FOLDER}/汇报.pptx")),
        ]
        job(session, ImportReport(tuple(files), 3.2))
        await session.press("ctrl+o")
        await session.until(lambda: isinstance(session.app.screen, ImportReportScreen))
        await session.until(lambda: session.app.screen.groups)
        await session.press("tab")

    assert picture(steps)


@SMALL
def test_the_library_in_another_order(picture: Any) -> None:
    async def steps(session: Any) -> None:
        screen = await listed(session)
        await session.press("slash", *"省:湖南 OR 省:福建")
        await session.until(lambda: len(screen.table.documents) == 3)
        await session.press("enter", "m", "s")

    assert picture(steps)


@SMALL
def test_fields_of_all_marked(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await listed(session)
        session.app.desk.fixed = ""  # as in a library of one's own
        await session.press("m", "m", "E")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))

    assert picture(steps)


@SMALL
def test_why_a_field_has_its_value(picture: Any) -> None:
    async def steps(session: Any) -> None:
        await listed(session)
        await session.press("w")
        await session.until(
            lambda: isinstance(session.app.screen, ReceiptsScreen) and session.app.screen.stored
        )

    assert picture(steps)
