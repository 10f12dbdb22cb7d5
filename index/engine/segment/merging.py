"""One segment of the documents of several: the same as one built from these documents anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.builder import finished, meta_of
from index.engine.segment.columns import COLUMNS, NUMBERS, StoredColumn
from index.engine.segment.container import Container
from index.engine.segment.gaps import ESCAPE, GapNames, Int64
from index.engine.segment.segment import Segment
from index.engine.segment.stream import BLOCK, Stretch, joined, padded, starts_of
from index.engine.segment.vocabulary import Postings, posting_arrays
from index.text.form import Bools

FIELDS = ("words", "title")

Sources = Sequence[tuple[Segment, Bools]]


def merge(segments: Sources) -> tuple[dict[str, NDArray[Any]], dict[str, object]]:
    """The arrays and ``meta`` of a segment of all documents that are alive, in order.

    ``segments``: each with bool[D], which of its documents are alive. ValueError if none is.
    """
    if not any(alive.any() for _, alive in segments):
        raise ValueError("a segment has at least one document")
    # First of all, while there is memory: nothing else is held yet.
    postings = [_postings(field, segments) for field in FIELDS]
    columns: dict[str, NDArray[Any]] = {}
    for name in NUMBERS:
        columns[name] = np.concatenate([segment.container[name][alive] for segment, alive in segments])
    for name in COLUMNS:
        each = [(segment.columns[name], alive) for segment, alive in segments]
        values = [column.values[code] for column, alive in each for code in column.codes[alive].tolist()]
        columns |= StoredColumn.of(values).arrays(name)
    names = GapNames()
    stretch = joined([_stretch(segment, alive, names) for segment, alive in segments])
    for segment, _ in segments:
        if isinstance(segment.container, Container):
            segment.container.release()  # putting the suffixes in order takes the memory instead
    arrays = finished(stretch, names.strings) | columns
    for found in postings:
        arrays |= found
    return arrays, meta_of(arrays)


def _stretch(segment: Segment, alive: Bools, names: GapNames) -> Stretch:
    """The stream of the documents that are alive."""
    kept = alive[segment.blocks]
    starts = segment.starts.astype(np.int64)
    lengths = segment.lengths[alive]
    form_starts = segment.form_blocks[starts // BLOCK].astype(np.int64)
    form_blocks = segment.form_blocks.astype(np.int64)
    form_sizes: Int64 = (form_blocks[1:] - form_blocks[:-1])[kept]
    # What is added to the places and form indexes of each document.
    new_starts = np.zeros(segment.D, np.int64)
    new_starts[alive] = starts_of(padded(lengths))[:-1]
    places = new_starts - starts[:-1]
    new_form_starts = np.zeros(segment.D, np.int64)
    new_form_starts[alive] = starts_of(np.diff(form_starts)[alive])[:-1]
    forms = new_form_starts - form_starts[:-1]

    gaps = segment.gaps.reshape(-1, BLOCK)[kept].ravel()
    gap_places = np.flatnonzero(gaps).astype(np.uint32)
    codes = np.zeros(256, np.int32)
    for code in range(1, ESCAPE):  # those that are no longer in use do no harm
        codes[code] = names.number(segment.gap_table.string(code).tobytes())
    gap_numbers = codes[gaps[gap_places]]
    escapes = np.flatnonzero(alive[segment.document_of(segment.escape_places)])
    gap_numbers[gaps[gap_places] == ESCAPE] = [
        names.number(segment.gap_table.string(256 + escape).tobytes()) for escape in escapes.tolist()
    ]

    astral = alive[segment.document_of(segment.astral_places)]
    edge_documents = _documents(form_starts, segment.edges)
    edges = alive[edge_documents]
    return Stretch(
        letters=segment.text.reshape(-1, BLOCK)[kept].ravel(),
        lengths=lengths,
        gap_places=gap_places,
        gap_numbers=gap_numbers,
        astral_places=_moved_places(segment, segment.astral_places[astral], places),
        astral_codes=segment.astral_codes[astral],
        form_sizes=form_sizes,
        source_blocks=segment.source_blocks[kept],
        paragraphs=_moved_places(
            segment, segment.paragraphs[alive[segment.document_of(segment.paragraphs)]], places
        ),
        sentences=_moved_forms(segment.sentences, form_starts, forms, alive),
        edges=segment.edges[edges] + forms[edge_documents[edges]],
        partners=segment.partners[edges] + forms[edge_documents[edges]],
    )


def _documents(form_starts: Int64, forms: NDArray[Any]) -> Int64:
    return np.searchsorted(form_starts, forms, side="right") - 1


def _moved_places(segment: Segment, places: NDArray[np.uint32], shifts: Int64) -> NDArray[np.uint32]:
    return (places + shifts[segment.document_of(places)]).astype(np.uint32)


def _moved_forms(found: NDArray[np.uint32], form_starts: Int64, shifts: Int64, alive: Bools) -> Int64:
    documents = _documents(form_starts, found)
    kept = alive[documents]
    moved: Int64 = found[kept] + shifts[documents[kept]]
    return moved


def _postings(field: str, segments: Sources) -> dict[str, NDArray[Any]]:
    """The postings of a field, of the documents that are alive."""
    known: dict[bytes, int] = {}
    found: list[Postings] = []
    base = 0
    for segment, alive in segments:
        postings = segment.postings(field)
        terms = [known.setdefault(term, len(known)) for term in postings.terms()]
        kept = alive[postings.documents]
        numbers = np.repeat(np.array(terms, np.uint32), postings.frequencies())
        documents = (np.cumsum(alive) - 1 + base).astype(np.uint32)
        found.append((numbers[kept], documents[postings.documents[kept]], postings.weights[kept]))
        base += int(alive.sum())
    return posting_arrays(field, list(known), found)
