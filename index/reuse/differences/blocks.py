"""The letters that two wordings have in common in the same order: few long runs rather than many letters.

What a reader calls the same is a word or more. A longest common subsequence finds more letters, but single
ones that meet by chance; here a run is worth its letters less one, so that single letters are worth nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

Block = tuple[int, int, int]
"""Where it begins in the left letters, in the right ones, and how many letters are the same."""

_LEAST = 2  # letters of a run
_SMALL = 40_000  # pairs of letters: up to here every run of two letters is weighed
_ANCHORS = (8, 4)  # letters that stand once in each: what larger stretches are held together by
_OFTEN = 8  # places of one pair of letters
_MOST = 160  # runs that are weighed: their number goes in squared
_OPENING = 1.2  # letters that a run must be longer than to be worth anything
_SHIFT, _SHIFTED = 0.01, 0.5  # what it costs a run to stand farther from the last one in one text


def blocks(left: str, right: str) -> list[Block]:
    """The common runs of both in order; none touch in both, so that there is an edit between any two."""
    least = min(len(left), len(right))
    before = _same(left, right, least)
    after = _same(left[::-1], right[::-1], least - before)
    inner = _between(
        left[before : len(left) - after], right[before : len(right) - after], (before, before), 0
    )
    found = [(0, 0, before), *inner, (len(left) - after, len(right) - after, after)]
    return list(_joined(block for block in found if block[2]))


def _same(left: str, right: str, most: int) -> int:
    """With how many letters both begin."""
    if left[:most] == right[:most]:
        return most
    return next(at for at in range(most) if left[at] != right[at])


def _joined(found: Iterator[Block]) -> Iterator[Block]:
    last: Block | None = None
    for block in found:
        if last and last[0] + last[2] == block[0] and last[1] + last[2] == block[1]:
            last = last[0], last[1], last[2] + block[2]
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _between(left: str, right: str, at: tuple[int, int], level: int) -> list[Block]:
    """The runs of two stretches that begin at ``at``; large ones are held together by anchors first."""
    if min(len(left), len(right)) < _LEAST:
        return []
    if len(left) * len(right) <= _SMALL or level == len(_ANCHORS):
        found = chained(common_runs(left, right))
        return [(a + at[0], b + at[1], size) for a, b, size in filled_out(left, right, found)]
    anchored = filled_out(left, right, _anchored(left, right, _ANCHORS[level]))
    result: list[Block] = []
    a_end = b_end = 0
    for a, b, size in [*anchored, (len(left), len(right), 0)]:
        here = at[0] + a_end, at[1] + b_end
        # Where there was nothing to hold on to, shorter anchors may do.
        result += _between(left[a_end:a], right[b_end:b], here, level + 1)
        if size:
            result.append((a + at[0], b + at[1], size))
        a_end, b_end = a + size, b + size
    return result


def _anchored(left: str, right: str, size: int) -> list[Block]:
    """The longest row of runs of ``size`` letters that stand once in each text, in the order of both."""
    here, there = _once(left, size), _once(right, size)
    points = [(a, there[gram]) for gram, a in here.items() if gram in there]
    return list(cut((a, b, size) for a, b in longest_row(points)))


def longest_row(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of points that ascends in both; they come by the first, of the same the farthest first.

    Patience sorting (Fredman, On computing the length of longest increasing subsequences, 1975).
    """
    tops: list[int] = []
    piles: list[int] = []
    before = [-1] * len(points)
    for number, (_, b) in enumerate(points):
        pile = bisect_left(tops, b)
        before[number] = piles[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(b)
            piles.append(number)
        else:
            tops[pile], piles[pile] = b, number
    number = piles[-1] if piles else -1
    row: list[tuple[int, int]] = []
    while number >= 0:
        row.append(points[number])
        number = before[number]
    return row[::-1]


def _once(text: str, size: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for at in range(len(text) - size + 1):
        gram = text[at : at + size]
        places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def cut(found: Iterable[Block]) -> Iterator[Block]:
    """Blocks in order without what the one before has already; those on one diagonal become one."""
    held: Block | None = None
    for a, b, size in found:
        if held is None:
            held = a, b, size
            continue
        over = max(held[0] + held[2] - a, held[1] + held[2] - b, 0)
        if a - held[0] == b - held[1] and over:
            held = held[0], held[1], a + size - held[0]
        elif over < size:
            yield held
            held = a + over, b + over, size - over
    if held:
        yield held


def common_runs(left: str, right: str) -> list[Block]:
    """All common runs of two letters and more, by where they begin on the left, then on the right."""
    places: dict[str, list[int]] = {}
    for b in range(len(right) - 1):
        places.setdefault(right[b : b + 2], []).append(b)
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}  # by diagonal
    for a in range(len(left) - 1):
        found = places.get(left[a : a + 2])
        if found is None or len(found) > _OFTEN:
            continue
        for b in found:
            run = open_runs.get(b - a)
            if run is not None and run[0] + run[2] == a + 1:
                run[2] += 1
            else:
                open_runs[b - a] = run = [a, b, 2]
                runs.append(run)
    if len(runs) > _MOST:
        runs = sorted(sorted(runs, key=lambda run: -run[2])[:_MOST])
    return [(a, b, size) for a, b, size in runs]


def chained(runs: list[Block]) -> list[Block]:
    """The runs that follow each other in both texts and are worth most; cut where they overlap."""
    worth: list[float] = []
    before: list[int] = []
    for number, (a, b, size) in enumerate(runs):
        best, last = size - _OPENING - min(_SHIFTED, _SHIFT * abs(a - b)), -1
        for earlier in range(number):
            x, y, length = runs[earlier]
            if x >= a or y >= b:
                continue
            over = max(x + length - a, y + length - b, 0)
            if size - over < _LEAST:
                continue
            shift = abs((a - x) - (b - y))
            value = worth[earlier] + size - over - _OPENING - min(_SHIFTED, _SHIFT * shift)
            if value > best:
                best, last = value, earlier
        worth.append(best)
        before.append(last)
    number = max(range(len(runs)), key=worth.__getitem__, default=-1)
    row: list[Block] = []
    while number >= 0:
        row.append(runs[number])
        number = before[number]
    return list(cut(row[::-1]))


def filled_out(left: str, right: str, found: list[Block]) -> list[Block]:
    """The blocks with what is the same before and behind them, up to the neighbouring block."""
    result: list[Block] = []
    a_end = b_end = 0
    for number, (a, b, size) in enumerate(found):
        next_a, next_b, _ = found[number + 1] if number + 1 < len(found) else (len(left), len(right), 0)
        while a > a_end and b > b_end and left[a - 1] == right[b - 1]:
            a, b, size = a - 1, b - 1, size + 1
        a_end, b_end = a + size, b + size
        while a_end < next_a and b_end < next_b and left[a_end] == right[b_end]:
            a_end, b_end, size = a_end + 1, b_end + 1, size + 1
        result.append((a, b, size))
    return result
