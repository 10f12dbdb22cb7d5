"""``drafts`` and ``draft``: quotations go into files of the user's, and lead back to their passages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PASSAGE = "机关党建走在前、作表率"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")
    return tmp_path / "drafts"


@pytest.fixture
def passage(cli: Run, library: Path) -> tuple[int, str]:
    """The document that holds the passage, and where."""
    for id in (1, 2):
        text = cli("show", id, "--json", "--library", library).json["text"]
        if PASSAGE in text:
            return id, f"{text.index(PASSAGE)}:{text.index(PASSAGE) + len(PASSAGE)}"
    raise AssertionError(PASSAGE)


def test_a_quotation_goes_into_a_draft_and_is_found_there(
    cli: Run, library: Path, folder: Path, passage: tuple[int, str]
) -> None:
    id, span = passage
    for form in ("block", "inline", "footnote"):
        added = cli("draft", "稿", "--add", id, span, "--as", form, "--library", library, "--json")
        assert added.code == 0, added.err
    answer = cli("draft", "稿", "--library", library, "--json").json
    assert answer["draft"]["quotations"] == 3 and answer["added"] is None and answer["unreadable"] == []
    assert [(q["text"], q["intact"], q["found"], q["source"]["id"]) for q in answer["quotations"]] == [
        (PASSAGE, True, "here", id)
    ] * 3
    start, end = map(int, span.split(":"))
    assert all(q["source"]["start"] == start and q["source"]["end"] == end for q in answer["quotations"])
    lines = (folder / "稿.md").read_text("utf-8").split("\n")
    for quotation in answer["quotations"]:
        assert PASSAGE in lines[quotation["line"] - 1][quotation["column"] - 1 :]


def test_the_drafts_that_quote_a_passage(cli: Run, library: Path, passage: tuple[int, str]) -> None:
    id, span = passage
    start, end = map(int, span.split(":"))
    cli("draft", "甲", "--add", id, span, "--library", library)
    listed = cli("drafts", "--library", library, "--json").json
    assert [(one["name"], one["quotations"], one["problem"]) for one in listed["drafts"]] == [("甲", 1, None)]
    for words, names in (
        ([id], ["甲"]), ([id, span], ["甲"]), ([id, f"{end}:{end + 2}"], []), ([3 - id], []),
        ([id, f"{start - 1}:{start + 1}"], ["甲"]),
    ):  # fmt: skip
        answer = cli("drafts", "--of", *words, "--library", library, "--json").json
        assert answer["drafts"] == names and [use["name"] for use in answer["uses"]] == names
    table = cli("drafts", "--of", id, "--library", library, "--csv").out
    assert table.splitlines()[0].startswith("\ufeffname,line") or table.startswith("name,line")


def test_people_are_told_what_became_of_a_quotation(
    cli: Run, library: Path, folder: Path, passage: tuple[int, str]
) -> None:
    id, span = passage
    shown = cli("draft", "稿", "--add", id, span, "--library", library)
    assert shown.code == 0 and PASSAGE in shown.out and "as in the text" in shown.out
    draft = folder / "稿.md"
    draft.write_text(
        draft.read_text("utf-8").replace("表率", "榜样") + "\n<!-- dangjian-tui: 乱 -->\n", "utf-8"
    )
    cli("remove", id, "--library", library)
    told = " ".join(cli("draft", "稿", "--library", library).out.split())
    assert "the document is not in this library; changed in the draft" in told
    assert "The comment here no longer says what was quoted." in told


def test_nothing_is_written_where_the_passage_is_none(cli: Run, library: Path, folder: Path) -> None:
    for words in (["--add", 1, "5:99999"], ["--add", 9, "0:5"], ["--add", 1], ["1:2"], ["--at", 3]):
        result = cli("draft", "稿", *words, "--library", library)
        assert result.code == 2 and len(result.err.splitlines()) == 1
    assert cli("draft", "../稿2/../..", "--library", library).code == 2
    assert not folder.exists()
    assert cli("drafts", "--library", library).out.startswith("There are no drafts in")
    assert cli("drafts", "1:2", "--library", library).code == 2


def test_a_draft_in_another_encoding_is_shown_but_not_written_to(
    cli: Run, library: Path, folder: Path, passage: tuple[int, str]
) -> None:
    folder.mkdir()
    (folder / "旧.md").write_bytes("旧稿。".encode("gb18030"))
    assert cli("draft", "旧", "--library", library).code == 0
    result = cli("draft", "旧", "--add", *passage, "--library", library)
    assert result.code == 2 and "save it as UTF-8" in result.err
    assert (folder / "旧.md").read_bytes() == "旧稿。".encode("gb18030")


def test_a_draft_is_exported(
    cli: Run, library: Path, folder: Path, passage: tuple[int, str], tmp_path: Path
) -> None:
    for form in ("block", "footnote"):
        cli("draft", "稿", "--add", *passage, "--as", form, "--library", library)
    for name in ("a.docx", "a.md", "a.txt"):
        answer = cli("export", "稿", "--to", tmp_path / name, "--library", library, "--json").json
        assert (answer["name"], answer["quotations"], answer["altered"]) == ("稿", 2, [])
        assert (tmp_path / name).stat().st_size > 100
    assert PASSAGE in (tmp_path / "a.txt").read_text("utf-8")
    again = cli("export", "稿", "--to", tmp_path / "a.txt", "--library", library)
    assert again.code == 2 and "--overwrite" in again.err
    draft = folder / "稿.md"
    draft.write_text(draft.read_text("utf-8").replace("> 机关", "> 机関"), "utf-8")
    told = cli("export", "稿", "--to", tmp_path / "b.docx", "--library", library).out
    assert "1:1 This quotation no longer says what was quoted" in " ".join(told.split())
    missing = cli("export", "没有", "--to", tmp_path / "c.docx", "--library", library)
    assert missing.code == 2 and "no such file" in missing.err and not (tmp_path / "c.docx").exists()


def test_the_day_of_access_is_cited_where_the_standard_wants_it(cli: Run, library: Path) -> None:
    cli("set", 1, "url=https://www.example.gov.cn/1.html", "--library", library)
    cited = cli(
        "cite", 1, "--style", "gb2015", "--accessed", "2026-11-22", "--library", library, "--json"
    ).json
    assert "[2026-11-22]. https://www.example.gov.cn/1.html" in cited["reference"]
    assert cli("cite", 1, "--accessed", "yesterday", "--library", library).code == 2


def test_references_are_written_by_the_edition_that_is_asked_for(
    cli: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "稿"))
    newspaper = next(
        one
        for one in cli("list", "--library", "sample", "--json").json["documents"]
        if one["source"] and one["date"]
    )
    cli("draft", "甲", "--add", newspaper["id"], "0:20", "--library", "sample")
    for style in ("gb2025", "gb2015"):
        cited = cli("cite", newspaper["id"], "--style", style, "--library", "sample", "--json").json
        file = tmp_path / f"{style}.md"
        words = ("export", "甲", "--to", file, "--style", style, "--library", "sample", "--json")
        assert cli(*words).json["other_references"] == 0
        assert cited["reference"] in file.read_text("utf-8")
    draft = tmp_path / "稿" / "甲.md"
    draft.write_text(draft.read_text("utf-8").replace("[N", "[手改N").replace("[Z", "[手改Z"), "utf-8")
    words = ("export", "甲", "--to", tmp_path / "b.md", "--style", "gb2015", "--library", "sample", "--json")
    assert cli(*words).json["other_references"] == 1
    assert "手改" in (tmp_path / "b.md").read_text("utf-8")
