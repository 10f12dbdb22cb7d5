"""Pinyin in brackets behind a character, 機關(guān): found, removed from queries, told from real glosses.

Some converters of encodings leave the reading of characters they took for foreign. In such a text it is
junk and is repaired at import; a gloss that an author wrote for a rare character stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.text.fold import fold
from index.text.readings import is_reading
from index.text.script import script_of
from index.text.shifts import find_slid

_HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENERS = "(（﹙［【〔["
_OPEN, _CLOSE = "(（﹙［【〔\\[", ")）﹚］】〕\\]"
_BRACKET = re.compile(rf"[{_OPEN}]\s{{0,3}}([^\s{_OPEN}{_CLOSE}]{{1,9}})\s{{0,3}}[{_CLOSE}]")
# A Han character, then brackets that hold at least one Latin letter of any width.
_PLACE = re.compile(
    rf"([{_HAN}])((?:[{_OPEN}]\s{{0,3}}(?=[^\s{_OPEN}{_CLOSE}]*[A-Za-zÀ-ɡḿａ-ｚＡ-Ｚ])[^\s{_OPEN}{_CLOSE}]{{1,9}}\s{{0,3}}[{_CLOSE}])+)"
)
_CAPITALS = re.compile(rf"[{_OPEN}]\s*[A-ZＡ-Ｚ]{{2}}")
# One with a line end in it, or before it.
_BROKEN = re.compile(
    rf"([{_HAN}])[ \u3000]*(?:\n[ \u3000]*)?"
    rf"([{_OPEN}](?=[^{_OPEN}{_CLOSE}]*[A-Za-zÀ-ɡḿ])[^{_OPEN}{_CLOSE}]{{1,14}}[{_CLOSE}])"
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A bracketed reading: ``text[start:end]`` is the bracket; ``character`` stands before it or its run.

    ``result``: what stood there before, where more than a bracket is damaged (``index.text.shifts``).
    """

    start: int
    end: int
    character: str
    pinyin: str
    result: str = ""


def find_glosses(text: str) -> list[Gloss]:
    """Every bracket whose whole content is a reading of the Han character before it, in order.

    With or without tone, half- or full-width, repeated ones 自(zi)(zi) too; (GUAN) not, which mostly
    abbreviates something. Whether they are junk is another question, see ``find_junk``.
    """
    return _glosses(text, _openings(text), capitals=False)


def _glosses(text: str, openings: Sequence[int], *, capitals: bool) -> list[Gloss]:
    found: list[Gloss] = []
    end = 0
    for opening in openings:
        # What stands before an opening bracket is looked at, not what stands behind every character.
        if opening <= end or (place := _PLACE.match(text, opening - 1)) is None:
            continue
        end = place.end()
        character = place[1]
        for bracket in _BRACKET.finditer(text, place.start(2), place.end(2)):
            pinyin = bracket[1]
            if (not capitals and _is_abbreviation(pinyin)) or not is_reading(pinyin, character):
                break  # (APP), (WTO): capitals abbreviate; and what follows belongs to the character no more
            found.append(Gloss(bracket.start(), bracket.end(), character, pinyin))
    return found


def strip_glosses(text: str) -> str:
    """``text`` (a query) without any bracketed reading, whatever it looks like otherwise."""
    return _repaired(text, _with_slid(text, find_glosses(text)))


def find_junk(text: str) -> list[Gloss]:
    """What a conversion left in ``text``, to be taken out (or, with a ``result``, put right), in order.

    Empty for a text that shows no such damage. Nothing reaches over a line end: a reading that was broken
    between two lines is two places. In a text with the junk of a few characters, what an author would gloss
    stays: a rare character that is annotated once.
    """
    openings = _openings(text)
    glosses = _with_slid(text, _glosses(text, openings, capitals=False))
    capitals = _capitals(text, openings, any(gloss.pinyin.isupper() for gloss in glosses))
    broken = _broken(text) if glosses or capitals else []
    glosses = _merged(glosses, broken)
    together = _merged(glosses, capitals)
    if len(together) > len(glosses) and _is_damage(text, together):
        glosses = together
    elif not _is_damage(text, glosses):
        return []
    kept = _genuine(text, glosses)
    whole = [gloss for gloss in glosses if gloss not in kept]
    return [piece for gloss in whole for piece in _by_line(text, gloss)]


