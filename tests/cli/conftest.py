"""Runs the command line as a user would, inside the test's process or as a program of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

# Written for these tests. The first is damaged by pinyin, the second has neither title nor date.
ARTICLES = {
    "甲.txt": "湖南省直机关工委：以“四强”党支部建设为抓手\n\n2021年10期\n\n"
    "近年来，湖南省直机关工委坚持围绕中心、建设队伍、服务群众，推动机关党建提质增效。\n\n"
    "一、抓基层打基础\n\n机关党建走在前、作表率，创建“四强”党支部，机关“党建服务”延伸到一线。[注]\n",
    "乙.txt": "福建三明的机关党建工作者每天清晨就来到社区，同群众一起商量小区里的大事小情。\n\n"
    "他们说，机关党建要着力解决群众的急难愁盼。\n",
}


@dataclass(frozen=True)
class Result:
    """What a run wrote and returned."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Run:
    """``cli("list", "--json")`` runs a command in this process."""

    def run(*words: object) -> Result:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def program() -> Run:
    """``program("list", LANG="C")`` runs the program in a process of its own; ``stdin`` is its input."""

    def run(*words: object, stdin: str = "", **environment: str) -> Result:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from tui.cli import main; sys.exit(main())",
                *map(str, words),
            ],
            input=stdin.encode(),
            capture_output=True,
            env=os.environ | environment,
            timeout=120,
        )
        return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def until_begun() -> Callable[[Path], None]:
    """Wait until an import into a library has made its first documents lasting."""

    def wait(library: Path) -> None:
        for _ in range(1200):
            with (
                suppress(sqlite3.Error),
                sqlite3.connect(f"file:{library}/library.sqlite3?mode=ro", uri=True) as c,
            ):
                if c.execute("SELECT count(*) FROM documents").fetchone()[0]:
                    return
            time.sleep(0.05)
        raise AssertionError("the import did not begin")

    return wait


@pytest.fixture
def texts() -> dict[str, str]:
    """The two articles of these tests by file name."""
    return ARTICLES


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with the two articles of these tests."""
    folder = tmp_path / "文章"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, articles: Path, cli: Run) -> Path:
    """A library of its own with these two articles."""
    path = tmp_path / "资料库"
    assert cli("import", articles, "--library", path).code == 0
    return path
