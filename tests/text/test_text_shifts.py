"""Bytes that slid where a reading was put into the middle of a character come back, or stay as they are."""

from __future__ import annotations

import sys
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.pinyin import find_junk, strip_glosses
from index.text.shifts import find_slid

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "collect"))

from collect_damage import slid  # type: ignore[import-not-found]

PROSE = "總人數的改革聯擔當新作為機關黨員服務群眾經濟產業區內外創優設應節戰續、，。“”"


def restored(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for place in find_slid(text):
        pieces += (text[at : place.start], place.result)
        at = place.end
    return "".join((*pieces, text[at:]))


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("參會總?cè)藬?shù)過百。", "參會總人數過百。"),
        ("參會總?cè)藬\ufffdshù)過百。", "參會總人數過百。"),
        # The second byte of a character may look like a letter.
        ("這方?jīng)]有", "這方沒有"),
        # A question, and a reading that fits nothing before it.
        ("你說呢?shù)", "你說呢?shù)"),
        ("?shù)母", "?shù)母"),
    ],
)
def test_what_is_certain_comes_back(damaged: str, text: str) -> None:
    assert restored(damaged) == text


def test_of_half_a_character_with_its_comma_only_what_is_before_comes_back() -> None:
    damaged = slid("總人民,大家")
    assert damaged == "總?cè)嗣?大家"
    assert restored(damaged) == "總人?大家"


@given(st.text(alphabet=PROSE, min_size=4, max_size=60))
def test_whatever_comes_back_is_what_stood_there(text: str) -> None:
    damaged = slid(text, "關務創優設產業聯經區應節戰續內側數")
    found = find_slid(damaged)
    assert all(damaged[place.start] in "?\ufffd" for place in found)
    fixed = strip_glosses(restored(damaged))
    if "?" not in fixed and "\ufffd" not in fixed:
        assert fixed == text


def test_a_text_with_slid_bytes_is_damaged_even_without_another_place() -> None:
    text = "參會總?cè)藬?shù)過百。"
    assert [(text[junk.start : junk.end], junk.result) for junk in find_junk(text)] == [
        ("?cè)藬?shù)", "人數")
    ]


def test_every_place_in_converted_articles(seeds: dict[str, Path]) -> None:
    convert = opencc.OpenCC("s2t").convert
    places = back = 0
    for key, file in seeds.items():
        if key == "002":
            continue
        text = convert(file.read_text("utf-8")).encode("gbk", "replace").decode("gbk")
        damaged = slid(text)
        places += damaged.count("?") - text.count("?")
        back += places and sum(
            damaged[p.start : p.end].count("?") - p.result.count("?") for p in find_slid(damaged)
        )
    assert places
    assert back >= 0.8 * places
