"""Suggestions for queries on a corpus: its words, titles and documents, and when a suggester is made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from index.engine.corpus.corpus import Corpus, Part
from index.engine.interface import Cancel, Cancelled
from index.engine.language.ast import Gap, Node, Term
from index.engine.language.leaves import literal_of
from index.engine.language.lexer import is_operator
from index.engine.language.terms import literal_node
from index.engine.suggest.pinyin import readings
from index.engine.suggest.suggester import MOST, Suggester
from index.engine.suggest.typed import last_term
from index.engine.suggest.vocabulary import Words
from index.model import Suggestion
from index.text.segment import lexicon

SMALL = 20_000
"""Words of a vocabulary that is gone through before anyone notices (20 ms)."""
_REMEMBERED = 1024


class Suggestions:
    """Keeps a suggester for the newest corpus it was asked about.

    Of a large vocabulary the one before serves on while the new one is made in a thread: whether a word still
    occurs is asked of the corpus itself. Not for several threads at once.
    """

    def __init__(self) -> None:
        self._corpus: Corpus | None = None
        self._suggester: Suggester | None = None
        self._thread: Thread | None = None
        # What a suggester has been made of, or was tried to be.
        self._tried: Corpus | None = None
        self._counted: dict[str, int] = {}

    def suggest(
        self, corpus: Corpus, query: str, limit: int, cancelled: Cancel = None
    ) -> tuple[Suggestion, ...]:
        """What the term at the end of ``query`` may become, each with the whole query.

        Where no term is being typed, what the next one needs is made in a thread.
        """

        def documents(term: str) -> int:
            if cancelled is not None and cancelled():
                raise Cancelled
            return self._documents(term)

        def often(term: str) -> int:
            if cancelled is not None and cancelled():
                raise Cancelled
            return _often(corpus, term)

        typed = last_term(query)
        if typed is None:
            self._prepare(corpus)
            return ()
        found = self._made(corpus).suggest(typed.term, documents, limit, often)
        return tuple(Suggestion(p.term, typed.completed(p.term), p.kind, p.documents) for p in found)

    def instead(self, corpus: Corpus, missing: Sequence[Node]) -> tuple[str, ...]:
        """At most ``MOST`` terms for those that were not found; patterns have none."""
        # Of one character nothing is made.
        terms = [leaf.raw for leaf in missing if isinstance(leaf, Term) and len(leaf.raw) > 1]
        if not terms:
            return ()
        suggester = self._made(corpus)
        found = [each.term for raw in terms for each in suggester.instead(raw, partial(_occurs, corpus))]
        return tuple(dict.fromkeys(found))[:MOST]

    def close(self) -> None:
        """Let go of the corpus, once nobody reads it any more."""
        if self._thread is not None:
            self._thread.join()
        self._corpus = self._suggester = self._thread = self._tried = None

    def _made(self, corpus: Corpus) -> Suggester:
        if corpus is not self._corpus:
            self._corpus = corpus
            self._counted = {}
        if not self._large() and self._thread is not None:
            self._thread.join()
        if self._suggester is None or (corpus is not self._tried and not self._large()):
            self._tried = corpus
            self._suggester = made(corpus)
        self._prepare(corpus)
        return self._suggester

    def _large(self) -> bool:
        return self._suggester is not None and len(self._suggester.vocabulary) >= SMALL

    def _prepare(self, corpus: Corpus) -> None:
        """Begin to make a suggester of the corpus, unless there is one or another is being made."""
        if corpus is not self._tried and (self._thread is None or not self._thread.is_alive()):
            self._tried = corpus
            self._thread = Thread(target=self._make, args=(corpus,), name="suggestions", daemon=True)
            self._thread.start()

    def _make(self, corpus: Corpus) -> None:
        # Whatever fails here, the suggester before is good enough; without one it will be tried again.
        with suppress(Exception):
            suggester = made(corpus)
            suggester.get_ready()
            self._suggester = suggester

    def _documents(self, term: str) -> int:
        """In how many documents of the corpus a search for ``term`` finds it exactly."""
        assert self._corpus is not None
        number = self._counted.get(term)
        if number is None:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            number = self._counted[term] = _count(self._corpus, term)
        return number


def made(corpus: Corpus) -> Suggester:
    """The suggester of a corpus; 80,000 words in 6 segments take about 0.1 s."""
    readings()  # now, so that the first letter typed need not wait for the table
    words = [
        Words(*part.memory.postings("words").stored(), _frequencies(corpus, part)) for part in corpus.parts
    ]
    titles: dict[str, None] = {}
    for part in corpus.parts:
        column = part.memory.column("title")
        codes = np.unique(column.codes[corpus.alive[part.rows]]).tolist()
        titles |= dict.fromkeys(str(column.values[code]) for code in codes if column.values[code] is not None)
    return Suggester(words, lexicon(), list(titles))


def _frequencies(corpus: Corpus, part: Part) -> NDArray[np.int64]:
    """In how many live documents of the segment each word stands."""
    postings = part.memory.postings("words")
    alive = corpus.alive[part.rows]
    if alive.all():
        return postings.frequencies()
    before = np.concatenate(([0], np.cumsum(alive[postings.documents])))
    frequencies: NDArray[np.int64] = np.diff(before[postings.pointers])
    return frequencies


def _count(corpus: Corpus, term: str) -> int:
    return sum(_in_parts(corpus, term))


def _occurs(corpus: Corpus, term: str) -> int:
    """1 if any document holds the term, else 0."""
    return int(any(_in_parts(corpus, term)))


def _in_parts(corpus: Corpus, term: str) -> Iterator[int]:
    """In how many live documents of each segment the term occurs."""
    node = _node(term)
    for part in corpus.parts:
        alive = corpus.alive[part.rows]
        if isinstance(node, Gap):
            yield int(np.count_nonzero((part.matcher.count(node)[0] > 0) & alive))
        elif node is not None and part.matcher.often(literal := literal_of(node.raw)):
            yield int(np.count_nonzero(part.matcher.holds(literal) & alive))


def _often(corpus: Corpus, term: str) -> int:
    """How often the letters of the term occur, deleted documents included; any number for a gap."""
    node = _node(term)
    if not isinstance(node, Term):
        return 0 if node is None else 1
    literal = literal_of(node.raw)
    return sum(part.matcher.often(literal) for part in corpus.parts)


def _node(term: str) -> Term | Gap | None:
    """The term as a leaf; ``None`` if there is nothing in it that can be found."""
    if term.isalnum() and not is_operator(term):
        return Term(term)
    return literal_node(term)
