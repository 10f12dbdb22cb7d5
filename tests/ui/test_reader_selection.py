"""Selecting in one pane: by keys and by mouse, by character, sentence and paragraph."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.containers import Horizontal

from index.model import Occurrences, Span, StoredText
from tui.widgets.reader import Reader

MakeText = Callable[..., StoredText]
FindAll = Callable[..., Occurrences]


class Readers(App[None]):
    CSS = "Reader { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span | None] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Reader(id="left")
            yield Reader(id="right")

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        self.spans.append(message.span)

    @property
    def left(self) -> Reader:
        return self.query_one("#left", Reader)

    @property
    def right(self) -> Reader:
        return self.query_one("#right", Reader)


def taken(reader: Reader) -> str | None:
    span = reader.selected
    return reader.stored.text[span.start : span.end] if reader.stored and span else None


def place_of(reader: Reader, text: str) -> tuple[int, int]:
    """The cell of the pane where ``text`` is drawn."""
    for y in range(reader.visible_height):
        row = reader.render_line(y).text
        if text in row:
            before = row[: row.index(text)]
            return sum(2 if ord(c) > 0x2E80 else 1 for c in before), y
    raise AssertionError(text)


async def test_a_sentence_is_selected_and_arrows_take_more(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。合力攻坚！", "着力引领。"))
        app.left.focus()
        await pilot.press("2")
        assert taken(app.left) == "机关党建。"
        await pilot.press("down")
        assert taken(app.left) == "机关党建。合力攻坚！"
        await pilot.press("right")
        assert taken(app.left) == "机关党建。合力攻坚！\n着力引领。"
        await pilot.press("left", "left")
        assert taken(app.left) == "机关党建。"
        assert app.left.clear_selection()
        assert not app.left.clear_selection()
        await pilot.pause()
        assert app.spans[0] == Span(0, 5)
        assert app.spans[-1] is None


async def test_by_character_the_selection_grows_to_the_cursor(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建合力攻坚", "着力引领"))
        app.left.focus()
        await pilot.press("right", "1", "right", "right")
        assert taken(app.left) == "关党建"
        await pilot.press("left", "left", "left")
        assert taken(app.left) == "机关"
        await pilot.press("right", "down")
        assert taken(app.left) == "关党建合力攻坚\n着力"


async def test_a_paragraph_is_selected_whole(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。合力攻坚！", "着力引领。"))
        app.left.focus()
        await pilot.press("down", "3")
        assert taken(app.left) == "着力引领。"


async def test_another_unit_widens_the_selection(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。合力攻坚！着力。"))
        app.left.focus()
        await pilot.press("right", "1", "right", "2")
        assert taken(app.left) == "机关党建。"
        await pilot.press("3")
        assert taken(app.left) == "机关党建。合力攻坚！着力。"


async def test_shift_and_arrows_select_until_a_plain_arrow(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建合力攻坚"))
        app.left.focus()
        await pilot.press("shift+right", "shift+right")
        assert taken(app.left) == "机关党"
        await pilot.press("right")
        assert taken(app.left) is None


async def test_the_sentence_of_the_current_hit_is_selected(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test():
        stored = make_text("合力攻坚！机关党建。着力。")
        app.left.show(stored, find_all(stored, "党建"))
        app.left.action_select_hit_sentence()
        assert taken(app.left) == "机关党建。"


async def test_a_click_puts_the_cursor_there(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("机关党建合力攻坚")
        app.left.show(stored)
        await pilot.pause()
        x, y = place_of(app.left, "党建")
        for half in (0, 1):  # either half of a wide character
            await pilot.click("#left", offset=(x + half, y))
            assert stored.text[app.left.cursor] == "党"
        assert app.left.has_focus
        assert taken(app.left) is None


async def test_a_drag_selects_what_it_passes_and_stays_in_its_pane(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建合力攻坚"))
        app.right.show(make_text("着力引领着力引领"))
        await pilot.pause()
        x, y = place_of(app.left, "党建")
        await pilot.mouse_down("#left", offset=(x, y))
        await pilot.hover("#left", offset=(x + 7, y))
        assert taken(app.left) == "党建合力"
        await pilot.hover("#right", offset=(20, y))
        await pilot.mouse_up("#right", offset=(20, y))
        assert taken(app.left) == "党建合力攻坚"
        assert taken(app.right) is None
        assert app.mouse_captured is None
        # The button is up: moving on changes nothing.
        await pilot.hover("#left", offset=(x, y))
        assert taken(app.left) == "党建合力攻坚"


async def test_a_drag_beyond_the_edge_moves_the_page(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test(size=(80, 12)) as pilot:
        app.left.show(make_text(*["机关党建"] * 100))
        await pilot.pause()
        await pilot.resize_terminal(80, 12)
        x, y = place_of(app.left, "机关")
        await pilot.mouse_down("#left", offset=(x, y))
        for _ in range(3):
            await pilot.hover("#left", offset=(x, 11))
        span = app.left.selected
        assert span and span.start == 0 and span.end > 20


async def test_two_clicks_select_the_sentence_three_the_paragraph(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。合力攻坚！"))
        await pilot.pause()
        x, y = place_of(app.left, "攻坚")
        await pilot.click("#left", offset=(x, y), times=2)
        assert taken(app.left) == "合力攻坚！"
        await pilot.click("#left", offset=(x, y), times=3)
        assert taken(app.left) == "机关党建。合力攻坚！"


async def test_the_selection_is_seen_without_colour(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。合力攻坚！"))
        app.left.start_selection("sentence", 7)
        await pilot.pause()
        _, y = place_of(app.left, "机关")
        reversed_text = "".join(
            segment.text for segment in app.left.render_line(y) if segment.style and segment.style.reverse
        )
        assert reversed_text == "合力攻坚！"


async def test_a_new_document_ends_the_selection(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.left.show(make_text("机关党建。"))
        app.left.start_selection("sentence")
        app.left.show(make_text("合力。"))
        await pilot.pause()
        assert app.left.selected is None
        assert app.spans[-1] is None
