"""Scores: BM25F over words with the title weighted higher, plus how often the literal itself occurs.

Statistics are those of the live documents of the whole index, so that a score does not depend on the order
or the number of commits by which the index came to be.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.engine.corpus.corpus import Corpus, Float32, Rows
from index.engine.language.leaves import literal_of
from index.text.form import Int32
from index.text.segment import words

K1, B = np.float32(1.2), 0.75
"""The usual BM25 constants (Robertson and Zaragoza 2009)."""
TITLE_WEIGHT = 3.0
"""A word in the title counts as three in the body."""
EXACT_WEIGHT, LOOSE_WEIGHT = np.float32(2.0), np.float32(0.5)
"""The literal as a whole says more than its words do, and more when its punctuation agrees."""

FEW = 4
"""Below one of so many documents they are gone through rather than all of them."""
KEPT_BYTES = 16 << 20
"""Of scores of words, without the rows that they belong to."""


@lru_cache(maxsize=4096)
def words_of(raw: str) -> tuple[str, ...]:
    """The words that a related document holds instead of the literal.

    Single characters only if there is nothing else. A literal that is one long word of the lexicon is taken
    apart into two words, as evenly as possible: 机关党建 into 机关 and 党建.
    """
    found = sorted(_words(literal_of(raw).form))
    if len(found) == 1 and len(found[0]) >= 4:
        word = found[0]
        middle = len(word) / 2
        for at in sorted(range(2, len(word) - 1), key=lambda at: (abs(at - middle), at)):
            parts = (word[:at], word[at:])
            if all(len(_words(part)) == 1 and part in _words(part) for part in parts):
                return parts
    return tuple(word for word in found if len(word) > 1) or tuple(found)


@lru_cache(maxsize=4096)
def scored_words(raw: str) -> frozenset[str]:
    """The words whose presence in a document speaks for it when ``raw`` is asked for."""
    return frozenset((*words_of(raw), *_words(literal_of(raw).form)))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word, _ in words(text))


class Ranking:
    """Scores over one corpus of N documents."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._body = _inverse_lengths(corpus.words, corpus)
        # From key to key a query keeps most of its words.
        self._kept: dict[str, tuple[Rows | slice, Float32]] = {}
        self._size = 0
        self._title = _inverse_lengths(corpus.title_words, corpus) * np.float32(TITLE_WEIGHT)

    def words_score(self, raws: tuple[str, ...]) -> Float32:
        """float32[N]: BM25F of all distinct words of the literals."""
        score = np.zeros(self._corpus.size, np.float32)
        for word in sorted({word for raw in raws for word in scored_words(raw)}):
            kept = self._kept.get(word)
            if kept is None:
                rows, weights = self._weights(word)
                kept = self._kept[word] = rows, self._saturated(weights, int(np.count_nonzero(weights != 0)))
                self._size += kept[1].nbytes
                while self._size > KEPT_BYTES:
                    self._size -= self._kept.pop(next(iter(self._kept)))[1].nbytes
            score[kept[0]] += kept[1]
        return score

    def _weights(self, word: str) -> tuple[Rows | slice, Float32]:
        """Some rows, and how much the word weighs in each, title and body together; nothing elsewhere."""
        corpus = self._corpus
        body = list(corpus.postings("words", word))
        title = list(corpus.postings("title", word))
        if title or sum(len(rows) for rows, _ in body) * FEW > corpus.size:
            weights = np.zeros(corpus.size, np.float32)
            for found, norms in ((body, self._body), (title, self._title)):
                for rows, counts in found:
                    weights[rows] += counts * norms[rows]
            if corpus.live < corpus.size:
                weights *= corpus.alive
            # Of booleans: of other numbers it takes ten times as long.
            rows = np.flatnonzero(weights != 0)
            return (rows, weights[rows]) if len(rows) * FEW <= corpus.size else (slice(None), weights)
        # Many words: only their documents are gone through.
        rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _ in body)])
        counts = np.concatenate([np.zeros(0, np.float32), *(counts for _, counts in body)])
        return rows, counts * self._body[rows] * corpus.alive[rows]

    def add_matches(self, score: Float32, exact: Int32, loose: Int32) -> None:
        """Add to ``score`` float32[N]: saturating in the number of occurrences, normalised like a word."""
        rows = np.flatnonzero(loose > 0)
        chosen = rows if len(rows) * FEW <= len(loose) else slice(None)
        # Small whole numbers and halves: exact in single precision.
        weight = EXACT_WEIGHT * exact[chosen].astype(np.float32)
        if exact is not loose:
            weight += LOOSE_WEIGHT * (loose[chosen] - exact[chosen]).astype(np.float32)
        weight *= self._body[chosen]
        score[chosen] += self._saturated(weight, len(rows)) * np.float32(2)

    def _saturated(self, weight: Float32, documents: int) -> Float32:
        rarity = np.float32(np.log1p((self._corpus.live - documents + 0.5) / (documents + 0.5)))
        score: Float32 = rarity * (weight / (K1 + weight))
        return score


def _inverse_lengths(lengths: Int32, corpus: Corpus) -> Float32:
    """One over BM25's length norm, which is 1 for a document of average length."""
    total = int(lengths[corpus.alive].sum(dtype=np.int64))
    average = total / corpus.live if total else 1.0
    norms = 1 - B + B * lengths.astype(np.float64) / average
    return (1 / norms).astype(np.float32)


def best(keys: Float32 | Int32, ids: Int32, most: int) -> Rows:
    """The places of the ``most`` greatest ``keys``, greatest first, then by id; all arrays [n]."""
    if most <= 0:
        return np.zeros(0, np.int64)
    places = np.arange(len(keys))
    if len(keys) > most:
        # Everything above the last key that is wanted, and of those equal to it the lowest ids.
        least = np.partition(keys, len(keys) - most)[len(keys) - most]
        above, equal = np.flatnonzero(keys > least), np.flatnonzero(keys == least)
        missing = most - len(above)
        if len(equal) > missing:
            equal = equal[np.argpartition(ids[equal], missing - 1)[:missing]]
        places = np.concatenate((above, equal))
    return places[np.lexsort((ids[places], -keys[places]))]
