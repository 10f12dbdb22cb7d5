"""Quotations that name their source in a comment are compared with that passage, whatever became of it."""

# What is not there fails the test as well.
# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.model import Span
from index.quoting.anchors import anchor_of

SAID = "潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课。"
FIRST = f"云港的话\n\n书记在码头上说了一席话。{SAID}在场的人都记住了，回去以后常常说起。\n"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "一.txt").write_text(FIRST, encoding="utf-8")
    with Library.open(tmp_path / "库") as library:
        library.import_paths([tmp_path / "一.txt"])
        yield library


def _draft(library: Library, text: str = SAID) -> str:
    stored = library.show(1)
    start = stored.text.index(SAID)
    anchor = anchor_of(stored, Span(start, start + len(SAID)))
    return f"# 草稿\n\n> {text}\n\n一条参考文献。\n\n{anchor.comment()}\n"


def _change(library: Library, folder: Path, text: str) -> None:
    (folder / "一.txt").write_text(text, encoding="utf-8")
    library.import_paths([folder / "一.txt"])


def test_the_passage_that_the_draft_names_is_the_source(own: Library, tmp_path: Path) -> None:
    # The same words stand in an earlier document too.
    (tmp_path / "二.txt").write_text(f"更早的一篇\n\n2001年1月1日\n\n{SAID}\n", encoding="utf-8")
    own.import_paths([tmp_path / "二.txt"])
    (one,) = own.check(_draft(own).encode(), "草稿.md").quotations
    assert (one.kind, one.verdict, one.anchor, one.source.id) == ("block", "verbatim", "here", 1)
    assert one.documents == 2


def test_what_was_altered_in_the_draft_differs_from_it(own: Library) -> None:
    (one,) = own.check(_draft(own, SAID.replace("看客", "看官")).encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor, one.source.id) == ("differs", "here", 1)
    assert [one.text[d.start : d.end] for d in one.differences] == ["官"]


def test_what_was_altered_to_what_another_document_says_is_told_so(own: Library, tmp_path: Path) -> None:
    other = SAID.replace("看客", "看官")
    (tmp_path / "二.txt").write_text(f"另外的一篇\n\n有人这样说过：{other}\n", encoding="utf-8")
    own.import_paths([tmp_path / "二.txt"])
    (one,) = own.check(_draft(own, other).encode(), "草稿.md").quotations
    assert (one.verdict, one.source.id) == ("differs", 1)
    assert any("document 2" in remark for remark in one.remarks)


def test_a_quotation_that_was_shortened_stands_so(own: Library) -> None:
    (one,) = own.check(_draft(own, "谁在岸上当看客，谁就要到船上去补课。").encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor) == ("verbatim", "here")


def test_a_source_that_moved_is_followed(own: Library, tmp_path: Path) -> None:
    draft = _draft(own)
    _change(own, tmp_path, FIRST.replace("书记在", "那天一早，书记在"))
    (one,) = own.check(draft.encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor, one.source.text) == ("verbatim", "moved", SAID)


def test_a_source_that_was_changed_since_is_told(own: Library, tmp_path: Path) -> None:
    draft = _draft(own)
    _change(own, tmp_path, FIRST.replace("看客", "过客"))
    (one,) = own.check(draft.encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor) == ("differs", "changed")
    assert any("has changed since" in remark for remark in one.remarks)


def test_a_source_that_no_longer_has_the_passage_is_told(own: Library, tmp_path: Path) -> None:
    draft = _draft(own)
    _change(own, tmp_path, "云港的话\n\n今天的码头上什么话也没有说，大家各自回家去了，第二天再来。\n")
    (one,) = own.check(draft.encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor) == ("not_found", "lost")
    assert one.remarks


def test_a_source_that_was_removed_is_told(own: Library) -> None:
    draft = _draft(own)
    own.remove([1])
    (one,) = own.check(draft.encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor) == ("not_found", "removed")
    assert any("not in this library" in remark for remark in one.remarks)


def test_what_becomes_of_a_source_is_seen_by_the_next_check(own: Library, tmp_path: Path) -> None:
    draft = _draft(own).encode()
    assert own.check(draft, "草稿.md").quotations[0].verdict == "verbatim"
    _change(own, tmp_path, FIRST.replace("看客", "过客"))
    assert own.check(draft, "草稿.md").quotations[0].verdict == "differs"
    own.remove([1])
    assert own.check(draft, "草稿.md").quotations[0].verdict == "not_found"


def test_a_comment_that_cannot_be_read_any_more_is_told(own: Library) -> None:
    draft = _draft(own).replace("span=", "spam=")
    report = own.check(draft.encode(), "草稿.md")
    assert [(one.line, one.column) for one in report.unreadable] == [(7, 1)]
    assert report.quotations[0].verdict == "verbatim"


@pytest.mark.parametrize(
    "line", ["他说：“{text}”{anchor}。\n", "他说：「{text}」[^1]{anchor}\n\n[^1]: 出处。\n"]
)
def test_a_quotation_in_running_text_has_its_anchor_too(own: Library, line: str) -> None:
    anchor = _draft(own).split("\n")[-2]
    (one,) = own.check(line.format(text=SAID, anchor=anchor).encode(), "草稿.md").quotations
    assert (one.kind, one.verdict, one.anchor) == ("quotation", "verbatim", "here")


def test_a_document_that_is_another_one_now_is_told(own: Library, tmp_path: Path) -> None:
    draft = _draft(own)
    _change(own, tmp_path, "别的文章\n\n这一篇讲的是山里的果园，同码头没有关系，也没有谁在船上讲过话。\n")
    (one,) = own.check(draft.encode(), "草稿.md").quotations
    assert any("is another one" in remark for remark in one.remarks)


def test_a_draft_with_line_ends_of_another_system_keeps_its_anchors(own: Library) -> None:
    (one,) = own.check(_draft(own).replace("\n", "\r\n").encode(), "草稿.md").quotations
    assert (one.verdict, one.anchor) == ("verbatim", "here")
