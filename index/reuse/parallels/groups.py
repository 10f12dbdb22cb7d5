"""Passages that are shared: matches of one stretch put into rows, and formulae, which are counted only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancel
from index.reuse.grams import Int64, narrowed, places
from index.reuse.parallels.alike import Alike, Reader
from index.reuse.parallels.questions import Question
from index.reuse.parallels.seeds import Common, LookedUp, check, stand_in_more
from index.reuse.told import VERBATIM

COINCIDE, LITTLE_MORE = 0.75, 0.8
"""Of all letters of two stretches, that both have, so that they are one passage, or one formula."""
_READ = 48
_BY_ROW = attrgetter("row")


@dataclass(frozen=True, slots=True)
class Group:
    """Letters ``start:end`` of the question are shared by ``members``, which stand in order of documents.

    Of a formula they are only counted: ``rows`` int64, documents of the corpus, and ``occurrences``.
    """

    start: int
    end: int
    members: tuple[Alike, ...]
    rows: Int64
    occurrences: int


def formulae(
    corpus: Corpus, asked: Question, common: Common, limit: int, cancelled: Cancel = None
) -> list[Group]:
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
        check(cancelled)
        middle = (least[going] + most[going] + 1) >> 1
        more = stand_in_more(corpus, _longer(corpus, asked, common, going, middle), limit)
        least[going[more]] = middle[more]
        most[going[~more]] = middle[~more] - 1
    ends = begins + least
    longest = np.flatnonzero(np.append(True, ends[1:] > np.maximum.accumulate(ends)[:-1]))
    bounds = _longer(corpus, asked, common, longest, least[longest])
    found = []
    for number, chosen in enumerate(longest.tolist()):
        check(cancelled)
        held = corpus.none()
        occurrences = 0
        for part, (low, high) in zip(corpus.parts, bounds, strict=True):
            at = part.segment.suffixes[int(low[number]) : int(high[number])]
            owners = part.base + part.segment.blocks[at >> np.uint32(5)].astype(np.int64)
            held[owners] = True
            occurrences += int(np.count_nonzero(corpus.alive[owners]))
        documents = np.flatnonzero(held & corpus.alive)
        found.append(Group(int(begins[chosen]), int(ends[chosen]), (), documents, occurrences))
    return found


def _longer(
    corpus: Corpus, asked: Question, common: Common, chosen: Int64, sizes: Int64
) -> list[tuple[Int64, Int64]]:
    """The ranges of runs of ``sizes`` letters that begin as some of what is common."""
    depths = np.full(len(chosen), VERBATIM)
    known = (
        np.stack([low[chosen] for low, _ in common.ranges]),
        np.stack([high[chosen] for _, high in common.ranges]),
    )
    segments = [part.segment for part in corpus.parts]
    low, high = narrowed(segments, asked.letters, common.at[chosen], depths, sizes, known)
    return list(zip(low, high, strict=True))


def groups(
    found: Sequence[Alike],
    reader: Reader,
    known: Sequence[Group],
    asked: tuple[int, int],
    cancelled: Cancel = None,
) -> list[Group]:
    """The rows of one stretch (``asked``) from all its matches, those that lie in formulae (``known``) left
    out. All members of a row answer all of its letters: what one has not is left out there.
    """
    by_stretch = sorted(found, key=lambda one: (one.start - one.end, one.start))
    known_starts = np.array([row.start for row in known], np.int64)
    known_ends = np.array([row.end for row in known], np.int64)
    starts, ends = np.zeros((2, len(found)), np.int64)
    members: list[list[Alike]] = []
    for (start, end), same in groupby(by_stretch, key=lambda one: (one.start, one.end)):
        check(cancelled)
        if _of_formula(start, end, known_starts, known_ends, whole=(start, end) == asked):
            continue
        count = len(members)
        both, either = _together(start, end, starts[:count], ends[:count])
        coinciding = np.flatnonzero(both >= COINCIDE * either)
        others = list(same)
        if len(coinciding):
            row = int(coinciding[0])
            bounds = int(starts[row]), int(ends[row])
            fitted = _fitted(others, *bounds, reader)
            members[row] += [one for one in fitted if one is not None]
            others = [one for one, fits in zip(others, fitted, strict=True) if fits is None]
        if others:
            starts[count], ends[count] = start, end
            members.append(others)
    count = len(members)
    result = []
    for number, (start, end) in enumerate(zip(starts[:count].tolist(), ends[:count].tolist(), strict=True)):
        check(cancelled)
        inside = members[number]
        for other in np.flatnonzero((starts[:count] <= start) & (ends[:count] >= end)).tolist():
            if other != number:
                fitted = _fitted(members[other], start, end, reader)
                inside = inside + [one for one in fitted if one is not None]
        result.append(Group(start, end, tuple(_once(inside)), np.zeros(0, np.int64), 0))
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


def _fitted(members: Sequence[Alike], start: int, end: int, reader: Reader) -> list[Alike | None]:
    """What each of some matches has of the letters ``start:end``; ``None`` where it is not much the same as
    they are.
    """
    found: list[Alike | None] = []
    for one in members:
        unit, from_, to, part, row, first, _, verbatim = one
        if verbatim:
            # What is the same in more letters is the same in these.
            low, high = (start if start > from_ else from_), (end if end < to else to)
            if high - low < VERBATIM or high - low < COINCIDE * (end - start):
                found.append(None)
                continue
            at, whole = first - from_, high - low == end - start
            found.append(Alike(unit, start, end, part, row, at + low, at + high, whole))
        else:
            fits = reader.fitted(one, start, end)
            found.append(
                None
                if fits is None
                else Alike(unit, start, end, part, row, first + fits[0], first + fits[1], fits[2])
            )
    return found


def completed(
    corpus: Corpus,
    asked: Question,
    found: Sequence[Group],
    own: int | None,
    looked_up: LookedUp,
    cancelled: Cancel = None,
) -> list[Group]:
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
    lows, highs = looked_up.ranges(corpus, asked.letters, starts, sizes)
    for at, (part, low, high) in enumerate(zip(corpus.parts, lows, highs, strict=True)):
        numbers, standing = places(part.segment, low, high)
        owners = part.base + part.segment.blocks[standing >> 5].astype(np.int64)
        living = others[owners]
        columns = (each[living].tolist() for each in (numbers, standing, owners))
        for number, group in groupby(zip(*columns, strict=True), key=lambda each: int(each[0])):
            check(cancelled)
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
    ordered = sorted(members, key=_BY_ROW)
    if all(one.row != two.row for one, two in pairwise(ordered)):
        return ordered
    kept: list[Alike] = []
    for _, group in groupby(ordered, key=_BY_ROW):
        held = list(group)
        if len(held) > 1:
            here: list[Alike] = []
            for one in sorted(held, key=lambda one: (not one.verbatim, one.first - one.last, one.first)):
                if all(one.last <= other.first or other.last <= one.first for other in here):
                    here.append(one)
            held = sorted(here, key=lambda one: one.first)
        kept += held
    return kept
