"""The edits between two wordings as a person would mark them: whole numbers, clauses, clauses moved.

An edit ``[a, a_end, b, b_end]`` has its places in the letters of both wordings; edits are in order, and the
letters between two of them are the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.reuse.differences.blocks import Block, common_runs
from index.reuse.differences.letters import Wording

Edit = list[int]

_MERGED = 1  # letters in common between two edits that are no word and no reason to stop
_DROWNED = 4  # times as long both replaced stretches beside a common run are, for it to be chance
_JOINING = frozenset("和与及暨或")  # between the members of an enumeration
_PARTICLES = _JOINING | frozenset("的地得了在是把将对向为以由从等并而也又")  # words of one letter
_FIGURES = frozenset("〇零一二三四五六七八九十百千万亿两")
_MOVED = 5  # letters that are no whole member of an enumeration, and yet moved rather than written anew
_MEMBER = 2
_MARKS = "\x00", "\x01"  # no letters
_SWAPPED = 24  # letters of two members that change places


def edits_between(left: Wording, right: Wording, found: Sequence[Block]) -> list[Edit]:
    """What stands between the common blocks, as edits that end where a word or a clause does."""
    size = len(left.letters), len(right.letters)
    edits: list[Edit] = []
    a = b = 0
    for start, other, same in [*found, (*size, 0)]:
        if start > a or other > b:
            edits.append([a, start, b, other])
        a, b = start + same, other + same
    edits = _merged(edits)
    for number, edit in enumerate(edits):
        _slide(left, right, edits, number, edit)
    for number, edit in enumerate(edits):
        _widen(left, right, edits, number, edit)
    return _merged(edits)


def _merged(edits: list[Edit]) -> list[Edit]:
    """Edits without the chance runs between them."""
    merged: list[Edit] = []
    for edit in edits:
        if merged and edit[0] - merged[-1][1] <= _MERGED:
            merged[-1][1], merged[-1][3] = edit[1], edit[3]
        else:
            merged.append(list(edit))
    result: list[Edit] = []
    for edit in merged:
        if result and _DROWNED * (edit[0] - result[-1][1]) <= min(_replaced(result[-1]), _replaced(edit)):
            result[-1][1], result[-1][3] = edit[1], edit[3]
        else:
            result.append(edit)
    return result


def _replaced(edit: Edit) -> int:
    return min(edit[1] - edit[0], edit[3] - edit[2])


def _room(left: Wording, edits: list[Edit], number: int) -> tuple[int, int]:
    """How many letters in common stand before an edit and behind it, up to its neighbours."""
    a, a_end = edits[number][:2]
    before = a - (edits[number - 1][1] if number else 0)
    after = (edits[number + 1][0] if number + 1 < len(edits) else len(left.letters)) - a_end
    return before, after


def _slide(left: Wording, right: Wording, edits: list[Edit], number: int, edit: Edit) -> None:
    """Put an insertion or omission where a clause or a word begins, if it may as well stand there."""
    a, a_end, b, b_end = edit
    if a < a_end and b < b_end:
        return
    side, start, end, point = (left, a, a_end, b) if a < a_end else (right, b, b_end, a)
    other = right if side is left else left
    before, after = _room(left, edits, number)
    text = side.letters
    lowest = highest = 0
    while -lowest < before and text[start + lowest - 1] == text[end + lowest - 1]:
        lowest -= 1
    while highest < after and text[start + highest] == text[end + highest]:
        highest += 1
    if lowest == highest:
        return

    def fits(shift: int) -> int:
        both = _edge(side, start + shift) + _edge(side, end + shift)
        return 2 * both + _edge(other, point + shift)

    shift = max(range(lowest, highest + 1), key=fits)
    edit[:] = [at + shift for at in edit]


def _edge(side: Wording, at: int) -> int:
    """How much of an end of a word or clause is before the letter ``at``."""
    if side.stops[at]:
        return 2
    return int(side.letters[at] in _PARTICLES or side.letters[at - 1] in _PARTICLES)


def _widen(left: Wording, right: Wording, edits: list[Edit], number: int, edit: Edit) -> None:
    """Take in the rest of a number or a Latin word that is changed in part: 2021 for 2022, not 1 for 2."""
    end, other_end = edits[number - 1][1::2] if number else (0, 0)
    while edit[0] > end and edit[2] > other_end and _within(left, right, edit[0], edit[2], edit):
        edit[0] -= 1
        edit[2] -= 1
    last = edits[number + 1] if number + 1 < len(edits) else [len(left.letters), 0, len(right.letters), 0]
    while edit[1] < last[0] and edit[3] < last[2] and _within(left, right, edit[1], edit[3], edit):
        edit[1] += 1
        edit[3] += 1


def _within(left: Wording, right: Wording, a: int, b: int, edit: Edit) -> bool:
    """Whether ``a`` or ``b`` is inside a number or Latin word part of which is edited."""
    return any(
        start < end and 0 < at < len(side.letters) and _one_token(side, at)
        for side, at, start, end in ((left, a, edit[0], edit[1]), (right, b, edit[2], edit[3]))
    )


def _one_token(side: Wording, at: int) -> bool:
    """Whether what stands before the letter ``at`` belongs to it: 4.5 is one number, 三、十五 are two."""
    one, two = side.letters[at - 1], side.letters[at]
    if one.isascii() and two.isascii():
        return True
    return one in _FIGURES and two in _FIGURES and not side.stops[at]


# -- moves ----------------------------------------------------------------------------------------


def moves_among(left: Wording, right: Wording, edits: list[Edit]) -> list[Block]:
    """What an edit takes away and another one puts elsewhere; the ``edits`` are left with the rest.

    All that is left out here and put in there, a whole member of an enumeration, or a longer run. Blocks in
    the order of the left text.
    """
    taken_away = any(edit[1] - edit[0] >= _MEMBER for edit in edits)
    if len(edits) < 2 or not taken_away or all(edit[3] - edit[2] < _MEMBER for edit in edits):
        return []
    moves = _swapped_either_way(left, right, edits)
    if len(edits) < 2:
        return sorted(moves)
    here, taken = _laid(left, [edit[:2] for edit in edits], _MARKS[0])
    there, put = _laid(right, [edit[2:] for edit in edits], _MARKS[1])
    free, other_free = [True] * len(here), [True] * len(there)
    for start, other, size in sorted(common_runs(here, there), key=lambda run: (-run[2], run)):
        a, b = taken[start][0], put[other][0]
        source, target = edits[taken[start][1]], edits[put[other][1]]
        if source is target:
            continue
        whole = source == [a, a + size, *source[2:3] * 2] and target == [*target[:1] * 2, b, b + size]
        if not whole and not _may_move(left, right, (a, b, size)):
            continue
        span, other_span = slice(start, start + size), slice(other, other + size)
        if all(free[span]) and all(other_free[other_span]):
            free[span] = other_free[other_span] = [False] * size
            moves.append((a, b, size))
    return sorted(moves)


def _laid(side: Wording, stretches: Sequence[Edit], mark: str) -> tuple[str, list[tuple[int, int]]]:
    """The letters of all stretches with a ``mark`` behind each, and of each its place and stretch."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(stretches):
        text += (side.letters[start:end], mark)
        places += [(at, number) for at in range(start, end + 1)]
    return "".join(text), places


