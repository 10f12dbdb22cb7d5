"""Where most short runs of what is sought stand together, whatever was changed between them.

Common runs say little and cost much: the rarest are followed first, and as many as can be afforded. So what
is made of formulae only is found too, as long as it is rarer as a whole than any of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.grams import Int64, places, ranges
from index.text.form import each_once

if TYPE_CHECKING:
    from index.checking.letters import Sought
    from index.engine.corpus.corpus import Corpus
    from index.text.form import Bools

FOLLOWED = 20_000
"""Places of runs that are followed for one quotation."""
THOROUGH = 300_000
"""The same for one that is made of common runs only, where nothing was found by the rarest."""
AREAS = 96
"""Stretches of texts that are looked at closer."""
_SIZES = ((8, 2), (14, 3), (40, 4), (1 << 30, 6))
"""Of what has up to so many letters: letters of a run."""
_SHARE = 0.4
"""Of the votes of the best area, that another one must have to be looked at."""
_LEAST = 32
_PAIR = np.int64(1 << 24)
_STEPS = 300
"""Runs of one quotation that are looked up: of a long one not those at every letter."""


@dataclass(frozen=True, slots=True)
class Area:
    """Runs of ``size`` letters that stand near each other in document ``row``: letters ``at`` of what is
    sought at ``place`` of the part ``part``. Both int64[m], in order of ``place``.
    """

    part: int
    row: int
    size: int
    at: Int64
    place: Int64
    votes: int


def areas(
    corpus: Corpus, wanted: Sought, among: Bools, *, most: int = AREAS, thorough: bool = False
) -> tuple[list[Area], bool]:
    """The areas of documents of ``among`` (bool[N]) with most votes, those first; and whether common runs
    were left aside, which a ``thorough`` search follows too.
    """
    count = len(wanted)
    size = next(size for longest, size in _SIZES if count <= longest) + thorough
    starts = np.arange(count - size + 1)
    if len(starts) > _STEPS:
        starts = starts[:: -(-len(starts) // _STEPS)]
    if not len(starts) or not corpus.parts:
        return [], False
    sizes = np.full(len(starts), size)
    bounds = [ranges(part.segment, wanted.letters, starts, sizes) for part in corpus.parts]
    often = np.sum([high - low for low, high in bounds], axis=0)
    order = np.argsort(often, kind="stable")
    order = order[often[order] > 0]
    spent = np.cumsum(often[order])
    followed = THOROUGH if thorough else FOLLOWED
    chosen = np.sort(order[: max(1, int(np.searchsorted(spent, followed, side="right")))])
    reach = max(_LEAST, 4 * count)
    found: list[Area] = []
    for number, (part, (low, high)) in enumerate(zip(corpus.parts, bounds, strict=True)):
        runs, place = places(part.segment, low[chosen], high[chosen])
        row = part.base + part.segment.blocks[place >> 5].astype(np.int64)
        kept = among[row]
        at, place, row = starts[chosen[runs[kept]]], place[kept], row[kept]
        found += _areas(number, size, reach, at, place, row, most)
    found.sort(key=lambda area: -area.votes)
    best = found[0].votes if found else 0
    return [area for area in found[:most] if area.votes >= _SHARE * best], len(chosen) < len(order)


def _areas(number: int, size: int, reach: int, at: Int64, place: Int64, row: Int64, most: int) -> list[Area]:
    """Of one part: stretches of ``reach`` letters of one document, each half of which begins the next."""
    if not len(at):
        return []
    order = np.argsort(place, kind="stable")
    at, place, row = at[order], place[order], row[order]
    found: dict[tuple[int, int], Area] = {}
    for shift in (0, reach // 2):
        stretch = (place + shift) // reach
        new = np.append(True, (np.diff(stretch) != 0) | (np.diff(row) != 0))
        owner = np.cumsum(new) - 1
        # Each run of what is sought votes once.
        votes = np.bincount(each_once(owner * _PAIR + at) // _PAIR, minlength=int(owner[-1]) + 1)
        first = np.append(np.flatnonzero(new), len(at))
        best = np.argpartition(-votes, most)[:most] if len(votes) > most else np.arange(len(votes))
        for one in best.tolist():
            low, high = int(first[one]), int(first[one + 1])
            area = Area(number, int(row[low]), size, at[low:high], place[low:high], int(votes[one]))
            # The same runs seen from both halves are one area.
            key = int(place[low]), int(place[high - 1])
            found.setdefault(key, area)
    return sorted(found.values(), key=lambda area: -area.votes)[:most]
