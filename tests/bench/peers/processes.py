"""Each peer in a process of its own: none sees the memory, patches or caches of another."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from corpus import Article
from measure import timed
from peers import fts5, ripgrep, tantivy_words, whoosh_stock
from peers.base import Found, Kind, Peer
from peers.ours import NAME, RANKED, Ours, Ranked
from peers.pieces import Pieces
from queries import Query

KINDS: Mapping[str, Kind] = {
    "whoosh-jieba": whoosh_stock.JIEBA,
    "whoosh-rjieba": whoosh_stock.RJIEBA,
    "fts5": fts5.KIND,
    "tantivy": tantivy_words.KIND,
    "ripgrep": ripgrep.KIND,
}
OURS: Mapping[str, type[Ours]] = {NAME: Ours, RANKED: Ranked}

_peer: Peer
_pieces: Pieces | None = None


class Timed(NamedTuple):
    """An answer and the milliseconds it took in its process; ``alone``: without pieces of the best."""

    found: Found | None
    milliseconds: float
    alone: float


class Process:
    """A peer that answers in its own process."""

    def __init__(self, name: str, folder: Path, tree: Sequence[Path]) -> None:
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._pool.submit(_open, name, folder, tree).result()

    def fresh(self) -> None:
        """Have it forget what it answered."""
        self._pool.submit(_fresh).result()

    def ask(self, query: Query) -> Timed:
        """Its answer to a query."""
        return self._pool.submit(_ask, query).result()

    def close(self) -> None:
        """End the process."""
        self._pool.submit(_close).result()
        self._pool.shutdown()


def build(name: str, articles: Sequence[Article], folder: Path) -> float:
    """Build the index of a peer in a process of its own; returns the seconds. Errors: ``Missing``."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_build, name, articles, folder).result()


def _build(name: str, articles: Sequence[Article], folder: Path) -> float:
    return timed(lambda: KINDS[name].build(articles, folder))[1] / 1000


def _open(name: str, folder: Path, tree: Sequence[Path]) -> None:
    global _peer, _pieces
    if name in OURS:
        _peer = OURS[name](folder)
    else:
        _peer, _pieces = KINDS[name].open(folder, tree), Pieces(folder)


def _fresh() -> None:
    _peer.fresh()


def _ask(query: Query) -> Timed:
    found, alone = timed(lambda: _peer.ask(query))
    if _pieces is None or found is None:
        return Timed(found, alone, alone)
    best, pieces = found.best, _pieces
    return Timed(found, alone + timed(lambda: pieces.of(best, query.terms))[1], alone)


def _close() -> None:
    _peer.close()
    if _pieces is not None:
        _pieces.close()
