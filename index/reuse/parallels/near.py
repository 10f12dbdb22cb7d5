"""Whether two wordings are much the same, by their letters, and where one has what the other has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from index.reuse.told import ALIKE, NEAR, VERBATIM

_CLAUSE = 4  # letters of one that has moved


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
