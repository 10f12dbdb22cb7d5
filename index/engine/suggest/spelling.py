"""Words and titles that are spelled much like what was typed, or read the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engine.suggest.pinyin import homophones
from index.engine.suggest.vocabulary import BMP, Vocabulary
from index.text.fold import fold, to_codes

LIKE = 60.0
"""Least similarity, of 100: two characters of four may differ in neither place nor kind."""
_SOUNDS = 70.0
"""What a word that reads the same starts from: input methods make such mistakes, and no others."""
_TITLES = 75.0
_LOOKED_AT = 200


def alike(term: str, vocabulary: Vocabulary, limit: int) -> list[str]:
    """The words most like ``term`` (folded letters), the nearest first; of equal ones the commonest."""
    if len(term) < 2:
        return []
    from rapidfuzz import fuzz, process

    near = np.flatnonzero(np.abs(vocabulary.lengths - len(term)) <= 2)
    # A similarity of s needs s of the characters in common, wherever they stand: few words have that.
    common = np.add.reduceat(_of(term)[vocabulary.codes], vocabulary.starts) if len(near) else near
    near = near[2 * common[near] * 100 >= LIKE * (vocabulary.lengths[near] + len(term))]
    scores = {
        vocabulary.words[int(near[at])]: score
        for _, score, at in process.extract(
            term,
            [vocabulary.words[row] for row in near.tolist()],
            scorer=fuzz.ratio,
            limit=None,
            score_cutoff=LIKE,
        )
    }
    for row in homophones(term, vocabulary).tolist():
        word = vocabulary.words[row]
        scores[word] = max(scores.get(word, 0.0), _SOUNDS + 0.3 * fuzz.ratio(term, word))
    scores.pop(term, None)
    rows = vocabulary.rows(scores)
    # No frequency weighs as much as a point of similarity.
    rank = np.fromiter(scores.values(), float, len(scores)) - 1 / (vocabulary.frequencies[rows] + 1)
    return vocabulary.best(rows, rank, limit)


class Titles:
    """The titles of the corpus as they are written, compared by their letters."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles

    @cached_property
    def _arrays(self) -> tuple[list[str], NDArray[np.uint32], NDArray[np.int64]]:
        """The letters of each title, the characters of all, and where each title begins in them."""
        skeletons = ["".join(filter(str.isalnum, fold(title))) or "-" for title in self._titles]
        sizes = np.fromiter(map(len, skeletons), np.int64, len(skeletons))
        return skeletons, to_codes("".join(skeletons)), np.cumsum(sizes) - sizes

    def alike(self, term: str, limit: int) -> list[str]:
        """The titles that hold something much like ``term``, which has at least four letters."""
        if len(term) < 4 or not self._titles:
            return []
        from rapidfuzz import fuzz, process

        skeletons, codes, starts = self._arrays
        shared = np.add.reduceat(_of(term)[np.where(codes < BMP, codes, 0)], starts)
        rows = np.argsort(-shared, kind="stable")[:_LOOKED_AT].tolist()
        found = process.extract(
            term,
            [skeletons[row] for row in rows],
            scorer=fuzz.partial_ratio,
            limit=limit,
            score_cutoff=_TITLES,
        )
        ranked = sorted((-score, rows[at]) for _, score, at in found)
        return list(dict.fromkeys(self._titles[row] for _, row in ranked))


def _of(term: str) -> NDArray[np.int64]:
    """For each character of the BMP whether ``term`` has it, int64 [65536]."""
    table = np.zeros(BMP, np.int64)
    table[[ord(character) for character in term if ord(character) < BMP]] = 1
    return table
