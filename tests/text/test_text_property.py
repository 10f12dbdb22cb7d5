"""Whatever stands in a paragraph is found at its place, however it is written in the query."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import opencc
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin.pinyin_dict import pinyin_dict

from index.model import Occurrences, Span
from index.text.fold import fold
from index.text.form import MatchForm, match_form
from index.text.marks import LETTER, MARK, kind
from index.text.match import compile_literal, find
from index.text.pinyin import strip_glosses

Writing = Callable[[str, Random], str]


# OpenCC's phrases write one word of simplified text for another; the fold keeps them apart (variants.tsv).
KEPT_APART = {"具俱", "坐座", "象像", "仿彷", "链鍊", "熏薰", "里哩"}


def in_script(name: str) -> Writing:
    converter = opencc.OpenCC(name)

    def convert(text: str, chance: Random) -> str:
        converted = str(converter.convert(text))
        if len(converted) != len(text):
            return converted
        pairs = zip(text, converted, strict=True)
        return "".join(old if old + new in KEPT_APART else new for old, new in pairs)

    return convert


def full_width(text: str, chance: Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text).replace(" ", "\u3000")


def half_width(text: str, chance: Random) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def other_marks(text: str, chance: Random) -> str:
    pair = chance.choice(["「」", "『』", "‘’", "〈〉", "“”", '""', "''", "﹁﹂", "„”"])
    pairs = dict.fromkeys(map(ord, "“‘「『《〈„"), pair[0]) | dict.fromkeys(map(ord, "”’」』》〉"), pair[1])
    return text.translate(pairs)


def no_marks(text: str, chance: Random) -> str:
    return "".join(c for c in text if kind(fold(c)) != MARK)


def broken_lines(text: str, chance: Random) -> str:
    breaks = ("\n", "\r\n", "\n\n", " ", "\u3000", "\u200b")
    return "".join(c + (chance.choice(breaks) if chance.random() < 0.2 else "") for c in text)


def junk(text: str, chance: Random) -> str:
    pieces = []
    for c in text:
        reading = pinyin_dict.get(ord(c), "").split(",")[0]
        pieces.append(f"{c}({reading})" if reading and chance.random() < 0.3 else c)
    return "".join(pieces)


def traditional_junk(text: str, chance: Random) -> str:
    return junk(writings()["s2tw"](text, chance), chance)


def upper(text: str, chance: Random) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


@cache
def writings() -> dict[str, Writing]:
    scripts = {name: in_script(name) for name in ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")}
    others = (full_width, half_width, other_marks, no_marks, broken_lines, junk, traditional_junk, upper)
    return {**scripts, **{writing.__name__: writing for writing in others}}


def check(text: str, form: MatchForm, start: int, end: int, name: str, chance: Random) -> None:
    """``text[start:end]`` in another writing is found where it stands, exactly if its marks are kept."""
    visible = [i for i in range(start, end) if kind(fold(text[i])) <= LETTER]
    letters = [i for i in visible if kind(fold(text[i])) == LETTER]
    if not letters:
        return
    query = writings()[name](text[start:end], chance)
    found = find(form, compile_literal(query))
    exact, loose = Span(visible[0], visible[-1] + 1), Span(letters[0], letters[-1] + 1)
    assert is_at(exact, found.exact) or (name == "no_marks" and is_at_loosely(loose, found)), (text, query)


def is_at(place: Span, spans: tuple[Span, ...]) -> bool:
    """Found, or the term overlaps itself here and another occurrence was counted (党 党党 党)."""
    return any(place.start < span.end and span.start < place.end for span in spans)


def is_at_loosely(place: Span, found: Occurrences) -> bool:
    return is_at(place, found.exact + found.loose)


WORDS = """
机关党建 四强 党支部 党员之家 着力 著作 战斗堡垒 先锋模范作用 干部 干净 什么 里面
后天 以来 发展 头发 复苏 回复 覆盖 凭借 家具 想象 座谈 产业链
锻炼 头像 系统 联系 关系 一千余 2023年 97% 3.5亿 2/3 7·9 APP
QQ群 互联网+ 卫生 台湾 平台 了解 明了 征求 象征 开辟 意向 只有
一只 其余 制度 制造 准备 批准 范围 群众 为了 表现 钟表 面积
面粉 合同 於菟 习近平 新时代 中国特色 社会主义 思想 绿色 女性 战略 省（中）直
党 的 了 和 ㎡ ㈠ 〇 衞 麼
""".split()  # noqa: SIM905
SIGNS = [
    "，",
    "、",
    "。",
    "；",
    "：",
    "！",
    "……",
    "——",
    "·",
    "-",
    "“",
    "”",
    "‘",
    "’",
    "《",
    "》",
    "「",
    "」",
    '"',
    " ",
    "\u3000",
]
paragraphs = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), min_size=1, max_size=25).map("".join)


@settings(max_examples=800)
@given(st.lists(paragraphs, min_size=1, max_size=3), st.sampled_from(sorted(writings())), st.data())
def test_a_substring_is_found_at_its_place(lines: list[str], name: str, data: st.DataObject) -> None:
    text = "\n".join(lines)
    before = sum(len(line) + 1 for line in lines[:-1])
    start = data.draw(st.integers(before, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 24)))
    check(text, match_form(text), start, end, name, Random(data.draw(st.integers(0, 99))))


def sample(files: list[Path], each: int) -> None:
    chance = Random(3)
    for file in files:
        text = strip_glosses(file.read_text("utf-8"))
        form = match_form(text)
        for name in writings():
            for _ in range(each):
                start = chance.randrange(len(text))
                line_end = (text + "\n").index("\n", start)
                end = min(start + chance.randint(1, 30), line_end)
                check(text, form, start, end, name, chance)


def test_substrings_of_the_real_articles_are_found(seeds: dict[str, Path]) -> None:
    sample(list(seeds.values()), 60)


def test_substrings_of_the_work_reports_are_found(govreports: list[Path]) -> None:
    sample(govreports, 8)
