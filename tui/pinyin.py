"""Names in Chinese by their pinyin: initials, in full, mixed, or as far as it is typed."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache


def reads_as(text: str, letters: str) -> bool:
    """Whether a part of ``text`` can be read as ``letters`` (small ASCII letters; ü is v or u)."""
    return any(_fits(text, start, letters) for start in range(len(text)))


def _fits(text: str, at: int, letters: str) -> bool:
    if not letters:
        return True
    if at == len(text):
        return False
    if text[at].casefold() == letters[0]:
        return _fits(text, at + 1, letters[1:])
    for syllable in _syllables(text[at]):
        if syllable.startswith(letters):
            return True
        # The whole syllable, else its first letter.
        if letters.startswith(syllable) and _fits(text, at + 1, letters[len(syllable) :]):
            return True
        if letters[0] == syllable[0] and _fits(text, at + 1, letters[1:]):
            return True
    return False


@lru_cache(maxsize=4096)
def _syllables(character: str) -> Set[str]:
    # The table takes 30 ms: only whoever types letters waits for it.
    from index.engine.suggest.pinyin import readings

    table = readings()
    return frozenset(table.names[number] for number in table.of(character))
