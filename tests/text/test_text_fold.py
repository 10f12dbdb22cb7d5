"""The fold: its laws, and its table against the OpenCC that is installed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import build_fold
from index.text.fold import FOLD_VERSION, fold, fold_codes

DATA = Path(__file__).resolve().parents[2] / "data" / "text"


@given(st.text(), st.text())
def test_fold_knows_no_context_keeps_the_length_and_is_idempotent(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
    assert len(fold(left)) == len(left)
    assert fold(fold(left)) == fold(left)


def test_fold_is_idempotent_on_every_character() -> None:
    codes = fold_codes()
    assert (codes[codes] == codes).all()


def test_the_table_in_data_is_what_the_sources_give() -> None:
    table = (DATA / "fold.tsv").read_text("utf-8")
    if f"OpenCC {opencc.__version__} " not in table or f"Unicode {unicodedata.unidata_version}" not in table:
        pytest.skip("the table was built with another OpenCC or Python")
    assert table == "".join(build_fold.lines(DATA)), (
        "OpenCC, Unicode or data/text/variants.tsv changed: python -m index.text.build_fold"
    )


@pytest.mark.parametrize("name", ["t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk"])
def test_the_single_character_conversions_of_opencc_make_no_difference(name: str) -> None:
    convert = opencc.OpenCC(name).convert
    different = []
    for code in range(0x3400, 0x323B0):
        if 0xD800 <= code < 0xF900:
            continue
        converted = convert(chr(code))
        if len(converted) == 1 and fold(converted) != fold(chr(code)):
            different.append((chr(code), converted))
    assert different == []


@pytest.mark.parametrize(
    "same",
    [
        "么麼麽",
        "着著",
        "卫衛衞",
        "了瞭",
        "复復複覆",
        "借藉",
        "苏蘇甦",
        "家傢",
        "干幹乾",
        "只祇隻",
        "征徵",
        "辟闢",
        "向嚮",
        "余餘",
        "陕陝陜",
        "市巿",
        "斗鬥",
        "范範",
        "AaＡａ",
        "1１①¹",
        "·・･•",
        "—―–‐‑‒−﹣－-─━",
        "“〝",
        '"＂',
        "'＇",
        "「﹁｢",
        "』﹄",
        "西⻄",
        "长長⻑⻓⾧",
        "风風⻛⾵",
        "，,﹐",
        "；;",
        "：:",
        "（(",
        "％%",
        "。｡",
        " \u00a0\u3000",
    ],
)
def test_these_are_equal(same: str) -> None:
    folded = {fold(character) for character in same}
    assert len(folded) == 1


@pytest.mark.parametrize(
    "different",
    ["么干", "予豫", "沪滤", "。.", "、,", "12", "“”", "《〈", "…。", "座坐", "象像", "链炼", "具俱", "哩里"],
)
def test_these_are_not(different: str) -> None:
    assert len({fold(character) for character in different}) == len(different)


@pytest.mark.parametrize("kept", "么…㈠㎡党建“”。ßé")
def test_these_stay_what_they_are(kept: str) -> None:
    assert fold(kept) == kept


def test_the_version_names_the_table() -> None:
    rules, digest = FOLD_VERSION.split("-")
    assert int(rules) > 0
    assert len(digest) == 12


# Words whose script conversion takes other characters than the single-character tables do.
WORDS = (
    "了解 明了 答复 回复 覆盖 复苏 凭借 借鉴 座谈 形象 "
    "产业链 锻炼 背着 浚县 澄江 珐琅 船夫 什么 怎么 着力 著作 著名 "
    "干部 干净 树干 只有 一只 征求 象征 开辟 复辟 意向 趋向 其余 业余 后天 "
    "皇后 里面 公里 战斗 北斗 模范 范围 卫生 台湾 平台 台风 群众 床位 为了 "
    "准备 批准 松树 放松 头发 发展 系统 联系 关系 历史 日历 制造 制度 面粉 "
    "面积 划分 计划 志愿 标志 游泳 周游 表现 手表 合同 获得 收获 于是 云计算 "
    "党员 姓党 沈阳 咨询 委托 钟表 钟情 秋千 "
)


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s"])
def test_converted_words_fold_back(name: str) -> None:
    convert = opencc.OpenCC(name).convert
    for word in WORDS.split():
        assert fold(convert(word)) == fold(word)


# OpenCC's phrases write 家具 as 傢俱, 坐标 as 座標, 资金链 as 資金鍊; counts keep them apart (variants.tsv).
KEPT_APART = {"具俱", "坐座", "链鍊"}


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s"])
def test_converted_articles_fold_back(name: str, seeds: dict[str, Path], govreports: list[Path]) -> None:
    convert = opencc.OpenCC(name).convert
    for file in [*seeds.values(), *govreports]:
        for line in file.read_text("utf-8").split("\n"):
            converted = convert(line)
            if len(converted) == len(line):
                pairs = zip(line, converted, strict=True)
                assert {old + new for old, new in pairs if fold(old) != fold(new)} <= KEPT_APART


def test_long_texts_fold_like_short_ones() -> None:
    text = "機關(guān)黨建 \ud800 𠮷⻓Ａ\n" * 1000
    assert fold(text) == "".join(map(fold, text))
