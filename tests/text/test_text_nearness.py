"""Anchors and comparisons of texts: what makes two texts one, and what does not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Paragraph
from index.text.nearness import Comparison, anchors_of, compare, letters_of, worth_comparing


def prose(seed: int, letters: int) -> str:
    """Sentences of characters by chance, which share nothing with those of another seed."""
    chance = random.Random(seed)
    made = [chr(chance.randint(0x5000, 0x8FFF)) for _ in range(letters)]
    for place in range(14, len(made), 15):
        made[place] = "，" if chance.random() < 0.6 else "。"
    return "".join(made)


def compared(left: str, right: str) -> Comparison:
    return compare(letters_of(left), letters_of(right))


def relation(left: str, right: str) -> str | None:
    return compared(left, right).relation


TEXT = prose(1, 900)


def test_punctuation_spaces_quotation_marks_and_script_are_not_compared() -> None:
    left = "“发展”为了群众，依靠群众。"
    assert list(letters_of(left)) == list(letters_of("發展 為了群衆；依靠羣眾"))


def test_lines_of_the_page_are_not_compared_unless_they_are_most_of_the_text() -> None:
    text = "记者某某\n" + TEXT
    paragraphs = [Paragraph(0, 4, "byline"), Paragraph(5, len(text), "body")]
    assert list(letters_of(text, paragraphs)) == list(letters_of(TEXT))
    captions = [Paragraph(0, 4, "body"), Paragraph(5, len(text), "caption")]
    assert list(letters_of(text, captions)) == list(letters_of(text))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (TEXT, TEXT + prose(2, 60), "near"),
        (TEXT, prose(2, 60) + TEXT, "near"),
        (TEXT, TEXT[:400] + prose(2, 30) + TEXT[400:], "near"),
        (TEXT, TEXT[:400] + TEXT[440:], "near"),
        (TEXT, TEXT + prose(2, 400), "inside"),
        (TEXT, prose(3, 300) + TEXT[:300] + prose(2, 300) + TEXT[300:], "inside"),
        (TEXT, TEXT[:450] + prose(2, 450), None),
        (TEXT, TEXT[450:] + TEXT[:450], None),
        (TEXT, prose(2, 900), None),
    ],
)
def test_nine_tenths_in_the_same_order(left: str, right: str, expected: str | None) -> None:
    assert relation(left, right) == expected
    assert relation(right, left) == {"inside": "around"}.get(expected or "", expected)


def test_a_text_that_says_things_twice_is_compared_whole() -> None:
    refrain = prose(5, 100)
    text = refrain + TEXT + refrain
    assert relation(text, text + prose(2, 40)) == "near"


def test_slips_are_details_but_much_in_the_place_of_other_is_another_text() -> None:
    def slipped(every: int) -> str:
        return "".join(chr(0x4E10 + n % 50) if n % every == 7 else c for n, c in enumerate(TEXT))

    assert relation(TEXT, slipped(60)) == "near"
    assert relation(TEXT, slipped(16)) is None


def _notice(who: str = "王建国", where: str = "青石", number: str = "37", order: str = "二") -> str:
    return (
        f"{where}县第{order}次支部书记例会将在县委党校阶梯教室召开，会议由{who}同志主持。"
        "请各支部提前安排好手头的工作，带齐近期走访群众的记录本，不要迟到，也不要请人代会；"
        f"会上要逐个汇报，每人不超过五分钟。参会回执共{number}份，由办公室收齐后统一登记存档。"
        f"会后请各支部把讨论的结果写成简短的材料，送交{who}同志汇总，再报{where}县直机关工委备查。"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"who": "李晓梅"},
        {"where": "白沙"},
        {"number": "52"},
        {"order": "三"},
        {"who": "陈思远", "where": "大河", "number": "19"},
    ],
)
def test_a_template_with_another_name_or_figure_is_another_notice(other: dict[str, str]) -> None:
    assert relation(_notice(), _notice(**other)) is None
    assert relation(_notice(), _notice() + "特此通知。") == "near"


def test_another_word_for_the_same_is_no_other_name() -> None:
    left = TEXT + "我省要抓好。" * 1 + prose(6, 200) + "我省要管好。"
    assert relation(left, left.replace("我省", "湖南省")) == "near"
    spelled = "".join(prose(n, 60) + "其它" for n in range(20, 30))
    assert relation(spelled, spelled.replace("其它", "其他")) == "near"


def test_who_made_the_page_makes_no_other_text() -> None:
    pages = [f"{_notice()}（责任编辑：{editor}）返回上一页" for editor in ("王芳", "李静静")]
    assert relation(*pages) == "near"


def test_one_corrected_figure_leaves_a_long_report_what_it_is() -> None:
    report = TEXT + "全年办结137件。" + prose(7, 600)
    assert relation(report, report.replace("137", "139")) == "near"


def test_texts_of_a_few_letters_are_not_compared() -> None:
    assert anchors_of(letters_of("今天开会。")) == ([], 0)
    assert relation("今天开会讨论。", "今天开会讨论了。") is None


def test_a_passage_has_its_anchors_wherever_it_stands() -> None:
    passage = prose(9, 3000)
    anchors, sampled = anchors_of(letters_of(passage))
    around, _ = anchors_of(letters_of(prose(10, 2000) + passage + prose(11, 2000)))
    assert sampled > 15 and len(set(anchors) & set(around)) >= sampled - 1
    assert worth_comparing(len(set(anchors) & set(around)), sampled, sampled * 2)


def test_short_texts_have_enough_anchors_to_be_found_again() -> None:
    text = prose(12, 150)
    anchors, sampled = anchors_of(letters_of(text))
    again, _ = anchors_of(letters_of(prose(13, 8) + text))
    assert len(anchors) >= 12 > sampled
    assert len(set(anchors) & set(again)) >= 9


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_shares_are_the_same_from_both_sides(seed: int, data: st.DataObject) -> None:
    text = prose(seed, data.draw(st.integers(80, 600)))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    other = text[:start] + prose(seed + 1, data.draw(st.integers(0, 200))) + text[end:]
    one, two = compared(text, other), compared(other, text)
    assert (one.left, one.right) == pytest.approx((two.right, two.left), abs=0.03)
    assert 0 <= one.left <= 1 and 0 <= one.right <= 1
    assert relation(text, text) == "near"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_is_too_odd(left: str, right: str) -> None:
    anchors, sampled = anchors_of(letters_of(left))
    assert sampled <= len(anchors) or len(anchors) == 0
    assert all(0 <= anchor < 2**31 for anchor in anchors)
    result = compared(left, right)
    assert 0 <= result.left <= 1 and 0 <= result.right <= 1 and result.replaced >= 0
