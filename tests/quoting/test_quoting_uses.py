"""From a passage to the drafts that quote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting_sources import quotation, stored  # type: ignore[import-not-found]

from index.model import Span
from index.quoting import uses
from index.quoting.anchors import anchor_of
from index.quoting.drafts import add
from index.quoting.inserting import Quotation
from index.quoting.uses import Shelf, lines_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path))
    return tmp_path


def quoting(document: int, start: int, end: int, library: str = "") -> Quotation:
    source = stored("一二三四五六七八九十" * 3, id=document)
    made = quotation(source.text[start:end])
    return Quotation(made.citation, anchor_of(source, Span(start, end), library=library))


def test_quotations_are_found_by_their_anchors(folder: Path) -> None:
    add(folder / "甲.md", quoting(3, 0, 5))
    add(folder / "甲.md", quoting(3, 10, 15), "footnote")
    add(folder / "乙.md", quoting(4, 0, 5))
    found = Shelf().uses(lambda anchor: anchor.document == 3)
    assert [(use.name, use.anchor.span) for use in found] == [("甲", Span(0, 5)), ("甲", Span(10, 15))]
    assert all(use.intact and use.text for use in found)
    assert (found[0].line, found[0].column) == (1, 1)


def test_only_changed_drafts_are_looked_through_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "甲乙":
        add(folder / f"{name}.md", quoting(3, 0, 5))
    looked: list[str] = []
    used_in = uses.used_in

    def noted(path: Path) -> list[uses.Use]:
        looked.append(path.stem)
        return used_in(path)

    monkeypatch.setattr(uses, "used_in", noted)
    shelf = Shelf()
    assert len(shelf.uses(lambda _: True)) == 2
    assert len(shelf.uses(lambda _: True)) == 2 and sorted(looked) == ["乙", "甲"]
    looked.clear()
    add(folder / "乙.md", quoting(3, 5, 9))
    (folder / "甲.md").unlink()
    assert [use.name for use in shelf.uses(lambda _: True)] == ["乙", "乙"] and looked == ["乙"]


def test_a_draft_that_cannot_be_read_is_passed_over(folder: Path) -> None:
    add(folder / "甲.md", quoting(3, 0, 5))
    (folder / "坏.md").write_bytes(b"\x00")
    (folder / "去.md").symlink_to("nowhere.md")
    assert [use.name for use in Shelf().uses(lambda _: True)] == ["甲"]


@given(text=st.text(alphabet="党\r\n", max_size=30), offsets=st.lists(st.integers(0, 30), max_size=5))
def test_lines_and_columns_are_those_of_an_editor(text: str, offsets: list[int]) -> None:
    places = sorted(min(offset, len(text)) for offset in offsets)
    expected = []
    for offset in places:
        before = text[:offset]
        if before.endswith("\r") and text.startswith("\n", offset):
            before = before[:-1] + "\0"  # between the two characters of a line end
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        expected.append((len(lines), len(before) - (len(before) - len(lines[-1])) + 1))
    assert lines_of(text, places) == expected
