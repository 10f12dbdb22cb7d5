"""Offsets and cells: from one to the other and back, at any width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.model import Paragraph, ParagraphKind
from tui.text.kinsoku import CELLS, codes
from tui.text.layout import Layout, Line

KINDS: tuple[ParagraphKind, ...] = (
    "title",
    "subtitle",
    "byline",
    "lead",
    "heading",
    "body",
    "caption",
    "note",
)
CHARACTERS = "党建引领，。“”《》……——abc 123%年\u3000é\u0301😀Ａ"

paragraphs = st.lists(
    st.tuples(st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=60), st.sampled_from(KINDS)),
    max_size=8,
)
widths = st.integers(1, 70)


def stored(parts: list[tuple[str, ParagraphKind]]) -> tuple[str, list[Paragraph]]:
    result, offset = [], 0
    for text, kind in parts:
        result.append(Paragraph(offset, offset + len(text), kind))
        offset += len(text) + 1
    return "\n".join(text for text, _ in parts), result


def lay_out(*parts: tuple[str, ParagraphKind], width: int = 20) -> tuple[str, Layout]:
    text, items = stored(list(parts))
    return text, Layout(text, items, width)


def lines_of(text: str, layout: Layout) -> list[str]:
    return [" " * line.indent + text[line.start : line.end] for line in layout.lines]


@given(paragraphs, widths)
def test_the_lines_hold_every_paragraph_once(parts: list[tuple[str, ParagraphKind]], width: int) -> None:
    text, items = stored(parts)
    layout = Layout(text, items, width)
    for index, item in enumerate(items):
        own = [line for line in layout.lines if line.paragraph == index and line.kind != "blank"]
        assert "".join(text[line.start : line.end] for line in own) == text[item.start : item.end]
        assert {line.kind for line in own} == {item.kind}


@given(paragraphs, widths)
def test_lines_with_their_indent_fit_the_width(parts: list[tuple[str, ParagraphKind]], width: int) -> None:
    text, items = stored(parts)
    for line in Layout(text, items, width).lines:
        assert line.indent + line.cells <= width or line.cells <= 2


@given(paragraphs, widths, st.booleans())
def test_every_character_is_found_again_where_it_is_drawn(
    parts: list[tuple[str, ParagraphKind]], width: int, wide: bool
) -> None:
    text, items = stored(parts)
    layout = Layout(text, items, width, ambiguous_wide=wide)
    cells = codes(text, ambiguous_wide=wide).translate(CELLS)
    for item in items:
        for offset in range(item.start, item.end):
            place = layout.position(offset)
            line = layout.lines[place.line]
            assert line.start <= offset < line.end
            # Every cell of the character leads to it; a mark without cells leads to what it sits on.
            for further in range(cells[offset]):
                assert layout.offset(place.line, place.cell + further) == offset


@given(paragraphs, widths)
def test_every_cell_leads_to_the_character_drawn_there(
    parts: list[tuple[str, ParagraphKind]], width: int
) -> None:
    text, items = stored(parts)
    layout = Layout(text, items, width)
    for number, line in enumerate(layout.lines):
        for cell in range(line.indent, line.indent + line.cells):
            place = layout.position(layout.offset(number, cell))
            assert place.line == number
            assert place.cell in (cell, cell - 1)


@given(paragraphs, widths, widths)
def test_the_top_line_is_found_again_at_another_width(
    parts: list[tuple[str, ParagraphKind]], width: int, other: int
) -> None:
    text, items = stored(parts)
    before, after = Layout(text, items, width), Layout(text, items, other)
    for line in before.lines:
        found = after.lines[after.line_at(line.start)]
        assert found.start <= line.start < max(found.end, found.start + 1)


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters() -> None:
    text, layout = lay_out(("党建引领机关合力攻坚", "body"), width=16)
    assert lines_of(text, layout) == ["    党建引领机关", "合力攻坚"]


def test_a_paragraph_that_brings_its_own_indent_gets_no_other() -> None:
    text, layout = lay_out(("\u3000\u3000党建", "body"))
    assert lines_of(text, layout) == ["\u3000\u3000党建"]


def test_a_narrow_pane_has_no_indent() -> None:
    text, layout = lay_out(("党建引领", "body"), width=8)
    assert lines_of(text, layout) == ["党建引领"]


def test_titles_are_centred_line_by_line() -> None:
    text, layout = lay_out(("党建引领机关合力攻坚着力", "title"), ("党建", "subtitle"), width=20)
    assert lines_of(text, layout) == ["    党建引领机关", "    合力攻坚着力", "        党建"]


def test_a_heading_stands_apart_from_what_precedes_it_and_close_to_its_text() -> None:
    _, layout = lay_out(
        ("题目", "title"), ("副题", "subtitle"), ("记者", "byline"), ("正文", "body"), ("一", "heading"),
        ("二", "heading"), ("正文", "body"), ("正文", "body"),
    )  # fmt: skip
    assert [line.kind for line in layout.lines] == [
        "title", "subtitle", "blank", "byline", "blank", "body",
        "blank", "heading", "heading", "body", "body",
    ]  # fmt: skip


def test_the_separator_between_paragraphs_stands_behind_the_line_it_ends() -> None:
    _, layout = lay_out(("党建", "body"), ("引领", "body"))
    assert layout.position(2) == (0, 8)
    assert layout.offset(0, 8) == layout.offset(0, 19) == 2


def test_left_of_the_text_is_the_first_character_of_the_line() -> None:
    _, layout = lay_out(("党建", "body"), ("引领", "body"))
    assert layout.offset(1, 0) == 3


def test_places_off_the_page_are_moved_onto_it() -> None:
    _, layout = lay_out(("党建", "body"))
    assert layout.offset(-3, 5) == layout.offset(0, 5)
    assert layout.offset(9, 99) == 2
    assert layout.position(99) == (0, 8)


def test_a_text_without_paragraphs_has_no_lines() -> None:
    layout = Layout("", [], 20)
    assert layout.lines == []
    assert layout.position(0) == (0, 0)
    assert layout.offset(0, 0) == 0


def test_a_line_says_how_wide_it_is() -> None:
    _, layout = lay_out(("党建ab", "heading"))
    assert layout.lines == [Line(0, 4, 0, 6, 0, "heading")]
