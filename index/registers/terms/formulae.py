"""Where a text uses formulae of the curated list."""

from __future__ import annotations

import re
from functools import cache

from index.model import StoredText
from index.registers.model import Mention
from index.registers.terms.curated import formulae
from index.text.fold import fold
from index.text.form import match_form

_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万0123456789")
_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'", "《": "》"}
_ALONE = 2
"""A name of so few letters (三会, 四强) is one only where it stands in marks by itself: 十四强 is none."""
_ENDS = frozenset("。!?;")


def formulae_of(stored: StoredText) -> tuple[Mention, ...]:
    """The formulae that the text uses, in order, without overlap; the longest at each place.

    A name that is part of a longer one is none (三会 in 三会一课, 两优一先 in 两红两优一先), nor is one that
    goes on from another number or runs over the end of a sentence. Marks and spaces inside do not matter.
    """
    form = match_form(stored.text, stored.paragraphs)
    names = _names()
    found: list[Mention] = []
    for match in _pattern().finditer(form.skeleton):
        first, last = form.letters[match.start()], form.letters[match.end() - 1]
        if form.paragraphs[first] != form.paragraphs[last]:
            continue
        start, end = int(form.offsets[first]), int(form.offsets[last]) + 1
        before = form.skeleton[match.start() - 1 : match.start()]
        if match[0][0] in _NUMERALS and before in _NUMERALS and before:
            continue
        folded = fold(stored.text[max(0, start - 1) : end + 1])
        inside = folded[1:-1] if start else folded[:-1]
        if _ENDS & set(inside):
            continue
        if len(match[0]) <= _ALONE and _MARKS.get(folded[:1]) != folded[-1:]:
            continue
        found.append(Mention(names[match[0]], start, end, stored.text[start:end]))
    return tuple(found)


@cache
def _names() -> dict[str, str]:
    """The letters of each name and variant, and the formula that it names."""
    found: dict[str, str] = {}
    for formula in formulae():
        for name in (formula.term, *formula.variants):
            found.setdefault(match_form(name).skeleton, formula.term)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _names()), key=len, reverse=True)))
