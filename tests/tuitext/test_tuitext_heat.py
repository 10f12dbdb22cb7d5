"""Tables of counts in cells: lines as wide as the pane, columns under each other, all told without colour."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import StatsRow
from tui.text.counts import (
    ALL,
    MEASURES,
    Count,
    Grid,
    Measure,
    Value,
    grid,
    number,
    shade,
    signs,
    sparkline,
)
from tui.text.heat import Heat, Run
from tui.text.width import text_width

REGIONS: tuple[Value, ...] = ("中央", "湖南", "内蒙古", "广东", "·西藏…", None)


def row(region: Value, year: Value, documents: int, occurrences: int, of: int, characters: int) -> StatsRow:
    return StatsRow(
        {"region": region, "year": year}, documents, occurrences, 0.0, 0.0, of, characters, of < 20
    )


@st.composite
def buckets(draw: st.DrawFn) -> list[StatsRow]:
    years = draw(
        st.lists(st.one_of(st.none(), st.integers(1990, 2030)), min_size=1, max_size=14, unique=True)
    )
    found = []
    for region in draw(st.lists(st.sampled_from(REGIONS), min_size=1, unique=True)):
        for year in years:
            if draw(st.booleans()):
                of = draw(st.integers(1, 40_000))
                documents = draw(st.integers(0, of))
                many = draw(st.integers(documents, documents * 30))
                found.append(row(region, year, documents, many, of, of * draw(st.integers(1, 9000))))
    return found or [row("湖南", 2021, 1, 1, 1, 1)]


def text(runs: Sequence[Run]) -> str:
    return "".join(piece for piece, _style in runs)


MEASURE = st.sampled_from(list(MEASURES))


@settings(max_examples=40)
@given(buckets(), MEASURE, st.integers(48, 200), st.booleans(), st.data())
def test_lines_are_as_wide_as_the_pane_and_columns_begin_under_each_other(
    rows: list[StatsRow], measure: Measure, width: int, wide: bool, data: st.DataObject
) -> None:
    heat = Heat(grid(rows, "region"), measure, width, "省份", wide)
    chosen = data.draw(st.integers(0, len(heat.columns) - 1))
    first = heat.first_for(chosen, data.draw(st.integers(1, 20)))
    lines = [heat.head(first)] + [heat.row(index, first, chosen) for index in range(len(heat.rows))]
    room = heat.left + heat.cell
    assert {text_width(text(line)) for line in lines} == {width} or room > width
    # A cell is a fixed stretch of each line: what is chosen is in it, between its edges.
    if chosen:
        start = heat.left + (chosen - first) * heat.cell
        for line in lines[1:]:
            cells = "".join(piece if text_width(c) == 1 else piece * 2 for c in text(line) for piece in c)
            assert cells[start] == "[" and cells[start + heat.cell - 1] == "]"
            assert heat.column_at(start, first) == heat.column_at(start + heat.cell - 1, first) == chosen


@settings(max_examples=40)
@given(buckets(), MEASURE, st.integers(48, 200))
def test_every_cell_says_its_number_and_whether_few_documents_are_behind_it(
    rows: list[StatsRow], measure: Measure, width: int
) -> None:
    table = grid(rows, "region")
    heat = Heat(table, measure, width)
    for index, key in enumerate(heat.rows):
        for column in range(1, len(heat.columns)):
            first = heat.first_for(column, 1)
            inside = text(heat.row(index, first, column)).partition("[")[2].partition("]")[0].strip()
            count = table.at(key, heat.columns[column])
            if count is None:
                assert inside == ""
            elif not count.value(measure):
                assert inside == "·"
            else:
                said, _mark, _shades = inside.partition("?")
                assert said.rstrip("░▒▓█ ") == number(count.value(measure), measure)
                assert ("?" in inside) == count.thin


@given(buckets())
def test_sums_are_those_of_the_cells_and_every_place_and_year_is_there(rows: list[StatsRow]) -> None:
    table = grid(rows, "region")
    assert set(table.rows) == {one.key["region"] for one in rows}
    assert set(table.columns) == {one.key["year"] for one in rows}
    years = [year for year in table.columns if year is not None]
    assert list(table.columns) == sorted(years) + [None] * (None in table.columns)
    whole = table.at(ALL, ALL)
    assert whole is not None
    assert whole.documents == sum(one.documents for one in rows)
    assert whole.of == sum(one.bucket_documents for one in rows)
    for region in table.rows:
        own = [one for one in rows if one.key["region"] == region]
        sums = table.at(region, ALL)
        assert sums == Count(
            sum(one.documents for one in own),
            sum(one.occurrences for one in own),
            sum(one.bucket_documents for one in own),
            sum(one.bucket_characters for one in own),
        )


def test_few_documents_do_not_set_the_scale() -> None:
    rows = [row("湖南", 2021, 1, 1, 1, 100), row("广东", 2021, 30, 90, 100, 100_000)]
    assert grid(rows, "region").most("per_100") == 30
    assert grid(rows[:1], "region").most("per_100") == 100
    assert shade(100, 30) == 4


@given(st.lists(st.one_of(st.none(), st.integers(0, 1000)), max_size=30), st.booleans())
def test_bars_are_one_for_each_year_and_only_nothing_is_the_lowest(
    values: list[float | None], wide: bool
) -> None:
    drawn = signs(ambiguous_wide=wide)
    bars = sparkline(values, ambiguous_wide=wide)
    assert len(bars) == len(values)
    for bar, value in zip(bars, values, strict=True):
        assert (bar == drawn.gap) == (value is None)
        assert value is None or (bar == drawn.bars[0]) == (value == 0)


def test_a_year_without_documents_leaves_a_gap() -> None:
    table = grid([row("湖南", 2019, 1, 1, 50, 100), row("湖南", 2021, 0, 0, 50, 100)], "region")
    assert table.series("湖南", "documents") == [1, None, 0]
    assert sparkline(table.series("湖南", "documents")) == "█ ▁"


def test_shades_are_told_by_signs_of_one_cell_where_blocks_may_take_two() -> None:
    assert all(sign.isascii() for sign in signs(ambiguous_wide=True).shades + signs(ambiguous_wide=True).bars)
    assert [shade(value, 100) for value in (0, 1, 25, 26, 75, 100)] == [0, 1, 1, 2, 3, 4]


def test_an_empty_table_has_sums_of_nothing() -> None:
    heat = Heat(Grid((), (), {}), "documents", 60)
    assert text_width(text(heat.head(1))) == text_width(text(heat.row(0, 1))) == 60
