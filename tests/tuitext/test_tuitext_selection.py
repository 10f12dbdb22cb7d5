"""A selection grows by whole characters, sentences and paragraphs, in document offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Paragraph, Span
from index.text.sentences import sentences
from tui.text.selection import Selection, Unit, Units, select, select_span

#       0         5           11       16        (offsets)
TEXT = "标题党建\n引领机关。 合力攻坚！\n动力"
UNITS = Units(
    TEXT, [Paragraph(0, 4, "title"), Paragraph(5, 16, "body"), Paragraph(17, 19, "body")], sentences
)


def taken(selection: Selection) -> str:
    return TEXT[selection.span.start : selection.span.end]


@pytest.mark.parametrize(
    ("unit", "offset", "expected"),
    [
        ("character", 6, "领"),
        ("sentence", 6, "引领机关。"),
        ("sentence", 13, "合力攻坚！"),
        ("paragraph", 13, "引领机关。 合力攻坚！"),
        ("sentence", 0, "标题党建"),
    ],
)
def test_selecting_takes_the_whole_unit(unit: Unit, offset: int, expected: str) -> None:
    assert taken(select(UNITS, unit, offset)) == expected


def test_white_space_between_sentences_belongs_to_the_one_behind() -> None:
    assert taken(select(UNITS, "sentence", 10)) == "合力攻坚！"


def test_a_separator_belongs_to_the_paragraph_before_it() -> None:
    assert taken(select(UNITS, "paragraph", 4)) == "标题党建"
    assert taken(select(UNITS, "character", 4)) == "建"


def test_extending_goes_on_over_the_ends_of_sentences_and_paragraphs() -> None:
    selection = select(UNITS, "sentence", 6)
    assert taken(selection := selection.extended(UNITS, 1)) == "引领机关。 合力攻坚！"
    assert taken(selection := selection.extended(UNITS, 1)) == "引领机关。 合力攻坚！\n动力"
    assert selection.extended(UNITS, 1) == selection


def test_a_selection_shrinks_to_its_first_unit_and_grows_on_the_other_side() -> None:
    selection = select(UNITS, "sentence", 13).extended(UNITS, 1)
    assert taken(selection := selection.extended(UNITS, -1)) == "合力攻坚！"
    assert taken(selection := selection.extended(UNITS, -1)) == "引领机关。 合力攻坚！"
    assert taken(selection := selection.extended(UNITS, -1)) == "标题党建\n引领机关。 合力攻坚！"
    assert selection.extended(UNITS, -1) == selection


def test_moving_takes_the_next_unit_alone() -> None:
    selection = select(UNITS, "sentence", 6).moved(UNITS, 1)
    assert taken(selection) == "合力攻坚！"
    assert taken(selection.moved(UNITS, -1).moved(UNITS, -1)) == "标题党建"


def test_extending_by_characters_skips_separators() -> None:
    selection = select(UNITS, "character", 3).extended(UNITS, 1)
    assert taken(selection) == "建\n引"


def test_a_span_is_widened_to_whole_units() -> None:
    assert taken(select_span(UNITS, "sentence", Span(7, 13))) == "引领机关。 合力攻坚！"
    assert taken(select_span(UNITS, "character", Span(7, 9))) == "机关"


def test_a_selection_goes_on_in_other_units_from_the_side_where_it_was() -> None:
    backwards = select(UNITS, "sentence", 13).extended(UNITS, -1)
    finer = backwards.in_units(UNITS, "character")
    assert taken(finer) == "引领机关。 合力攻坚！"
    assert taken(finer.extended(UNITS, 1)) == "领机关。 合力攻坚！"
    assert taken(select(UNITS, "character", 7).in_units(UNITS, "sentence").extended(UNITS, 1)) == taken(finer)


def test_marks_without_cells_stay_with_their_character() -> None:
    units = Units("ae\u0301b", [Paragraph(0, 4, "body")], sentences)
    assert units.at("character", 1) == units.at("character", 2) == Span(1, 3)
    assert units.beside("character", Span(0, 1), 1) == Span(1, 3)
    assert units.beside("character", Span(3, 4), -1) == Span(1, 3)


def test_nothing_can_be_selected_in_an_empty_text() -> None:
    units = Units("", [], sentences)
    assert select(units, "sentence", 0).span == Span(0, 0)
    assert units.beside("paragraph", Span(0, 0), 1) == Span(0, 0)


@given(
    st.lists(st.text(st.sampled_from("党建。！ “”e\u0301"), min_size=1, max_size=12), min_size=1, max_size=4),
    st.sampled_from(["character", "sentence", "paragraph"]),
    st.data(),
)
def test_stepping_on_visits_the_text_in_order_and_ends(
    parts: list[str], unit: Unit, data: st.DataObject
) -> None:
    paragraphs, offset = [], 0
    for part in parts:
        paragraphs.append(Paragraph(offset, offset + len(part), "body"))
        offset += len(part) + 1
    units = Units("\n".join(parts), paragraphs, sentences)
    span = units.at(unit, data.draw(st.integers(0, offset - 2)))
    for step in (1, -1):
        here = span
        while (there := units.beside(unit, here, step)) != here:
            assert there.start >= here.end if step > 0 else there.end <= here.start
            here = there
