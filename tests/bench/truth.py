"""Which documents hold a query: by brute force, with the rules of the program but without its index."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from typing import Any

from corpus import Article
from queries import Query

from index.engine.language.ast import And, Filter, Node, Not, Or
from index.engine.language.query import parse
from index.engine.plain.places import count
from index.engine.plain.texts import Text
from index.model import Document, Paragraph, StoredText

_CHUNK = 200
Truth = Mapping[str, Mapping[int, int]]
"""By the query's name: its occurrences in each document (by number) that holds it."""


def plain(article: Article) -> StoredText:
    """An article as a text whose lines are its paragraphs, nothing being known about it."""
    paragraphs, at = [], 0
    for line in article.text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    unknown: dict[str, Any] = dict.fromkeys(field.name for field in fields(Document))
    return StoredText(Document(**unknown), article.text, tuple(paragraphs), (), ())


def truth(texts: Sequence[StoredText], asked: Sequence[Query]) -> Truth:
    """Go through all texts, in processes. Queries about metadata are left out."""
    trees = {query.name: parse(query.text) for query in asked}
    wanted = {name: tree for name, tree in trees.items() if not _filters(tree)}
    chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
    found: dict[str, dict[int, int]] = {name: {} for name in wanted}
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        for chunk, part in enumerate(pool.map(_found, chunks, [wanted] * len(chunks))):
            for name, number, occurrences in part:
                found[name][chunk * _CHUNK + number] = occurrences
    return found


def below(found: Mapping[int, int], documents: int) -> tuple[int, int]:
    """How many of the first ``documents`` hold a query, and how often."""
    counted = [occurrences for number, occurrences in found.items() if number < documents]
    return len(counted), sum(counted)


def _filters(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_filters, parts))
        case Not(part):
            return _filters(part)
        case _:
            return isinstance(node, Filter)


def _found(texts: Sequence[StoredText], wanted: Mapping[str, Node]) -> list[tuple[str, int, int]]:
    return [
        (name, number, occurrences)
        for number, text in enumerate(map(Text, texts))
        for name, tree in wanted.items()
        if (occurrences := _exact(tree, text)) is not None
    ]


def _exact(node: Node, text: Text) -> int | None:
    """The occurrences of the positive terms if the query holds, else ``None``."""
    match node:
        case And(parts):
            counted = [_exact(part, text) for part in parts]
            return None if None in counted else sum(filter(None, counted))
        case Or(parts):
            counted = [_exact(part, text) for part in parts]
            return None if set(counted) == {None} else sum(filter(None, counted))
        case Not(part):
            return 0 if _exact(part, text) is None else None
        case _:
            return count(node, text)[0] or None
