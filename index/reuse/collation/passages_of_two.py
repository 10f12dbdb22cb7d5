"""The passages that a paragraph of one text and a paragraph of another have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Span
from index.reuse.collation.meeting import RUN, blocks_of, row_of_runs
from index.reuse.differences.blocks import Block, chained, common_runs, filled_out
from index.reuse.differences.differences import compared
from index.reuse.differences.letters import Wording
from index.reuse.model import Difference, Relation
from index.reuse.told import ALIKE, GAP, NEAR, VERBATIM

_WHOLE = 0.8  # of the letters of two paragraphs in common: they are one passage
_SMALL_GAP = 8  # where the runs are those of two letters
_FILLED = 80  # letters between two runs that are looked at for shorter ones
_END = 12  # letters before the first run and behind the last one
_WORD = 3  # letters that say nothing at an end, where a clause ends beside them
_CHANCE = 2  # letters in common there that say nothing
_HELD = 4  # letters of one run at least in a passage of such runs
_PART = 2  # a longer gap is bridged by runs of so many times its letters on either side
_CLAUSE = 6  # letters by which a reworded passage is taken to the end of its clause
_ROUNDS = 20  # in which parts of a paragraph that have changed places are found
_RECTANGLE = 40_000  # pairs of letters between two passages that are looked at again


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage by the letters of both texts."""

    left: Span
    right: Span
    relation: Relation
    similarity: float
    differences: tuple[Difference, ...]


