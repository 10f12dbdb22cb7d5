"""Stretches that may be the same, read: which of them are verbatim, which are near, which belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from index.engine.interface import Cancel
from index.reuse.parallels.chains import Matches
from index.reuse.parallels.growing import grown
from index.reuse.parallels.questions import Question
from index.reuse.parallels.seeds import check
from index.reuse.told import ALIKE, GAP, NEAR, VERBATIM

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Part


_CLAUSE = 4  # letters of one that has moved
_PARTS = 12  # of one passage
_BLOCK = 128  # letters of both
_ODD = 4  # letters beside a run that say nothing


class Alike(NamedTuple):
    """Letters ``start:end`` of the question say the same as places ``first:last`` of a part.

    ``part``: its number; ``row``: the document in the corpus; ``unit``: the stretch asked for.
    """

    unit: int
    start: int
    end: int
    part: int
    row: int
    first: int
    last: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads letters of the question and of the parts of a corpus."""

    asked: Question
    parts: Sequence[Part]
    cancelled: Cancel = None
    _fits: dict[tuple[int, int, int, int, str], tuple[int, int, bool] | None] = field(default_factory=dict)

    def ours(self, start: int, end: int) -> str:
        """Letters of the question."""
        return self.asked.letters[start:end].astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")

    def theirs(self, part: int, first: int, last: int) -> str:
        """Letters of a part, by its number."""
        return self.parts[part].segment.text[first:last].tobytes().decode("utf-16-be", "surrogatepass")

    def fitted(self, one: Alike, start: int, end: int) -> tuple[int, int, bool] | None:
        """What one that is near has of the letters ``start:end``, from its first letter on, and whether that
        is the same; ``None`` where it is not much the same. What many say is looked at once.
        """
        theirs = self.theirs(one.part, one.first, one.last)
        key = one.start, one.end, start, end, theirs
        if key not in self._fits:
            self._fits[key] = self._fit(one, start, end, theirs)
        return self._fits[key]

    def _fit(self, one: Alike, start: int, end: int, theirs: str) -> tuple[int, int, bool] | None:
        low, high = max(start, one.start), min(end, one.end)
        place: tuple[int, int] | None = (0, len(theirs))
        if (low, high) != (one.start, one.end):
            place = projected(self.ours(one.start, one.end), theirs, low - one.start, high - one.start)
        if place is None:
            return None
        ours, theirs = self.ours(start, end), theirs[place[0] : place[1]]
        same = ours == theirs
        if not same and not (long_enough(len(ours), len(theirs)) and near(ours, theirs)):
            return None
        return *place, same

    def alike(self, found: Matches) -> Iterator[Alike]:
        """What is told of matches."""
        exact, size = found.exact, found.end - found.start
        owner = np.append(True, (np.diff(found.document) != 0) | (np.diff(found.unit) != 0))[: len(found)]
        alone = owner & np.append(owner[1:], True)[: len(found)]
        # Nearly all stand alone, most of them too short to be told.
        several = ~(alone & exact)
        told = found[alone & exact & (size >= VERBATIM)]
        columns = (told.unit, told.start, told.end, told.part, told.document, told.first, told.last)
        for each in zip(*(column.tolist() for column in columns), strict=True):
            yield Alike._make((*each, True))
        some = found[several]
        wholes: list[_Stretch] = []
        rows = zip(
            *(getattr(some, name).tolist() for name in Matches.__slots__), some.exact.tolist(), strict=True
        )
        for _, group in groupby(rows, key=lambda row: row[:2]):
            check(self.cancelled)
            matches = [_Stretch(*row) for row in group]
            if len(matches) == 1:
                yield from self._told(matches[0])
            elif sum(match.same for match in matches) >= VERBATIM:
                for together in _together(_apart(matches), self.cancelled):
                    yield from self._read(together, wholes)
        yield from self._filled(wholes)

    def _read(self, stretches: Sequence[_Stretch], wholes: list[_Stretch]) -> Iterator[Alike]:
        """Stretches beside each other: one passage with as many of them as are much the same together.

        Those of several parts are put into ``wholes``, what is told of the others is given back.
        """
        parts, rest = list(stretches[:_PARTS]), list(stretches[_PARTS:])
        while len(parts) > 1 and not self._much_the_same(parts):
            # The one without which the others are most alike is another passage.
            shares = [self._share([*parts[:at], *parts[at + 1 :]]) for at in range(len(parts))]
            rest.append(parts.pop(shares.index(max(shares))))
        if len(parts) > 1:
            wholes.append(_whole(parts))
        else:
            yield from self._told(parts[0])
        for one in rest:
            yield from self._told(one)

    def _much_the_same(self, parts: Sequence[_Stretch]) -> bool:
        """Whether parts are near together, in whatever order they stand."""
        whole = _whole(parts)
        if not long_enough(whole.end - whole.start, whole.last - whole.first):
            return False
        return self._share(parts) >= ALIKE or near(
            self.ours(whole.start, whole.end), self.theirs(whole.part, whole.first, whole.last)
        )

    def _share(self, parts: Sequence[_Stretch]) -> float:
        """How much of the longer text is the same in the parts."""
        whole = _whole(parts)
        same = sum(
            part.end - part.start
            if part.exact
            else LCSseq.similarity(
                self.ours(part.start, part.end), self.theirs(part.part, part.first, part.last)
            )
            for part in parts
        )
        return same / max(whole.end - whole.start, whole.last - whole.first)

    def _filled(self, wholes: Sequence[_Stretch]) -> Iterator[Alike]:
        """With what is much the same around them: what is left of a clause when others have moved."""
        if not wholes:
            return
        columns = np.array([(one.start, one.end, one.first, one.last) for one in wholes], np.int64).T
        start, end, first, last = columns
        segments, part = [part.segment for part in self.parts], np.array([one.part for one in wholes])
        bounds = grown(segments, self.asked, part, (start, end, first, last))
        for one, (start, end, first, last) in zip(wholes, np.transpose(bounds).tolist(), strict=True):
            yield self._as(one._replace(start=start, end=end, first=first, last=last), verbatim=False)

    def _told(self, stretch: _Stretch) -> Iterator[Alike]:
        """One stretch: verbatim, near, or what is verbatim in it."""
        size, other = stretch.end - stretch.start, stretch.last - stretch.first
        if stretch.exact:
            if size >= VERBATIM:
                yield self._as(stretch, verbatim=True)
            return
        ours = self.ours(stretch.start, stretch.end)
        theirs = self.theirs(stretch.part, stretch.first, stretch.last)
        if ours == theirs:
            if size >= VERBATIM:
                yield self._as(stretch, verbatim=True)
        elif long_enough(size, other) and near(ours, theirs):
            yield self._as(stretch, verbatim=False)
        else:
            for ours_at, theirs_at, length in Levenshtein.opcodes(ours, theirs).as_matching_blocks():
                if length >= VERBATIM:
                    at, place = stretch.start + ours_at, stretch.first + theirs_at
                    run = stretch._replace(
                        start=at, end=at + length, first=place, last=place + length, same=length, exact=True
                    )
                    yield self._as(run, verbatim=True)

    def _as(self, stretch: _Stretch, *, verbatim: bool) -> Alike:
        return Alike(
            stretch.unit,
            stretch.start,
            stretch.end,
            stretch.part,
            stretch.document,
            stretch.first,
            stretch.last,
            verbatim,
        )


