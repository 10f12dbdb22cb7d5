"""What is seen in a text and not changed is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collect import collect
from index.collect.notes import LOST, MISREAD, PERHAPS_LOST, PRIVATE, SIMPLIFIED, SLID_LEFT, TRADITIONAL

PLAIN = "今年以来，市直机关党组织把学习抓在经常，支部每月集中学一次，大家结合岗位谈体会、找差距。"
FULL = "今年以來，市直機關黨組織把學習抓在經常，支部每月集中學一次，大家結合崗位談體會、找差距。"


def said(text: str) -> list[tuple[str, str]]:
    collected = collect(text.encode())
    assert collected.text == text.strip()
    assert not collected.repairs
    return [(note.value, note.reason) for note in collected.why if note.field == "text"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (PLAIN, []),
        (FULL, []),
        (
            PLAIN * 3 + "他们參與了會議，會后交流。",
            [("會 ×2", TRADITIONAL), ("參 ×1", TRADITIONAL), ("與 ×1", TRADITIONAL), ("議 ×1", TRADITIONAL)],
        ),
        (FULL + "他们都到了。", [("们 ×1", SIMPLIFIED)]),
        (PLAIN + "党\ufffd建\ufffd", [("\ufffd ×2", LOST)]),
        (PLAIN + "?四强?党支部", []),
        (PLAIN + "建设?四强?党支部", [("? ×2", PERHAPS_LOST)]),
        (PLAIN + "党建\ue123品牌", [("U+E123 ×1", PRIVATE)]),
        (FULL + "母?shù)母", [("?shù) ×1", SLID_LEFT)]),
    ],
)
def test_what_is_left_is_noted(text: str, notes: list[tuple[str, str]]) -> None:
    assert said(text) == notes


def test_a_text_that_was_misread_before_says_so() -> None:
    text = "机关党建组织生活服务群众"
    collected = collect(text.encode().decode("gb18030").encode())
    assert collected.text == text
    assert [note.reason for note in collected.why if note.field == "text"] == [MISREAD]


def test_characters_of_the_other_script_in_the_real_articles(seeds: dict[str, Path]) -> None:
    for file in seeds.values():
        collected = collect(file.read_bytes())
        for note in collected.why:
            if note.field == "text":
                assert note.value[0] in collected.text
