"""Clauses and members of an enumeration that stand in both wordings, but in another order."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from index.reuse.differences.blocks import Block
from index.reuse.differences.letters import Wording

_SHORTEST = 2  # letters of a member
_ANYWHERE = 8  # letters of a clause that is the same wherever it stands
_REACH = 20  # letters a shorter one may move, for each that it has: 同时 stands by chance in both


def reordered(left: Wording, right: Wording) -> list[Block]:
    """The members that have left their place among the others, as few letters as possible.

    Of those that stand once in each wording between the same kind of stops.
    """
    here, there = _members(left), _members(right)
    common = [(a, there[text], len(text)) for text, a in here.items() if text in there]
    kept = _heaviest_row(common)
    return [
        (a, b, size)
        for a, b, size in common
        if (a, b, size) not in kept and (size >= _ANYWHERE or abs(a - b) <= _REACH * size)
    ]


def without(side: Wording, stretches: list[tuple[int, int]]) -> tuple[Wording, list[int]]:
    """The wording with ``stretches`` (in order) taken out, and the places in it where they were."""
    if not stretches:
        return side, []
    kept = np.ones(len(side.letters), np.bool_)
    cuts: list[int] = []
    gone = 0
    for start, end in stretches:
        kept[start:end] = False
        cuts.append(start - gone)
        gone += end - start
    letters = "".join(side.letters[at] for at in np.flatnonzero(kept).tolist())
    # What moves stands between stops: so does what closes up behind it.
    stops = np.append(side.stops[:-1][kept], True)
    if len(stops) > 1:
        stops[cuts] = True
    return Wording(letters, side.offsets[kept], stops, side.span), cuts


def _members(side: Wording) -> dict[str, int]:
    """What stands once between two stops, with its place."""
    places: dict[str, int] = {}
    ends = np.flatnonzero(side.stops).tolist()
    for start, end in pairwise(ends):
        if end - start >= _SHORTEST:
            text = side.letters[start:end]
            places[text] = -1 if text in places else start
    return {text: at for text, at in places.items() if at >= 0}


def _heaviest_row(common: list[Block]) -> set[Block]:
    """Those in the order of both with the most letters in all; the first of several such rows."""
    if all(one[1] < two[1] for one, two in pairwise(common)):
        return set(common)
    weights: list[int] = []
    before: list[int] = []
    for number, (_, b, size) in enumerate(common):
        earlier = [other for other in range(number) if common[other][1] < b]
        last = max(earlier, key=weights.__getitem__, default=-1)
        weights.append(size + (weights[last] if last >= 0 else 0))
        before.append(last)
    number = max(range(len(common)), key=weights.__getitem__, default=-1)
    row: set[Block] = set()
    while number >= 0:
        row.add(common[number])
        number = before[number]
    return row
