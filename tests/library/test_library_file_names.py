"""Files whose names are no UTF-8, as archives made on Windows leave them, are found by what is stored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.library import Library
from index.library.files import file_of, name_of


@pytest.fixture
def gbk(tmp_path: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "机关.txt".encode("gbk")))
    try:
        path.write_text("一天的工作从一杯茶开始。\n", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    return path


def test_a_stored_name_leads_back_to_its_file(gbk: Path) -> None:
    assert name_of(gbk).isprintable()
    assert file_of(name_of(gbk)) == gbk
    assert file_of(f"{name_of(gbk)}#3") == gbk


def test_a_name_that_only_looks_so_is_itself(tmp_path: Path) -> None:
    path = tmp_path / r"\xb5.txt"
    path.write_text("x", "utf-8")
    assert file_of(str(path)) == path
    assert file_of(str(tmp_path / r"\xzz.txt")) == tmp_path / r"\xzz.txt"


def test_the_same_text_under_another_name_does_not_take_its_place(gbk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "机关.txt"
    copy.parent.mkdir()
    copy.write_bytes(gbk.read_bytes())
    with Library.open(tmp_path / "library") as library:
        library.import_paths([gbk])
        library.import_paths([copy])
        (document,) = library.list()
        assert document.path == name_of(gbk)
        assert set(document.sources) == {name_of(gbk), name_of(copy)}
