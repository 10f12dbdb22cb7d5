"""Where words of a list stand in a text: faster than looking for each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


class Places:
    """The places of words: those that end with the same character are looked for together."""

    def __init__(self, words: Iterable[str]) -> None:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=lambda word: (-len(word), word)):
            groups[word[-1]].append(word)
        self._groups = [
            (_ending(last, group), tuple(dict.fromkeys(map(len, group))), frozenset(group))
            for last, group in groups.items()
        ]

    def __call__(self, folded: str) -> list[tuple[int, str]]:
        """Where each word begins, and the word: the longest first, each in the order of the text."""
        found: list[tuple[int, int, str]] = []
        for pattern, sizes, words in self._groups:
            for match in pattern.finditer(folded):
                end = match.end()
                for size in sizes:
                    word = folded[max(0, end - size) : end]
                    if len(word) == size and word in words:
                        found.append((-size, end - size, word))
        return [(start, word) for _, start, word in sorted(found)]


def _ending(last: str, words: Iterable[str]) -> re.Pattern[str]:
    """The last character of ``words``, where one of them ends: text is searched for one character quickly."""
    return re.compile(f"{re.escape(last)}(?:{'|'.join(f'(?<={re.escape(word)})' for word in words)})")
