"""Scores: BM25F over words with the title weighted higher, plus how often the literal itself occurs.

Statistics are those of the live documents of the whole index, so that a score does not depend on the order
or the number of commits by which the index came to be.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.engine.places import literal_of
from index.engine.postings import Postings, word_counts
from index.engine.table import Table
from index.text.form import Int32

Float64 = NDArray[np.float64]
K1, B = 1.2, 0.75
"""The usual BM25 constants (Robertson and Zaragoza 2009)."""
TITLE_WEIGHT = 3.0
"""A word in the title counts as three in the body."""
EXACT_WEIGHT, LOOSE_WEIGHT = 2.0, 0.5
"""The literal as a whole says more than its words do, and more when its punctuation agrees."""
KEPT_WORDS = 512


@lru_cache(maxsize=1024)
def words_of(raw: str) -> tuple[str, ...]:
    """The words that a related document holds instead of the literal.

    Single characters only if there is nothing else. A literal that is one long word of the lexicon is taken
    apart into two words, as evenly as possible: 机关党建 into 机关 and 党建.
    """
    words = sorted(word_counts(literal_of(raw).form))
    if len(words) == 1 and len(words[0]) >= 4:
        word = words[0]
        middle = len(word) / 2
        for at in sorted(range(2, len(word) - 1), key=lambda at: (abs(at - middle), at)):
            parts = (word[:at], word[at:])
            if all(len(word_counts(part)) == 1 and part in word_counts(part) for part in parts):
                return parts
    return tuple(word for word in words if len(word) > 1) or tuple(words)


class Ranking:
    """Scores over one state of the index."""

    def __init__(self, postings: Postings, table: Table) -> None:
        self._postings = postings
        self._table = table
        self._body = _lengths(table.words)
        self._title = _lengths(table.title_words)
        # Rows and counts of a word: few for most words, where a column of all documents would be long.
        self._kept: OrderedDict[tuple[str, str], tuple[Int32, NDArray[np.float32]]] = OrderedDict()

    def words_score(self, raws: tuple[str, ...]) -> Float64:
        """float64[N]: BM25F of all distinct words of the literals."""
        score = np.zeros(len(self._table))
        words = {word for raw in raws for word in (*words_of(raw), *word_counts(literal_of(raw).form))}
        for word in sorted(words):
            body, title = self._counts("words", word), self._counts("title", word)
            weight = body / self._body + TITLE_WEIGHT * title / self._title
            score += self._rarity(int(np.count_nonzero(weight))) * weight / (K1 + weight)
        return score

    def matches_score(self, exact: Int32, loose: Int32) -> Float64:
        """float64[N]: saturating in the number of occurrences, normalised by length like a word."""
        rarity = self._rarity(int(np.count_nonzero(loose)))
        weight = (EXACT_WEIGHT * exact + LOOSE_WEIGHT * (loose - exact)) / self._body
        return rarity * 2 * weight / (K1 + weight)

    def _rarity(self, documents: int) -> float:
        return float(np.log1p((len(self._table) - documents + 0.5) / (documents + 0.5)))

    def _counts(self, field: str, word: str) -> Float64:
        """float64[N]: how often each document has the word in the field."""
        kept = self._kept.get((field, word))
        if kept is None:
            posting = self._postings.posting(field, word)
            kept = self._kept[field, word] = (self._table.rows(posting.documents), posting.counts)
            while len(self._kept) > KEPT_WORDS:
                self._kept.popitem(last=False)
        rows, present = kept
        counts = np.zeros(len(self._table))
        counts[rows] = present
        return counts


def _lengths(words: Int32) -> Float64:
    """BM25's length norm: 1 for a document of average length."""
    total = int(words.sum())
    average = total / len(words) if total else 1.0
    norms: Float64 = 1 - B + B * words.astype(np.float64) / average
    return norms
