"""Choosing files and folders, importing them in a process of its own, the report, and what is left to do."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tui.fields import LABELS
from tui.i18n import _
from tui.screens.fields import FieldInput, FieldsScreen
from tui.screens.importing import ImportScreen
from tui.screens.importing_report import ImportReportScreen
from tui.screens.question import QuestionScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.widgets.file_tree import FileTree
from tui.widgets.lines import Line
from tui.widgets.path_bar import PathInput

Start = Callable[..., AbstractAsyncContextManager[Any]]
WORDS = "机关党建工作落实责任组织服务群众学习干部基层发展改革创新制度监督作风纪律政治理论"
MANY = 2_000
"""Files that take some seconds: a key arrives before they are all in."""
NEWS = "湖南省直机关党建工作座谈会召开\n2022-03-04　来源：湖南日报\n会议要求，各级机关党组织抓好落实。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user is: two articles, one without anything known about it, and what cannot be imported."""
    here = tmp_path / "saved"
    (here / "deeper").mkdir(parents=True)
    (here / "news.txt").write_text(NEWS, "utf-8")
    (here / "deeper" / "note.txt").write_text("抓好落实，不搞形式。\n" * 3, "utf-8")
    (here / "broken.txt").write_bytes(bytes(range(256)) * 20)
    (here / "program.exe").write_bytes(b"MZ")
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def opener(tmp_path: Path) -> Callable[[Any], Any]:
    def opened(waiting: Any) -> Any:
        from index.library import Library

        return Library.open(tmp_path / "library", waiting=waiting, background=True)

    return opened


@pytest.fixture
def many(folder: Path) -> Path:
    target = folder / "many"
    target.mkdir()
    chance = random.Random(1)
    for n in range(MANY):
        words = "".join(chance.choices(WORDS, k=1500))
        (target / f"{n:04}.txt").write_text(f"第{n}篇机关党建情况\n{words}。\n", "utf-8")
    return target


def chosen(session: Any) -> list[str]:
    return [path.name for path in session.app.screen.query_one(FileTree).chosen]


async def opened(session: Any) -> FileTree:
    await session.press("ctrl+o")
    await session.until(lambda: isinstance(session.app.screen, ImportScreen))
    tree: FileTree = session.app.screen.query_one(FileTree)
    await session.until(lambda: tree.total > 1)
    return tree


async def reported(session: Any) -> ImportReportScreen:
    await session.until(lambda: isinstance(session.app.screen, ImportReportScreen), 60)
    screen: ImportReportScreen = session.app.screen
    await session.until(lambda: screen.groups or (screen.desk.job and screen.desk.job.error), 60)
    return screen


def head(screen: ImportReportScreen) -> str:
    return screen.query_one("#head", Line).text


