"""The table of counts: moving about in it, scrolling both ways, choosing a cell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual import on
from textual.app import App, ComposeResult

from index.model import StatsRow
from tui.text.counts import ALL, Key, grid
from tui.text.width import text_width
from tui.widgets.heat import HeatTable

YEARS = range(2001, 2025)
PLACES = [f"{number}号" for number in range(30)]


def stats() -> Iterator[StatsRow]:
    for number, region in enumerate(PLACES):
        for year in YEARS:
            documents = (number + year) % 7
            yield StatsRow({"region": region, "year": year}, documents, 2 * documents, 0, 0, 30, 9000, False)


class Heated(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[object, object]] = []

    def compose(self) -> ComposeResult:
        yield HeatTable()

    @on(HeatTable.Chosen)
    def _chosen(self, event: HeatTable.Chosen) -> None:
        self.opened.append((event.row, event.column))

    @property
    def table(self) -> HeatTable:
        return self.query_one(HeatTable)

    def place(self) -> tuple[Key, Key]:
        return self.table.place

    def lines(self) -> list[str]:
        height = self.table.scrollable_content_region.height
        return [self.table.render_line(y).text for y in range(height)]


async def test_the_chosen_cell_stays_in_view_and_heads_and_sums_with_it() -> None:
    app = Heated()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show(grid(stats(), "region"), "documents", "省份")
        await pilot.pause()
        assert app.place() == (PLACES[0], 2024)
        keys = [*["down"] * 29, *["left"] * 15, *["pageup"] * 2, "right", "end", "shift+left", "home"]
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            lines = app.lines()
            assert {text_width(line) for line in lines} == {app.table.scrollable_content_region.width}
            assert lines[0].startswith("省份")
            assert sum("[" in line for line in lines) == 1
            row, column = app.place()
            (marked,) = (line for line in lines if "[" in line)
            if row is not ALL:
                assert marked.startswith(str(row))
            if column is not ALL:
                start = text_width(marked[: marked.index("[")])
                assert str(column) in lines[0][start - 2 : start + 12]
        assert app.place() == (PLACES[0], ALL)


async def test_a_cell_opens_by_two_clicks_with_its_place_and_year() -> None:
    app = Heated()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show(grid(stats(), "region"), "documents", "省份")
        await pilot.pause()
        heads = app.lines()[0]
        x = text_width(heads[: heads.index("2023")]) + 1
        await pilot.click(HeatTable, offset=(x, 3), times=2)
        assert app.opened == [(PLACES[2], 2023)]
        await pilot.click(HeatTable, offset=(1, 11), times=1)
        assert app.place() == (ALL, ALL)


async def test_another_measure_keeps_the_place_and_a_smaller_table_the_sums() -> None:
    app = Heated()
    async with app.run_test(size=(60, 12)) as pilot:
        table = grid(stats(), "region")
        app.table.show(table, "documents")
        await pilot.press("down", "down", "left")
        place = app.place()
        app.table.show(table, "per_100")
        assert app.place() == place
        fewer = grid((row for row in stats() if row.key["region"] == PLACES[0]), "region")
        app.table.show(fewer, "per_100")
        assert app.place() == (PLACES[0], place[1])
        await pilot.resize_terminal(110, 12)
        await pilot.pause()
        assert app.lines()[1].startswith(PLACES[0]) and "[" in app.lines()[1]


@pytest.mark.parametrize("size", [(30, 5), (20, 3), (200, 50)])
async def test_no_size_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    app = Heated()
    async with app.run_test(size=size) as pilot:
        app.table.show(grid(iter(()), "region"), "documents")
        await pilot.press("down", "right", "end")
        app.table.show(grid(stats(), "region"), "occurrences")
        await pilot.press("down", "left", "end", "home")
        await pilot.pause()
        assert "".join(app.lines()).strip()
