"""Which script a text is in, and how it is shown in the other one."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.script import display, script_of

SIMPLIFIED = "机关党组织围绕中心、服务群众，着力发挥战斗堡垒作用，什么时候都不能松劲。"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED, "simplified"),
        ("機關黨組織圍繞中心、服務群眾，著力發揮戰鬥堡壘作用。", "traditional"),
        # Converted by characters: words that both scripts have stay as they were.
        ("機關黨組織發揮戰斗堡壘作用和先鋒模范作用，干部在群眾面前沖鋒在前。", "traditional"),
        ("機關黨組織圍繞中心、服務群眾；机关党组织围绕中心、服务群众。", "mixed"),
        (SIMPLIFIED * 5 + "古籍《論語》", "simplified"),
        ("中央和地方", "simplified"),
        ("", "simplified"),
        ("2023 APP", "simplified"),
        ("⻓⻛⻓⻛机关", "simplified"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2hk"])
def test_converted_text_is_traditional(name: str) -> None:
    assert script_of(opencc.OpenCC(name).convert(SIMPLIFIED)) == "traditional"


def test_real_articles(seeds: dict[str, Path]) -> None:
    found = {key: script_of(file.read_text("utf-8")) for key, file in seeds.items()}
    assert found == dict.fromkeys(("000", "001", "003", "004"), "simplified") | {"002": "traditional"}
    for key, file in seeds.items():
        text = file.read_text("utf-8")
        names = ("t2s", "tw2s", "hk2s") if key == "002" else ("s2t", "s2tw", "s2hk")
        wanted = "simplified" if key == "002" else "traditional"
        assert all(script_of(opencc.OpenCC(name).convert(text)) == wanted for name in names)


@pytest.mark.parametrize(
    ("text", "to", "shown"),
    [
        ("機關黨建著力戰斗，著作與衞生", "simplified", "机关党建着力战斗，著作与卫生"),
        ("機關黨建", "traditional", "機關黨建"),
        ("机关党建的头发与发展", "traditional", "機關黨建的頭髮與發展"),
        ("为什么后天了解皇后", "traditional", "爲什麼後天瞭解皇后"),
        ("什么时候开会", "simplified", "什么时候开会"),
        ("機關什麼時候開會", "simplified", "机关什么时候开会"),
        ("先鋒模范", "traditional", "先鋒模范"),
        ("機關問餓了么、要么、什么", "simplified", "机关问饿了么、要么、什么"),
    ],
)
def test_display(text: str, to: Literal["simplified", "traditional"], shown: str) -> None:
    assert display(text, to) == shown


def test_a_mixed_text_is_converted_both_ways() -> None:
    text = "機關黨組織；机关党组织什么时候"
    assert script_of(text) == "mixed"
    assert display(text, "simplified") == "机关党组织；机关党组织什么时候"
    assert display(text, "traditional") == "機關黨組織；機關黨組織什麼時候"


@given(st.text(alphabet="机关党建什么怎么機關黨著衞后里干發ab\n\r\u2028“，𠮷⻓著", max_size=40))
def test_display_keeps_the_length_and_the_lines(text: str) -> None:
    shown = display(text, "traditional"), display(text, "simplified")
    for other in shown:
        assert len(other) == len(text)
        assert [i for i, c in enumerate(other) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


def test_display_keeps_the_length_of_real_text(seeds: dict[str, Path], govreports: list[Path]) -> None:
    for file in [*seeds.values(), *govreports]:
        text = file.read_text("utf-8")
        assert len(display(text, "traditional")) == len(text)
        assert len(display(text, "simplified")) == len(text)
