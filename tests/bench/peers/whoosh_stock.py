"""Whoosh as it comes, with jieba's own analyzer or with the words of rjieba."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus import Article
from peers.base import LIMIT, Found, Kind, Missing, Peer
from peers.words import cutter
from queries import Query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import QueryParser
from whoosh.query import And, Or

_MEMORY_MB = 256


class RjiebaTokenizer(Tokenizer):  # type: ignore[misc]
    """The words of rjieba as Whoosh's tokens."""

    def __init__(self) -> None:
        self._cut = cutter()

    def __getstate__(self) -> dict[str, object]:
        return {}  # the dictionary is not kept with the schema

    def __setstate__(self, state: dict[str, object]) -> None:
        self._cut = cutter()

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Any]:
        token = Token(positions, **{name: options[name] for name in ("mode",) if name in options})
        for position, word in enumerate(self._cut(value)):
            token.text, token.boost, token.stopped = word, 1.0, False
            token.pos = position
            # The parser wants to know where a word stands in the query, for messages only.
            token.startchar = token.endchar = 0
            yield token


def jieba_analyzer() -> Any:
    """What jieba offers for Whoosh."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import_module("jieba").setLogLevel(logging.CRITICAL)
            return import_module("jieba.analyse").ChineseAnalyzer()
    except ImportError as error:
        raise Missing("jieba is not installed") from error


class Whoosh:
    """A term goes through the query parser as a phrase."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(folder)
        self._searcher = self._index.searcher()
        self._parser = QueryParser("text", self._index.schema)

    def fresh(self) -> None:
        pass

    def ask(self, query: Query) -> Found | None:
        parts = [self._parser.parse(f'"{term}"') for term in query.terms]
        wanted = parts[0] if len(parts) == 1 else (And if query.operator == "all" else Or)(parts)
        found = self._searcher.search(wanted, limit=LIMIT)
        best = tuple(hit["number"] for hit in found)
        return Found(len(found), best=best)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


def _building(analyzer: Callable[[], Any]) -> Callable[[Sequence[Article], Path], None]:
    def build(articles: Sequence[Article], folder: Path) -> None:
        schema = Schema(number=NUMERIC(stored=True), text=TEXT(analyzer=analyzer()))
        writer = create_in(folder, schema).writer(limitmb=_MEMORY_MB)
        for article in articles:
            writer.add_document(number=article.number, text=article.text)
        writer.commit()

    return build


def _open(folder: Path, tree: Sequence[Path]) -> Peer:
    return Whoosh(folder)


def _version() -> str:
    return version("whoosh")


JIEBA = Kind("Whoosh + jieba", _building(jieba_analyzer), _open, _version, most=2000)
RJIEBA = Kind("Whoosh + rjieba", _building(RjiebaTokenizer), _open, _version, most=20000)
