"""``Suggester``: completions, words by their pinyin, and words spelled alike, for the term being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine.suggest.mixed import as_typed, going_on, mixed, put_in
from index.engine.suggest.pinyin import Sounding, heard, sounding
from index.engine.suggest.spelling import Titles, alike
from index.engine.suggest.vocabulary import Rows, Vocabulary, Words
from index.model import SuggestionKind
from index.text.fold import fold

MOST = 5
"""Suggestions where the asker names no number."""
_ASKED = 3
"""Of how many candidates for each place the documents are asked for, at most."""

_WEIGHTS = (5.0, 20.0, 10.0, 3.0)

# Words that are put for the letters beside typed characters, to see which of these occur.
_PUT_IN = 100
# Letters that are put together from several words; beginnings that are gone on with at each place; words that
# are tried behind each.
_COMPOSED, _BEGINNINGS, _WORDS = 24, 3, 12

Documents = Callable[[str], int]
"""The number of documents in which a search for a term finds it exactly."""
Often = Callable[[str], int]
"""How often a term occurs, at most; quick."""


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

    def get_ready(self) -> None:
        """Make now what else would be made for the first misspelled term."""
        alike("", self.vocabulary, 0)
        self._titles.alike("", 0)

    def suggest(
        self, typed: str, documents: Documents, limit: int = MOST, often: Often | None = None
    ) -> list[Proposal]:
        """For a term that is being typed: what it may become, else what it may have been meant for."""
        term = fold(typed)
        if limit < 1 or not term:
            return []
        found = [*self._by_pinyin(term, documents, limit), *self._completed(term, documents, limit)]
        if not found:
            found = self._composed(term, documents, often or documents, limit)
        if not found and not documents(typed):
            found = self._mixed(term, documents, often or documents, limit)
            found = found or self._spelled(term, documents, limit)
        return found[:limit]

    def instead(self, typed: str, documents: Documents, limit: int = MOST) -> list[Proposal]:
        """For a whole term that was not found, or was not meant (Latin letters): pinyin, then spelling.

        ``documents`` may say 1 for any number of them.
        """
        term = fold(typed)
        found = self._by_pinyin(term, documents, limit)
        if not found and not documents(typed):
            found = self._mixed(term, documents, documents, limit)
            found = found or self._spelled(term, documents, limit)
        return found[:limit]

    def _by_pinyin(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        letters = _letters(term)
        if not letters:
            return []
        likely = self._likely(sounding(letters, self.vocabulary))
        return list(_held(self.vocabulary.best(*likely, limit * _ASKED), "pinyin", documents, limit))

    def _likely(self, found: Sounding) -> tuple[Rows, NDArray[np.float64]]:
        """The words that were found by their sound, and how likely each is."""
        # Whole words before words that go on, syllables before initials, usual readings before others, and
        # set phrases of the field (they are what people abbreviate): each as so many times the documents.
        scores = self.vocabulary.frequencies[found.rows].astype(float)
        phrases = self.vocabulary.phrases[found.rows]
        for better, weight in zip((found.whole, found.full, found.usual, phrases), _WEIGHTS, strict=True):
            scores[better] *= weight
        return found.rows, scores

    def _composed(self, term: str, documents: Documents, often: Often, limit: int) -> list[Proposal]:
        """Words one after the other that can be read as the letters and occur so: zgtsshzy, 中国特色社会主义.

        Of all the ways to divide the letters those are followed that occur most often so far.
        """
        letters = _letters(term)[:_COMPOSED]
        begun: dict[int, dict[str, int]] = {0: {"": 0}}
        found: dict[str, int] = {}
        for place in range(len(letters) if len(letters) >= 4 else 0):
            here = begun.get(place)
            if not here:
                continue
            beginnings = sorted(here, key=lambda text: -here[text])[:_BEGINNINGS]
            sounds, first_words = heard(letters[place:], self.vocabulary)
            for size, rows in first_words.items():
                scores = self.vocabulary.frequencies[rows].astype(float)
                words = self.vocabulary.best(rows, scores, _WORDS if place else 2 * _BEGINNINGS)
                begun.setdefault(place + size, {}).update(_joined(beginnings, words, often))
            if place:
                words = self.vocabulary.best(*self._likely(sounds), _WORDS)
                found.update(_joined(beginnings, words, often))
        best = sorted(found, key=lambda text: -found[text])[: limit * _ASKED]
        return sorted(_held(best, "pinyin", documents, limit), key=lambda each: -each.documents)

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

    def _mixed(self, term: str, documents: Documents, often: Often, limit: int) -> list[Proposal]:
        """What a term may become of which some characters were typed and the rest is pinyin."""
        parts = mixed(term)
        if parts is None:
            return []
        found = going_on(parts, self.vocabulary)
        if len(found) < limit and len(parts.letters) > 1:
            sounds = sounding(parts.letters, self.vocabulary)
            words = self.vocabulary.best(*self._likely(sounds), _PUT_IN)
            found = list(dict.fromkeys([*found, *put_in(parts, words, often)]))
        return list(_held(found, "pinyin", documents, limit))

    def _spelled(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        letters = "".join(filter(str.isalnum, term))
        words = list(_held(alike(letters, self.vocabulary, limit * _ASKED), "spelling", documents, limit))
        titles = _held(self._titles.alike(letters, 2), "spelling", documents, 2)
        return [*words, *(title for title in titles if all(title.term != word.term for word in words))]


def _letters(term: str) -> str:
    """The letters of what may be pinyin; empty for anything else, and for a single one."""
    letters = as_typed(term)
    return letters if len(letters) > 1 and letters.isascii() and letters.isalpha() else ""


def _joined(beginnings: Sequence[str], words: Sequence[str], often: Often) -> dict[str, int]:
    """Those of ``words`` behind those of ``beginnings`` that occur, and how often each does."""
    texts = [beginning + word for beginning in beginnings for word in words]
    return {text: number for text in texts if (number := often(text))}


def _held(terms: Iterable[str], kind: SuggestionKind, documents: Documents, limit: int) -> Iterator[Proposal]:
    """The first ``limit`` of ``terms`` that any document holds."""
    left = limit
    for term in terms:
        if left and (number := documents(term)):
            left -= 1
            yield Proposal(term, kind, number)
