"""Two texts laid beside each other: what stands in both in the same order, and what in place of what.

Runs of shingles that stand once in each text are chained, and what lies between two of them is compared
letter by letter where it is short enough. It is linear in the letters, but for texts that are torn into
thousands of pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.fold import to_text

Letters = NDArray[np.uint32]
"""The letters of a text as folded code points."""
Block = tuple[int, int, int]
"""Where it begins in the left text, in the right one, and how many letters are the same."""

SHINGLE = 8
"""Letters, a power of two: with five, every text on the subject shares shingles with every other."""
_WORTH = 0.3  # of the shorter text's letters in runs: with less it cannot come to nine tenths
_RUNS = 2000
_EXACT_GAP, _GAP = 64, 2000  # letters between runs, up to which they are compared letter by letter
_BLOCK = 4  # letters that count as the same in a long gap: single ones meet by chance
_NOISY = 16  # letters: a longer gap with little in common is another line of the page, not another word
_END = 12  # letters before the first run and behind the last that may be a title or a day
_EDGE = 4  # letters with which two texts begin or end in place of each other
_BEFORE = 6

_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROLL = np.uint64(0x100000001B3)


@dataclass(frozen=True, slots=True)
class Swap:
    """A word that stands in the place of another one, and the letters ``before`` it in the left text."""

    before: str
    left: str
    right: str


@dataclass(slots=True)
class Alignment:
    """``same``: letters that stand in both texts; ``replaced``: letters of the one with others of the other
    in their place; ``swaps``: such places where one word is replaced, in the order of the text; ``gaps``: the
    letters of both texts around these places.
    """

    same: int = 0
    replaced: int = 0
    swaps: list[Swap] = field(default_factory=list)
    gaps: list[tuple[str, str]] = field(default_factory=list)


def shingles(letters: Letters) -> NDArray[np.uint64]:
    """uint64[n - SHINGLE + 1]: a hash of the run at each of ``n`` letters, ``SHINGLE`` or more of them."""
    found = letters.astype(np.uint64)
    with np.errstate(over="ignore"):
        # Runs of two, of four, of eight: the hash of a run is that of its first half, rolled on by as many
        # letters as the second half has, and that of the second half.
        size, roll = 1, _ROLL
        while size < SHINGLE:
            found = found[:-size] * roll + found[size:]
            size, roll = 2 * size, roll * roll
        # The finaliser of splitmix64 (https://prng.di.unimi.it/splitmix64.c).
        found *= _MIX
        found ^= found >> np.uint64(30)
        found *= np.uint64(0xBF58476D1CE4E5B9)
        found ^= found >> np.uint64(27)
        found *= np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found


def align(left: Letters, right: Letters) -> Alignment:
    """Lay two texts of ``SHINGLE`` letters or more beside each other. Nothing is the same where little is."""
    result = Alignment()
    runs = _runs(left, right)
    if sum(size for _, _, size in runs) < _WORTH * min(len(left), len(right)):
        return result
    blocks = _grown(left, right, _chain(runs))
    result.same = sum(size for _, _, size in blocks)
    # Pieces of texts are quicker had than pieces of arrays made into texts, and there are hundreds of gaps.
    here, there = to_text(left), to_text(right)
    for (a, b, size), (next_a, next_b, _) in pairwise(blocks):
        _compare_gap(result, here, there, (a + size, next_a, b + size, next_b))
    _compare_ends(result, here, there, blocks)
    return result


def _runs(left: Letters, right: Letters) -> list[Block]:
    """Runs of letters in both whose shingles stand once in each, in the order of the left text."""
    (keys, places), (other_keys, other_places) = _once(left), _once(right)
    _, here, there = np.intersect1d(keys, other_keys, assume_unique=True, return_indices=True)
    a, b = places[here], other_places[there]
    if not len(a):
        return []
    order = np.argsort(a)
    a, b = a[order], b[order]
    starts = np.flatnonzero(np.concatenate(([True], (np.diff(a) != 1) | (np.diff(b) != 1))))
    sizes = np.diff(np.append(starts, len(a))) + SHINGLE - 1
    if len(starts) > _RUNS:
        longest = np.sort(np.argsort(-sizes, kind="stable")[:_RUNS])
        starts, sizes = starts[longest], sizes[longest]
    return list(zip(a[starts].tolist(), b[starts].tolist(), sizes.tolist(), strict=True))


def _once(letters: Letters) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The shingles that stand once, ascending, and where."""
    keys, places, counts = np.unique(shingles(letters), return_index=True, return_counts=True)
    return keys[counts == 1], places[counts == 1]


