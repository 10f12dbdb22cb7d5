"""Files of drafts: whatever goes wrong is said, and the file is as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from index.errors import DraftError
from index.quoting import files
from index.quoting.files import DraftChanged, change, read, save


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("机关党建".encode(), "机关党建", "utf-8"),
        ("\ufeff机关\r\n党建".encode(), "机关\r\n党建", "utf-8"),
        ("机关党建".encode("gb18030"), "机关党建", "gb18030"),
        ("\ufeff机关党建".encode("utf-16-le"), "机关党建", "utf-16-le"),
        ("\ufeff机关党建".encode("utf-16-be"), "机关党建", "utf-16-be"),
        (b"", "", "utf-8"),
    ],
)
def test_a_draft_is_read_whatever_it_is_encoded_in(
    tmp_path: Path, data: bytes, text: str, encoding: str
) -> None:
    draft = tmp_path / "a.md"
    draft.write_bytes(data)
    found = read(draft)
    assert (found.text, found.encoding) == (text, encoding)


def test_a_draft_that_is_not_utf8_is_not_written_to(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_bytes("党建".encode("gb18030"))
    with pytest.raises(DraftError, match="UTF-8"):
        change(draft, lambda text: text + "新")
    assert draft.read_bytes() == "党建".encode("gb18030")


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xff\xff\xff"])
def test_what_is_no_text_is_no_draft(tmp_path: Path, data: bytes) -> None:
    draft = tmp_path / "a.md"
    draft.write_bytes(data)
    with pytest.raises(DraftError):
        read(draft)
    assert draft.read_bytes() == data


def test_a_pipe_is_no_draft(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(DraftError, match="no text file"):
        read(tmp_path / "a.md")


def test_a_missing_draft_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="no such file"):
        read(tmp_path / "a.md")
    assert read(tmp_path / "a.md", missing=True).text == ""
    with pytest.raises(DraftError):
        read(tmp_path)
    with pytest.raises(DraftError):
        change(tmp_path, lambda text: text)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1 << 20)
    draft = tmp_path / "a.md"
    draft.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(DraftError, match="more than 1 MB"):
        read(draft)


def test_mode_link_and_byte_order_mark_stay(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes("\ufeff旧".encode())
    (tmp_path / "real.md").chmod(0o640)
    (tmp_path / "link.md").symlink_to("real.md")
    change(tmp_path / "link.md", lambda text: text + "新")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == "\ufeff旧新".encode()
    assert (tmp_path / "real.md").stat().st_mode & 0o777 == 0o640


def test_what_another_program_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧", "utf-8")
    mine = read(draft)
    draft.write_text("别人的", "utf-8")
    with pytest.raises(DraftChanged, match="another program"):
        save(mine, "我的")
    assert draft.read_text("utf-8") == "别人的"
    again = save(read(draft), "我的")
    assert save(again, "又改").text == draft.read_text("utf-8") == "又改"


def test_a_draft_that_was_made_or_deleted_meanwhile_has_changed_too(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    new = read(draft, missing=True)
    draft.write_text("别人的", "utf-8")
    with pytest.raises(DraftChanged):
        save(new, "我的")
    there = read(draft)
    draft.unlink()
    with pytest.raises(DraftChanged):
        save(there, "我的")
    assert not draft.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_without_space_the_draft_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧\n", "utf-8")

    def full(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DraftError, match="it is as it was"):
        change(draft, lambda text: text + "新")
    assert draft.read_text("utf-8") == "旧\n"
    assert list(tmp_path.iterdir()) == [draft]


def test_a_folder_that_can_only_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fest"
    folder.mkdir()
    (folder / "a.md").write_text("旧", "utf-8")
    if os.geteuid() == 0:  # nothing is forbidden to root: the system's answer is given in its place

        def refused(*_: object, **__: object) -> int:
            raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(os, "open", refused)
    else:
        folder.chmod(0o500)
    with pytest.raises(DraftError, match=r"only be read|permission"):
        change(folder / "a.md", lambda text: text + "新")
    monkeypatch.undo()
    folder.chmod(0o700)
    assert (folder / "a.md").read_text("utf-8") == "旧" and len(list(folder.iterdir())) == 1


def test_a_program_killed_while_it_writes_leaves_the_old_draft(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("旧", "utf-8")
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), 9))
            change(draft, lambda text: text * 1000)
        os._exit(0)
    os.waitpid(child, 0)
    assert draft.read_text("utf-8") == "旧"
    change(draft, lambda text: text + "新")
    assert draft.read_text("utf-8") == "旧新"


def test_lone_surrogates_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(DraftError):
        change(tmp_path / "a.md", lambda _: "坏\ud800")
    assert list(tmp_path.iterdir()) == []
