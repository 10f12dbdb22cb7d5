"""Two wordings beside each other, each with its own words in brackets where the other has others."""

from __future__ import annotations

from collections.abc import Sequence

from index.reuse.model import Difference
from tui.text.runs import Mark
from tui.text.wording import AROUND, LONG, OMITTED, Wording

MISSING = "[-]"
"""Where this side lacks what the other one has."""


def ours(text: str, differences: Sequence[Difference], *, short: bool) -> Wording:
    """The text with offsets ``start`` and ``end``; ``short``: without what is the same far away."""
    edits = [
        (d.start, d.end, "delete" if d.op == "insert" else "insert" if d.op == "delete" else d.op)
        for d in differences
    ]
    return _marked(text, edits, short=short)


def theirs(text: str, differences: Sequence[Difference], *, short: bool) -> Wording:
    """The text with offsets ``other_start`` and ``other_end``."""
    return _marked(text, [(d.other_start, d.other_end, d.op) for d in differences], short=short)


def _marked(text: str, edits: Sequence[tuple[int, int, str]], *, short: bool) -> Wording:
    """``[words]`` other words, ``[+words]`` only here, ``[-]`` missing here, ``[~words]`` elsewhere there."""
    signs = {"insert": "+", "move": "~"}
    shown, at = "", 0
    marks: list[Mark] = []
    cut = short and len(text) > LONG
    for number, (start, end, op) in enumerate(sorted(edits)):
        if start < at or end > len(text):
            continue
        shown += _same(text[at:start], before=number > 0, behind=True) if cut else text[at:start]
        piece = MISSING if start == end else f"[{signs.get(op, '')}{text[start:end]}]"
        marks.append((len(shown), len(shown) + len(piece), f"wording--{op}"))
        shown += piece
        at = end
    rest = text[at:]
    shown += _same(rest, before=bool(marks), behind=False) if cut and marks else rest
    return Wording(shown, tuple(marks))


def _same(text: str, *, before: bool, behind: bool) -> str:
    """What is the same between differences: what stands next to them."""
    left, right = AROUND if before else 0, AROUND if behind else 0
    if len(text) <= left + right + len(OMITTED):
        return text
    return text[:left] + OMITTED + text[len(text) - right :]
