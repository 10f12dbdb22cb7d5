"""The lexicon holds terms that the segmenters can hold and need, each once."""

from __future__ import annotations

import logging
from importlib.resources import files

import pytest

from index.text.fold import fold
from index.text.segment import lexicon, words

LEXICON = files("data") / "lexicon"


def lines(name: str) -> list[str]:
    text = (LEXICON / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["terms.txt", "stopwords.txt"])
def test_a_list_is_clean_and_says_where_it_comes_from(name: str) -> None:
    text = (LEXICON / name).read_text("utf-8")
    assert text.startswith("#") and "# Source:" in text
    entries = lines(name)
    assert len(entries) == len(set(entries))
    assert [entry for entry in entries if entry != entry.strip() or fold(entry) != entry] == []


def test_terms_hold_no_mark_that_a_segmenter_would_split_at() -> None:
    entries = lines("terms.txt")
    assert 400 <= len(entries) <= 800
    assert [term for term in entries if len(term) < 2] == []
    allowed = {"+"}  # 互联网+: the one sign that jieba takes as part of a word
    assert [term for term in entries if not all(c.isalnum() or c in allowed for c in term)] == []


def test_terms_are_unknown_to_the_dictionary() -> None:
    jieba = pytest.importorskip("jieba")
    jieba.setLogLevel(logging.CRITICAL)
    plain = jieba.Tokenizer()
    plain.initialize()
    assert [term for term in lines("terms.txt") if plain.FREQ.get(term)] == []


def test_every_term_comes_back_as_one_word() -> None:
    assert [term for term in lines("terms.txt") if words(term) != [(term, 0)]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实第一议题制度", ["落实", "第一议题", "制度"]),
        ("严格执行三会一课制度", ["严格执行", "三会一课", "制度"]),
        ("推进两学一做学习教育", ["推进", "两学一做", "学习", "教育"]),
        ("十五五为期五年", ["十五五", "为期", "五年"]),
        ("整治灯下黑问题", ["整治", "灯下黑", "问题"]),
    ],
)
def test_formulae_are_kept_whole_and_their_neighbours_too(text: str, expected: list[str]) -> None:
    assert [word for word, _ in words(text)] == expected


def test_stop_words_are_not_added_to_the_dictionary() -> None:
    assert not {"加以", "的", "以及"} & set(lexicon())


def test_stop_words_leave_the_words_of_the_field_alone() -> None:
    assert not set(lines("stopwords.txt")) & ({*lines("terms.txt")} | {"党", "工作", "建设", "机关", "支部"})
