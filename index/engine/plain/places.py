"""Where a leaf of a query matches inside one document.

A leaf is a term, a gap, or terms joined by NEAR, SENT or PARA. Of gaps and joins, only *minimal* matches
count (none that contains a shorter one), left to right without overlap. A gap stands for marks as well, so
that no pair of marks cuts a match inside a gap. Two terms beside NEAR, SENT or PARA must not overlap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from index.engine.language.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.language.leaves import literal_of
from index.engine.plain.texts import Text
from index.model import Occurrences, Span
from index.text.match import exact_ranges, find, loose_ranges

Range = tuple[int, int]
"""A range of match-form indices, end exclusive."""

GAP = 20
"""Characters that a gap may hold (matching.md)."""


def count(node: Node, text: Text) -> tuple[int, int]:
    """Exact and loose occurrences of a leaf; the loose ones include the exact ones."""
    if isinstance(node, Term):
        literal = literal_of(node.raw)
        return len(exact_ranges(text.form, literal)), len(loose_ranges(text.form, literal))
    return len(apart(matches(node, text, loose=False))), len(apart(matches(node, text, loose=True)))


def occurrences(node: Node, text: Text) -> Occurrences:
    """The occurrences of a leaf as spans of the stored text; of gaps and joins the whole match."""
    if isinstance(node, Term):
        return find(text.form, literal_of(node.raw))
    exact = [text.span(*match) for match in apart(matches(node, text, loose=False))]
    loose = [text.span(*match) for match in apart(matches(node, text, loose=True))]
    ends = [span.end for span in exact]
    further = tuple(span for span in loose if not _touches(span, exact, ends))
    return Occurrences(tuple(exact), further, len(loose))


def _touches(span: Span, others: list[Span], ends: list[int]) -> bool:
    """Whether ``span`` overlaps one of ``others``, which are apart and end at ``ends``, ascending."""
    first = bisect_right(ends, span.start)
    return first < len(others) and others[first].start < span.end


def matches(node: Node, text: Text, *, loose: bool) -> list[Range]:
    """All matches of a literal or an OR, all minimal ones of a pattern, in order, overlapping ones included.

    A loose reading holds every exact match as well, so that it never finds fewer.
    """
    match node:
        case Term(raw):
            return _literal(raw, text, loose)
        case Gap(pieces):
            return minimal(_gaps(pieces, text, loose))
        case Or(parts):
            return sorted({match for part in parts for match in matches(part, text, loose=loose)})
        case Near(left, right, distance):
            return _joined(left, right, text, loose, distance, sentence=False)
        case Sent(left, right):
            return _joined(left, right, text, loose, None, sentence=True)
        case Para(left, right):
            return _joined(left, right, text, loose, None, sentence=False)
        case _:
            raise AssertionError(f"{node} has no places in a text")


def minimal(ranges: list[Range]) -> list[Range]:
    """Those that contain no other, each once, in order (of starts and of ends: it is the same)."""
    kept: list[Range] = []
    for start, end in sorted(set(ranges), key=lambda item: (item[1], -item[0])):
        if not kept or start > kept[-1][0]:
            kept.append((start, end))
    return kept


def apart(ranges: list[Range]) -> list[Range]:
    """Left to right, what does not overlap the one kept before."""
    kept: list[Range] = []
    for start, end in ranges:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _literal(raw: str, text: Text, loose: bool) -> list[Range]:
    literal = literal_of(raw)
    found = [(a, b) for a, b in exact_ranges(text.form, literal, overlapping=True).tolist()]
    if loose:
        found += [(a, b) for a, b in loose_ranges(text.form, literal, overlapping=True).tolist()]
    return sorted(set(found))


def _gaps(pieces: tuple[str, ...], text: Text, loose: bool) -> list[Range]:
    """For each place of the last piece the shortest match that ends there."""
    states = sorted(_literal(pieces[0], text, loose), key=lambda state: state[1])
    for piece in pieces[1:]:
        ends = [end for _, end in states]
        following: list[Range] = []
        for start, end in _literal(piece, text, loose):
            # States come in order of their ends: those that end at most GAP characters before ``start``.
            low, high = bisect_left(ends, start - GAP), bisect_left(ends, start + 1)
            fitting = [first for first, last in states[low:high] if _same_sentence(text, last - 1, start)]
            if fitting:
                following.append((max(fitting), end))
        states = sorted(following, key=lambda state: state[1])
        if not states:
            break
    return states


def _same_sentence(text: Text, first: int, second: int) -> bool:
    return bool(text.sentences[first] == text.sentences[second])


def _joined(
    left: Node, right: Node, text: Text, loose: bool, distance: int | None, *, sentence: bool
) -> list[Range]:
    ours, theirs = matches(left, text, loose=loose), matches(right, text, loose=loose)
    # A joined match may have the other term inside it: (A SENT B) SENT C where C stands between A and B.
    may_overlap = any(isinstance(side, (Near, Sent, Para)) for side in (left, right))
    place = text.sentences if sentence else text.form.paragraphs
    found: list[Range] = []
    for first, second in ((ours, theirs), (theirs, ours)):
        starts = [start for start, _ in second]
        for start, end in first:
            best: Range | None = None
            for number in range(bisect_left(starts, end), len(second)):
                other = second[number]
                if distance is not None and other[0] - end > distance:
                    break
                if best is not None and other[0] >= best[1]:
                    break
                if best is None or other[1] < best[1]:
                    best = (start, other[1])
            if best is not None:
                found.append(best)
    if may_overlap:
        found += [(min(a, c), max(b, d)) for a, b in ours for c, d in theirs if a < d and c < b]
    return minimal([(start, end) for start, end in found if place[start] == place[end - 1]])
