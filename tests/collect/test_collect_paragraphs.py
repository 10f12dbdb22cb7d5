"""Lines become paragraphs: their kinds, and which lines were broken inside a sentence."""

from __future__ import annotations

import textwrap

import pytest

from index.collect import collect

LONG = (
    "今年以来，市直机关党组织把学习抓在经常，支部每月集中学一次，党员每人讲一课，大家结合岗位谈体会、找差距、定措施，"
    "学习的劲头越来越足，服务群众的本领也越来越强，机关的面貌有了明显变化。"
)
OTHER = (
    "在一线窗口，党员亮身份、践承诺，办事时限压缩一半，群众少跑路、好办事。三年来，窗口单位共收到锦旗一百二十面，"
    "满意率保持在百分之九十九以上，涌现出一批服务标兵，受到上级通报表扬。"
)


def kinds(*lines: str) -> list[tuple[str, str]]:
    collected = collect("\n".join(lines).encode())
    return [
        (paragraph.kind, collected.text[paragraph.start : paragraph.end])
        for paragraph in collected.paragraphs
    ]


def paragraphs(text: str) -> list[str]:
    return collect(text.encode()).text.split("\n")


def test_the_head_of_an_article() -> None:
    assert kinds(
        "把支部建在窗口上",
        "——某市直机关服务纪实",
        "来源：某某日报",
        "时间：2020-05-06",
        "本报记者 李晓明",
        "编者按：这是一个好做法。",
        LONG,
        "图为党员在窗口。 王方 摄",
        OTHER,
    ) == [
        ("title", "把支部建在窗口上"),
        ("subtitle", "——某市直机关服务纪实"),
        ("byline", "来源：某某日报"),
        ("byline", "时间：2020-05-06"),
        ("byline", "本报记者 李晓明"),
        ("lead", "编者按：这是一个好做法。"),
        ("body", LONG),
        ("caption", "图为党员在窗口。 王方 摄"),
        ("body", OTHER),
    ]


@pytest.mark.parametrize(
    "heading", ["一、抓学习", "（一）抓学习", "1.抓学习", "第一章 总则", "抓学习 强本领", "1 抓学习"]
)
def test_a_short_line_before_prose_is_a_heading(heading: str) -> None:
    assert ("heading", heading) in kinds("把支部建在窗口上", OTHER, heading, LONG)


def test_a_numbered_sentence_is_body() -> None:
    assert kinds("把支部建在窗口上", LONG, "一是抓学习。" + OTHER)[-1][0] == "body"


def test_an_article_without_a_title_gets_none() -> None:
    assert kinds("●本报记者 李晓明", LONG, "扛起责任 走在前头", OTHER)[0][0] == "byline"
    assert "title" not in dict(kinds("●本报记者 李晓明", LONG, "扛起责任 走在前头", OTHER))
    assert "title" not in dict(kinds(LONG, "扛起责任 走在前头", OTHER))
    assert "title" not in dict(kinds("一、抓学习", LONG, "二、抓服务", OTHER))
    assert "title" not in dict(kinds("各位代表：", LONG, OTHER))


def test_a_newspaper_column_is_not_a_title() -> None:
    assert kinds("奋进新征程 建功新时代", "某某日报记者 李晓明", LONG)[0][0] == "note"
    assert kinds("壮丽70年 奋斗新时代", "把支部建在窗口上", LONG)[:2] == [
        ("note", "壮丽70年 奋斗新时代"),
        ("title", "把支部建在窗口上"),
    ]


def test_notes_and_signatures_at_the_end() -> None:
    found = kinds(
        "关于开展主题党日的通知",
        LONG,
        OTHER,
        "某某市直机关工委",
        "2022年3月4日",
        "（责任编辑：李晓明）",
        "校对：王方",
    )
    assert [kind for kind, _ in found[3:]] == ["byline", "byline", "note", "note"]


def test_single_sentences_about_pictures_between_long_paragraphs_are_captions() -> None:
    found = kinds(
        "把支部建在窗口上",
        LONG,
        "7月14日,市直机关党员到陈列馆重温入党誓词。",
        "服务现场",
        "4月8日,市直机关工委召开工作会议。",
        "抓服务",
        OTHER,
    )
    assert [kind for kind, _ in found] == [
        "title",
        "body",
        "caption",
        "caption",
        "caption",
        "heading",
        "body",
    ]


