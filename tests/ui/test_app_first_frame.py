"""The first frame stands before anything heavy is loaded, and while the library is being opened."""

from __future__ import annotations

import subprocess
import sys

import pytest

FIRST_FRAME = """
import asyncio, sys, threading
from tui.app import DangjianApp
from tui.widgets.lines import Line

opening = threading.Event()

def opener(waiting):
    opening.wait(60)
    raise SystemExit

async def main():
    app = DangjianApp(opener)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#query").has_focus
        said = app.screen.query_one("#totals", Line).text
        heavy = {"jieba", "rjieba", "whoosh", "opencc", "numpy", "pypinyin", "sqlite3", "index.library"}
        print(said, "|", *sorted(heavy & set(sys.modules)))
        opening.set()

asyncio.run(main())
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_is_imported_at_the_first_frame() -> None:
    from tui.i18n import _

    said, _bar, heavy = run(FIRST_FRAME).partition(" |")
    assert said == _("Opening the library…")
    assert heavy.strip() == ""


def test_the_keyboard_protocol_that_loses_committed_text_is_off() -> None:
    code = "import tui.app, textual.constants as c; print(c.DISABLE_KITTY_KEY, c.TEXTUAL_ANIMATIONS)"
    assert run(code) == "True none"


@pytest.mark.parametrize(
    "words",
    [["-c", "import sys; from tui.app import run; sys.exit(run('sample'))"], ["-m", "tui.cli"]],
    ids=["asked for", "without a word"],
)
def test_without_a_terminal_the_interface_says_so(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "dangjian-tui --help" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_subcommands_and_other_screens_need_is_not_loaded_for_the_first_frame() -> None:
    needless = {"argparse", "tomllib", "importlib.resources", "tui.cli.parser"}
    code = (
        "import sys, tui.cli.entry, tui.start, tui.app\n"
        "print(*sorted(m for m in sys.modules if m.startswith(('tui.screens.', 'index.'))))\n"
        f"print('needless:', *sorted({needless} & set(sys.modules)))"
    )
    loaded, _colon, heavy = run(code).partition("needless:")
    assert heavy == ""
    assert set(loaded.split()) == {
        "index.errors", "index.model", "tui.screens.desk", "tui.screens.found", "tui.screens.narrowing",
        "tui.screens.search", "tui.screens.suggesting",
    }  # fmt: skip
