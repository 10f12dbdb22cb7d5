"""Another wording of a passage with what differs in it in brackets: told by signs, and by styles besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.errors import N_
from index.model import Span
from index.reuse.model import Difference, Op, Parallel, Passage
from tui.text.crop import ELLIPSIS
from tui.text.runs import Mark

SIGNS: dict[Op, str] = {"replace": "", "insert": "+", "delete": "-", "move": "~"}
NAMES: dict[Op, str] = {
    "replace": N_("other words"),
    "insert": N_("more"),
    "delete": N_("missing"),
    "move": N_("moved"),
}
AROUND = 14
"""Letters around differences that are kept of a long wording."""
LONG = 120
"""Letters from which on a wording is long: what is the same in it is left out but around differences."""
OMITTED = "⋯"


class Wording(NamedTuple):
    """A text as it is shown, and the names of styles on its stretches."""

    text: str
    marks: tuple[Mark, ...]


def wording(passage: Passage, parallel: Parallel) -> Wording:
    """The other wording: ``[words]`` in place of others, ``[+more]``, ``[-missing]``, ``[~moved]``.

    … at an end tells that the passage goes on there, and the other text goes another way.
    """
    marks: list[Mark] = []
    text = ELLIPSIS if _has_letters(passage, passage.start, parallel.passage.start) else ""
    at = parallel.start
    long = len(parallel.text) > LONG
    for number, edit in enumerate(ordered(parallel.differences)):
        if edit.other_start < at:
            continue
        same = _of(parallel.text, parallel.start, at, edit.other_start)
        text += _shortened(same, first=not number, last=False) if long else same
        words = (
            _of(passage.text, passage.start, edit.start, edit.end)
            if edit.op == "delete"
            else _of(parallel.text, parallel.start, edit.other_start, edit.other_end)
        )
        shown = f"[{SIGNS[edit.op]}{words}]"
        marks.append((len(text), len(text) + len(shown), f"wording--{edit.op}"))
        text += shown
        at = edit.other_end
    rest = _of(parallel.text, parallel.start, at, parallel.end)
    text += _shortened(rest, first=not marks, last=True) if long else rest
    if _has_letters(passage, parallel.passage.end, passage.end):
        text += ELLIPSIS
    return Wording(text, tuple(marks))


def ordered(differences: Sequence[Difference]) -> list[Difference]:
    """Differences in the order of the other wording."""
    return sorted(differences, key=lambda edit: (edit.other_start, edit.other_end))


def own_marks(parallel: Parallel) -> list[Span]:
    """Where the passage itself has other words than ``parallel``."""
    return [Span(edit.start, edit.end) for edit in parallel.differences if edit.end > edit.start]


def _has_letters(passage: Passage, start: int, end: int) -> bool:
    return any(map(str.isalnum, _of(passage.text, passage.start, start, end)))


def _of(text: str, offset: int, start: int, end: int) -> str:
    return text[max(0, start - offset) : max(0, end - offset)]


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """What is the same before, between and behind differences."""
    before, behind = 0 if first else AROUND, 0 if last else AROUND
    if len(text) <= before + behind + len(OMITTED):
        return text
    return text[:before] + OMITTED + text[len(text) - behind :]
