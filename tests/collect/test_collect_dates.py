"""The date of a text: as it states it, else as its contents bound it, else unknown."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

BODY = "各党支部认真组织学习，结合实际抓好落实，党员干部精神面貌有了明显变化，群众满意度不断提高。"


def of(*lines: str) -> Metadata:
    return collect("\n".join([*lines, BODY]).encode()).metadata


@pytest.mark.parametrize(
    ("line", "date", "precision"),
    [
        ("来源：某某日报 时间：2023-05-06", "2023-05-06", "day"),
        ("发布时间：2023年5月6日 09:30", "2023-05-06", "day"),
        ("2023-05-06 10:11:12", "2023-05-06", "day"),
        ("紫光阁 2021年10期", "2021-10", "month"),
        ("来源：《旗帜》2023年第5期", "2023-05", "month"),
        ("《求是》2023年第14期", "2023-07", "month"),
        ("瞭望 2022年第40期", "2022", "year"),
        ("（二〇二二年三月四日）", "2022-03-04", "day"),
        ("摘编自：《某某报告》，某某日报，2024年1月2日", "2024-01-02", "day"),
    ],
)
def test_a_date_that_the_text_bears_is_not_inferred(line: str, date: str, precision: str) -> None:
    metadata = of("把支部建在窗口上", line)
    assert (metadata.date, metadata.date_precision) == (date, precision)
    assert "date" not in metadata.inferred


def test_a_label_and_its_date_on_two_lines() -> None:
    assert of("把支部建在窗口上", "发表时间：", "2023-05-06 10:11").date == "2023-05-06"


def test_the_day_of_a_reposting_page_is_posted() -> None:
    metadata = of("把支部建在窗口上", "2021-12-08李晓明", "紫光阁 2021年10期")
    assert (metadata.date, metadata.posted, metadata.inferred) == ("2021-10", "2021-12-08", ())


def test_the_day_below_a_document_is_its_date() -> None:
    text = f"关于开展主题党日的通知\n发布时间：2022-03-08\n{BODY}\n某某市直机关工委\n2022年3月4日"
    metadata = collect(text.encode()).metadata
    assert (metadata.date, metadata.posted) == ("2022-03-04", "2022-03-08")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("党建综述", "党的二十大正在胜利召开，各支部组织收看。"), "2022-10"),
        (("——2023年1月15日在某某会议上",), "2023-01-15"),
        (("政府工作报告", "——2023年1月15日在市第五届人民代表大会第二次会议上"), "2023-01-15"),
        (("机关工委2021年党建工作综述",), "2021"),
        (("市直机关2020年工作会议召开", "3月4日，市直机关党的工作会议召开，总结成绩，部署任务。"), "2020-03"),
        (("把支部建在窗口上", "2019年，支部立项三个。2019年底，全部完成。"), None),
        (("把支部建在窗口上", "2019年，是支部建设的提升之年。支部立项三个，全部完成。"), "2019"),
        (("把支部建在窗口上", "今年以来，支部结合党史学习教育办实事。"), "2021"),
        (("把支部建在窗口上", "2019年是开局之年。到2035年，基本实现目标。"), "2019"),
        (("把支部建在窗口上", "十八大以来，支部变化很大。近五年来，“两学一做”常态化推进。"), "2017"),
        (("把支部建在窗口上", "新华社某地5月6日电 支部喜迎党的二十大，开展活动。"), "2022-05-06"),
        (("把支部建在窗口上", "支部认真学习。"), None),
        (("把支部建在窗口上", "“两学一做”开展以来，支部认真学习。"), None),
        (("把支部建在窗口上", "支部成立于1998年，至今走过了风风雨雨。全面学习党的二十大精神。"), None),
    ],
)
def test_a_date_is_inferred_only_where_the_text_bounds_it(lines: tuple[str, ...], date: str | None) -> None:
    metadata = of(*lines)
    assert metadata.date == date
    assert ("date" in metadata.inferred) == (date is not None)


def test_a_scene_at_the_opening_is_not_the_date_when_later_months_are_told() -> None:
    metadata = of(
        "把支部建在窗口上",
        "3月4日，窗口前人来人往。2023年，支部立项三个。",
        "今年6月，第三个项目完成。2023年是支部建设的关键一年。",
    )
    assert (metadata.date, metadata.date_precision) == ("2023", "year")


def test_every_date_has_its_evidence() -> None:
    why = collect(("机关工委2021年党建工作综述\n" + BODY).encode()).why
    assert any(item.field == "date" and item.value == "2021" and "title" in item.reason for item in why)


@pytest.mark.parametrize(
    ("head", "tail", "date", "posted"),
    [
        (
            "发布时间：2023-05-08 来源：某某党建网",
            "（原载《某某日报》2023年5月6日）",
            "2023-05-06",
            "2023-05-08",
        ),
        ("2023-05-08 10:20", "《某某日报》（2023年05月06日 第05版）", "2023-05-06", "2023-05-08"),
        ("发布时间：2023-05-08 10:20", "（来源：某某日报 2023年5月6日）", "2023-05-06", "2023-05-08"),
        ("2023-05-08 10:20", "来源：《支部生活》2023年第5期", "2023-05", "2023-05-08"),
        ("2023-05-06 来源：《某某研究》2023年第5期 作者：李晓明", "", "2023-05", "2023-05-06"),
        ("人民日报 2023年05月06日 第4版", "《人民日报》（2023年05月06日 第4版）", "2023-05-06", None),
        ("成文日期：2022年2月10日 发布日期：2022年2月16日", "", "2022-02-10", "2022-02-16"),
        ("更新时间：2020-01-12 发布时间：2020-01-09", "", "2020-01-09", None),
        ("更新时间：2020-01-12 10:20", "", "2020-01-12", None),
        ("发布时间：20220415 来源：某某日报", "", "2022-04-15", None),
        ("来源：某某日报 时间：22-04-15 10:20", "", "2022-04-15", None),
        ("编辑：admin 2021-10-18 09:11", "", "2021-10-18", None),
        ("某某日报 3天前", "", None, None),
        ("昨天 10:20 某某日报", "", None, None),
        ("", "原文链接：http://www.a.gov.cn/202304/t20230415_1.html", "2023-04-15", None),
    ],
)
def test_whose_day_it_is(head: str, tail: str, date: str | None, posted: str | None) -> None:
    text = "\n".join(["把支部建在窗口上", head, BODY, BODY, tail])
    metadata = collect(text.encode()).metadata
    assert (metadata.date, metadata.posted, metadata.inferred) == (date, posted, ())


@pytest.mark.parametrize(
    ("title", "first", "date"),
    [
        ("1927年的支部", BODY, None),
        ("2012年以来的支部变迁", BODY, None),
        ("2022年我省支部数量增加", BODY, None),
        ("2017年党建工作综述", "全面学习党的二十大精神，支部变化很大。", None),
        ("2019年党建工作综述", f"{BODY}2021年，支部再上台阶。\n{BODY}\n{BODY}\n{BODY}", None),
        ("2019年党建工作综述", f"{BODY}\n{BODY}\n{BODY}\n2020年，支部将再上台阶。", "2019"),
        ("支部里的故事", "2022年3月4日，市直机关召开党建工作会议。", "2022-03"),
        ("支部里的故事", "2022年3月4日，山洪冲垮了支部的活动室。", None),
        ("支部里的故事", "今年是“十四五”开局之年，支部要开好局。", "2021"),
    ],
)
def test_a_year_that_is_told_of_is_not_the_year_of_the_text(title: str, first: str, date: str | None) -> None:
    assert of(title, first).date == date


def test_the_day_of_the_source_beside_a_later_day_of_the_page() -> None:
    metadata = of("把支部建在窗口上", "发布时间：2025-01-06 来源：某某日报 2025-01-03")
    assert (metadata.date, metadata.posted) == ("2025-01-03", "2025-01-06")


def test_the_day_behind_the_source_alone_is_the_day_of_the_page() -> None:
    assert of("把支部建在窗口上", "来源：某某日报 2025-01-03").date == "2025-01-03"


def test_a_page_of_the_year_of_the_issue_is_posted_even_if_the_issue_is_counted_later() -> None:
    metadata = of("把支部建在窗口上", "2020-03-11 10:46", "某某社会科学 2020年7期")
    assert (metadata.date, metadata.posted) == ("2020-07", "2020-03-11")


def test_the_number_of_an_article_names_its_issue() -> None:
    assert of("把支部建在窗口上", "〔文章编号〕2095-8048-（2019）04-0025-07").date == "2019-04"


@pytest.mark.parametrize("clock", [["2023", "06/14", "08:21:33"], ["2023 06 / 14 08:21:33"]])
def test_a_page_s_clock_in_pieces(clock: list[str]) -> None:
    metadata = of(*clock, "来源：某某日报", "把支部建在窗口上")
    assert (metadata.date, metadata.title) == ("2023-06-14", "把支部建在窗口上")


@pytest.mark.parametrize(
    ("opening", "date"),
    [
        ("4月27日，2023年全市机关党建工作会议召开，十家单位作了发言。", "2023-04"),
        ("为庆祝建党节日，管委会机关党委于2012年6月25日在会议室召开工作会。", "2012-06"),
        ("在省直机关党的工作会议上的讲话某某某（2018年2月9日）同志们：刚才大家讲得很好。", "2018-02-09"),
        ("【概况】 2009年，市直机关各级党组织抓学习、强队伍，工作有了新起色。", "2009"),
        ("4月27日，2022年度述职评议会议召开，十家单位作了发言。", None),
        ("2019年，习近平总书记对机关工作提出明确要求，机关党建迎来新局面。", None),
        ("2009年，市直机关各级党组织抓学习。2015年，工作又上台阶，成效明显。", None),
    ],
)
def test_a_report_opens_with_its_day(opening: str, date: str | None) -> None:
    metadata = collect(
        f"{opening}\n各单位随后交流了做法，大家都说收获很多，回去要抓紧落实。".encode()
    ).metadata
    assert metadata.date == date
    assert date is None or metadata.inferred[:1] == ("date",)
