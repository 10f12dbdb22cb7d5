"""Markdown drafts as manuscripts: quotations exact, nothing lost, anchors gone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting_sources import quotation  # type: ignore[import-not-found]

from index.quoting.export.headings import chinese, number, official
from index.quoting.export.manuscript import Manuscript
from index.quoting.export.marked import without_comments
from index.quoting.export.reading import manuscript
from index.quoting.export.text import circled, plain_text
from index.quoting.inserting import FORMS, Form, insert
from index.quoting.quoted import inside

REFERENCE = "题[N]. 某报，2022."


def kinds(found: Manuscript) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in found.blocks]


def test_the_first_heading_is_the_title_and_the_others_begin_with_level_one() -> None:
    found = manuscript("# 题目\n\n正文。\n\n## 一节\n\n### 小节\n\n##### 再小\n\n###### 最小\n")
    assert found.title == "题目"
    assert [(k, level) for k, level, _ in kinds(found)][2:] == [
        ("heading", 1), ("heading", 2), ("heading", 4), ("heading", 4),
    ]  # fmt: skip
    assert manuscript("正文。\n\n# 一节\n").title == ""


def test_paragraphs_are_read_as_people_type_them() -> None:
    found = manuscript("　　第一段，\n接着写。\n\n    四个空格。\r\n\r\none\ntwo\n\n甲  \n乙\n")
    assert [text for _, _, text in kinds(found)] == ["第一段，接着写。", "四个空格。", "one two", "甲\n乙"]


def test_looks_links_lists_tables_and_code_are_kept() -> None:
    found = manuscript(
        "**重**和*轻*与`码`，[网页](https://x.cn/a)<https://y.cn>\n\n- 甲\n  - 乙\n3. 三\n4. 四\n\n"
        "| 省 | 数 |\n|---|---|\n| 湘 | **3** |\n\n```\n码*一*\n```\n\n***\n\n"
        "<重要>不是标签\n\n<div>也在</div>\n"
    )
    runs = [(run.text, run.bold, run.italic, run.code) for run in found.blocks[0].runs]
    assert runs == [
        ("重", True, False, False), ("和", False, False, False), ("轻", False, True, False),
        ("与", False, False, False), ("码", False, False, True), ("，", False, False, False),
        ("网页", False, False, False), ("（https://x.cn/a）", False, False, False),
        ("https://y.cn", False, False, False),
    ]  # fmt: skip
    assert kinds(found)[1:5] == [
        ("item", 1, "• 甲"),
        ("item", 2, "• 乙"),
        ("item", 1, "3. 三"),
        ("item", 1, "4. 四"),
    ]
    rows = [["".join(run.text for run in cell) for cell in block.cells] for block in found.blocks[5:7]]
    assert rows == [["省", "数"], ["湘", "3"]]
    assert [text for _, _, text in kinds(found)[7:]] == ["码*一*", "", "<重要>不是标签", "<div>也在</div>"]


def test_a_quoted_block_gets_the_number_of_its_reference_once_for_a_source() -> None:
    draft = insert(
        insert("前。\n", None, quotation("一段 *星号*。\n二段`码`。")), None, quotation("又一段。")
    )
    found = manuscript(draft)
    assert kinds(found) == [
        ("paragraph", 1, "前。"), ("quote", 1, "一段 *星号*。"), ("quote", 1, "二段`码`。"),
        ("quote", 1, "又一段。"),
    ]  # fmt: skip
    assert [block.runs[-1].reference for block in found.blocks] == [None, None, 0, 0]
    assert found.references == (REFERENCE,)


def test_what_the_user_wrote_behind_a_quotation_is_no_reference() -> None:
    draft = insert("", None, quotation("一段。")).replace(REFERENCE, "我的话。")
    found = manuscript(draft)
    assert kinds(found) == [("quote", 1, "一段。"), ("paragraph", 1, "我的话。")] and found.references == ()
    draft = insert("", None, quotation("一段。")).replace(REFERENCE, f"我的话。\n\n{REFERENCE}")
    found = manuscript(draft)
    assert kinds(found) == [("quote", 1, "一段。"), ("paragraph", 1, "我的话。")]
    assert found.references == (REFERENCE,)


def test_footnotes_are_numbered_where_they_are_mentioned() -> None:
    found = manuscript(
        "甲[^b]，乙[^a]，丙[^b]，丁[^无]。\n\n[^a]: 注一，\n接着。\n\n    又一段。\n"
        "[^b]: *注*二\n[^c]: 没人提到\n"
        "# 后文\n"
    )
    notes = ["".join(run.text for run in note) for note in found.notes]
    assert notes == ["注二", "注一，接着。又一段。", "注二"]
    assert [run.note for run in found.blocks[0].runs if run.note is not None] == [0, 1, 2]
    assert "丁[^无]。" in found.blocks[0].text
    assert [text for _, _, text in kinds(found)[1:]] == ["后文", "没人提到"]


words = st.text('党建，。*_`[]()<>#\\!|~^"“”&;1.', min_size=1, max_size=30)


@given(text=words, form=st.sampled_from(FORMS), around=st.text("党建*_\n#>[^1]:`<", max_size=30))
def test_a_quotation_is_exact_whatever_marks_it_has(text: str, form: Form, around: str) -> None:
    draft = insert(f"前文\n\n{around.replace('`', '')}\n\n后文\n", 2, quotation(text), form)
    found = manuscript(draft)
    # As it stands in the draft: between “ and ” the marks inside are single.
    assert any(text in block.text or inside(text) in block.text for block in found.blocks)
    assert "dangjian-tui" not in plain_text(found)


@given(st.text("党建*_\n#>[]^1:`<-! |=\t&", max_size=80))
def test_no_draft_is_too_odd_to_read_and_no_word_is_lost(draft: str) -> None:
    kept = plain_text(manuscript(draft))
    assert kept.count("党") >= draft.count("党") and kept.count("建") >= draft.count("建")


@given(
    form=st.sampled_from(FORMS), draft=st.text("党建\n。#", max_size=30), end=st.sampled_from(["\n", "\r\n"])
)
def test_without_its_comments_a_draft_is_as_it_was_but_for_them(form: Form, draft: str, end: str) -> None:
    text = insert(draft.replace("\n", end), None, quotation("一句"), form)
    bare = without_comments(text)
    assert "<!--" not in bare and "一句" in bare
    left = iter(text)
    assert all(character in left for character in bare)


def test_comments_edited_to_nonsense_go_too() -> None:
    assert without_comments("甲\n<!-- dangjian-tui: 乱 -->\n\n乙") == "甲\n乙"
    assert manuscript("甲\n\n<!-- 我的 -->\n\n乙<!-- 也是 -->").blocks[-1].text == "乙"


# -- headings -------------------------------------------------------------------------------------


def test_headings_without_numbers_get_those_of_official_documents() -> None:
    found = official(
        manuscript("# 题\n\n## 甲\n\n### 乙\n\n#### 丙\n\n##### 丁\n\n### 戊\n\n## 己\n\n### 庚\n\n## 结语\n")
    )
    assert [text for k, _, text in kinds(found) if k == "heading"] == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己", "（一）庚", "结语",
    ]  # fmt: skip


def test_a_level_that_has_numbers_is_left_as_it_is() -> None:
    found = official(manuscript("## 一、甲\n\n### 乙\n\n## 丙\n"))
    assert [text for _, _, text in kinds(found)] == ["一、甲", "（一）乙", "丙"]


def test_a_numbered_line_of_its_own_is_a_heading() -> None:
    found = official(manuscript("一、总体要求\n\n一、要做好这件事。\n\n（二）抓落实\n"))
    assert [(k, level) for k, level, _ in kinds(found)] == [("heading", 1), ("paragraph", 1), ("heading", 2)]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九"),
        (100, "一百"), (105, "一百零五"), (110, "一百一十"), (115, "一百一十五"), (1005, "一千零五"),
        (1050, "一千零五十"), (9999, "九千九百九十九"), (10000, "10000"),
    ],
)  # fmt: skip
def test_numbers_in_chinese(count: int, said: str) -> None:
    assert chinese(count) == said
    assert number(1, count) == f"{said}、" and number(2, count) == f"（{said}）"
    assert number(3, count) == f"{count}." and number(4, count) == f"（{count}）"


def test_hundreds_of_headings_are_numbered() -> None:
    found = official(manuscript("## 节\n\n" * 120))
    assert [text for _, _, text in kinds(found)][-1] == "一百二十、节"


def test_plain_text_has_notes_and_references_at_its_end() -> None:
    draft = insert(insert("# 题\n\n正文。\n", 8, quotation("注的"), "footnote"), None, quotation("块的"))
    assert plain_text(manuscript(draft)) == (
        f"题\n\n　　正文。“注的”①\n　　　　块的[1]\n\n注释\n① {REFERENCE}\n\n参考文献\n[1] {REFERENCE}\n"
    )
    assert circled(19) == "⑳" and circled(20) == "（21）"


@pytest.mark.parametrize(
    "unit", ["这是一段话，说的是平常的事。\n\n", "[^1]: 注\n\n", "> 引\n", "**重", "[^1]", "\n    \n"]
)
def test_a_large_draft_is_read_in_time(unit: str) -> None:
    started = time.process_time()
    manuscript(unit * (200_000 // len(unit.encode())))
    assert time.process_time() - started < 10
