"""Ten pieces of daily work, each from a fresh start to its result, with just the keys that are promised."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from index.library import Library
from index.text.sentences import sentences
from tui.registers import kinds
from tui.screens.checking import CheckScreen
from tui.screens.compare import CompareScreen
from tui.screens.drafts import DraftsScreen
from tui.screens.fields import FieldsScreen
from tui.screens.importing import ImportScreen
from tui.screens.importing_report import ImportReportScreen
from tui.screens.library import LibraryScreen
from tui.screens.movement import MovementScreen
from tui.screens.parallels import ParallelsScreen
from tui.screens.reader import ReaderScreen
from tui.screens.registers import RegistersScreen
from tui.screens.term import TermScreen
from tui.screens.units import UnitsScreen
from tui.text.counts import ALL

Begin = Callable[..., AbstractAsyncContextManager[Any]]

ARTICLES = {
    "座谈会.txt": "湖南省直机关党建工作座谈会召开\n2022-03-04　来源：湖南日报\n各级机关党组织抓好落实。\n",
    "品牌.txt": "福建省直机关开展党建品牌创建\n2021-05-06　来源：福建日报\n活动成效明显。\n",
    "随笔.txt": "支部书记手记\n\n把门打开，群众进得来，话才听得到。\n",
}


def saved(folder: Path) -> Path:
    """A folder of articles, one without a date."""
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def sentences_of(stored: Any) -> list[Any]:
    parts = stored.paragraphs
    return [one for part in parts for one in sentences(stored.text, part.start, part.end)]


async def test_copy(work: Begin) -> None:
    async with work("copy") as at:
        await at.next()
        await at.session.settled("四强党支部")
        reader = at.session.preview.reader
        await at.next()
        await at.until(lambda: at.session.app.clipboard)
        stored, hit = reader.stored, reader.current_span
        (around,) = (span for span in sentences_of(stored) if span.start <= hit.start and hit.end <= span.end)
        quoted = stored.text[around.start : around.end]
        copied = at.session.app.clipboard
        assert copied.startswith(quoted)
        assert stored.document.title in copied[len(quoted) :] and "2023" in copied[len(quoted) :]


async def test_compare(work: Begin) -> None:
    async with work("compare") as at:
        await at.next()
        await at.session.settled("营商环境")
        await at.next()
        screen = await at.screen(CompareScreen)
        await at.until(lambda: screen.collated and all(pane.document for pane in screen.panes))
        assert len({pane.document.region for pane in screen.panes}) == 3
        for pane in screen.panes:
            assert "营商环境" in {pane.stored.text[hit.start : hit.end] for hit in pane.reader.hits.spans}


async def test_without(work: Begin) -> None:
    async with work("without") as at:
        await at.next()
        await at.session.settled("党建")
        before = {hit.document.region for hit in at.session.results.items}
        await at.next()
        await at.next()
        await at.session.settled("党建 -省:湖南")
        after = {hit.document.region for hit in at.session.results.items}
        assert "湖南" in before and after == before - {"湖南"}


async def test_first(work: Begin, kept: Any) -> None:
    async with work("first") as at:
        await at.next()
        await at.session.settled("整治形式主义为基层减负")
        await at.next()
        screen = await at.screen(ParallelsScreen)
        await at.until(lambda: screen.answer is not None and screen.list.listing.rows)
        await at.next()
        reader = await at.screen(ReaderScreen)
        await at.until(lambda: reader.pane.stored is not None)
        saying = [one for one in kept.list() if "为基层减负" in kept.show(one.id).text]
        assert reader.document.date == min(one.date for one in saying)
        place = reader.pane.reader.place
        assert "为基层减负" in reader.pane.stored.text[place : place + 40]


async def test_movement(work: Begin, kept: Any) -> None:
    async with work("movement") as at:
        await at.next()
        await at.session.settled("两个维护")
        await at.next()
        card = await at.screen(TermScreen)
        await at.until(lambda: card.card is not None)
        await at.next()
        screen = await at.screen(MovementScreen)
        await at.until(lambda: screen.moves is not None)
        counted = {}
        for year in (column for column in screen.table.heat.columns if isinstance(column, int)):
            screen.table.go_to(ALL, year)
            counted[year] = screen.table.count.documents if screen.table.count else 0
        years = Counter(
            int(document.date[:4]) for document in kept.list() if "两个维护" in kept.show(document.id).text
        )
        assert {year: count for year, count in counted.items() if count} == years


async def test_quote(work: Begin, tmp_path: Path) -> None:
    async with work("quote") as at:
        await at.next()
        await at.session.settled("四强党支部")
        reader = at.session.preview.reader
        hit = reader.stored.text[reader.current_span.start : reader.current_span.end]
        await at.next()
        await at.until(lambda: at.session.notices)
        await at.next()
        drafts = await at.screen(DraftsScreen)
        await at.until(lambda: drafts.rows.drafts)
        await at.next()
        await at.until(lambda: at.session.app.screen is not drafts)
        await at.next()
        await at.until(lambda: list((tmp_path / "drafts").glob("*.docx")))
        (path,) = (tmp_path / "drafts").glob("*.docx")
        with zipfile.ZipFile(path) as archive:
            assert hit in archive.read("word/document.xml").decode()


async def test_correct(work: Begin, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.import_paths([saved(tmp_path / "文章")])
        (undated,) = (one.id for one in library.list() if one.date is None)

    async with work("correct", lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as at:
        await at.next()
        screen = await at.screen(LibraryScreen)
        await at.until(lambda: screen.documents is not None)
        await at.next()
        await at.screen(FieldsScreen)
        await at.next()
        await at.next()
        await at.until(lambda: at.session.app.screen is screen and len(screen.table.documents) == 3)
    with Library.open(tmp_path / "library") as library:
        assert library.document(undated).date == "2021-10"


async def test_import(work: Begin, tmp_path: Path, monkeypatch: Any) -> None:
    saved(tmp_path / "文章")
    monkeypatch.chdir(tmp_path)

    async with work("import", lambda waiting: Library.open(tmp_path / "library", waiting=waiting)) as at:
        await at.next()
        choosing = await at.screen(ImportScreen)
        await at.next()
        await at.until(lambda: choosing.query_one("#tree").chosen)
        await at.next()
        report = await at.screen(ImportReportScreen)
        await at.until(lambda: report.groups)
    with Library.open(tmp_path / "library") as library:
        assert {Path(one.path or "").name for one in library.list()} == set(ARTICLES)


async def test_figure(work: Begin, kept: Any) -> None:
    async with work("figure") as at:
        await at.next()
        screen = await at.screen(RegistersScreen)
        await at.until(lambda: screen.totals.get("formulae"))
        await at.next()
        await at.until(lambda: screen.totals.get("figures") and screen.rows.items)
        every = screen.rows.total
        await at.next()
        await at.screen(UnitsScreen)
        await at.next()
        await at.until(lambda: 0 < screen.rows.total < every)
        line = screen.rows.items[0]
        figure = kinds.figure(line)
        percentages = [one.value for one in (found.row for found in kept.figures().rows) if one.unit == "%"]
        assert figure.unit == "%" and figure.value == max(percentages)
        await at.next()
        reader = await at.screen(ReaderScreen)
        await at.until(lambda: reader.pane.stored is not None)
        assert (reader.document.id, reader.pane.reader.cursor) == (line.row.id, figure.start)


async def test_check(work: Begin, kept: Any, tmp_path: Path) -> None:
    document = next(one for one in kept.list() if one.city == "株洲")
    stored = kept.show(document.id)
    said = max(sentences_of(stored), key=lambda one: one.end - one.start)
    words = stored.text[said.start : said.end]
    (tmp_path / "drafts").mkdir()
    altered = f"{words[:12]}确实{words[12:]}"
    (tmp_path / "drafts" / "讲话稿.md").write_text(f"同志们：\n\n“{altered}”\n", "utf-8")

    async with work("check") as at:
        await at.next()
        drafts = await at.screen(DraftsScreen)
        await at.until(lambda: drafts.rows.drafts)
        await at.next()
        screen = await at.screen(CheckScreen)
        await at.until(lambda: screen.rows.total)
        await at.next()
        reader = await at.screen(ReaderScreen)
        await at.until(lambda: reader.pane.stored is not None)
        assert reader.document.id == document.id
        assert said.start <= reader.pane.reader.place < said.end
