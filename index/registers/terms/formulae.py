"""Where a text uses formulae of the curated list."""

from __future__ import annotations

import re
from functools import cache

from index.model import StoredText
from index.registers.model import Mention
from index.registers.terms.curated import formulae
from index.text.fold import fold
from index.text.form import MatchForm, match_form

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
    form = match_form(stored.text, stored.paragraphs)
    names = _names()
    found: list[Mention] = []
    at = 0
    while match := _pattern().search(form.skeleton, at):
        at = match.start() + 1
        # Where the longest does not hold, a shorter one may: 四强 in “四强”，党支部.
        for name in (match[0], *_within(match[0])):
            if span := _span(stored.text, form, match.start(), name):
                found.append(Mention(names[name], *span, stored.text[slice(*span)]))
                at = match.start() + len(name)
                break
    return tuple(found)


def _span(text: str, form: MatchForm, start: int, name: str) -> tuple[int, int] | None:
    """The place of a name that begins at ``start`` of the skeleton, if it is used there."""
    first, last = form.letters[start], form.letters[start + len(name) - 1]
    if form.paragraphs[first] != form.paragraphs[last]:
        return None
    begin, end = int(form.offsets[first]), int(form.offsets[last]) + 1
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
    return re.compile("|".join(sorted(map(re.escape, _names()), key=len, reverse=True)))
