"""The colours to start with, by what the terminal says of itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tui import themes


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "xterm-256color"}, "dangjian-dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "dangjian-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "dangjian-light"),
        ({"TERM": "xterm"}, "ansi-dark"),
        ({"TERM": "screen"}, "ansi-dark"),
        ({"TERM": "linux", "COLORFGBG": "0;7"}, "ansi-light"),
    ],
)
def test_sixteen_colours_are_the_terminals_own(environ: Mapping[str, str], theme: str) -> None:
    assert themes.first("", environ) == theme


def test_what_was_chosen_before_is_kept() -> None:
    assert themes.first("dangjian-light", {"TERM": "screen"}) == "dangjian-light"
    assert themes.first("unknown", {"TERM": "xterm-256color"}) == "dangjian-dark"
