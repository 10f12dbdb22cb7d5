"""How the lines of a text that is typed are broken into rows."""

from __future__ import annotations

from itertools import pairwise

from textual.widgets import TextArea

from tui.text.width import text_width
from tui.widgets.text_input import breaks


def rows(text: str, width: int) -> list[str]:
    edges = [0, *breaks(text, width, 4), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def test_chinese_behind_a_space_goes_on_in_the_same_row() -> None:
    assert rows("> 张某在会上讲了三点意见", 14) == ["> 张某在会上讲", "了三点意见"]


def test_no_row_begins_with_a_closing_mark() -> None:
    assert rows("一二三四五，六七", 10) == ["一二三四", "五，六七"]


def test_a_word_that_fits_a_row_stays_whole() -> None:
    assert rows("见 stored 一", 8) == ["见 ", "stored ", "一"]


def test_rows_hold_all_of_the_text_and_are_no_wider_than_the_room() -> None:
    text = "抓机关党建，要“两手抓、两手都要硬”；2023年完成1.2万人次（见 https://example.org/a/b/c）。" * 3
    for width in range(2, 40):
        assert "".join(rows(text, width)) == text
        assert all(text_width(row) <= width for row in rows(text, width))


def test_a_line_with_tabs_is_broken_where_the_tabs_stand() -> None:
    assert rows("党建\t工作\t要点", 8) == ["党建\t", "工作\t", "要点"]


def test_a_text_area_breaks_its_lines_so() -> None:
    area = TextArea("> 张某在会上讲了三点意见", soft_wrap=True)
    area.wrapped_document.wrap(14)
    assert area.wrapped_document.lines == [["> 张某在会上讲", "了三点意见"]]
