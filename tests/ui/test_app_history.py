"""Queries asked before: kept in a file, found again by what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import history
from tui.history import History


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("state_path", "state_folder"):
        monkeypatch.setattr(history, name, lambda: tmp_path)
    return tmp_path


def asked(*queries: str) -> History:
    walk = History()
    for query in queries:
        walk.add(query)
    return History()


def test_one_walks_back_from_the_newest_and_on_again() -> None:
    walk = asked("党建", "机关 省:湖南")
    assert walk.back("") == "机关 省:湖南"
    assert walk.back("机关 省:湖南") == "党建"
    assert walk.back("党建") is None
    assert walk.shown == "党建"
    assert walk.on("党建") == "机关 省:湖南"
    assert walk.on("机关 省:湖南") == ""
    assert walk.on("") is None


def test_only_queries_that_hold_what_is_typed_come_and_it_comes_back_at_the_end() -> None:
    walk = asked("机关党建", "支部", "党建 -业务")
    assert walk.back("党建") == "党建 -业务"
    assert walk.back("党建 -业务") == "机关党建"
    assert walk.on("机关党建") == "党建 -业务"
    assert walk.on("党建 -业务") == "党建"


def test_typing_on_ends_the_walk() -> None:
    walk = asked("机关党建", "支部")
    assert walk.back("") == "支部"
    assert walk.on("支部工作法") is None
    assert walk.back("党建") == "机关党建"


def test_a_query_comes_once_where_it_was_asked_last() -> None:
    assert history.load() == []
    asked("党建", "支部", "党建")
    assert history.load() == ["支部", "党建"]


def test_nothing_is_kept_of_an_empty_query() -> None:
    asked("", "  ")
    assert history.load() == []


def test_a_long_file_is_shortened_and_keeps_the_newest(folder: Path) -> None:
    lines = [f"党建 {number}" for number in range(3 * history.MOST)]
    (folder / "queries.txt").write_text("\n".join(lines) + "\n", "utf-8")
    assert history.load() == lines[-history.MOST :]
    assert len((folder / "queries.txt").read_text("utf-8").splitlines()) == history.MOST


def test_a_damaged_file_costs_no_more_than_its_damaged_lines(folder: Path) -> None:
    (folder / "queries.txt").write_bytes("党建\n".encode() + b"\xff\xfe\n" + "支部\n".encode())
    assert history.load()[::2] == ["党建", "支部"]


def test_a_folder_that_cannot_be_written_costs_the_memory_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> Path:
        raise OSError("read-only")

    monkeypatch.setattr(history, "state_folder", refused)
    walk = History()
    walk.add("党建")
    assert walk.back("") == "党建"
