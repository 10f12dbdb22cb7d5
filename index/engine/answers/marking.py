"""Where the hits of chosen documents stand, read from the segments, without folding a text again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engine.answers.ranking import words_of
from index.engine.corpus.corpus import Corpus, Int64, Part, Rows
from index.engine.interface import Cancel
from index.engine.language.ast import Node, Term
from index.engine.language.leaves import literals
from index.text.form import Bools

Bounds = tuple[Int64, Int64]
"""Starts and ends, both int64[n], in order and without overlaps."""


ROW, OFFSET = 32, (1 << 32) - 1
"""Bits that a row is shifted by in a key, and those of the offset."""
LENGTH = 120
"""Characters of a snippet, about two lines of a terminal."""


class Marks(NamedTuple):
    """n spans of documents in their stored texts, by start, end and term: int64[n] each.

    ``starts``, ``ends`` are keys: the row times 2³², and the offset in its text. ``terms`` are numbers, and
    ``kinds`` is more than any of them.
    """

    starts: Int64
    ends: Int64
    terms: Int64
    kinds: int


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
) -> Marks:
    """What the snippets of rows highlight.

    ``groups``: the rows of exact, loose and related hits, each ascending. Exact hits show exact matches,
    loose ones further loose matches too, terms numbered as ``leaves``; related ones show the words.
    """
    certain, uncertain, related = groups
    both = np.sort(np.concatenate((certain, uncertain)))
    words = sorted({word for leaf in leaves for raw in literals(leaf) for word in words_of(raw)})
    found: list[tuple[int, Bounds]] = []
    for number, leaf in enumerate(leaves):
        for part, documents in corpus.split(both):
            found.append((number, _keys(part, leaf, documents, loose=False, cancelled=cancelled)))
        for part, documents in corpus.split(uncertain):
            certainly = _keys(part, leaf, documents, loose=False, cancelled=cancelled)
            more = further(_keys(part, leaf, documents, loose=True, cancelled=cancelled), certainly)
            found.append((number, more))
    for number, word in enumerate(words if len(related) else ()):
        for part, documents in corpus.split(related):
            found.append((number, _keys(part, Term(word), documents, loose=True, cancelled=cancelled)))
    return _in_order(found)


def _keys(part: Part, node: Node, documents: Rows, *, loose: bool, cancelled: Cancel) -> Bounds:
    """Matches of a leaf as ranges of keys (see ``Marks``)."""
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
    owners += part.base
    owners <<= ROW
    return owners + first, owners + last + 1


def _in_order(found: Sequence[tuple[int, Bounds]]) -> Marks:
    """The ranges of keys of terms (by number) as marks."""
    none = np.zeros(0, np.int64)
    starts = np.concatenate([none, *(ranges[0] for _, ranges in found)])
    ends = np.concatenate([none, *(ranges[1] for _, ranges in found)])
    sizes = [len(ranges[0]) for _, ranges in found]
    terms = np.repeat(np.array([number for number, _ in found], np.int64), sizes)
    if np.count_nonzero(sizes) > 1:
        order = np.lexsort((terms, ends, starts))
        starts, ends, terms = starts[order], ends[order], terms[order]
    return Marks(starts, ends, terms, max((number for number, _ in found), default=0) + 1)


def documents_of(part: Part, forms: Int64) -> Int64:
    """int64[n]: the documents of the segment that form indexes lie in."""
    documents: Int64 = np.searchsorted(part.memory.forms, forms, side="right") - 1
    return documents
