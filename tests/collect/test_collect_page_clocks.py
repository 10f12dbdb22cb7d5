"""A title and the page's day on one line are two lines, if no other line may be the title."""

from __future__ import annotations

import pytest

from index.collect import collect

BODY = "近日，长沙市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。"


def test_the_day_behind_a_title_is_cut_off() -> None:
    meta = collect(f"全市机关党建工作推进会议召开 2019-09-09 16:35\n{BODY}".encode()).metadata
    assert (meta.title, meta.date) == ("全市机关党建工作推进会议召开", "2019-09-09")


@pytest.mark.parametrize(
    "line",
    [
        "长沙市人民政府门户网站 2019-09-09 16:35",
        "中共长沙市委直属机关工作委员会 2019-09-09",
        "来源：长沙晚报网站编辑部 2019-09-09 16:35",
    ],
)
def test_a_publisher_and_a_day_are_no_title(line: str) -> None:
    meta = collect(f"{line}\n{BODY}".encode()).metadata
    assert meta.title is None
    assert meta.date == "2019-09-09"


def test_another_title_keeps_the_line_whole() -> None:
    found = collect(f"全市机关党建工作会议\n长沙机关党建工作要闻在线发布 2019-09-09 16:35\n{BODY}".encode())
    assert found.metadata.title == "全市机关党建工作会议"
    assert "长沙机关党建工作要闻在线发布 2019-09-09 16:35" in found.text
