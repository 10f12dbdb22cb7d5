"""What others have put into saved pages is set apart: bets, films, slogans of model texts, spoilt letters."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.baits import is_bait, is_jam, jammed
from index.text.fold import fold

BODY = (
    "近日，长沙市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。",
    "会议要求，各支部要认真组织学习，结合实际抓好落实，推动各项任务见到成效。",
)


@pytest.mark.parametrize(
    "line",
    [
        "优发国际|随优而动一触即发",
        "开云体育官网-开云体育app下载入口",
        "某某范文,分享全网优秀范文",
        "亚洲天天做在线观看,欧美日韩免费视频,日本精品在线视频",
        "B体育·官方网站 - B体育登录入口, 金沙娱乐平台",
    ],
)
def test_advertisements_are_set_apart_above_and_below_a_text(line: str) -> None:
    for lines in ((line, "支部会议召开", *BODY), ("支部会议召开", *BODY, line)):
        found = collect("\n".join(lines).encode())
        assert line not in found.text
        assert any(item.text == line for item in found.furniture)
        assert BODY[0] in found.text
        assert found.metadata.title == "支部会议召开"


@pytest.mark.parametrize(
    "line",
    [
        "全民健身：银河体育中心迎来千名党员",
        "澳门回归二十周年主题党日活动举行",
        "市体育局党组召开会议，部署体育中心的工作。",
        "线上平台上线，党员在线学习",
        "江南集团党委抓支部",
    ],
)
def test_words_that_advertisements_use_as_well_are_text(line: str) -> None:
    assert not is_bait(fold(line))


def test_letters_that_boards_mix_into_a_text_are_set_apart() -> None:
    spoilt = "/ V( {# x* R l, N! C: \\ b: M5 m; u+ k8"
    found = collect("\n".join(("支部会议召开", *BODY, '各支部参加了会议。 " I2 Q4 @; D7 o', spoilt)).encode())
    assert found.text.endswith("各支部参加了会议。")
    assert is_jam(fold(spoilt))


@pytest.mark.parametrize("line", ["Copyright (c) 2020 by the office", "A, B, C; D, E", "2021-05-06 10:00"])
def test_other_lines_without_chinese_are_not_spoilt_letters(line: str) -> None:
    assert not is_jam(fold(line))


def test_what_follows_the_last_sentence_is_spoilt_only_if_no_word_is_in_it() -> None:
    assert jammed(fold("会议召开。 (see also the page)")) is None
    assert jammed(fold("会议召开。 % `+ d; S- f& B4 z*")) == len("会议召开。")
