"""The program as a process: encodings, what goes to which stream, start-up, closed pipes and Ctrl-C."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tui.cli.registry import commands

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
LOCALES = [
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "gbk"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("environment", LOCALES, ids=["C", "gbk", "ascii"])
def test_output_is_utf8_whatever_the_locale(program: Run, library: Path, environment: dict[str, str]) -> None:
    named = {"DANGJIAN_LIBRARY": str(library)}
    answer = program("search", "机关党建", "--json", **named, **environment)
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["query"] == "机关党建"
    assert "没有子命令 机关党建" in program("机关党建", **environment).err


def test_json_is_the_one_thing_on_stdout(program: Run, articles: Path, tmp_path: Path) -> None:
    answer = program("import", articles, "--library", tmp_path / "L", "--json")
    assert answer.json["added"] == 2
    assert len(answer.out.splitlines()) == 1
    assert answer.err == ""


def written_to(terminal: int) -> bytes:
    """Everything that is written to a terminal until its last writer is gone."""
    seen = b""
    with suppress(OSError):  # how Linux says so
        while more := os.read(terminal, 4096):
            seen += more
    os.close(terminal)
    return seen


def test_progress_is_shown_on_a_terminal_and_only_there(articles: Path, tmp_path: Path) -> None:
    for number in range(40):
        (articles / f"{number}.txt").write_text(f"第{number}支部的机关党建工作做得很好。", "utf-8")
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"}
    words = ["import", str(articles), "--library", str(tmp_path / "L"), "--json"]
    command = subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    seen = written_to(ours).decode()
    out, _ = command.communicate(timeout=120)
    assert "正在导入" in seen and "建立索引" in seen
    assert json.loads(out)["added"] == 42


def test_no_colour_reaches_a_pipe(program: Run, library: Path) -> None:
    for words in (["search", "党建"], ["list"], ["show", "1"], ["stats", "党建"], ["kwic", "党建"]):
        assert "\x1b" not in program(*words, "--library", library).out


def test_queries_are_read_from_standard_input(program: Run, library: Path) -> None:
    answer = program("search", "--queries", "-", "--library", library, stdin="机关党建\n四强党支部\n")
    assert [json.loads(line)["query"] for line in answer.out.splitlines()] == ["机关党建", "四强党支部"]


def test_the_version_is_that_of_the_package(program: Run) -> None:
    assert program("--version").out == f"dangjian-tui {version('dangjian-tui')}\n"


def loaded(library: Path, *words: str) -> set[str]:
    """The top-level modules that a command loads."""
    code = (
        "import sys; from tui.cli import main; main(sys.argv[1:]); "
        "sys.stderr.write('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        env=os.environ | {"DANGJIAN_LIBRARY": str(library)},
        timeout=120,
    )
    return set(done.stderr.decode().splitlines()[-1].split())


ARGUMENTS = {
    "import": ["/no/such/file"],
    "show": ["1"],
    "repairs": ["1"],
    "set": ["1", "region=湖南"],
    "remove": ["1"],
    "search": ["党建"],
    "kwic": ["党建"],
    "stats": ["党建"],
    "cite": ["1", "0:5"],
    # No port: otherwise it would go on until it is stopped.
    "serve": ["--port", "0"],
}


@pytest.mark.parametrize("name", sorted(commands()))
def test_no_command_loads_textual(library: Path, name: str) -> None:
    assert "textual" not in loaded(library, name, *ARGUMENTS.get(name, []))
    assert "textual" not in loaded(library, name, *ARGUMENTS.get(name, []), "--json")


@pytest.mark.parametrize(
    "words", [["--help"], ["search", "--help"], ["list"], ["list", "--json"], ["show", "1"]]
)
def test_what_needs_no_search_loads_nothing_heavy(library: Path, words: list[str]) -> None:
    assert not loaded(library, *words) & {
        "textual",
        "whoosh",
        "jieba",
        "rjieba",
        "opencc",
        "pypinyin",
        "numpy",
    }


def test_help_and_json_do_not_load_rich_tables(library: Path) -> None:
    code = "import sys; from tui.cli import main; main(['list', '--json']); print('rich' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ | {"DANGJIAN_LIBRARY": str(library)}
    )
    assert done.stdout.decode().splitlines()[-1] == "False"


def test_a_closed_pipe_is_quiet(library: Path) -> None:
    command = subprocess.Popen(
        [*PROGRAM, "show", "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"DANGJIAN_LIBRARY": str(library)},
    )
    assert command.stdout is not None and command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(timeout=60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_sentence(library: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "show", "1", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"DANGJIAN_LIBRARY": str(library)},
            timeout=60,
        )
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == ["没有空间写入结果；请腾出空间，或写到别处。"]


def closing(streams: str, words: str, library: Path) -> subprocess.CompletedProcess[str]:
    """The program as a shell runs it with some of its streams closed."""
    shell = f'"$0" -c "import sys; from tui.cli import main; sys.exit(main())" {words} {streams}'
    named = {"DANGJIAN_LIBRARY": str(library)}
    return subprocess.run(
        ["sh", "-c", shell, sys.executable],
        env=os.environ | named,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_closed_streams_do_no_harm(library: Path) -> None:
    assert closing(">&- 2>&-", "list", library).returncode == 0
    assert closing("<&- >&- 2>&-", "list", library).returncode == 0


@pytest.mark.parametrize("words", ["check -", "search --queries -", "xref --queries -"])
def test_a_closed_input_is_an_empty_one(program: Run, library: Path, words: str) -> None:
    answer, empty = closing("<&-", words, library), program(*words.split(), DANGJIAN_LIBRARY=str(library))
    assert (answer.returncode, answer.stdout, answer.stderr) == (empty.code, empty.out, empty.err)
    assert empty.code in (0, 2)


def test_the_interface_says_that_it_needs_a_terminal_when_its_input_is_closed(library: Path) -> None:
    answer = closing("<&-", "", library)
    assert answer.returncode == 2
    assert answer.stderr.splitlines() == ["界面须在终端中运行；脚本请用子命令，参见 `dangjian-tui --help`。"]


def test_ctrl_c_says_what_was_kept(tmp_path: Path, until_begun: Callable[[Path], None]) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4000):
        text = f"第{number}篇\n\n机关党建走在前作表率，这是第{number}个支部的做法，写在第{number}号文件里。\n"
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "L"
    command = subprocess.Popen(
        [*PROGRAM, "import", str(folder), "--library", str(library), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until_begun(library)
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=120)
    assert command.returncode == 130
    report = json.loads(out)
    assert 0 < report["added"] < 4000
    assert f"4000 个文件中的 {report['added']} 个" in err.decode()
    assert report["corpus"]["documents"] == report["added"]
