"""Find a literal in a match form: exact occurrences, which count, and loose ones.

A *literal* is one term of a query, taken as it is: nothing in it is a pattern.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from index.errors import N_, QueryError
from index.model import Occurrences, Span
from index.text.fold import fold
from index.text.form import Bools, Int32, MatchForm
from index.text.marks import LETTER, MARK, kind
from index.text.pinyin import strip_glosses

_NONE: Int32 = np.empty((0, 2), np.int32)


@dataclass(frozen=True, slots=True)
class Literal:
    """A term ready for matching; two are equal when they match the same.

    ``raw`` is the term as given, ``form`` its match form, ``skeleton`` its letters and digits, ``marks`` the
    positions 0 to ``len(form)`` in ``form`` at which the term has a quotation or title mark.
    """

    raw: str = field(compare=False)
    form: str
    skeleton: str
    marks: frozenset[int]


def compile_literal(raw: str) -> Literal:
    """The literal of a term: without pinyin junk, folded, without transparent characters.

    Raises QueryError when no letters or digits remain.
    """
    form: list[str] = []
    skeleton: list[str] = []
    marks: set[int] = set()
    for character in fold(strip_glosses(raw)):
        what = kind(character)
        if what == MARK:
            marks.add(len(form))
        elif what <= LETTER:
            form.append(character)
            if what == LETTER:
                skeleton.append(character)
    if not skeleton:
        raise QueryError(
            N_("“{term}” has no letters or digits to search for; add a character or a number to it."),
            term=raw,
        )
    return Literal(raw, "".join(form), "".join(skeleton), frozenset(marks))


def find(form: MatchForm, literal: Literal) -> Occurrences:
    """All occurrences of ``literal``, as spans of the source text.

    A span goes from the first matched character to the last, with the literal's own outer punctuation
    if it is exact, and from letter to letter if it is loose.
    """
    exact = to_source(form, exact_ranges(form, literal))
    loose = to_source(form, loose_ranges(form, literal))
    return Occurrences(
        exact=spans(exact), loose=spans(loose[~_overlapping(loose, exact)]), loose_total=len(loose)
    )


def exact_ranges(form: MatchForm, literal: Literal, *, overlapping: bool = False) -> Int32:
    """The exact occurrences as int32[n, 2] ranges of match-form indices.

    Candidates that leave their paragraph or are cut by a pair of marks are dropped before overlaps are;
    with ``overlapping`` those that overlap each other all stay (for patterns, which choose among them).
    """
    size = len(literal.form)
    starts = _starts(form.text, literal.form)
    if not len(starts):
        return _NONE
    if size > 1:
        starts = starts[form.paragraphs[starts] == form.paragraphs[starts + (size - 1)]]
        starts = starts[~_cut(form, starts, literal)]
    if not overlapping:
        starts = _without_overlaps(starts, size)
    return np.stack((starts, starts + np.int32(size)), axis=1)


def loose_ranges(form: MatchForm, literal: Literal, *, overlapping: bool = False) -> Int32:
    """The loose occurrences as int32[n, 2] ranges of match-form indices, from letter to letter.

    With ``overlapping`` those that overlap each other all stay.
    """
    size = len(literal.skeleton)
    starts = _starts(form.skeleton, literal.skeleton)
    if not len(starts):
        return _NONE
    first, last = form.letters[starts], form.letters[starts + (size - 1)]
    starts = starts[form.paragraphs[first] == form.paragraphs[last]]
    if not overlapping:
        starts = _without_overlaps(starts, size)
    return np.stack((form.letters[starts], form.letters[starts + (size - 1)] + np.int32(1)), axis=1)


def to_source(form: MatchForm, ranges: Int32) -> Int32:
    """Ranges of match-form indices as int32[n, 2] ranges of source offsets; none may be empty."""
    return np.stack((form.offsets[ranges[:, 0]], form.offsets[ranges[:, 1] - 1] + np.int32(1)), axis=1)


def spans(ranges: Int32) -> tuple[Span, ...]:
    """Ranges of source offsets as spans."""
    return tuple(Span(start, end) for start, end in ranges.tolist())


def _starts(text: str, needle: str) -> Int32:
    """Where ``needle`` stands in ``text``, overlapping ones included."""
    starts: list[int] = []
    at = text.find(needle)
    while at >= 0:
        starts.append(at)
        at = text.find(needle, at + 1)
    return np.array(starts, np.int32)


def _without_overlaps(starts: Int32, size: int) -> Int32:
    """Left to right, what does not overlap the one kept before."""
    if size == 1 or len(starts) < 2 or int(np.diff(starts).min()) >= size:
        return starts
    kept: list[int] = []
    free = 0
    for start in starts.tolist():
        if start >= free:
            kept.append(start)
            free = start + size
    return np.array(kept, np.int32)


def _cut(form: MatchForm, starts: Int32, literal: Literal) -> Bools:
    """Which candidates a pair of marks cuts: one end of its content strictly inside, the other outside.

    It does not cut where the literal itself has a mark at that end.
    """
    size = len(literal.form)
    low = np.searchsorted(form.edges, starts, side="right")
    high = np.searchsorted(form.edges, starts + size, side="left")
    cut = np.zeros(len(starts), np.bool_)
    for number in np.flatnonzero(low < high).tolist():
        start = int(starts[number])
        here = slice(int(low[number]), int(high[number]))
        cut[number] = any(
            not start <= partner <= start + size and edge - start not in literal.marks
            for edge, partner in zip(form.edges[here].tolist(), form.partners[here].tolist(), strict=True)
        )
    return cut


def _overlapping(ranges: Int32, others: Int32) -> Bools:
    """Which ``ranges`` overlap one of ``others``; both are in order and without overlaps inside."""
    if not len(others):
        return np.zeros(len(ranges), np.bool_)
    # The first of the others that ends behind the start of a range is the only one to look at.
    first = np.searchsorted(others[:, 1], ranges[:, 0], side="right")
    begins: Int32 = others[np.minimum(first, len(others) - 1), 0]
    overlapping: Bools = (first < len(others)) & (begins < ranges[:, 1])
    return overlapping
