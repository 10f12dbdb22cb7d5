"""What the system says about files is told in the user's language."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from index.errors import DraftError, ImportFailure, Sentence, said_by_system
from index.library.files import UNREADABLE, read
from index.quoting.files import NOT_READ
from tui import i18n
from tui.i18n import translate_error

COMMON = [
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EMFILE, errno.EIO,
]  # fmt: skip


@pytest.mark.parametrize("number", COMMON)
def test_common_reasons_can_be_translated(number: int) -> None:
    said = said_by_system(OSError(number, os.strerror(number), "/a/file"))
    assert isinstance(said, Sentence)
    assert "/a/file" not in said and not said.endswith(".")


def test_other_reasons_are_told_in_the_words_of_the_system() -> None:
    assert (
        said_by_system(OSError(errno.EXDEV, "Invalid cross-device link", "/a")) == "Invalid cross-device link"
    )
    assert said_by_system(OSError("only words")) == "only words"
    assert said_by_system(ValueError("embedded null byte")) == "embedded null byte"


def test_the_reason_is_translated_inside_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImportFailure) as caught:
        read(tmp_path)
    assert str(caught.value) == UNREADABLE.format(path=tmp_path, detail="it is a folder")
    chinese = {UNREADABLE: "{path}：{detail}。", "it is a folder": "这是文件夹"}
    monkeypatch.setattr(i18n, "_", chinese.__getitem__)
    assert translate_error(caught.value) == f"{tmp_path}：这是文件夹。"


def test_a_sentence_with_its_reason_comes_whole_from_another_process() -> None:
    why = said_by_system(PermissionError(errno.EACCES, "Permission denied"))
    sent = DraftError(NOT_READ, path="a{b}.md", detail=why)
    for one in (sent.sentence, Sentence("{why}", why=sent.sentence)):
        got = pickle.loads(pickle.dumps(one))
        assert isinstance(got, Sentence)
        assert (got, got.template, got.fields) == (one, one.template, one.fields)
    got = pickle.loads(pickle.dumps(sent))
    assert str(got) == str(sent) and isinstance(got.fields["detail"], Sentence)
