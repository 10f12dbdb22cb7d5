"""Pinyin in brackets: what is one, what goes from a query, and when a text is damaged by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import opencc
import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.pinyin_dict import pinyin_dict

from index.text.build_readings import lines
from index.text.pinyin import find_glosses, find_junk, strip_glosses
from index.text.readings import is_reading, without_tone

DATA = Path(__file__).resolve().parents[2] / "data" / "text"


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("機關(guān)黨建", "機關黨建"),
        ("機關（guān）黨建", "機關黨建"),
        ("機關( guān )黨建", "機關黨建"),
        ("機關（ｇｕāｎ）黨建", "機關黨建"),
        ("機關(ɡuān)黨建", "機關黨建"),
        ("機關(gua\u0304n)黨建", "機關黨建"),
        ("機關(Guān)黨建", "機關黨建"),
        ("機關(guan)黨建", "機關黨建"),
        ("機關(guan1)黨建", "機關黨建"),
        ("自(zi)(zi)(zi)己", "自己"),
        ("自(zì)（zi）己", "自己"),
        ("機(jī)關(guān)黨(dǎng)建(jiàn)", "機關黨建"),
        ("戰(zhàn)略(lvè)綠(lǜ)色婦女(nv)呂(lu:)", "戰略綠色婦女呂"),
        ("考虑(lü)", "考虑"),
        ("党(dăng)建", "党建"),
        ("重(chóng)新", "重新"),
        ("機(JĪ)關(GUĀN)", "機關"),
        ("機[jī]關【guān】", "機關"),
        ("總?cè)藬?shù)", "總人數"),
    ],
)
def test_readings_go(text: str, stripped: str) -> None:
    assert strip_glosses(text) == stripped


@pytest.mark.parametrize(
    "text",
    [
        "紀念日（“政治生日”），送上",
        "黨組(黨委)會議",
        "條例（試行）",
        "今年(2023)",
        "客户端(APP)下载",
        "世贸组织（WTO）",
        "机关(guang)党建",
        "机关(guǎng)党建",
        "机关(jī guān)党建",
        "机关(jīguān)党建",
        "(guān)党建",
        "A(a)",
        "是(SHI)",
        "机关(guān党建",
        "机关()党建",
        "机关(党)",
        "省（区、市）",
        "机关，(guān)",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert strip_glosses(text) == text


def test_a_gloss_says_where_it_stands_and_what_it_reads() -> None:
    text = "自(zi)（zì）己"
    found = find_glosses(text)
    assert [(text[g.start : g.end], g.character, g.pinyin) for g in found] == [
        ("(zi)", "自", "zi"),
        ("（zì）", "自", "zì"),
    ]


def test_a_run_ends_at_the_first_other_bracket() -> None:
    assert strip_glosses("自(zi)(APP)(zi)己") == "自(APP)(zi)己"


@given(st.text(alphabet="機關务务行都略女(（)）guānxíngdōuvwl ", max_size=30))
def test_nothing_but_brackets_goes(text: str) -> None:
    stripped = strip_glosses(text)
    brackets = "".join(text[g.start : g.end] for g in find_glosses(text))
    assert sorted(stripped + brackets) == sorted(text)


def test_every_reading_of_pypinyin_is_known() -> None:
    table = (DATA / "readings.tsv").read_text("utf-8")
    if f"pypinyin {pypinyin.__version__} " not in table:
        pytest.skip("the table was built with another pypinyin")
    assert table == "".join(lines()), "pypinyin changed: python -m index.text.build_readings"
    for code in range(0x4E00, 0x9FA6):
        for number, reading in enumerate(pinyin_dict.get(code, "").split(",")):
            if reading:
                assert is_reading(reading, chr(code))
                assert is_reading(without_tone(reading), chr(code))
                assert number or is_reading(reading, chr(code), usual=True)


def test_readings_of_the_simplified_form_count_for_the_traditional_one() -> None:
    assert is_reading("me", "麼")
    assert is_reading("fā", "發")
    assert not is_reading("fà", "黨")


DAMAGED = [
    # One set of characters at every occurrence, as some converters leave it.
    "市直機關(guān)工委把黨建服務(wù)品牌作為抓手，機關(guān)黨員服務(wù)群眾，機關(guān)支部服務(wù)基層。",
    # An excerpt with two places, and one with a single one.
    "這項工作由市直機關(guān)工委牽頭，各黨支部的書記負責落實，年底考核服務(wù)成效。",
    "這項工作由市直機關(guān)工委牽頭，各黨支部的書記負責落實。",
    # Most characters annotated.
    "機(jī)關(guān)黨(dǎng)建(jiàn)工(gōng)作(zuò)要(yào)圍(wéi)繞(rào)中(zhōng)心(xīn)。",
    "机(jī)关(guān)党(dǎng)建(jiàn)工(gōng)作(zuò)要(yào)围(wéi)绕(rào)中(zhōng)心(xīn)。",
    # Without tones, in runs.
    "各支部要自(zi)(zi)(zi)觉查摆问题，自(zi)(zi)(zi)己动手解决。",
    # Simplified, but the same common characters are annotated wherever they stand.
    "市直机关(guān)工委抓品牌，机关(guān)党员服务(wù)群众，机关(guān)支部服务(wù)基层，年底由机关(guān)党委考核服务(wù)。",
]
CLEAN = [
    "",
    "机关党建要围绕中心、建设队伍。",
    "黨組（黨委）會議研究了《條例（試行）》。",
    # A rare character, once or twice.
    "荀彧(yù)是东汉末年的谋士，机关读书会从荀彧的奏议谈起，讨论为政之道。",
    "荀彧（yù）是東漢末年的謀士，機關讀書會從他的奏議談起，又讀到禰衡(mí)的故事。",
    "支部到亳(bó)州开展主题党日，参观了蒙城的庄子祠。",
    # Common characters in a reading that is not the usual one.
    "六(lù)安市的机关干部到单(shàn)县学习，单县的同志介绍了经验，重(chóng)新梳理了台账。",
    "六(lù)安市的機關幹部到單(shàn)縣學習，解(xiè)書記介紹了經驗。",
    # A language lesson on a handful of rare characters.
    "机关读书班请语文老师讲易错字：龃(jǔ)龉(yǔ)、踟(chí)蹰(chú)、彳(chì)亍(chù)，大家读得很认真。",
    # A few easy characters in a lesson; they stand elsewhere without their reading.
    "先教“天(tiān)”“地(dì)”“人(rén)”。老师说：天(tiān)大，地(dì)大，人(rén)也大，天地之间，人要顶天立地，做人做事。",
    # A single usual reading in a long traditional text is no pattern.
    "機關黨建要圍繞中心、建設隊伍、服務群眾。" * 20 + "其中“樑”(liáng)字要寫對，主樑(liáng)不可少。",
]


@pytest.mark.parametrize("text", DAMAGED)
def test_damage_shows(text: str) -> None:
    assert find_junk(text)


@pytest.mark.parametrize("text", CLEAN)
def test_glosses_of_an_author_are_no_damage(text: str) -> None:
    assert not find_junk(text)


def annotated(text: str, characters: set[str], *, tones: bool = True, share: float = 1.0) -> str:
    chance = Random(11)
    pieces = []
    for c in text:
        reading = pinyin_dict.get(ord(c), "").split(",")[0] if c in characters else ""
        written = reading if tones else without_tone(reading)
        pieces.append(f"{c}({written})" if reading and chance.random() < share else c)
    return "".join(pieces)


@pytest.mark.parametrize("convert", [str, opencc.OpenCC("s2tw").convert], ids=["simplified", "traditional"])
def test_damage_of_every_kind_shows_in_a_work_report(
    govreports: list[Path], convert: Callable[[str], str]
) -> None:
    chance = Random(2)
    for file in govreports:
        text = convert(file.read_text("utf-8")[2000:4000])
        assert not find_junk(text)
        some = set(chance.sample(sorted(set(text)), 20))
        assert find_junk(annotated(text, some)), file.name
        assert find_junk(annotated(text, some, tones=False)), file.name
        assert find_junk(annotated(text, set(text), share=0.5)), file.name


def test_the_converted_article_has_219_places_and_only_it_is_damaged(seeds: dict[str, Path]) -> None:
    found = {key: file.read_text("utf-8") for key, file in seeds.items()}
    assert {key: len(find_glosses(text)) for key, text in found.items()} == {
        "000": 0,
        "001": 0,
        "002": 219,
        "003": 0,
        "004": 0,
    }
    assert [key for key, text in found.items() if find_junk(text)] == ["002"]


def test_damage_shows_in_every_excerpt_that_has_some(seeds: dict[str, Path]) -> None:
    text = seeds["002"].read_text("utf-8")
    chance = Random(7)
    for size in (30, 100, 400):
        for _ in range(200):
            start = chance.randrange(len(text) - size)
            excerpt = text[start : start + size]
            assert bool(find_junk(excerpt)) == bool(find_glosses(excerpt)), excerpt


def test_the_work_reports_are_clean(govreports: list[Path]) -> None:
    assert not any(find_junk(file.read_text("utf-8")) for file in govreports)
