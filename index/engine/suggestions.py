"""Words and titles of the corpus that are spelled much like a term that was not found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

MOST = 5
LIKE = 60.0
"""Least similarity, of 100: two characters of four may differ in neither place nor kind."""


def suggestions(
    skeleton: str, vocabulary: Iterable[str], alive: Callable[[str], bool], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """The nearest words first, then titles that hold something like it; none for a single character.

    ``alive``: whether any document still holds a word of the vocabulary. ``titles``: each with its skeleton.
    """
    if len(skeleton) < 2:
        return ()
    from rapidfuzz import fuzz, process

    near = [word for word in vocabulary if abs(len(word) - len(skeleton)) <= 2 and len(word) > 1]
    found = process.extract(skeleton, near, scorer=fuzz.ratio, limit=None, score_cutoff=LIKE)
    ranked = (word for word, score, _ in sorted(found, key=lambda item: (-item[1], item[0])))
    words = list(islice(filter(alive, ranked), MOST))
    if len(skeleton) >= 4:
        alike = process.extract(skeleton, titles, scorer=fuzz.partial_ratio, limit=2, score_cutoff=75.0)
        words += [title for _, score, title in sorted(alike, key=lambda item: (-item[1], item[2]))]
    return tuple(dict.fromkeys(words))[:MOST]
