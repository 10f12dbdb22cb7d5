"""The pieces of texts that show their hits best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from index.engine.answers.marking import LENGTH, OFFSET, ROW, Marks
from index.engine.answers.pages import Page, Passage
from index.model import Snippet, Span
from index.text.form import each_once

SNIPPETS = 3
BEFORE = 40
"""Characters kept before the first hit of a sentence that is too long."""
BREAKS = "，、；：，,;:。！？!? "
Snippets = tuple[Snippet, ...]
ASIDE = frozenset({"title", "subtitle", "byline"})
"""What every result shows above its snippet anyway."""


class _Marked(NamedTuple):
    """Marks as lists, and the paragraphs that have any, as columns: by page, the most promising first.

    ``starts``, ``ends``: offsets of all marks; ``terms``: their terms, if there are different ones.
    ``most_terms``, ``most_hits``: of a piece of each paragraph, at most, as negative numbers; ``lows``,
    ``highs``: its marks; ``numbers``: its number; ``mixed``: whether its page has different terms.
    """

    starts: list[int]
    ends: list[int]
    terms: list[int]
    most_terms: list[int]
    most_hits: list[int]
    lows: list[int]
    highs: list[int]
    numbers: list[int]
    mixed: list[bool]


class _Window(NamedTuple):
    """A piece; the least of two is the better one (terms and hits count down)."""

    aside: bool
    terms: int
    hits: int
    start: int
    end: int
    paragraph: int
    """As ``_Marked`` counts."""


def of_pages(pages: Mapping[int, Page], marks: Marks, most: int = SNIPPETS) -> dict[int, Snippets]:
    """Of each page (by row, ascending) up to ``most`` pieces in text order, of whole sentences if they fit.

    Pieces with more different terms come first, then those with more hits, then the earlier ones; title and
    byline are shown only if nothing else has hits. Without marks, the first sentence.
    """
    if not len(marks.starts) or not pages:
        return {row: _first_sentence(page) for row, page in pages.items()}
    marked, paragraphs = _marked(pages, marks)
    return {
        row: _best(page, marked, paragraphs[row], most) if row in paragraphs else _first_sentence(page)
        for row, page in pages.items()
    }


def _best(page: Page, marked: _Marked, paragraphs: range, most: int) -> Snippets:
    chosen: list[_Window] = []
    kinds, numbers = page.kinds, marked.numbers
    for aside in (False, True):
        for one in paragraphs:
            number = numbers[one]
            if (kinds[number] in ASIDE) is not aside:
                continue
            # Once these are better than any other paragraph can give, the others need not be cut into pieces.
            if len(chosen) == most and chosen[-1] < (
                aside,
                marked.most_terms[one],
                marked.most_hits[one],
                page.starts[number],
            ):
                break
            chosen += _windows(page.passage(number), one, aside, marked)
            chosen.sort()
            del chosen[most:]
        if chosen:
            break
    if most > 1:
        chosen.sort(key=lambda window: window.start)
    return tuple([_snippet(page.passage(numbers[one.paragraph]), one, marked) for one in chosen])


def _marked(pages: Mapping[int, Page], marks: Marks) -> tuple[_Marked, dict[int, range]]:
    """The marks of pages, and which of the paragraphs with marks are those of each page that has any."""
    rows = np.fromiter(pages, np.int64, len(pages))
    sizes = np.fromiter([len(page.starts) for page in pages.values()], np.int64, len(pages))
    every = chain.from_iterable([page.starts for page in pages.values()])
    begins = np.fromiter(every, np.int64, int(sizes.sum()))
    begins += np.repeat(rows << ROW, sizes)
    starts = marks.starts
    number = np.searchsorted(begins, starts, side="right") - 1
    owners = starts >> ROW
    # Both ascend; the text of a row may be gone.
    lows = np.flatnonzero(np.diff(number + owners, prepend=-2))
    number, owners = number[lows], owners[lows]
    highs = np.append(lows[1:], len(starts))
    counts = highs - lows
    # How many of them begin in the characters of a snippet from the start of each.
    near = np.searchsorted(starts, starts + LENGTH) - np.arange(len(starts))
    hits = np.minimum(np.maximum.reduceat(near, lows), counts)
    terms, mixed = np.ones(len(lows), np.int64), np.zeros(len(lows), np.bool_)
    if marks.kinds > 1:
        kinds = marks.kinds
        different = each_once(np.repeat(np.arange(len(lows)), counts) * kinds + marks.terms)
        terms = np.minimum(hits, np.bincount(different // kinds, minlength=len(lows)))
        in_rows = each_once(owners[different // kinds] * kinds + different % kinds) // kinds
        mixed = np.isin(owners, in_rows[1:][in_rows[1:] == in_rows[:-1]])
    order = np.lexsort((lows, -hits, -terms, owners))
    numbers = number - np.repeat(np.cumsum(sizes) - sizes, sizes)[number]
    offsets = (starts & OFFSET).tolist(), (marks.ends & OFFSET).tolist()
    columns = (-terms, -hits, lows, highs, numbers, mixed)
    marked = _Marked(
        *offsets,
        marks.terms.tolist() if marks.kinds > 1 else [],
        *(column[order].tolist() for column in columns),
    )
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    ranges = map(range, firsts.tolist(), [*firsts[1:].tolist(), len(owners)])
    return marked, dict(zip(owners[firsts].tolist(), ranges, strict=True))


def _windows(passage: Passage, paragraph: int, aside: bool, marked: _Marked) -> list[_Window]:
    """Runs of sentences around the hits of one paragraph, apart from each other."""
    starts, ends = marked.starts, marked.ends
    low, high = marked.lows[paragraph], marked.highs[paragraph]
    found: list[_Window] = []
    free = passage.base
    for at in range(low, high):
        hit_start, hit_end = starts[at], ends[at]
        if hit_start < free:
            continue
        start, end = _bounds(passage, hit_start, hit_end, free)
        stop = bisect_left(starts, end, at, high) if at + 1 < high else at + (hit_start < end)
        # A hit that reaches over the end is whole in the next piece.
        for mark in range(stop - 1, at, -1):
            if hit_end <= starts[mark] < end < ends[mark]:
                end = starts[mark]
        if stop - at == 1:
            count = terms = 1
        elif not marked.mixed[paragraph]:
            # Those of one term do not overlap: their ends ascend.
            count, terms = max(bisect_right(ends, end, at, stop) - at, 1), 1
        else:
            covered = [mark for mark in range(at, stop) if ends[mark] <= end] or [at][: stop - at]
            count, terms = len(covered), len({marked.terms[mark] for mark in covered})
        found.append(_Window(aside, -terms, -count, start, end, paragraph))
        free = end
    return found


def _bounds(passage: Passage, hit_start: int, hit_end: int, free: int) -> tuple[int, int]:
    """Where the window of a hit starts and ends."""
    text, base, starts, ends = passage
    first = min(bisect_left(ends, hit_start + 1), len(starts) - 1)
    start = max(starts[first], free) if starts[first] <= hit_start else hit_start
    if hit_end - start > LENGTH - 10 or hit_start - start > LENGTH // 2:
        start = base + _after_break(text, max(start, hit_start - BEFORE) - base, hit_start - base)
    limit = start + LENGTH
    last = bisect_right(ends, limit) - 1
    if last >= first and ends[last] >= hit_end:
        return start, ends[last]
    stop = min(max(hit_end, limit), max(ends[-1], hit_end))
    # A hit longer than a snippet is cut: its beginning shows what it is.
    stop = min(stop, limit)
    return start, base + _before_break(text, min(max(hit_end, start + 1), stop) - base, stop - base)


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


def _snippet(passage: Passage, window: _Window, marked: _Marked) -> Snippet:
    """The slice with its hits, overlapping ones joined, those that reach out clipped."""
    inside: list[Span] = []
    start, end = window.start, window.end
    for mark in range(marked.lows[window.paragraph], marked.highs[window.paragraph]):
        low, high = marked.starts[mark], marked.ends[mark]
        if low >= end:
            break
        if high <= start:
            continue
        low, high = max(low, start), min(high, end)
        if inside and low < inside[-1].end:
            low, high = inside[-1].start, max(inside.pop().end, high)
        inside.append(Span(low, high))
    base = passage.base
    return Snippet(start, end, passage.text[start - base : end - base], tuple(inside))


def _first_sentence(page: Page) -> Snippets:
    body = [number for number, kind in enumerate(page.kinds) if kind in ("body", "lead")]
    for number in [*body, *range(len(page.kinds))]:
        text, base, starts, ends = page.passage(number)
        for start, stop in zip(starts, ends, strict=True):
            end = stop if stop - start <= LENGTH else start + LENGTH
            end = end if end == stop else base + _before_break(text, start + 1 - base, end - base)
            return (Snippet(start, end, text[start - base : end - base], ()),)
    return ()
