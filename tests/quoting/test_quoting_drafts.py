"""Drafts: quotations are added verbatim, and what stands in a draft is never lost."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import DraftError
from index.model import Citation, Span
from index.quoting import drafts
from index.quoting.drafts import append, drafts_folder, quoted_text

QUOTATION = Citation("第一段话。\n第二段话。", "（《题》）", "题[N]. 某报，2022.")


def quoted(content: str) -> str:
    """The text of the last block quote of a draft."""
    blocks = re.findall(r"(?:^>.*(?:\n|$))+", content, re.M)
    return quoted_text(str(blocks[-1]).rstrip("\n").split("\n"))


def test_a_new_draft_holds_quotation_source_and_anchor(tmp_path: Path) -> None:
    draft = tmp_path / "folder" / "讲话.md"
    append(draft, QUOTATION, 3, Span(120, 131))
    digest = sha256(QUOTATION.text.encode()).hexdigest()[:16]
    assert draft.read_text("utf-8") == (
        "> 第一段话。\n>\n> 第二段话。\n\n题[N]. 某报，2022.\n\n"
        f"<!-- dangjian-tui: document=3 span=120:131 sha256={digest} -->\n"
    )


def test_what_stood_in_the_draft_stays_byte_for_byte(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    before = "\ufeff# 标题\r\n\r\n正文，没有行尾".encode()
    draft.write_bytes(before)
    append(draft, QUOTATION, 1, Span(0, 11))
    after = draft.read_bytes()
    assert after.startswith(before + b"\r\n\r\n> ")
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_quotations_follow_each_other(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    for number in range(3):
        append(draft, Citation(f"第{number}句。", "", "甲."), number, Span(0, 4))
    content = draft.read_text("utf-8")
    assert re.findall(r"^> (.*)$", content, re.M) == ["第0句。", "第1句。", "第2句。"]
    assert "\n\n\n" not in content


@given(text=st.text(alphabet="党建 \n>#*<!-->`1.\\|_“”", min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_quoted_text_is_recovered_whatever_is_in_it(tmp_path: Path, text: str) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("> 旧引文\n\n来源\n", "utf-8")
    append(draft, Citation(text, "", "甲."), 1, Span(0, len(text)))
    assert quoted(draft.read_text("utf-8")) == text


def test_the_mode_of_the_file_stays(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("x", "utf-8")
    draft.chmod(0o640)
    append(draft, QUOTATION, 1, Span(0, 11))
    assert draft.stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_draft_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x\n", "utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    append(tmp_path / "link.md", QUOTATION, 1, Span(0, 11))
    assert (tmp_path / "link.md").is_symlink()
    assert "第一段话" in (tmp_path / "real.md").read_text("utf-8")


def test_a_draft_that_is_not_utf8_is_left_alone(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_bytes("党建".encode("gb18030"))
    with pytest.raises(DraftError, match="UTF-8"):
        append(draft, QUOTATION, 1, Span(0, 11))
    assert draft.read_bytes() == "党建".encode("gb18030")


def test_a_folder_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(DraftError):
        append(tmp_path, QUOTATION, 1, Span(0, 11))


def test_without_space_the_draft_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧\n", "utf-8")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DraftError, match="no space"):
        append(draft, QUOTATION, 1, Span(0, 11))
    assert draft.read_text("utf-8") == "旧\n"
    assert list(tmp_path.iterdir()) == [draft]


def test_two_programs_can_add_at_once(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    code = (
        "import sys; from pathlib import Path; from index.model import Citation, Span\n"
        "from index.quoting.drafts import append\n"
        "for n in range(20):\n"
        "    append(Path(sys.argv[1]), Citation(f'{sys.argv[2]}-{n}', '', 'x.'), n, Span(0, 3))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(draft), name]) for name in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    lines = re.findall(r"^> (.*)$", draft.read_text("utf-8"), re.M)
    assert sorted(lines) == sorted(f"{name}-{n}" for name in "ab" for n in range(20))


def test_while_another_program_holds_the_draft_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧\n", "utf-8")
    monkeypatch.setattr(drafts, "PATIENCE", 0.05)
    with drafts.alone(draft), pytest.raises(DraftError, match="try again"):
        append(draft, QUOTATION, 1, Span(0, 11))
    assert draft.read_text("utf-8") == "旧\n"


def test_the_folder_of_drafts_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "mine"))
    assert drafts_folder() == tmp_path / "mine"
    monkeypatch.delenv("DANGJIAN_DRAFTS")
    assert drafts_folder().name == "dangjian-tui" and drafts_folder().is_relative_to(Path.home())
