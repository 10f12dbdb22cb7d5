"""Stretches that may be the same, of one document: which stand alone, and which are near each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from index.engine.interface import Cancel
from index.reuse.parallels.chains import Matches
from index.reuse.parallels.seeds import check
from index.reuse.told import GAP, VERBATIM
from index.text.form import Bools

_BLOCK = 128  # letters of both
_ODD = 4  # letters beside a run that say nothing
_FAR = 34  # bits of a place and what is near it


class Stretch(NamedTuple):
    """One of ``Matches``."""

    document: int
    unit: int
    start: int
    end: int
    first: int
    last: int
    same: int
    part: int
    exact: bool


whose = itemgetter(0, 1)
"""The document and the stretch asked for."""


def stretches_of(found: Matches) -> Iterator[Stretch]:
    """Matches one by one."""
    columns = (*(getattr(found, name).tolist() for name in Matches.__slots__), found.exact.tolist())
    return map(Stretch._make, zip(*columns, strict=True))


def standing_alone(found: Matches) -> tuple[Bools, Bools]:
    """bool[n] both: what is too far in the other text from all others of its document and stretch to belong
    to any; and what has enough letters of it to be told, with all others.
    """
    count = len(found)
    another = (np.diff(found.document) != 0) | (np.diff(found.unit) != 0)
    owner = np.cumsum(np.append(True, another)[:count]) - 1
    several = np.bincount(owner, minlength=1) > 1
    enough = ~several[owner] | (np.bincount(owner, found.same)[owner] >= VERBATIM)
    reach = found.same + _ODD
    # Those of one owner begin behind all of the one before.
    begin, end = (owner << _FAR) + found.first - reach, (owner << _FAR) + found.last + reach
    order = np.argsort(begin, kind="stable")
    begin, reached = begin[order], np.maximum.accumulate(end[order])
    apart = np.append(True, begin[1:] > reached[:-1])[:count]
    alone = np.empty(count, np.bool_)
    alone[order] = apart & np.append(apart[1:], True)[:count]
    return alone, enough


def covering(parts: Sequence[Stretch]) -> Stretch:
    """What parts reach over."""
    return parts[0]._replace(
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
        first=min(part.first for part in parts),
        last=max(part.last for part in parts),
        exact=False,
    )


def apart(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Of those that are mostly the same on both sides the one with the most letters; by ``start``."""
    kept: list[Stretch] = []
    # What has more than half of a stretch holds its middle: only what reaches into that block is looked at.
    blocks: dict[tuple[int, int], list[Stretch]] = {}
    for one in sorted(stretches, key=lambda s: (-s.same, s.start, s.first)):
        middle = (one.start + one.end) // 2 // _BLOCK, (one.first + one.last) // 2 // _BLOCK
        if any(
            2 * _overlap(one.start, one.end, other.start, other.end) > one.end - one.start
            and 2 * _overlap(one.first, one.last, other.first, other.last) > one.last - one.first
            for other in blocks.get(middle, ())
        ):
            continue
        kept.append(one)
        for ours in range(one.start // _BLOCK, one.end // _BLOCK + 1):
            for theirs in range(one.first // _BLOCK, one.last // _BLOCK + 1):
                blocks.setdefault((ours, theirs), []).append(one)
    return sorted(kept, key=lambda s: (s.start, s.first))


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return min(end, other_end) - max(start, other_start)


def beside_each_other(stretches: Sequence[Stretch], cancelled: Cancel) -> list[list[Stretch]]:
    """Those that stand near each other in both texts, whatever their order; in each the largest first."""
    return [group for some in _within_reach(stretches) for group in _grouped(some, cancelled)]


def _within_reach(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Those that may belong together, as far as the other text tells: in a long one few of them do."""
    some: list[Stretch] = []
    reached = 0
    for one in sorted(stretches, key=lambda s: (s.first - s.same, s.start)):
        reach = one.same + _ODD
        if some and one.first - reach > reached:
            yield some
            some = []
        reached = max(reached, one.last + reach) if some else one.last + reach
        some.append(one)
    if some:
        yield some


def _grouped(stretches: Sequence[Stretch], cancelled: Cancel) -> list[list[Stretch]]:
    groups: list[list[Stretch]] = []
    rest = sorted(stretches, key=lambda s: (-s.same, s.start, s.first))
    while rest:
        check(cancelled)
        one = rest.pop(0)
        group, same = [one], one.same
        # How far each of the rest is from the group in both texts; those that are of it once more are not.
        away = [(other, *gaps) for other in rest if (gaps := _away(one, other)) is not None]
        while True:
            at = next(
                (
                    at
                    for at, (other, ours, theirs) in enumerate(away)
                    if max(ours, theirs) <= _most_between(same, other.same)
                ),
                None,
            )
            if at is None:
                break
            one = away.pop(at)[0]
            group.append(one)
            same += one.same
            away = [
                (other, min(ours, gaps[0]), min(theirs, gaps[1]))
                for other, ours, theirs in away
                if (gaps := _away(one, other)) is not None
            ]
        taken = set(map(id, group))
        rest = [other for other in rest if id(other) not in taken]
        groups.append(group)
    return groups


def _most_between(same: int, other: int) -> int:
    """Letters between two stretches of one passage that have so many in common: more where both are long. A
    short one far from a long one would bring more that is other than the same.
    """
    return min(max(GAP, (same + other) // 3), min(same, other) + _ODD)


def _away(one: Stretch, other: Stretch) -> tuple[int, int] | None:
    """Letters between two stretches in both texts; ``None`` where the other one is mostly of the first."""
    _, _, start, end, first, last, *_ = one
    _, _, other_start, other_end, other_first, other_last, *_ = other
    ours = (start if start > other_start else other_start) - (end if end < other_end else other_end)
    theirs = (first if first > other_first else other_first) - (last if last < other_last else other_last)
    if ours < 0 or theirs < 0:
        small = min(other_end - other_start, other_last - other_first) // 2
        if -ours > small or -theirs > small:
            return None
    return ours, theirs
