"""The registers screen by keys, on articles of our own: rows, filters, panes beside, reading and writing."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from index.errors import LibraryError
from index.library import Library
from index.registers.model import Figure, Incomplete
from tui.i18n import _
from tui.registers import asking, kinds
from tui.screens.exporting import ExportScreen
from tui.screens.movement import MovementScreen
from tui.screens.reader import ReaderScreen
from tui.screens.registers import RegistersScreen
from tui.screens.term import TermScreen
from tui.screens.units import UnitList, UnitsScreen
from tui.widgets.filter_bar import FilterInput
from tui.widgets.heat import HeatTable
from tui.widgets.lines import Line
from tui.widgets.pane import DocumentPane
from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]
Opener = Callable[[Any], Any]

ARTICLES = (
    (
        "机关开放日的一年\n一、着力敞开大门\n"
        "全年开放18次，来访群众2600人次。局长说：“门开着，心里才有数。”大家都点头。\n"
        "二、着力听取意见\n收到意见340条，办结率97%。“四强”党支部轮流值班，“四强”党支部的同志记下每一条。\n"
        "三、着力改进流程\n流程图画了12张。\n",
        "2021-05-01",
        "湖南",
    ),
    (
        "开放日带来了什么\n来访群众900人次，收到意见85条。"
        "处长强调：“意见要一条一条看完。”大家记在心里。\n"
        "“四强”党支部走在前面，三会一课按月开。\n",
        "2023-05-01",
        "福建",
    ),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two articles, of 2021 and 2023."""
    source = tmp_path / "saved"
    source.mkdir()
    for number, (text, _date, _region) in enumerate(ARTICLES):
        (source / f"{number}.txt").write_text(text, "utf-8")
    with Library.open(tmp_path / "library") as opened:
        opened.import_paths([source])
        for text, date, region in ARTICLES:
            id = next(id for id in opened.ids() if opened.show(id).text.startswith(text[:4]))
            opened.set_fields(id, {"date": date, "region": region})
    return tmp_path / "library"


@pytest.fixture
def opener(library: Path) -> Opener:
    return lambda waiting: Library.open(library, waiting=waiting)


async def opened(session: Any, *keys: str) -> RegistersScreen:
    await session.press("ctrl+n")
    await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
    screen: RegistersScreen = session.app.screen
    await session.press(*keys)
    await session.until(lambda: screen.rows.items)
    return screen


def values(screen: RegistersScreen) -> list[float]:
    return [kinds.figure(line).value for _number, line in sorted(screen.rows.items.items())]


def said(screen: RegistersScreen) -> list[str]:
    return [kinds.quotation(line).text for _number, line in sorted(screen.rows.items.items())]


def names(screen: RegistersScreen) -> list[str]:
    return [kinds.term(line).term for _number, line in sorted(screen.rows.items.items())]


def totals(screen: RegistersScreen) -> str:
    return screen.query_one("#totals", Line).text


async def read(session: Any) -> ReaderScreen:
    await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
    reader: ReaderScreen = session.app.screen
    await session.until(lambda: reader.pane.document is not None)
    return reader


def text_of(reader: ReaderScreen) -> str:
    assert reader.pane.reader.stored is not None
    return reader.pane.reader.stored.text[reader.pane.reader.cursor :]


