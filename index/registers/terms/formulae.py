"""Where a text uses formulae of the curated list."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.model import StoredText
from index.registers.alternatives import either
from index.registers.model import Mention
from index.registers.terms.curated import formulae
from index.text.fold import fold, fold_codes, to_codes, to_text
from index.text.form import kinds_of, match_form
from index.text.marks import LETTER

_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万0123456789")
_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'", "《": "》"}
_ALONE = 2
"""A name of so few letters (三会, 四强) is one only where it stands in marks by itself: 十四强 is none."""
_ENDS = frozenset("。!?;")
_PAUSES = frozenset(",、:")


def formulae_of(stored: StoredText) -> tuple[Mention, ...]:
    """The formulae that the text uses, in order, without overlap; the longest at each place.

    A name that is part of a longer one is none (三会 in 三会一课, 两优一先 in 两红两优一先), nor is one that
    goes on from another number or runs over the end of a sentence. Marks and spaces inside do not matter.
    """
    skeleton, places = _letters(stored)
    starts = [paragraph.start for paragraph in stored.paragraphs]
    names = _names()
    found: list[Mention] = []
    at = 0
    while match := _pattern().search(skeleton, at):
        at = match.start() + 1
        # Where the longest does not hold, a shorter one may: 四强 in “四强”，党支部.
        for name in (match[0], *_within(match[0])):
            first, last = int(places[match.start()]), int(places[match.start() + len(name) - 1])
            if bisect_right(starts, first) != bisect_right(starts, last):
                continue
            if span := _span(stored.text, first, last + 1, name):
                found.append(Mention(names[name], *span, stored.text[slice(*span)]))
                at = match.start() + len(name)
                break
    return tuple(found)


def _letters(stored: StoredText) -> tuple[str, NDArray[np.intp]]:
    """The letters and digits of the paragraphs, folded, and where each stands: a match form's skeleton."""
    folded = fold_codes().take(to_codes(stored.text))
    inside = np.zeros(len(folded), np.bool_)
    for paragraph in stored.paragraphs:
        inside[paragraph.start : paragraph.end] = True
    places = np.flatnonzero((kinds_of(folded) == LETTER) & inside)
    return to_text(folded.take(places)), places


def _span(text: str, begin: int, end: int, name: str) -> tuple[int, int] | None:
    """``[begin:end]``, where the letters of a name stand, if it is used there."""
    folded = fold(text[max(0, begin - 1) : end + 1])
    if name[0] in _NUMERALS and begin and folded[0] in _NUMERALS:
        return None
    inside = set(folded[1:-1] if begin else folded[:-1])
    if _ENDS & inside or (_PAUSES & inside and name in _unbroken()):
        return None
    if len(name) <= _ALONE and _MARKS.get(folded[:1]) != folded[-1:]:
        return None
    return begin, end


@cache
def _within(name: str) -> tuple[str, ...]:
    """The names that ``name`` begins with, longest first."""
    found = [other for other in _names() if name.startswith(other) and other != name]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _names() -> dict[str, str]:
    """The letters of each name and variant, and the formula that it names."""
    found: dict[str, str] = {}
    for formula in formulae():
        for name in (formula.term, *formula.variants):
            found.setdefault(match_form(name).skeleton, formula.term)
    return found


@cache
def _unbroken() -> frozenset[str]:
    """The letters of names that are written without a pause: 四强,党支部… goes on behind the name."""
    names = [name for one in formulae() for name in (one.term, *one.variants)]
    paused = {match_form(name).skeleton for name in names if _PAUSES & set(fold(name))}
    return frozenset(match_form(name).skeleton for name in names) - paused


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(either((name, "") for name in sorted(_names(), key=len, reverse=True)))
