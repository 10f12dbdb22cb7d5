"""Suggestions: completed terms, pinyin in full and by initials, and words spelled or read alike."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.engine.language.query import parse
from index.engine.suggest import Suggester, Vocabulary, last_term, spelling
from index.engine.suggest.pinyin import readings, sounding
from index.engine.suggest.typed import Typed
from index.engine.suggest.vocabulary import LONGEST, Words
from index.text.readings import is_reading

WORDS = {
    "机关": 40, "机关党建": 30, "机关党委": 12, "机构": 25, "党建": 50, "党建工作": 20, "党组织": 35,
    "党员": 45, "两个确立": 9, "省长": 3, "始终": 30, "银行": 5, "西安": 4, "显示": 8, "率先": 6,
    "绿色": 7, "组织部": 11, "株洲": 3, "业务": 20, "党": 90, "3": 70, "app": 2, "5g": 1, "jn.1": 1,
}  # fmt: skip


def documents(term: str) -> int:
    """The corpus as its words, and one phrase that is none."""
    return {**WORDS, "加强机关党": 7, "加强机关党建": 7, "“四强”党支部的实践": 1}.get(term, 0)


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester([Words.of(WORDS)], titles=["“四强”党支部的实践", "别的事"])


def terms(suggester: Suggester, typed: str, limit: int = 5) -> list[str]:
    return [proposal.term for proposal in suggester.suggest(typed, documents, limit)]


# Pinyin


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("jgdj", "机关党建"),
        ("lgql", "两个确立"),
        ("jiguandangjian", "机关党建"),
        ("jiguandj", "机关党建"),
        ("jguandjian", "机关党建"),
        ("jiguandangji", "机关党建"),
        ("JGDJ", "机关党建"),
        ("ji'guan'dang'jian", "机关党建"),
        ("zzb", "组织部"),
        ("zuzhb", "组织部"),
        ("xi'an", "西安"),
        ("lvse", "绿色"),
        ("luse", "绿色"),
        ("lüse", "绿色"),
        ("lǜsè", "绿色"),
        ("jīguāndǎngjiàn", "机关党建"),
    ],
)
def test_letters_stand_for_the_words_that_are_read_so(suggester: Suggester, letters: str, word: str) -> None:
    found = suggester.suggest(letters, documents)
    assert (found[0].term, found[0].kind, found[0].documents) == (word, "pinyin", WORDS[word])


def test_every_reading_of_a_character_counts(suggester: Suggester) -> None:
    assert "省长" in terms(suggester, "sz") and "省长" in terms(suggester, "shengzhang")
    assert "银行" in terms(suggester, "yinhang") and "银行" in terms(suggester, "yinxing")
    assert "率先" in terms(suggester, "shuaixian")


def test_the_usual_reading_comes_first_then_the_number_of_documents(suggester: Suggester) -> None:
    assert terms(suggester, "jg")[:2] == ["机关", "机构"]
    assert terms(suggester, "dj")[:2] == ["党建", "党建工作"]


def test_a_word_that_is_read_in_full_comes_before_one_that_is_abbreviated(suggester: Suggester) -> None:
    assert terms(suggester, "xian")[0] == "西安"
    assert terms(suggester, "dang")[:2] == ["党建", "党员"]


@pytest.mark.parametrize("letters", ["jgdjzz", "jiguandangjianzuzhi", "jgdangjzuz", "jgdjz"])
def test_words_one_after_the_other_are_read_where_they_occur_so(letters: str) -> None:
    words = {**WORDS, "组织": 8, "组": 70, "织机": 2, "制造": 60}
    held = {**words, "机关党建组织": 3, "机关党建组织部": 1}
    found = Suggester([Words.of(words)]).suggest(letters, lambda term: held.get(term, 0))
    assert (found[0].term, found[0].kind, found[0].documents) == ("机关党建组织", "pinyin", 3)


def test_letters_that_nothing_is_read_as_suggest_nothing(suggester: Suggester) -> None:
    assert terms(suggester, "qqqq") == [] and terms(suggester, "j") == []


def _pinyin(word: str, take: list[int]) -> str:
    """A reading of ``word``: of each character some reading, whole or only its initial."""
    known = readings()
    pieces = []
    for character, choice in zip(word, take, strict=False):
        syllables = sorted(known.names[number] for number in known.of(character))
        syllable = syllables[choice // 2 % len(syllables)]
        pieces.append(syllable if choice % 2 else syllable[0])
    return "".join(pieces)


READ = [word for word in WORDS if len(word) > 1 and not word.isascii()]


@given(st.sampled_from(READ), st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(2, 20))
def test_a_word_is_found_by_any_of_its_readings_and_by_their_beginning(
    word: str, take: list[int], length: int
) -> None:
    vocabulary = Vocabulary([Words.of(WORDS)])
    letters = _pinyin(word, take)[:length]
    found = sounding(letters, vocabulary)
    assert word in vocabulary.words(found.rows)


@given(st.text("abcdeghijlnqxyzu", min_size=1, max_size=8))
def test_what_is_found_can_be_read_so(letters: str) -> None:
    """Against a reading of one character after the other, by recursion."""
    vocabulary = Vocabulary([Words.of(WORDS)])
    known = readings()

    def reads(rest: str, word: str) -> bool:
        if not rest or not word:
            return not rest
        names = [known.names[number] for number in known.of(word[0])]
        if any(name.startswith(rest) for name in names):
            return True
        sizes = {len(name) for name in names if rest.startswith(name)}
        sizes |= {1 for name in names if name[0] == rest[0]}
        sizes |= {2 for name in names if name[1:2] == "h" == rest[1:2] and name[0] == rest[0]}
        return any(reads(rest[size:], word[1:]) for size in sizes)

    found = set(vocabulary.words(sounding(letters, vocabulary).rows))
    assert found == {word for word in whole(vocabulary) if reads(letters, word)}


def test_the_readings_are_those_of_the_table_that_repairs_use() -> None:
    known = readings()
    for character in "机关党建长行率绿女":
        names = [known.names[number] for number in known.table[ord(character)] if number]
        assert names and all(is_reading(name, character) or "u" in name for name in names)
        assert is_reading(names[0], character, usual=True)


# Completion


def test_a_term_is_completed_with_the_commonest_words_first(suggester: Suggester) -> None:
    found = suggester.suggest("机关党", documents)
    assert [(each.term, each.kind) for each in found] == [
        ("机关党建", "completion"),
        ("机关党委", "completion"),
    ]
    assert terms(suggester, "党", 2) == ["党建", "党员"]


def test_a_traditional_beginning_is_completed_too(suggester: Suggester) -> None:
    assert terms(suggester, "機關黨") == ["机关党建", "机关党委"]


def test_the_end_of_a_longer_term_is_completed_where_the_whole_occurs(suggester: Suggester) -> None:
    assert terms(suggester, "加强机关党") == ["加强机关党建"]


def test_a_word_without_documents_is_never_suggested() -> None:
    suggester = Suggester([Words.of(WORDS)], lexicon=["机关党群", "机关党校"])
    gone = {**WORDS, "机关党建": 0, "机关党校": 2}
    found = suggester.suggest("机关党", lambda term: gone.get(term, 0))
    assert [(each.term, each.documents) for each in found] == [("机关党委", 12), ("机关党校", 2)]


# Characters and pinyin in one term


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("机关dj", "机关党建"),
        ("机关dangjian", "机关党建"),
        ("機關dǎngj", "机关党建"),
        ("两个queli", "两个确立"),
        ("机g", "机关"),
        ("jg党建", "机关党建"),
        ("jiguan党建", "机关党建"),
        ("加强jg党建", "加强机关党建"),
        ("加强机关dj", "加强机关党建"),
    ],
)
def test_characters_and_pinyin_in_one_term_stand_for_a_word(
    suggester: Suggester, typed: str, word: str
) -> None:
    for found in (suggester.suggest(typed, documents), suggester.instead(typed, documents)):
        assert (found[0].term, found[0].kind, found[0].documents) == (word, "pinyin", documents(word))


def test_a_term_with_letters_that_occurs_is_no_pinyin(suggester: Suggester) -> None:
    held = {**WORDS, "机关dj": 1}
    found = suggester.suggest("机关dj", lambda term: held.get(term, 0))
    assert found == []


# Spelling


@pytest.mark.parametrize(
    ("typed", "word"),
    [("党组只", "党组织"), ("机管党建", "机关党建"), ("株州", "株洲"), ("两个确认立", "两个确立")],
)
def test_a_misspelled_word_suggests_the_right_one(suggester: Suggester, typed: str, word: str) -> None:
    found = suggester.suggest(typed, documents)
    assert (found[0].term, found[0].kind) == (word, "spelling")


def test_a_pasted_text_is_no_misspelled_word(suggester: Suggester, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def homophones(word: str, _: Vocabulary) -> NDArray[np.int64]:
        looked_at.append(word)
        return np.zeros(0, np.int64)

    monkeypatch.setattr(spelling, "homophones", homophones)
    suggester.suggest("党组只" * 9, documents)
    assert looked_at == []
    suggester.suggest("党组只", documents)
    assert looked_at == ["党组只"]


def test_a_title_is_suggested_as_it_is_written(suggester: Suggester) -> None:
    assert terms(suggester, "四强党支不") == ["“四强”党支部的实践"]


def test_what_occurs_needs_no_other_spelling(suggester: Suggester) -> None:
    assert terms(suggester, "加强机关党建") == []
    assert suggester.instead("党建", documents) == []


def test_latin_letters_are_offered_as_pinyin_whether_they_occur_or_not(suggester: Suggester) -> None:
    assert suggester.instead("dj", documents)[0].term == "党建"
    assert suggester.instead("app", documents) == []


def test_one_character_and_an_empty_vocabulary_suggest_nothing() -> None:
    empty = Suggester([])
    assert [empty.suggest(typed, documents) for typed in ("党", "党建", "dj", "", "龘")] == [[]] * 5


@given(st.text("党建机关组织部两个确立", max_size=6), st.integers(0, 4))
def test_never_more_than_asked_for_never_twice_and_only_what_occurs(typed: str, limit: int) -> None:
    found = Suggester([Words.of(WORDS)]).suggest(typed, documents, limit)
    assert len(found) <= limit
    assert len({each.term for each in found}) == len(found)
    assert all(each.documents == documents(each.term) > 0 for each in found)


# The vocabulary


def whole(vocabulary: Vocabulary) -> list[str]:
    return vocabulary.words(np.arange(len(vocabulary)))


WORD = st.text("党建机关组织ab1z𠀀𪚥\U0010ffff\x00", min_size=1, max_size=26)
SEGMENTS = st.lists(st.dictionaries(WORD, st.integers(0, 3), max_size=8), max_size=4)


@given(SEGMENTS, st.sets(WORD, max_size=4))
def test_words_of_several_segments_are_added_up(segments: list[dict[str, int]], phrases: set[str]) -> None:
    expected: Counter[str] = Counter()
    for words in segments:
        expected.update(words)
    for phrase in phrases:
        expected[phrase] = max(1, expected[phrase])
    kept = {
        word: number
        for word, number in expected.items()
        if number and 2 <= len(word) <= LONGEST and word[0].isalpha() and word.isalnum()
    }
    found = Vocabulary([Words.of(words) for words in segments], phrases)
    assert whole(found) == sorted(kept)
    assert found.frequencies.tolist() == [kept[word] for word in sorted(kept)]
    assert found.phrases.tolist() == [word in phrases for word in sorted(kept)]
    assert all(word in found for word in kept)


def test_the_vocabulary_holds_words_of_letters_alone() -> None:
    vocabulary = Vocabulary([Words.of(WORDS)])
    assert whole(vocabulary) == sorted(word for word in WORDS if len(word) > 1 and word not in ("5g", "jn.1"))
    assert "党建" in vocabulary and "党" not in vocabulary and "党见" not in vocabulary
    assert [WORDS[word] for word in whole(vocabulary)] == vocabulary.frequencies.tolist()


# What of a query is being typed


@pytest.mark.parametrize(
    ("query", "head", "term"),
    [
        ("党", "", "党"),
        ("业务 jgdj", "业务 ", "jgdj"),
        ("省:湖南 党", "省:湖南 ", "党"),
        ("业务 -党", "业务 -", "党"),
        ("(党建 OR 业", "(党建 OR ", "业"),
        ("以*为抓", "以*", "为抓"),
        ("“四强”党", "“四强”", "党"),
        ('"机关 党', '"机关 ', "党"),
        ("业务　党", "业务　", "党"),
    ],
)
def test_the_last_term_is_what_is_completed(query: str, head: str, term: str) -> None:
    assert last_term(query) == Typed(head, term)


@pytest.mark.parametrize("query", ["", " ", "党建 ", "党建 OR", "“四强”", "(党 建)", "省:湖", "以*", "《"])
def test_where_no_term_is_being_typed_nothing_is_completed(query: str) -> None:
    assert last_term(query) is None


def test_a_suggestion_takes_the_place_of_what_was_typed() -> None:
    typed = last_term("省:湖南 jgdj")
    assert typed is not None
    assert typed.completed("机关党建") == "省:湖南 机关党建"
    assert typed.completed("党建 与业务") == '省:湖南 "党建 与业务"'
    assert typed.completed("来源:某") == '省:湖南 "来源:某"'


@given(st.text('党建 *“”"-()：:省orOR', max_size=12), st.sampled_from(["党建", "党建 业务", "OR", "标题:党"]))
def test_a_completed_query_can_always_be_parsed_where_the_query_could(query: str, term: str) -> None:
    typed = last_term(query)
    if typed is None:
        return
    assert typed.head + typed.term == query
    try:
        parse(query)
    except Exception:
        return
    parse(typed.completed(term))
