"""The installed program in a real terminal: started in tmux, a query typed, hits seen, left again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PROGRAM = Path(sys.executable).parent / "dangjian-tui"
PATIENCE = 60.0  # seconds; the first start builds the index of the sample


class Terminal:
    """A tmux server of its own with one pane."""

    def __init__(self, folder: Path, *command: str) -> None:
        self._tmux = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        self._status = folder / "status"
        quoted = " ".join(f"'{part}'" for part in command)
        line = f"{quoted}; echo $? >{self._status}; sleep 100"
        environ = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        environ.pop("TMUX", None)
        subprocess.run(
            [*self._tmux, "new-session", "-d", "-x", "100", "-y", "30", line], check=True, env=environ
        )

    def press(self, *keys: str) -> None:
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def type(self, text: str) -> None:
        subprocess.run([*self._tmux, "send-keys", "-l", text], check=True)

    def text(self) -> str:
        done = subprocess.run(
            [*self._tmux, "capture-pane", "-p"], capture_output=True, text=True, check=False
        )
        return done.stdout

    def press_until(self, key: str, condition: Callable[[str], object]) -> str:
        """Press ``key`` as people do: again where nothing happens for some seconds. A key that comes while
        the program takes the terminal back is thrown away with what was typed for the shell."""
        for _again in range(3):
            self.press(key)
            end = time.monotonic() + 3.0
            while time.monotonic() < end:
                if condition(text := self.text()):
                    return text
                time.sleep(0.05)
        return self.until(condition)

    def until(self, condition: Callable[[str], object]) -> str:
        end = time.monotonic() + PATIENCE
        while not condition(text := self.text()):
            assert time.monotonic() < end, f"the screen shows:\n{text}"
            time.sleep(0.05)
        return text

    def modes(self) -> str:
        """Whether the alternate screen is shown, and whether any use of the mouse is reported."""
        return self._asked("#{alternate_on} #{mouse_any_flag}")

    def program(self) -> int:
        """The process of the program: the child of the shell that the pane runs."""
        pane = self._asked("#{pane_pid}")
        done = subprocess.run(["pgrep", "-P", pane], capture_output=True, text=True, check=True)
        return int(done.stdout.split()[0])

    def _asked(self, what: str) -> str:
        done = subprocess.run(
            [*self._tmux, "display-message", "-p", what], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def status(self) -> int:
        """The exit code of the program; waits for it."""
        end = time.monotonic() + PATIENCE
        while not (self._status.exists() and self._status.read_text().strip()):
            assert time.monotonic() < end, self.text()
            time.sleep(0.05)
        return int(self._status.read_text())

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], stderr=subprocess.DEVNULL, check=False)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*command: str) -> Terminal:
        opened.append(Terminal(tmp_path, str(PROGRAM), *command))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two short texts."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("甲市机关党建工作\n\n" + "本市抓机关党建，抓出了实效。" * 3, "utf-8")
    (texts / "b.txt").write_text("乙市业务工作\n\n" + "本市抓业务，也抓作风。" * 3, "utf-8")
    folder = tmp_path / "library"
    subprocess.run([PROGRAM, "--library", folder, "import", texts], check=True, capture_output=True)
    return folder


def test_without_a_word_it_starts_with_the_sample(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DANGJIAN_LIBRARY", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    screen = terminal()
    screen.until(lambda text: "示例语料" in text.splitlines()[0])
    screen.press("C-q")
    assert screen.status() == 0


def test_a_query_typed_into_the_running_program_shows_hits(
    terminal: Callable[..., Terminal], library: Path
) -> None:
    screen = terminal("--library", str(library))
    screen.until(lambda text: "乙市业务工作" in text)
    screen.type("机关党建")
    shown = screen.until(lambda text: "甲市机关党建工作" in text and "乙市业务工作" not in text)
    assert shown.splitlines()[0].count("机关党建") == 1, "the query stands in the first line"
    screen.press("Enter")
    screen.press("Enter")
    # In the reader the first line is the head of the document, with the mark of the focus; it opens at the
    # hit that the list showed, which is not the one in the title.
    screen.until(lambda text: "▸" in text.splitlines()[0] and "2/4" in text.splitlines()[0])
    screen.press("n")
    screen.until(lambda text: "3/4" in text.splitlines()[0])
    screen.press("Escape")
    screen.until(lambda text: "▸" not in text)
    screen.press("q")
    assert screen.status() == 0


def test_a_damaged_library_is_a_sentence_on_the_screen_and_exit_code_3(
    terminal: Callable[..., Terminal], library: Path
) -> None:
    for file in library.iterdir():
        if file.is_file():
            file.write_bytes(b"this is no library" * 100)
    screen = terminal("--library", str(library))
    shown = screen.until(lambda text: "╭" in text)
    assert "Traceback" not in shown
    screen.press("q")
    assert screen.status() == 3
    # The screen is given back; the sentence stands where the command was typed.
    said = screen.until(lambda text: text.startswith("dangjian-tui: "))
    assert "Traceback" not in said and "╭" not in said


def test_a_program_that_is_told_to_end_gives_the_terminal_back(
    terminal: Callable[..., Terminal], library: Path
) -> None:
    screen = terminal("--library", str(library))
    screen.until(lambda text: "乙市业务工作" in text)
    assert screen.modes() == "1 1", "the alternate screen, and the mouse is reported"
    os.kill(screen.program(), signal.SIGTERM)
    assert screen.status() == 128 + signal.SIGTERM
    assert screen.modes() == "0 0"
    assert screen.text().strip() == ""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(tmp_path: Path, library: Path) -> None:
    shell = Terminal(tmp_path, "bash", "--norc", "-i")
    try:
        shell.until(lambda text: "$" in text or "#" in text)
        shell.type(f"'{PROGRAM}' --library '{library}'")
        shell.press("Enter")
        shell.until(lambda text: "甲市机关党建工作" in text)
        shell.type("业务")
        shell.until(lambda text: "甲市机关党建工作" not in text and "乙市业务工作" in text)
        for _again in range(3):
            shell.press_until("C-z", lambda text: "Stopped" in text and "乙市业务工作" not in text)
            shell.type("clear; fg")
            shell.press("Enter")
            shown = shell.until(lambda text: "乙市业务工作" in text)
            assert "业务" in shown.splitlines()[0]
    finally:
        shell.close()
