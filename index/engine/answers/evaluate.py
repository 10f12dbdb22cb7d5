"""A query tree as arrays over the documents.

Each leaf gives ``exact`` int32[N], ``loose`` int32[N] (exact ones included), ``words`` bool[N] (every word
of it occurs) and ``score`` float32[N]; AND, OR and NOT are operations on arrays. NOT looks at exact matches
only.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.answers.ranking import Ranking, words_of
from index.engine.corpus.corpus import Corpus, Float32
from index.engine.interface import Cancel, Cancelled
from index.engine.language.ast import And, Filter, Gap, Near, Node, Not, Or, Para, Sent, Term
from index.engine.language.leaves import all_leaves, distinct, key, literal_of, literals
from index.text.form import Bools, Int32

KEPT_BYTES = 32 << 20
"""Of what leaves have found; about 13 bytes for a leaf and a document."""


@dataclass(slots=True)
class Leaf:
    """What one leaf finds in all N documents (see the module); what has not been asked for is ``None``."""

    exact: Int32
    loose: Int32
    words: Bools | None = None
    score: Float32 | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer of a query over all N documents.

    ``exact``, ``loose`` (loose only), ``related`` and ``overlapping``: disjoint from left to right, bool[N],
    but for ``overlapping``, which only excludes exact ones; none of them has deleted documents. ``counts``
    and ``loose_counts``: occurrences of all positive leaves, int32[N]. ``leaves``: these leaves. Arrays are
    not to be written to.
    """

    exact: Bools
    loose: Bools
    related: Bools
    overlapping: Bools
    counts: Int32
    loose_counts: Int32
    score: Float32
    leaves: tuple[Node, ...]


