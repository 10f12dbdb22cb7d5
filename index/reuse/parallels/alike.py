"""Stretches that may be the same, read: which of them are verbatim, which are near, which belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein, MatchingBlock

from index.engine.interface import Cancel
from index.reuse.parallels.chains import Matches
from index.reuse.parallels.growing import grown
from index.reuse.parallels.near import long_enough, near, projected
from index.reuse.parallels.questions import Question
from index.reuse.parallels.seeds import check
from index.reuse.parallels.together import (
    Stretch,
    apart,
    beside_each_other,
    covering,
    standing_alone,
    stretches_of,
    whose,
)
from index.reuse.told import ALIKE, VERBATIM

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Part


_PARTS = 12  # of one passage


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
    _ours: list[str] = field(default_factory=list)
    _theirs: dict[tuple[int, int, int], str] = field(default_factory=dict)
    _fits: dict[tuple[int, int, int, int, str], tuple[int, int, bool] | None] = field(default_factory=dict)

    def ours(self, start: int, end: int) -> str:
        """Letters of the question."""
        if not self._ours:
            self._ours.append("".join(map(chr, self.asked.letters.tolist())))
        return self._ours[0][start:end]

    def theirs(self, part: int, first: int, last: int) -> str:
        """Letters of a part, by its number. The same ones are wanted again and again."""
        place = part, first, last
        found = self._theirs.get(place)
        if found is None:
            letters = self.parts[part].segment.text[first:last].tobytes()
            found = self._theirs[place] = letters.decode("utf-16-be", "surrogatepass")
        return found

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
        alone, enough = standing_alone(found)
        # Nearly all stand alone, most of them too short to be told.
        told = found[alone & enough & exact & (size >= VERBATIM)]
        columns = (told.unit, told.start, told.end, told.part, told.document, told.first, told.last)
        rows = zip(*(column.tolist() for column in columns), repeat(True, len(told)), strict=True)
        yield from map(Alike._make, rows)
        for one in stretches_of(found[alone & enough & ~exact]):
            check(self.cancelled)
            yield from self._told(one)
        wholes: list[Stretch] = []
        for _, group in groupby(stretches_of(found[~alone & enough]), key=whose):
            check(self.cancelled)
            for beside in beside_each_other(apart(list(group)), self.cancelled):
                yield from self._read(beside, wholes)
        yield from self._filled(wholes)

    def _read(self, stretches: Sequence[Stretch], wholes: list[Stretch]) -> Iterator[Alike]:
        """Stretches beside each other: one passage with as many of them as are much the same together.

        Those of several parts are put into ``wholes``, what is told of the others is given back.
        """
        parts, rest = list(stretches[:_PARTS]), list(stretches[_PARTS:])
        while len(parts) > 1 and not self._much_the_same(parts):
            # The one without which the others are most alike is another passage.
            shares = [self._share([*parts[:at], *parts[at + 1 :]]) for at in range(len(parts))]
            rest.append(parts.pop(shares.index(max(shares))))
        if len(parts) > 1:
            wholes.append(covering(parts))
        else:
            yield from self._told(parts[0])
        for one in rest:
            yield from self._told(one)

    def _much_the_same(self, parts: Sequence[Stretch]) -> bool:
        """Whether parts are near together, in whatever order they stand."""
        whole = covering(parts)
        if not long_enough(whole.end - whole.start, whole.last - whole.first):
            return False
        return self._share(parts) >= ALIKE or near(
            self.ours(whole.start, whole.end), self.theirs(whole.part, whole.first, whole.last)
        )

    def _share(self, parts: Sequence[Stretch]) -> float:
        """How much of the longer text is the same in the parts."""
        whole = covering(parts)
        same = sum(
            part.end - part.start
            if part.exact
            else LCSseq.similarity(
                self.ours(part.start, part.end), self.theirs(part.part, part.first, part.last)
            )
            for part in parts
        )
        return same / max(whole.end - whole.start, whole.last - whole.first)

    def _filled(self, wholes: Sequence[Stretch]) -> Iterator[Alike]:
        """With what is much the same around them: what is left of a clause when others have moved."""
        if not wholes:
            return
        columns = np.array([(one.start, one.end, one.first, one.last) for one in wholes], np.int64).T
        start, end, first, last = columns
        segments, part = [part.segment for part in self.parts], np.array([one.part for one in wholes])
        bounds = grown(segments, self.asked, part, (start, end, first, last))
        for one, (start, end, first, last) in zip(wholes, np.transpose(bounds).tolist(), strict=True):
            yield self._as(one._replace(start=start, end=end, first=first, last=last), verbatim=False)

    def _told(self, stretch: Stretch) -> Iterator[Alike]:
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
            blocks = Levenshtein.opcodes(ours, theirs).as_matching_blocks()
            yield from self._pieces(stretch, [block for block in blocks if block.size])

    def _pieces(self, stretch: Stretch, blocks: Sequence[MatchingBlock]) -> Iterator[Alike]:
        """What is the same or near in a stretch that is not, given the runs of the same letters in it: two
        passages may stand as near each other as the runs of one do.
        """
        if sum(block.size for block in blocks) < VERBATIM:
            return
        head, tail = blocks[0], blocks[-1]
        piece = stretch._replace(
            start=stretch.start + head.a,
            end=stretch.start + tail.a + tail.size,
            first=stretch.first + head.b,
            last=stretch.first + tail.b + tail.size,
        )
        if len(blocks) == 1:
            yield self._as(piece, verbatim=True)
            return
        size, other = piece.end - piece.start, piece.last - piece.first
        if long_enough(size, other) and near(
            self.ours(piece.start, piece.end), self.theirs(piece.part, piece.first, piece.last)
        ):
            yield self._as(piece, verbatim=False)
            return
        between = [max(b.a - a.a - a.size, b.b - a.b - a.size) for a, b in pairwise(blocks)]
        cut = between.index(max(between)) + 1
        yield from self._pieces(stretch, blocks[:cut])
        yield from self._pieces(stretch, blocks[cut:])

    def _as(self, stretch: Stretch, *, verbatim: bool) -> Alike:
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
