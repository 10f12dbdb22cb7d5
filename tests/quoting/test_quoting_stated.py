"""What a text says of itself: its own page, issue and number, not those that it names in passing."""

from __future__ import annotations

import pytest
from quoting_sources import stored  # type: ignore[import-not-found]

from index.model import Furniture, Paragraph, StoredText
from index.quoting.stated import Stated, document_number, page_of, stated


def text(*paragraphs: tuple[str, str], furniture: tuple[str, ...] = (), **values: object) -> StoredText:
    source = stored("\n".join(line for _, line in paragraphs), **values)
    kinds = tuple(
        Paragraph(p.start, p.end, kind)  # type: ignore[arg-type]
        for p, (kind, _) in zip(source.paragraphs, paragraphs, strict=True)
    )
    apart = tuple(Furniture("bar", line) for line in furniture)
    return StoredText(source.document, source.text, kinds, (), apart)


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("某市日报 2022年10月3日 第04版", "4"),
        ("《某市日报》（2022年10月03日 02版）", "2"),
        ("10月3日 第A12版", "A12"),
        ("手机版 电脑版", None),
        ("第2版", None),
        ("某市日报 第04版：要闻", "4"),
        ("某市日报 2022年10月3日", None),
    ],
)
def test_a_page_stands_beside_the_newspaper_or_a_day(line: str, page: str | None) -> None:
    assert page_of(line, "某市日报") == page


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国办发〔2025〕13号", "国办发〔2025〕13号"),
        ("  某直工发[2024]03号 ", "某直工发〔2024〕3号"),
        ("某政发（2023）第7号", "某政发〔2023〕7号"),
        ("根据国办发〔2025〕13号要求，", None),
        ("〔2025〕13号", None),
    ],
)
def test_the_number_of_an_official_document_is_alone_in_its_line(line: str, number: str | None) -> None:
    assert document_number(line) == number


def test_number_and_page_come_from_the_head_the_notes_and_the_page_around() -> None:
    found = stated(
        text(
            ("byline", "某直工发〔2025〕13号"), ("title", "关于服务清单的通知"), ("body", "各单位："),
            furniture=("某市日报 2022-10-03 第04版", "下载"), source="某市日报", date="2022-10-03",
        )
    )  # fmt: skip
    assert found == Stated(page="4", number="某直工发〔2025〕13号")


def test_of_two_pages_or_numbers_none_is_taken() -> None:
    found = stated(
        text(
            ("title", "通知"), ("body", "国办发〔2025〕13号"), ("body", "国办发〔2025〕14号"),
            furniture=("某市日报 第03版", "某市日报 第04版"), source="某市日报", date="2022-10-03",
        )
    )  # fmt: skip
    assert found == Stated()


def test_a_number_deep_in_the_text_is_another_document_s() -> None:
    lines = [("body", f"第{n}段。") for n in range(8)] + [("body", "国办发〔2025〕13号")]
    assert stated(text(*lines)).number == ""
