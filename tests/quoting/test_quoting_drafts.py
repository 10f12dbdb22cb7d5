"""Drafts: quotations are added verbatim, and what stands in a draft is never lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quoting_sources import quotation  # type: ignore[import-not-found]

from index.errors import DraftError, UsageError
from index.quoting import files
from index.quoting.anchors import anchors_of
from index.quoting.drafts import add, draft_name, draft_path, drafts_folder, info, list_drafts, words

QUOTED = "第一段话。\n第二段话。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of drafts of these tests, not made yet."""
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    return tmp_path / "drafts"


def test_a_new_draft_holds_quotation_source_and_anchor(tmp_path: Path) -> None:
    draft = tmp_path / "folder" / "讲话.md"
    add(draft, quotation(QUOTED))
    assert draft.read_text("utf-8") == (
        "> 第一段话。\n>\n> 第二段话。\n\n题[N]. 某报，2022.\n\n" + quotation(QUOTED).anchor.comment() + "\n"
    )


def test_what_stood_in_the_draft_stays_byte_for_byte(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    before = "\ufeff# 标题\r\n\r\n正文，没有行尾".encode()
    draft.write_bytes(before)
    add(draft, quotation(QUOTED))
    after = draft.read_bytes()
    assert after.startswith(before + b"\r\n\r\n> ")
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_quotations_follow_each_other(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    for number in range(3):
        add(draft, quotation(f"第{number}句。"))
    content = draft.read_text("utf-8")
    assert re.findall(r"^> (.*)$", content, re.M) == ["第0句。", "第1句。", "第2句。"]
    assert "\n\n\n" not in content


@given(text=st.text(alphabet="党建 \n>#*<!-->`1.\\|_“”", min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_quoted_text_is_recovered_whatever_is_in_it(tmp_path: Path, text: str) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("> 旧引文\n\n来源\n", "utf-8")
    add(draft, quotation(text))
    (placed,) = anchors_of(draft.read_text("utf-8"))
    assert placed.intact and placed.quoted is not None and placed.quoted.text == text


def test_two_programs_can_add_at_once(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    code = (
        "import sys; sys.path.insert(0, sys.argv[3]); from pathlib import Path\n"
        "from quoting_sources import quotation\n"
        "from index.quoting.drafts import add\n"
        "for n in range(20):\n"
        "    add(Path(sys.argv[1]), quotation(f'{sys.argv[2]}-{n}'), 'footnote' if n % 2 else 'block')"
    )
    here = str(Path(__file__).parent)
    running = [subprocess.Popen([sys.executable, "-c", code, str(draft), name, here]) for name in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    found = anchors_of(draft.read_text("utf-8"))
    assert all(placed.intact for placed in found)
    assert sorted(placed.quoted.text for placed in found if placed.quoted) == sorted(
        f"{name}-{n}" for name in "ab" for n in range(20)
    )


def test_while_another_program_holds_the_draft_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧\n", "utf-8")
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    with files.alone(draft), pytest.raises(DraftError, match="try again"):
        add(draft, quotation(QUOTED))
    assert draft.read_text("utf-8") == "旧\n"


def test_a_passage_that_does_not_fit_leaves_no_empty_draft(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="block"):
        add(tmp_path / "a.md", quotation(QUOTED), "inline")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_drafts_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "mine"))
    assert drafts_folder() == tmp_path / "mine"
    monkeypatch.delenv("DANGJIAN_DRAFTS")
    assert drafts_folder().name == "dangjian-tui" and drafts_folder().is_relative_to(Path.home())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("讲话稿", "讲话稿.md"), ("讲话稿.md", "讲话稿.md"), ("2026.1.2 稿", "2026.1.2 稿.md"),
        ("材料/一", "材料/一.md"), ("notes.txt", "notes.txt"),
    ],
)  # fmt: skip
def test_a_name_is_a_file_in_the_folder_of_drafts(folder: Path, name: str, path: str) -> None:
    assert draft_path(name) == folder / path
    assert draft_name(draft_path(name)) == path.removesuffix(".md")


def test_a_path_is_a_path(folder: Path) -> None:
    assert draft_path("./a.md") == Path("./a.md") and draft_path("/x/b.md") == Path("/x/b.md")
    assert draft_path("~/c.md") == Path.home() / "c.md"
    assert draft_name(Path("/x/b.md")) == "/x/b.md"


@pytest.mark.parametrize("name", ["", ".", "..", "a/../../b", ".hidden", "a\0b", "a\nb"])
def test_what_can_name_no_file_is_no_draft(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="name of a draft"):
        draft_path(name)


def test_drafts_are_listed_with_what_they_hold_and_the_last_changed_first(folder: Path) -> None:
    assert list_drafts() == []
    add(folder / "旧稿.md", quotation("一句话。"))
    add(folder / "材料" / "新稿.md", quotation("两句话。"))
    (folder / "材料" / "新稿.md").write_text("只有 two words 和这些。", "utf-8")
    (folder / ".隐藏.md").write_text("x", "utf-8")
    (folder / "图.png").write_bytes(b"\x89PNG")
    os.utime(folder / "旧稿.md", (1_700_000_000, 1_700_000_000))
    assert [(one.name, one.quotations, one.words) for one in list_drafts()] == [
        ("材料/新稿", 0, 8),
        ("旧稿", 1, words("> 一句话。\n\n题[N]. 某报，2022.")),
    ]
    assert (list_drafts()[1].changed or "").startswith("2023-11-1")


def test_a_draft_that_cannot_be_read_is_listed_and_says_why(folder: Path) -> None:
    folder.mkdir()
    (folder / "坏.md").write_bytes(b"\x00\x01\x02")
    (folder / "去.md").symlink_to("nowhere.md")
    problems = {one.name: str(one.problem) for one in list_drafts()}
    assert "no text file" in problems["坏"] and "no such file" in problems["去"]


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    folder.write_text("x", "utf-8")
    with pytest.raises(DraftError, match="DANGJIAN_DRAFTS"):
        list_drafts()


def test_a_large_draft_is_read_and_added_to(tmp_path: Path) -> None:
    draft = tmp_path / "大.md"
    paragraph = "这是一段写得很长的话，说的都是平常的事情。“引用一句”，再说一句。\n\n"
    draft.write_text(paragraph * 100_000, "utf-8")
    add(draft, quotation(QUOTED), at=5_000)
    assert draft.stat().st_size > 10_000_000
    found = info(draft)
    assert found.quotations == 1 and found.words > 3_000_000
