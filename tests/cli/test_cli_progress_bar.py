"""The progress bar of imports and of indexing: how many, how quickly, how much longer."""

from __future__ import annotations

import io

import pytest

import tui.cli.progress
from tui.cli.progress import bar


class Terminal(io.StringIO):
    """A standard error that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, total: int, *, stream: io.StringIO) -> str:
    """What is drawn of work of which ten are done a second."""
    clock = iter(range(100_000))
    monkeypatch.setattr(tui.cli.progress, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")
    with bar("Importing") as show:
        for done in range(0, total + 1, 10):
            show(done, total)
    return stream.getvalue()


def test_a_bar_tells_how_many_are_done_and_how_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    said = drawn(monkeypatch, 400, stream=Terminal())
    assert "Importing" in said
    assert "/400" in said
    assert "10/s" in said


def test_little_work_and_other_streams_get_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, 10, stream=Terminal()) == ""
    assert drawn(monkeypatch, 400, stream=io.StringIO()) == ""
