"""``Suggester``: completions, words by their pinyin, and words spelled alike, for the term being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.engine.suggest.pinyin import sounding
from index.engine.suggest.spelling import Titles, alike
from index.engine.suggest.vocabulary import Vocabulary
from index.model import SuggestionKind
from index.text.fold import fold

MOST = 5
"""Suggestions where the asker names no number."""
_ASKED = 3
"""Of how many candidates for each place the documents are asked for, at most."""

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
        self, words: Mapping[str, int], lexicon: Iterable[str] = (), titles: Sequence[str] = ()
    ) -> None:
        """``words``: folded words of the corpus with the number of documents of each.

        ``lexicon``: folded terms that count as words where a document holds them. The segmenter knows them,
        so that one that is not among the words is rare. ``titles``: as they are written.
        """
        self.vocabulary = Vocabulary({**dict.fromkeys(lexicon, 1), **words})
        self._titles = Titles(titles)

    def suggest(self, typed: str, documents: Documents, limit: int = MOST) -> list[Proposal]:
        """For a term that is being typed: what it may become, else what it may have been meant for."""
        term = fold(typed)
        if limit < 1 or not term:
            return []
        found = [*self._by_pinyin(term, documents, limit), *self._completed(term, documents, limit)]
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
        letters = term.replace("'", "").replace("ü", "v")
        if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
            return []
        found = sounding(letters, self.vocabulary)
        # Whole words before words that go on, syllables before initials, usual readings before others: each
        # weighs like so many times the documents.
        scores = self.vocabulary.frequencies[found.rows].astype(float)
        for better, weight in ((found.whole, 5.0), (found.full, 20.0), (found.usual, 10.0)):
            scores[better] *= weight
        words = self.vocabulary.best(found.rows, scores, limit * _ASKED)
        return list(_held(words, "pinyin", documents, limit))

    def _completed(self, term: str, documents: Documents, limit: int) -> list[Proposal]:
        """Words that go on after the term; else the term with a word that goes on after its end.

        机关党 becomes 机关党建; 加强机关党 too, though it is no word, where 加强机关党建 occurs.
        """
        for start in range(max(1, len(term) - 1)):
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


def _held(terms: Iterable[str], kind: SuggestionKind, documents: Documents, limit: int) -> Iterator[Proposal]:
    """The first ``limit`` of ``terms`` that any document holds."""
    left = limit
    for term in terms:
        if left and (number := documents(term)):
            left -= 1
            yield Proposal(term, kind, number)
