"""Words and titles that are spelled much like what was typed, or read the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engine.suggest.pinyin import homophones
from index.engine.suggest.vocabulary import BMP, LONGEST, Vocabulary, letters_and_digits
from index.text.fold import fold, to_codes, to_text

LIKE = 60.0
"""Least similarity, of 100: two characters of four may differ in neither place nor kind."""
_SOUNDS = 70.0
"""What a word that reads the same starts from: input methods make such mistakes, and no others."""
_TITLES = 75.0
_LONGER = 2  # characters more or fewer than the word that was meant
_LOOKED_AT = 200


def alike(term: str, vocabulary: Vocabulary, limit: int) -> list[str]:
    """The words most like ``term`` (folded letters), the nearest first; of equal ones the commonest."""
    from rapidfuzz import fuzz, process

    if not 2 <= len(term) <= LONGEST + _LONGER:
        return []

    near = np.flatnonzero(np.abs(vocabulary.lengths - len(term)) <= _LONGER)
    # A similarity of s needs s of the characters in common, wherever they stand: few words have that.
    common = np.add.reduceat(_of(term).take(vocabulary.codes), vocabulary.starts) if len(near) else near
    near = near[2 * 100 * common[near].astype(np.int64) >= LIKE * (vocabulary.lengths[near] + len(term))]
    words = vocabulary.words(near)
    scores: dict[int, float] = {
        int(near[at]): score
        for _, score, at in process.extract(term, words, scorer=fuzz.ratio, limit=None, score_cutoff=LIKE)
        if words[at] != term
    }
    for row in homophones(term, vocabulary).tolist():
        sounds = _SOUNDS + 0.3 * fuzz.ratio(term, vocabulary.word(row))
        scores[row] = max(scores.get(row, 0.0), sounds)
    rows = np.fromiter(scores, np.int64, len(scores))
    # No frequency weighs as much as a point of similarity.
    rank = np.fromiter(scores.values(), float, len(scores)) - 1 / (vocabulary.frequencies[rows] + 1)
    return vocabulary.best(rows, rank, limit)


class Titles:
    """The titles of the corpus as they are written, compared by their letters."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles

    @cached_property
    def _arrays(self) -> tuple[list[str], str, NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
        """The titles that have letters; the letters of all, as text and as characters of the BMP, or 0.

        And where those of each title begin and end.
        """
        sizes = np.fromiter(map(len, self._titles), np.int64, len(self._titles))
        codes = to_codes(fold("".join(self._titles)))
        letters = letters_and_digits(codes)
        before = np.concatenate(([0], np.cumsum(letters)))
        ends = before[np.cumsum(sizes)]
        starts = np.concatenate(([0], ends[:-1]))
        lettered = np.flatnonzero(ends > starts)
        titles = [self._titles[row] for row in lettered.tolist()]
        codes = codes[letters]
        return titles, to_text(codes), np.where(codes < BMP, codes, 0), starts[lettered], ends[lettered]

    def alike(self, term: str, limit: int) -> list[str]:
        """The titles that hold something much like ``term``, which has at least four letters."""
        from rapidfuzz import fuzz, process

        titles, text, codes, starts, ends = self._arrays
        if len(term) < 4 or not titles:
            return []
        shared = np.add.reduceat(_of(term).take(codes), starts, dtype=np.uint16)
        rows = np.argsort(-shared.astype(np.int32), kind="stable")[:_LOOKED_AT].tolist()
        found = process.extract(
            term,
            [text[starts[row] : ends[row]] for row in rows],
            scorer=fuzz.partial_ratio,
            limit=limit,
            score_cutoff=_TITLES,
        )
        ranked = sorted((-score, rows[at]) for _, score, at in found)
        return list(dict.fromkeys(titles[row] for _, row in ranked))


def _of(term: str) -> NDArray[np.uint8]:
    """For each character of the BMP whether ``term`` has it, 1 or 0, uint8 [65536]."""
    table = np.zeros(BMP, np.uint8)
    table[[ord(character) for character in term if ord(character) < BMP]] = 1
    return table
