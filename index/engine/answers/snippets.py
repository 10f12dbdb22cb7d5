"""The pieces of a text that show its hits best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from index.engine.answers.marking import LENGTH, Marks
from index.engine.answers.pages import Page
from index.model import Snippet, Span

SNIPPETS = 3
BEFORE = 40
"""Characters kept before the first hit of a sentence that is too long."""
BREAKS = "，、；：，,;:。！？!? "
Numbers = tuple[int, ...]
ASIDE = frozenset({"title", "subtitle", "byline"})
"""What every result shows above its snippet anyway."""


class _Window(NamedTuple):
    """A piece; the least of two is the better one (terms and hits count down)."""

    aside: bool
    terms: int
    hits: int
    start: int
    end: int
    first: int
    """The first mark of its paragraph."""


def snippets(page: Page, marks: Marks, most: int = SNIPPETS) -> tuple[Snippet, ...]:
    """Up to ``most`` pieces in text order, of whole sentences where they fit.

    Pieces with more different terms come first, then those with more hits, then the earlier ones; title and
    byline are shown only if nothing else has hits. Without marks, the first sentence.
    """
    if not marks.starts:
        return _first_sentence(page)
    chosen: list[_Window] = []
    # Once these are better than any other paragraph can give, the others need not be cut into pieces.
    for aside, terms, hits, start, number, low, high in _paragraphs(page, marks):
        if len(chosen) == most and chosen[-1] < (aside, terms, hits, start):
            break
        if aside and chosen and not chosen[0].aside:
            break
        chosen = sorted(chosen + _windows(page, number, marks, low, high))[:most]
    chosen.sort(key=lambda window: window.start)
    return tuple(_snippet(page.text, window, marks) for window in chosen)


def _paragraphs(page: Page, marks: Marks) -> list[tuple[bool, int, int, int, int, int, int]]:
    """The paragraphs with hits, the most promising first.

    Aside; terms and hits that a piece of it has at most, as negative numbers; where pieces begin, at the
    earliest; its number; the range of its marks.
    """
    starts, near = marks.starts, marks.near
    several = len(set(marks.terms)) > 1
    found = []
    low = 0
    number = 0
    while low < len(starts):
        number = bisect_right(page.starts, starts[low], number) - 1
        high = bisect_left(starts, page.ends[number], low + 1)
        most = 1 if high == low + 1 else min(max(near[low:high]), high - low)
        terms = min(most, len(set(marks.terms[low:high]))) if several else 1
        found.append((page.kinds[number] in ASIDE, -terms, -most, page.starts[number], number, low, high))
        low = high
    found.sort()
    return found


def _windows(page: Page, number: int, marks: Marks, low: int, high: int) -> list[_Window]:
    """Runs of sentences around the hits ``low..high`` of one paragraph, apart from each other."""
    starts, ends = page.parts(number)
    aside = page.kinds[number] in ASIDE
    found: list[_Window] = []
    free = page.starts[number]
    several = marks.terms.count(marks.terms[low]) < len(marks.terms)
    at = low
    while at < high:
        hit_start, hit_end = marks.starts[at], marks.ends[at]
        if hit_start < free:
            at += 1
            continue
        first = min(bisect_left(ends, hit_start + 1), len(starts) - 1)
        start, end = _bounds(page.text, starts, ends, first, hit_start, hit_end, free)
        stop = bisect_left(marks.starts, end, at, high)
        # A hit that reaches over the end is whole in the next piece.
        for mark in range(stop - 1, at, -1):
            if hit_end <= marks.starts[mark] < end < marks.ends[mark]:
                end = marks.starts[mark]
        if stop - at == 1:
            hits = terms = 1
        elif not several:
            # Those of one term do not overlap: their ends ascend.
            hits, terms = max(bisect_right(marks.ends, end, at, stop) - at, 1), 1
        else:
            covered = [mark for mark in range(at, stop) if marks.ends[mark] <= end] or [at][: stop - at]
            hits, terms = len(covered), len({marks.terms[mark] for mark in covered})
        found.append(_Window(aside, -terms, -hits, start, end, low))
        free = end
        at += 1
    return found


def _bounds(
    text: str, starts: Numbers, ends: Numbers, first: int, hit_start: int, hit_end: int, free: int
) -> tuple[int, int]:
    """Where the window of the hit in sentence ``first`` starts and ends."""
    start = max(starts[first], free) if starts[first] <= hit_start else hit_start
    if hit_end - start > LENGTH - 10 or hit_start - start > LENGTH // 2:
        start = _after_break(text, max(start, hit_start - BEFORE), hit_start)
    limit = start + LENGTH
    last = bisect_right(ends, limit) - 1
    if last >= first and ends[last] >= hit_end:
        return start, ends[last]
    stop = min(max(hit_end, limit), max(ends[-1], hit_end))
    # A hit longer than a snippet is cut: its beginning shows what it is.
    stop = min(stop, limit)
    return start, _before_break(text, min(max(hit_end, start + 1), stop), stop)


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


def _snippet(text: str, window: _Window, marks: Marks) -> Snippet:
    """The slice with its hits, overlapping ones joined, those that reach out clipped."""
    inside: list[Span] = []
    start, end = window.start, window.end
    for mark in range(window.first, bisect_left(marks.starts, end)):
        low, high = max(marks.starts[mark], start), min(marks.ends[mark], end)
        if high <= start:
            continue
        if inside and low < inside[-1].end:
            low, high = inside[-1].start, max(inside.pop().end, high)
        inside.append(Span(low, high))
    return Snippet(start, end, text[start:end], tuple(inside))


def _first_sentence(page: Page) -> tuple[Snippet, ...]:
    body = [number for number, kind in enumerate(page.kinds) if kind in ("body", "lead")]
    for number in [*body, *range(len(page.kinds))]:
        for start, stop in zip(*page.parts(number), strict=True):
            end = stop if stop - start <= LENGTH else start + LENGTH
            end = end if end == stop else _before_break(page.text, start + 1, end)
            return (Snippet(start, end, page.text[start:end], ()),)
    return ()
