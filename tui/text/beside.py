"""One document beside the others it is compared with: its shared passages, and what stands opposite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.model import Occurrences, Paragraph, Span
from index.reuse.collation.collation import Collation
from index.reuse.differences.turned import turned
from index.reuse.model import Difference, Relation
from tui.text.hits import Hits

Collations = Mapping[tuple[int, int], Collation]
"""By the numbers of the two documents, the smaller one first."""


class Meeting(NamedTuple):
    """A passage as the document ``other`` has it: ``here`` in this one, ``there`` in that."""

    other: int
    here: Span
    there: Span
    relation: Relation
    similarity: float
    moved: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where this document meets one or more of the others: ``span`` covers all passages that overlap."""

    span: Span
    meetings: tuple[Meeting, ...]


class Beside:
    """The document number ``here`` beside all others; offsets are those of the stored texts."""

    def __init__(self, here: int, texts: Sequence[Sequence[Paragraph]], collations: Collations) -> None:
        self._meetings: list[Meeting] = []
        self._anchors: dict[int, list[tuple[int, int]]] = {}
        for (one, two), collation in collations.items():
            if here in (one, two):
                other = two if here == one else one
                meetings = list(_meetings(collation, other, here == one))
                self._meetings += meetings
                rows = [(a, b) if here == one else (b, a) for a, b in collation.rows]
                self._anchors[other] = _anchors(meetings, texts[here], texts[other], rows)
        self._meetings.sort(key=lambda meeting: (meeting.here, meeting.other))
        self.stops = list(_stops(self._meetings))
        self._starts = [stop.span.start for stop in self.stops]

    def at(self, offset: int) -> int | None:
        """The number of the stop that holds ``offset``."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self.stops[number].span.end else None

    def next(self, offset: int, step: int) -> int | None:
        """The number of the first stop that begins behind ``offset``, or with ``step`` -1 the last before."""
        if step > 0:
            number = bisect_right(self._starts, offset)
        else:
            number = bisect_right(self._starts, offset - 1) - 1
        return number if 0 <= number < len(self.stops) else None

    def opposite(self, other: int, offset: int) -> int:
        """The offset in the document ``other`` that stands beside ``offset`` here."""
        anchors = self._anchors[other]
        for meeting in self._meetings:
            if meeting.moved and meeting.other == other and meeting.here.start <= offset < meeting.here.end:
                anchors = list(_edges(meeting))
        number = bisect_right(anchors, (offset, 1 << 60))
        if number == 0:
            return 0
        a, b = anchors[number - 1]
        if number == len(anchors) or offset == a:
            return b
        next_a, next_b = anchors[number]
        return b + (offset - a) * (next_b - b) // max(1, next_a - a)

    def passages(self, of: int | None = None) -> Hits:
        """The shared passages of this document; ``of``: those of another one that this one has too."""
        spans = {meeting.here if of is None else meeting.there for meeting in self._of(of)}
        return Hits(Occurrences(tuple(spans), (), 0))

    def edits(self, of: int | None = None) -> Hits:
        """What differs in them, what has moved as loose ones."""
        found: dict[bool, set[Span]] = {False: set(), True: set()}
        for meeting in self._of(of):
            for d in meeting.differences:
                span = Span(d.start, d.end) if of is None else Span(d.other_start, d.other_end)
                if span.start < span.end:
                    found[d.op == "move"].add(span)
        return Hits(Occurrences(tuple(found[False]), tuple(found[True] - found[False]), 0))

    def _of(self, other: int | None) -> Iterator[Meeting]:
        return (meeting for meeting in self._meetings if other in (None, meeting.other))


def _meetings(collation: Collation, other: int, forward: bool) -> Iterator[Meeting]:
    for pair in collation.pairs:
        here, there = (pair.left, pair.right) if forward else (pair.right, pair.left)
        differences = pair.differences if forward else turned(pair.differences)
        yield Meeting(other, here, there, pair.relation, pair.similarity, pair.moved, differences)


def _stops(meetings: Sequence[Meeting]) -> Iterator[Stop]:
    held: list[Meeting] = []
    end = 0
    for meeting in meetings:
        if held and meeting.here.start >= end:
            yield Stop(Span(held[0].here.start, end), tuple(held))
            held = []
        end = max(end, meeting.here.end) if held else meeting.here.end
        held.append(meeting)
    if held:
        yield Stop(Span(held[0].here.start, end), tuple(held))


def _edges(meeting: Meeting) -> Iterator[tuple[int, int]]:
    """The places of a passage that stand beside each other for certain: its ends and those of its edits."""
    yield meeting.here.start, meeting.there.start
    for difference in meeting.differences:
        if difference.op != "move":
            yield difference.start, difference.other_start
            yield difference.end, difference.other_end
    yield meeting.here.end, meeting.there.end


def _anchors(
    meetings: Sequence[Meeting],
    here: Sequence[Paragraph],
    there: Sequence[Paragraph],
    rows: Sequence[tuple[int | None, int | None]],
) -> list[tuple[int, int]]:
    """Places beside each other, ascending in both: those of the passages, then those of the paragraphs."""
    kept = sorted((m for m in meetings if not m.moved), key=lambda meeting: meeting.here)
    anchors = [edge for meeting in kept for edge in _edges(meeting)]
    for a, b in rows:
        if a is not None and b is not None:
            anchors += [(here[a].start, there[b].start), (here[a].end, there[b].end)]
    if here and there:
        anchors += [(0, 0), (here[-1].end, there[-1].end)]
    # What a passage says of a place goes before what its paragraph says.
    certain = {edge for meeting in kept for edge in _edges(meeting)}
    result: list[tuple[int, int]] = []
    for anchor in sorted(set(anchors)):
        while result and result[-1][1] > anchor[1] and anchor in certain and result[-1] not in certain:
            result.pop()
        if not result or result[-1][1] <= anchor[1]:
            result.append(anchor)
    return result