def _is_damage(text: str, glosses: Sequence[Gloss]) -> bool:
    """Whether what was found in ``text`` is the junk of a conversion, not glosses of an author.

    An author glosses what a reader may not know: a rare character, or an unusual reading of a common one
    (六(lù)安), and mostly once. A converter annotates *ordinary* places, common characters in their first
    reading, and mostly each of them wherever it stands. So, of the glosses found:

    - a run of readings behind one character is junk: nobody writes 自(zi)(zi);
    - otherwise at least half of the glosses must be ordinary (character of GB 2312 level 1, the 3,755 most
      used ones; first reading);
    - 20 ordinary places, at least one in 5 characters, are junk: most characters are annotated;
    - in traditional or mixed text, where the junk comes from, two ordinary places are enough, or one in a
      short excerpt (300 characters), if half of the occurrences of their characters are annotated;
    - in simplified text, where a primer may gloss easy characters, it takes three places, nearly every
      occurrence (80 %), and characters that are annotated repeatedly or an annotation in every 20 characters;
      or eight places, three characters annotated repeatedly, and a third of their occurrences.
    """
    if not glosses:
        return False
    if any(first.end == second.start or first.result for first, second in pairwise((*glosses, glosses[-1]))):
        return True
    ordinary = [gloss for gloss in glosses if _is_ordinary(gloss)]
    places = len(ordinary)
    if not places or places * 2 < len(glosses):
        return False
    rest = _without(text, glosses)
    if places >= 20 and places * 5 >= len(rest):
        return True
    annotated = Counter(gloss.character for gloss in ordinary)
    coverage = places / sum(text.count(character) for character in annotated)
    if script_of(rest) != "simplified":
        return coverage >= 0.5 and (places > 1 or len(rest) < 300)
    repeated = sum(count > 1 for count in annotated.values())
    if places >= 8 and repeated >= 3 and coverage >= 0.3:
        return True
    return places >= 3 and coverage >= 0.8 and (repeated > 0 or places * 20 >= len(rest))


def _with_slid(text: str, glosses: list[Gloss]) -> list[Gloss]:
    slid = [Gloss(slid.start, slid.end, "", "", slid.result) for slid in find_slid(text)]
    if not slid:
        return glosses
    outside = [
        gloss for gloss in glosses if not any(s.start < gloss.end and gloss.start < s.end for s in slid)
    ]
    return sorted((*outside, *slid), key=lambda gloss: gloss.start)


def _merged(glosses: list[Gloss], others: list[Gloss]) -> list[Gloss]:
    """Both, in order; of what overlaps, the first list's."""
    taken = {at for gloss in glosses for at in range(gloss.start, gloss.end)} if others else set()
    further = [gloss for gloss in others if taken.isdisjoint(range(gloss.start, gloss.end))]
    return sorted((*glosses, *further), key=lambda gloss: gloss.start) if further else glosses


def _openings(text: str) -> list[int]:
    """Where brackets open, in order: to look for one character is much quicker than for one of several."""
    found: list[int] = []
    for opener in _OPENERS:
        at = text.find(opener)
        while at >= 0:
            found.append(at)
            at = text.find(opener, at + 1)
    return sorted(found)


