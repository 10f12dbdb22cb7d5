"""What is looked for first because it is quicker never changes what is found."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.collect import shapes
from index.collect.decode import plausibility
from index.collect.kinds import Block
from index.collect.lines import _WHITES, SENTENCE_END, compact, ends_sentence, split
from index.collect.metadata.facts import Facts
from index.collect.metadata.levels import _ACTS, _BEGUN, _SELF, is_theirs, self_reference
from index.collect.metadata.mentions import _heads, _names
from index.collect.odd import find_odd
from index.collect.page_edges import _BAR_HEAD, _BAR_TAIL, _BAR_WORD, trim
from index.collect.page_lines import _RULES, _gates, _is_bar, bar_words, kind_of, tokens
from index.text.fold import fold
from index.text.pinyin import _BRACKET, _PLACE, find_glosses
from index.text.readings import is_reading
from index.text.script import script_of

DATES = ("2023-05-06", "2021年3月5日", "二〇二三年十月", "19:30", "星期。", "第3版", "2022年第3期")
LABELS = (
    "来源:",
    "作者",
    "记者",
    "通讯员",
    "时间:",
    "编辑:",
    "某某日报",
    "机关工委",
    "王 刚",
    "李明",
    "摄影",
)
MARKS = (
    "。",
    ",",
    "、",
    ":",
    "(",
    ")",
    "/",
    "|",
    " ",
    "”",
    "“",
    "!",
    "...",
    "[",
    "摄)",
    "供图。",
    "图",
    "资料图片)",
)
PLACES = (
    "湖南",
    "湖南省",
    "株洲市",
    "市直",
    "省直机关",
    "城市直",
    "市县委",
    "全省唯一",
    "我省",
    "全区各级",
    "自治区党委",
)
PAGES = (
    "分享到:",
    "字号:大中小",
    "打印",
    "关闭",
    "上一篇",
    "首页 > ",
    "扫一扫",
    "版权所有",
    "责任编辑:",
    "编者按:",
    "注:",
)
NOTICES = (
    "上一篇:",
    "没有了",
    "某某小编为您整理",
    "某某网",
    "给大家带来",
    "免责声明:",
    "本文来自网络",
    "转载",
    "侵权",
    "简介",
    "关键词:",
    "当前位置:",
    "首页>",
    "国内统一刊号:",
    "{{ function(",
    "<!--",
)
words = st.lists(
    st.sampled_from((*DATES, *LABELS, *MARKS, *PLACES, *PAGES, "支部", "把工作做实")), max_size=14
)
lines = words.map("".join)


def block(key: str, kind: str = "body") -> Block:
    [line] = split(key)
    made = Block([line])
    made.kind = kind  # type: ignore[assignment]
    return made


@given(lines)
@settings(max_examples=1500, deadline=None)
def test_a_sentence_is_no_byline_whatever_rule_is_asked(text: str) -> None:
    key = fold(text).strip()
    if shapes._is_sentence(key):
        assert not shapes._is_byline.__wrapped__(key)


@given(lines)
@settings(max_examples=800, deadline=None)
def test_captions_and_signatures_are_found_where_a_search_finds_them(text: str) -> None:
    key = fold(text)
    assert shapes._signs_photo(key) == (shapes._PHOTO.search(key) is not None)
    assert shapes._names_photo_reporter(key) == (shapes._PHOTO_REPORTER.search(key) is not None)
    if key.strip():
        made = block(key)
        assert (made.lead, made.note) == (shapes.is_lead(made), shapes.is_note(made))


@given(lines)
@settings(max_examples=800, deadline=None)
def test_ends_of_sentences_and_bars_are_told_as_by_their_patterns(text: str) -> None:
    key = fold(text)
    assert ends_sentence(text) == (SENTENCE_END.search(text[-8:]) is not None)
    assert _BAR_WORD.search(key) or not _BAR_TAIL.search(key)
    for least, _, gate in _gates():
        asked = [rule for kind, limit, rule in _RULES if kind != "bar" and least <= limit]
        assert gate.match(key) or not any(rule(key) for rule in asked)
    found = tokens(key)
    if not _is_bar(key):
        assert not (len(found) > 1 and all(token in bar_words() for token in found))


@given(words.map("".join), words.map("".join))
@settings(max_examples=800, deadline=None)
def test_a_sentence_has_no_bars_at_its_edges(text: str, more: str) -> None:
    for line in split(f"{text}{more}。"):
        if line.key[0] not in "|[【":
            assert trim(line) == [line]
            assert not _BAR_HEAD.match(line.key)
            assert not _BAR_TAIL.search(line.key)


@given(st.lists(st.sampled_from((*NOTICES, *PAGES, *MARKS, "把工作做实")), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_long_sentences_of_a_page_are_told_as_by_the_rules(parts: list[str]) -> None:
    text = "".join(parts)
    for line in split(f"{text}{'各支部把学习和工作结合起来' * 7}。"):
        kinds = [kind for kind, limit, rule in _RULES if len(line.key) <= limit and rule(line.key)]
        assert kind_of(line) == (kinds[0] if kinds else None)


@given(st.lists(words.map("".join), min_size=1, max_size=6))
@settings(max_examples=500, deadline=None)
def test_what_a_text_calls_its_own_is_counted_paragraph_by_paragraph(texts: list[str]) -> None:
    blocks = [
        block(text, "title" if not number else "body") for number, text in enumerate(texts) if text.strip()
    ]
    facts = Facts(blocks)
    counted = dict.fromkeys(_SELF, 0.0)
    read = [(one.key, 5.0 if one.kind == "title" else 1.0) for one in blocks]
    if facts.prose and not facts.titles:
        read.append((facts.prose[0].key[:_BEGUN], 2.0))
    if facts.prose and (actor := _ACTS.match(facts.prose[0].key)):
        counted["市" if actor["unit"] == "州" else actor["unit"]] += 2.0
    for key, factor in read:
        for name, pattern in _SELF.items():
            for match in pattern.finditer(key):
                if not is_theirs(key, match):
                    counted[name] += factor * (2.0 if match["own"] else 1.0)
    assert self_reference(facts) == counted


@given(
    st.lists(st.sampled_from((*PLACES, "河南", "吉林", "海南州", "株", "市", "朝阳", "。")), max_size=12).map(
        "".join
    )
)
@settings(max_examples=40, deadline=None)
def test_every_place_name_begins_where_names_are_looked_for(text: str) -> None:
    key = fold(text)
    looked = _heads().places(key)
    assert looked == sorted(set(looked))
    for name in _names():
        assert {found.start() for found in re.finditer(f"(?={re.escape(name.text)})", key)} <= set(looked)


@given(st.text(st.sampled_from("机关關黨党自(（)）zìguānAP ﹙1"), max_size=40))
@settings(max_examples=500, deadline=None)
def test_glosses_are_found_as_by_a_search_through_all_characters(text: str) -> None:
    found = []
    for place in _PLACE.finditer(text):
        for bracket in _BRACKET.finditer(text, place.start(2), place.end(2)):
            if bracket[1].isupper() or not is_reading(bracket[1], place[1]):
                break
            found.append((bracket.start(), bracket.end(), place[1], bracket[1]))
    assert [(gloss.start, gloss.end, gloss.character, gloss.pinyin) for gloss in find_glosses(text)] == found


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_lines_are_what_stands_between_white_space(text: str) -> None:
    source = text.replace("\r", "\n")
    cut = split(source)
    kept = [body for raw in source.split("\n") if (body := raw.strip(_WHITES))]
    assert [source[line.start : line.end] for line in cut] == kept
    for line in cut:
        if not find_odd(source, line.start, line.end):
            assert line.clean == source[line.start : line.end]
        assert len(line.at) == len(line.clean)
        assert list(line.at) == sorted(set(line.at))
        assert line.key == fold(line.clean)
        assert line.compact == compact(line.key)


def test_scripts_and_plausibility_are_those_of_the_characters() -> None:
    assert script_of("机关党建与业务融合") == "simplified"
    assert script_of("機關黨建與業務融合") == "traditional"
    assert script_of("机关党建 機關黨建") == "mixed"
    assert script_of("") == script_of("abc 斗里干后") == "simplified"
    assert plausibility("的一是不") == 1.0
    assert plausibility("abc") == 0.0
    assert plausibility("的龘") == 0.5
    assert plausibility("的\ue000") == 0.25
