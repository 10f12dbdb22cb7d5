"""Where the hits of chosen documents stand, read from the segments, without folding a text again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.engine.answers.ranking import words_of
from index.engine.corpus.corpus import Corpus, Int64, Part, Rows
from index.engine.interface import Cancel
from index.engine.language.ast import Node, Term
from index.engine.language.leaves import literals
from index.text.form import Bools

Bounds = tuple[Int64, Int64]
"""Starts and ends, both int64[n], in order and without overlaps."""


_HIGH, _LOW = 32, (1 << 32) - 1

LENGTH = 120
"""Characters of a snippet, about two lines of a terminal."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Spans of one document in its stored text, by start, end and term (a number): lists of one length.

    ``near``: how many of them begin in the ``LENGTH`` characters from the start of each.
    """

    starts: list[int]
    ends: list[int]
    terms: list[int]
    near: list[int]


NO_MARKS = Marks([], [], [], [])


def exact(part: Part, node: Node, documents: Rows | None, cancelled: Cancel = None) -> Bounds:
    """Form ranges of the exact matches of a leaf, in ``documents`` (numbers in the segment; None: all)."""
    return part.matcher.ranges(node, loose=False, documents=documents, cancelled=cancelled)


def loose(part: Part, node: Node, documents: Rows | None, cancelled: Cancel = None) -> Bounds:
    """Form ranges of all loose matches."""
    return part.matcher.ranges(node, loose=True, documents=documents, cancelled=cancelled)


def further(found: Bounds, others: Bounds) -> Bounds:
    """Those of ``found`` that overlap none of ``others``."""
    kept = ~_touching(found, others)
    return found[0][kept], found[1][kept]


def _touching(found: Bounds, others: Bounds) -> Bools:
    starts, ends = found
    if not len(others[0]):
        return np.zeros(len(starts), np.bool_)
    # The first of the others that ends behind the start is the only one to look at.
    first = np.searchsorted(others[1], starts, side="right")
    begins = others[0][np.minimum(first, len(others[0]) - 1)]
    touching: Bools = (first < len(others[0])) & (begins < ends)
    return touching


def of_hits(
    corpus: Corpus, leaves: Sequence[Node], groups: tuple[Rows, Rows, Rows], cancelled: Cancel = None
) -> Iterator[tuple[int, Marks]]:
    """What the snippets of each row highlight; rows without anything do not come.

    ``groups``: the rows of exact, loose and related hits, each ascending. Exact hits show exact matches,
    loose ones further loose matches too, terms numbered as ``leaves``; related ones show the words.
    """
    certain, uncertain, related = groups
    both = np.sort(np.concatenate((certain, uncertain)))
    words = sorted({word for leaf in leaves for raw in literals(leaf) for word in words_of(raw)})
    found: dict[int, list[tuple[int, Bounds]]] = {}
    parts = {part.base: part for part in corpus.parts}
    for number, leaf in enumerate(leaves):
        for part, documents in corpus.split(both):
            keys = _keys(part, leaf, documents, loose=False, cancelled=cancelled)
            found.setdefault(part.base, []).append((number, keys))
        for part, documents in corpus.split(uncertain):
            certainly = _keys(part, leaf, documents, loose=False, cancelled=cancelled)
            more = further(_keys(part, leaf, documents, loose=True, cancelled=cancelled), certainly)
            found.setdefault(part.base, []).append((number, more))
    for number, word in enumerate(words if len(related) else ()):
        for part, documents in corpus.split(related):
            keys = _keys(part, Term(word), documents, loose=True, cancelled=cancelled)
            found.setdefault(part.base, []).append((number, keys))
    for base, each in found.items():
        yield from _by_row(parts[base], each)


def _keys(part: Part, node: Node, documents: Rows, *, loose: bool, cancelled: Cancel) -> Bounds:
    """Matches of a leaf as ranges of *keys*: the document (number in the segment) times 2³², and the source
    offset in it.
    """
    segment, matcher = part.segment, part.matcher
    letters = matcher.letters(node, documents, loose=loose, cancelled=cancelled)
    if letters is not None:
        # From letter to letter: their places lead to the source at once.
        owners = segment.document_of(letters[0])
        first, last = np.split(segment.source_at(np.concatenate(letters)), 2)
    else:
        starts, ends = matcher.ranges(node, loose=loose, documents=documents, cancelled=cancelled)
        owners = documents_of(part, starts)
        first, last = np.split(segment.source_of(np.concatenate((starts, ends - 1))), 2)
    owners <<= _HIGH
    return owners + first, owners + last + 1


def _by_row(part: Part, found: list[tuple[int, Bounds]]) -> Iterator[tuple[int, Marks]]:
    """The ranges of keys of terms (by number) in one segment, as marks of each of its rows."""
    starts = np.concatenate([ranges[0] for _, ranges in found])
    if not len(starts):
        return
    ends = np.concatenate([ranges[1] for _, ranges in found])
    terms = np.repeat([number for number, _ in found], [len(ranges[0]) for _, ranges in found])
    if len(found) > 1:
        order = np.lexsort((terms, ends, starts))
        starts, ends, terms = starts[order], ends[order], terms[order]
    documents = starts >> _HIGH
    near = np.searchsorted(starts, starts + LENGTH) - np.arange(len(starts))
    bounds = np.flatnonzero(np.diff(documents, prepend=-1)).tolist()
    each = ((starts & _LOW).tolist(), (ends & _LOW).tolist(), terms.tolist(), near.tolist())
    for low, high in zip(bounds, [*bounds[1:], len(documents)], strict=True):
        yield part.base + int(documents[low]), Marks(*(numbers[low:high] for numbers in each))


def documents_of(part: Part, forms: Int64) -> Int64:
    """int64[n]: the documents of the segment that form indexes lie in."""
    documents: Int64 = np.searchsorted(part.memory.forms, forms, side="right") - 1
    return documents
