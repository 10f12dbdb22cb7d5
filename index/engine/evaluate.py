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
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.engine import places
from index.engine.ast import And, Filter, Gap, Near, Node, Not, Or, Para, Sent, Term, positive_leaves
from index.engine.interface import Cancelled
from index.engine.places import literal_of
from index.engine.postings import Postings, query_grams
from index.engine.ranking import Ranking, words_of
from index.engine.table import Table
from index.engine.texts import Texts
from index.text.form import Bools, Int32

Float32 = NDArray[np.float32]
Kept = TypeVar("Kept")
CHECK_EVERY = 16
"""Documents read between two looks at ``cancelled``."""
KEPT_LEAVES = 64
RAREST = 6
"""Character pairs whose documents are intersected; the texts decide about the rest."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one leaf finds in all N documents (see the module)."""

    exact: Int32
    loose: Int32
    words: Bools
    score: Float32


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer of a query over all N documents.

    ``exact``, ``loose`` (loose only), ``related`` and ``overlapping``: disjoint from left to right, bool[N],
    but for ``overlapping``, which only excludes exact ones. ``counts`` and ``loose_counts``: occurrences of
    all positive leaves, int64[N]. ``leaves``: these leaves.
    """

    exact: Bools
    loose: Bools
    related: Bools
    overlapping: Bools
    counts: NDArray[np.int64]
    loose_counts: NDArray[np.int64]
    score: Float32
    leaves: tuple[Node, ...]


class Evaluator:
    """Evaluates trees on one state of the index; leaves are remembered until the index changes."""

    def __init__(
        self, postings: Postings, table: Table, texts: Texts, resolve_region: Callable[[str], str | None]
    ) -> None:
        self.table = table
        self.texts = texts
        self._postings = postings
        self._ranking = Ranking(postings, table)
        self._resolve_region = resolve_region
        self._leaves: OrderedDict[object, Leaf] = OrderedDict()
        self._counts: OrderedDict[object, tuple[Int32, Int32]] = OrderedDict()

    def evaluate(self, tree: Node, cancelled: Callable[[], bool] | None = None) -> Evaluation:
        """The whole answer. ``Cancelled`` as soon as ``cancelled()`` says so."""
        leaves = distinct(tree)
        found = {leaf: self.leaf(leaf, cancelled) for leaf in _all_leaves(tree)}
        exact = self._holds(tree, lambda leaf: found[leaf].exact > 0, found)
        loose = self._holds(tree, lambda leaf: found[leaf].loose > 0, found) & ~exact
        related = self.table.none()
        if leaves:
            related = self._holds(tree, lambda leaf: found[leaf].words, found) & ~exact & ~loose
        overlapping = self._holds(tree, lambda leaf: found[leaf].exact > 0, found, overlap=True) & ~exact
        counts, loose_counts = np.zeros(len(self.table), np.int64), np.zeros(len(self.table), np.int64)
        score = np.zeros(len(self.table), np.float32)
        for leaf in leaves:
            counts += found[leaf].exact
            loose_counts += found[leaf].loose
            score += found[leaf].score
        return Evaluation(exact, loose, related, overlapping, counts, loose_counts, score, leaves)

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
                return self.table.mask(node, self._resolve_region, overlap=overlap)
            case _:
                return test(node)

    def leaf(self, node: Node, cancelled: Callable[[], bool] | None = None) -> Leaf:
        """Counts and scores of one leaf."""
        name = key(node)
        leaf = self._leaves.get(name)
        if leaf is None:
            leaf = self._compute(node, cancelled)
            _keep(self._leaves, name, leaf)
        return leaf

    def _compute(self, node: Node, cancelled: Callable[[], bool] | None) -> Leaf:
        exact, loose = self._count(node, cancelled)
        raws = literals(node)
        words = self._combine(node, lambda raw: self._all_words(raw, cancelled))
        score = self._ranking.words_score(raws) + self._ranking.matches_score(exact, loose)
        return Leaf(exact, loose, words, score.astype(np.float32))

    def _count(self, node: Node, cancelled: Callable[[], bool] | None) -> tuple[Int32, Int32]:
        """Exact and loose occurrences, by reading the candidates."""
        name = key(node)
        if name in self._counts:
            return self._counts[name]
        size = len(self.table)
        exact, loose = np.zeros(size, np.int32), np.zeros(size, np.int32)
        for number, row in enumerate(np.flatnonzero(self.candidates(node)).tolist()):
            if number % CHECK_EVERY == 0 and cancelled is not None and cancelled():
                raise Cancelled
            exact[row], loose[row] = places.count(node, self.texts.get(int(self.table.ids[row])))
        if cancelled is not None and cancelled():
            raise Cancelled
        _keep(self._counts, name, (exact, loose))
        return exact, loose

    def candidates(self, node: Node) -> Bools:
        """bool[N]: a superset of the documents in which the leaf matches loosely."""
        return self._combine(node, self._literal_candidates)

    def _combine(self, node: Node, mask: Callable[[str], Bools]) -> Bools:
        """The masks of a leaf's literals: all of them, or one of each OR."""
        match node:
            case Term(raw):
                return mask(raw)
            case Gap(pieces):
                return reduce(np.logical_and, (mask(piece) for piece in pieces))
            case Near(left, right) | Sent(left, right) | Para(left, right):
                return self._combine(left, mask) & self._combine(right, mask)
            case Or(parts):
                return reduce(np.logical_or, (self._combine(part, mask) for part in parts))
            case _:
                raise AssertionError(f"{node} is no leaf")

    def _all_words(self, raw: str, cancelled: Callable[[], bool] | None) -> Bools:
        """bool[N]: which texts hold every word of the literal (loosely, and inside longer words too)."""
        mask = ~self.table.none()
        for word in words_of(raw):
            if len(word) <= 2:
                mask &= self._literal_candidates(word)
            elif mask.any():
                mask &= self._count(Term(word), cancelled)[1] > 0
        return mask

    def _literal_candidates(self, raw: str) -> Bools:
        tokens = query_grams(literal_of(raw).skeleton)
        tokens.sort(key=lambda token: (self._postings.frequency("grams", token), token))
        mask = ~self.table.none()
        for token in tokens[:RAREST]:
            held = self.table.none()
            held[self.table.rows(self._postings.posting("grams", token).documents)] = True
            mask &= held
            if not mask.any():
                break
        return mask


