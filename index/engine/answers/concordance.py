"""Concordance lines: each hit with what stands to its left and right.

Lines are put in order on the segments, by what stands around the hits in the match form; texts are read
only for the lines that are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

import numpy as np

from index.engine.answers import marking
from index.engine.answers.contexts import Hits, Side, beside, contexts, paragraph_bounds, source_bounds
from index.engine.answers.pages import Pages
from index.engine.corpus.corpus import Corpus, Int64, Part, Rows
from index.engine.interface import KwicSort
from index.engine.language.ast import Node
from index.model import KwicLine
from index.text.objects import objects

Excerpts = Callable[[Sequence[tuple[int, int, int]]], Sequence[str | None]]
"""The text of each (id, start, end); ``None`` or something shorter where that cannot be told quickly."""

COMPARED = 64
"""Characters of context that sorting looks at."""
STEPS = (9, COMPARED)
"""Most lines differ soon: so many characters are compared at first, then all of those that are equal."""
MANY = 16
"""Times as many lines as are wanted: one character is looked at first."""
PACKED = 3
"""Code points in one number of 63 bits."""


def hits(corpus: Corpus, leaves: Sequence[Node], rows: Rows, sort: KwicSort, limit: int | None) -> Hits:
    """Each exact match of a leaf in ``rows`` (ascending) once, however many leaves match there.

    Those may be left out that are not among the first ``limit`` by left or right context.
    """
    if sort != "date" and limit is not None and limit > 0:
        nearest = _nearest(corpus, leaves, rows, sort, limit)
        if nearest is not None:
            return nearest
    found: list[Hits] = []
    wanted = corpus.none()
    wanted[rows] = True
    numbers = {part.base: number for number, part in enumerate(corpus.parts)}
    for part, documents in corpus.split(rows):
        chosen = _few(part, documents)
        each = [marking.exact(part, leaf, chosen) for leaf in leaves]
        pairs = np.stack([np.concatenate(ends) for ends in zip(*each, strict=True)], axis=1)
        if len(leaves) > 1:
            pairs = np.unique(pairs, axis=0)
        at = marking.documents_of(part, pairs[:, 0]) + part.base
        pairs, at = pairs[wanted[at]], at[wanted[at]]
        found.append(Hits(at, np.full(len(at), numbers[part.base]), pairs[:, 0], pairs[:, 1]))
    none = np.zeros(0, np.int64)
    columns = ("rows", "parts", "starts", "ends")
    rows, numbers_of, starts, ends = (
        np.concatenate([none, *(getattr(each, name) for each in found)]) for name in columns
    )
    return Hits(rows, numbers_of, starts, ends)


def _nearest(corpus: Corpus, leaves: Sequence[Node], rows: Rows, side: Side, limit: int) -> Hits | None:
    """Hits by the one character beside them, those that may be among the first ``limit``.

    Of a common term few are left. ``None`` if a hit may begin or end with something that is no letter.
    """
    wanted = corpus.none()
    wanted[rows] = True
    found: list[tuple[Part, Int64, Int64]] = []
    keys: list[Int64] = []
    for part, documents in corpus.split(rows):
        chosen = _few(part, documents)
        each = [part.matcher.letters(leaf, chosen) for leaf in leaves]
        places = [pair for pair in each if pair is not None]
        if len(places) < len(each):
            return None
        first, last = places[0]
        if len(places) > 1:
            pairs = np.concatenate([np.stack(pair, axis=1) for pair in places])
            first, last = np.unique(pairs, axis=0).T
        if _any_in(part, np.flatnonzero(~wanted[part.rows]), first):
            kept = wanted[part.rows][part.segment.document_of(first)]
            first, last = first[kept], last[kept]
        found.append((part, first, last))
        keys.append(beside(part, first, last, side))
    key = np.concatenate([np.zeros(0, np.int64), *keys])
    most = np.partition(key, limit - 1)[limit - 1] if limit < len(key) else None
    numbers = {part.base: number for number, part in enumerate(corpus.parts)}
    chosen_hits: list[tuple[Int64, ...]] = [(np.zeros(0, np.int64),) * 4]
    for (part, first, last), key in zip(found, keys, strict=True):
        if most is not None:
            near = np.flatnonzero(key <= most)
            first, last = first[near], last[near]
        at = part.segment.document_of(first) + part.base
        chosen_hits.append((at, np.full(len(at), numbers[part.base]), first, last + 1))
    at, where, starts, ends = (np.concatenate(each) for each in zip(*chosen_hits, strict=True))
    return Hits(at, where, starts, ends, by_place=True)


def _any_in(part: Part, documents: Rows, places: Int64) -> bool:
    """Whether any of these places (ascending) is in one of the documents."""
    starts = part.segment.starts[documents].astype(np.int64)
    ends = starts + part.segment.lengths[documents]
    return bool((np.searchsorted(places, starts) < np.searchsorted(places, ends)).any())


def _few(part: Part, documents: Rows) -> Rows | None:
    """The documents to read: chosen ones is worth it as long as they are few; ``None`` for all."""
    return documents if len(documents) < part.segment.D // 4 else None


def in_order(corpus: Corpus, found: Hits, sort: KwicSort, limit: int | None) -> Hits:
    """The first ``limit`` of the hits in the order that ``sort`` asks for.

    ``date``: newest document first, unknown last, then by id and place. ``left`` and ``right``: by context
    in the match form, by code points, from the keyword outward, then as ``date`` does.
    """
    if sort != "date" and limit is not None and 0 < limit < len(found.rows):
        # Most lines of a common term cannot be among the first, and need not be put in order.
        for size in (1, PACKED) if len(found.rows) > MANY * limit else (PACKED,):
            (key,) = _packed(contexts(corpus.parts, found, size, sort))
            found = found[np.flatnonzero(key <= np.partition(key, limit - 1)[limit - 1])]
    found = found[np.lexsort((found.starts, corpus.ids[found.rows], -corpus.first[found.rows]))]
    # Lines whose rank is not settled: those that share it with others, and could be among the first.
    open_lines = np.arange(len(found.rows))
    ranks = np.zeros(len(open_lines), np.int64)
    if sort == "date" or not len(open_lines):
        return found[open_lines[:limit]]
    seen = 0
    for step in STEPS:
        keys = _packed(contexts(corpus.parts, found[open_lines], step, sort)[:, seen:])
        seen = step
        order = np.lexsort((*reversed(keys), ranks[open_lines]))
        lines, keys = open_lines[order], [key[order] for key in keys]
        same = ranks[lines][1:] == ranks[lines][:-1]
        for key in keys:
            same &= key[1:] == key[:-1]
        # A rank is the number of lines before the first of its equals.
        group = np.flatnonzero(np.append(True, ~same))
        sizes = np.diff(np.append(group, len(lines)))
        first_of_rank = np.flatnonzero(np.append(True, ranks[lines][1:] != ranks[lines][:-1]))
        lengths = np.diff(np.append(first_of_rank, len(lines)))
        within = np.arange(len(lines)) - np.repeat(first_of_rank, lengths)
        ranks[lines] += np.repeat(within[group], sizes)
        tied = np.repeat(sizes > 1, sizes)
        if limit is not None:
            tied &= ranks[lines] < limit
        open_lines = np.sort(lines[tied])
        if not len(open_lines):
            break
    return found[np.argsort(ranks, kind="stable")[:limit]]


def _packed(characters: np.ndarray[tuple[int, ...], np.dtype[np.uint32]]) -> list[Int64]:
    """Code points [n, k] as numbers that are in the same order, a few characters in each."""
    found = []
    for start in range(0, characters.shape[1], PACKED):
        key = np.zeros(len(characters), np.int64)
        for at in range(start, start + PACKED):
            key <<= 21
            if at < characters.shape[1]:
                key |= characters[:, at]
        found.append(key)
    return found


def lines(corpus: Corpus, found: Hits, pages: Pages, excerpts: Excerpts | None, width: int) -> list[KwicLine]:
    """The lines of the hits whose texts are there; contexts are slices inside the paragraph of the hit."""
    count = len(found.rows)
    starts, ends, lows, highs = (np.full(count, -1, np.int64) for _ in range(4))
    for number, part in enumerate(corpus.parts):
        here = np.flatnonzero(found.parts == number)
        if len(here):
            begun, ended = found.starts[here], found.ends[here]
            starts[here], ends[here] = source_bounds(part.segment, begun, ended, found.by_place)
            lows[here], highs[here] = paragraph_bounds(part.segment, begun, found.by_place)
    known = lows >= 0 if excerpts is not None else np.zeros(count, np.bool_)
    lows = np.maximum(lows, starts - width)
    highs = np.maximum(ends, np.minimum(highs, ends + width))
    ids = corpus.ids[found.rows].tolist()
    spans = list(zip(ids, lows.tolist(), highs.tolist(), strict=True))
    texts: list[str | None] = [None] * count
    if excerpts is not None:
        numbers = np.flatnonzero(known).tolist()
        for number, text in zip(numbers, excerpts([spans[number] for number in numbers]), strict=True):
            if text is not None and len(text) == spans[number][2] - spans[number][1]:
                texts[number] = text
    whole = pages.get(dict.fromkeys(id for id, text in zip(ids, texts, strict=True) if text is None))
    before, until = (starts - lows).tolist(), (ends - lows).tolist()
    begins, stops = starts.tolist(), ends.tolist()
    for number in [number for number, text in enumerate(texts) if text is None]:
        page = whole.get(ids[number])
        if page is None:
            continue
        start, end = begins[number], stops[number]
        paragraph = page.paragraph_at(start)
        low = max(int(page.starts[paragraph]), start - width)
        texts[number] = page.piece(low, max(end, min(int(page.ends[paragraph]), end + width)))
        before[number], until[number] = start - low, end - low
    there = [text for text in texts if text is not None]
    columns: list[list[int]] = [ids, begins, stops, before, until]
    if len(there) < count:
        held = [text is not None for text in texts]
        columns = [list(compress(column, held)) for column in columns]
    ids, begins, stops, before, until = columns
    fields_of: dict[str, list[int] | list[str]] = {
        "id": ids,
        "start": begins,
        "end": stops,
        "left": [text[:left] for text, left in zip(there, before, strict=True)],
        "keyword": [text[left:right] for text, left, right in zip(there, before, until, strict=True)],
        "right": [text[right:] for text, right in zip(there, until, strict=True)],
    }
    return objects(KwicLine, len(there), fields_of)
