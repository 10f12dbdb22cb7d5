"""``search --fold-duplicates``: totals without duplicates, and how many were left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.cli import main

_TEXT = "晒谷场边的阅览室\n" + "".join(
    f"第{n}排书架由{who}照看，借书的人在本子上记下{what}，还书的时候再画一个圈。"
    for n, (who, what) in zip(
        "一二三四五六",
        (
            ("会计", "姓名"),
            ("电工", "日期"),
            ("保管员", "书名"),
            ("队长", "住处"),
            ("教师", "页数"),
            ("邮递员", "心得"),
        ),
        strict=True,
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A library with a document and another one that is much the same."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "1.txt").write_text(_TEXT, encoding="utf-8")
    (articles / "2.txt").write_text(_TEXT + "\n（转自村报）", encoding="utf-8")
    assert main(["import", str(articles), "--library", str(tmp_path / "library")]) == 0
    return str(tmp_path / "library")


def test_the_answer_is_without_them_and_says_how_many(
    folder: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def asked(*arguments: str) -> dict[str, object]:
        capsys.readouterr()
        assert main(["search", *arguments, "--library", folder, "--json"]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    every, folded = asked("书架"), asked("书架", "--fold-duplicates")
    assert (every["documents"], every["folded_documents"]) == (2, 0)
    assert (folded["documents"], folded["folded_documents"]) == (1, 1)
    queries = tmp_path / "queries"
    queries.write_text("书架\n", encoding="utf-8")
    assert asked("--queries", str(queries), "--fold-duplicates")["folded_documents"] == 1


def test_people_are_told_too(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["search", "书架", "--fold-duplicates", "--library", folder]) == 0
    assert "1" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("command", [["list"], ["search", "书架"]])
def test_lists_say_which_document_another_repeats(
    folder: str, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    capsys.readouterr()
    assert main([*command, "--library", folder]) == 0
    titles = [line for line in capsys.readouterr().out.splitlines() if "阅览室" in line]
    marks = sorted(line.partition("晒谷场")[0].split()[-2:] for line in titles)
    assert [mark[-1] for mark in marks] == (["—", "1〕"] if command == ["list"] else ["[1]", "1〕"])