def _keep(kept: OrderedDict[object, Kept], name: object, value: Kept) -> None:
    """Remember ``value``, and forget the oldest beyond the limit."""
    kept[name] = value
    while len(kept) > KEPT_LEAVES:
        kept.popitem(last=False)


def key(node: Node) -> object:
    """What makes two leaves the same: 著力 and 着力 are one term."""
    match node:
        case Term(raw):
            return literal_of(raw)
        case Gap(pieces):
            return tuple(literal_of(piece) for piece in pieces)
        case Near(left, right, distance):
            return "NEAR", distance, key(left), key(right)
        case Sent(left, right):
            return "SENT", key(left), key(right)
        case Para(left, right):
            return "PARA", key(left), key(right)
        case Or(parts):
            return "OR", *(key(part) for part in parts)
        case _:
            return node


def distinct(tree: Node) -> tuple[Node, ...]:
    """The positive leaves, each term once however it is written."""
    leaves: dict[object, Node] = {}
    for leaf in positive_leaves(tree):
        leaves.setdefault(key(leaf), leaf)
    return tuple(leaves.values())


def literals(node: Node) -> tuple[str, ...]:
    """The raw literals inside a leaf."""
    match node:
        case Term(raw):
            return (raw,)
        case Gap(pieces):
            return pieces
        case Near(left, right) | Sent(left, right) | Para(left, right):
            return literals(left) + literals(right)
        case Or(parts):
            return tuple(raw for part in parts for raw in literals(part))
        case _:
            return ()


def _all_leaves(node: Node) -> set[Node]:
    match node:
        case And(parts) | Or(parts):
            return {leaf for part in parts for leaf in _all_leaves(part)}
        case Not(part):
            return _all_leaves(part)
        case Filter():
            return set()
        case _:
            return {node}