class Evaluator:
    """Evaluates trees on one corpus; leaves are remembered."""

    def __init__(self, corpus: Corpus, resolve_region: Callable[[str], str | None]) -> None:
        self.corpus = corpus
        self._ranking = Ranking(corpus)
        self._resolve_region = resolve_region
        self._leaves: OrderedDict[object, Leaf] = OrderedDict()

    def evaluate(
        self, tree: Node, cancelled: Cancel = None, *, related: bool = True, scored: bool = True
    ) -> Evaluation:
        """The whole answer; without ``related`` documents, or where nothing is ``scored``, sooner.

        ``Cancelled`` as soon as ``cancelled()`` says so.
        """
        leaves = distinct(tree)
        found = {leaf: self.leaf(leaf, cancelled) for leaf in all_leaves(tree)}
        # Leaves find nothing in deleted documents, but NOT and filters may.
        exact = self._holds(tree, lambda leaf: found[leaf].exact > 0, found) & self.corpus.alive
        loose = self.corpus.none()
        if any(leaf.exact is not leaf.loose for leaf in found.values()):
            loose = self._holds(tree, lambda leaf: found[leaf].loose > 0, found) & self.corpus.alive
            loose &= ~exact
        beside = overlapping = self.corpus.none()
        if leaves and related:
            words = self._holds(tree, lambda leaf: self._words(leaf, found[leaf], cancelled), found)
            beside = words & self.corpus.alive & ~(exact | loose)
        if _has_interval(tree):
            overlapping = self._holds(tree, lambda leaf: found[leaf].exact > 0, found, overlap=True)
            overlapping = overlapping & self.corpus.alive & ~exact
        scores = []
        for leaf in leaves if scored else ():
            _check(cancelled)
            scores.append(self._score(leaf, found[leaf]))
        return Evaluation(
            exact=exact,
            loose=loose,
            related=beside,
            overlapping=overlapping,
            counts=self._sum([found[leaf].exact for leaf in leaves], np.int32),
            loose_counts=self._sum([found[leaf].loose for leaf in leaves], np.int32),
            score=self._sum(scores, np.float32),
            leaves=leaves,
        )

    def _sum(self, arrays: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
        return reduce(np.add, arrays) if arrays else np.zeros(self.corpus.size, dtype)

    def _holds(
        self, node: Node, test: Callable[[Node], Bools], found: dict[Node, Leaf], *, overlap: bool = False
    ) -> Bools:
        """bool[N]: where the expression holds when ``test`` says where a leaf does; NOT reads exactly."""
        match node:
            case And(parts):
                return reduce(np.logical_and, (self._holds(p, test, found, overlap=overlap) for p in parts))
            case Or(parts):
                return reduce(np.logical_or, (self._holds(p, test, found, overlap=overlap) for p in parts))
            case Not(part):
                return ~self._holds(part, lambda leaf: found[leaf].exact > 0, found)
            case Filter():
                return self.corpus.mask(node, self._resolve_region, overlap=overlap)
            case _:
                return test(node)

    def leaf(self, node: Node, cancelled: Cancel = None) -> Leaf:
        """Counts of one leaf; its arrays are not to be written to."""
        name = key(node)
        leaf = self._leaves.get(name)
        if leaf is None:
            counts = []
            for part in self.corpus.parts:
                _check(cancelled)
                counts.append(part.matcher.count(node, cancelled))
            exact = self._alive(_joined([count[0] for count in counts]))
            # Mostly they are the same, and then one array is both.
            same = all(count[0] is count[1] for count in counts)
            loose = exact if same else self._alive(_joined([count[1] for count in counts]))
            leaf = self._leaves[name] = Leaf(exact, loose)
            while len(self._leaves) > max(8, KEPT_BYTES // (13 * self.corpus.size + 1)):
                self._leaves.popitem(last=False)
        else:
            self._leaves.move_to_end(name)
        return leaf

    def _alive(self, counts: Int32) -> Int32:
        return counts if self.corpus.live == self.corpus.size else counts * self.corpus.alive

    def _score(self, node: Node, leaf: Leaf) -> Float32:
        if leaf.score is None:
            leaf.score = self._ranking.words_score(literals(node))
            self._ranking.add_matches(leaf.score, leaf.exact, leaf.loose)
        return leaf.score

    def _words(self, node: Node, leaf: Leaf, cancelled: Cancel) -> Bools:
        """bool[N]: which texts hold every word of the leaf's literals, of an OR those of one part."""
        if leaf.words is None:
            # What the leaf matches, if only loosely, holds its words.
            matched = leaf.loose > 0
            leaf.words = matched | self._combined(node, ~matched & self.corpus.alive, cancelled)
        return leaf.words

    def _combined(self, node: Node, among: Bools, cancelled: Cancel) -> Bools:
        match node:
            case Term(raw):
                return self._all_words((raw,), among, cancelled)
            case Gap(pieces):
                return self._all_words(pieces, among, cancelled)
            case Near(left, right) | Sent(left, right) | Para(left, right):
                return self._combined(right, self._combined(left, among, cancelled), cancelled)
            case Or(parts):
                return reduce(np.logical_or, (self._combined(part, among, cancelled) for part in parts))
            case _:
                raise AssertionError(f"{node} is no leaf")

    def _all_words(self, raws: tuple[str, ...], among: Bools, cancelled: Cancel) -> Bools:
        """Which of the documents ``among`` hold all words of the literals."""
        words = {literal_of(word) for raw in raws for word in words_of(raw)}
        # The rarest first: fewer and fewer documents are left to look at.
        for word in sorted(words, key=self.corpus.often):
            _check(cancelled)
            among = self.corpus.holds_loosely(word, among, cancelled)
        return among


def _check(cancelled: Cancel) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled


def _joined(counts: list[Int32]) -> Int32:
    if len(counts) == 1:
        return counts[0]
    return np.concatenate(counts) if counts else np.zeros(0, np.int32)


def _has_interval(node: Node) -> bool:
    """Whether a date can meet the query by overlapping what is asked for."""
    match node:
        case And(parts) | Or(parts):
            return any(map(_has_interval, parts))
        case Filter():
            return node.interval is not None
        case _:
            return False
