"""Hits in the reader: marked, visited one after the other, the current one plain to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from index.model import Occurrences, StoredText
from tui.widgets.reader import Reader

MakeText = Callable[..., StoredText]
FindAll = Callable[..., Occurrences]


class Readers(App[None]):
    """Readers side by side that remember what they announced."""

    CSS = "Reader { width: 1fr; }"
    # Without the focus there is no cursor that cuts hits into pieces.
    AUTO_FOCUS = None

    def __init__(self, number: int = 1) -> None:
        super().__init__()
        self.number = number
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            for index in range(self.number):
                yield Reader(id=f"reader{index}")

    def on_reader_hit_changed(self, message: Reader.HitChanged) -> None:
        self.heard.append(message)

    @property
    def reader(self) -> Reader:
        return self.query(Reader).first()


def rows(reader: Reader) -> list[str]:
    return [reader.render_line(y).text for y in range(reader.visible_height)]


def style_of(reader: Reader, text: str) -> Style:
    """The style of the first piece of the screen that is exactly ``text``."""
    for y in range(reader.visible_height):
        for segment in reader.render_line(y):
            if segment.text == text:
                return segment.style or Style()
    raise AssertionError(f"{text} is not drawn as a piece of its own")


async def test_the_first_hit_is_current_and_carries_the_mark(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("引领机关党建", "又是党建")
        app.reader.show(stored, find_all(stored, "党建"))
        await pilot.pause()
        assert app.reader.current_hit == 0
        assert [row.strip() for row in rows(app.reader) if row.startswith("▶")] == ["▶     引领机关党建"]
        assert [(m.index, m.total) for m in app.heard if isinstance(m, Reader.HitChanged)] == [(0, 2)]


async def test_next_and_previous_go_through_exact_and_loose_hits_and_stop_at_the_ends(
    make_text: MakeText, find_all: FindAll
) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("党建、党的建设、党建")
        reader = app.reader
        reader.show(stored, find_all(stored, "党建", "党的建"))
        await pilot.pause()
        visited = [reader.current_span]
        while reader.next_hit():
            visited.append(reader.current_span)
        assert [stored.text[span.start : span.end] for span in visited if span] == ["党建", "党的建", "党建"]
        assert not reader.next_hit()
        assert reader.previous_hit()
        assert reader.current_hit == 1


async def test_keys_visit_hits_from_where_the_cursor_is(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test(size=(40, 10)) as pilot:
        stored = make_text(*["党建引领机关"] * 60)
        reader = app.reader
        reader.show(stored, find_all(stored, "党建"))
        reader.focus()
        await pilot.press("end")
        assert reader.previous_hit()
        assert reader.current_hit == 59
        assert reader.previous_hit()
        assert reader.current_hit == 58


async def test_every_current_hit_is_in_view(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test(size=(40, 10)) as pilot:
        stored = make_text(*["合力攻坚机关党建" * 9] * 30)
        reader = app.reader
        reader.show(stored, find_all(stored, "党建"))
        await pilot.pause()
        for _ in range(40):
            assert sum(row.startswith("▶") for row in rows(reader)) == 1
            assert reader.next_hit()
            await pilot.pause()


async def test_exact_loose_and_current_hits_look_different_without_colour(
    make_text: MakeText, find_all: FindAll
) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("党建一党建二党的建三")
        app.reader.show(stored, find_all(stored, "党建", "党的建"))
        await pilot.pause()
        current, plain = style_of(app.reader, "党建"), style_of(app.reader, "一")
        app.reader.next_hit()
        await pilot.pause()
        exact, loose = style_of(app.reader, "党建"), style_of(app.reader, "党的建")

        def attributes(style: Style) -> tuple[bool, ...]:
            return bool(style.bold), bool(style.underline), bool(style.reverse)

        looks = [attributes(style) for style in (plain, exact, loose, current)]
        assert len(set(looks)) == 4
        assert exact.bgcolor != plain.bgcolor


async def test_hits_of_two_terms_may_overlap(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("机关党建引领")
        both = Occurrences(find_all(stored, "机关党建").exact + find_all(stored, "党建引领").exact, (), 2)
        app.reader.show(stored, both)
        await pilot.pause()
        assert "机关党建引领" in "".join(rows(app.reader))
        assert app.reader.next_hit()
        await pilot.pause()
        pieces = [segment for y in range(6) for segment in app.reader.render_line(y)]
        assert "".join(piece.text for piece in pieces if piece.style and piece.style.reverse) == "党建引领"


async def test_a_document_without_hits_says_so(make_text: MakeText) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        app.reader.show(make_text("机关党建"))
        await pilot.pause()
        assert app.reader.current_hit is None
        assert not app.reader.next_hit()
        assert [(m.index, m.total) for m in app.heard if isinstance(m, Reader.HitChanged)] == [(None, 0)]


async def test_showing_another_document_forgets_the_hits_of_the_first(
    make_text: MakeText, find_all: FindAll
) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("党建党建党建")
        app.reader.show(stored, find_all(stored, "党建"))
        app.reader.next_hit()
        app.reader.next_hit()
        app.reader.show(make_text("短"))
        await pilot.pause()
        assert app.reader.current_hit is None
        assert "短" in "".join(rows(app.reader))


@pytest.mark.parametrize(("at", "current"), [(0, 0), (3, 1), (4, 1), (9, 2)])
async def test_reading_can_begin_at_a_place(
    make_text: MakeText, find_all: FindAll, at: int, current: int
) -> None:
    app = Readers()
    async with app.run_test() as pilot:
        stored = make_text("党建，党建，党建，机关")
        app.reader.show(stored, find_all(stored, "党建"), at=at)
        await pilot.pause()
        assert app.reader.current_hit == current


async def test_beginning_far_on_brings_the_place_into_view(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers()
    async with app.run_test(size=(60, 12)) as pilot:
        stored = make_text(*["合力攻坚"] * 100, "机关党建", *["合力攻坚"] * 100)
        app.reader.show(stored, find_all(stored, "党建"), at=stored.text.index("党建"))
        await pilot.pause()
        seen = [y for y, row in enumerate(rows(app.reader)) if "机关党建" in row]
        # With context: neither the first nor the last line.
        assert seen and 0 < seen[0] < 11


async def test_a_hit_far_on_is_in_view_when_the_reader_gets_its_size(
    make_text: MakeText, find_all: FindAll
) -> None:
    stored = make_text(*["合力攻坚"] * 100, "机关党建")

    class Early(Readers):
        def on_mount(self) -> None:
            self.reader.show(stored, find_all(stored, "党建"))

    app = Early()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert any(row.startswith("▶") for row in rows(app.reader))


async def test_two_readers_keep_their_own_hits_and_places(make_text: MakeText, find_all: FindAll) -> None:
    app = Readers(2)
    async with app.run_test(size=(90, 12)) as pilot:
        left, right = app.query(Reader)
        one, two = make_text(*["机关党建"] * 50), make_text(*["合力攻坚"] * 50)
        left.show(one, find_all(one, "党建"))
        right.show(two, find_all(two, "攻坚"))
        await pilot.pause()
        for _ in range(30):
            left.next_hit()
        await pilot.pause()
        assert (left.current_hit, right.current_hit) == (30, 0)
        assert left.scroll_offset.y > 0 == right.scroll_offset.y
