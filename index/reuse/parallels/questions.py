"""What parallels are looked for: stretches of one text, as letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from index.reuse.grams import Int64, Letters, letters_of
from index.text.fold import fold_codes, to_codes
from index.text.form import kinds_of
from index.text.marks import OTHER
from index.text.pinyin import find_glosses

LONGEST = 3000
"""Characters that are asked for as one stretch."""
_SENTENCE_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*")
CLAUSE, SENTENCE = 1, 2
_SENTENCE_ENDS = np.array([ord(character) for character in "。!?…\n"])
_CLOSING = dict(zip("（(〔[【《〈“‘「『", "）)〕]】》〉”’」』", strict=True))
BETWEEN = 0xFFFF
"""Stands before, between and behind the stretches; it is no letter of any text."""


@dataclass(frozen=True, slots=True)
class Question:
    """u stretches of ``text``, each asked for by itself.

    ``letters`` uint16[n]: those of all stretches with ``BETWEEN`` around each; ``offsets`` int64[n]: where
    each stands in ``text``; ``stops`` int8[n]: what ends before it (``CLAUSE``, ``SENTENCE`` or nothing, 0).
    ``starts``, ``ends`` int64[u]: of the stretches in ``letters``; ``begins``: where they begin in ``text``.
    """

    text: str
    letters: Letters
    offsets: Int64
    stops: NDArray[np.int8]
    starts: Int64
    ends: Int64
    begins: Int64

    def source(self, start: int, end: int) -> Span:
        """Where the letters from ``start`` to ``end`` stand in the text, with the bracket they begin in."""
        first, last = int(self.offsets[start]), int(self.offsets[end - 1]) + 1
        unit = int(np.searchsorted(self.starts, start, side="right")) - 1
        if first > self.begins[unit] and begins_in_bracket(self.text, first, last):
            first -= 1
        return Span(first, last)


def begins_in_bracket(text: str, start: int, end: int) -> bool:
    """Whether the bracket or mark right before a stretch is closed in it: without it one would hang there."""
    opening = text[start - 1 : start]
    closing = _CLOSING.get(opening)
    if closing is None:
        return False
    at = text.find(closing, start, end)
    return at >= 0 and text.find(opening, start, at) < 0


def question(text: str, spans: Sequence[Span], *, junk: bool = False) -> Question:
    """Ask for ``spans`` of ``text``; those without letters are left out.

    ``junk``: bracketed readings behind their characters are none of its letters, as in a query.
    """
    letters: list[Letters] = [np.array([BETWEEN], np.uint16)]
    offsets: list[Int64] = [np.zeros(1, np.int64)]
    stops: list[NDArray[np.int8]] = [np.full(1, SENTENCE, np.int8)]
    begins: list[int] = []
    for span in spans:
        piece = text[span.start : span.end]
        found, at = letters_of(piece)
        if junk:
            for gloss in find_glosses(piece):
                kept = (at < gloss.start) | (at >= gloss.end)
                found, at = found[kept], at[kept]
        if len(found):
            letters += [found, letters[0]]
            offsets += [at + span.start, offsets[0]]
            stops += [_stops(piece, at), stops[0]]
            begins.append(span.start)
    sizes = np.array([len(piece) for piece in letters], np.int64)
    ends = np.cumsum(sizes)[1::2]
    return Question(
        text,
        np.concatenate(letters),
        np.concatenate(offsets),
        np.concatenate(stops),
        ends - sizes[1::2],
        ends,
        np.array(begins, np.int64),
    )


def _stops(piece: str, at: Int64) -> NDArray[np.int8]:
    """What ends between the letters (at these offsets) before each: at the first one the piece begins."""
    folded = fold_codes()[to_codes(piece)]
    kinds = np.where(kinds_of(folded) == OTHER, CLAUSE, 0).astype(np.int8)
    kinds[np.isin(folded, _SENTENCE_ENDS)] = SENTENCE
    found = np.full(len(at), SENTENCE, np.int8)
    found[1:] = np.maximum.reduceat(kinds, at[:-1])[: len(at) - 1] if len(at) > 1 else 0
    return found


def cut(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those that are too long to be looked at as a whole cut behind sentences."""
    pieces: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > LONGEST:
            ends = [
                match.end() for match in _SENTENCE_END.finditer(text, start + LONGEST // 2, start + LONGEST)
            ]
            end = ends[-1] if ends else start + LONGEST
            pieces.append(Span(start, end))
            start = end
        pieces.append(Span(start, span.end))
    return pieces


def lines(text: str) -> list[Span]:
    """The lines of a text that have letters or digits."""
    found: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if len(letters_of(line)[0]):
            found.append(Span(at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return found
