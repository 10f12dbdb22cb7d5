"""Words get numbers while a segment is built: the same ones, however many are looked up together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.segment import numbering
from index.engine.segment.numbering import REJECTED, Numbers
from index.text.segment import is_word

# Of one to six characters: outside the first plane, no character at all, punctuation.
TOKENS = st.lists(st.text("党建工作的ab0\0，。 \U00020000\U00020001", min_size=1, max_size=6), max_size=60)


def words_of(numbers: Numbers, tokens: list[str]) -> list[str | None]:
    """What each token was numbered as."""
    found = numbers.of(np.array([len(token) for token in tokens], np.int64), "".join(tokens))
    return [None if number == REJECTED else numbers.words[number] for number in found.tolist()]


@settings(deadline=None)
@given(st.lists(TOKENS, min_size=1, max_size=4))
def test_every_token_has_the_number_of_its_word_in_batches_of_any_size(batches: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(numbering, "_FEW", 3)
        numbers = Numbers()
        for tokens in batches:
            assert words_of(numbers, tokens) == [token if is_word(token) else None for token in tokens]
        assert len(set(numbers.words)) == len(numbers.words)


def test_words_that_share_a_slot_keep_their_own_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_FEW", 0)
    monkeypatch.setattr(numbering, "_slots_of", lambda packed: np.zeros(len(packed), np.intp))
    numbers = Numbers()
    tokens = [chr(0x4E00 + number % 50) for number in range(200)]
    for _ in range(2):
        assert words_of(numbers, tokens) == tokens
    assert len(numbers.words) == 50


def test_a_word_is_one_word_whether_few_or_many_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = Numbers()
    few = words_of(numbers, ["党建", "工作"])
    monkeypatch.setattr(numbering, "_FEW", 0)
    assert words_of(numbers, ["工作", "党建"]) == few[::-1]
    assert len(numbers.words) == 2
