"""What parallels are looked for: stretches of one text, as letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.model import Span
from index.reuse.grams import Int64, Letters, letters_of
from index.text.pinyin import find_glosses

LONGEST = 3000
"""Characters that are asked for as one stretch."""
_SENTENCE_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*")
BETWEEN = 0xFFFF
"""Stands before, between and behind the stretches; it is no letter of any text."""


@dataclass(frozen=True, slots=True)
class Question:
    """u stretches of ``text``, each asked for by itself.

    ``letters`` uint16[n]: those of all stretches with ``BETWEEN`` around each; ``offsets`` int64[n]: where
    each stands in ``text``. ``starts``, ``ends`` int64[u]: of the stretches in ``letters``.
    """

    text: str
    letters: Letters
    offsets: Int64
    starts: Int64
    ends: Int64

    def source(self, start: int, end: int) -> Span:
        """Where the letters from ``start`` to ``end`` stand in the text."""
        return Span(int(self.offsets[start]), int(self.offsets[end - 1]) + 1)


def question(text: str, spans: Sequence[Span], *, junk: bool = False) -> Question:
    """Ask for ``spans`` of ``text``; those without letters are left out.

    ``junk``: bracketed readings behind their characters are none of its letters, as in a query.
    """
    letters: list[Letters] = [np.array([BETWEEN], np.uint16)]
    offsets: list[Int64] = [np.zeros(1, np.int64)]
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
    sizes = np.array([len(piece) for piece in letters], np.int64)
    ends = np.cumsum(sizes)[1::2]
    return Question(text, np.concatenate(letters), np.concatenate(offsets), ends - sizes[1::2], ends)


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
