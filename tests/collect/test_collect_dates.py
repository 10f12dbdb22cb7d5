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
