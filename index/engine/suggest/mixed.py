"""Terms of which some characters were typed and the rest is pinyin: 机关dj, jg党建, 高质量fz."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.engine.suggest.pinyin import LONGEST, readings
from index.engine.suggest.vocabulary import Vocabulary
from index.text.readings import without_tone

_LOOKED_AT = 200
"""Words that go on after the characters of which the rest is read, the commonest ones."""
_MIXED = re.compile(r"([^a-zü]*)([a-zü][a-zü']*)([^a-zü]*)")


@dataclass(frozen=True, slots=True)
class Mixed:
    """``letters`` (a to z) between what was typed as it is written; one of the two is not empty."""

    before: str
    letters: str
    after: str


def mixed(term: str) -> Mixed | None:
    """The parts of a folded term; ``None`` for one without pinyin, or with nothing else."""
    match = _MIXED.fullmatch(without_tone(term))
    if match is None:
        return None
    before, letters, after = match.groups()
    if not any(map(str.isalpha, before + after)):
        return None
    return Mixed(before, as_typed(letters), after)


def as_typed(pinyin: str) -> str:
    """Pinyin as it is typed: without tones and the marks between syllables, with v for ü."""
    return without_tone(pinyin).replace("'", "").replace("ü", "v")


def going_on(parts: Mixed, vocabulary: Vocabulary) -> list[str]:
    """The words that begin with what stands before the letters and go on as these are read, by frequency."""
    if not parts.before or parts.after:
        return []
    rows = vocabulary.beginning_with(parts.before)
    words = vocabulary.best(rows, vocabulary.frequencies[rows].astype(float), _LOOKED_AT)
    return [word for word in words if _reads(parts.letters[:LONGEST], word[len(parts.before) :])]


def put_in(parts: Mixed, words: Sequence[str], often: Callable[[str], int]) -> list[str]:
    """What was typed with each of ``words`` for the letters, the commonest first, as far as it occurs."""
    texts = [parts.before + word + parts.after for word in words]
    found = {text: number for text in texts if (number := often(text))}
    return sorted(found, key=lambda text: -found[text])


def _reads(letters: str, rest: str) -> bool:
    """Whether ``letters`` can be the pinyin of ``rest``, or of its beginning."""
    if not letters or not rest:
        return not letters
    return any(_reads(letters[size:], rest[1:]) for size in _sizes(letters, rest[0]))


def _sizes(letters: str, character: str) -> set[int]:
    """How many of the first letters the character can be: a syllable, its initial, or all that is typed."""
    known = readings()
    names = [known.names[number] for number in known.of(character)]
    sizes = {len(letters) for name in names if name.startswith(letters)}
    sizes |= {len(name) for name in names if letters.startswith(name)}
    sizes |= {1 for name in names if name[0] == letters[0]}
    return sizes | {2 for name in names if name[1:2] == "h" == letters[1:2] and name[0] == letters[0]}
