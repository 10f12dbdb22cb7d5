"""tantivy over the words of rjieba."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus import Article
from peers.base import LIMIT, Found, Kind, Missing, Peer
from peers.words import cutter
from queries import Query

_MEMORY = 256_000_000


class Tantivy:
    """A term of several words is a phrase."""

    def __init__(self, folder: Path) -> None:
        self._module = _module()
        self._index = self._module.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._cut = cutter()

    def fresh(self) -> None:
        pass

    def ask(self, query: Query) -> Found | None:
        parts = [self._term(term) for term in query.terms]
        occur = self._module.Occur.Must if query.operator == "all" else self._module.Occur.Should
        wanted = parts[0]
        if len(parts) > 1:
            wanted = self._module.Query.boolean_query([(occur, part) for part in parts])
        found = self._searcher.search(wanted, limit=LIMIT, count=True)
        best = tuple(self._searcher.doc(address)["number"][0] for _, address in found.hits)
        return Found(int(found.count), best=best)

    def close(self) -> None:
        pass

    def _term(self, term: str) -> Any:
        words = list(self._cut(term))
        if len(words) == 1:
            return self._module.Query.term_query(self._index.schema, "text", words[0])
        return self._module.Query.phrase_query(self._index.schema, "text", words)


def _module() -> Any:
    try:
        return import_module("tantivy")
    except ImportError as error:
        raise Missing("tantivy is not installed") from error


def build(articles: Sequence[Article], folder: Path) -> None:
    """Index the words of the texts, joined by spaces; one commit."""
    tantivy, cut = _module(), cutter()
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="position")
    schema.add_unsigned_field("number", stored=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(_MEMORY)
    for article in articles:
        writer.add_document(tantivy.Document(text=" ".join(cut(article.text)), number=article.number))
    writer.commit()
    writer.wait_merging_threads()


def _open(folder: Path, tree: Sequence[Path]) -> Peer:
    return Tantivy(folder)


KIND = Kind("tantivy + rjieba", build, _open, lambda: version("tantivy"))
