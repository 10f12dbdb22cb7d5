"""Markdown: the text without its marks, its title and headings, what its front matter states."""

from __future__ import annotations

import time

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source
from index.errors import ImportFailure

FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
SECOND = "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"


def read(text: str) -> SourceText:
    return open_source(text.encode(), "a.md")


def lines(text: str) -> list[str]:
    return [line.strip() for line in read(text).text.split("\n") if line.strip()]


def test_marks_are_not_text() -> None:
    text = f"**{FIRST}**\n\n> 引用的[话](http://a.cn/x)，`代码`和*强调*，~~删~~去。\n\n![图](a.png)\n\n---\n\n{SECOND}\n"
    assert lines(text) == [FIRST, "引用的话，代码和强调，删去。", SECOND]


def test_marks_beside_chinese_punctuation_are_marks_too() -> None:
    assert lines(f"**一是抓学习。**{FIRST}") == [f"一是抓学习。{FIRST}"]


def test_the_first_heading_is_the_title_and_the_others_are_headings() -> None:
    found = collect(f"# 党旗飘在居民楼道口\n\n{FIRST}\n\n## 服务有清单\n\n{SECOND}\n".encode(), path="a.md")
    assert [(part.kind, found.text[part.start : part.end]) for part in found.paragraphs] == [
        ("title", "党旗飘在居民楼道口"),
        ("body", FIRST),
        ("heading", "服务有清单"),
        ("body", SECOND),
    ]


def test_paragraphs_with_single_line_breaks_stay_paragraphs() -> None:
    found = collect(f"{FIRST}\n　　{SECOND}\n".encode(), path="a.md")
    assert [found.text[part.start : part.end] for part in found.paragraphs] == [FIRST, SECOND]


def test_an_indent_of_four_spaces_is_no_program() -> None:
    assert lines(f"{FIRST}\n\n    **{SECOND}**") == [FIRST, SECOND]


def test_lists_keep_their_numbers_and_rows_of_tables_are_lines() -> None:
    text = "3. 甲项\n4. 乙项\n\n- 丙项\n\n| 单位 | 人数 |\n|---|---|\n| 一支部 | 12 |\n"
    assert lines(text) == ["3. 甲项", "4. 乙项", "丙项", "单位　人数", "一支部　12"]


def test_front_matter_is_what_it_states() -> None:
    front = 'title: "党旗飘扬"\n日期: 2024-03-05\n来源：某某网\nurl: https://a.cn/x\ntags: [a]'
    source = read(f"---\n{front}\n---\n{FIRST}\n")
    assert source.text.strip() == FIRST
    assert {clue.field: clue.value for clue in source.clues} == {
        "title": "党旗飘扬",
        "date": "2024-03-05",
        "source": "某某网",
        "url": "https://a.cn/x",
    }


def test_html_inside_gives_its_words_and_no_script() -> None:
    assert lines(f"<div><p>{FIRST}</p><script>alert('x')</script><br>{SECOND}</div>\n") == [FIRST, SECOND]


def test_other_encodings_are_read() -> None:
    assert open_source(f"# 标题\n\n{FIRST}".encode("gb18030"), "a.md").encoding == "GB18030"


@pytest.mark.parametrize(
    ("mark", "count"), [("[", 300_000), ("*a ", 90_000), ("> ", 60_000), ("- ", 60_000), ("<", 90_000)]
)
def test_hostile_marks_cost_little(mark: str, count: int) -> None:
    began = time.process_time()
    try:
        read(mark * count + "\n\n" + FIRST)
    except ImportFailure as problem:
        assert str(problem)
    assert time.process_time() - began < 20


def test_a_file_with_marks_alone_is_refused() -> None:
    with pytest.raises(ImportFailure, match="no text"):
        read("---\n\n***\n")


def test_footnotes_are_text_though_they_look_like_addresses_of_links() -> None:
    assert lines(f"{FIRST}[^1]\n\n{SECOND}\n\n[^1]: 数字由街道提供。\n[^注]: 见年报。\n") == [
        f"{FIRST}[^1]",
        SECOND,
        "[^1]: 数字由街道提供。",
        "[^注]: 见年报。",
    ]


def test_the_front_matter_of_toml_is_heard_too() -> None:
    found = collect(
        f'+++\ntitle = "党旗飘在居民楼道口"\ndate = 2023-05-16\n+++\n\n{FIRST}\n\n{SECOND}\n'.encode(),
        path="a.md",
    )
    assert found.metadata.title == "党旗飘在居民楼道口"
    assert found.metadata.date == "2023-05-16"
    assert found.text == f"{FIRST}\n{SECOND}"
