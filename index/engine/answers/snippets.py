"""The pieces of texts that show their hits best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from index.engine.answers.marking import LENGTH, OFFSET, ROW, Marks
from index.engine.answers.pages import Page, Passage, open_passages
from index.model import Snippet, Span
from index.text.columns import KINDS
from index.text.form import each_once
from index.text.objects import objects

SNIPPETS = 3
BEFORE = 40
"""Characters kept before the first hit of a sentence that is too long."""
BREAKS = "，、；：，,;:。！？!? "
Snippets = tuple[Snippet, ...]
ASIDE = tuple(kind in ("title", "subtitle", "byline") for kind in KINDS)
"""What every result shows above its snippet anyway; by number."""
TEXT = tuple(kind in ("body", "lead") for kind in KINDS)


class _Marked(NamedTuple):
    """Marks as lists, and the paragraphs that have any, as columns: by page, the most promising first.

    ``starts``, ``ends``: offsets of all marks; ``terms``: their terms, if there are different ones.
    ``most_terms``, ``most_hits``: of a piece of each paragraph, at most, as negative numbers; ``lows``,
    ``highs``: its marks; ``numbers``: its number; ``begins``: where it begins in its text; ``mixed``:
    whether its page has different terms; ``aside``: whether results show it anyway.
    """

    starts: list[int]
    ends: list[int]
    terms: list[int]
    most_terms: list[int]
    most_hits: list[int]
    lows: list[int]
    highs: list[int]
    numbers: list[int]
    begins: list[int]
    mixed: list[bool]
    aside: list[bool]


class _Window(NamedTuple):
    """A piece; the least of two is the better one (terms and hits count down)."""

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
        return _begun(pages)
    marked, every = _marked(pages, marks)
    found = [(page, every[row]) for row, page in pages.items() if row in every]
    # Nearly always the first one that is not shown anyway has the best piece.
    aside, numbers = marked.aside, marked.numbers
    likely = [next((one for one in each if not aside[one]), each.start) for _, each in found]
    open_passages((page, numbers[one]) for (page, _), one in zip(found, likely, strict=True))
    known = {
        one: _windows(page.passage(numbers[one]), one, marked)
        for (page, _), one in zip(found, likely, strict=True)
    }
    if most == 1:
        # Of a common term some have a better one: cut together they take half the time.
        open_passages(
            (page, numbers[one])
            for (page, each), first in zip(found, likely, strict=True)
            for one in _rivals(known[first], range(first + 1, each.stop), marked)
        )
    chosen = [(page, _best(page, marked, each, most, known)) for page, each in found]
    shown = dict(zip((row for row in pages if row in every), _snippets(chosen, marked), strict=True))
    return shown | _begun({row: page for row, page in pages.items() if row not in shown})


def _rivals(windows: list[_Window], paragraphs: range, marked: _Marked) -> Iterator[int]:
    """Which of the paragraphs may have a better piece than ``windows``."""
    best = min(windows, default=None)
    for one in paragraphs:
        if best is not None and best < (marked.most_terms[one], marked.most_hits[one], marked.begins[one]):
            break
        if not marked.aside[one]:
            yield one


def _best(
    page: Page, marked: _Marked, paragraphs: range, most: int, known: Mapping[int, list[_Window]]
) -> list[_Window]:
    chosen: list[_Window] = []
    for aside in (False, True):
        for one in paragraphs:
            if marked.aside[one] is not aside:
                continue
            # Once these are better than any other paragraph can give, the others need not be cut into pieces.
            if len(chosen) == most and chosen[-1] < (
                marked.most_terms[one],
                marked.most_hits[one],
                marked.begins[one],
            ):
                break
            chosen += known.get(one) or _windows(page.passage(marked.numbers[one]), one, marked)
            if most == 1:
                chosen = [min(chosen)] if chosen else chosen
                continue
            chosen.sort()
            del chosen[most:]
        if chosen:
            break
    if most > 1:
        chosen.sort(key=lambda window: window.start)
    return chosen


_ASIDE = np.array(ASIDE)


def _marked(pages: Mapping[int, Page], marks: Marks) -> tuple[_Marked, dict[int, range]]:
    """The marks of pages, and which of the paragraphs with marks are those of each page that has any."""
    rows = np.fromiter(pages, np.int64, len(pages))
    sizes = np.fromiter([len(page.starts) for page in pages.values()], np.int64, len(pages))
    every = np.concatenate([page.starts for page in pages.values()])
    kinds_of = np.concatenate([page.kinds for page in pages.values()])
    begins = every + np.repeat(rows << ROW, sizes)
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
    aside = _ASIDE[kinds_of[number]]
    columns = (-terms, -hits, lows, highs, numbers, every[number], mixed, aside)
    marked = _Marked(
        *offsets,
        marks.terms.tolist() if marks.kinds > 1 else [],
        *(column[order].tolist() for column in columns),
    )
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    ranges = map(range, firsts.tolist(), [*firsts[1:].tolist(), len(owners)])
    return marked, dict(zip(owners[firsts].tolist(), ranges, strict=True))


def _windows(passage: Passage, paragraph: int, marked: _Marked) -> list[_Window]:
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
        found.append(_Window(-terms, -count, start, end, paragraph))
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


def _snippets(chosen: Sequence[tuple[Page, Sequence[_Window]]], marked: _Marked) -> Iterable[Snippets]:
    """The slices of each page with their hits."""
    starts: list[int] = []
    ends: list[int] = []
    texts: list[str] = []
    lit: list[int] = []
    lights: list[tuple[int, int]] = []
    for page, windows in chosen:
        for window in windows:
            text, base, *_ = page.passages[marked.numbers[window.paragraph]]
            starts.append(window.start)
            ends.append(window.end)
            texts.append(text[window.start - base : window.end - base])
            lights += _lights(window, marked)
            lit.append(len(lights))
    columns = {"start": [low for low, _ in lights], "end": [high for _, high in lights]}
    spans = objects(Span, len(lights), columns)
    highlights = [tuple(spans[low:high]) for low, high in zip([0, *lit], lit, strict=False)]
    made = objects(
        Snippet, len(texts), {"start": starts, "end": ends, "text": texts, "highlights": highlights}
    )
    edges = list(accumulate([len(windows) for _, windows in chosen], initial=0))
    return [tuple(made[low:high]) for low, high in pairwise(edges)]


def _lights(window: _Window, marked: _Marked) -> list[tuple[int, int]]:
    """The hits of a window, overlapping ones joined, those that reach out clipped."""
    start, end = window.start, window.end
    inside: list[tuple[int, int]] = []
    for mark in range(marked.lows[window.paragraph], marked.highs[window.paragraph]):
        low, high = marked.starts[mark], marked.ends[mark]
        if low >= end:
            break
        if high <= start:
            continue
        low, high = max(low, start), min(high, end)
        if inside and low < inside[-1][1]:
            low, before = inside.pop()
            high = max(before, high)
        inside.append((low, high))
    return inside


def _begun(pages: Mapping[int, Page]) -> dict[int, Snippets]:
    """The first sentence of each page."""
    open_passages((page, next(_told(page))) for page in pages.values() if len(page.starts))
    return {row: _first_sentence(page) for row, page in pages.items()}


def _told(page: Page) -> Iterator[int]:
    """The paragraphs of a page as one looks for its beginning: those of the text first."""
    kinds = page.kinds.tolist()
    yield from (number for number, kind in enumerate(kinds) if TEXT[kind])
    yield from range(len(kinds))


def _first_sentence(page: Page) -> Snippets:
    for number in _told(page):
        text, base, starts, ends = page.passage(number)
        for start, stop in zip(starts, ends, strict=True):
            end = stop if stop - start <= LENGTH else start + LENGTH
            end = end if end == stop else base + _before_break(text, start + 1 - base, end - base)
            return (Snippet(start, end, text[start - base : end - base], ()),)
    return ()