async def test_figures_are_sorted_turned_filtered_and_read_at_their_place_and_back(
    start: Start, opener: Opener
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        found = values(screen)
        assert found == sorted(found, reverse=True) and {2600.0, 900.0} <= set(found)
        await session.press("f7")
        await session.until(lambda: values(screen) == found[::-1])
        await session.press("f7", "f8")
        await session.until(lambda: values(screen)[:2] == [900.0, 85.0])
        await session.press("slash", *"意见")
        await session.until(lambda: set(values(screen)) == {340.0, 85.0})
        await session.press("enter", "down")
        line = screen.rows.line
        assert line is not None
        await session.press("enter")
        reader = await read(session)
        assert text_of(reader).startswith(kinds.figure(line).text)
        await session.press("left_square_bracket")
        await session.until(lambda: text_of(reader).startswith("85"))
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        assert screen.rows.current == 0, "the rows follow the reader"
        await session.press("escape")
        await session.until(lambda: len(values(screen)) == len(found))
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_figures_of_one_unit_only_and_of_one_province(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        everything = len(values(screen))
        await session.press("u")
        await session.until(lambda: isinstance(session.app.screen, UnitsScreen))
        units = session.app.screen.query_one(UnitList)
        row = next(n for n in range(1, units.total) if "人次" in units.runs(n, 40)[1][0])
        await session.press(*["down"] * row, "enter")
        await session.until(lambda: values(screen) == [2600.0, 900.0])
        assert "人次" in totals(screen)
        await session.press("slash", *"省:福建")
        await session.until(lambda: values(screen) == [900.0])
        # First what is typed, then the unit.
        await session.press("escape")
        await session.until(lambda: len(values(screen)) == 2)
        await session.press("escape")
        await session.until(lambda: len(values(screen)) == everything)
        assert session.app.screen is screen
        await session.press("2", "u")
        assert screen.unit is None


async def test_what_a_term_means_its_mentions_one_of_them_in_the_reader_and_back(
    start: Start, opener: Opener
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "2", "slash", *"四强")
        await session.until(lambda: names(screen) == ["“四强”党支部"])
        await session.press("enter")
        await session.until(lambda: screen.about is not None and len(screen.about.known) == 3)
        assert "“四强”党支部" in screen.query_one("#said Prose", Prose).text
        await session.press("enter")
        assert screen.mentions.has_focus
        await session.press("down", "enter")
        reader = await read(session)
        assert text_of(reader).startswith("“四强”") or text_of(reader).startswith("四强")
        await session.press("escape")
        await session.until(lambda: session.app.screen is screen)
        assert screen.mentions.has_focus and screen.mentions.current == 1
        await session.press("y")
        await session.until(lambda: session.notices)
        await session.press("escape")
        assert screen.rows.has_focus
        await session.press("t")
        await session.until(lambda: isinstance(session.app.screen, TermScreen))
        await session.press("escape", "w")
        await session.until(lambda: isinstance(session.app.screen, MovementScreen))


async def test_a_term_by_provinces_and_years_beside_the_rows(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "2", "slash", *"四强", "enter")
        await session.until(lambda: names(screen) == ["“四强”党支部"])
        await session.press("v")
        table = screen.query_one(HeatTable)
        await session.until(lambda: {"湖南", "福建"} <= set(table.heat.rows))
        assert table.region.width > 0
        await session.press("v")
        assert table.region.width == 0 and screen.rows.region.width == session.app.size.width


async def test_quotations_by_what_is_said_with_who_says_it(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "4")
        assert said(screen) == ["意见要一条一条看完。", "门开着，心里才有数。"]
        await session.press("slash", *"门开着")
        await session.until(lambda: said(screen) == ["门开着，心里才有数。"])
        about = screen.query_one("#said Prose", Prose)
        await session.until(lambda: "【门开着，心里才有数。】" in about.text)
        await session.press("enter", "y")
        await session.until(lambda: session.notices)
        assert "10" in session.notices[-1]


async def test_outlines_by_shape_with_their_heads(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "5")
        screen.query_one(FilterInput).value = "着力×3"
        await session.until(lambda: screen.about is not None and len(screen.about.places) == 3)
        await session.press("enter", "end", "enter")
        reader = await read(session)
        assert text_of(reader).startswith("三、着力改进流程")
        await session.press("escape")
        # No shape: the rows before stay.
        screen.query_one(FilterInput).value = "×9"
        await session.until(lambda: screen.query_one("#totals", Line).has_class("problem"))
        assert screen.rows.total


async def test_the_text_itself_beside_the_rows(start: Start, opener: Opener) -> None:
    async with start(size=(200, 50), opener=opener) as session:
        screen = await opened(session, "3")
        pane = screen.query_one(DocumentPane)
        await session.until(lambda: pane.document is not None and screen.about is not None)
        assert "【" in screen.query_one("#said Prose", Prose).text
        assert screen.rows.region.width > pane.region.width > 0
        before = pane.document
        await session.press("end")
        await session.until(lambda: pane.reader.held is not None)
        assert before is not None


async def test_on_a_narrow_screen_one_thing_is_shown_at_a_time(start: Start, opener: Opener) -> None:
    async with start(size=(80, 24), opener=opener) as session:
        screen = await opened(session, "2", "slash", *"四强", "enter")
        await session.until(lambda: names(screen) == ["“四强”党支部"])
        assert screen.rows.region.width == 80
        await session.press("enter")
        await session.until(lambda: screen.mentions.has_focus)
        assert screen.rows.region.width == 0 and screen.mentions.region.width == 80
        await session.press("escape")
        await session.until(lambda: screen.rows.has_focus and screen.rows.region.width == 80)
        assert screen.wanted, "the filter is still there"


async def test_registers_are_switched_by_keys_and_mouse_and_are_found_as_they_were(
    start: Start, opener: Opener
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3", "down", "down")
        await session.press("tab")
        await session.until(lambda: screen.register.kind == "quotations" and screen.rows.items)
        await session.press("shift+tab")
        await session.until(lambda: screen.register.kind == "figures" and screen.rows.current == 2)
        await session.pilot.click("PartLine", offset=(3, 0))
        await session.until(lambda: screen.register.kind == "formulae" and screen.rows.items)
        for key, register in enumerate(kinds.REGISTERS, 1):
            await session.press(str(key))
            assert screen.register is register


async def test_the_shown_rows_are_written_to_a_file(start: Start, opener: Opener, tmp_path: Path) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3", "slash", *"意见", "enter")
        await session.until(lambda: set(values(screen)) == {340.0, 85.0})
        await session.press("e")
        await session.until(lambda: isinstance(session.app.screen, ExportScreen))
        field = session.app.screen.query_one("PathInput")
        field.value = str(tmp_path / "意见.json")
        await session.press("enter")
        await session.until(lambda: session.app.screen is screen)
        written = json.loads((tmp_path / "意见.json").read_text("utf-8"))
        assert [row["value"] for row in written] == [340, 85]
        assert {"start", "end", "unit", "subject", "region"} <= set(written[0])


@pytest.mark.parametrize(("key", "least"), [("1", 1), ("2", 1), ("4", 2), ("5", 3)])
async def test_every_register_can_be_written(
    start: Start, opener: Opener, tmp_path: Path, key: str, least: int
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, key, "e")
        await session.until(lambda: isinstance(session.app.screen, ExportScreen))
        session.app.screen.query_one("PathInput").value = str(tmp_path / "table.json")
        await session.press("enter")
        await session.until(lambda: session.app.screen is screen)
        assert len(json.loads((tmp_path / "table.json").read_text("utf-8"))) >= least


async def test_rows_that_are_not_complete_say_so_and_grow(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from tui.screens import registers

    missing: list[Incomplete | None] = [Incomplete(1, 2)]
    monkeypatch.setattr(registers, "GROWING", 0.05)

    def half(waiting: Any) -> Any:
        found = Library.open(library, waiting=waiting)
        rows = found.figure_rows

        def figure_rows(wanted: Any) -> Any:
            whole = rows(wanted)
            return whole if missing[0] is None else replace(whole, rows=whole.rows[:1], incomplete=missing[0])

        found.figure_rows = figure_rows  # type: ignore[method-assign]
        found.registers_missing = lambda: missing[0]  # type: ignore[method-assign]
        return found

    async with start(opener=half) as session:
        screen = await opened(session, "3")
        assert len(values(screen)) == 1
        assert _("not complete: {done} of {of} documents are read, it goes on by itself").format(
            done=1, of=2
        ) in totals(screen)
        missing[0] = None
        await session.until(lambda: len(values(screen)) > 5)
        assert screen.incomplete is None


async def test_a_library_without_documents_offers_a_way_out(start: Start, tmp_path: Path) -> None:
    def empty(waiting: Any) -> Any:
        return Library.open(tmp_path / "none", waiting=waiting)

    async with start(opener=empty) as session:
        await session.press("ctrl+n")
        await session.until(lambda: isinstance(session.app.screen, RegistersScreen))
        screen = session.app.screen
        await session.until(lambda: screen.has_class("-empty"))
        assert "Ctrl+O" in screen.query_one("#none", Prose).text
        await session.press("escape")
        assert session.app.screen is session.screen


async def test_nothing_left_and_what_cannot_be_read_are_told(
    start: Start, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        await session.press("slash", *"没有此事")
        await session.until(lambda: screen.has_class("-empty"))
        assert "Esc" in screen.query_one("#none", Prose).text
        await session.press("escape")
        await session.until(lambda: screen.rows.items)

        def broken(*_: object) -> Any:
            raise LibraryError("The registers are broken; free some space and try again.")

        monkeypatch.setattr(asking, "listing", broken)
        before = values(screen)
        await session.press("s")
        await session.until(lambda: screen.query_one("#totals", Line).has_class("problem"))
        assert values(screen) == before, "old rows stay"
        monkeypatch.undo()
        await session.press("s")
        await session.until(lambda: not screen.query_one("#totals", Line).has_class("problem"))


async def test_rows_far_down_are_fetched_when_one_comes_there(
    start: Start, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PAGE", 2)
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        total = await _total(session, screen)
        await session.press("end")
        await session.until(lambda: screen.rows.current == total - 1 and screen.rows.line is not None)
        await session.until(lambda: len(screen.rows.items) == total)
        found = values(screen)
        assert found == sorted(found, reverse=True)
        assert isinstance(kinds.figure(screen.rows.line), Figure)  # type: ignore[arg-type]


async def _total(session: Any, screen: RegistersScreen) -> int:
    await session.until(lambda: screen.totals.get("figures"))
    return screen.totals["figures"]


async def test_removed_documents_take_their_rows_along(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "3")
        found = len(values(screen))
        await session.press("ctrl+l")
        await session.until(lambda: session.app.screen is not screen)
        library = session.app.screen
        await session.until(lambda: library.documents)
        library.table.go_to(next(n for n, d in enumerate(library.table.documents) if d.region == "福建"))
        await session.press("d")
        await session.until(lambda: len(library.documents) == 1)
        await session.press("ctrl+n")
        await session.until(lambda: session.app.screen is screen)
        await session.until(lambda: 0 < len(values(screen)) < found)
        assert 900.0 not in values(screen)


def test_typed_words_and_parts_of_a_query_are_told_apart() -> None:
    assert asking.parted("党员 省:湖南 -年:2020 支部") == (("党员", "支部"), "省:湖南 -年:2020")
    assert asking.parted("") == ((), "")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (537_900_000_000, "5,379亿"),
        (64_000, "6.4万"),
        (9_999, "9,999"),
        (123_456_789, "123,456,789"),
        (0.6667, "0.6667"),
    ],
)
def test_great_values_are_short_as_long_as_no_digit_is_lost(value: float, shown: str) -> None:
    assert kinds.shortened(value) == shown
