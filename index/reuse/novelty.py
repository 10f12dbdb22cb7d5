"""What of a document is its own (干货): which stretches others have said before, and which only it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from index.engine.intervals import date_interval
from index.model import Document, Paragraph, StoredText
from index.reuse import grams
from index.reuse.grams import Int64
from index.reuse.model import Earliest, Novelty, Said
from index.reuse.reuse_map import SIZE, whole
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus, Part

Load = Callable[[Sequence[int]], Sequence[Document]]
"""The documents of ids."""
Status = Literal["earlier", "elsewhere", "own"]

OWN, ELSEWHERE, EARLIER = 0, 1, 2
_STATUS: tuple[Status, Status, Status] = ("own", "elsewhere", "earlier")
PROBED = 32
"""Occurrences of a gram that are looked at first: of one that is common, some are mostly earlier."""
_NEVER = 1 << 30  # a day after all days


def novelty(corpus: Corpus, load: Load, own: StoredText, others: Bools) -> Novelty:
    """What ``others`` say of the document ``own`` (bool[N]: see ``others_of``).

    A letter is said elsewhere if it is one of ``SIZE`` in a row that stand there too, in one paragraph of
    each. *Earlier*: in a document that was published before it whatever days their dates may mean. Stretches
    cover the paragraphs; what stands between two letters belongs to the former.
    """
    letters, offsets, numbers = _letters(own)
    starts = _gram_starts(numbers)
    found = _Found(corpus, others, _first_day(own.document), letters, starts)
    status = np.zeros(len(letters), np.int8)
    for after in range(SIZE):
        status[starts + after] = np.maximum(status[starts + after], found.levels)
    heads = np.flatnonzero((np.diff(status, prepend=-1) != 0) | (np.diff(numbers, prepend=-1) != 0))
    documents, first = found.of_stretches(status, heads)
    dates = {document.id: document for document in load(sorted({id for id in first if id is not None}))}
    shares = np.bincount(status, minlength=3) / max(1, len(letters))
    return Novelty(
        id=own.document.id,
        letters=len(letters),
        earlier=round(float(shares[EARLIER]), 4),
        elsewhere=round(float(shares[ELSEWHERE]), 4),
        own=round(float(shares[OWN]), 4),
        stretches=tuple(
            Said(
                start,
                end,
                _STATUS[status[heads[number]]] if number is not None else "own",
                int(documents[number]) if number is not None else 0,
                _earliest(dates, first[number]) if number is not None else None,
            )
            for start, end, number in _laid_out(own.paragraphs, offsets[heads].tolist())
        ),
    )


def others_of(corpus: Corpus, id: int, duplicates: Mapping[int, int]) -> Bools:
    """bool[N]: the live documents but ``id`` and those that are duplicates of the same as it."""

    def original(one: int) -> int:
        seen = {one}
        while (above := duplicates.get(one)) is not None and above not in seen:
            one = above
            seen.add(one)
        return one

    wanted = original(id)
    same = [one for one in duplicates if original(one) == wanted]
    others: Bools = corpus.alive & ~np.isin(corpus.ids, [id, wanted, *same])
    return others


class _Found:
    """Where the grams of a document stand in other documents; ``starts``: the letters they begin with."""

    def __init__(
        self, corpus: Corpus, others: Bools, day: int, letters: grams.Letters, starts: Int64
    ) -> None:
        self._corpus, self._starts = corpus, starts
        days = np.where(corpus.last > 0, corpus.last, _NEVER)
        self._levels = np.where(others, np.where(days < day, EARLIER, ELSEWHERE), OWN).astype(np.int8)
        sizes = np.full(len(starts), SIZE)
        self._ranges = [grams.ranges(part.segment, letters, starts, sizes) for part in corpus.parts]
        self.levels = np.zeros(len(starts), np.int8)
        """The status of each gram."""
        self._look(0, PROBED)
        self._look(PROBED, None)

    def _look(self, skipped: int, most: int | None) -> None:
        """Look at the occurrences of what may get a higher status yet, without the first ``skipped``."""
        top = int(self._levels.max(initial=OWN))
        for part, (low, high) in zip(self._corpus.parts, self._ranges, strict=True):
            some = np.flatnonzero((high - low > skipped) & (self.levels < top))
            first = low[some] + skipped
            last = high[some] if most is None else np.minimum(high[some], first + most)
            for few in grams.in_parts(last - first):
                numbers, rows = self._rows(part, first[few], last[few])
                found = self._levels[rows]
                for level in (ELSEWHERE, EARLIER):
                    raised = some[few][numbers[found == level]]
                    self.levels[raised] = np.maximum(self.levels[raised], level)

    def _rows(self, part: Part, low: Int64, high: Int64) -> tuple[Int64, Int64]:
        """For each occurrence in another document the number of its range, and the row of the document."""
        numbers, places = grams.places(part.segment, low, high)
        rows = part.segment.blocks[places >> 5].astype(np.int64) + part.base
        chosen = np.flatnonzero(self._levels[rows])
        chosen = chosen[whole(part.segment, places[chosen])]
        return numbers[chosen], rows[chosen]

    def of_stretches(
        self, status: NDArray[np.int8], heads: Int64
    ) -> tuple[NDArray[np.int64], list[int | None]]:
        """For the stretches of letters that begin at ``heads`` how many others say them, and the first of
        these by date, those without one left out.

        Told by one gram of each, that which is neither among its commonest nor among its rarest: the former
        are formulae, the latter have letters of what stands beside it.
        """
        owners = np.full(len(self._starts), -1, np.int64)
        # Of its letters the first that has its status; no gram reaches into two stretches that have.
        for after in reversed(range(SIZE)):
            here = np.flatnonzero(status[self._starts + after] == self.levels)
            owners[here] = np.searchsorted(heads, self._starts[here] + after, side="right") - 1
        sizes = sum((high - low for low, high in self._ranges), np.zeros(len(self._starts), np.int64))
        order = np.lexsort((sizes, owners))
        order = order[self.levels[order] != OWN]
        bounds = np.searchsorted(owners[order], np.arange(len(heads) + 1))
        told = np.flatnonzero(bounds[1:] > bounds[:-1])
        chosen = order[(bounds[told] + bounds[told + 1] - 1) // 2]
        days = np.where(self._corpus.first > 0, self._corpus.first, _NEVER).astype(np.int64)
        counts = np.zeros(len(heads), np.int64)
        first: list[int | None] = [None] * len(heads)
        for few in grams.in_parts(sizes[chosen]):
            found = [
                self._rows(part, low[chosen[few]], high[chosen[few]])
                for part, (low, high) in zip(self._corpus.parts, self._ranges, strict=True)
            ]
            for number, head in enumerate(told[few].tolist()):
                rows = np.unique(np.concatenate([each[numbers == number] for numbers, each in found]))
                counts[head] = len(rows)
                row = rows[np.lexsort((self._corpus.ids[rows], days[rows]))[0]]
                first[head] = int(self._corpus.ids[row]) if days[row] < _NEVER else None
        return counts, first


def _letters(own: StoredText) -> tuple[grams.Letters, Int64, Int64]:
    """The letters of the paragraphs, the source offset of each, and the number of its paragraph."""
    letters, offsets = grams.letters_of(own.text)
    starts = np.array([paragraph.start for paragraph in own.paragraphs], np.int64)
    ends = np.array([paragraph.end for paragraph in own.paragraphs], np.int64)
    numbers = np.searchsorted(starts, offsets, side="right") - 1
    inside = numbers >= 0
    inside[inside] = offsets[inside] < ends[numbers[inside]]
    return letters[inside], offsets[inside].astype(np.int64), numbers[inside].astype(np.int64)


def _gram_starts(numbers: Int64) -> Int64:
    """The letters with which grams begin that are inside one paragraph."""
    if len(numbers) < SIZE:
        return np.zeros(0, np.int64)
    starts: Int64 = np.flatnonzero(numbers[SIZE - 1 :] == numbers[: len(numbers) - SIZE + 1])
    return starts


def _first_day(document: Document) -> int:
    """The first day that the date may mean; 0, before which nothing is, when it is unknown."""
    interval = date_interval(document.date) if document.date else None
    return interval[0] if interval else 0


def _laid_out(paragraphs: Sequence[Paragraph], heads: Sequence[int]) -> list[tuple[int, int, int | None]]:
    """The paragraphs cut where a stretch begins, with the number of each; ``None``: it has no letters."""
    result: list[tuple[int, int, int | None]] = []
    number = 0
    for paragraph in paragraphs:
        mine = number
        while number < len(heads) and heads[number] < paragraph.end:
            number += 1
        cuts = [paragraph.start, *heads[mine + 1 : number], paragraph.end]
        if paragraph.start < paragraph.end:
            numbers: list[int | None] = [*range(mine, number)] or [None]
            result += [(a, b, which) for (a, b), which in zip(pairwise(cuts), numbers, strict=True)]
    return result


def _earliest(dates: Mapping[int, Document], id: int | None) -> Earliest | None:
    document = None if id is None else dates.get(id)
    if document is None or document.date is None:
        return None
    return Earliest(document.id, document.date, document.date_precision, "date" in document.inferred)
