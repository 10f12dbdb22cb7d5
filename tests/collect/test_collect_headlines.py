"""Headlines that are broken over lines, labelled by a column, or preceded by what others put into a page."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Collected

BODY = (
    "近日，市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。\n"
    "会议要求，各支部要认真学习，结合实际抓好落实，把各项任务落到实处。\n"
)


def read(head: str) -> Collected:
    return collect(f"{head}\n{BODY}".encode(), path="a.txt")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某某市委关于加强\n基层组织建设的决定\n2015-06-28", "某某市委关于加强基层组织建设的决定"),
        ("中共某某市委办公室\n关于加强基层\n组织建设的意见", "关于加强基层组织建设的意见"),
        (
            "张某某在市直机关调研时强调\n以高质量机关党建引领发展\n2023-06-04",
            "张某某在市直机关调研时强调 以高质量机关党建引领发展",
        ),
        ("某市人大代表团召开\n第一次全体会议\n2025-01-16", "某市人大代表团召开第一次全体会议"),
        (
            "某省深化文明城市建设\n城里赶大集 新风入万家（一线见闻）\n本报记者 李国强\n2025-11-18",
            "城里赶大集 新风入万家（一线见闻）",
        ),
        ("创城进行时\n创城我们一起——全市决战纪实\n2020-09-09", "创城我们一起"),
    ],
    ids=["a decision", "below an organ", "who said it", "a meeting", "a shoulder", "a column above"],
)  # fmt: skip
def test_a_headline_on_several_lines_is_one(head: str, title: str) -> None:
    assert read(head).metadata.title == title


@pytest.mark.parametrize(
    ("head", "title", "subtitle"),
    [
        ("市委常委会召开会议\n传达学习全会精神\n2023-06-04", "市委常委会召开会议", "传达学习全会精神"),
        ("某市召开机关党建工作会议\n总结全年工作\n2023-06-04", "某市召开机关党建工作会议", "总结全年工作"),
        ("机关公文处理办法\n某某管理规定（试行）\n2023-06-04", "机关公文处理办法", "某某管理规定（试行）"),
        ("关于党建的思考\n关于印发要点的通知\n2023-06-04", "关于党建的思考", "关于印发要点的通知"),
    ],
    ids=["two of equal rank", "who met", "a rule on trial", "two about something"],
)  # fmt: skip
def test_two_lines_that_could_each_stand_alone_are_two(head: str, title: str, subtitle: str) -> None:
    found = read(head).metadata
    assert (found.title, found.subtitle) == (title, subtitle)


def test_a_single_dash_before_the_day_of_a_speech_begins_the_subtitle() -> None:
    found = read("政府工作报告—2021年7月29日在某某县人民代表大会会议上\n2021-08-16 17:31").metadata
    assert (found.title, found.subtitle) == ("政府工作报告", "2021年7月29日在某某县人民代表大会会议上")


def test_both_lines_of_what_was_said_are_the_title() -> None:
    found = read("张某某在市直机关调研时强调\n以高质量机关党建引领发展\n2023-06-04")
    kinds = [p.kind for p in found.paragraphs]
    assert kinds == ["title", "title", "byline", "body", "body"]


def test_by_whom_a_document_was_passed_is_no_subtitle() -> None:
    found = read(
        "关于加强机关党建的决定\n2015-06-28 来源：某某日报\n（2015年6月11日某某市委第七次全体会议通过）"
    )
    assert (found.metadata.subtitle, found.metadata.date) == (None, "2015-06-28")
    assert [p.kind for p in found.paragraphs][:3] == ["title", "byline", "byline"]


BAIT = "欧美亚洲国产精品视频,亚洲一区在线观看,免费视频无码"


def test_bait_in_the_largest_print_is_no_title() -> None:
    title = "窗口党支部的一面旗——服务大厅的故事，从清晨讲起，到夜里还没有讲完"
    text = "".join(f"<p>　　{line}</p>" for line in BODY.splitlines() * 2)
    page = (
        f"<html><head><title>{BAIT}</title></head><body><h1><a href=/>{BAIT}</a></h1><div class=a>"
        f"<h1>{title}</h1><div class=b>2024-04-12 来源：某某日报</div>"
        f"<div class=c>{text}</div></div></body></html>"
    )
    found = collect(page.encode(), path="a.html")
    assert (found.metadata.title, found.metadata.date) == (title.split("——")[0], "2024-04-12")
    assert BAIT not in found.text


def test_the_largest_print_is_the_title_of_a_page_that_others_have_named() -> None:
    text = "".join(f"<p>　　{line}</p>" for line in BODY.splitlines() * 2)
    page = (
        f"<html><head><title>{BAIT}</title></head><body><div class=x><h2>三个支部“手拉手”联学</h2>"
        f"<div>阅读：551</div><div class=y>{text}</div></div></body></html>"
    )
    assert collect(page.encode(), path="a.html").metadata.title == "三个支部“手拉手”联学"


def test_the_contents_of_a_bulletin_are_no_headlines() -> None:
    first, second = "某某镇：三张清单促落实", "某某局：支部建在专班上"
    office = "某某县直机关工委办公室　　2022年6月20日"
    head = f"机关党建简报\n第12期（总第86期）\n{office}\n本期要目\n{first}\n{second}\n{first}"
    found = collect(f"{head}\n{BODY}{second}\n{BODY}".encode(), path="a.txt")
    assert (found.metadata.title, found.metadata.date) == (first, "2022-06-20")
    assert found.text.count(second) == found.text.count(first) == 1