class Side:
    """The letters of a text; ``blank`` takes the place of those that are in a passage already."""

    def __init__(self, wording: Wording, blank: str) -> None:
        self.wording = wording
        self.free = list(wording.letters)
        self._blank = blank

    def take(self, start: int, end: int) -> None:
        """These letters are in a passage."""
        self.free[start:end] = [self._blank] * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether none of these letters is in a passage."""
        return self._blank not in self.free[start:end]

    def text(self, start: int, end: int) -> str:
        """These letters, blanks where they are in a passage."""
        return "".join(self.free[start:end])

    def clause(self, at: int, farthest: int) -> int:
        """The end of the clause that ``at`` is in, on the way to ``farthest``."""
        step = 1 if farthest > at else -1
        while at != farthest and not self.wording.stops[at]:
            at += step
        return at

    def part(self, start: int, end: int) -> Wording:
        """The wording of a stretch of the letters."""
        held = self.wording
        stops = held.stops[start : end + 1].copy()
        stops[0] = stops[-1] = True
        offsets = held.offsets[start:end]
        return Wording(held.letters[start:end], offsets, stops, Span(int(offsets[0]), int(offsets[-1]) + 1))


class Paragraphs:
    """A paragraph of each text, by the ranges of their letters."""

    def __init__(self, left: Side, right: Side, here: tuple[int, int], there: tuple[int, int]) -> None:
        self._left, self._right = left, right
        self._here, self._there = here, there

    def shared(self, points: Sequence[tuple[int, int]]) -> list[Shared]:
        """The passages at these points, then those between them; each is taken as it is found."""
        found = list(self._along(points))
        return [*found, *self._within(sorted(found, key=lambda shared: shared.left))]

    def _along(self, points: Sequence[tuple[int, int]]) -> Iterator[Shared]:
        for _ in range(_ROUNDS):
            row = row_of_runs([point for point in points if self._starts(*point)])
            blocks = self._grown(blocks_of(row))
            found = list(self._passages(list(self._filled(blocks)), GAP, RUN))
            yield from found
            if not found:
                return

    def _starts(self, a: int, b: int) -> bool:
        return self._left.is_free(a, a + RUN) and self._right.is_free(b, b + RUN)

    def _grown(self, blocks: Sequence[Block]) -> list[Block]:
        left, right = self._left.text(*self._here), self._right.text(*self._there)
        a, b = self._here[0], self._there[0]
        local = [(x - a, y - b, size) for x, y, size in blocks]
        return [(x + a, y + b, size) for x, y, size in filled_out(left, right, local)]

    def _filled(self, blocks: list[Block]) -> Iterator[Block]:
        """The blocks with shorter ones between them, and with those next to either end of a row of them."""
        a, b = self._here[0], self._there[0]
        for number, (x, y, size) in enumerate(blocks):
            wide = max(x - a, y - b) > _FILLED
            if number and not wide:
                yield from self._short(a, x, b, y)
            elif wide or number == 0:
                if number:
                    yield from self._behind(a, x, b, y)
                yield from self._before(a, x, b, y)
            yield x, y, size
            a, b = x + size, y + size
        if blocks:
            yield from self._behind(a, self._here[1], b, self._there[1])

    def _before(self, a: int, x: int, b: int, y: int) -> list[Block]:
        # A reworded beginning belongs to the passage, another sentence does not.
        found = self._short(
            self._left.clause(x, max(a, x - _END)), x, self._right.clause(y, max(b, y - _END)), y
        )
        return [block for block in found if block[2] > _CHANCE][-1:]

    def _behind(self, a: int, x: int, b: int, y: int) -> list[Block]:
        found = self._short(
            a, self._left.clause(a, min(x, a + _END)), b, self._right.clause(b, min(y, b + _END))
        )
        return [block for block in found if block[2] > _CHANCE][:1]

    def _short(self, a: int, x: int, b: int, y: int) -> list[Block]:
        """The runs in common of letters ``a`` to ``x`` and ``b`` to ``y``, in the order of both."""
        here, there = self._left.text(a, x), self._right.text(b, y)
        found = filled_out(here, there, chained(common_runs(here, there)))
        return [(at + a, other + b, size) for at, other, size in found]

    def _within(self, found: list[Shared]) -> Iterator[Shared]:
        """Passages without a longer run in common, between those that there are."""
        if not found:
            return
        a, b = self._here[0], self._there[0]
        ends = Span(self._here[1], self._here[1]), Span(self._there[1], self._there[1])
        for left, right in [*((shared.left, shared.right) for shared in found), ends]:
            size, other = left.start - a, right.start - b
            if min(size, other) >= NEAR and size * other <= _RECTANGLE:
                blocks = self._short(a, left.start, b, right.start)
                yield from self._passages(blocks, _SMALL_GAP, _HELD)
            a, b = max(a, left.end), max(b, right.end)

    def _passages(self, blocks: list[Block], gap: int, held: int) -> Iterator[Shared]:
        for group in _grouped(blocks, gap):
            yield from self._judged(self._without_strays(group), held)

    def _without_strays(self, group: list[Block]) -> list[Block]:
        """The group without words of other clauses at its ends: 安全底线。落实 has nothing of 安全。健全."""
        first, last = 0, len(group)
        while last - first > 1 and self._is_stray(group[first], group[first], group[first + 1]):
            first += 1
        while last - first > 1 and self._is_stray(group[last - 1], group[last - 2], group[last - 1]):
            last -= 1
        return group[first:last]

    def _is_stray(self, block: Block, one: Block, two: Block) -> bool:
        """Whether a block at an end is a word, and as much of a clause that ends is another beside it."""
        size = block[2]
        if size > _WORD or _between(one, two) < size:
            return False
        return any(
            bool(side.wording.stops[at + one[2] : next_at + 1].any())
            for side, at, next_at in ((self._left, one[0], two[0]), (self._right, one[1], two[1]))
        )

    def _judged(self, group: list[Block], held: int) -> Iterator[Shared]:
        """The group as one passage, or where it is not similar enough, its two parts apart."""
        if max(size for _, _, size in group) < held:
            return
        if len(group) == 1 and group[0][2] < VERBATIM:
            return
        if shared := self._passage(group):
            yield shared
        elif len(group) > 1:
            widest = max(range(1, len(group)), key=lambda at: (_between(group[at - 1], group[at]), -at))
            yield from self._judged(group[:widest], held)
            yield from self._judged(group[widest:], held)

    def _passage(self, group: list[Block]) -> Shared | None:
        first, last = group[0], group[-1]
        tight = first[0], last[0] + last[2], first[1], last[1] + last[2]
        same = sum(size for _, _, size in group)
        for a, a_end, b, b_end in self._reaches(tight, same):
            if not (self._left.is_free(a, a_end) and self._right.is_free(b, b_end)):
                continue
            found = compared(self._left.part(a, a_end), self._right.part(b, b_end))
            if found[0] == "near" and (found[1] < ALIKE or min(a_end - a, b_end - b) < NEAR):
                continue
            self._left.take(a, a_end)
            self._right.take(b, b_end)
            return Shared(Span(a, a_end), Span(b, b_end), *found)
        return None

    def _reaches(self, tight: tuple[int, int, int, int], same: int) -> Iterator[tuple[int, int, int, int]]:
        """How far the passage may reach, the farthest first: both paragraphs, whole clauses, its own runs."""
        whole = *self._here, *self._there
        letters = whole[1] - whole[0] + whole[3] - whole[2]
        if 2 * same >= _WHOLE * letters and whole != tight:
            yield whole
        to_clauses = *self._clause(tight[0], tight[2], -1), *self._clause(tight[1], tight[3], 1)
        clauses = to_clauses[0], to_clauses[2], to_clauses[1], to_clauses[3]
        length = min(tight[1] - tight[0], tight[3] - tight[2])
        if clauses != tight and length >= 2 * _CLAUSE:
            yield clauses
        yield tight

    def _clause(self, a: int, b: int, step: int) -> tuple[int, int]:
        """The end of the clause of both sides, if it is near on both."""
        ends = []
        for side, at, bounds in ((self._left, a, self._here), (self._right, b, self._there)):
            stops = side.wording.stops
            moved = 0
            while moved <= _CLAUSE and not stops[at] and bounds[0] < at < bounds[1]:
                at += step
                moved += 1
            if not moved or moved > _CLAUSE:
                return a, b
            ends.append(at)
        return ends[0], ends[1]


def _between(one: Block, two: Block) -> int:
    return max(two[0] - one[0] - one[2], two[1] - one[1] - one[2])


def _grouped(blocks: list[Block], gap: int) -> list[list[Block]]:
    """The blocks by passage: near each other, or with much more in common on both sides than between."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _between(groups[-1][-1], block) <= gap:
            groups[-1].append(block)
        else:
            groups.append([block])
    joined: list[list[Block]] = []
    for group in groups:
        if joined:
            least = min(sum(block[2] for block in each) for each in (joined[-1], group))
            if _PART * _between(joined[-1][-1], group[0]) <= least:
                joined[-1] += group
                continue
        joined.append(list(group))
    return joined
