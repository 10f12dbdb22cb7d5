"""Passages that are shared: matches of one stretch put into rows, and formulae, which are counted only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.reuse.grams import Int64, narrowed, places, ranges
from index.reuse.parallels.alike import Alike, Reader, long_enough, near, projected
from index.reuse.parallels.questions import Question
from index.reuse.parallels.seeds import VERBATIM, Common, stand_in_more

COINCIDE, LITTLE_MORE = 0.75, 0.8
"""Of all letters of two stretches, that both have, so that they are one passage, or one formula."""
_READ = 48


@dataclass(frozen=True, slots=True)
class Row:
    """Letters ``start:end`` of the question are shared by ``members``, which stand in order of documents.

    Of a formula they are only counted: ``rows`` int64, documents of the corpus, and ``occurrences``.
    """

    start: int
    end: int
    members: tuple[Alike, ...]
    rows: Int64
    occurrences: int


def formulae(corpus: Corpus, asked: Question, common: Common, limit: int) -> list[Row]:
    """The longest runs that stand in more documents than ``limit``."""
    begins = common.at
    if not len(begins):
        return []
    # It ends where no more of what is common begins.
    last = np.append(np.flatnonzero(np.diff(begins) != 1), len(begins) - 1)
    region = last[np.searchsorted(last, np.arange(len(begins)))]
    most = begins[region] + VERBATIM - begins
    least = np.full(len(begins), VERBATIM)
    # How far each goes is looked for by halves: a longer run stands in no more documents.
    while (going := np.flatnonzero(least < most)).size:
        middle = (least[going] + most[going] + 1) >> 1
        more = stand_in_more(corpus, _longer(corpus, asked, common, going, middle), limit)
        least[going[more]] = middle[more]
        most[going[~more]] = middle[~more] - 1
    ends = begins + least
    longest = np.flatnonzero(np.append(True, ends[1:] > np.maximum.accumulate(ends)[:-1]))
    bounds = _longer(corpus, asked, common, longest, least[longest])
    found = []
    for number, chosen in enumerate(longest.tolist()):
        held = corpus.none()
        occurrences = 0
        for part, (low, high) in zip(corpus.parts, bounds, strict=True):
            at = part.segment.suffixes[int(low[number]) : int(high[number])]
            owners = part.base + part.segment.blocks[at >> np.uint32(5)].astype(np.int64)
            held[owners] = True
            occurrences += int(np.count_nonzero(corpus.alive[owners]))
        documents = np.flatnonzero(held & corpus.alive)
        found.append(Row(int(begins[chosen]), int(ends[chosen]), (), documents, occurrences))
    return found


def _longer(
    corpus: Corpus, asked: Question, common: Common, chosen: Int64, sizes: Int64
) -> list[tuple[Int64, Int64]]:
    """The ranges of runs of ``sizes`` letters that begin as some of what is common."""
    depths = np.full(len(chosen), VERBATIM)
    return [
        narrowed(part.segment, asked.letters, common.at[chosen], depths, sizes, (low[chosen], high[chosen]))
        for part, (low, high) in zip(corpus.parts, common.ranges, strict=True)
    ]


def rows(
    found: Sequence[Alike], readers: Sequence[Reader], known: Sequence[Row], asked: tuple[int, int]
) -> list[Row]:
    """The rows of one stretch (``asked``) from all its matches, those that lie in formulae (``known``) left
    out. All members of a row answer all of its letters: what one has not is left out there.
    """
    by_stretch = sorted(found, key=lambda one: (one.start - one.end, one.start))
    known_starts = np.array([row.start for row in known], np.int64)
    known_ends = np.array([row.end for row in known], np.int64)
    starts, ends = np.zeros((2, len(found)), np.int64)
    members: list[list[Alike]] = []
    for (start, end), same in groupby(by_stretch, key=lambda one: (one.start, one.end)):
        if _of_formula(start, end, known_starts, known_ends, whole=(start, end) == asked):
            continue
        count = len(members)
        both, either = _together(start, end, starts[:count], ends[:count])
        coinciding = np.flatnonzero(both >= COINCIDE * either)
        others = list(same)
        if len(coinciding):
            row = int(coinciding[0])
            bounds = int(starts[row]), int(ends[row])
            fitted = [_fitted(one, *bounds, readers) for one in others]
            members[row] += [one for one in fitted if one is not None]
            others = [one for one, fits in zip(others, fitted, strict=True) if fits is None]
        if others:
            starts[count], ends[count] = start, end
            members.append(others)
    count = len(members)
    result = []
    for number, (start, end) in enumerate(zip(starts[:count].tolist(), ends[:count].tolist(), strict=True)):
        inside = members[number]
        for other in np.flatnonzero((starts[:count] <= start) & (ends[:count] >= end)).tolist():
            if other != number:
                fitted = [_fitted(one, start, end, readers) for one in members[other]]
                inside = inside + [one for one in fitted if one is not None]
        result.append(Row(start, end, tuple(_once(inside)), np.zeros(0, np.int64), 0))
    return result


def _together(start: int, end: int, starts: Int64, ends: Int64) -> tuple[Int64, Int64]:
    """int64[n]: the letters that a stretch has in common with each of others, and those of either."""
    both: Int64 = np.minimum(ends, end) - np.maximum(starts, start)
    either: Int64 = np.maximum(ends, end) - np.minimum(starts, start)
    return both, either


def _of_formula(start: int, end: int, starts: Int64, ends: Int64, *, whole: bool) -> bool:
    """Whether a stretch is a piece of a formula, or little more than one.

    ``whole``: it is all that was asked for, and so worth telling with the little more.
    """
    both, either = _together(start, end, starts, ends)
    return bool(((both == end - start) | (both >= (1 if whole else LITTLE_MORE) * either)).any())


def _fitted(one: Alike, start: int, end: int, readers: Sequence[Reader]) -> Alike | None:
    """What a match has of the letters ``start:end``; ``None`` where it is not much the same as they are."""
    low, high = max(start, one.start), min(end, one.end)
    if one.verbatim:
        if high - low < VERBATIM or high - low < COINCIDE * (end - start):
            return None
        at = one.first - one.start
        whole = (low, high) == (start, end)
        return one._replace(start=start, end=end, first=at + low, last=at + high, verbatim=whole)
    reader = readers[one.part]
    first, last = one.first, one.last
    if (low, high) != (one.start, one.end):
        ours, theirs = reader.ours(one.start, one.end), reader.theirs(first, last)
        place = projected(ours, theirs, low - one.start, high - one.start)
        if place is None:
            return None
        first, last = first + place[0], first + place[1]
    ours, theirs = reader.ours(start, end), reader.theirs(first, last)
    same = ours == theirs
    if not same and not (long_enough(len(ours), len(theirs)) and near(ours, theirs)):
        return None
    return one._replace(start=start, end=end, first=first, last=last, verbatim=same)


def completed(corpus: Corpus, asked: Question, found: Sequence[Row], own: int | None) -> list[Row]:
    """The rows with every place where their letters stand, but in deleted documents and in row ``own``.

    What is common is not followed from every place in it, and of what is near in one place and the same in
    another only the larger may have been seen. Rows of more than ``_READ`` letters have been seen whole.
    """
    result = list(found)
    short = [number for number, row in enumerate(found) if row.end - row.start <= _READ]
    starts = np.array([found[number].start for number in short], np.int64)
    sizes = np.array([found[number].end for number in short], np.int64) - starts
    others = corpus.alive.copy()
    if own is not None:
        others[own] = False
    for at, part in enumerate(corpus.parts):
        low, high = ranges(part.segment, asked.letters, starts, sizes)
        numbers, standing = places(part.segment, low, high)
        owners = part.base + part.segment.blocks[standing >> 5].astype(np.int64)
        living = others[owners]
        columns = (each[living].tolist() for each in (numbers, standing, owners))
        for number, group in groupby(zip(*columns, strict=True), key=lambda each: int(each[0])):
            row = result[short[number]]
            told = {one.first for one in row.members if one.part == at and one.verbatim}
            more = [
                row.members[0]._replace(part=at, row=owner, first=first, last=first + row.end - row.start)
                for _, first, owner in group
                if first not in told
            ]
            if more:
                same = [one._replace(start=row.start, end=row.end, verbatim=True) for one in more]
                result[short[number]] = replace(row, members=tuple(_once([*row.members, *same])))
    return result


def _once(members: Sequence[Alike]) -> list[Alike]:
    """In order of their places; of those that overlap in a document the verbatim one, or the longest."""
    kept: list[Alike] = []
    best = sorted(
        members, key=lambda one: (one.part, one.row, not one.verbatim, one.first - one.last, one.first)
    )
    for _, group in groupby(best, key=lambda one: one.row):
        here: list[Alike] = []
        for one in group:
            if all(one.last <= other.first or other.last <= one.first for other in here):
                here.append(one)
        kept += sorted(here, key=lambda one: one.first)
    return kept
