"""``Suggester``: completions, words by their pinyin, and words spelled alike, for the term being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine.suggest.pinyin import first_words, sounding
from index.engine.suggest.spelling import Titles, alike
from index.engine.suggest.vocabulary import Rows, Vocabulary, Words
from index.model import SuggestionKind
from index.text.fold import fold

MOST = 5
"""Suggestions where the asker names no number."""
_ASKED = 3
"""Of how many candidates for each place the documents are asked for, at most."""

_WEIGHTS = (5.0, 20.0, 10.0, 3.0)

# Letters that are put together from several words; beginnings that are gone on with at each place; words that
# are tried behind each.
_COMPOSED, _BEGINNINGS, _WORDS = 24, 3, 12

Documents = Callable[[str], int]
"""The number of documents in which a search for a term finds it exactly."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term of the corpus for what was typed, and the number of documents that hold it; at least 1."""

    term: str
    kind: SuggestionKind
    documents: int


class Suggester:
    """Made once for a state of the corpus; each question brings its own way to ask for documents."""

    def __init__(
        self, words: Sequence[Words], lexicon: Iterable[str] = (), titles: Sequence[str] = ()
    ) -> None:
        """``words``: folded words of the corpus, of each segment, with the number of documents of each.

        ``lexicon``: folded terms that count as words where a document holds them. The segmenter knows them,
        so that one that is not among the words is rare. ``titles``: as they are written.
        """
        self.vocabulary = Vocabulary(words, lexicon)
        self._titles = Titles(titles)

    def suggest(self, typed: str, documents: Documents, limit: int = MOST) -> list[Proposal]:
        """For a term that is being typed: what it may become, else what it may have been meant for."""
        term = fold(typed)
        if limit < 1 or not term:
            return []
        found = [*self._by_pinyin(term, documents, limit), *self._completed(term, documents, limit)]
        if not found:
            found = self._composed(term, documents, limit)
        if not found and not documents(typed):
            found = self._spelled(term, documents, limit)
        return found[:limit]

    def instead(self, typed: str, documents: Documents, limit: int = MOST) -> list[Proposal]:
        """For a whole term that was not found, or was not meant (Latin letters): pinyin, then spelling."""
        term = fold(typed)
        found = self._by_pinyin(term, documents, limit)
        if not found and not documents(typed):
            found = self._spelled(term, documents, limit)
        return found[:limit]

    def _by_pinyin(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        letters = _letters(term)
        words = self.vocabulary.best(*self._sounding(letters), limit * _ASKED) if letters else []
        return list(_held(words, "pinyin", documents, limit))

    def _sounding(self, letters: str) -> tuple[Rows, NDArray[np.float64]]:
        """The words that can be read as ``letters``, and how likely each is."""
        found = sounding(letters, self.vocabulary)
        # Whole words before words that go on, syllables before initials, usual readings before others, and
        # set phrases of the field (they are what people abbreviate): each as so many times the documents.
        scores = self.vocabulary.frequencies[found.rows].astype(float)
        phrases = self.vocabulary.phrases[found.rows]
        for better, weight in zip((found.whole, found.full, found.usual, phrases), _WEIGHTS, strict=True):
            scores[better] *= weight
        return found.rows, scores

    def _composed(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        """Words one after the other that can be read as the letters and occur so: zgtsshzy, 中国特色社会主义.

        Of all the ways to divide the letters those are followed that the most documents hold so far.
        """
        letters = _letters(term)[:_COMPOSED]
        begun: dict[int, dict[str, int]] = {0: {"": 0}}
        found: dict[str, int] = {}
        for place in range(len(letters) if len(letters) >= 4 else 0):
            if place not in begun:
                continue
            beginnings = sorted(begun[place], key=lambda text: -begun[place][text])[:_BEGINNINGS]
            for size, rows in first_words(letters[place:], self.vocabulary).items():
                words = self.vocabulary.best(rows, self.vocabulary.frequencies[rows].astype(float), _WORDS)
                reached = begun.setdefault(place + size, {})
                reached.update(_joined(beginnings, words, documents))
            if place:
                words = self.vocabulary.best(*self._sounding(letters[place:]), _WORDS)
                found.update(_joined(beginnings, words, documents))
        best = sorted(found, key=lambda text: -found[text])[:limit]
        return [Proposal(text, "pinyin", found[text]) for text in best]

    def _completed(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        """Words that go on after the term; else the term with a word that goes on after its end.

        机关党 becomes 机关党建; 加强机关党 too, though it is no word, where 加强机关党建 occurs.
        """
        for start in range(len(term)):
            if start and not documents(term):
                break
            rows = self.vocabulary.beginning_with(term[start:])
            if len(rows):
                scores = self.vocabulary.frequencies[rows].astype(float)
                words = self.vocabulary.best(rows, scores, limit * _ASKED)
                found = list(_held((term[:start] + word for word in words), "completion", documents, limit))
                if found:
                    # More documents hold a term than have it as a word.
                    return sorted(found, key=lambda each: -each.documents)
        return []

    def _spelled(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        letters = "".join(filter(str.isalnum, term))
        words = list(_held(alike(letters, self.vocabulary, limit * _ASKED), "spelling", documents, limit))
        titles = _held(self._titles.alike(letters, 2), "spelling", documents, 2)
        return [*words, *(title for title in titles if all(title.term != word.term for word in words))]


def _letters(term: str) -> str:
    """The letters of what may be pinyin; empty for anything else, and for a single one."""
    letters = term.replace("'", "").replace("ü", "v")
    return letters if len(letters) > 1 and letters.isascii() and letters.isalpha() else ""


def _joined(beginnings: Sequence[str], words: Sequence[str], documents: Documents) -> dict[str, int]:
    """Those of ``words`` behind those of ``beginnings`` that occur, each with its documents."""
    texts = [beginning + word for beginning in beginnings for word in words]
    return {text: number for text in texts if (number := documents(text))}


def _held(terms: Iterable[str], kind: SuggestionKind, documents: Documents, limit: int) -> Iterator[Proposal]:
    """The first ``limit`` of ``terms`` that any document holds."""
    left = limit
    for term in terms:
        if left and (number := documents(term)):
            left -= 1
            yield Proposal(term, kind, number)
