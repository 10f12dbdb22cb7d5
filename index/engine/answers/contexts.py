"""What stands beside hits in the match form, for many hits at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.engine.corpus.corpus import Int64, Part, Rows
from index.engine.segment.segment import Segment
from index.engine.segment.stream import PRIVATE, PRIVATE_SIZE
from index.text.form import Bools, Int32

UInt32 = NDArray[np.uint32]
Side = Literal["left", "right"]
CHUNK = 1 << 20
"""Characters worked on at once, times some forty bytes."""


@dataclass(frozen=True, slots=True)
class Hits:
    """n hits: their rows, their parts (numbers) and their form ranges in the segment, all int64[n].

    ``by_place``: ranges are of places, from the first letter to the place behind the last one.
    """

    rows: Rows
    parts: Int64
    starts: Int64
    ends: Int64
    by_place: bool = False

    def __getitem__(self, chosen: Int64) -> Hits:
        return replace(
            self,
            rows=self.rows[chosen],
            parts=self.parts[chosen],
            starts=self.starts[chosen],
            ends=self.ends[chosen],
        )


def contexts(parts: Sequence[Part], found: Hits, size: int, side: Side) -> UInt32:
    """uint32[n, size]: the match-form characters beside n hits, from the keyword outward.

    They end with the paragraph; zeros follow, which are less than any character.
    """
    characters = np.zeros((len(found.rows), size), np.uint32)
    step = max(1, CHUNK // size)
    for number, part in enumerate(parts):
        here = np.flatnonzero(found.parts == number)
        for start in range(0, len(here), step):
            some = here[start : start + step]
            if side == "right":
                characters[some] = _right(part, found.ends[some], size, found.by_place)
            else:
                characters[some] = _left(part, found.starts[some], size, found.by_place)
    return characters


def beside(part: Part, first: Int64, last: Int64, side: Side) -> Int64:
    """int64[n]: the first of ``contexts`` of hits from letter to letter, given by places."""
    segment = part.segment
    gaps, letters = (last + 1, last + 1) if side == "right" else (first, first - 1)
    rows = segment.gap_rows(np.minimum(gaps, segment.T - 1))
    table = segment.gap_table
    characters = np.where(table.breaks, 0, -1)
    used = np.flatnonzero(np.bincount(rows, minlength=len(table)))
    for row in used[table.others[used] > 0].tolist():
        near = part.memory.beside(row, side)
        if near:
            characters[row] = near[0]
    found: Int64 = characters.take(rows)
    plain = found < 0
    found[plain] = _letters(segment, np.maximum(letters[plain], 0))
    return found


def source_bounds(segment: Segment, starts: Int64, ends: Int64, by_place: bool) -> tuple[Int64, Int64]:
    """Ranges of hits (see ``Hits``) as source offsets: of the first character, behind the last."""
    if not by_place:
        return segment.source_span(starts, ends)
    first, last = np.split(segment.source_at(np.concatenate((starts, ends - 1))), 2)
    return first, last + 1


def paragraph_bounds(segment: Segment, starts: Int64, by_place: bool) -> tuple[Int64, Int64]:
    """Source offsets of the paragraph that each hit begins in: its start and its end.

    -1 for both where the gap that the hit begins in begins a paragraph too.
    """
    table = segment.gap_table
    places = starts if by_place else segment.place_of(starts)
    # Paragraphs without letters stand in gaps: what ends a paragraph is in the gap of the next letter of one.
    number = np.searchsorted(segment.paragraphs, places.astype(np.uint32), side="right")
    first = segment.paragraphs[number - 1].astype(np.int64)
    documents = segment.document_of(places)
    tails = segment.starts[documents].astype(np.int64) + segment.lengths[documents]
    # Behind the last paragraph of the segment its end.
    behind = segment.paragraphs.take(number, mode="clip").astype(np.int64)
    behind = np.where(number < len(segment.paragraphs), np.minimum(behind, tails), tails)
    low, high = np.split(segment.source_at(np.concatenate((first, behind))), 2)
    low -= table.behind_break[segment.gap_rows(first)]
    rows = segment.gap_rows(behind)
    high += table.before_break[rows] - table.source[rows]
    if by_place:
        return low, high
    certain = (segment.form_of(places) == starts) | ~table.breaks[segment.gap_rows(places)]
    return np.where(certain, low, -1), np.where(certain, high, -1)


def _right(part: Part, ends: Int64, size: int, by_place: bool) -> UInt32:
    segment = part.segment
    places = ends if by_place else segment.place_of(ends)
    grid = np.minimum(places[:, None] + np.arange(size), segment.T - 1)
    rows = segment.gap_rows(grid)
    letters = _letters(segment, grid)
    # Of the gap that a hit ends in, some characters may belong to the hit.
    used = segment.gap_table.others[rows[:, 0]] - (segment.form_of(places) - ends) if not by_place else None
    stops = segment.gap_table.breaks[rows] | (letters == 0)
    return _laid(part, rows, letters, stops, used, "right")


def _left(part: Part, starts: Int64, size: int, by_place: bool) -> UInt32:
    segment = part.segment
    places = starts if by_place else segment.place_of(starts)
    grid = places[:, None] - np.arange(size)
    rows = segment.gap_rows(np.maximum(grid, 0))
    letters = _letters(segment, np.maximum(grid - 1, 0))
    used = segment.form_of(places) - starts if not by_place else None
    # The first gap of a document begins a paragraph: nothing goes on into the document before.
    return _laid(part, rows, letters, segment.gap_table.breaks[rows], used, "left")


def _laid(part: Part, rows: Int64, letters: UInt32, stops: Bools, used: Int64 | None, side: Side) -> UInt32:
    """Gap, letter, gap, letter … of each hit in one row; a gap that stops still gives its near side.

    ``used`` int64[n]: characters of the first gap that do not count; ``None``: all of them do.
    """
    count, size = rows.shape
    numbers, sizes, strings = _strings(part, rows, side)
    stopped = np.logical_or.accumulate(stops, axis=1)
    gap_sizes = sizes[numbers]
    if used is not None:
        gap_sizes[:, 0] = np.maximum(gap_sizes[:, 0] - used, 0)
    gap_sizes[:, 1:][stopped[:, :-1]] = 0
    ends = np.cumsum(gap_sizes + ~stopped, axis=1, dtype=np.int32)
    # One column more takes whatever has no place.
    laid = np.zeros((count, size + 1), np.uint32)
    places = np.where(stopped | (ends > size), size, ends - 1)
    np.put_along_axis(laid, places.astype(np.intp), letters, axis=1)
    cells = np.flatnonzero(gap_sizes)
    hit, column = np.divmod(cells, size)
    lengths, taken = gap_sizes.ravel()[cells], strings[numbers.ravel()[cells]]
    begins = ends.ravel()[cells] - ~stopped.ravel()[cells] - lengths
    skipped = np.where(column == 0, used[hit], 0) if used is not None else np.zeros(len(hit), np.int64)
    for at in range(int(lengths.max(initial=0))):
        here = np.flatnonzero((lengths > at) & (begins + at < size))
        laid[hit[here], begins[here] + at] = taken[here, skipped[here] + at]
    return laid[:, :size]


def _letters(segment: Segment, places: Int64) -> UInt32:
    """The letter at each place, 0 for a pad."""
    letters = segment.text[places].astype(np.uint32)
    if len(segment.astral_places):
        private = (letters >= PRIVATE) & (letters < PRIVATE + PRIVATE_SIZE)
        if private.any():
            numbers = np.searchsorted(segment.astral_places, places[private].astype(np.uint32))
            letters[private] = segment.astral_codes[numbers]
    return letters


def _strings(part: Part, rows: Int64, side: Side) -> tuple[Int32, Int32, UInt32]:
    """The near side of each gap: its number (as ``rows``), and by number its size and characters.

    Characters uint32[numbers, most], from the keyword outward.
    """
    table = part.segment.gap_table
    used = np.flatnonzero(np.bincount(rows.ravel(), minlength=len(table)))
    used = used[table.others[used] > 0]
    near = [part.memory.beside(row, side) for row in used.tolist()]
    numbers = np.zeros(len(table), np.int32)
    numbers[used] = np.arange(1, len(used) + 1)
    sizes = np.array([0, *map(len, near)], np.int32)
    most = int(sizes.max())
    strings = np.array([[0] * most, *([*string, *[0] * (most - len(string))] for string in near)], np.uint32)
    return numbers[rows], sizes, strings
