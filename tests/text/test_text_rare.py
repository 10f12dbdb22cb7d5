"""What is looked for in ``rare`` is found there if it is in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collect import decode, lines, notes, odd
from index.text import shifts
from index.text.fold import LONG, fold
from index.text.rare import COMMON, rare

PATTERNS = {
    "line ends": decode._ODD_LINE_END,
    "controls": decode._CONTROLS,
    "lost characters": notes._SUSPECT,
    "odd signs": odd.ODD_SIGN,
    "odd characters": odd.ANY_ODD,
    "odd white space": lines._ODD_WHITE,
    "lost bytes": shifts._LOST_BYTE,
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_rule_that_asks_for_rare_characters_looks_for_no_common_one(name: str) -> None:
    assert [character for character in sorted(COMMON) if PATTERNS[name].search(character)] == []


@pytest.mark.parametrize("length", [1, LONG])
@given(st.text(max_size=20))
def test_every_character_that_is_not_common_is_among_the_rare_ones(length: int, text: str) -> None:
    fold("本" * LONG)  # arrays are there, as in an import
    assert set(text + "本" * length) - COMMON <= set(rare(text + "本" * length))


def test_common_characters_are_left_out_of_a_long_text() -> None:
    assert set(rare("机关党建，第1期。\n" * LONG + "\u00a0")) == {"\u00a0"}


@pytest.mark.parametrize("name", PATTERNS)
@given(st.characters())
def test_a_rule_finds_in_the_rare_characters_what_it_finds_in_the_text(name: str, character: str) -> None:
    text = "党" * LONG + character
    rule: re.Pattern[str] = PATTERNS[name]
    assert bool(rule.search(rare(text))) == bool(rule.search(text))
