"""Cropping to cells keeps what matters in view and never halves a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.crop import ELLIPSIS, crop, crop_around
from tui.text.width import drawn, text_width

texts = st.text(st.sampled_from("党建引领abc，“”e\u0301 ①😀"), max_size=60)


def shown(text: str, start: int, end: int, width: int) -> str:
    cut = crop_around(text, start, end, width)
    return ELLIPSIS * cut.left + text[cut.start : cut.end] + ELLIPSIS * cut.right


@given(texts, st.integers(1, 50))
def test_cropped_text_fits(text: str, width: int) -> None:
    result = crop(text, width)
    assert text_width(result) <= width
    assert result == text or text.startswith(result[:-1])
    # As much as possible: one more character would be too much.
    if result != text:
        assert text_width(text[: len(result)]) > width - 1


@given(texts, st.data(), st.integers(2, 50), st.booleans())
def test_what_matters_stays_in_view(text: str, data: st.DataObject, width: int, wide: bool) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = crop_around(text, start, end, width, ambiguous_wide=wide)
    part = drawn(text[cut.start : cut.end], ambiguous_wide=wide)
    assert text_width(part) + cut.left + cut.right <= width
    assert cut.left == (cut.start > 0)
    assert cut.right == (cut.end < len(text))
    assert cut.start <= start
    if text_width(drawn(text[start:end], ambiguous_wide=wide)) <= (width - 2) * 3 // 4 - 2:
        assert cut.end >= end


def test_a_title_too_long_ends_in_an_ellipsis() -> None:
    assert crop("党建引领促振兴", 9) == "党建引领…"
    assert crop("党建引领促振兴", 10) == "党建引领…"
    assert crop("党建引领促振兴", 14) == "党建引领促振兴"
    assert crop("党建", 0) == ""


def test_a_hit_far_on_is_shown_with_what_stands_before_it() -> None:
    assert shown("一二三四五六七八九十机关一二三四五六七八九十", 10, 12, 20) == "…九十机关一二三四五…"


def test_near_the_end_the_room_goes_to_what_stands_before() -> None:
    assert shown("一二三四五六七八九十机关", 10, 12, 13) == "…七八九十机关"


def test_near_the_start_nothing_is_left_out_before() -> None:
    assert shown("一机关三四五六七八九十", 1, 3, 13) == "一机关三四五…"


def test_a_hit_longer_than_the_line_shows_its_beginning() -> None:
    assert shown("一二三四五六七八九十", 4, 10, 8) == "…五六七…"
