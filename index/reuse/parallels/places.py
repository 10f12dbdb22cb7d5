"""From places of letters to stored texts: where parallels stand, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.engine.answers.pages import Load
from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancel
from index.model import Document
from index.reuse.parallels.alike import Alike
from index.reuse.parallels.questions import begins_in_bracket
from index.reuse.parallels.seeds import check

Place = tuple[int, int, int, str]
"""The id of a document, start and end in its text, and what stands there."""

Piece = tuple[int, int, int]
"""The id of a document, start and end in its text."""

_AT_ONCE = 500  # pieces
_TOGETHER = 2000
"""Characters of one document that are read at once, where several pieces of it are wanted."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where stored texts are read: pieces of them by (id, start, end), whole ones, documents without text."""

    excerpts: Callable[[Sequence[tuple[int, int, int]]], list[str | None]]
    texts: Load
    documents: Callable[[Sequence[int]], list[Document]]


def texts_at(
    corpus: Corpus, sources: Sources, members: Sequence[Alike], cancelled: Cancel = None
) -> list[Place]:
    """Where each of some matches stands, in their order, with the bracket that it begins in.

    ``Cancelled`` soon after ``cancelled()`` is true.
    """
    parts = np.array([one.part for one in members], np.int64)
    ends = np.array([(one.first, one.last - 1) for one in members], np.int64).reshape(-1, 2)
    bounds = np.zeros((len(members), 2), np.int64)
    for number, part in enumerate(corpus.parts):
        here = parts == number
        if here.any():
            bounds[here] = part.segment.source_at(ends[here].ravel()).reshape(-1, 2)
    bounds[:, 1] += 1
    ids = corpus.ids[np.array([one.row for one in members], np.int64)].tolist()
    # One character before is read as well.
    spans = [(id, max(0, start - 1), end) for id, (start, end) in zip(ids, bounds.tolist(), strict=True)]
    check(cancelled)
    found = _read(sources, spans, cancelled)
    return [
        place if begin == start or begins_in_bracket(place[3], 1, end - start + 1) else _behind(place)
        for place, begin, (start, end) in zip(
            found, (span[1] for span in spans), bounds.tolist(), strict=True
        )
    ]


def _behind(place: Place) -> Place:
    """The place without its first character."""
    id, start, end, text = place
    return id, start + 1, end, text[1:]


def _read(sources: Sources, spans: Sequence[Piece], cancelled: Cancel) -> list[Place]:
    """The pieces of one document are read at once, where they stand near each other."""
    wanted: list[Piece] = []
    within: dict[Piece, int] = {}
    for id, start, end in sorted(set(spans)):
        last = wanted[-1] if wanted else None
        if last is not None and last[0] == id and max(end, last[2]) - last[1] <= _TOGETHER:
            wanted[-1] = id, last[1], max(end, last[2])
        else:
            wanted.append((id, start, end))
        within[id, start, end] = len(wanted) - 1
    pieces: list[str] = []
    for at in range(0, len(wanted), _AT_ONCE):
        check(cancelled)
        some = wanted[at : at + _AT_ONCE]
        pieces += [
            piece if piece is not None and len(piece) == end - start else _whole(sources, id)[start:end]
            for (id, start, end), piece in zip(some, sources.excerpts(some), strict=True)
        ]
    found = []
    for id, start, end in spans:
        number = within[id, start, end]
        base = wanted[number][1]
        found.append((id, start, end, pieces[number][start - base : end - base]))
    return found


def _whole(sources: Sources, id: int) -> str:
    """Where an excerpt cannot be cut."""
    return "".join(stored.text for stored in sources.texts([id]))
