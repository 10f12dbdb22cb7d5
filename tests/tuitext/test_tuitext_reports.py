"""Whole documents laid out: no line begins or ends with what may not stand there, at any width of a pane."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Paragraph
from tui.text.layout import Layout
from tui.text.width import drawn, text_width

# Written down here once more, not taken from the program (GB/T 15834—2011).
NEVER_FIRST = frozenset("，。、；：？！）】》〉」』”’…·,.;:?!)]}%％")
NEVER_LAST = frozenset("（【《〈「『“‘([{")


def paragraphs(text: str) -> list[Paragraph]:
    found, at = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    return found


@pytest.mark.parametrize("wide", [False, True], ids=["narrow-signs", "wide-signs"])
@pytest.mark.parametrize("width", [20, 38, 58, 78, 100])
def test_no_line_of_the_work_reports_begins_or_ends_wrongly(
    govreports: list[Path], width: int, wide: bool
) -> None:
    lines, wrong = 0, []
    for path in govreports:
        text = path.read_text("utf-8")
        for line in Layout(text, paragraphs(text), width, ambiguous_wide=wide).lines:
            if line.start == line.end:
                continue
            lines += 1
            shown = text[line.start : line.end]
            assert line.indent + text_width(drawn(shown, ambiguous_wide=wide)) <= width
            begins = text[line.start - 1] == "\n" if line.start else True
            ends = text[line.end : line.end + 1] in ("\n", "")
            if (not begins and shown[0] in NEVER_FIRST) or (not ends and shown.rstrip()[-1:] in NEVER_LAST):
                wrong.append((path.name, line.start))
    assert lines > 5_000
    assert wrong == []
