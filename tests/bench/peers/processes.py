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
from peers.ours import NAME, TOTALS, Ours
from peers.pieces import WithPieces
from queries import Query

KINDS: Mapping[str, Kind] = {
    "whoosh-jieba": whoosh_stock.JIEBA,
    "whoosh-rjieba": whoosh_stock.RJIEBA,
    "fts5": fts5.KIND,
    "tantivy": tantivy_words.KIND,
    "ripgrep": ripgrep.KIND,
}

_peer: Peer


class Timed(NamedTuple):
    """An answer and the milliseconds it took in its process."""

    found: Found | None
    milliseconds: float


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
    global _peer
    if name in (NAME, TOTALS):
        _peer = Ours(folder) if name == NAME else Ours(folder, 0)
    else:
        _peer = WithPieces(KINDS[name].open(folder, tree), folder)


def _fresh() -> None:
    _peer.fresh()


def _ask(query: Query) -> Timed:
    return Timed(*timed(lambda: _peer.ask(query)))


def _close() -> None:
    _peer.close()
