"""A row of a table as an article: its text under its title, what its columns state, and its bytes."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source
from index.collect.formats.row import pack
from index.collect.records.values import stated
from index.collect.row_bytes import MARK
from index.errors import ImportFailure

TEXT = "机关党委把每月的主题党日开到窗口一线，党员轮流值守。\n支部书记逐件回访，把问题带回来。"


def opened(**row: object) -> SourceText:
    return open_source(pack(row, {name: name for name in row}), None)


def test_the_title_stands_above_the_text() -> None:
    source = opened(title="窗口<em>一线</em>&amp;支部", subtitle="党员值守", text=TEXT)
    assert source.text == f"窗口一线&支部\n党员值守\n{TEXT}"
    assert source.kinds == {0: "title", 1: "subtitle"}


@pytest.mark.parametrize("head", ["窗口 一线\n", "\n　窗口一线\n", "旗帜网\n窗口一线\n"])
def test_a_title_that_the_text_has_is_not_put_there_again(head: str) -> None:
    source = opened(title="窗口一线", text=head + TEXT)
    assert source.text == head + TEXT
    [number] = source.kinds
    assert "一线" in source.text.split("\n")[number] and source.kinds[number] == "title"


def test_a_title_that_is_how_the_text_begins_is_none_of_its_own() -> None:
    assert opened(title=TEXT[:15] + "…", text=TEXT).text == TEXT


def test_what_the_columns_state_are_clues() -> None:
    clues = {
        clue.field: clue.value
        for clue in opened(
            text=TEXT,
            date="2022/10/3 08:00",
            source="来源：湘江早报",
            region="湖南省株洲市",
            city="湖南省株洲市",
            authors=["甲", "乙"],
            level="省级",
            url="see below",
            kind=None,
        ).clues
    }
    assert clues == {
        "date": "2022-10-03",
        "source": "湘江早报",
        "region": "湖南",
        "city": "株洲",
        "authors": "甲、乙",
        "level": "省",
    }


def test_paragraphs_as_a_list_are_lines() -> None:
    assert opened(text=["第一段。", {"text": "第二段。"}, "", None]).text == "第一段。\n第二段。"


def test_a_text_in_html_is_read_as_html() -> None:
    source = opened(
        title="窗口一线", text="<p>第一段&nbsp;文字，写在这里。</p><p>第二段文字，也写在这里。</p>"
    )
    assert source.text.split("\n")[0] == "窗口一线"
    assert "<p>" not in source.text and "第二段文字" in source.text


def test_signs_that_are_no_characters_do_no_harm() -> None:
    assert opened(text="甲\0乙\ud800丙\r\n" + TEXT).text == "甲乙\ufffd丙\n" + TEXT


@pytest.mark.parametrize("text", ["", " \n\u3000", None])
def test_a_row_without_text_is_refused_by_its_column(text: object) -> None:
    with pytest.raises(ImportFailure, match="column text"):
        opened(text=text, title="窗口一线")


@pytest.mark.parametrize("rest", [b"", b'"row":{}}', b'"columns":{},"row":[]}', b"[" * 100_000])
def test_what_only_begins_like_a_row_is_refused(rest: bytes) -> None:
    with pytest.raises(ImportFailure):
        collect(MARK + rest)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-10-03T23:30:00+08:00", "2022-10-03"),
        ("发布时间：2022年10月3日", "2022-10-03"),
        ("2022.10", "2022-10"),
        ("2022", "2022"),
        ("2022.0", "2022"),
        ("20221003", "2022-10-03"),
        ("202210", "2022-10"),
        ("20221003153000", "2022-10-03"),
        ("10/23/2022", "2022-10-23"),
        ("44837", "2022-10-03"),
        ("1664755200", "2022-10-03"),
        ("1664755200000", "2022-10-03"),
        ("Mon, 03 Oct 2022 08:00:00 +0800", "2022-10-03"),
        ("10/3/2022", None),
        ("2022-13-40", None),
        ("改天", None),
        ("17", None),
    ],
)
def test_dates_as_programs_write_them(value: str, expected: str | None) -> None:
    assert stated("date", value) == expected


@pytest.mark.parametrize(
    ("value", "region", "city"),
    [
        ("湖南", "湖南", None),
        ("湖南省", "湖南", None),
        ("湖南省株洲市", "湖南", "株洲"),
        ("湖南-株洲", "湖南", "株洲"),
        ("内蒙古自治区呼和浩特市", "内蒙古", "呼和浩特"),
        ("株洲市", "湖南", "株洲"),
        ("上海市", "上海", None),
        ("中央", "中央", None),
        ("湖南省某处", "湖南", None),
        ("南方", None, None),
    ],
)
def test_places_as_tables_write_them(value: str, region: str | None, city: str | None) -> None:
    assert (stated("region", value), stated("city", value)) == (region, city)


def test_what_a_table_states_is_what_the_document_gets() -> None:
    row = {"text": TEXT, "title": "窗口一线", "来源": "湘江网（早间）", "date": "2022-10-03", "省份": "湖南"}
    columns = {"text": "text", "title": "title", "source": "来源", "date": "date", "region": "省份"}
    metadata = collect(pack(row, columns)).metadata
    assert (metadata.title, metadata.source) == ("窗口一线", "湘江网（早间）")
    assert (metadata.date, metadata.region) == ("2022-10-03", "湖南")


def test_what_a_column_states_is_told_once() -> None:
    row = {"title": "窗口一线", "text": TEXT, "date": "2022-10-03", "region": "湖南省", "source": "湘江早报"}
    found = collect(pack(row, {name: name for name in row}), path=None)
    said = [(one.field, one.value, one.reason) for one in found.why]
    assert len(said) == len(set(said))
    assert ("date", "2022-10-03") in {(field, value) for field, value, _ in said}
