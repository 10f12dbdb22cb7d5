"""What is to be said of a quotation beside one passage: the same, folded, or how it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.checking.letters import Sought, sought
from index.checking.model import Source, Verdict
from index.model import Span
from index.reuse.differences.differences import compared
from index.reuse.differences.letters import Wording, wording
from index.reuse.differences.members import without as taken_out
from index.reuse.differences.turned import place
from index.reuse.model import Difference, Op
from index.text.fold import fold
from index.text.marks import LETTER, MARK, MARKS, OTHER, kind, pairs
from index.text.pinyin import find_glosses

AROUND = 160
"""Characters beside a passage that are read with it: punctuation, and the partners of its marks."""
_ELLIPSIS = frozenset("…⋯")
_STOPS = frozenset("。!?;:,、\n")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``text`` of document ``id`` from ``base`` on, in which a passage has its letters in ``start:end``
    (offsets into the stored text).
    """

    id: int
    base: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation beside one passage; see ``Checked``."""

    verdict: Verdict
    punctuation_only: bool
    similarity: float
    source: Source
    differences: tuple[Difference, ...]


def judged(wanted: Sought, excerpt: Excerpt, without: Sequence[Span] = ()) -> Judged:
    """What is to be said of ``wanted``, but for what stands ``without``, beside the passage of an excerpt."""
    base = excerpt.base
    theirs = sought(excerpt.text, start=excerpt.start - base, end=excerpt.end - base)
    if theirs.string != wanted.string:
        return _reworded(wanted, excerpt, without)
    ours_text, their_text = _bare(wanted.text, without), _bare(excerpt.text, ())
    found = _between(wanted, ours_text, theirs, their_text, base)
    lead, start = _beside(wanted, ours_text, theirs, their_text, base, ahead=True)
    tail, end = _beside(wanted, ours_text, theirs, their_text, base, ahead=False)
    found = [*lead, *found, *tail, *_cut(wanted, ours_text, theirs, their_text, base)]
    source = Source(excerpt.id, base + start, base + end, excerpt.text[start:end])
    if found:
        return Judged("differs", True, 1.0, source, tuple(sorted(found, key=place)))
    first, last = int(wanted.offsets[0]), int(wanted.offsets[-1]) + 1
    core = _lines_joined(_shown(wanted.text, first, last, without))
    other = _lines_joined(excerpt.text[int(theirs.offsets[0]) : int(theirs.offsets[-1]) + 1])
    ends = excerpt.text[start : int(theirs.offsets[0])].strip().endswith(
        _plain(wanted.text[:first])
    ) and excerpt.text[int(theirs.offsets[-1]) + 1 :].lstrip().startswith(_plain(wanted.text[last:]))
    return Judged("verbatim" if core == other and ends else "folded", False, 1.0, source, ())


def _plain(text: str) -> str:
    return text.strip().strip("…⋯.")


def _shown(text: str, start: int, end: int, without: Sequence[Span]) -> str:
    for span in sorted(without, key=lambda span: -span.start):
        if start <= span.start and span.end <= end:
            text, end = text[: span.start] + text[span.end :], end - (span.end - span.start)
    return text[start:end]


def _lines_joined(text: str) -> str:
    """Without line ends and the white space around them: where lines end is no matter of words."""
    return "".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def _bare(text: str, without: Sequence[Span]) -> str:
    """The folded text with blanks in place of bracketed readings and of what stands ``without``."""
    folded = list(fold(text))
    spans = [(gloss.start, gloss.end) for gloss in find_glosses(text)]
    for start, end in [*spans, *((span.start, span.end) for span in without)]:
        folded[start:end] = " " * (end - start)
    return "".join(folded)


Gap = tuple[str, int, int]
"""The punctuation between two letters, and from where to where it stands; where there is none, the place."""


def _gap(text: str, start: int, end: int) -> Gap:
    if start == end:
        return "", start, start
    at = [n for n in range(start, end) if kind(text[n]) == OTHER]
    return ("".join(text[n] for n in at), at[0], at[-1] + 1) if at else ("", start, start)


def _difference(ours: Gap, theirs: Gap, base: int) -> Difference:
    op: Op = "replace" if ours[0] and theirs[0] else "delete" if ours[0] else "insert"
    return Difference(op, ours[1], ours[2], base + theirs[1], base + theirs[2])


def _between(wanted: Sought, ours: str, theirs: Sought, their_text: str, base: int) -> list[Difference]:
    """Where punctuation inside is other; an ellipsis of the quoter's stands for whatever was there."""
    found: list[Difference] = []
    wide = (np.diff(wanted.offsets) > 1) | (np.diff(theirs.offsets) > 1)
    for at in np.flatnonzero(wide).tolist():
        here = _gap(ours, int(wanted.offsets[at]) + 1, int(wanted.offsets[at + 1]))
        there = _gap(their_text, int(theirs.offsets[at]) + 1, int(theirs.offsets[at + 1]))
        if here[0] != there[0] and not _ELLIPSIS & set(here[0]):
            found.append(_difference(here, there, base))
    return found


