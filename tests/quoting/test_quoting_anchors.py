"""Anchors: a quotation in a draft is found again, whatever is done to the draft around it."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting_sources import stored  # type: ignore[import-not-found]

from index.model import Span
from index.quoting.anchor import COMMENT, Anchor, anchor_of, digest, read
from index.quoting.anchors import anchors_of, unreadable

SOURCE = stored("为民办事\n一是把支部建在窗口。二是让党员亮身份。\n三是把清单“晒”出来，请群众评。")
PASSAGE = Span(5, 15)
QUOTED = SOURCE.text[5:15]
ANCHOR = anchor_of(SOURCE, PASSAGE, file="ab" * 32, library="0123456789abcdef")

OLD = "<!-- dangjian-tui: document=3 span=120:160 sha256=0123456789abcdef -->"
# What people write around a quotation, with what could be mistaken for a part of it.
prose = st.text(alphabet="党建工作 ，。“”‘’「」#*-`|[]^!\n", max_size=40)
odd = st.text(alphabet="党建=\"'%<>&-! \n\t\u3000\u2028\ufeff\U0001f600é\u0301\ud800", max_size=8)


def block(text: str, anchor: Anchor) -> str:
    quoted = text.replace("\n", "\n>\n> ")
    return f"> {quoted}\n\n甲. 题[N]. 某报，2022.\n\n{anchor.comment()}\n"


def test_comments_of_earlier_versions_are_read() -> None:
    (placed,) = anchors_of(f"> 一句话。\n\n来源.\n\n{OLD}\n")
    assert placed.anchor == Anchor(3, 120, 160, "0123456789abcdef")
    assert placed.quoted is not None and placed.quoted.text == "一句话。"


def test_comments_of_later_versions_are_read() -> None:
    assert read(" document=3 span=1:2 sha256=0123456789abcdef mood=good =x ok ") == Anchor(
        3, 1, 2, "0123456789abcdef"
    )


def test_an_anchor_knows_document_library_and_neighbours() -> None:
    assert ANCHOR.document == SOURCE.document.id and ANCHOR.span == PASSAGE
    assert ANCHOR.stored == digest(SOURCE.text) and ANCHOR.file == "ab" * 8
    assert ANCHOR.before == "为民办事\n" and ANCHOR.after == SOURCE.text[15:31]


@given(before=odd, after=odd, library=st.sampled_from(["", "0123456789abcdef"]))
def test_a_comment_gives_back_its_anchor_and_is_one_comment_of_one_line(
    before: str, after: str, library: str
) -> None:
    anchor = Anchor(3, 5, 9, "0123456789abcdef", library=library, before=before, after=after)
    comment = anchor.comment()
    # In HTML a comment may hold no `--` and no `>` behind its beginning.
    assert "--" not in comment[4:-3] and ">" not in comment[4:-3] and len(re.split(r"\s", comment)) < 11
    (match,) = COMMENT.finditer(f"前{comment}后-->")
    assert match[0] == comment and read(match[1]) == anchor


@pytest.mark.parametrize(
    "content",
    [
        "", "document=3", "document=x span=1:2 sha256=0123456789abcdef", "document=3 span=1:2 sha256=0123",
        "document=3 span=2:2 sha256=0123456789abcdef", "document=3 span=-1:2 sha256=0123456789abcdef",
        f"document={'9' * 3000} span=1:2 sha256=0123456789abcdef",
        "document=３ span=1:2 sha256=0123456789abcdef",
    ],
)  # fmt: skip
def test_nonsense_is_no_anchor_and_is_told_of(content: str) -> None:
    draft = f"正文\n<!-- dangjian-tui: {content} -->\n{OLD}"
    assert [placed.anchor.document for placed in anchors_of(draft)] == [3]
    (span,) = unreadable(draft)
    assert draft[span.start : span.end].startswith("<!-- dangjian-tui:")


def test_a_comment_that_never_ends_hides_no_other() -> None:
    assert len(anchors_of(f"<!-- dangjian-tui: document=3 span=1:2\n\n{'字' * 5000}\n{OLD}")) == 1


@given(text=st.text(alphabet="党建 \n>#*<!-->`1.\\|_“”", min_size=1, max_size=40), around=prose)
def test_the_quoted_text_of_a_block_is_recovered_whatever_is_in_it(text: str, around: str) -> None:
    anchor = Anchor(1, 0, len(text), digest(text))
    (placed,) = anchors_of(f"{around}\n\n{block(text, anchor)}\n{around}")
    assert placed.intact and placed.quoted is not None and placed.quoted.block
    assert placed.quoted.text == text


@given(text=st.text(alphabet='党建 #*<!-->`“”‘’「」"', min_size=1, max_size=40), around=prose)
def test_the_quoted_text_in_running_text_is_recovered_whatever_is_in_it(text: str, around: str) -> None:
    anchor = Anchor(1, 0, len(text), digest(text))
    draft = f"{around}“{text}”{anchor.comment()}（{around}）"
    (placed,) = anchors_of(draft)
    assert placed.intact and placed.quoted is not None and not placed.quoted.block
    assert draft[placed.quoted.start : placed.quoted.end] == placed.quoted.text == text


@given(pieces=st.lists(st.tuples(prose, st.booleans()), min_size=1, max_size=5), end=prose)
def test_each_anchor_has_its_own_quotation(pieces: list[tuple[str, bool]], end: str) -> None:
    draft = ""
    texts = [f"第{number}句话" for number in range(len(pieces))]
    for text, (before, as_block) in zip(texts, pieces, strict=True):
        anchor = Anchor(1, 0, len(text), digest(text))
        draft += before + (f"\n\n{block(text, anchor)}\n" if as_block else f"“{text}”{anchor.comment()}")
    found = anchors_of(draft + end)
    assert [placed.quoted and placed.quoted.text for placed in found] == texts


@given(
    before=prose,
    between=prose,
    mark=st.sampled_from(["", "\ufeff"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_edits_line_ends_and_a_byte_order_mark_do_not_part_them(
    before: str, between: str, mark: str, end: str
) -> None:
    text = "第一段话。\n第二段话。"
    written = block(text, Anchor(1, 0, len(text), digest(text)))
    edited = written.replace("某报，2022.", f"某报，2022.\n\n{between}\n\n")
    draft = f"{mark}{before}\n\n{edited}".replace("\n", end)
    (placed,) = anchors_of(draft)
    assert placed.intact and placed.quoted is not None
    assert draft[placed.quoted.start : placed.quoted.end].startswith("> 第一段话。")
    assert draft[placed.start : placed.end] == COMMENT.search(draft)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "block",
    [
        "> 第一段话，很长，\n> 分成两行。\n>\n> 第二段话。",
        ">第一段话，很长，分成两行。\n> \n>第二段话。",
        "  > 第一段话，很长，\n  > 分成两行。\n  >\n  >\n  > 第二段话。",
    ],
)
def test_a_block_whose_lines_were_broken_by_another_program_is_read(block: str) -> None:
    text = "第一段话，很长，分成两行。\n第二段话。"
    (placed,) = anchors_of(f"{block}\n\n来源.\n\n{Anchor(1, 0, len(text), digest(text)).comment()}")
    assert placed.intact


def test_a_changed_quotation_is_read_as_it_is_now() -> None:
    draft = block(QUOTED, ANCHOR).replace("窗口", "一线")
    (placed,) = anchors_of(draft)
    assert placed.quoted is not None and placed.quoted.text == QUOTED.replace("窗口", "一线")
    assert not placed.intact
    (inline,) = anchors_of(f"他说“先说一句”，又说“{QUOTED[:-1]}啊”{ANCHOR.comment()}。")
    assert inline.quoted is not None and inline.quoted.text == QUOTED[:-1] + "啊" and not inline.intact


def test_an_anchor_whose_quotation_was_deleted_has_none() -> None:
    (placed,) = anchors_of(f"正文。\n\n{ANCHOR.comment()}\n\n> 别的引文\n")
    assert placed.quoted is None and not placed.intact


@pytest.mark.parametrize(
    "draft", ["<!-- dangjian-tui: " * 200_000, "> 党建\n" * 300_000, "“党建”" * 500_000, "“" * 500_000]
)
def test_megabytes_of_nonsense_are_read_in_time(draft: str) -> None:
    started = time.process_time()
    assert [placed.anchor for placed in anchors_of(draft + ANCHOR.comment())] == [ANCHOR]
    assert time.process_time() - started < 5