class _Stretch(NamedTuple):
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


def _whole(parts: Sequence[_Stretch]) -> _Stretch:
    """What parts reach over."""
    return parts[0]._replace(
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
        first=min(part.first for part in parts),
        last=max(part.last for part in parts),
        exact=False,
    )


def _apart(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Of those that are mostly the same on both sides the one with the most letters; by ``start``."""
    kept: list[_Stretch] = []
    # What has more than half of a stretch holds its middle: only what reaches into that block is looked at.
    blocks: dict[tuple[int, int], list[_Stretch]] = {}
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


def _together(stretches: Sequence[_Stretch], cancelled: Cancel) -> list[list[_Stretch]]:
    """Those that stand near each other in both texts, whatever their order; in each the largest first."""
    return [group for some in _within_reach(stretches) for group in _grouped(some, cancelled)]


def _within_reach(stretches: Sequence[_Stretch]) -> Iterator[list[_Stretch]]:
    """Those that may belong together, as far as the other text tells: in a long one few of them do."""
    some: list[_Stretch] = []
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


def _grouped(stretches: Sequence[_Stretch], cancelled: Cancel) -> list[list[_Stretch]]:
    groups: list[list[_Stretch]] = []
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


def _away(one: _Stretch, other: _Stretch) -> tuple[int, int] | None:
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


@lru_cache(maxsize=4096)
def _blocks(ours: str, theirs: str) -> tuple[tuple[int, int, int], ...]:
    """Runs of letters that stand in both: where in each, and how many."""
    return tuple((block.a, block.b, block.size) for block in Indel.opcodes(ours, theirs).as_matching_blocks())


def projected(ours: str, theirs: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch of ``theirs`` that answers ``ours[start:end]``; ``None``: there is none."""
    begin = stop = None
    for at, there, size in _blocks(ours, theirs):
        low, high = max(start, at), min(end, at + size)
        if low < high:
            if begin is None:
                begin = there + low - at
            stop = there + high - at
    if begin is None or stop is None:
        return None
    return begin, stop


def long_enough(size: int, other: int) -> bool:
    """Whether wordings of so many letters are told when they are not the same."""
    return max(size, other) >= NEAR and min(size, other) >= VERBATIM


@lru_cache(maxsize=4096)
def near(ours: str, theirs: str) -> bool:
    """Whether two wordings are much the same; clauses may stand in another order."""
    if Levenshtein.normalized_similarity(ours, theirs, score_cutoff=ALIKE) >= ALIKE:
        return True
    longer = max(len(ours), len(theirs))
    if (Counter(ours) & Counter(theirs)).total() < ALIKE * longer:
        return False
    same = moved = 0
    blocks = [block for block in Indel.opcodes(ours, theirs).as_matching_blocks() if block.size > 1]
    same = sum(block.size for block in blocks)
    rest, other = (
        _outside(ours, [(b.a, b.size) for b in blocks]),
        _outside(theirs, [(b.b, b.size) for b in blocks]),
    )
    moved = _moved(rest, other)
    return same + moved >= ALIKE * longer


def _outside(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """What is left of a text between stretches (start, size)."""
    ends = [0, *(start + size for start, size in taken)]
    starts = [*(start for start, _ in taken), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True) if end < start]


def _moved(rest: Sequence[str], other: Sequence[str]) -> int:
    """Letters of clauses that stand in both, each in what is left of one place."""
    found = 0
    theirs = list(other)
    for piece in sorted(rest, key=len, reverse=True):
        best = max(
            ((LCSseq.similarity(piece, there), -at) for at, there in enumerate(theirs)), default=(0, 0)
        )
        if best[0] >= _CLAUSE:
            found += best[0]
            del theirs[-best[1]]
    return found
