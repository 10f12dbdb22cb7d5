"""``check`` answers as documented: for a reader, as JSON, from files and from standard input."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "checking_golden"
DRAFT = GOLDEN / "draft.md"
ROW = {"line", "column", "text", "verdict", "punctuation_only", "source", "differences"}
SOURCE = {"id", "start", "end", "text"}
DIFFERENCE = {"op", "start", "end", "other_start", "other_end"}


def _golden(name: str, found: str) -> None:
    """Compare with a file; ``UPDATE_GOLDEN=1`` writes it anew."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text("utf-8")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


@pytest.fixture
def report(cli: Callable[..., Any]) -> Any:
    return cli("--library", "sample", "check", DRAFT, "--json").json


def test_the_report_for_a_reader(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    found = cli("--library", "sample", "check", DRAFT)
    assert (found.code, found.err) == (0, "")
    _golden("report.txt", found.out)


def test_the_report_as_json(report: Any) -> None:
    assert report.pop("corpus")["documents"] == 16
    assert report.pop("file") == str(DRAFT)
    _golden("report.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")


def test_rows_have_the_documented_keys(report: Any) -> None:
    for row in report["quotations"]:
        assert set(row) >= ROW
        assert row["verdict"] in ("verbatim", "folded", "differs", "not_found")
        assert row["source"] is None or set(row["source"]) >= SOURCE
        assert all(set(one) >= DIFFERENCE for one in row["differences"])
    assert {"quotations", "verbatim", "folded", "differs", "not_found"} <= set(report["summary"])
    assert {"figures", "reused", "formulae", "unbalanced", "unreadable"} <= set(report)


def test_places_of_the_report_are_those_of_the_draft(report: Any) -> None:
    lines = DRAFT.read_text("utf-8").split("\n")
    for row in [*report["quotations"], *report["figures"], *report["reused"], *report["formulae"]]:
        first = row["text"].split("\n")[0]
        assert lines[row["line"] - 1][row["column"] - 1 :].startswith(first)


def test_differences_stand_in_the_row_and_in_the_source(report: Any) -> None:
    row = next(row for row in report["quotations"] if row["text"].startswith("深入推进"))
    start = row["source"]["start"]
    edits = [
        (
            row["text"][one["start"] : one["end"]],
            row["source"]["text"][one["other_start"] - start : one["other_end"] - start],
        )
        for one in row["differences"]
    ]
    assert edits == [("用", "花"), ("与", "和")]


def test_a_draft_on_standard_input_is_markdown(program: Callable[..., Any]) -> None:
    found = program("--library", "sample", "check", "-", "--json", stdin="> 办法从支部里来\n")
    assert found.code == 0
    (row,) = json.loads(found.out)["quotations"]
    assert (row["kind"], row["verdict"], row["line"], row["column"]) == ("block", "verbatim", 1, 3)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("没有这个文件.md", None, "cannot be read"),
        ("空.md", b"", "is empty"),
        ("坏.docx", b"PK\x03\x04 broken", "is damaged"),
        ("图.txt", bytes(range(256)) * 20, "is not text"),
        ("表.xlsx", b"a,b", "Files of the kind .xlsx"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(
    cli: Callable[..., Any], tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    found = cli("--library", "sample", "check", tmp_path / name)
    assert found.code == 2
    assert said in found.err
    assert "Traceback" not in found.err
    assert found.err.count("\n") == 1


def test_a_folder_is_no_draft(cli: Callable[..., Any], tmp_path: Path) -> None:
    found = cli("--library", "sample", "check", tmp_path)
    assert (found.code, "it is a folder" in found.err) == (2, True)


def test_the_file_is_wanted(cli: Callable[..., Any]) -> None:
    found = cli("--library", "sample", "check")
    assert (found.code, "FILE is missing" in found.err) == (2, True)


def test_what_is_checked_is_counted_while_it_goes_on(cli: Callable[..., Any], tmp_path: Path) -> None:
    from index.library import Library

    told: list[tuple[int, int]] = []
    with Library.open("sample") as library:
        library.check(DRAFT.read_bytes(), "a.md", progress=lambda done, of: told.append((done, of)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == list(range(told[-1][1] + 1))


def test_a_check_can_be_cancelled(cli: Callable[..., Any]) -> None:
    from index.engine.interface import Cancelled
    from index.library import Library

    asked = iter([False, False, False, True])
    with Library.open("sample") as library, pytest.raises(Cancelled):
        library.check(DRAFT.read_bytes(), "a.md", cancelled=lambda: next(asked))