def _beside(
    wanted: Sought, ours: str, theirs: Sought, their_text: str, base: int, *, ahead: bool
) -> tuple[list[Difference], int]:
    """Before the first letter or behind the last one: other punctuation than there, and where the passage
    begins or ends with that and the marks that belong to it. What the quoter left out there is nothing.
    """
    edge = int(theirs.offsets[0]) if ahead else int(theirs.offsets[-1]) + 1
    own = (0, int(wanted.offsets[0])) if ahead else (int(wanted.offsets[-1]) + 1, len(ours))
    here = _gap(ours, *own)
    beside = ours[slice(*own)]
    if ahead and their_text[:edge].endswith(beside):
        return [], edge - len(beside)
    if not ahead and their_text.startswith(beside, edge):
        return [], edge + len(beside)
    if "\n" in beside and (over := _over_lines(beside, their_text, edge, ahead=ahead)) is not None:
        return [], over
    marks = here[0].strip("….⋯")
    step = -1 if ahead else 1
    at = edge
    passed: list[int] = []
    while 0 <= (n := at - 1 if ahead else at) < len(their_text) and kind(their_text[n]) != LETTER:
        if their_text[n] == "\n":
            break
        if kind(their_text[n]) == OTHER:
            passed.append(n)
        at += step
    there = "".join(their_text[n] for n in sorted(passed))
    if not (there.endswith(marks) if ahead else there.startswith(marks)):
        used = passed[: len(marks)]
        gap: Gap = "", edge, edge
        if used:
            gap = "".join(their_text[n] for n in sorted(used)), min(used), max(used) + 1
        reach = edge if not used else gap[1] if ahead else gap[2]
        return [_difference((marks, here[1], here[2]), gap, base)], reach
    reach = passed[len(marks) - 1] + (0 if ahead else 1) if marks else edge
    return [], _with_marks(ours, wanted, their_text, reach, ahead=ahead)


def _over_lines(beside: str, theirs: str, edge: int, *, ahead: bool) -> int | None:
    """Where the passage begins or ends with the same signs, which stand in paragraphs of their own in both;
    ``None``: it has others there.
    """
    step = -1 if ahead else 1
    n = edge - 1 if ahead else edge
    signs = "".join(beside.split())
    for sign in signs[::step]:
        while 0 <= n < len(theirs) and theirs[n].isspace():
            n += step
        if not 0 <= n < len(theirs) or theirs[n] != sign:
            return None
        n += step
    return n + 1 if ahead else n


def _with_marks(ours: str, wanted: Sought, theirs: str, reach: int, *, ahead: bool) -> int:
    """The end of a passage with as many quotation marks as the quotation has there."""
    own = ours[: int(wanted.offsets[0])] if ahead else ours[int(wanted.offsets[-1]) + 1 :]
    for _ in range(sum(character in MARKS for character in own)):
        n = reach - 1 if ahead else reach
        if not (0 <= n < len(theirs) and theirs[n] in MARKS):
            break
        reach += -1 if ahead else 1
    return reach


