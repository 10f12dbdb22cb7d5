"""Figures of a draft beside those of the passages that their sentences are from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.checking.claims import Claim, letter_count
from index.checking.draft import Draft
from index.checking.finding.finder import Finder, Passage
from index.checking.letters import sought
from index.checking.model import CheckedFigure, FigureStatus, Source
from index.checking.register import as_stored, draft_as_stored
from index.checking.verdicts import Judged
from index.model import Span
from index.registers.figures.figures import figures_of
from index.registers.model import Figure
from index.text.fold import fold

NEAR = 0.7
"""Similarity of the passage that a sentence is from: of one that only tells of the like its figures say
nothing."""
_STOPS = re.compile(r"[,;:。!?\n]")
WHOLE = 0.995
"""Similarity of a passage that has all the words around a figure, and another figure in its place: that some
other passage has the figure in fewer of these words is no answer to it."""
_SAME = 7
"""Letters around a figure that stand so in the source, for the one in its place there to be told."""
_LEAST, _OWN = 8, 5
"""Letters of the words that a figure is looked for with, and without its own."""


def figures_in(draft: Draft, claims: Sequence[Claim]) -> list[list[Figure]]:
    """The figures of a draft, those of one sentence together, but those inside quotations."""
    quoted = [(claim.start, claim.end) for claim in claims if claim.kind in ("quotation", "block")]
    starts = [start for start, _ in quoted]

    def outside(one: Figure) -> bool:
        at = bisect_right(starts, one.start) - 1
        return at < 0 or quoted[at][1] <= one.start

    found = filter(outside, figures_of(draft_as_stored(draft)))
    return [list(group) for _, group in groupby(found, key=lambda one: one.sentence)]


def checked_figures(finder: Finder, draft: Draft, figures: Sequence[Figure]) -> Iterator[CheckedFigure]:
    """The figures of one sentence beside the passage that it is from, or that their clauses are from."""
    text = draft.text
    sentence = _Asked(finder, text, figures[0].sentence)
    for one in figures:
        status, source, other, likeness = sentence.told(one)
        if status == "no_source" or (status == "differs" and likeness < WHOLE):
            clause = _clause(text, one)
            if clause != one.sentence:
                found = _Asked(finder, text, clause).told(one)
                if found[0] == "same" or status == "no_source":
                    status, source, other, likeness = found
        line, column = draft.position(one.start)
        yield CheckedFigure(line, column, one.text, one.value, one.unit, one.subject, status, source, other)


def _clause(text: str, one: Figure) -> Span:
    """The clause of a figure, with those beside it until it has enough words of its own."""
    start, end = one.sentence.start, one.sentence.end
    folded = fold(text[start:end])
    stops = [0, *(match.end() for match in _STOPS.finditer(folded)), end - start]
    low = max(n for n, at in enumerate(stops) if at <= one.start - start)
    high = next(n for n, at in enumerate(stops) if at >= one.end - start)
    figure = sum(map(str.isalnum, one.text))
    while sum(map(str.isalnum, folded[stops[low] : stops[high]])) - figure < _OWN:
        if low == 0 and high == len(stops) - 1:
            break
        low, high = (low - 1, high) if low else (low, high + 1)
    return Span(start + stops[low], start + stops[high])


Told = tuple[FigureStatus, Source | None, Source | None, float]


class _Asked:
    """A stretch of the draft, and the passages that it is nearest to."""

    def __init__(self, finder: Finder, text: str, span: Span) -> None:
        self._text, self._span = text, span
        wanted = sought(text[span.start : span.end])
        self._passages: tuple[Passage, ...] = ()
        if len(wanted) >= _LEAST:
            self._passages = finder.found(wanted, others=False).passages

    def told(self, one: Figure) -> Told:
        """The status of a figure, the passage it is from, the figure in its place there, and how alike the
        words around both are.
        """
        differs: Told | None = None
        for passage in self._passages:
            judged = passage.judged
            source = judged.source
            theirs = figures_of(as_stored(source.text))
            other = self._in_its_place(one, passage, theirs)
            likeness, same = self._likeness(one, other, judged)
            if likeness < NEAR:
                continue
            # Where another figure surely stands in its place, that the passage has it elsewhere says nothing.
            placed = other is not None and same >= _SAME
            beside = [other] if other is not None and placed else theirs
            if self._untouched(one, passage) or any(_equal(one, each) for each in beside):
                if differs is not None and differs[3] >= WHOLE and likeness < differs[3]:
                    return differs
                return "same", source, None, likeness
            if other is not None and placed and differs is None:
                start = source.start + other.start
                place = Source(source.id, start, source.start + other.end, other.text)
                differs = "differs", source, place, likeness
        return differs or ("no_source", None, None, 0.0)

    def _likeness(self, one: Figure, other: Figure | None, found: Judged) -> tuple[float, float]:
        """The similarity of the words without the figure, where it has another one in its place, and how many
        of their letters are the same.
        """
        both = letter_count(self._text[self._span.start : self._span.end]) + letter_count(found.source.text)
        if other is None:
            return found.similarity, found.similarity * both / 2
        rest = both - letter_count(one.text) - letter_count(other.text)
        return (min(1.0, found.similarity * both / rest) if rest > 0 else 0.0), found.similarity * both / 2

    def _untouched(self, one: Figure, passage: Passage) -> bool:
        """Whether the words of a figure stand so in the passage."""
        start, end = one.start - self._span.start, one.end - self._span.start
        return not any(
            (d.start < end and start < d.end) or (d.op == "insert" and start < d.start < end)
            for d in passage.judged.differences
        )

    def _in_its_place(self, one: Figure, passage: Passage, theirs: Sequence[Figure]) -> Figure | None:
        """The figure of the passage that another one of the draft stands for; of several the same one."""
        start, end = one.start - self._span.start, one.end - self._span.start
        found = []
        for d in passage.judged.differences:
            if d.start < end and start < d.end:
                low, high = (at - passage.judged.source.start for at in (d.other_start, d.other_end))
                found += [
                    other
                    for other in theirs
                    if other.start < high and low < other.end and other.unit == one.unit
                ]
        return next((other for other in found if _equal(one, other)), found[0] if found else None)


def _equal(one: Figure, other: Figure) -> bool:
    return (one.value, one.upper, one.unit) == (other.value, other.upper, other.unit)
