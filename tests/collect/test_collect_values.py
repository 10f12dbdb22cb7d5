"""Values that a user gives for metadata."""

from __future__ import annotations

import pytest

from index.collect.metadata_values import normalise
from index.collect.records.columns import guess
from index.errors import UsageError


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("date", "2022", "2022"),
        ("date", "2022-10", "2022-10"),
        ("date", "2022-10-3", "2022-10-03"),
        ("date", "2022年10月", "2022-10"),
        ("date", "2022年10月3日", "2022-10-03"),
        ("date", "2022年", "2022"),
        ("date", "2022/1/2", "2022-01-02"),
        ("posted", "2024-02-29", "2024-02-29"),
        ("date", " ", None),
        ("region", "湘", "湖南"),
        ("region", "hunan", "湖南"),
        ("region", "中央", "中央"),
        ("region", "", None),
        ("city", "株洲市", "株洲"),
        ("city", "zhuzhou", "株洲"),
        ("city", "恩施州", "恩施"),
        ("level", "省", "省"),
        ("level", "市级", "市"),
        ("level", "county", "县"),
        ("level", "单位", "单位"),
        ("title", " 一个  标题 ", "一个 标题"),
        ("title", "", None),
        ("kind", "综述", "综述"),
        ("organ", "某工委", "某工委"),
        ("url", "https://example.org/a", "https://example.org/a"),
        ("source", "《旗帜》", "《旗帜》"),
        ("authors", "李晓明、王方", ("李晓明", "王方")),
        ("authors", "李晓明, 王方;赵敏", ("李晓明", "王方", "赵敏")),
        ("authors", "", ()),
    ],
)
def test_a_value_is_brought_to_stored_form(field: str, value: str, stored: object) -> None:
    assert normalise(field, value) == stored


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2022-13"),
        ("date", "2023-02-29"),
        ("date", "去年"),
        ("date", "22-10"),
        ("region", "火星"),
        ("region", "株洲"),
        ("city", "湖南"),
        ("level", "高"),
        ("url", "example.org"),
        ("colour", "red"),
        ("script", "simplified"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_write(field: str, value: str) -> None:
    with pytest.raises(UsageError) as refused:
        normalise(field, value)
    assert (value if field in ("date", "region", "city", "level", "url") else field) in str(refused.value)


def test_an_object_with_a_name_is_what_it_is_the_name_of() -> None:
    row = {
        "article": {"title": "窗口的一面旗", "content": {"text": "支部书记带头值班，把问题带回来。" * 9}},
        "author": {"name": "张三"},
        "source": {"name": "某某日报"},
    }
    found = guess([row], {})
    assert found["title"] == "article.title" and found["text"] == "article.content.text"
    assert found["authors"] == "author.name" and found["source"] == "source.name"
    assert "title" not in guess([{"author": {"name": "张三"}, "text": "支部书记带头值班。" * 20}], {})
