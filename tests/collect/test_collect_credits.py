"""Who wrote a text and who published it, in the places where sites and papers say so."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

BODY = "午后，社区广场上搭起了服务台，党员们量血压、修雨伞、讲政策，居民排起了长队。"
TITLE = "把服务台搭到家门口"


def of(*lines: str) -> Metadata:
    return collect("\n".join(lines).encode()).metadata


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, BODY, BODY[:-1] + "，大家都说好。（方小九）"),
        (TITLE, BODY, "活动中，党员们互相学习，以实际行动迎接节日。（全媒体记者 方小九）"),
        (TITLE, "新山城记者 方小九", BODY),
        (TITLE, BODY, BODY[:-1] + "，大家都说好。（某某日报记者 方小九）", "新闻推荐", "别处开会"),
    ],
)
def test_an_author(lines: tuple[str, ...]) -> None:
    assert of(*lines).authors == ("方小九",)


@pytest.mark.parametrize("remark", ["（下转第三版）", "（支部推荐）", "（略）", "（有删节）"])
def test_a_remark_behind_the_last_sentence_is_no_author(remark: str) -> None:
    assert of(TITLE, BODY, BODY + remark).authors == ()


def test_names_one_a_line_below_their_label() -> None:
    assert of(TITLE, "作者：", "王建国", "李晓明", "2021-05-06", BODY).authors == ("王建国", "李晓明")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("发布来源：某某强国 发布时间：2024-08-19 11:31:54", "某某强国"),
        ("来自：某某日报 访问量：1202", "某某日报"),
        ("[ 作者：王建国 转贴自：某某论坛 点击数：12 更新时间：2020-9-1 文章录入：admin ]", "某某论坛"),
        ("出 版 物：《某某研究》", "某某研究"),
        ("出处\n《某某导报》", "某某导报"),
    ],
)
def test_a_source(line: str, source: str) -> None:
    assert of(TITLE, line, BODY).source == source
