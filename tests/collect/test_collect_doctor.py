"""Damage of every known kind is put right, on record and reversibly; clean texts stay as they are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.collect import collect
from index.collect.decode import decode
from index.collect.joins import glue
from index.collect.repairs import revert
from index.model import Collected

sys.path.insert(0, str(Path(__file__).parent))

import collect_damage as damage  # type: ignore[import-not-found]

PROSE = """市直机关的“四强”支部这样建成
某某日报 2023-05-06
今年以来，市直机关工委把党建与业务一起谋划，优化组织设置，创新服务方式，让党员在一线领任务、见行动。
一、把关口前移，规范日常
“过去开会多，现在办事快。”服务对象这样说。机关干部每月下基层，统一登记问题，限时办结，结果向群众公布……
二、用数据说话——看得见的变化
一年里，应急、环保、产业等部门联合监督三次，网上调查显示，群众对机关的评价明显提高，内部协调更加顺畅。
三、以品牌聚力·让服务有感
工委结合（试行）办法，转变作风，发展业务骨干入党，养成日行一善的习惯，经验在全区推广，大家说这样的节日活动办到了心里。"""

JUNK: dict[str, Callable[[str], str]] = {
    "toned": lambda text: damage.annotated(text, damage.ANNOTATED),
    "toneless": lambda text: damage.annotated(text, damage.ANNOTATED, write=damage.toneless),
    "numbered": lambda text: damage.annotated(text, damage.ANNOTATED, write=damage.numbered),
    "capitals": lambda text: damage.annotated(text, damage.ANNOTATED, write=str.upper),
    "capitals without tone": lambda text: damage.annotated(
        text, damage.ANNOTATED, write=lambda pinyin: damage.toneless(pinyin).upper()
    ),
    "full-width": lambda text: damage.annotated(text, damage.ANNOTATED, brackets="（）"),
    "square": lambda text: damage.annotated(text, damage.ANNOTATED, brackets="[]"),
    "runs": lambda text: damage.annotated(text, "關務", write=damage.toneless, times=3),
    "all": damage.annotated,
    "half": lambda text: damage.annotated(text, share=0.5),
    "slid": damage.slid,
}
MARKS: dict[str, Callable[[str], str]] = {
    "entities": damage.entities,
    "escaped twice": damage.twice_escaped,
    "controls": damage.misread_marks,
    "half-width": damage.half_width_marks,
    "vertical": damage.upright_marks,
    "zero-width": damage.zero_width,
    "radicals": damage.radicals,
}


def undone(collected: Collected) -> str:
    return revert(collected.text, collected.paragraphs, collected.repairs, range(len(collected.repairs)))[0]


def assert_put_right(text: str, damaged: str) -> Collected:
    collected = collect(damaged.encode("utf-8"))
    assert collected.text == collect(text.encode("utf-8")).text
    for repair in collected.repairs:
        assert collected.text[repair.start : repair.end] == repair.result
        assert damaged[repair.origin :].startswith(repair.source)
    assert undone(collected) == decode(damaged.encode("utf-8")).text
    again = collect(collected.text.encode("utf-8"))
    assert (again.text, again.repairs) == (collected.text, ())
    return collected


@pytest.mark.parametrize("kind", JUNK)
def test_readings_of_every_form_go(kind: str) -> None:
    text = damage.TO_TRADITIONAL(PROSE)
    collected = assert_put_right(text, JUNK[kind](text))
    assert {repair.kind for repair in collected.repairs} == {"pinyin"}


@pytest.mark.parametrize("kind", MARKS)
def test_what_stands_in_for_a_mark_is_put_right(kind: str) -> None:
    collected = assert_put_right(PROSE, MARKS[kind](PROSE))
    assert {repair.kind for repair in collected.repairs} <= {"punctuation", "space", "radical"}
    assert collected.repairs


def test_the_title_is_read_from_what_was_put_right() -> None:
    for kind in ("entities", "escaped twice", "controls"):
        assert collect(MARKS[kind](PROSE).encode()).metadata.title == "市直机关的“四强”支部这样建成"


def test_odd_spaces_become_ordinary_ones() -> None:
    collected = collect(damage.odd_spaces(PROSE).encode())
    assert "\u00a0" not in collected.text
    assert collected.text.replace(" ", "") == PROSE.replace(" ", "")


def test_a_reading_broken_between_two_lines_is_two_places() -> None:
    text = damage.annotated(damage.TO_TRADITIONAL(PROSE), damage.ANNOTATED).replace(
        "關(guān)", "關(gu\nān)", 1
    )
    collected = collect(text.encode())
    assert not any(mark in collected.text for mark in ("(gu", "ān)"))
    assert undone(collected) == text


def test_a_word_divided_at_the_end_of_a_line_is_whole() -> None:
    first = "他们在会上介绍了该区把公共服务和数字政务一起推进的做法，并且引用了一份外文研究报告，其中说 inno-"
    collected = collect(f"{first}\nvation 来自一线的经验，也来自群众的意见和建议。\n".encode())
    assert collected.text == first[:-1] + "vation 来自一线的经验，也来自群众的意见和建议。"


CLEAN = [
    PROSE,
    "（一）某某（女，汉族，1970年生），市直机关工委书记；李晓明（Li Xiaoming）教授；世贸组织（WTO）；"
    "某某客户端（APP）。",
    "支部学习了荀彧（yù）的故事，游览了亳（bó）州、六（lù）安和番（pān）禺，记住了“龃（jǔ）龉（yǔ）”的写法。",
    "大会通过了《条例（试行）》[2023]5号文件，党组（党委）书记、省（区、市）代表参加，"
    "共100人？（记者 李晓明）",
    "他问：“这样做行吗？”（笑）大家答：“行！”R&D经费增长5%，AT&T公司、A&B组参加；公式a<b&c。",
]


@pytest.mark.parametrize("text", CLEAN)
@pytest.mark.parametrize("convert", [str, damage.TO_TRADITIONAL], ids=["simplified", "traditional"])
def test_clean_texts_stay(text: str, convert: Callable[[str], str]) -> None:
    text = convert(text)
    collected = collect(text.encode())
    assert (collected.text, collected.repairs) == (text, ())


def test_what_an_author_would_gloss_stays_beside_the_junk_of_a_few_characters() -> None:
    text = damage.annotated(damage.TO_TRADITIONAL(PROSE), damage.ANNOTATED) + "\n學習了荀彧(yù)的奏議。"
    collected = collect(text.encode())
    assert collected.text.endswith("荀彧(yù)的奏議。")
    assert "(guān)" not in collected.text


def test_the_real_articles_and_reports(seeds: dict[str, Path], govreports: list[Path]) -> None:
    files = [file for key, file in seeds.items() if key != "002"] + govreports[::8]
    for file in files:
        text = collect(file.read_bytes()).text
        assert collect(text.encode()).text == text
        traditional = damage.TO_TRADITIONAL(text)
        for kind, junk in JUNK.items():
            if kind != "slid":
                assert collect(junk(traditional).encode()).text == collect(traditional.encode()).text, kind
        for kind, marks in MARKS.items():
            assert collect(marks(text).encode()).text == text, kind


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("成员国RC", "EP的经贸", ""),
        ("创新Mal", "l多种功能", ""),
        ("支持以A", "I为引领", ""),
        ("said that the", "party grew", " "),
        ("this was a", "good year", " "),
        ("党的", "建设", ""),
    ],
)
def test_what_stands_between_joined_lines(left: str, right: str, between: str) -> None:
    assert glue(left, right) == between


@pytest.mark.parametrize("number", [lambda page: f"— {page} —", str, lambda page: f"第{page}页 共3页"])
def test_numbers_of_pages_go_from_between_the_lines(number: Callable[[int], str]) -> None:
    lines = damage.wrapped(PROSE, 30, indent="　　")
    damaged = damage.paged(lines, number, lines=6)
    collected = collect(damaged.encode())
    assert collected.text == collect(PROSE.encode()).text
    inside = [repair for repair in collected.repairs if "\n\n" in repair.source]
    apart = [piece.text for piece in collected.furniture if piece.kind == "page-number"]
    assert len(inside) + len(apart) == damaged.count("\n\n") // 2
    assert all(number(page) in undone(collected) + "".join(apart) for page in range(1, len(inside) + 1))


@pytest.mark.parametrize("rows", ["2021\n2022\n2023", "1\n2\n3", "一\n1\n二\n2"])
def test_figures_on_lines_of_their_own_stay(rows: str) -> None:
    assert rows in collect(f"{PROSE}\n{rows}\n以上是三年来的情况，各支部都有登记。\n".encode()).text


def test_the_real_articles_from_pages(seeds: dict[str, Path]) -> None:
    for file in seeds.values():
        text = collect(file.read_bytes()).text
        lines = damage.paged(damage.wrapped(text, 36, indent="　　"), lambda page: f"- {page} -")
        whole = text.split("\n")
        wrong = [line for line in collect(lines.encode()).text.split("\n") if line not in whole]
        assert len(wrong) <= len(whole) // 20
