"""Where the name of a source ends, when it has brackets of its own."""

from __future__ import annotations

import pytest

from index.collect import collect

BODY = "今年以来，市直机关党组织把学习抓在经常，支部每月集中学一次。"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：某某电视网（晚间新闻）", "某某电视网（晚间新闻）"),
        ("（来源：某某电视网（晚间新闻））", "某某电视网（晚间新闻）"),
        ("来源：某某电视网(晚间新闻) 2022-05-06", "某某电视网(晚间新闻)"),
        ("来源：某某电视网（晚间新闻）  作者：李晓明", "某某电视网（晚间新闻）"),
        ("（来源：某某日报）", "某某日报"),
        ("（来源：某某日报 编辑：李晓明）", "某某日报"),
        ("来源：【某某日报】", "某某日报"),
        ("来源：《某某日报》（第3版）", "某某日报"),
    ],
)
def test_a_bracket_that_opens_in_the_name_closes_in_it(line: str, source: str) -> None:
    collected = collect(f"机关党建走在前\n{line}\n{BODY}\n".encode())
    assert collected.metadata.source == source
    assert line in collected.text
