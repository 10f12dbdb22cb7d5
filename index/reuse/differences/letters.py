"""The letters of a stretch of text, which is what wordings are compared by, and where each of them stands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from index.text.fold import fold_codes, to_codes, to_text
from index.text.form import kinds_of
from index.text.marks import LETTER, OTHER
from index.text.pinyin import find_glosses

_LINE_END = 0x0A


class Wording(NamedTuple):
    """``letters``: the n folded letters and digits of a stretch, without bracketed readings.

    ``offsets`` int32[n]: the source offset of each. ``stops`` bool[n + 1]: whether punctuation or a line end
    stands before each, and behind the last; both ends of the stretch are stops.
    """

    letters: str
    offsets: NDArray[np.int32]
    stops: NDArray[np.bool_]
    span: Span


def wording(text: str, span: Span | None = None) -> Wording:
    """The wording of ``text[span.start:span.end]``, or of all of ``text``."""
    span = span or Span(0, len(text))
    stretch = text[span.start : span.end]
    folded = fold_codes()[to_codes(stretch)]
    kinds = kinds_of(folded)
    lettered = kinds == LETTER
    stopping = (kinds == OTHER) | (folded == _LINE_END)
    # A reading in brackets belongs to the character before it, which may stand before the stretch.
    before = 1 if span.start else 0
    for gloss in find_glosses(text[span.start - before : span.end] if before else stretch):
        bracket = slice(gloss.start - before, gloss.end - before)
        lettered[bracket] = stopping[bracket] = False
    offsets = np.flatnonzero(lettered).astype(np.int32)
    passed = np.concatenate(([0], np.cumsum(stopping)))[offsets]
    stops = np.ones(len(offsets) + 1, np.bool_)
    stops[1:-1] = passed[1:] > passed[:-1]
    return Wording(to_text(folded[offsets]), offsets + np.int32(span.start), stops, span)