def _may_move(left: Wording, right: Wording, block: Block) -> bool:
    a, b, size = block
    if size >= _MOVED:
        return True
    return size >= _MEMBER and _is_member(left, a, a + size) and _is_member(right, b, b + size)


def _is_member(side: Wording, start: int, end: int) -> bool:
    """Whether punctuation or a joining word stands on either side."""
    letters = side.letters
    begins = bool(side.stops[start]) or letters[start - 1] in _JOINING
    return begins and (bool(side.stops[end]) or letters[end] in _JOINING)


def _swapped(left: Wording, right: Wording, edits: list[Edit]) -> list[Block]:
    """Members on either side of a joining word, 甲和乙 for 乙和甲: both move, the word stays.

    The blocks have kept the one member, so that the other one goes with the word; ``edits`` loses them.
    """
    moves: list[Block] = []
    number = 0
    while number + 1 < len(edits):
        (a, a_end, b, b_end), (c, c_end, d, d_end) = edits[number : number + 2]
        kept = c - a_end
        old, new = left.letters[a:a_end], right.letters[d:d_end]
        plain = b == b_end and c == c_end and kept == d - b_end
        if plain and _MEMBER < len(old) <= _SWAPPED and old[-1] in _JOINING and new == old[-1] + old[:-1]:
            moves += [(a, d + 1, len(old) - 1), (a_end, b_end, kept)]
            del edits[number : number + 2]
        else:
            number += 1
    return moves


def _swapped_either_way(left: Wording, right: Wording, edits: list[Edit]) -> list[Block]:
    moves = _swapped(left, right, edits)
    turned = [[b, b_end, a, a_end] for a, a_end, b, b_end in edits]
    moves += [(a, b, size) for b, a, size in _swapped(right, left, turned)]
    edits[:] = [[a, a_end, b, b_end] for b, b_end, a, a_end in turned]
    return moves


def cut_up(moves: Sequence[Block], cuts: tuple[list[int], list[int]]) -> list[Block]:
    """The moves in pieces where they reach over ``cuts``."""
    pieces: list[Block] = []
    for a, b, size in moves:
        inside = {cut - a for cut in cuts[0]} | {cut - b for cut in cuts[1]}
        ends = [0, *sorted(at for at in inside if 0 < at < size), size]
        pieces += [(a + start, b + start, end - start) for start, end in pairwise(ends)]
    return pieces


def rests(edits: Sequence[Edit], moves: Sequence[Block], cuts: tuple[list[int], list[int]]) -> Iterator[Edit]:
    """The edits without what has moved out of them and into them, cut up at ``cuts``."""
    gone = sorted([(a, a + size) for a, _, size in moves] + [(at, at) for at in cuts[0]])
    come = sorted([(b, b + size) for _, b, size in moves] + [(at, at) for at in cuts[1]])
    for a, a_end, b, b_end in edits:
        old, new = _pieces(a, a_end, gone), _pieces(b, b_end, come)
        for number in range(max(len(old), len(new))):
            piece = old[number] if number < len(old) else (a_end if old else a,) * 2
            other = new[number] if number < len(new) else (b_end if new else b,) * 2
            yield [*piece, *other]


def _pieces(start: int, end: int, without: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for x, y in without:
        if start <= x and y <= end:
            pieces.append((start, x))
            start = y
    return [piece for piece in (*pieces, (start, end)) if piece[0] < piece[1]]
