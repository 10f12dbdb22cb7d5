"""The match form of a text: what queries are compared with, with its map to the source.

The match form is the folded text without its transparent characters; its *skeleton* keeps letters and
digits only. Positions of the match form are called indices, those of the source offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.model import Paragraph
from index.text.fold import CODES, fold_codes, to_codes, to_text
from index.text.marks import LETTER, MARK, kind, pairs

Int32 = NDArray[np.int32]
Bools = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)
_UNKNOWN = 255


@dataclass(frozen=True, slots=True, eq=False)
class MatchForm:
    """A text as matching sees it; n characters of match form, k of skeleton, p pairs of marks.

    ``text``: the match form. ``offsets`` int32[n]: the source offset of each of its characters.
    ``paragraphs`` int32[n]: the index of the paragraph that each character stands in, ascending.
    ``skeleton``: its letters and digits; ``letters`` int32[k]: the index of each in ``text``.
    ``pairs`` int32[p, 2]: the content of each pair of marks as a range of indices, without empty ones.
    ``edges`` int32[2p], ascending, with ``partners`` int32[2p]: both ends of each content, and the other end.
    """

    text: str
    offsets: Int32
    paragraphs: Int32
    skeleton: str
    letters: Int32
    pairs: Int32
    edges: Int32
    partners: Int32


def match_form(text: str, paragraphs: Sequence[Paragraph] | None = None) -> MatchForm:
    """The match form of ``text``, whose ``paragraphs`` are its lines when none are given.

    What stands in no paragraph is not matched. A line break inside a paragraph is transparent.
    """
    codes = to_codes(text)
    folded = fold_codes()[codes]
    kinds = kinds_of(folded)
    places = _places(codes, paragraphs)
    inside = places >= 0
    kept = (kinds <= LETTER) & inside
    offsets = np.flatnonzero(kept).astype(np.int32)
    form = folded[offsets]
    letters = np.flatnonzero(kinds[offsets] == LETTER).astype(np.int32)
    content = _content(folded, np.flatnonzero((kinds == MARK) & inside), places, offsets)
    edges = content.ravel()
    order = np.argsort(edges, kind="stable")
    return MatchForm(
        text=to_text(form),
        offsets=offsets,
        paragraphs=places[offsets],
        skeleton=to_text(form[letters]),
        letters=letters,
        pairs=content,
        edges=edges[order],
        partners=content[:, ::-1].ravel()[order],
    )


def _places(codes: NDArray[np.uint32], paragraphs: Sequence[Paragraph] | None) -> Int32:
    """The paragraph of each source character, -1 outside of all."""
    if paragraphs is None:
        return np.cumsum(codes == 0x0A, dtype=np.int32)
    places = np.full(len(codes), -1, np.int32)
    for number, paragraph in enumerate(paragraphs):
        places[paragraph.start : paragraph.end] = number
    return places


def each_once(values: NDArray[Number]) -> NDArray[Number]:
    """The different ones of a flat array, ascending: ``np.unique`` without the modules that it loads."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


@cache
def _known_kinds() -> NDArray[np.uint8]:
    # Filled as characters are met: asking Unicode for all of them would take 0.3 s.
    return np.full(CODES, _UNKNOWN, np.uint8)


def kinds_of(folded: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """``marks.kind`` of each of an array of folded characters."""
    known = _known_kinds()
    kinds = known.take(folded)
    unknown = kinds == _UNKNOWN
    if unknown.any():
        new = each_once(folded[unknown])
        known[new] = [kind(chr(code)) for code in new.tolist()]
        kinds = known.take(folded)
    return kinds


def _content(folded: NDArray[np.uint32], marks: NDArray[np.intp], places: Int32, offsets: Int32) -> Int32:
    """Contents of the pairs of ``marks`` (source offsets), as ranges of match-form indices."""
    if not len(marks):
        return np.empty((0, 2), np.int32)
    characters = to_text(folded[marks])
    starts = np.flatnonzero(np.diff(places[marks], prepend=-1)).tolist()
    found = [
        (start + opening, start + closing)
        for start, end in zip(starts, [*starts[1:], len(marks)], strict=True)
        for opening, closing in pairs(enumerate(characters[start:end]))
    ]
    # A mark's index is the number of match-form characters before it.
    indices = np.searchsorted(offsets, marks).astype(np.int32)
    content: Int32 = indices[np.array(found, np.intp).reshape(-1, 2)]
    return content[content[:, 0] < content[:, 1]]
