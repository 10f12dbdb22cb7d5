"""The examples of the matching rules, and what follows from them."""

from __future__ import annotations

import pytest

from index.errors import QueryError
from index.model import Paragraph, Span
from index.text.form import match_form
from index.text.match import compile_literal, find


def counts(text: str, term: str) -> tuple[int, int]:
    """Exact and loose occurrences."""
    found = find(match_form(text), compile_literal(term))
    return len(found.exact), found.loose_total


@pytest.mark.parametrize(
    ("text", "term", "exact", "loose"),
    [
        ("机关“党建服务品牌”", "机关党建", 0, 1),
        ("机关“党建服务品牌”", "机关党建服务品牌", 1, 1),
        ("机关“党建服务品牌”", "机关“党建", 1, 1),
        ("机关“党建服务品牌”", "党建服务", 1, 1),
        ("“四强”党支部", "四强党支部", 1, 1),
        ("“四强”党支部", "强党支部", 0, 1),
        ("“四强”党支部", "“四强”党支部", 1, 1),
        ("“四强”党支部", "强”党支部", 1, 1),
        ("“四强”党支部", "强』党支部", 1, 1),
        ("印发《关于加强党建的意见》", "印发关于", 0, 1),
        ("印发《关于加强党建的意见》", "印发《关于", 1, 1),
        ("“动力党建·合力攻坚”工程", "动力党建合力攻坚", 0, 1),
        ("“动力党建·合力攻坚”工程", "动力党建•合力攻坚", 1, 1),
        ("围绕中心、建设队伍", "围绕中心建设队伍", 0, 1),
        ("三分之二是2/3", "23", 0, 1),
        ("“7·9”重要讲话", "79", 0, 1),
        ("“7·9”重要讲话", "7・9", 1, 1),
        ("到此为止。下一句", "为止下一句", 0, 1),
        ("合力攻坚，学用贯通", "合力攻", 1, 1),
        ("合力攻坚，学用贯通", "学用贯", 1, 1),
        ("党建党员党", "党", 3, 3),
        ("省（中）直单位", "省(中)直", 1, 1),
        ("——中央文件", "--中央", 1, 1),
    ],
)
def test_examples(text: str, term: str, exact: int, loose: int) -> None:
    assert counts(text, term) == (exact, loose)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("習近平", "习近平"),
        ("习近平", "習近平"),
        ("著力推进", "着力"),
        ("着力推进", "著力"),
        ("衞生健康", "卫生"),
        ("戰斗堡壘", "战斗堡垒"),
        ("戰斗堡壘", "戰鬥堡壘"),
        ("先鋒模范作用", "先锋模範"),
        ("什麼是什么", "什么是什麽"),
        ("甚麼", "甚么"),
        ("ＡＰＰ下载", "app"),
        ("２０２３年", "2023年"),
        ("〇一二", "〇一"),
        ("⻄部⻓⻛", "西部长风"),
        ("⼀流⾼⽔平", "一流高水平"),
        ("中央—地方", "中央－地方"),
        ("新时代 新征程", "新时代新征程"),
        ("新时代\u3000新征程", "时代新"),
        ("新时代\u200b新征程", "时代新"),
        ("新时\u00ad代", "新时代"),
        ("葛\U000e0100城", "葛城"),
        ("「領頭羊」", "“领头羊”"),
        ("机关党建", "机关\n党建"),
        ("机关党建", "機關(guān)黨(dǎng)建"),
    ],
)
def test_other_spellings_of_the_same_match(text: str, term: str) -> None:
    assert counts(text, term) == (1, 1)


def test_a_span_is_a_slice_of_the_source() -> None:
    text = "推进“四强”　党支部建设"
    [span] = find(match_form(text), compile_literal("四强党支部")).exact
    assert text[span.start : span.end] == "四强”　党支部"


def test_an_exact_span_has_the_punctuation_of_the_term_a_loose_one_none() -> None:
    text = "党建、机关党建。"
    assert find(match_form(text), compile_literal("机关党建。")).exact == (Span(3, 8),)
    assert find(match_form(text), compile_literal("；机关党建！")).loose == (Span(3, 7),)


def test_matches_never_cross_a_paragraph() -> None:
    assert counts("机关\n党建", "机关党建") == (0, 0)
    text = "机关\n党建"
    whole = match_form(text, [Paragraph(0, 5, "body")])
    assert find(whole, compile_literal("机关党建")).exact == (Span(0, 5),)


def test_what_stands_in_no_paragraph_is_not_matched() -> None:
    form = match_form("党建党建", [Paragraph(0, 2, "body")])
    assert find(form, compile_literal("党建")).exact == (Span(0, 2),)


def test_occurrences_that_do_not_hold_go_before_overlaps_do() -> None:
    # The first candidate is cut; kept until overlaps are resolved, it would take the second one with it.
    text = "“建党”党党"
    found = find(match_form(text), compile_literal("党党"))
    assert [text[s.start : s.end] for s in found.exact] == ["党党"]
    assert found.loose_total == 1


def test_a_term_does_not_overlap_itself() -> None:
    assert counts("党党党党党", "党党") == (2, 2)


def test_unpaired_marks_never_cut() -> None:
    assert counts("机关“党建", "机关党建") == (1, 1)
    assert counts("机关”党建“服务", "机关党建服务") == (1, 1)
    assert counts("机关“党\n建”", "机关党") == (1, 1)


def test_empty_quotation_marks_never_cut() -> None:
    assert counts("机关“”党建", "机关党建") == (1, 1)
    assert counts("机关“　”党建", "机关党建") == (1, 1)


def test_straight_marks_alternate_each_kind_for_itself() -> None:
    assert counts('机关"党建服务"品牌', "机关党建") == (0, 1)
    assert counts('机关"党建服务"品牌', "服务品牌") == (0, 1)
    assert counts('"机关"党建"服务"', "关党建") == (0, 1)
    assert counts('"机关"党建"服务"', "党建服务") == (1, 1)
    assert counts("机关'党建\"服务", "机关党建服务") == (1, 1)


def test_a_closing_mark_leaves_what_was_opened_inside_unpaired() -> None:
    assert counts("“机关‘党建”服务’", "机关党建") == (1, 1)
    assert counts("“机关‘党建”服务’", "党建服务") == (0, 1)


def test_a_match_may_cross_two_pairs_only_if_it_has_both_marks() -> None:
    text = "推进《“四强”支部》建设"
    assert counts(text, "进四强支部") == (1, 1)
    assert counts(text, "进四强") == (0, 1)
    assert counts(text, "进《四强") == (1, 1)
    assert counts(text, "强支部建设") == (0, 1)
    assert counts(text, "强支部》建设") == (0, 1)
    assert counts(text, "强”支部》建设") == (1, 1)


@pytest.mark.parametrize("term", ["", " ", "“”", "——", "《》、。", "\u200b", "(，)"])
def test_a_term_without_letters_says_so(term: str) -> None:
    with pytest.raises(QueryError, match="no letters or digits"):
        compile_literal(term)


def test_terms_that_match_the_same_are_equal() -> None:
    assert compile_literal("黨建") == compile_literal("党 建")
    assert compile_literal("党建") != compile_literal("党“建")


def test_empty_text_has_no_occurrences() -> None:
    assert counts("", "党") == (0, 0)
    assert counts("\n\n", "党") == (0, 0)
