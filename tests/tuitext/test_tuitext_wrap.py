"""Lines are broken as Chinese print breaks them, and no character is lost on the way."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.width import drawn, text_width
from tui.text.wrap import WrappedLine, wrap

# Written out here once more: the test does not ask the code under test what is forbidden.
NEVER_FIRST = set("、。，．：；！？）」』】》〉”’…％%,.:;!?)]·")
NEVER_LAST = set("「『（【《〈“‘([")
HAN = "党建引领机关合力攻坚着推动"
MARKS = "、。，：；！？）」』】》〉”’…「『（【《〈“‘"
ANY = HAN + MARKS + "—/·abcXYZ0123456789,.()-%  \u3000\"'年个万余éñ😀\u0301\u200d\ufe0f\n\tＡ９"

# Everything at once, and few characters of which each pair turns up.
texts = st.text(st.sampled_from(ANY), max_size=200) | st.sampled_from(
    ["党/", "党/。“", "党e\u0301。“", "党—。“", "党a。“", "党…5年", "ab，党"]
).flatmap(lambda few: st.text(st.sampled_from(few), min_size=8, max_size=60))
widths = st.integers(1, 12) | st.integers(1, 60)


def shown(text: str, line: WrappedLine) -> str:
    return text[line[0] : line[1]]


def split(text: str, width: int, first: int | None = None) -> list[str]:
    lines = wrap(text, 0, len(text), width if first is None else first, width)
    return [shown(text, line) for line in lines]


def is_legal(text: str, at: int) -> bool:
    """Whether a line may begin at ``at``: no mark where it must not stand, no —— or …… split."""
    before, after = text[at - 1], text[at]
    if before in NEVER_LAST or after in NEVER_FIRST or before in "/／" or after in "/／" or after in "~-":
        return False
    if after in "—":
        # A double dash may begin a line, a single joining dash may not; neither is split.
        return before != "—" and text[at : at + 2] == "——"
    return text_width(drawn(after)) > 0


@given(texts, widths, widths)
def test_lines_put_together_are_the_text(text: str, first: int, width: int) -> None:
    lines = wrap(text, 0, len(text), first, width)
    assert "".join(shown(text, line) for line in lines) == text
    assert all(start < end for start, end, _ in lines)


@given(texts, st.integers(0, 20), widths)
def test_a_stretch_keeps_the_offsets_of_the_whole_text(text: str, start: int, width: int) -> None:
    lines = wrap(text, start, len(text), width, width)
    assert "".join(shown(text, line) for line in lines) == text[start:]


@given(texts, widths, widths)
def test_no_line_is_wider_than_its_room(text: str, first: int, width: int) -> None:
    for number, line in enumerate(wrap(text, 0, len(text), first, width)):
        room = width if number else first
        cells = text_width(drawn(shown(text, line)))
        assert cells == line[2]
        # One character of two cells in a room of one is the exception; there is no smaller line.
        assert cells <= room or sum(text_width(drawn(c)) > 0 for c in shown(text, line)) == 1


@settings(max_examples=500)
@given(texts, widths, widths)
def test_no_forbidden_mark_begins_or_ends_a_line(text: str, first: int, width: int) -> None:
    for begin, at, _ in wrap(text, 0, len(text), first, width)[:-1]:
        if text[at - 1] == "\n" or is_legal(text, at):
            continue
        # Then a run of marks that must stay together is longer than the line.
        assert not any(is_legal(text, earlier) for earlier in range(begin + 1, at)), shown(
            text, (begin, at, 0)
        )


@given(st.text(st.sampled_from(HAN + MARKS), max_size=200), st.integers(4, 60))
def test_no_line_of_chinese_ends_earlier_than_it_must(text: str, width: int) -> None:
    for begin, at, _ in wrap(text, 0, len(text), width, width)[:-1]:
        for later in range(at + 1, len(text)):
            if text_width(text[begin:later]) > width:
                break
            assert not is_legal(text, later) or not is_legal(text, at)


@given(st.text(st.sampled_from("党建机关" + "abcde"), max_size=120), st.integers(2, 40))
def test_a_word_is_split_only_when_no_line_holds_it(text: str, width: int) -> None:
    inside = {
        at: word.group() for word in re.finditer("[a-e]+", text) for at in range(word.start() + 1, word.end())
    }
    for _, at, _ in wrap(text, 0, len(text), width, width)[:-1]:
        assert len(inside.get(at, "")) == 0 or len(inside[at]) > width


@pytest.mark.parametrize(
    "whole",
    [
        "2000余支",
        "1.5万元",
        "9500余名",
        "2021年",
        "15%",
        "2/3",
        "7·9",
        "9:30",
        "2021—2023年",
        "第14个",
        "3.2平方公里",
    ],
)
def test_a_number_stays_with_its_unit(whole: str) -> None:
    for lead in range(1, 12):
        text = "党" * lead + whole + "建" * 12
        assert all(whole in line for line in split(text, 20) if re.search("[0-9]", line))


@pytest.mark.parametrize("pair", ["——", "……"])
def test_double_marks_are_not_split(pair: str) -> None:
    for lead in range(1, 12):
        lines = split("党" * lead + pair + "建" * 12, 20)
        assert sum(pair in line for line in lines) == 1


def test_a_double_dash_may_begin_a_line_but_a_joining_dash_may_not() -> None:
    assert split("党建党建——机关", 8) == ["党建党建", "——机关"]
    assert split("党建党建—机关党", 8) == ["党建党", "建—机关", "党"]


def test_closing_marks_take_a_character_along() -> None:
    assert split("机关党建。”合力", 8) == ["机关党", "建。”合", "力"]
    assert split("机关党建工作。合力", 8) == ["机关党建", "工作。合", "力"]


def test_the_marks_around_a_first_sentence_stay_with_it() -> None:
    assert split("一二‹三四›五六", 5) == ["一二", "‹三", "四›五", "六"]


def test_opening_marks_go_to_the_next_line() -> None:
    assert split("机关党《合力》", 8) == ["机关党", "《合力》"]


def test_straight_marks_open_and_close_in_turns() -> None:
    assert split('机关党"四强"支部', 8) == ["机关党", '"四强"支', "部"]


def test_the_first_line_has_its_own_room() -> None:
    assert split("机关党建合力", 8, first=4) == ["机关", "党建合力"]


def test_a_line_break_in_the_text_ends_a_line() -> None:
    assert split("机关\n党建\n", 20) == ["机关\n", "党建\n"]


def test_a_word_longer_than_a_line_is_split_where_the_line_ends() -> None:
    assert split("机关abcdefghijklm", 10) == ["机关abcdef", "ghijklm"]


@pytest.mark.parametrize(
    "run", ["。" * 50, "《" * 50, "…" * 50, "—" * 50, "/" * 50, "a" * 50, "\u0301" * 50, "9" * 50]
)
@pytest.mark.parametrize("width", [1, 2, 3, 7])
def test_runs_that_cannot_be_broken_well_are_broken_all_the_same(run: str, width: int) -> None:
    lines = split(run, width)
    assert "".join(lines) == run
    assert all(text_width(line) <= max(width, 2) for line in lines)


def test_an_empty_stretch_has_no_lines() -> None:
    assert wrap("", 0, 0, 10, 10) == []


@pytest.mark.parametrize(
    ("piece", "limit"), [("机关党建、“合力攻坚”，2022年9500余名。", 0.3), ("a", 0.4), ("。", 2.0)]
)
def test_two_hundred_thousand_characters_take_no_time_to_speak_of(piece: str, limit: float) -> None:
    """The target is 100 ms for prose; the limits leave room for slow machines, none for a quadratic loop."""
    text = (piece * 200_000)[:200_000]
    best = 9.0
    for _ in range(3):
        begin = time.process_time()
        wrap(text, 0, len(text), 76, 80)
        best = min(best, time.process_time() - begin)
    assert best < limit


@pytest.mark.parametrize("width", [20, 38, 76])
def test_no_line_of_the_real_articles_is_broken_wrongly(seeds: dict[str, Path], width: int) -> None:
    for path in seeds.values():
        for text in filter(None, path.read_text(encoding="utf-8").split("\n")):
            for line in wrap(text, 0, len(text), width - 4, width)[:-1]:
                assert is_legal(text, line[1]), shown(text, line)
