"""Values that a user gives for metadata."""

from __future__ import annotations

import pytest

from index.collect.metadata_values import normalise
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
