"""Passages that are shared: matches of one stretch put into rows, and formulae, which are counted only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.reuse.alike import Alike, Reader, long_enough, near, projected
from index.reuse.grams import Int64, narrowed
from index.reuse.questions import Question
from index.reuse.seeds import VERBATIM, Common, stand_in_more

COINCIDE, LITTLE_MORE = 0.75, 0.8
"""Of all letters of two stretches, that both have, so that they are one passage, or one formula."""


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


def rows(found: Sequence[Alike], readers: Sequence[Reader], known: Sequence[Row]) -> list[Row]:
    """The rows of one stretch from all its matches, those that lie in formulae (``known``) left out."""
    by_stretch = sorted(found, key=lambda one: (one.start - one.end, one.start))
    known_starts = np.array([row.start for row in known], np.int64)
    known_ends = np.array([row.end for row in known], np.int64)
    starts, ends = np.zeros((2, len(found)), np.int64)
    members: list[list[Alike]] = []
    for (start, end), same in groupby(by_stretch, key=lambda one: (one.start, one.end)):
        if _of_formula(start, end, known_starts, known_ends):
            continue
        count = len(members)
        both, either = _together(start, end, starts[:count], ends[:count])
        coinciding = np.flatnonzero(both >= COINCIDE * either)
        if len(coinciding):
            members[int(coinciding[0])] += same
        else:
            starts[count], ends[count] = start, end
            members.append(list(same))
    count = len(members)
    result = []
    for number, (start, end) in enumerate(zip(starts[:count].tolist(), ends[:count].tolist(), strict=True)):
        inside = members[number]
        for other in np.flatnonzero((starts[:count] <= start) & (ends[:count] >= end)).tolist():
            if other != number:
                inside = inside + _inside(members[other], start, end, readers)
        result.append(Row(start, end, tuple(_once(inside)), np.zeros(0, np.int64), 0))
    return result


def _together(start: int, end: int, starts: Int64, ends: Int64) -> tuple[Int64, Int64]:
    """int64[n]: the letters that a stretch has in common with each of others, and those of either."""
    both: Int64 = np.minimum(ends, end) - np.maximum(starts, start)
    either: Int64 = np.maximum(ends, end) - np.minimum(starts, start)
    return both, either


def _of_formula(start: int, end: int, starts: Int64, ends: Int64) -> bool:
    """Whether a stretch is a piece of a formula, or little more than one."""
    both, either = _together(start, end, starts, ends)
    return bool(((both == end - start) | (both >= LITTLE_MORE * either)).any())


def _inside(members: Sequence[Alike], start: int, end: int, readers: Sequence[Reader]) -> list[Alike]:
    """What longer passages have of the letters ``start:end``."""
    found = []
    for one in members:
        if not (one.start <= start and end <= one.end):
            continue
        reader = readers[one.part]
        if one.verbatim:
            at = one.first - one.start
            found.append(one._replace(start=start, end=end, first=at + start, last=at + end))
            continue
        ours, theirs = reader.ours(one.start, one.end), reader.theirs(one.first, one.last)
        place = projected(ours, theirs, start - one.start, end - one.start)
        if place is None:
            continue
        piece, other = ours[start - one.start : end - one.start], theirs[slice(*place)]
        same = piece == other
        if same or (long_enough(len(piece), len(other)) and near(piece, other)):
            first = one.first + place[0]
            found.append(
                one._replace(start=start, end=end, first=first, last=first + len(other), verbatim=same)
            )
    return found


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
