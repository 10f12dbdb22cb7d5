"""The reader's page: verbatim text, a title block, and a place that survives resizing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult

from index.model import Occurrences, StoredText
from tui.widgets.reader import Reader

MakeText = Callable[..., StoredText]
FindAll = Callable[..., Occurrences]
LONG = "机关党建引领，合力攻坚！“四强”党支部……着力2000余支" * 4


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


class OneReader(App[None]):
    def compose(self) -> ComposeResult:
        yield Reader()

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)


def rows(reader: Reader) -> list[str]:
    return [reader.render_line(y).text.rstrip() for y in range(reader.visible_height)]


async def test_the_text_is_shown_verbatim_and_marked_up_nowhere(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.reader.show(make_text("[red]党建[/red] \\[b] {x}"))
        await pilot.pause()
        assert any("[red]党建[/red] \\[b] {x}" in row for row in rows(app.reader))


async def test_the_title_block_says_what_is_known_and_what_is_inferred(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 12)) as pilot:
        stored = make_text(
            "正文", title="机关党建", date="2022-10", region="湖南", level="市", inferred=("title", "date")
        )
        app.reader.show(stored)
        await pilot.pause()
        title, card, blank, text, *_ = rows(app.reader)
        assert title.strip() == "机关党建〔inferred〕"
        assert card.strip() == "2022-10？ · 湖南 · municipal"
        assert (blank, text.strip()) == ("", "正文")


async def test_a_title_that_the_text_holds_is_not_shown_twice(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 12)) as pilot:
        app.reader.show(make_text(("机关党建", "title"), "正文", title="机关党建"))
        await pilot.pause()
        assert sum("机关党建" in row for row in rows(app.reader)) == 1


async def test_a_title_that_was_corrected_is_shown_above_the_one_in_the_text(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 12)) as pilot:
        app.reader.show(make_text(("机关  党建", "title"), "正文", title="合力攻坚"))
        await pilot.pause()
        assert [row.strip() for row in rows(app.reader) if row][:4:2] == ["合力攻坚", "机关  党建"]


async def test_a_title_taken_from_the_text_says_that_it_was_inferred(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 12)) as pilot:
        app.reader.show(make_text(("机关 党建", "title"), "正文", title="机关党建", inferred=("title",)))
        await pilot.pause()
        assert rows(app.reader)[0].strip() == "date unknown · title inferred"


async def test_a_document_without_title_says_so(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test() as pilot:
        app.reader.show(make_text("正文"))
        await pilot.pause()
        assert rows(app.reader)[0].strip() == "(untitled)"


@pytest.mark.parametrize("size", [(20, 8), (80, 24), (120, 40), (200, 50)])
async def test_every_row_is_exactly_as_wide_as_the_pane(
    make_text: MakeText, find_all: FindAll, size: tuple[int, int]
) -> None:
    app = OneReader()
    async with app.run_test(size=size) as pilot:
        stored = make_text(("题目" * 30, "title"), LONG, "é\u0301😀👩\u200d👧 abc\t①" * 5, title="题目")
        app.reader.show(stored, find_all(stored, "党建"))
        await pilot.pause()
        width = app.reader.scrollable_content_region.width
        for y in range(app.reader.visible_height):
            strip = app.reader.render_line(y)
            assert strip.cell_length == width == sum(cell_len(segment.text) for segment in strip)


async def test_a_terminal_that_draws_ambiguous_marks_wide_gets_marks_of_certain_width(
    make_text: MakeText,
) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 10)) as pilot:
        app.reader.show(make_text(LONG))
        app.reader.ambiguous_wide = True
        await pilot.pause()
        text = "".join(rows(app.reader))
        assert "＂四强＂党支部⋯⋯" in text
        assert not any(unicodedata.east_asian_width(c) == "A" for c in text)


async def test_lines_are_kept_short_enough_to_read_in_a_wide_pane(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(200, 20)) as pilot:
        app.reader.show(make_text(LONG * 5))
        await pilot.pause()
        assert max(cell_len(row.strip()) for row in rows(app.reader)) <= 88


async def test_resizing_keeps_the_first_line_of_text_through_many_widths(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 20)) as pilot:
        stored = make_text(*[f"{number}{LONG}" for number in range(60)])
        reader = app.reader
        reader.show(stored)
        await pilot.pause()
        # In the middle of a paragraph, where every width has its own line starts.
        reader.scroll_to_offset(stored.paragraphs[30].start + 90, top=True)
        await pilot.pause()
        place = reader.top_offset
        assert place not in {paragraph.start for paragraph in stored.paragraphs}
        for width in (40, 33, 120, 57, 80):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            line = reader.render_line(0).text.strip()
            shown = stored.text[reader.top_offset :]
            assert shown.startswith(line)
            assert reader.top_offset <= place < reader.top_offset + len(line)
        assert reader.top_offset == place


async def test_the_title_block_stays_in_view_when_resizing_at_the_top(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(make_text(*[LONG] * 20, title="题目"))
        await pilot.pause()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert rows(app.reader)[0].strip() == "题目"


async def test_the_other_script_is_drawn_at_the_same_offsets(make_text: MakeText, find_all: FindAll) -> None:
    app = OneReader()
    async with app.run_test() as pilot:
        stored = make_text("機關黨建引領")
        app.reader.show(stored, find_all(stored, "黨建"))
        app.reader.display_text = "机关党建引领"
        await pilot.pause()
        assert any("机关党建引领" in row for row in rows(app.reader))
        span = app.reader.current_span
        assert span and stored.text[span.start : span.end] == "黨建"
        app.reader.display_text = None
        await pilot.pause()
        assert any("機關黨建引領" in row for row in rows(app.reader))


async def test_a_display_text_of_another_length_is_refused(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test():
        app.reader.show(make_text("机关"))
        with pytest.raises(ValueError, match="as long as"):
            app.reader.display_text = "机关党建"


async def test_the_position_says_how_far_one_has_read(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 10)) as pilot:
        reader = app.reader
        reader.show(make_text(*["机关党建"] * 100))
        await pilot.pause()
        assert reader.position.line == 1
        assert 0 < reader.position.percent < 15
        reader.focus()
        await pilot.press("end")
        assert reader.position.percent == 100
        assert reader.position.lines == 100
        assert reader.position.line == 91


async def test_keys_turn_pages_without_losing_a_line(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 10)) as pilot:
        reader = app.reader
        reader.show(make_text(*[f"第{number}行" for number in range(100)]))
        reader.focus()
        seen: list[str] = []
        await pilot.pause()
        for _ in range(30):
            seen += [row for row in rows(reader) if row not in seen]
            await pilot.press("pagedown")
        assert [row.strip() for row in seen if "第" in row] == [f"第{number}行" for number in range(100)]
        for _ in range(30):
            await pilot.press("pageup")
        assert reader.scroll_offset.y == 0


async def test_the_cursor_keeps_its_column_over_short_lines(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test() as pilot:
        stored = make_text("机关党建引领", "短", "合力攻坚着力")
        reader = app.reader
        reader.show(stored)
        reader.focus()
        await pilot.press("right", "right", "right", "down")
        assert stored.text[reader.cursor] == "短"
        await pilot.press("down")
        assert stored.text[reader.cursor] == "坚"


async def test_the_cursor_follows_when_the_page_was_scrolled_away(make_text: MakeText) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 10)) as pilot:
        reader = app.reader
        reader.show(make_text(*["机关党建"] * 100))
        reader.focus()
        await pilot.pause()
        reader.scroll_to(y=50, animate=False)
        await pilot.press("down")
        assert 49 <= reader.scroll_offset.y <= 51


async def test_the_reader_can_be_read_in_every_theme(make_text: MakeText, find_all: FindAll) -> None:
    app = OneReader()
    async with app.run_test(size=(60, 12)) as pilot:
        stored = make_text(("题", "heading"), "党建一党建二党的建三。四。", ("图", "caption"), title="题目")
        poor = []
        for theme in app.available_themes:
            app.theme = theme
            app.reader.show(stored, find_all(stored, "党建", "党的建"))
            app.reader.start_selection("sentence", stored.text.index("四"))
            for _ in range(3):  # each kind of hit is the current one in its turn
                await pilot.pause()
                pieces = [piece for y in range(12) for piece in app.reader.render_line(y)]
                poor += [
                    (theme, piece.text, str(piece.style), ratio)
                    for piece in pieces
                    if piece.text.strip() and piece.style
                    if (ratio := contrast(piece.style, app.reader.rich_style)) < 3
                ]
                app.reader.next_hit()
        assert not poor


def contrast(style: Style, base: Style) -> float:
    """The contrast ratio of text (WCAG 2.2); colours left to the terminal are taken to be well chosen."""
    fore, back = style.color, style.bgcolor or base.bgcolor
    if fore is None or back is None or fore.is_default or back.is_default:
        return 21.0
    lights = sorted(luminance(*color.get_truecolor()) for color in (fore, back))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(*channels: int) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


async def test_nothing_is_drawn_before_there_is_a_document() -> None:
    app = OneReader()
    async with app.run_test() as pilot:
        await pilot.press("down", "end", "pagedown", "shift+right")
        assert not any(rows(app.reader))
