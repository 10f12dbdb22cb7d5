"""Names of commands by their pinyin."""

from __future__ import annotations

import pytest

from tui.pinyin import reads_as


@pytest.mark.parametrize(
    "letters", ["dbcy", "duibi", "duibichayi", "dbchayi", "duibicha", "bcy", "chayi", "chay", "d"]
)
def test_a_name_is_read_by_initials_in_full_mixed_and_as_far_as_it_is_typed(letters: str) -> None:
    assert reads_as("对比差异", letters)


@pytest.mark.parametrize("letters", ["dcy", "cydb", "x", "duibix"])
def test_other_letters_are_not_read_into_it(letters: str) -> None:
    assert not reads_as("对比差异", letters)


def test_each_reading_of_a_character_counts_and_latin_letters_stand_for_themselves() -> None:
    assert reads_as("重庆", "chongqing") and reads_as("重要", "zhongyao")
    assert reads_as("导出为 CSV", "csv") and reads_as("旅游", "lvyou") and reads_as("旅游", "luyou")
