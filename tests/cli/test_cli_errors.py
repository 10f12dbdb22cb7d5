"""Whatever goes wrong: one sentence on stderr, the right exit code, JSON when asked for, no traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import index.library
from index.errors import LibraryBusy
from tui.cli.registry import commands

Run = Callable[..., Any]


def sentence(result: Any) -> str:
    """The one line on stderr."""
    (line,) = result.err.splitlines()
    assert "Traceback" not in line
    return str(line)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help_with_an_example(cli: Run, name: str) -> None:
    result = cli(name, "--help")
    assert result.code == 0
    assert f"示例：\n  dangjian-tui {name}" in result.out
    assert "--library" in result.out
    assert result.err == ""


def test_the_help_lists_every_command_and_fits_80_columns(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "80")
    for words in ([], *([name] for name in commands())):
        text = cli(*words, "--help").out
        assert max(cell_len(line) for line in text.splitlines()) <= 80
    listed = cli("--help").out
    for name in commands():
        assert f"\n  {name} " in listed
    example = listed.splitlines()[-1].split()
    assert example[0] == "dangjian-tui" and cli(*example[1:]).code == 0


def test_each_example_of_the_help_can_be_parsed() -> None:
    import shlex

    from tui.cli.parser import read_arguments

    for command in commands().values():
        parsed, _ = read_arguments(shlex.split(command.example))
        assert parsed is command


@pytest.mark.parametrize(
    "words",
    [
        ["show", "99"],
        ["cite", "99"],
        ["set", "99", "region=湖南"],
        ["remove", "99"],
        ["repairs", "99"],
        ["repairs", "99", "--undo", "all"],
        ["cite", "1", "0:999999"],
        ["set", "1", "colour=red"],
        ["set", "1", "date=yesterday"],
        ["set", "1", "region=火星"],
        ["import", "/no/such/file", "--set", "colour=red"],
        ["import", ""],
        ["list", "--library", ""],
        ["search", ""],
        ["search"],
        ["search", "？！"],
        ["search", "年:明年"],
        ["list", "--where", "OR"],
        ["kwic", "。"],
        ["stats", "党", "--by", "colour"],
        ["search", "党", "--queries", "x"],
        ["search", "--queries", "/no/such/file"],
        ["cite", "1", "--csv"],
        ["list", "--json", "--csv"],
        ["nothing"],
        ["--json"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_sentence_and_exit_code_2(cli: Run, library: Path, words: list[str]) -> None:
    result = cli("--library", library, *words)
    assert result.code == 2
    assert sentence(result)
    if "--json" not in words:
        assert result.out == ""
        asked = cli("--library", library, "--json", *(word for word in words if word != "--csv"))
        if asked.code:
            assert asked.json["error"]["message"] == sentence(asked)
            assert asked.json["error"]["type"].endswith("Error")


def test_a_broken_query_says_where_and_offers_the_nearest(cli: Run, library: Path) -> None:
    error = cli("search", "党建 年:2023..2021", "--library", library, "--json").json["error"]
    assert error["type"] == "QueryError"
    assert isinstance(error["position"], int)
    assert "nearest" in error


def test_a_failed_file_does_not_cost_the_others(cli: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("机关党建走在前作表率，各级党组织都要学起来。\n", encoding="utf-8")
    result = cli("import", tmp_path / "好.txt", tmp_path / "没有.txt", "--library", library)
    assert result.code == 1
    assert "新增 1 · 失败 1" in result.out
    assert "没有.txt" in result.out


def test_a_library_that_is_a_file_is_exit_code_3(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "笔记.txt"
    file.write_text("不是资料库", encoding="utf-8")
    result = cli("list", "--library", file, "--json")
    assert result.code == 3
    assert "笔记.txt" in sentence(result)
    assert result.json["error"]["type"] == "LibraryError"
    assert file.read_text(encoding="utf-8") == "不是资料库"


def test_a_damaged_library_is_exit_code_3(cli: Run, library: Path) -> None:
    (file,) = (path for path in library.iterdir() if path.is_file() and path.stat().st_size > 4096)
    file.write_bytes(b"not a library at all" * 1000)
    result = cli("list", "--library", library)
    assert result.code == 3
    assert sentence(result)


def test_the_sample_cannot_be_changed(cli: Run) -> None:
    result = cli("remove", 1, "--library", "sample")
    assert result.code == 3
    assert sentence(result)


def test_an_empty_library_of_the_user_shows_the_sample_and_says_so(cli: Run) -> None:
    result = cli("list", "--json")
    assert result.json["corpus"]["documents"] >= 12
    assert "示例语料" in sentence(result)


@pytest.mark.parametrize("name", ["config", "keys"])
def test_what_looks_at_no_text_says_nothing_of_the_sample(
    cli: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    result = cli(name)
    assert (result.code, result.err) == (0, "")


def test_the_sample_asked_for_by_name_has_no_banner(cli: Run) -> None:
    assert cli("list", "--library", "sample").err == ""


def test_a_defect_is_one_sentence_and_its_details_are_kept(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(index.library.Library, "open", broken)
    result = cli("list", "--json")
    assert result.code == 3
    assert result.json["error"]["type"] == "RuntimeError"
    log = tmp_path / "dangjian-tui" / "errors.log"
    assert str(log) in sentence(result)
    assert "RuntimeError: a defect" in log.read_text(encoding="utf-8")
    monkeypatch.setenv("DANGJIAN_DEBUG", "1")
    assert "Traceback" in cli("list").err


def test_a_defect_is_told_even_where_no_file_can_be_written(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(index.library.Library, "open", broken)
    assert "errors.log" in sentence(cli("list"))


@pytest.mark.parametrize("words", [["--json", "--csv"], ["--library", "x"]])
def test_the_interface_is_not_started_without_a_terminal(cli: Run, words: list[str]) -> None:
    assert cli(*words).code == 2


def test_a_missing_extra_is_to_be_installed_where_the_program_is(
    cli: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another pip on the path would look for the program in its own environment."""
    import shlex
    import sys

    monkeypatch.setitem(sys.modules, "tui.web.server", None)
    result = cli("--library", library, "serve")
    assert result.code == 2
    assert f"{shlex.quote(sys.executable)} -m pip install 'dangjian-tui[web]'" in sentence(result)


def test_waiting_for_another_writer_is_said(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(path: object, *, waiting: Callable[[], None], **rest: object) -> None:
        waiting()
        raise LibraryBusy(
            "Another program is writing to the library {path}; try again when it has finished.", path="L"
        )

    monkeypatch.setattr(index.library.Library, "open", busy)
    result = cli("undo", "--json")
    assert result.code == 3
    waiting, given_up = result.err.splitlines()
    assert "正在等待" in waiting
    assert given_up == result.json["error"]["message"]


def test_ctrl_c_is_exit_code_130(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index.library.Library, "open", interrupted)
    result = cli("list")
    assert (result.code, sentence(result)) == (130, "已停止。")


def test_messages_are_english_when_asked_for(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")
    assert sentence(cli("serch")) == "There is no command serch; did you mean `dangjian-tui search`?"
