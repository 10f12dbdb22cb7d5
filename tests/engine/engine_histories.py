"""Corpora as they come to be: documents added, replaced, taken out and merged, in any number of segments."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from engine_oracle import shelf  # type: ignore[import-not-found]
from hypothesis import strategies as st

from index.engine.answers.answers import Answers
from index.engine.answers.pages import Pages
from index.engine.corpus.corpus import Corpus
from index.engine.matching import Matcher
from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, write_container
from index.engine.segment.merging import merge
from index.engine.segment.segment import Segment
from index.model import StoredText

Make = Callable[[int], StoredText]


def segment_of(arrays: dict, meta: dict) -> Segment:  # type: ignore[type-arg]
    """A segment in memory."""
    stream = io.BytesIO()
    write_container(stream, arrays, meta)
    return Segment(Container(stream.getvalue()))


def built(documents: list[StoredText]) -> Segment:
    """One segment of documents."""
    builder = Builder()
    for document in documents:
        builder.add(document)
    return segment_of(*builder.arrays())


def answers(parts: list[tuple[Segment, set[int]]], documents: list[StoredText]) -> Answers:
    """What is answered over segments with their deleted documents; ``documents``: those that count."""
    corpus = Corpus([(segment, Matcher(segment), deleted) for segment, deleted in parts])
    texts = {stored.document.id: stored.text for stored in documents}
    return Answers(
        corpus,
        Pages(shelf(documents)),
        lambda name: name,
        lambda spans: [texts[id][start:end] if id in texts else None for id, start, end in spans],
    )


def anew(documents: list[StoredText]) -> Answers:
    """Answers over the same documents, indexed at once; pieces are cut from whole texts."""
    found = answers([(built(documents), set())] if documents else [], documents)
    return Answers(found.corpus, found.pages, lambda name: name)


@dataclass
class History:
    """Segments with their deleted documents, and the documents that count by id."""

    parts: list[tuple[Segment, set[int]]] = field(default_factory=list)
    live: dict[int, StoredText] = field(default_factory=dict)

    def put(self, documents: list[StoredText]) -> None:
        """Add documents in one commit, in place of those with their ids."""
        for document in documents:
            self.remove(document.document.id)
            self.live[document.document.id] = document
        self.parts.append((built(documents), set()))

    def remove(self, id: int) -> None:
        """Take a document out, if it is there."""
        if self.live.pop(id, None) is not None:
            for segment, deleted in self.parts:
                deleted.update(np.flatnonzero(segment.ids == id).tolist())

    def merge(self, start: int, end: int) -> None:
        """Put the segments ``start:end`` together."""
        chosen = []
        for segment, deleted in self.parts[start:end]:
            alive = np.ones(segment.D, np.bool_)
            alive[list(deleted)] = False
            chosen.append((segment, alive))
        if any(alive.any() for _, alive in chosen):
            self.parts[start:end] = [(segment_of(*merge(chosen)), set())]

    def documents(self) -> list[StoredText]:
        """What counts, by id."""
        return [self.live[id] for id in sorted(self.live)]

    def answers(self) -> Answers:
        """Answers over the segments as they are."""
        return answers(self.parts, self.documents())


@st.composite
def histories(draw: st.DrawFn, make: Callable[[int], st.SearchStrategy[StoredText]]) -> History:
    """Some commits: documents put in (new ones and replaced ones) and taken out, segments merged."""
    history = History()
    for _ in range(draw(st.integers(1, 5))):
        ids = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True))
        history.put([draw(make(id)) for id in ids])
        for id in draw(st.lists(st.integers(1, 12), max_size=2)):
            history.remove(id)
        if len(history.parts) > 1 and draw(st.booleans()):
            start = draw(st.integers(0, len(history.parts) - 2))
            history.merge(start, draw(st.integers(start + 2, len(history.parts))))
    return history
