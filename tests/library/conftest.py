"""Small libraries on articles written for the purpose, and processes that permission bits bind."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.library import Library

# Modules beside the tests can be imported by name.
sys.path.insert(0, str(Path(__file__).parent))

Write = Callable[..., Path]
Unprivileged = Callable[[str], "subprocess.CompletedProcess[str]"]

# <linux/prctl.h>, <linux/capability.h>
_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


Article = Callable[..., str]


def _article(number: int, *, word: str = "窗口服务") -> str:
    return (
        f"第{number}批机关支部晒出服务清单\n"
        f"今年以来，县直机关第{number}支部把{word}作为自查的重点，逐项对照群众留言改进流程。"
        f"支部书记带头值班，全年接待来访{number * 7 + 3}人次，办结事项{number * 5 + 2}件。\n"
        f"下一步，这个支部将继续走访{number + 11}个村，把问题带回来，把答复送回去。\n"
    )


@pytest.fixture
def article() -> Article:
    """Articles of our own by number: three paragraphs, different for every number (and ``word``)."""
    return _article


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below ``tmp_path/articles``: name, text or bytes, encoding."""

    def written(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library of its own folder."""
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def stocked(library: Library, write: Write) -> Library:
    """A library of three articles (ids 1 to 3)."""
    for number in (1, 2, 3):
        write(f"a{number}.txt", _article(number))
    report = library.import_paths([write("a1.txt", _article(1)).parent])
    assert [file.status for file in report.documents] == ["added"] * 3
    return library


def _bound_by_permissions() -> None:
    """In a child of root, before exec: give up what lets root past permission bits."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                os._exit(97)


@pytest.fixture
def unprivileged(tmp_path: Path) -> Unprivileged:
    """Run Python code in a process that permission bits bind, also when the tests run as root."""

    def run(code: str) -> subprocess.CompletedProcess[str]:
        wall = tmp_path / "wall"
        wall.touch(mode=0o000)
        guard = f"import os; assert not os.access({str(wall)!r}, os.R_OK), 'permission bits do not bind'\n"
        done = subprocess.run(
            [sys.executable, "-c", guard + textwrap.dedent(code)],
            preexec_fn=_bound_by_permissions,
            capture_output=True,
            text=True,
            timeout=120,
        )
        wall.unlink()
        assert done.returncode != 97, "the capabilities could not be dropped"
        assert "permission bits do not bind" not in done.stderr
        return done

    return run
