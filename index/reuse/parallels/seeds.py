"""Where runs of a question's letters stand in a corpus: long enough to be rare, short enough to be found.

A run that is common says little of what stands around it, and a long one is broken by the first change. So at
each letter the shortest run that is rare enough is looked up; what stands in too many documents however
long it is belongs to a formula, which is counted and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancel, Cancelled
from index.reuse.grams import Int64, Letters, narrowed, places
from index.reuse.parallels.questions import Question
from index.reuse.told import VERBATIM
from index.text.form import Bools

SHORT = 24
"""Letters: of a stretch up to here every trace is followed."""
SHORTEST_SEED, SEED = 4, 6
_SIZES = (SHORTEST_SEED, SEED, VERBATIM, 12, 16, 24, 32)
_RARE, _RARE_IN_SHORT = {SHORTEST_SEED: 40, SEED: 200}, 500
"""Occurrences of a run shorter than ``VERBATIM`` that are looked at; longer ones: see ``formula_limit``."""


def formula_limit(corpus: Corpus) -> int:
    """What stands in more documents than so many is a formula."""
    return max(20, corpus.live * 2 // 100)


@dataclass(frozen=True, slots=True)
class Seeds:
    """n places in parts of the corpus where ``size`` letters of the question stand, from letter ``at`` on.

    ``part``: the number of each. All int64[n].
    """

    part: Int64
    at: Int64
    place: Int64
    size: Int64


@dataclass(frozen=True, slots=True)
class Common:
    """Runs of ``VERBATIM`` letters that stand in more documents than the limit.

    ``at`` int64[n], ascending: where in the question; ``ranges``: their ranges in each part of the corpus.
    """

    at: Int64
    ranges: list[tuple[Int64, Int64]]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """How many letters of the question were looked up from each on (``at`` int64[n], ascending; ``depth``
    int64[n]), and their ranges in s parts: ``low``, ``high`` int64[s, n].
    """

    at: Int64
    depth: Int64
    low: Int64
    high: Int64

    def ranges(self, corpus: Corpus, letters: Letters, starts: Int64, sizes: Int64) -> tuple[Int64, Int64]:
        """The ranges of runs of the question, looked up from here on where so many are not too many."""
        numbers = np.searchsorted(self.at, starts)
        depths = self.depth[numbers]
        low, high = self.low[:, numbers], self.high[:, numbers]
        anew = depths > sizes
        depths[anew] = low[:, anew] = 0
        segments = [part.segment for part in corpus.parts]
        high[:, anew] = np.array([len(segment.suffixes) for segment in segments])[:, None]
        return narrowed(segments, letters, starts, depths, sizes, (low, high))


def seeds(
    corpus: Corpus, asked: Question, own: int | None, cancelled: Cancel
) -> tuple[Seeds, Common, LookedUp]:
    """The seeds, without those in deleted documents and row ``own``; and what is too common for any."""
    lengths = asked.ends - asked.starts
    at = np.concatenate([np.arange(*bounds) for bounds in zip(asked.starts, asked.ends, strict=True)])
    left = np.repeat(asked.ends, lengths) - at
    short = np.repeat(lengths <= SHORT, lengths)
    limit = formula_limit(corpus)
    rare_ones = _Rare(len(corpus.parts))
    formulae = Common(at[:0], [])
    others = corpus.alive.copy()
    if own is not None:
        others[own] = False
    going = np.ones(len(at), np.bool_)
    depth = np.zeros(len(at), np.int64)
    segments = [part.segment for part in corpus.parts]
    lows = np.zeros((len(segments), len(at)), np.int64)
    highs = np.repeat(np.array([len(each.suffixes) for each in segments], np.int64)[:, None], len(at), axis=1)
    looked_up = LookedUp(at, depth, lows, highs)
    if not corpus.live:
        return rare_ones.seeds(corpus, others), formulae, looked_up
    for size in _SIZES:
        check(cancelled)
        wanted = going
        if size == VERBATIM:
            # What is rare enough for a seed may still stand in more documents than the limit of few.
            wanted = going | ((highs - lows).sum(axis=0) > limit)
        chosen = np.flatnonzero(wanted & (left >= size))
        if not len(chosen):
            continue
        sizes = np.full(len(chosen), size)
        inside = lows[:, chosen], highs[:, chosen]
        low, high = narrowed(segments, asked.letters, at[chosen], depth[chosen], sizes, inside)
        lows[:, chosen], highs[:, chosen] = low, high
        bounds = list(zip(low, high, strict=True))
        depth[chosen] = size
        if size < VERBATIM:
            most = np.where(short[chosen], _RARE_IN_SHORT, _RARE[size])
            common = _occur_more(corpus, bounds, most)
        else:
            common = stand_in_more(corpus, bounds, limit)
        if size == VERBATIM:
            formulae = Common(at[chosen[common]], [(low[common], high[common]) for low, high in bounds])
            still = going[chosen]
            chosen, common = chosen[still], common[still]
            bounds = [(low[still], high[still]) for low, high in bounds]
        rare = ~common
        rare_ones.add(at[chosen[rare]], size, [(low[rare], high[rare]) for low, high in bounds])
        going[chosen[rare]] = False
    return rare_ones.seeds(corpus, others), formulae, looked_up


class _Rare:
    """Runs that are rare enough, of all sizes: where they stand is read for all of them at once."""

    def __init__(self, parts: int) -> None:
        nothing = np.zeros(0, np.int64)
        self._at, self._size = [nothing], [nothing]
        self._bounds = [[(nothing, nothing)] for _ in range(parts)]

    def add(self, at: Int64, size: int, bounds: list[tuple[Int64, Int64]]) -> None:
        """Runs of ``size`` letters, by their range in each part."""
        self._at.append(at)
        self._size.append(np.full(len(at), size))
        for held, each in zip(self._bounds, bounds, strict=True):
            held.append(each)

    def seeds(self, corpus: Corpus, others: Bools) -> Seeds:
        """Those of them in ``others``, bool[N] of the documents."""
        at, size = np.concatenate(self._at), np.concatenate(self._size)
        found = []
        for number, (part, bounds) in enumerate(zip(corpus.parts, self._bounds, strict=True)):
            low, high = (np.concatenate(each) for each in zip(*bounds, strict=True))
            numbers, place = places(part.segment, low, high)
            living = others[part.base + part.segment.blocks[place >> 5].astype(np.int64)]
            if not living.all():
                numbers, place = numbers[living], place[living]
            found.append((np.full(len(place), number), at[numbers], place, size[numbers]))
        if not found:
            return Seeds(at, at, at, at)
        return Seeds(*(np.concatenate(each) for each in zip(*found, strict=True)))


def check(cancelled: Cancel) -> None:
    """``Cancelled`` when the caller no longer wants the answer."""
    if cancelled is not None and cancelled():
        raise Cancelled


def stand_in_more(corpus: Corpus, bounds: list[tuple[Int64, Int64]], limit: int) -> Bools:
    """bool[n]: which of n runs, given by their range in each part, stand in more documents than ``limit``."""
    often = np.sum([high - low for low, high in bounds], axis=0)
    more: Bools = often > limit
    for number in np.flatnonzero(more).tolist():
        each = [(int(low[number]), int(high[number])) for low, high in bounds]
        more[number] = _documents(corpus, each, limit) > limit
    return more


def _documents(corpus: Corpus, bounds: list[tuple[int, int]], limit: int) -> int:
    """In how many living documents one run stands; beyond ``limit`` it is not counted on."""
    total = 0
    for part, (low, high) in zip(corpus.parts, bounds, strict=True):
        held = np.zeros(part.segment.D, np.bool_)
        count = 0
        for some in _slices(low, high, 4 * limit):
            held[part.segment.blocks[part.segment.suffixes[some] >> np.uint32(5)]] = True
            count = int(np.count_nonzero(held & corpus.alive[part.rows]))
            if total + count > limit:
                return total + count
        total += count
    return total


def _slices(low: int, high: int, size: int) -> Iterator[slice]:
    """From ``low`` to ``high``, a few at first and all the others then."""
    if low < high:
        yield slice(low, min(high, low + size))
    if low + size < high:
        yield slice(low + size, high)


def _occur_more(corpus: Corpus, bounds: list[tuple[Int64, Int64]], most: Int64) -> Bools:
    """bool[n]: which of n runs stand more than ``most`` times in living documents."""
    often = np.sum([high - low for low, high in bounds], axis=0)
    more: Bools = often > most
    if corpus.live < corpus.size:
        for number in np.flatnonzero(more).tolist():
            living = 0
            for part, (low, high) in zip(corpus.parts, bounds, strict=True):
                owners = part.segment.blocks[
                    part.segment.suffixes[low[number] : high[number]] >> np.uint32(5)
                ]
                living += int(np.count_nonzero(corpus.alive[part.rows][owners]))
            more[number] = living > most[number]
    return more
