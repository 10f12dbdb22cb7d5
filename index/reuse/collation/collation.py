"""Two documents beside each other: the passages they share, and which paragraph goes with which.

A passage stands in one paragraph of each. Most stand in the same order in both; those that do not have
moved. No letter is in two passages of the same document pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.engine.interface import Cancel
from index.model import Paragraph, Span
from index.reuse.collation.meeting import Indexes, in_runs, meeting, row_of_runs
from index.reuse.collation.paragraphs import Row, heaviest_row, mirrored, rows
from index.reuse.collation.passages_of_two import Paragraphs, Shared, Side
from index.reuse.differences.letters import Wording, wording
from index.reuse.differences.turned import turned
from index.reuse.model import Pair
from index.reuse.told import VERBATIM


@dataclass(frozen=True, slots=True)
class Text:
    """A document that is laid beside another one: its stored text and the paragraphs of that, in order."""

    id: int
    text: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Collation:
    """``pairs``: in order of the left text. ``rows``: the paragraphs of both from top to bottom."""

    left_id: int
    right_id: int
    pairs: tuple[Pair, ...]
    rows: tuple[Row, ...]


def collate(left: Text, right: Text, cancelled: Cancel = None) -> Collation:
    """The passages and paragraphs that two documents have in common, the same seen from either side.

    What is found when ``cancelled`` says so is thrown away: the collation is empty then.
    """
    here, there = wording(left.text), wording(right.text)
    if (there.letters, right.text) < (here.letters, left.text):
        # One order of the two, so that it does not matter which is left.
        return _mirrored(collate(right, left, cancelled))
    found = _shared(left, right, here, there, cancelled)
    moved = _moved(found)
    pairs = [
        Pair(
            left.id,
            right.id,
            _source(here, shared.left),
            _source(there, shared.right),
            shared.relation,
            shared.similarity,
            shared.differences,
            number in moved,
        )
        for number, shared in enumerate(found)
    ]
    return Collation(left.id, right.id, tuple(pairs), rows(left, right, pairs))


def _source(side: Wording, letters: Span) -> Span:
    return Span(int(side.offsets[letters.start]), int(side.offsets[letters.end - 1]) + 1)


def _mirrored(collation: Collation) -> Collation:
    pairs = [
        Pair(
            pair.right_id,
            pair.left_id,
            pair.right,
            pair.left,
            pair.relation,
            pair.similarity,
            turned(pair.differences),
            pair.moved,
        )
        for pair in collation.pairs
    ]
    pairs.sort(key=lambda pair: (pair.left, pair.right))
    return Collation(collation.right_id, collation.left_id, tuple(pairs), mirrored(collation.rows))


def _shared(left: Text, right: Text, here: Wording, there: Wording, cancelled: Cancel) -> list[Shared]:
    """All passages, in order of the left text."""
    one, two = _paragraphs(left, here), _paragraphs(right, there)
    a, b = meeting(here.letters, there.letters, one, two)
    sides = Side(here, "\x00"), Side(there, "\x01")
    found: list[Shared] = []

    def look(points: list[tuple[int, int]]) -> None:
        of_left, of_right = one[points[0][0]], two[points[0][1]]
        paragraphs = Paragraphs(*sides, _range(one, of_left), _range(two, of_right))
        found.extend(paragraphs.shared(points))

    # First what stands in the same order in both, paragraph by paragraph.
    row = row_of_runs(list(zip(a.tolist(), b.tolist(), strict=True)))
    for _, points in groupby(row, key=lambda point: (one[point[0]], two[point[1]])):
        if cancelled is not None and cancelled():
            return []
        look(list(points))
    # Then the rest, the paragraphs that have most in common first.
    kept = in_runs(a, b, VERBATIM)
    a, b = a[kept], b[kept]
    pair = one[a] * (int(two.max(initial=0)) + 1) + two[b]
    order = np.argsort(pair, kind="stable")
    _, starts, counts = np.unique(pair[order], return_index=True, return_counts=True)
    for number in np.argsort(-counts, kind="stable").tolist():
        if cancelled is not None and cancelled():
            return []
        chosen = order[starts[number] : starts[number] + counts[number]]
        look(list(zip(a[chosen].tolist(), b[chosen].tolist(), strict=True)))
    return sorted(found, key=lambda shared: shared.left)


def _paragraphs(text: Text, held: Wording) -> Indexes:
    """The paragraph of each letter, ascending."""
    starts = np.array([paragraph.start for paragraph in text.paragraphs], np.intp)
    return np.searchsorted(starts, held.offsets, side="right") - 1


def _range(paragraphs: Indexes, number: int) -> tuple[int, int]:
    start, end = np.searchsorted(paragraphs, [number, number + 1])
    return int(start), int(end)


def _moved(found: Sequence[Shared]) -> set[int]:
    """The numbers of those that do not stand in the order of both, as few letters as possible."""
    weights = [
        shared.left.end - shared.left.start + shared.right.end - shared.right.start for shared in found
    ]
    kept = heaviest_row([(shared.left.start, shared.right.start) for shared in found], weights)
    return set(range(len(found))) - set(kept)
