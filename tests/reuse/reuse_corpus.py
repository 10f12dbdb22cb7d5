"""Corpora in memory from plain texts, split into segments as a test wants them."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from index.engine.corpus.corpus import Corpus
from index.engine.matching import Matcher
from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, write_container
from index.engine.segment.segment import Segment
from index.model import Document, Paragraph, StoredText


def stored(id: int, text: str, **values: object) -> StoredText:
    """A document whose paragraphs are the lines of ``text``."""
    fields: dict[str, object] = dict.fromkeys(Document.__slots__)
    fields |= {"id": id, "authors": (), "inferred": (), "sources": (), "date_precision": "none"}
    fields |= {"script": "simplified", "characters": len(text)} | values
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    return StoredText(Document(**fields), text, tuple(paragraphs), (), ())  # type: ignore[arg-type]


def segment_of(documents: Sequence[StoredText]) -> Segment:
    builder = Builder()
    for document in documents:
        builder.add(document)
    file = io.BytesIO()
    write_container(file, *builder.arrays())
    return Segment(Container(file.getvalue()))


def corpus_of(
    texts: Mapping[int, str],
    cuts: Sequence[int] = (),
    deleted: Collection[int] = (),
    values: Mapping[int, Mapping[str, object]] | None = None,
) -> Corpus:
    """Texts by id in one segment, or in several: a new one begins with each number in ``cuts``.

    ``deleted`` are there and no longer count. ``values``: fields of the documents.
    """
    documents = [stored(id, text, **(values or {}).get(id, {})) for id, text in texts.items()]
    bounds = [0, *sorted(cuts), len(documents)]
    parts = []
    for start, end in pairwise(bounds):
        if start < end:
            segment = segment_of(documents[start:end])
            gone = [n for n, each in enumerate(documents[start:end]) if each.document.id in deleted]
            parts.append((segment, Matcher(segment), gone))
    return Corpus(parts)