def _capitals(text: str, openings: Sequence[int], sure: bool) -> list[Gloss]:
    """關(GUAN) where it is no abbreviation: ordinary readings of two letters and more, several of them.

    Any of them where others in capitals bear tones (``sure``), or where there are twenty.
    """
    if not sure and not any(_CAPITALS.match(text, opening) for opening in openings):
        return []
    every = [gloss for gloss in _glosses(text, openings, capitals=True) if _is_abbreviation(gloss.pinyin)]
    found = [gloss for gloss in every if len(gloss.pinyin) > 1 and _is_ordinary(gloss)]
    if len(found) >= 20:
        return every
    characters = {gloss.character for gloss in found}
    return found if sure or (len(found) > 2 and len(characters) > 1) else []


def _broken(text: str) -> list[Gloss]:
    """Readings with one line end in them, or between them and their character: 關(gu⏎ān), 關⏎(guān)."""
    found: list[Gloss] = []
    for place in _BROKEN.finditer(text):
        bracket = place[2]
        if place[0].count("\n") != 1:
            continue
        pinyin = "".join(bracket[1:-1].split())
        if _is_abbreviation(pinyin) or not is_reading(pinyin, place[1]):
            continue
        gloss = Gloss(place.start(2), place.end(2), place[1], pinyin)
        if all(_is_part(text, piece) for piece in _by_line(text, gloss)):
            found.append(gloss)
    return found


def _by_line(text: str, gloss: Gloss) -> list[Gloss]:
    """``gloss`` without the line end in it and the white space around that."""
    if "\n" not in text[gloss.start : gloss.end]:
        return [gloss]
    pieces: list[Gloss] = []
    at = gloss.start
    for part in text[gloss.start : gloss.end].split("\n"):
        start = at + len(part) - len(part.lstrip())
        end = start + len(part.strip())
        if start < end:
            pieces.append(Gloss(start, end, gloss.character, gloss.pinyin, gloss.result))
        at += len(part) + 1
    return pieces


def _is_part(text: str, gloss: Gloss) -> bool:
    """Whether something else stands in the line: an empty one would be lost."""
    start = text.rfind("\n", 0, gloss.start) + 1
    end = text.find("\n", gloss.end)
    line = text[start : gloss.start] + text[gloss.end : len(text) if end < 0 else end]
    return bool(line.strip())


def _genuine(text: str, glosses: Sequence[Gloss]) -> set[Gloss]:
    """The glosses of an author in a text with junk at other places: one of a rare character, once.

    Where a converter annotated most characters, it annotated the rare ones too.
    """
    rare = [gloss for gloss in glosses if gloss.character and not _is_common(gloss.character)]
    if not rare or len(glosses) * 5 >= len(text) - sum(gloss.end - gloss.start for gloss in glosses):
        return set()
    times = Counter(gloss.character for gloss in rare)
    starts = {gloss.start for gloss in glosses}
    return {
        gloss
        for gloss in rare
        if times[gloss.character] == 1
        and fold(gloss.character) == gloss.character
        and gloss.end not in starts
        and len(rare) * 4 <= len(glosses)
    }


def _is_abbreviation(pinyin: str) -> bool:
    """(APP), (WTO): capitals abbreviate, unless they bear a tone."""
    return pinyin.isupper() and (pinyin.isascii() or unicodedata.normalize("NFKC", pinyin).isascii())


def _is_ordinary(gloss: Gloss) -> bool:
    return _is_common(gloss.character) and is_reading(gloss.pinyin, gloss.character, usual=True)


def _repaired(text: str, glosses: Sequence[Gloss]) -> str:
    pieces: list[str] = []
    at = 0
    for gloss in glosses:
        pieces += (text[at : gloss.start], gloss.result)
        at = gloss.end
    return "".join((*pieces, text[at:]))


def _without(text: str, glosses: Sequence[Gloss]) -> str:
    return _repaired(text, [replace(gloss, result="") for gloss in glosses])


def _is_common(character: str) -> bool:
    """Whether the simplified form is in level 1 of GB 2312 (rows 16 to 55)."""
    try:
        return 0xB0 <= fold(character).encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
