"""What the format of a file states beside the text, ranked among what the text says."""

from __future__ import annotations

import pytest

from index.collect.formats import Clue
from index.collect.joins import paragraphs
from index.collect.kinds import classify
from index.collect.lines import split
from index.collect.metadata import describe
from index.model import Metadata

BODY = "各支部认真组织学习，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"
TITLE = "把支部建在窗口一线"


def of(*lines: str, clues: list[tuple[str, str, float]]) -> Metadata:
    blocks = classify(paragraphs(split("\n".join([*lines, BODY, BODY[:-1] + "，大家说好。"]))))
    return describe(blocks, [Clue(field, value, score, "stated") for field, value, score in clues])[0]


@pytest.mark.parametrize(
    ("line", "stated", "score", "title"),
    [
        (TITLE, f"{TITLE}_某某网", 0.8, TITLE),
        (TITLE, "把支部建在", 0.95, TITLE),
        (TITLE, "另一个题目在这里", 0.95, "另一个题目在这里"),
        (TITLE, "另一个题目在这里", 0.6, TITLE),
        (BODY, TITLE, 0.6, TITLE),
        (BODY, TITLE, 0.3, None),
        (TITLE, "表格里的题目", 10.0, "表格里的题目"),
    ],
)
def test_a_stated_title(line: str, stated: str, score: float, title: str | None) -> None:
    assert of(line, clues=[("title", stated, score)]).title == title


def test_a_stated_title_with_a_dash_gives_a_subtitle() -> None:
    meta = of(BODY, clues=[("title", "把支部建在窗口——某机关纪实", 0.9)])
    assert (meta.title, meta.subtitle) == ("把支部建在窗口", "某机关纪实")


def test_a_stated_day_fills_in_and_is_not_inferred() -> None:
    meta = of(TITLE, clues=[("date", "2023-05-06 10:20:00", 0.85)])
    assert (meta.date, meta.inferred) == ("2023-05-06", ())


def test_the_text_s_own_day_makes_a_stated_one_the_day_of_the_page() -> None:
    meta = of(TITLE, "来源：《某某研究》2023年第4期", clues=[("date", "2023-05-06", 0.85)])
    assert (meta.date, meta.posted) == ("2023-04", "2023-05-06")


def test_a_line_about_the_text_outranks_the_address() -> None:
    meta = of(TITLE, "发布时间：2023-05-06", clues=[("url", "http://a.gov.cn/202305/t20230508_1.html", 0.9)])
    assert (meta.date, meta.posted) == ("2023-05-06", None)
    assert meta.url == "http://a.gov.cn/202305/t20230508_1.html"


def test_an_address_dates_a_page_without_a_line() -> None:
    clues = [("url", "http://www.yn.gov.cn/202305/t20230508_1.html", 0.9)]
    meta = of(TITLE, clues=clues)
    assert (meta.date, meta.inferred, meta.region) == ("2023-05-08", (), None)
    assert of("省直机关抓支部", "我省支部有起色，全省都好。", clues=clues).region == "云南"


def test_a_weak_day_is_the_last_resort_and_inferred() -> None:
    meta = of(TITLE, clues=[("date", "2023-05-06", 0.3)])
    assert (meta.date, meta.inferred) == ("2023-05-06", ("date",))
    assert of(TITLE, "发布时间：2022-01-02", clues=[("date", "2023-05-06", 0.3)]).date == "2022-01-02"


def test_the_columns_of_a_table_outrank_the_text() -> None:
    meta = of(
        "湖南省直机关工委抓支部",
        "来源：某某日报 发布时间：2022-01-02 作者：李晓明",
        clues=[
            ("title", TITLE, 10.0),
            ("date", "2021-10", 10.0),
            ("source", "某某杂志", 10.0),
            ("authors", "王方 陈晓东", 10.0),
            ("region", "江西省", 10.0),
            ("city", "赣州市", 10.0),
            ("level", "县", 10.0),
            ("organ", "某某县直机关工委", 10.0),
            ("kind", "通知", 10.0),
        ],
    )
    assert (meta.title, meta.date, meta.date_precision, meta.source) == (
        TITLE,
        "2021-10",
        "month",
        "某某杂志",
    )
    assert meta.authors == ("王方", "陈晓东")
    assert (meta.region, meta.city, meta.level) == ("江西", "赣州", "县")
    assert (meta.organ, meta.kind, meta.inferred) == ("某某县直机关工委", "通知", ())


def test_a_stated_source_gives_way_to_the_line_and_says_a_place() -> None:
    meta = of(TITLE, clues=[("source", "株洲日报", 0.8)])
    assert (meta.source, meta.region, meta.city) == ("株洲日报", "湖南", "株洲")
    assert of(TITLE, "来源：某某日报", clues=[("source", "株洲日报", 0.8)]).source == "某某日报"


def test_a_stated_author_is_heard_only_if_it_is_a_name_and_no_byline_stands() -> None:
    assert of(TITLE, clues=[("authors", "李晓明", 0.4)]).authors == ("李晓明",)
    assert of(TITLE, clues=[("authors", "admin", 0.4)]).authors == ()
    assert of(TITLE, "作者：王方", clues=[("authors", "李晓明", 0.4)]).authors == ("王方",)


def test_clues_are_told_as_evidence() -> None:
    blocks = classify(paragraphs(split(f"{TITLE}\n{BODY}")))
    _, why = describe(blocks, [Clue("date", "2023-05-06", 0.85, "the head of the page states it")])
    assert ("date", "2023-05-06", 8.5) in {(item.field, item.value, item.score) for item in why}


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2024-01-26 15:07来源：光明网-《光明日报》", "光明网-《光明日报》"),
        ("2024-02-01 18:17·赤峰日报", "赤峰日报"),
        ("2023-04-15 信阳日报", "信阳日报"),
        ("时间：2023-03-21 来源：本站 点击：5次", None),
        ("来源：互联网", None),
    ],
)
def test_a_source_is_somebody(line: str, source: str | None) -> None:
    assert of(TITLE, line, clues=[]).source == source
