"""Every repair is on record and can be undone; nothing of the source is lost or invented."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collect import collect
from index.collect.decode import decode
from index.collect.repairs import revert
from index.errors import ImportFailure
from index.model import Collected

JUNK = (
    "市直機關(guān)黨委圍繞服務(wù)中心開展機關(guān)建設(shè)，"
    "機關(guān)服務(wù)隊伍建設(shè)得到加強，關(guān)心群眾，服務(wù)群眾。"
)
CLEAN = "市直機關黨委圍繞服務中心開展機關建設，機關服務隊伍建設得到加強，關心群眾，服務群眾。"
PIECES = [
    "把支部建在窗口上",
    "来源：某某日报",
    "下载",
    "打印",
    "【字号：",
    "】",
    "|",
    "相关报道：",
    "- 下一篇:",
    "一、抓学习",
    "",
    " ",
    "　　",
    "\t",
    "今年以来，市直机关党组织把学习抓在经常，支部每月集中学一次，大家结合岗位谈体会",
    "，找差距。",
    "”的做法",
    "2000",
    "余支队伍，服务群众。",
    JUNK,
    "“一名党员",
    "就是一面旗帜”，大家都说好。",
    "⻄部\u00a0大开发\u200b的机⻓。",
    "&nbsp;&ldquo;好&rdquo;",
    "上一篇：没有了",
    "PM",
    "2.5",
    "本报记者 李晓明",
    "2022-05-06",
    "abc",
    "Latin words",
    "（",
    "）",
    "——在会上",
    "自(zi)(zi)(zi)",
    "總?cè)藬?shù)过百，市直機關(gu",
    "ān)黨委圍繞服務",
    "(wù)中心，機關(GUĀN)建設。",
    "&#8220;&amp;hellip;â€œ\x93｡︵\ufffd",
    "— 3 —",
    "第4页",
    "5",
    "inno-",
    "vation",
    "&nbsp;",
    "\u200b",
]
SEPARATORS = ["\n", "\n\n", "\r\n", "\n　　", "\r", "", " "]


def compact(text: str) -> Counter[str]:
    invisible = "\u200b\u200e\ufeff\u00ad\u2060"
    return Counter(c for c in text if not c.isspace() and c not in invisible)


def assert_sound(source: str, collected: Collected) -> None:
    """The promises of stored text: paragraphs cover it, repairs describe it, nothing is lost or invented."""
    text = collected.text
    assert "\n".join(text[p.start : p.end] for p in collected.paragraphs) == text
    assert all(p.start < p.end for p in collected.paragraphs)
    assert all(text[p.start] not in " \u3000\t\n" for p in collected.paragraphs)
    for repair in collected.repairs:
        assert text[repair.start : repair.end] == repair.result
        assert source[repair.origin :].startswith(repair.source)
    places = [(repair.start, repair.end) for repair in collected.repairs]
    assert places == sorted(set(places))
    undone, paragraphs, left = revert(text, collected.paragraphs, collected.repairs, range(len(places)))
    assert not left
    assert "\n".join(undone[p.start : p.end] for p in paragraphs) == undone
    for paragraph in paragraphs:
        assert undone[paragraph.start : paragraph.end] in source
    assert compact(source) == compact(undone + "".join(item.text for item in collected.furniture))


def test_bracketed_readings_are_taken_out_and_put_back() -> None:
    collected = collect(JUNK.encode())
    assert collected.text == CLEAN
    assert {repair.kind for repair in collected.repairs} == {"pinyin"}
    assert len(collected.repairs) == JUNK.count("(")
    text, _, left = revert(
        collected.text, collected.paragraphs, collected.repairs, range(len(collected.repairs))
    )
    assert (text, left) == (JUNK, ())


def test_a_genuine_gloss_in_a_clean_text_stays() -> None:
    text = "这个村叫瓮(wèng)洞，支部在这里建起了党员活动室，群众都来学习，大家说办得好。"
    collected = collect(text.encode())
    assert (collected.text, collected.repairs) == (text, ())


def test_radicals_odd_spaces_and_entities_are_put_right() -> None:
    collected = collect("⻄部\u00a0大开发的机⻓\u200b说：&ldquo;好&rdquo;。".encode())
    assert collected.text == "西部 大开发的机长说：“好”。"
    assert [repair.kind for repair in collected.repairs] == [
        "radical",
        "space",
        "radical",
        "space",
        "punctuation",
        "punctuation",
    ]


def test_an_indent_is_layout_and_no_repair() -> None:
    collected = collect("　　一段话。\n\u00a0\u00a0又一段话。".encode())
    assert (collected.text, collected.repairs) == ("一段话。\n又一段话。", ())


def test_one_repair_can_be_undone_and_the_others_stay_right() -> None:
    collected = collect(("把支部建在窗口上\n" + JUNK).encode())
    text, paragraphs, left = revert(collected.text, collected.paragraphs, collected.repairs, [1])
    assert len(left) == len(collected.repairs) - 1
    assert all(text[repair.start : repair.end] == repair.result for repair in left)
    assert text.count("(") == 1
    assert text[paragraphs[0].start : paragraphs[0].end] == "把支部建在窗口上"


def test_a_repair_that_is_not_there_cannot_be_undone() -> None:
    with pytest.raises(IndexError):
        revert("一段话。", (), (), [0])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), min_size=1, max_size=24))
def test_nothing_is_lost_and_nothing_invented(parts: list[tuple[str, str]]) -> None:
    data = "".join(piece + separator for piece, separator in parts).encode()
    try:
        source = decode(data).text
    except ImportFailure:
        return
    assert_sound(source, collect(data))


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="机关党建，。“”（）《》：；、\n\n　 \u00a0\t12Aa|>-—⻄上下一篇:", min_size=1, max_size=200
    )
)
def test_nothing_is_lost_of_any_text(text: str) -> None:
    try:
        source = decode(text.encode()).text
    except ImportFailure:
        return
    assert_sound(source, collect(text.encode()))


@settings(max_examples=200, deadline=None)
@given(
    st.data(),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), min_size=1, max_size=20),
)
def test_undoing_any_repairs_in_two_steps_is_undoing_them_at_once(
    data: st.DataObject, parts: list[tuple[str, str]]
) -> None:
    try:
        collected = collect("".join(piece + separator for piece, separator in parts).encode())
    except ImportFailure:
        return
    numbers = list(range(len(collected.repairs)))
    chosen = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    text, paragraphs, left = revert(collected.text, collected.paragraphs, collected.repairs, chosen)
    assert [repair.origin for repair in left] == [
        repair.origin for number, repair in enumerate(collected.repairs) if number not in chosen
    ]
    assert all(text[repair.start : repair.end] == repair.result for repair in left)
    rest = revert(text, paragraphs, left, range(len(left)))
    assert rest == revert(collected.text, collected.paragraphs, collected.repairs, numbers)
