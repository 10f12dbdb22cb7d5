"""Levels: numbers of documents in steps, from the fewest that a family has on.

Runs of what is common are looked at level by level, so that one document more or less changes little: what
20 documents say is on the same level as what 21 say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.reuse import grams
from index.reuse.reuse_map import MOST, SIZE, Int64, ReuseMap, whole
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.reuse.grams import Letters

Levels = NDArray[np.uint8]
"""A level for each place of a segment: 0 where too few documents have the gram there, or none begins."""

EVERY, STEP = 10, 1.25
"""Numbers of documents up to the first are looked at each by itself, then in steps of so much more."""


def values(minimum: int) -> list[int]:
    """The number of documents that each level begins with, 0 for level 0."""
    found = [0]
    level = minimum
    while level <= MOST:
        found.append(level)
        level = level + 1 if level < EVERY else int(level * STEP)
    return found


def levels_of(documents: Int64 | ReuseMap, minimum: int) -> Levels:
    """The level of each number of documents."""
    table = np.searchsorted(values(minimum), np.arange(MOST + 1), side="right") - 1
    found: Levels = table.astype(np.uint8)[np.minimum(documents, MOST)]
    return found


def follow(
    corpus: Corpus,
    counted: Bools,
    levels: Sequence[Levels],
    texts: Sequence[Letters],
    minimum: int,
    near: tuple[int, int],
) -> Int64:
    """Bring levels up to date after documents with these letters have come or gone: the levels of all their
    grams are set anew, wherever these stand in documents that are ``counted`` (bool[N]).

    Returns the rows of documents where a level has changed within so many places of one that is as high as
    ``near``: (level, places), before or after the change.
    """
    letters, starts = _grams(texts)
    sizes = np.full(len(starts), SIZE)
    lookups = [grams.ranges(part.segment, letters, starts, sizes) for part in corpus.parts]
    total = sum((high - low for low, high in lookups), np.zeros(len(starts), np.int64))
    touched: list[Int64] = []
    for some in grams.in_parts(total):
        count = len(starts[some])
        found: list[tuple[Int64, Int64]] = []
        pairs: list[Int64] = []
        for part, (low, high) in zip(corpus.parts, lookups, strict=True):
            numbers, places = grams.places(part.segment, low[some], high[some])
            rows = part.segment.blocks[places >> 5].astype(np.int64) + part.base
            chosen = counted[rows]
            chosen[chosen] = whole(part.segment, places[chosen])
            found.append((numbers[chosen], places[chosen]))
            pairs.append((numbers[chosen] << 32) | rows[chosen])
        distinct = np.unique(np.concatenate(pairs))
        reached = levels_of(np.bincount(distinct >> 32, minlength=count), minimum)
        for part, each, (numbers, places) in zip(corpus.parts, levels, found, strict=True):
            others = reached[numbers] != each[places]
            numbers, places = numbers[others], places[others]
            before = _high(each, places, near)
            each[places] = reached[numbers]
            at = places[before | _high(each, places, near)]
            touched.append(part.segment.blocks[at >> 5].astype(np.int64) + part.base)
    return np.unique(np.concatenate(touched)) if touched else np.zeros(0, np.int64)


def _high(levels: Levels, places: Int64, near: tuple[int, int]) -> Bools:
    """Which of these places have one as high beside them."""
    level, reach = near
    if level <= 1:
        return np.ones(len(places), np.bool_)
    found = np.zeros(len(places), np.bool_)
    for away in range(-reach, reach + 1):
        found |= levels[np.clip(places + away, 0, len(levels) - 1)] >= level
    return found


def _grams(texts: Sequence[Letters]) -> tuple[Letters, Int64]:
    """The grams of texts, each once: their letters, and where each begins among these."""
    found = [np.lib.stride_tricks.sliding_window_view(text, SIZE) for text in texts if len(text) >= SIZE]
    if not found:
        return np.zeros(0, np.uint16), np.zeros(0, np.int64)
    every = np.ascontiguousarray(np.concatenate(found))
    distinct = np.unique(every.view(np.dtype((np.void, every.itemsize * SIZE))).ravel())
    return distinct.view(np.uint16), np.arange(len(distinct)) * SIZE
