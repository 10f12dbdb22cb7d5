"""Stretches of a draft that stand so in other texts, though the draft does not mark them as quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.checking.claims import Claim
from index.checking.draft import Draft
from index.checking.finding.standing import order_of
from index.checking.letters import as_text
from index.checking.model import Reused, Source
from index.checking.register import draft_as_stored
from index.registers.terms.formulae import formulae_of
from index.reuse.grams import Int64, Letters, letters_of, places, ranges
from index.reuse.model import Earliest
from index.reuse.parallels.seeds import formula_limit
from index.reuse.told import VERBATIM
from index.text.fold import fold
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.reuse.parallels.places import Sources

LEAST = 20
"""Letters of a stretch that is told: a long sentence has twice as many, and names of papers fewer."""
OWN = 12
"""Letters of it that are no part of formulae of the curated list."""
AT_ONCE = 20_000
"""Letters of the draft that are looked up together."""
_FOLLOWED = 2000
"""Places of a beginning that are followed to see how far it goes on there."""
_STEP = 4
_CHANCE = 4
"""Letters of a clause that may be the same by chance, where one ends."""
_STOPS = re.compile(r"[，。；：！？,;:!?\n]")
# Folded letters are small ones.
_LISTED = re.compile(r"\[(?:[jnmrz]|eb|db|n/ol|j/ol|eb/ol)[^\]]{0,6}\]")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Letters of a draft outside its quotations, and the offset of each; ``breaks`` bool[n]: whether one
    does not go on from the letter before. ``formulaic`` bool[n]: part of a formula.
    """

    letters: Letters
    offsets: Int64
    breaks: Bools
    formulaic: Bools


def unmarked(draft: Draft, claims: Sequence[Claim]) -> Unmarked:
    """What of a draft is to be looked for: no quotations, no titles of papers, no list of references."""
    text, folded = draft.text, fold(draft.text)
    kept = np.zeros(len(text) + 1, np.bool_)
    paragraph = np.zeros(len(text) + 1, np.int64)
    for number, part in enumerate(draft.parts):
        if part.kind != "block" and not _LISTED.search(folded, part.start, part.end):
            kept[part.start : part.end] = True
        paragraph[part.start : part.end] = number
    for match in _TITLE.finditer(folded):
        kept[match.start() : match.end()] = False
    for claim in claims:
        if claim.kind != "formula":
            kept[claim.start : claim.end] = False
    letters, offsets = letters_of(text)
    outside = kept[offsets]
    gone = np.cumsum(~outside)
    letters, offsets, gone = letters[outside], offsets[outside], gone[outside]
    breaks = np.ones(len(letters), np.bool_)
    breaks[1:] = (np.diff(paragraph[offsets]) != 0) | (np.diff(gone) != 0)
    formulaic = np.zeros(len(text), np.bool_)
    for mention in formulae_of(draft_as_stored(draft)):
        formulaic[mention.start : mention.end] = True
    return Unmarked(letters, offsets.astype(np.int64), breaks, formulaic[offsets])


def portions(found: Unmarked) -> list[slice]:
    """Letters that are looked up together; none ends inside a paragraph, as far as that can be."""
    result: list[slice] = []
    starts = np.flatnonzero(found.breaks)
    at = 0
    while at < len(found.letters):
        end = at + AT_ONCE
        if end < len(found.letters):
            before = starts[(starts > at) & (starts <= end)]
            end = int(before[-1]) if len(before) else end
        result.append(slice(at, min(end, len(found.letters))))
        at = end
    return result


def reused_in(
    corpus: Corpus,
    sources: Sources,
    draft: Draft,
    found: Unmarked,
    some: slice,
    earliest: Callable[[Int64], Earliest | None],
) -> Iterator[Reused]:
    """The stretches of one portion that stand so in texts, in order."""
    letters, breaks = found.letters[some], found.breaks[some].copy()
    if len(letters) < LEAST or not corpus.parts:
        return
    breaks[0] = True
    block = np.cumsum(breaks)
    starts = np.flatnonzero(block[: len(block) - LEAST + 1] == block[LEAST - 1 :])
    sizes = np.full(len(starts), LEAST)
    bounds = [ranges(part.segment, letters, starts, sizes) for part in corpus.parts]
    often = (
        np.sum([high - low for low, high in bounds], axis=0) if bounds else np.zeros(len(starts), np.int64)
    )
    limit = formula_limit(corpus)
    free = told = 0
    ends = np.append(np.flatnonzero(breaks)[1:], len(letters))
    begins = np.flatnonzero(breaks)
    for number in np.flatnonzero(often).tolist():
        start = int(starts[number])
        if start < free:
            continue
        end = int(ends[block[start] - 1])
        place, size = _longest(corpus, letters[start:end], bounds, number)
        if not place:
            continue
        # A formula that was passed over may be its beginning.
        place, before = _begun(corpus, letters, place, start, max(told, int(begins[block[start] - 1])))
        first, size = _whole_clauses(draft.text, found.offsets[some], start - before, size + before)
        formulaic = found.formulaic[some][first : first + size]
        own = int(np.count_nonzero(~(formulaic | _common(corpus, letters[first : first + size], limit))))
        if size < LEAST or len(place) > limit or own < OWN:
            # What goes on behind a formula may be somebody's own.
            free = start + _STEP
            continue
        free = told = first + size
        rows = np.array(list(place), np.int64)
        rows = rows[np.lexsort(order_of(corpus, rows))]
        part, at = place[int(rows[0])]
        there = part, at + first - (start - before)
        yield _told(corpus, sources, draft, found.offsets[some], (first, size), rows, there, earliest)