async def test_a_folder_is_typed_imported_and_what_needs_a_look_is_shown_first(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        await session.until(lambda: session.screen.answer)
        await opened(session)
        await session.press(*"../saved", "enter")
        await session.until(lambda: chosen(session) == ["saved"])
        assert session.app.screen.query_one(PathInput).value == ""
        await session.press("enter")  # nothing is typed: begin
        screen = await reported(session)
        assert [(g.id, len(g.rows)) for g in screen.groups] == [
            ("failed", 1), ("title", 1), ("date", 1), ("place", 1), ("skipped", 1), ("added", 2),
        ]  # fmt: skip
        row = screen.list.row
        assert row is not None and row.path.endswith("broken.txt") and row.reason
        await session.press("enter")
        assert session.notices[-1] == _("There is no document to read: the lines below the list say why.")
        await session.press("tab", "enter")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await session.press("escape")
        assert session.app.screen is screen
        await session.press("escape")
        await session.until(lambda: session.screen.answer.documents == 2)
        assert isinstance(session.app.screen, SearchScreen)
        assert session.results.items, "the search screen shows what was imported"


async def test_what_a_document_lacks_is_filled_in_from_the_report(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        tree.choose([folder / "deeper"])
        await session.press("f5")
        screen = await reported(session)
        assert [g.id for g in screen.groups] == ["title", "date", "place", "added"]
        await session.press("e")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        await session.press(*"抓落实", "f2")
        await session.until(lambda: [g.id for g in screen.groups] == ["date", "place", "added"])
        assert screen.document is not None and screen.document.title == "抓落实"


async def test_files_are_chosen_in_the_tree_by_keys_that_are_no_letters(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        await session.press("down", "down", "right")
        await session.until(lambda: tree.total == 6)
        rows = [tree._entries[n].name for n in range(tree.total)]
        assert rows[1:5] == ["deeper", "note.txt", "broken.txt", "news.txt"], (
            "nothing that cannot be imported"
        )
        assert _("{number} other files").format(number=1) == rows[5]
        await session.press("down", "space", "down", "ideographic_space")
        assert chosen(session) == ["note.txt", "news.txt"]
        await session.press("up", "space")
        assert chosen(session) == ["note.txt"]
        await session.press("home", "down", "left")
        assert tree.total == 5
        await session.press("left", "left")
        await session.until(lambda: tree.top == folder.parent and tree.current > 0)
        assert tree.node is not None and tree.node.path == folder
        await session.press("f8")
        assert chosen(session) == []
        await session.press("f5")
        wanted = _("Choose something first: type a path and press Enter, or Space in the folders.")
        assert session.notices[-1] == wanted


async def test_tab_completes_a_path_and_goes_on_into_the_folder(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        await opened(session)
        line = session.app.screen.query_one(PathInput)
        await session.press(*"de", "tab")
        await session.until(lambda: line.value == "deeper/")
        await session.press("tab")
        await session.until(lambda: line.value == "deeper/note.txt")
        await session.press("enter")
        await session.until(lambda: chosen(session) == ["note.txt"])
        (folder / "deep").mkdir()
        await session.press(*"d", "tab")
        await session.until(lambda: line.value == "deep")
        await session.press("tab")
        await session.until(lambda: line.value == "deep/")
        await session.press("tab")
        await session.until(lambda: line.value == "deeper/")
        await session.press("shift+tab")
        assert line.value == "deep/"
        await session.press("escape")
        assert line.value == "" and isinstance(session.app.screen, ImportScreen)


async def test_a_path_that_is_not_there_and_paths_dropped_from_a_file_manager(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        await opened(session)
        line = session.app.screen.query_one(PathInput)
        await session.press(*"nowhere", "enter")
        await session.until(lambda: any("nowhere" in notice for notice in session.notices))
        assert line.value == "nowhere", "what was typed stays"
        (folder / "a b.txt").write_text(NEWS, "utf-8")
        line.value = f"'{folder}/a b.txt' {folder}/news.txt"
        await session.press("enter")
        await session.until(lambda: chosen(session) == ["a b.txt", "news.txt"])


async def test_options_hold_for_all_articles_and_wrong_ones_are_told_in_the_form(
    start: Start, folder: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        tree.choose([folder / "deeper"])
        await session.press("f4")
        await session.until(lambda: isinstance(session.app.screen, FieldsScreen))
        form = session.app.screen
        region = form.query_one("#field-region", FieldInput)
        region.value = "湖难"
        await session.press("f2")
        await session.until(lambda: form.query_one("#problem", Line).text)
        assert form.focused is region
        region.value = "湖南省"
        await session.press("f2")
        await session.until(lambda: isinstance(session.app.screen, ImportScreen))
        assert session.app.screen.options == {"region": "湖南省"}
        await session.press("f5")
        screen = await reported(session)
        assert screen.document is not None and screen.document.region == "湖南"


async def test_the_screen_is_left_and_the_import_goes_on(start: Start, many: Path, opener: Any) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        tree.choose([many])
        await session.press("f5")
        await session.until(lambda: session.app.desk.job.pace.done)
        await session.press("escape")
        assert isinstance(session.app.screen, SearchScreen)
        status = session.screen.query_one("#status", Line)
        assert session.app.desk.job.running and session.app.desk.job.short() in status.text
        await session.until(lambda: not session.app.desk.job.running, 60)
        assert _("import done: Ctrl+O shows the report") in status.text
        await session.press("ctrl+o")
        screen = await reported(session)
        assert [g.id for g in screen.groups][-1] == "added"
        assert _("import done: Ctrl+O shows the report") not in status.text
        await session.until(lambda: session.screen.answer.documents == MANY)


async def test_stopped_after_a_question_it_keeps_what_is_done_and_goes_on_later(
    start: Start, many: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        tree.choose([many])
        await session.press("f5")
        await session.until(lambda: session.app.desk.job.pace.done)
        await session.press("delete", "enter")
        screen = await reported(session)
        numbers = {group.id: len(group.rows) for group in screen.groups}
        assert sum(numbers.get(id, 0) for id in ("added", "left")) == MANY, numbers
        assert numbers["added"] and numbers["left"] and "failed" not in numbers, numbers
        await session.press("f5")
        await session.until(lambda: isinstance(session.app.screen, ImportScreen))
        session.app.screen.query_one(FileTree).choose([many])
        await session.press("f5")
        again = await reported(session)
        await session.until(lambda: {g.id for g in again.groups} >= {"added", "unchanged"})
        found = {group.id: len(group.rows) for group in again.groups}
        assert (found["added"], found["unchanged"]) == (numbers["left"], numbers["added"])


async def test_ctrl_c_asks_whether_to_stop_and_no_means_no(start: Start, folder: Path) -> None:
    from index.library.apart import ImportRequest
    from tui.jobs import ImportJob

    async with start() as session:
        job = session.app.desk.job = ImportJob(ImportRequest(None, ()), session.app.post_message)
        await session.press("ctrl+o", "ctrl+c")
        assert isinstance(session.app.screen, QuestionScreen)
        await session.press("escape")
        assert isinstance(session.app.screen, ImportReportScreen) and not job.stopping
        await session.press("ctrl+c", "1")
        assert job.stopping and job.running
        session.app.desk.job = None


async def test_leaving_the_program_while_it_imports_is_asked_about(
    start: Start, many: Path, opener: Any
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        tree.choose([many])
        await session.press("f5")
        await session.until(lambda: session.app.desk.job.pace.done)
        await session.press("ctrl+q")
        assert isinstance(session.app.screen, QuestionScreen) and not session.app._exit
        await session.press("2")
        assert isinstance(session.app.screen, ImportReportScreen)
        await session.press("ctrl+q", "1")
        assert session.app._exit
    assert session.app.desk.job._process._process.poll() is not None, "no process is left behind"


async def test_the_sample_says_that_it_takes_no_articles(start: Start, folder: Path) -> None:
    async with start() as session:
        tree = await opened(session)
        tree.choose([folder])
        await session.press("f5")
        assert isinstance(session.app.screen, ImportScreen)
        assert "--library sample" in session.notices[-1]


async def test_what_is_imported_over_the_sample_becomes_the_users_own_library(
    start: Start, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def opener(waiting: Any) -> Any:
        from index.library import Library

        return Library.open(None, waiting=waiting, background=True)

    async with start(opener=opener) as session:
        assert "Ctrl+O" in session.screen.query_one("#status", Line).text
        tree = await opened(session)
        tree.choose([folder / "news.txt"])
        await session.press("f5")
        report = await reported(session)
        banner = _("Sample articles, read-only. Ctrl+O imports your own.")
        await session.until(lambda: banner not in report.query_one("#status", Line).text)
        await session.press("escape")
        await session.until(lambda: session.screen.answer.documents == 1)
        assert banner not in session.screen.query_one("#status", Line).text


async def test_a_library_that_cannot_be_written_is_told_as_a_sentence(
    start: Start, folder: Path, opener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(opener=opener, ready=False) as session:
        tree = await opened(session)
        (folder / "file").write_text("no folder", "utf-8")
        session.app.desk.target = str(folder / "file")
        tree.choose([folder])
        await session.press("f5")
        screen = await reported(session)
        assert str(folder / "file") in head(screen) and "problem" in screen.query_one("#head").classes
        await session.press("i")
        await session.until(lambda: isinstance(session.app.screen, ImportScreen))


def test_the_form_knows_every_field_that_can_be_set() -> None:
    from index.collect.metadata_values import FIELDS

    assert set(LABELS) == set(FIELDS)


@pytest.mark.parametrize(
    ("given", "split"),
    [
        ({}, ({}, {})),
        ({"region": "", "source": "人民网"}, ({"region": "", "source": "人民网"}, {})),
        ({"mapping": "text=正文 title＝题名"}, ({}, {"mapping": {"text": "正文", "title": "题名"}})),
        ({"sidecars": "否"}, ({}, {"sidecars": False})),
        ({"sidecars": "是"}, ({}, {})),
    ],
)
def test_options_become_what_the_library_takes(given: dict[str, str], split: Any) -> None:
    import inspect

    from index.library import Library
    from tui import import_options

    assert import_options.split(given) == split
    assert split[1].keys() <= inspect.signature(Library.import_paths).parameters.keys()