def _chain(runs: Sequence[Block]) -> list[Block]:
    """Those runs that follow each other in both texts, with the most letters; cut where they overlap."""
    chosen = list(runs)
    if any(one[1] >= two[1] for one, two in pairwise(runs)):
        at = np.array([run[1] for run in runs])
        best = np.array([run[2] for run in runs])
        before = np.full(len(runs), -1)
        for number in range(1, len(runs)):
            reach = np.where(at[:number] < at[number], best[:number], 0)
            last = int(np.argmax(reach))
            if reach[last]:
                best[number] += reach[last]
                before[number] = last
        chosen, number = [], int(np.argmax(best))
        while number >= 0:
            chosen.append(runs[number])
            number = int(before[number])
        chosen.reverse()
    return list(_cut(chosen))


def _cut(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without what the one before has already."""
    a_end = b_end = 0
    for a, b, size in blocks:
        over = max(a_end - a, b_end - b, 0)
        if over < size:
            a_end, b_end = a + size, b + size
            yield a + over, b + over, size - over


def _grown(left: Letters, right: Letters, blocks: list[Block]) -> list[Block]:
    """The blocks, the first and the last with what is the same before and behind, though it stands twice."""
    a, b, size = blocks[0]
    more = _same_start(left[:a][::-1], right[:b][::-1])
    blocks[0] = a - more, b - more, size + more
    a, b, size = blocks[-1]
    blocks[-1] = a, b, size + _same_start(left[a + size :], right[b + size :])
    return blocks


def _same_start(left: Letters, right: Letters) -> int:
    """How many letters both begin with."""
    most = min(len(left), len(right))
    other = np.flatnonzero(left[:most] != right[:most])
    return int(other[0]) if len(other) else most


# -- between the blocks ---------------------------------------------------------------------------

Gap = tuple[int, int, int, int]
"""From and to in the left text, from and to in the right one."""


def _compare_gap(result: Alignment, left: str, right: str, gap: Gap) -> None:
    a, a_end, b, b_end = gap
    longest, shortest = max(a_end - a, b_end - b), min(a_end - a, b_end - b)
    if not shortest:
        return
    inside = _alike(left[a:a_end], right[b:b_end]) if longest <= _GAP else []
    same = sum(size for _, _, size in inside)
    result.same += same
    places = list(_places(gap, inside))
    result.replaced += sum(min(y - x, v - u) for x, y, u, v in places)
    if longest <= _NOISY or 2 * same >= shortest:
        _note(result, left, right, gap, places)


def _compare_ends(result: Alignment, left: str, right: str, blocks: Sequence[Block]) -> None:
    """What stands before the first block and behind the last: a changed title, or something else."""
    a, b, _ = blocks[0]
    size = min(a, b, _END)
    _compare_end(result, left, right, (a - size, a, b - size, b), first=True)
    a, b = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
    size = min(len(left) - a, len(right) - b, _END)
    _compare_end(result, left, right, (a, a + size, b, b + size), first=False)


def _compare_end(result: Alignment, left: str, right: str, gap: Gap, *, first: bool) -> None:
    a, a_end, b, b_end = gap
    inside = _alike(left[a:a_end], right[b:b_end])
    same = sum(size for _, _, size in inside)
    if 2 * same < a_end - a:
        # Nothing to hold on to: a word for a word, if that is all there is.
        all_of_it = (a == 0 == b) if first else (a_end == len(left) and b_end == len(right))
        if all_of_it and a_end - a <= _EDGE:
            _note(result, left, right, gap, [gap])
        return
    result.same += same
    _note(result, left, right, gap, list(_places(gap, inside)))


def _alike(left: str, right: str) -> list[Block]:
    from rapidfuzz.distance import LCSseq

    found = LCSseq.opcodes(left, right)
    blocks = [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in found if o.tag == "equal"]
    if max(len(left), len(right)) <= _EXACT_GAP:
        return blocks
    return [block for block in blocks if block[2] >= _BLOCK]


def _places(gap: Gap, inside: Sequence[Block]) -> Iterator[Gap]:
    """Where in a gap something stands in the place of something else."""
    a, a_end, b, b_end = gap
    at_a, at_b = a, b
    for x, y, size in [*inside, (a_end - a, b_end - b, 0)]:
        if at_a < a + x and at_b < b + y:
            yield at_a, a + x, at_b, b + y
        at_a, at_b = a + x + size, b + y + size


def _note(result: Alignment, left: str, right: str, gap: Gap, places: Sequence[Gap]) -> None:
    result.gaps.append((left[gap[0] : gap[1]], right[gap[2] : gap[3]]))
    for x, y, u, v in places:
        result.swaps.append(Swap(left[max(0, x - _BEFORE) : x], left[x:y], right[u:v]))