Where = dict[int, tuple[int, int]]
"""Documents (rows of the corpus) and where in each: the part and the place."""


def _begun(corpus: Corpus, letters: Letters, place: Where, start: int, least: int) -> tuple[Where, int]:
    """How many letters before ``start`` stand before it in one of the texts too, and the texts that have
    all of them, each with the place where these begin.
    """
    before = {row: _same_before(corpus, letters, at, start, least) for row, at in place.items()}
    most = max(before.values())
    return {row: (part, at - most) for row, (part, at) in place.items() if before[row] == most}, most


def _same_before(corpus: Corpus, letters: Letters, at: tuple[int, int], start: int, least: int) -> int:
    part, place = at
    text = corpus.parts[part].segment.text
    size = 0
    while start - size > least and place - size > 0 and text[place - size - 1] == letters[start - size - 1]:
        size += 1
    return size


def _common(corpus: Corpus, letters: Letters, limit: int) -> Bools:
    """bool[n]: letters of runs that stand more often than formulae do."""
    starts = np.arange(len(letters) - VERBATIM + 1)
    bounds = [ranges(part.segment, letters, starts, np.full(len(starts), VERBATIM)) for part in corpus.parts]
    often = np.sum([high - low for low, high in bounds], axis=0) > limit
    found = np.zeros(len(letters), np.bool_)
    for at in range(VERBATIM):
        found[at : at + len(starts)] |= often
    return found


def _longest(
    corpus: Corpus, ours: Letters, bounds: Sequence[tuple[Int64, Int64]], number: int
) -> tuple[Where, int]:
    """How far the letters go on in the texts: the documents that have all of it, and its size."""
    string = as_text(ours)
    best = 0
    found: Where = {}
    for index, (part, (low, high)) in enumerate(zip(corpus.parts, bounds, strict=True)):
        _, where = places(part.segment, low[number : number + 1], high[number : number + 1])
        rows = part.base + part.segment.blocks[where >> 5].astype(np.int64)
        living = corpus.alive[rows]
        for place, row in zip(where[living][:_FOLLOWED].tolist(), rows[living].tolist(), strict=False):
            size = _same(string, as_text(part.segment.text[place : place + len(string)]))
            if size > best:
                best = size
                found.clear()
            if size == best:
                found.setdefault(row, (index, place))
    return found, best


def _whole_clauses(text: str, offsets: Int64, start: int, size: int) -> tuple[int, int]:
    """A stretch without the few letters at its ends that are of other clauses and the same by chance."""
    end = start + size
    for at in range(start + 1, min(start + _CHANCE, end)):
        if _STOPS.search(text, int(offsets[at - 1]), int(offsets[at])):
            start = at
    for at in range(end - 1, max(end - 1 - _CHANCE, start), -1):
        if _STOPS.search(text, int(offsets[at - 1]), int(offsets[at])):
            end = at
    return start, end - start


def _same(ours: str, theirs: str) -> int:
    """With how many letters both begin; of a document's end there are pads behind it."""
    if ours == theirs:
        return len(ours)
    low, high = 0, min(len(ours), len(theirs))
    while low < high:
        middle = (low + high + 1) // 2
        if ours[:middle] == theirs[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _told(
    corpus: Corpus,
    sources: Sources,
    draft: Draft,
    offsets: Int64,
    stretch: tuple[int, int],
    rows: Int64,
    place: tuple[int, int],
    earliest: Callable[[Int64], Earliest | None],
) -> Reused:
    start, size = stretch
    row = int(rows[0])
    index, first = place
    ends = corpus.parts[index].segment.source_at(np.array([first, first + size - 1]))
    id, low, high = int(corpus.ids[row]), int(ends[0]), int(ends[1]) + 1
    (text,) = sources.excerpts([(id, low, high)])
    begin, end = int(offsets[start]), int(offsets[start + size - 1]) + 1
    line, column = draft.position(begin)
    source = Source(id, low, high, text or "")
    return Reused(line, column, draft.text[begin:end], source, len(rows), earliest(rows))