def _cut(wanted: Sought, ours: str, theirs: Sought, their_text: str, base: int) -> list[Difference]:
    """Marks of the passage that have their partner outside of it, and none at the same place in the
    quotation: it has begun or ended inside of what stands in marks there (matching.md).
    """
    start, end = int(theirs.offsets[0]), int(theirs.offsets[-1]) + 1
    marks = [(n, their_text[n]) for n in range(start, end) if their_text[n] in MARKS]
    if not marks:
        return []
    line, line_end = their_text.rfind("\n", 0, start) + 1, their_text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(their_text)
    around = [(n, their_text[n]) for n in range(line, line_end) if their_text[n] in MARKS]
    cut = [
        low if start <= low < end else high
        for low, high in pairs(around)
        if (start <= low < end and _lettered(their_text, end, high))
        or (start <= high < end and _lettered(their_text, low, start))
    ]
    found: list[Difference] = []
    for mark in sorted(cut):
        letter = int(np.searchsorted(theirs.offsets, mark))
        before, after = int(wanted.offsets[letter - 1]) + 1, int(wanted.offsets[letter])
        if not any(kind(character) == MARK for character in ours[before:after]):
            found.append(Difference("insert", before, before, base + mark, base + mark + 1))
    return found


def _lettered(text: str, start: int, end: int) -> bool:
    return any(kind(character) == LETTER for character in text[start:end])


def _reworded(wanted: Sought, excerpt: Excerpt, without: Sequence[Span]) -> Judged:
    """Beside a passage that has other letters."""
    ours = _wording(wanted, without)
    start, end = excerpt.start - excerpt.base, excerpt.end - excerpt.base
    for _ in range(2):
        _, similarity, found = compared(ours, wording(excerpt.text, Span(start, end)))
        cut = _without_neighbours(wanted, excerpt.text, start, end, found)
        if cut == (start, end):
            break
        start, end = cut
    base = excerpt.base
    source = Source(excerpt.id, base + start, base + end, excerpt.text[start:end])
    moved = tuple(Difference(d.op, d.start, d.end, d.other_start + base, d.other_end + base) for d in found)
    if not moved:
        return Judged("folded", False, 1.0, source, ())
    return Judged("differs", False, similarity, source, moved)


def _wording(wanted: Sought, without: Sequence[Span]) -> Wording:
    ours = wording(wanted.text)
    gone = []
    for span in sorted(without, key=lambda span: span.start):
        low, high = np.searchsorted(ours.offsets, (span.start, span.end)).tolist()
        if low < high:
            gone.append((low, high))
    return taken_out(ours, gone)[0]


def _without_neighbours(
    wanted: Sought, text: str, start: int, end: int, found: Sequence[Difference]
) -> tuple[int, int]:
    """The passage without words at its ends that stand beyond a stop and answer nothing of the quotation."""
    if not found:
        return start, end
    first, last = found[0], found[-1]
    if first.other_start <= start < first.other_end and first.start <= int(wanted.offsets[0]):
        stops = _stops(wanted.text, text, (first.end, 1), (start, first.other_end))
        if stops or first.op == "insert":
            after = stops[-1] + 1 if stops and first.op != "insert" else first.other_end
            start = next((n for n in range(after, end) if kind(fold(text[n])) == LETTER), start)
    if last.other_end >= end > last.other_start >= start and last.end > int(wanted.offsets[-1]):
        stops = _stops(wanted.text, text, (last.start - 1, -1), (last.other_start, end))
        if stops or last.op == "insert":
            before = stops[0] if stops and last.op != "insert" else last.other_start
            end = next((n + 1 for n in range(before - 1, start, -1) if kind(fold(text[n])) == LETTER), end)
    return start, end


def _stops(ours: str, theirs: str, edge: tuple[int, int], stretch: tuple[int, int]) -> list[int]:
    """Where a stretch of the passage has stops, those between it and the words that are the same with them
    unless the quotation has one there too. ``edge``: where these begin in the quotation, and the way to them.
    """
    at, step = edge
    low, high = stretch
    while 0 <= at < len(ours) and kind(fold(ours[at])) != LETTER:
        if fold(ours[at]) in _STOPS:
            break
        at += step
    else:
        at = -1
    while step > 0 and high < len(theirs) and kind(fold(theirs[high])) != LETTER:
        high += 1
    while step < 0 and low and kind(fold(theirs[low - 1])) != LETTER:
        low -= 1
    beside = range(stretch[1], high) if step > 0 else range(low, stretch[0])
    # What ends a paragraph is never one with a stop of the quotation.
    return [
        n
        for n in range(low, high)
        if fold(theirs[n]) in _STOPS and (at < 0 or n not in beside or theirs[n] == "\n")
    ]
