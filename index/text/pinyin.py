"""Pinyin in brackets behind a character, 機關(guān): found, removed from queries, told from real glosses.

Some converters of encodings leave the reading of characters they took for foreign. In such a text it is
junk and is repaired at import; a gloss that an author wrote for a rare character stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text.fold import fold
from index.text.readings import is_reading
from index.text.script import script_of

_HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPEN, _CLOSE = "(（﹙", ")）﹚"
_BRACKET = re.compile(rf"[{_OPEN}]\s{{0,3}}([^\s{_OPEN}{_CLOSE}]{{1,9}})\s{{0,3}}[{_CLOSE}]")
_OPENING = re.compile(f"[{_OPEN}]")
# A Han character, then brackets that hold at least one Latin letter of any width.
_PLACE = re.compile(
    rf"([{_HAN}])((?:[{_OPEN}]\s{{0,3}}(?=[^\s{_OPEN}{_CLOSE}]*[A-Za-zÀ-ɡḿａ-ｚＡ-Ｚ])[^\s{_OPEN}{_CLOSE}]{{1,9}}\s{{0,3}}[{_CLOSE}])+)"
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A bracketed reading: ``text[start:end]`` is the bracket; ``character`` stands before it or its run."""

    start: int
    end: int
    character: str
    pinyin: str


def find_glosses(text: str) -> list[Gloss]:
    """Every bracket whose whole content is a reading of the Han character before it, in order.

    With or without tone, half- or full-width, repeated ones 自(zi)(zi) too. Whether they are junk is
    another question, see ``shows_damage``.
    """
    found: list[Gloss] = []
    end = 0
    for opening in _OPENING.finditer(text):
        # What stands before an opening bracket is looked at, not what stands behind every character.
        if opening.start() <= end or (place := _PLACE.match(text, opening.start() - 1)) is None:
            continue
        end = place.end()
        character = place[1]
        for bracket in _BRACKET.finditer(text, place.start(2), place.end(2)):
            pinyin = bracket[1]
            if pinyin.isupper() or not is_reading(pinyin, character):
                break  # (APP), (WTO): capitals abbreviate; and what follows belongs to the character no more
            found.append(Gloss(bracket.start(), bracket.end(), character, pinyin))
    return found


def strip_glosses(text: str) -> str:
    """``text`` (a query) without any bracketed reading, whatever it looks like otherwise."""
    pieces: list[str] = []
    at = 0
    for gloss in find_glosses(text):
        pieces.append(text[at : gloss.start])
        at = gloss.end
    return "".join((*pieces, text[at:]))


def shows_damage(text: str) -> bool:
    """Whether the bracketed readings in ``text`` are the junk of a conversion, not an author's glosses.

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
      occurrence (80 %), and characters that are annotated repeatedly or an annotation in every 20 characters.
    """
    glosses = find_glosses(text)
    if not glosses:
        return False
    if any(first.end == second.start for first, second in pairwise(glosses)):
        return True
    ordinary = [
        g for g in glosses if _is_common(g.character) and is_reading(g.pinyin, g.character, usual=True)
    ]
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
    repeated = any(count > 1 for count in annotated.values())
    return places >= 3 and coverage >= 0.8 and (repeated or places * 20 >= len(rest))


def _without(text: str, glosses: Sequence[Gloss]) -> str:
    starts = [0, *(gloss.end for gloss in glosses)]
    ends = [*(gloss.start for gloss in glosses), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _is_common(character: str) -> bool:
    """Whether the simplified form is in level 1 of GB 2312 (rows 16 to 55)."""
    try:
        return 0xB0 <= fold(character).encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
