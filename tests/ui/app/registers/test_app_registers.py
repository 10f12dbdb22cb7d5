"""The registers screen by keys, on articles of our own: rows, filters, panes beside, reading and writing."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from registers_told import names, opened, said, totals, values  # type: ignore[import-not-found]

from tui.registers import asking, kinds
from tui.screens.exporting import ExportScreen
from tui.screens.movement import MovementScreen
from tui.screens.reader import ReaderScreen
from tui.screens.term import TermScreen
from tui.screens.units import UnitList, UnitsScreen
from tui.widgets.filter_bar import FilterInput
from tui.widgets.heat import HeatTable
from tui.widgets.lines import Line
from tui.widgets.pane import DocumentPane
from tui.widgets.prose import Prose

Start = Callable[..., AbstractAsyncContextManager[Any]]
Opener = Callable[[Any], Any]


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


async def test_terms_and_questions_of_some_documents_only(start: Start, opener: Opener) -> None:
    async with start(opener=opener) as session:
        screen = await opened(session, "1")
        everything = names(screen)
        assert "三会一课" in everything
        await session.press("slash", *"省:湖南")
        await session.until(lambda: 0 < len(names(screen)) < len(everything))
        assert "三会一课" not in names(screen)
        assert all(kinds.term(line).documents == 1 for line in screen.rows.items.values())
        await session.press(*" 四强", "enter", "s")
        await session.until(lambda: names(screen) and all("四强" in name for name in names(screen)))
        await session.press("6")
        await session.until(lambda: screen.has_class("-empty"))


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
        # What is typed is seen in rows.
        await session.press("f4")
        assert screen.rows.region.width == 0
        await session.press("slash")
        assert screen.rows.region.width == 80


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


def test_typed_words_and_parts_of_a_query_are_told_apart() -> None:
    assert asking.parted("党员 省:湖南 -年:2020 支部") == (("党员", "支部"), "省:湖南 -年:2020")
    assert asking.parted("") == ((), "")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (14_580_000_000_000, "14.58万亿"),
        (14_581_230_000_000, "145,812.3亿"),
        (537_900_000_000, "5,379亿"),
        (1.036e22, "1.036×10^22"),
        (64_000, "6.4万"),
        (9_999, "9,999"),
        (123_456_789, "123,456,789"),
        (0.6667, "0.6667"),
    ],
)
def test_great_values_are_short_as_long_as_no_digit_is_lost(value: float, shown: str) -> None:
    assert kinds.shortened(value) == shown
