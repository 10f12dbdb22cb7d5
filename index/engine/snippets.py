"""The pieces of a text that show its hits best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Paragraph, Snippet, Span, StoredText
from index.text.sentences import sentences

LENGTH = 120
"""Characters of a snippet, about two lines of a terminal."""
SNIPPETS = 3
BEFORE = 40
"""Characters kept before the first hit of a sentence that is too long."""
BREAKS = "，、；：,;:。！？!? "
ASIDE = frozenset({"title", "subtitle", "byline"})
"""What every result shows above its snippet anyway."""


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int
    terms: int
    hits: int
    aside: bool


def snippets(
    stored: StoredText, spans: Sequence[Sequence[Span]], most: int = SNIPPETS
) -> tuple[Snippet, ...]:
    """Up to ``most`` pieces in text order, of whole sentences where they fit; ``spans`` by term.

    Pieces with more different terms come first, then those with more hits, then the earlier ones; title and
    byline are shown only if nothing else has hits. Without spans, the first sentence.
    """
    marks = sorted({(span, term) for term, found in enumerate(spans) for span in found})
    if not marks:
        return _first_sentence(stored)
    windows = [
        window
        for paragraph in stored.paragraphs
        for window in _windows(stored.text, paragraph, _inside(marks, paragraph))
    ]
    windows.sort(key=lambda window: (window.aside, -window.terms, -window.hits, window.start))
    if not all(window.aside for window in windows):
        windows = [window for window in windows if not window.aside]
    chosen = sorted(windows[:most], key=lambda window: window.start)
    return tuple(_snippet(stored.text, window.start, window.end, marks) for window in chosen)


def _inside(marks: list[tuple[Span, int]], paragraph: Paragraph) -> list[tuple[Span, int]]:
    low = bisect_left(marks, (Span(paragraph.start, -1), -1))
    high = bisect_left(marks, (Span(paragraph.end, -1), -1))
    return marks[low:high]


def _windows(text: str, paragraph: Paragraph, marks: list[tuple[Span, int]]) -> list[_Window]:
    """Runs of sentences around the hits of one paragraph, apart from each other."""
    if not marks:
        return []
    parts = sentences(text, paragraph.start, paragraph.end)
    ends = [part.end for part in parts]
    found: list[_Window] = []
    free = paragraph.start
    at = 0
    while at < len(marks):
        hit = marks[at][0]
        if hit.start < free:
            at += 1
            continue
        first = min(bisect_left(ends, hit.start + 1), len(parts) - 1)
        start, end = _bounds(text, parts, ends, first, hit, free)
        covered = marks[at : bisect_left(marks, (Span(end, -1), -1), at)]
        end = _before_hits(end, hit, covered)
        covered = [mark for mark in covered if mark[0].end <= end] or covered[:1]
        terms = len({term for _, term in covered})
        found.append(_Window(start, end, terms, len(covered), paragraph.kind in ASIDE))
        free = end
        at += 1
    return found


def _bounds(
    text: str, parts: list[Span], ends: list[int], first: int, hit: Span, free: int
) -> tuple[int, int]:
    """Where the window of the hit in sentence ``first`` starts and ends."""
    start = max(parts[first].start, free) if parts[first].start <= hit.start else hit.start
    if hit.end - start > LENGTH - 10 or hit.start - start > LENGTH // 2:
        start = _after_break(text, max(start, hit.start - BEFORE), hit.start)
    limit = start + LENGTH
    last = bisect_right(ends, limit) - 1
    if last >= first and ends[last] >= hit.end:
        return start, ends[last]
    stop = min(max(hit.end, limit), max(parts[-1].end, hit.end))
    # A hit longer than a snippet is cut: its beginning shows what it is.
    stop = min(stop, limit)
    return start, _before_break(text, min(max(hit.end, start + 1), stop), stop)


def _before_hits(end: int, hit: Span, covered: list[tuple[Span, int]]) -> int:
    """``end``, or where a further hit begins that reaches over it: that one is whole in the next window."""
    for mark, _ in reversed(covered):
        if hit.end <= mark.start < end < mark.end:
            end = mark.start
    return end


def _after_break(text: str, low: int, high: int) -> int:
    """The first place behind a comma or the like in ``low..high``, else ``low``."""
    for place in range(low, high):
        if text[place] in BREAKS:
            return place + 1
    return low


def _before_break(text: str, low: int, high: int) -> int:
    """The last place behind a comma or the like in ``low..high``, not far back, else ``high``."""
    for place in range(high, max(low, high - LENGTH // 3), -1):
        if text[place - 1] in BREAKS:
            return place
    return high


def _snippet(text: str, start: int, end: int, marks: list[tuple[Span, int]]) -> Snippet:
    """The slice with its hits, overlapping ones joined, those that reach out clipped."""
    inside: list[Span] = []
    for span, _ in marks:
        if span.start >= end or span.end <= start:
            continue
        clipped = Span(max(span.start, start), min(span.end, end))
        if inside and clipped.start < inside[-1].end:
            clipped = Span(inside[-1].start, max(inside.pop().end, clipped.end))
        inside.append(clipped)
    return Snippet(start, end, text[start:end], tuple(inside))


def _first_sentence(stored: StoredText) -> tuple[Snippet, ...]:
    body = [paragraph for paragraph in stored.paragraphs if paragraph.kind in ("body", "lead")]
    for paragraph in [*body, *stored.paragraphs]:
        for part in sentences(stored.text, paragraph.start, paragraph.end):
            end = part.end if part.end - part.start <= LENGTH else part.start + LENGTH
            end = end if end == part.end else _before_break(stored.text, part.start + 1, end)
            return (Snippet(part.start, end, stored.text[part.start : end], ()),)
    return ()