def test_an_opening_sentence_with_its_day_is_body() -> None:
    assert (
        kinds("本报记者 李晓明", "10月9日,市直机关党建案例汇编出炉了,这是多年努力的一个缩影。", LONG)[1][0]
        == "body"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG[:60], LONG[60:]),
        (OTHER[:50] + "2000", "余支" + OTHER[50:]),
        (LONG + "大家说，“一名党员", "就是一面旗帜”，要带头干。"),
        (LONG[:40] + "，", LONG[41:]),
        (LONG[:40], "；" + LONG[41:]),
    ],
)
def test_a_line_broken_inside_a_sentence_is_joined(first: str, second: str) -> None:
    collected = collect(f"把支部建在窗口上\n\n{first}\n\n{second}\n\n{OTHER}".encode())
    assert collected.text == "\n".join(["把支部建在窗口上", first + second, OTHER])
    assert [(repair.kind, repair.source, repair.result) for repair in collected.repairs] == [
        ("linebreak", "\n\n", "")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [LONG, "抓服务 促发展", OTHER],
        ["（五）抓学习，推动机关党建走深走实，巩固拓展主题教育成果，持续改进作风", LONG],
        ["省长李晓明作报告。本报记者 王方 摄", LONG],
        ["春风又绿江南岸，", "党旗高扬映初心，", LONG],
        [LONG, "“这是第二天的事。”他说，大家都记得很清楚，也都很感动。", OTHER],
        ["1.清单甲", "2.清单乙", "3.清单丙"],
        ["各位代表！", LONG],
        [LONG, "某某市直机关工委", "2022年3月4日"],
    ],
)
def test_lines_that_are_paragraphs_of_their_own_are_not_joined(lines: list[str]) -> None:
    assert paragraphs("\n".join(["把支部建在窗口上", *lines])) == ["把支部建在窗口上", *lines]


def test_an_indented_line_begins_a_paragraph_even_where_the_one_before_lacks_its_full_stop() -> None:
    first = LONG.rstrip("。")
    assert paragraphs(f"把支部建在窗口上\n　　{first}\n　　{OTHER}") == ["把支部建在窗口上", first, OTHER]


def test_an_address_above_the_text_is_neither_title_nor_text() -> None:
    assert kinds("https://example.org/a/1.html", "把支部建在窗口上", LONG)[:2] == [
        ("note", "https://example.org/a/1.html"),
        ("title", "把支部建在窗口上"),
    ]


def test_a_word_of_latin_letters_keeps_its_space_when_lines_are_joined() -> None:
    first = LONG[:50] + "，并且推广应用China"
    assert f"{first} Daily报道" in collect(f"把支部建在窗口上\n{first}\nDaily报道，{OTHER}".encode()).text


TEXT = [LONG, "抓服务", OTHER + LONG[:37] + "。", LONG + OTHER, "抓队伍", OTHER * 2]


@pytest.mark.parametrize("width", [17, 20, 24, 30, 35, 40, 48])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("spaced", [False, True])
def test_text_wrapped_at_a_fixed_width_is_rejoined(width: int, indent: str, spaced: bool) -> None:
    lines = ["把支部建在窗口上"]
    for paragraph in TEXT:
        first = indent if paragraph.endswith("。") else ""
        lines += textwrap.wrap(first + paragraph, width, drop_whitespace=False)
    text = ("\n\n" if spaced else "\n").join(lines)
    found = paragraphs(text)
    if indent:
        assert found == ["把支部建在窗口上", *TEXT]
    else:  # a paragraph whose last line happens to be full cannot be told from one that goes on
        assert "".join(found) == "把支部建在窗口上" + "".join(TEXT)
        assert len(found) >= len(TEXT) - 1


def test_wrapped_text_with_blank_lines_between_its_paragraphs() -> None:
    wrapped = ["\n".join(textwrap.wrap(paragraph, 34)) for paragraph in TEXT]
    assert paragraphs("\n\n".join(["把支部建在窗口上", *wrapped])) == ["把支部建在窗口上", *TEXT]


def test_one_enormous_line_is_one_paragraph() -> None:
    collected = collect(("支部工作，" * 200_000 + "。").encode())
    assert len(collected.paragraphs) == 1
