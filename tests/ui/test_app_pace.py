"""Rate and time left, and how a path that is being typed goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.folders import completions, listing, shown, typed_paths
from tui.i18n import _
from tui.pace import Pace, duration_left

SUFFIXES = {".txt", ".csv.gz", ""}


def test_nothing_is_said_of_a_rate_before_it_can_be_known() -> None:
    pace = Pace()
    assert pace.done == 0 and pace.rate is None and pace.left is None
    pace.add(10.0, 0, 100)
    pace.add(10.5, 4, 100)
    assert pace.rate is None and pace.sentence() == _("{done} of {total} ({percent} %)").format(
        done=4, total=100, percent=4
    )


def test_the_time_left_follows_the_rate_of_late() -> None:
    pace = Pace()
    for second in range(60):
        pace.add(float(second), second, 10_000)
    assert pace.rate == pytest.approx(1.0)
    for second in range(60, 120):
        pace.add(float(second), 59 + 10 * (second - 59), 10_000)
    assert pace.rate == pytest.approx(10.0, rel=0.05), "a minute ago it was slow"
    assert pace.left == pytest.approx((10_000 - pace.done) / 10, rel=0.05)
    assert duration_left(pace.left or 0) in pace.sentence()


def test_a_pause_is_no_division_by_nothing() -> None:
    pace = Pace()
    for second in range(40):
        pace.add(float(second), 7, 100)
    assert pace.rate is None and pace.left is None


@pytest.mark.parametrize(
    ("seconds", "template", "number"),
    [
        (0.2, "about {number} s left", 1),
        (43, "about {number} s left", 45),
        (300, "about {number} min left", 5),
        (9000, "about {number} h left", "2.5"),
    ],
)
def test_time_left_is_no_more_exact_than_anyone_can_know(
    seconds: float, template: str, number: object
) -> None:
    assert duration_left(seconds) == _(template).format(number=number)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("文章", "文件", ".hidden"):
        (tmp_path / name).mkdir()
    for name in ("文章.txt", "b.exe", "rows.csv.gz", "关于第1.2版的通知", ".secret.txt"):
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


def test_a_folder_shows_folders_first_and_counts_what_cannot_be_imported(folder: Path) -> None:
    found = listing(folder, SUFFIXES)
    names = [entry.name for entry in found.entries]
    assert names == ["文件", "文章", "rows.csv.gz", "关于第1.2版的通知", "文章.txt"]
    assert found.others == 1 and not found.problem
    assert listing(folder / "nowhere", SUFFIXES).problem


def test_a_path_goes_on_in_the_form_that_was_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completions("文", folder, SUFFIXES) == ["文件/", "文章/", "文章.txt"]
    assert completions(f"{folder}/文章", Path("/"), SUFFIXES) == [f"{folder}/文章/", f"{folder}/文章.txt"]
    monkeypatch.setenv("HOME", str(folder))
    assert completions("~/文件", Path("/"), SUFFIXES) == ["~/文件/"]
    assert completions("~", Path("/"), SUFFIXES) == ["~/"]
    assert completions("nowhere/x", folder, SUFFIXES) == completions("a\0/b", folder, SUFFIXES) == []
    assert shown(folder / "文章") == "~/文章" and shown(Path("/")) == "/"


def test_typed_paths_are_one_as_it_stands_or_some_as_a_shell_reads_them(folder: Path) -> None:
    assert typed_paths("文章", folder) == [folder / "文章"]
    assert typed_paths(f"'{folder}/文章'", folder) == [folder / "文章"]
    (folder / "a b.txt").write_text("x", "utf-8")
    assert typed_paths("a b.txt", folder) == [folder / "a b.txt"]
    dropped = f"{folder}/a\\ b.txt file://{folder}/文章.txt"
    assert typed_paths(dropped, Path("/")) == [folder / "a b.txt", folder / "文章.txt"]
    for nothing in ("nowhere", "文章 nowhere", "'open", "a\0b", "~nobody-of-this-name/x"):
        assert typed_paths(nothing, folder) == []


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX alone")
def test_names_that_are_no_text_and_links_that_lead_nowhere_are_listed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xce\xc4\xd5\xc2")).mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = listing(tmp_path, SUFFIXES)
    assert {entry.is_folder for entry in found.entries} == {True, False}
    assert all(entry.name.isprintable() for entry in found.entries)
