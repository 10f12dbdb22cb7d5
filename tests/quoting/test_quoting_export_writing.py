"""Drafts are written to other files; the draft itself, and what is there already, are never touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from quoting_sources import quotation  # type: ignore[import-not-found]

from index.errors import DraftError, UsageError
from index.quoting.drafts import add
from index.quoting.export.writing import export
from index.quoting.files import DraftFile, read


@pytest.fixture
def draft(tmp_path: Path) -> DraftFile:
    path = tmp_path / "稿.md"
    path.write_text("# 题\n\n正文。\n", "utf-8")
    add(path, quotation("块里的话。"))
    return add(path, quotation("注里的话"), "footnote")


@pytest.mark.parametrize("name", ["a.docx", "a.md", "a.txt", "新文件夹/a.TXT"])
def test_the_name_says_what_is_written(draft: DraftFile, tmp_path: Path, name: str) -> None:
    before = draft.path.read_bytes()
    written = export(draft, tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert data.startswith(b"PK") == name.endswith(".docx")
    assert "块里的话。".encode() in data or name.endswith(".docx")
    assert written.quotations == 2 and written.altered == ()
    assert (written.footnotes, written.references) == ((0, 0) if name.endswith(".md") else (1, 1))
    assert draft.path.read_bytes() == before


def test_markdown_has_its_anchors_only_when_asked(draft: DraftFile, tmp_path: Path) -> None:
    export(draft, tmp_path / "a.md")
    export(draft, tmp_path / "b.md", anchors=True)
    assert "<!--" not in (tmp_path / "a.md").read_text("utf-8")
    assert (tmp_path / "b.md").read_text("utf-8") == draft.text


def test_headings_in_plain_text_follow_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text("# 题\n\n## 一节\n", "utf-8")
    export(read(path), tmp_path / "a.txt")
    export(read(path), tmp_path / "b.txt", layout="plain")
    assert "一、一节" in (tmp_path / "a.txt").read_text("utf-8")
    assert "、" not in (tmp_path / "b.txt").read_text("utf-8")


def test_quotations_that_were_altered_are_told(draft: DraftFile, tmp_path: Path) -> None:
    draft.path.write_text(draft.text.replace("块里的话", "块里的化"), "utf-8")
    assert export(read(draft.path), tmp_path / "a.docx").altered == ((5, 1),)


def test_what_is_there_stays_unless_it_is_to_be_replaced(draft: DraftFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("别的", "utf-8")
    with pytest.raises(UsageError, match="--overwrite"):
        export(draft, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8") == "别的"
    export(draft, tmp_path / "a.txt", overwrite=True)
    assert "块里的话。" in (tmp_path / "a.txt").read_text("utf-8")


def test_a_draft_is_never_written_over_itself(draft: DraftFile, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(draft.path)
    for name in ("稿.md", "link.md"):
        with pytest.raises(UsageError, match="the draft itself"):
            export(draft, tmp_path / name, overwrite=True)
    assert read(draft.path) == draft


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.doc", ".docx"])
def test_other_endings_are_told_the_known_ones(draft: DraftFile, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.docx \.md \.txt"):
        export(draft, tmp_path / name)


def test_without_space_there_is_no_half_a_file(
    draft: DraftFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DraftError, match="no space"):
        export(draft, tmp_path / "a.docx", overwrite=True)
    assert (tmp_path / "a.docx").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "稿.md"]


def test_a_file_in_the_place_of_the_folder_is_said(draft: DraftFile, tmp_path: Path) -> None:
    (tmp_path / "ordner").write_text("x", "utf-8")
    with pytest.raises(DraftError, match="cannot be written"):
        export(draft, tmp_path / "ordner" / "a.txt")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_draft_in_another_encoding_can_be_exported(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "旧.md"
    path.write_bytes("旧稿的话。".encode(encoding))
    for name in ("a.txt", "a.md"):
        export(read(path), tmp_path / name)
        assert "旧稿的话。" in (tmp_path / name).read_text("utf-8")
