"""The result list: what a row says, the current hit, marks, and groups outside the counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from index.model import Hit
from tui.widgets.results import ResultList

MakeHit = Callable[..., Hit]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


class Results(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.highlighted: list[Hit | None] = []
        self.opened: list[Hit] = []
        self.marks: list[tuple[int, ...]] = []

    def compose(self) -> ComposeResult:
        yield ResultList()

    def on_result_list_highlighted(self, message: ResultList.Highlighted) -> None:
        self.highlighted.append(message.hit)

    def on_result_list_opened(self, message: ResultList.Opened) -> None:
        self.opened.append(message.hit)

    def on_result_list_marked(self, message: ResultList.Marked) -> None:
        self.marks.append(message.marked)

    @property
    def results(self) -> ResultList:
        return self.query_one(ResultList)


def rows(results: ResultList) -> list[str]:
    height = results.scrollable_content_region.height
    return [results.render_line(y).text.rstrip() for y in range(height)]


async def test_a_hit_says_title_count_facts_and_snippet(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(61, 10)) as pilot:
        hit = make_hit(
            1, "机关工作", snippet="机关党建引领\n合力", count=12,
            region="湖南", city="株洲", level="市", date="2022-10", source="某报",
        )  # fmt: skip
        app.results.show([hit])
        await pilot.pause()
        first, second, third, *_ = rows(app.results)
        assert first == "▌  机关工作" + " " * 42 + "12 hits"
        assert second == "▌  湖南 株洲 · municipal · 2022-10 · 某报"
        assert third == "▌  机关党建引领 合力"


async def test_found_terms_are_marked_in_the_snippet(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(1, "题", snippet="机关党建引领党建", at=500)])
        await pilot.pause()
        marked = [
            s.text for s in app.results.render_line(2) if s.style and s.style.bold and s.text.strip("▌ ")
        ]
        assert marked == ["党建", "党建"]


async def test_a_long_snippet_is_cropped_around_the_first_found_term(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(40, 10)) as pilot:
        app.results.show([make_hit(1, "题", snippet="合力攻坚" * 20 + "机关党建" + "着力引领" * 20)])
        await pilot.pause()
        row = rows(app.results)[2]
        assert "党建" in row
        assert row.startswith("▌  …") and row.endswith("…")


async def test_loose_and_related_documents_stand_apart_with_other_counts(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 20)) as pilot:
        app.results.show(
            [
                make_hit(1, "甲", count=2),
                make_hit(2, "乙", count=3, loose=True),
                make_hit(3, "丙", count=1, loose=True),
                make_hit(4, "丁", related=True),
            ]
        )
        await pilot.pause()
        shown = rows(app.results)
        assert [index for index, row in enumerate(shown) if row.startswith("──")] == [2, 7]
        assert "Loose" in shown[2] and "Related" in shown[7]
        assert shown[0].endswith("2 hits") and "≈" not in shown[0]
        assert shown[3].endswith("≈ 3 hits")
        assert shown[8].endswith("〔related〕")


async def test_a_document_found_by_its_facts_alone_has_no_count(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(1, "甲", count=0)])
        await pilot.pause()
        assert rows(app.results)[0] == "▌  甲"


async def test_a_document_without_title_goes_by_the_name_it_is_given(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(7), make_hit(8, "题")], {7: "‹合力攻坚。›"})
        await pilot.pause()
        assert "‹合力攻坚。›" in rows(app.results)[0]
        assert "题" in rows(app.results)[2]


async def test_a_document_without_title_and_name_goes_by_its_number(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(7)])
        await pilot.pause()
        assert "7" in rows(app.results)[0] and "‹" in rows(app.results)[0]


@pytest.mark.parametrize("width", [1, 6, 13, 20, 33, 80, 120, 200])
@pytest.mark.parametrize("wide", [False, True])
async def test_every_row_is_exactly_as_wide_as_the_list(make_hit: MakeHit, width: int, wide: bool) -> None:
    app = Results()
    async with app.run_test(size=(width + 1, 20)) as pilot:
        app.results.ambiguous_wide = wide
        title, snippet = "“四强”党支部——" * 9, "机关①党建[b]……" * 20
        app.results.show(
            [make_hit(n, title, snippet=snippet, loose=n > 1, related=n > 2, region="湖南") for n in range(4)]
        )
        app.results.toggle_mark()
        await pilot.pause()
        for y in range(20):
            strip = app.results.render_line(y)
            assert strip.cell_length == width == sum(cell_len(segment.text) for segment in strip)


async def test_keys_move_the_current_hit_and_stop_at_the_ends(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 9)) as pilot:
        hits = [make_hit(n, f"题{n}") for n in range(50)]
        app.results.show(hits)
        app.results.focus()
        await pilot.press("up")
        assert app.results.current == 0
        await pilot.press("down", "down")
        assert app.results.current == 2
        await pilot.press("pagedown")
        assert app.results.current == 6
        await pilot.press("end", "down", "pagedown")
        assert app.results.current == 49
        await pilot.press("pageup", "home")
        assert app.results.current == 0
        await pilot.pause()
        assert app.highlighted[:3] == [hits[0], hits[1], hits[2]]


async def test_the_current_hit_is_always_wholly_in_view(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 8)) as pilot:
        app.results.show([make_hit(n, f"题{n}", snippet="机关党建", loose=n > 20) for n in range(40)])
        app.results.focus()
        for key in ["down"] * 39 + ["up"] * 39:
            await pilot.press(key)
            assert sum(row.startswith("▌") for row in rows(app.results)) == 3


async def test_what_begins_a_group_is_seen_with_the_first_of_it(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 8)) as pilot:
        app.results.show([make_hit(n, f"题{n}", loose=n > 9) for n in range(30)])
        app.results.focus()
        await pilot.press("end")
        while app.results.current > 10:
            await pilot.press("up")
        assert rows(app.results)[0].startswith("──")
        assert rows(app.results)[1].startswith("▌  题10")


async def test_a_new_answer_keeps_the_current_document_where_it_is(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 12)) as pilot:
        hits = [make_hit(n, f"题{n}") for n in range(40)]
        app.results.show(hits)
        app.results.go_to(20)
        app.results.go_to(17)
        await pilot.pause()
        before = [row.startswith("▌  题17") for row in rows(app.results)]
        app.results.show(hits[5:30])
        await pilot.pause()
        after = [row.startswith("▌  题17") for row in rows(app.results)]
        assert app.results.current == 12
        assert after == before and any(before)


async def test_a_list_that_nobody_moved_in_begins_at_the_best_hit_of_each_answer(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        hits = [make_hit(n, f"题{n}") for n in range(9)]
        app.results.show(hits)
        app.results.show(hits[::-1])
        await pilot.pause()
        assert app.results.current == 0
        assert app.highlighted[-1] == hits[8]


async def test_a_new_answer_without_the_document_begins_at_its_top(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(60, 12)) as pilot:
        app.results.show([make_hit(n, "甲") for n in range(40)])
        app.results.go_to(30)
        app.results.show([make_hit(n, "乙") for n in range(100, 140)])
        await pilot.pause()
        assert app.results.current == 0
        assert app.results.scroll_offset.y == 0


async def test_an_empty_answer_shows_nothing_and_says_so(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(1, "甲")])
        app.results.show([])
        app.results.focus()
        await pilot.press("down", "up", "pagedown", "home", "end")
        app.results.toggle_mark()
        await pilot.pause()
        assert not any(rows(app.results))
        assert app.results.current == -1
        assert app.results.marked == ()
        assert app.highlighted[-1] is None


async def test_marks_keep_their_order_and_outlive_the_answer(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        hits = [make_hit(n, f"题{n}") for n in (5, 6, 7)]
        app.results.show(hits)
        for index in (2, 0, 1):
            app.results.go_to(index)
            app.results.toggle_mark()
        app.results.go_to(0)
        app.results.toggle_mark()
        await pilot.pause()
        assert app.results.marked == (7, 6)
        assert ["●" in row for row in rows(app.results)[::2][:3]] == [False, True, True]
        app.results.show([make_hit(9, "别的")])
        assert app.results.marked == (7, 6)
        app.results.clear_marks()
        await pilot.pause()
        assert app.marks == [(7,), (7, 5), (7, 5, 6), (7, 6), ()]


async def test_a_click_makes_a_hit_current_and_two_open_it(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        hits = [make_hit(n, f"题{n}", snippet="党建") for n in range(3)]
        app.results.show(hits)
        await pilot.click(ResultList, offset=(10, 7))
        assert app.results.current == 2
        assert app.opened == []
        await pilot.click(ResultList, offset=(10, 4), times=2)
        assert app.opened == [hits[1]]
        # Below the last hit there is nothing to click on.
        await pilot.click(ResultList, offset=(10, 15))
        assert app.results.current == 1


async def test_a_list_that_becomes_narrower_keeps_its_current_hit_in_view(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test(size=(80, 30)) as pilot:
        app.results.show([make_hit(n, f"题{n}") for n in range(40)])
        app.results.go_to(14)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert any(row.startswith("▌  题14") for row in rows(app.results))
        assert all(cell_len(row) <= 39 for row in rows(app.results))


async def test_in_a_thousand_rows_each_key_tells_its_hit(make_hit: MakeHit) -> None:
    app = Results()
    async with app.run_test() as pilot:
        app.results.show([make_hit(n, f"题{n}", snippet="机关党建" * 20) for n in range(1000)])
        app.results.focus()
        await pilot.pause()
        app.highlighted.clear()
        await pilot.press(*["down"] * 5)
        assert [hit.document.id for hit in app.highlighted if hit] == [1, 2, 3, 4, 5]
