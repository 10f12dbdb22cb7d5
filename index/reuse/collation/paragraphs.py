"""Which paragraph of a document goes with which of another, so that both can be read side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.model import Paragraph
from index.reuse.differences.letters import wording
from index.reuse.model import Pair

_HEADS = frozenset({"title", "subtitle", "heading"})
_ALIKE = 60
"""Of 100: how similar two headings are at least that go with each other without a passage in common."""
_SHORT = 60  # letters of a paragraph that may be a heading


class Row(NamedTuple):
    """The numbers of two paragraphs that go with each other; ``None`` where one has no counterpart."""

    left: int | None
    right: int | None


class Paragraphed(Protocol):
    """A text with paragraphs."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def paragraphs(self) -> Sequence[Paragraph]: ...  # noqa: D102


def rows(left: Paragraphed, right: Paragraphed, pairs: Sequence[Pair]) -> tuple[Row, ...]:
    """All paragraphs of both in order, those beside each other that have most in common.

    Each stands in one row. What has moved stands apart unless it is more than what has not.
    """
    weights: defaultdict[tuple[int, int], int] = defaultdict(int)
    starts = [paragraph.start for paragraph in left.paragraphs]
    other_starts = [paragraph.start for paragraph in right.paragraphs]
    for pair in pairs:
        a = bisect_right(starts, pair.left.start) - 1
        b = bisect_right(other_starts, pair.right.start) - 1
        weights[a, b] += pair.left.end - pair.left.start + pair.right.end - pair.right.start
    for a, b, weight in _heads(left, right):
        weights[a, b] += weight
    for a, b, weight in _same(left, right):
        weights[a, b] += weight
    common = sorted(weights)
    # Of the same left paragraph the farthest right one first: only one of them can be in a row.
    common.sort(key=lambda both: (both[0], -both[1]))
    kept = heaviest_row(common, [weights[both] for both in common])
    result: list[Row] = []
    a = b = 0
    for x, y in [*(common[number] for number in kept), (len(starts), len(other_starts))]:
        result += [Row(number, None) for number in range(a, x)]
        result += [Row(None, number) for number in range(b, y)]
        if x < len(starts):
            result.append(Row(x, y))
        a, b = x + 1, y + 1
    return tuple(result)


def mirrored(of_both: Sequence[Row]) -> tuple[Row, ...]:
    """The rows seen from the other side: between two pairs, what stands alone on the left comes first."""
    result: list[Row] = []
    alone: list[Row] = []
    for row in of_both:
        if row.left is None:
            result.append(Row(row.right, None))
        elif row.right is None:
            alone.append(Row(None, row.left))
        else:
            result += [*alone, Row(row.right, row.left)]
            alone = []
    return (*result, *alone)


def _heads(left: Paragraphed, right: Paragraphed) -> list[tuple[int, int, int]]:
    """Titles, and headings that are much the same, by their numbers, and how many letters they have."""
    here, there = _headings(left), _headings(right)
    if not here or not there:
        return []
    from rapidfuzz import fuzz

    found = []
    for a, letters, title in here:
        for b, others, other_title in there:
            if title != other_title:
                continue
            if title or letters == others or fuzz.ratio(letters, others, score_cutoff=_ALIKE):
                found.append((a, b, len(letters) + len(others)))
    return found


def _same(left: Paragraphed, right: Paragraphed) -> list[tuple[int, int, int]]:
    """Paragraphs too short for a passage that stand once in each, in the same letters."""
    here, there = _once(left), _once(right)
    return [(a, there[text], 2 * len(text)) for text, a in here.items() if text in there]


def _once(text: Paragraphed) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, paragraph in enumerate(text.paragraphs):
        if paragraph.end - paragraph.start <= _SHORT:
            letters = wording(text.text[paragraph.start : paragraph.end]).letters
            if letters:
                places[letters] = -1 if letters in places else number
    return {letters: number for letters, number in places.items() if number >= 0}


def _headings(text: Paragraphed) -> list[tuple[int, str, bool]]:
    heads = []
    for number, paragraph in enumerate(text.paragraphs):
        if paragraph.kind in _HEADS and paragraph.end - paragraph.start <= _SHORT:
            letters = wording(text.text[paragraph.start : paragraph.end]).letters
            heads.append((number, letters, paragraph.kind == "title"))
    return heads


def heaviest_row(points: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[int]:
    """The numbers of points that ascend in both with the most weight in all.

    They come by the first, of the same the farthest first. The first of several such rows.
    """
    # A Fenwick tree of the best row that ends at or before each second coordinate.
    second = sorted({b for _, b in points})
    best: list[tuple[int, int]] = [(0, 0)] * (len(second) + 1)  # weight, minus the number of its last point
    before: list[int] = []
    total: list[int] = []
    for number, (_, b) in enumerate(points):
        at = bisect_right(second, b) - 1
        reach = (0, 1)
        while at:
            reach = max(reach, best[at])
            at &= at - 1
        before.append(-reach[1] if reach[0] else -1)
        total.append(reach[0] + weights[number])
        at = bisect_right(second, b)
        while at <= len(second):
            best[at] = max(best[at], (total[number], -number))
            at += at & -at
    number = max(range(len(points)), key=lambda at: (total[at], -at), default=-1)
    row: list[int] = []
    while number >= 0:
        row.append(number)
        number = before[number]
    return row[::-1]
