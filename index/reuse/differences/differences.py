"""How two wordings differ: an edit list in source offsets of both, and how much they have in common.

What is compared are letters (``letters`` beside this): script, width, punctuation, marks and bracketed
readings are no differences.
"""

from __future__ import annotations

from index.model import Span
from index.reuse.differences.blocks import Block, blocks
from index.reuse.differences.edits import Edit, cut_up, edits_between, moves_among, rests
from index.reuse.differences.letters import Wording, wording
from index.reuse.differences.members import reordered, without
from index.reuse.differences.turned import place, turned
from index.reuse.model import Difference, Relation

_NEAREST = 0.9999
"""No reworded passage is 1, however little is reworded."""


def differences(a: str, b: str, a_span: Span, b_span: Span) -> tuple[Relation, float, tuple[Difference, ...]]:
    """How ``b[b_span]`` differs from ``a[a_span]``; offsets are into the whole texts ``a`` and ``b``.

    The similarity is the share of all letters of both that they have in common in the same order, one that
    has moved counted half; 1 for a verbatim wording only. The differences are in order of ``start``. Without
    what they cover, the letters of both are the same in order; a ``move`` covers the same letters in both.
    Seen from ``b`` they are the mirror image.
    """
    return compared(wording(a, a_span), wording(b, b_span))


def compared(left: Wording, right: Wording) -> tuple[Relation, float, tuple[Difference, ...]]:
    """``differences`` of two wordings at hand."""
    if left.letters == right.letters:
        return "verbatim", 1.0, ()
    if left.letters > right.letters:
        # One order of the two, so that what is found does not depend on which side is asked about.
        _, similarity, seen = compared(right, left)
        return "near", similarity, turned(seen)
    members = reordered(left, right)
    everything = len(left.letters) + len(right.letters)
    found = [_moved(left, right, member) for member in members]
    left, cuts = without(left, [(a, a + size) for a, _, size in members])
    right, other_cuts = without(right, sorted((b, b + size) for _, b, size in members))
    edits = edits_between(left, right, blocks(left.letters, right.letters))
    moves = cut_up(moves_among(left, right, edits), (cuts, other_cuts))
    rest = list(rests(edits, moves, (cuts, other_cuts)))
    moved = sum(size for _, _, size in (*members, *moves))
    edited = sum(edit[1] - edit[0] + edit[3] - edit[2] for edit in rest)
    inside = sum(_in_common(left, right, edit) for edit in rest)
    similarity = (everything - edited - 2 * moved + 2 * inside + moved) / everything
    found += [_edited(left, right, edit) for edit in rest]
    found += [_moved(left, right, move) for move in moves]
    return "near", min(round(similarity, 4), _NEAREST), tuple(sorted(found, key=place))


def _in_common(left: Wording, right: Wording, edit: Edit) -> int:
    """Letters of an edit that stand on both sides, single ones too."""
    a, a_end, b, b_end = edit
    if a == a_end or b == b_end:
        return 0
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(left.letters[a:a_end], right.letters[b:b_end])


def _edited(left: Wording, right: Wording, edit: Edit) -> Difference:
    a, a_end, b, b_end = edit
    if a == a_end:
        at = _point(left, a, right, b, b_end)
        start, end = _source(right, b, b_end)
        return Difference("insert", at, at, start, end)
    start, end = _source(left, a, a_end)
    if b == b_end:
        at = _point(right, b, left, a, a_end)
        return Difference("delete", start, end, at, at)
    return Difference("replace", start, end, *_source(right, b, b_end))


def _moved(left: Wording, right: Wording, move: Block) -> Difference:
    a, b, size = move
    return Difference("move", *_source(left, a, a + size), *_source(right, b, b + size))


def _source(side: Wording, start: int, end: int) -> tuple[int, int]:
    """From the first letter to the last one."""
    return int(side.offsets[start]), int(side.offsets[end - 1]) + 1


def _point(side: Wording, at: int, other: Wording, start: int, end: int) -> int:
    """Where ``side`` lacks the other's letters: before the letter ``at``, or behind the one before it.

    导[和监督]。推 goes behind 导, not before 推.
    """
    if not len(side.offsets):
        return side.span.start
    behind = other.stops[end] and not other.stops[start]
    if at == len(side.offsets) or (behind and at):
        return int(side.offsets[at - 1]) + 1
    return int(side.offsets[at])
