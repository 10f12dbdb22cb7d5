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


@pytest.mark.parametrize(
    "line",
    [
        "（某某省社会科学院 公共政策研究中心，湖南 长沙410003）",
        "（1.甲科技大学 某某学院，陕西 西安 710126 2.甲科技大学 工程学院，陕西 西安 710126）",
        "1.甲大学 某某学院，西宁810016；2.乙大学 某某学院，北京100191",
        "[中图分类号] D20 [文献标识码] A [文章编号] 1002-8129(2022)02-0019-08",
        "王 艳 丁 睿 沈 强",
    ],
)
def test_the_apparatus_of_a_paper_without_a_title_is_no_title(line: str) -> None:
    assert of(line, BODY, BODY[:-1] + "，大家都说好。").title is None


def test_names_of_two_characters_set_apart() -> None:
    assert of(TITLE, "王 艳 丁 睿 沈 强", BODY).authors == ("王艳", "丁睿", "沈强")


def test_offices_of_authors_in_several_places_say_nothing_of_the_text() -> None:
    assert of(TITLE, "1.甲大学 某某学院，西宁810016；2.乙大学 某某学院，北京100191", BODY).region is None


def test_a_reporter_above_the_editors_below_the_text() -> None:
    meta = of(TITLE, BODY, BODY[:-1] + "，大家都说好。", "记者 王小九", "编辑 李小英", "审核 张小敏")
    assert meta.authors == ("王小九",)


def test_a_source_with_its_title_marks_and_no_colon() -> None:
    assert of(TITLE, "出处 《某某建设》 2024年第22期23-25，共3页", BODY).source == "某某建设"


def test_the_office_before_the_name_behind_the_last_sentence() -> None:
    assert of(TITLE, BODY, BODY[:-1] + "，大家都说好。（财政局 方小九）").authors == ("方小九",)


@pytest.mark.parametrize("title", ["某某日报评论员：走前头 作表率", "本报评论员：稳得住 行得远"])
def test_a_comment_s_title_names_its_paper(title: str) -> None:
    assert of(title, BODY).title == title


def test_a_comment_s_author_is_named_behind_a_colon() -> None:
    assert of(TITLE, "本报评论员：方小九", BODY).title == TITLE


def test_day_paper_and_author_between_bars() -> None:
    meta = of(TITLE, "2016年10月28日 | 某某日报 | 方小九", BODY)
    assert (meta.date, meta.source, meta.authors) == ("2016-10-28", "某某日报", ("方小九",))


def test_the_line_of_a_newspaper_s_database() -> None:
    meta = of("某某日报/2016年/10月/8日/第002版", TITLE, BODY)
    assert (meta.title, meta.date) == (TITLE, "2016-10-08")


def test_a_title_behind_its_label() -> None:
    meta = of(f"标题：{TITLE}", "作者：方小九", "日期：2016-10-8", "正文：", BODY)
    assert (meta.title, meta.authors) == (TITLE, ("方小九",))
