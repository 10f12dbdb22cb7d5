"""What is drawn has the length of the text and a width that no terminal disputes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text.kinsoku import CELLS, codes
from tui.text.width import drawn, text_width


@given(st.text(), st.booleans())
def test_drawn_text_is_as_long_as_the_text(text: str, wide: bool) -> None:
    assert len(drawn(text, ambiguous_wide=wide)) == len(text)


@given(st.text(), st.booleans())
def test_the_screen_counts_the_cells_of_drawn_text_the_same_way(text: str, wide: bool) -> None:
    shown = drawn(text, ambiguous_wide=wide)
    assert cell_len(shown) == text_width(shown) == sum(codes(text, ambiguous_wide=wide).translate(CELLS))


@given(st.text())
def test_nothing_drawn_commands_the_terminal(text: str) -> None:
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in drawn(text))
    assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF") for c in drawn(text))


def test_chinese_takes_two_cells_and_quotation_marks_one() -> None:
    assert text_width("机关“党建”……") == 4 + 1 + 4 + 1 + 2


@pytest.mark.parametrize("mark", list("“”‘’…—·①●▶≈"))
def test_where_ambiguous_marks_are_wide_certain_ones_are_drawn(mark: str) -> None:
    assert unicodedata.east_asian_width(mark) == "A"
    twin = drawn(mark, ambiguous_wide=True)
    assert unicodedata.east_asian_width(twin) != "A"


def test_a_line_break_kept_in_a_paragraph_is_seen() -> None:
    assert drawn("习近平\n新时代\t") == "习近平↵新时代 "
