"""Build a segment from stored texts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.columns import column_arrays, number_arrays
from index.engine.segment.gaps import GapNames, encode
from index.engine.segment.stream import BLOCK, Stretch, joined, padded, read, starts_of
from index.engine.segment.suffix import suffix_array
from index.engine.segment.vocabulary import Vocabulary
from index.model import Document, StoredText
from index.text.fold import FOLD_VERSION, fold

VERSION = 1
"""Of the arrays of a segment; raised whenever their meaning changes."""
AT_ONCE = 1 << 20
"""Characters that are read together: about 60 MB while they are."""
FREQUENT = 256
"""At most so many letters have their counts stored …"""
FREQUENT_SHARE = 500
"""… of those that make up at least one in so many letters."""
MOST = 0xFFFF


class Builder:
    """Takes documents and gives the arrays of their segment; the same documents give the same arrays."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._pending: list[StoredText] = []
        self._pending_characters = 0
        self._stretches: list[Stretch] = []
        self._names = GapNames()
        self._words, self._titles = Vocabulary(), Vocabulary()

    def add(self, stored: StoredText) -> None:
        """The next document; only ``document``, ``text`` and ``paragraphs`` are used."""
        self._documents.append(stored.document)
        self._pending.append(stored)
        self._pending_characters += len(stored.text)
        if self._pending_characters >= AT_ONCE:
            self._read()

    def arrays(self) -> tuple[dict[str, NDArray[Any]], dict[str, object]]:
        """The arrays of the segment and its ``meta``. ValueError if there is no document."""
        if not self._documents:
            raise ValueError("a segment has at least one document")
        self._read()
        self._stretches = [joined(self._stretches)]
        arrays = finished(self._stretches[0], self._names.strings)
        arrays |= number_arrays(self._documents, self._words.totals(), self._titles.totals())
        arrays |= column_arrays(self._documents)
        arrays |= self._words.arrays("words")
        arrays |= self._titles.arrays("title")
        return arrays, meta_of(arrays)

    def _read(self) -> None:
        if self._pending:
            stretch, folded = read(
                [(stored.text, stored.paragraphs) for stored in self._pending], self._names
            )
            self._stretches.append(stretch)
            self._words.add(folded)
            self._titles.add([fold(stored.document.title or "") for stored in self._pending])
            self._pending = []
            self._pending_characters = 0


def finished(stretch: Stretch, strings: list[bytes]) -> dict[str, NDArray[Any]]:
    """The arrays of a segment that come from its stream; ``strings``: the gap strings by number."""
    letters = stretch.letters
    suffixes = suffix_array(letters)  # first: it takes the most memory
    starts = starts_of(padded(stretch.lengths))
    blocks = np.repeat(np.arange(len(stretch.lengths), dtype=np.uint32), np.diff(starts) // BLOCK)
    return {
        "text": letters,
        **encode(stretch.gap_places, stretch.gap_numbers, strings, len(letters)),
        "astral_places": stretch.astral_places,
        "astral_codes": stretch.astral_codes,
        "suffixes": suffixes,
        "starts": starts.astype(np.uint32),
        "lengths": stretch.lengths,
        "blocks": blocks,
        "form_blocks": starts_of(stretch.form_sizes).astype(np.uint32),
        "source_blocks": stretch.source_blocks,
        "paragraphs": stretch.paragraphs,
        "sentences": stretch.sentences.astype(np.uint32),
        "edges": stretch.edges.astype(np.uint32),
        "partners": stretch.partners.astype(np.uint32),
        **_frequent(letters, starts),
    }


def meta_of(arrays: dict[str, NDArray[Any]]) -> dict[str, object]:
    """The ``meta`` of a segment with these arrays."""
    counts = {
        "documents": len(arrays["lengths"]),
        "letters": len(arrays["suffixes"]),
        "characters": int(arrays["characters"].sum(dtype=np.int64)),
    }
    return {"version": VERSION, "fold": FOLD_VERSION, "counts": counts}


def _frequent(letters: NDArray[np.uint16], starts: NDArray[np.int64]) -> dict[str, NDArray[np.uint16]]:
    """The commonest letters, ascending, and how often each document has each."""
    totals = np.zeros(1 << 16, np.int64)
    for start in range(0, len(letters), AT_ONCE):  # numpy makes eight bytes of each
        totals += np.bincount(letters[start : start + AT_ONCE], minlength=1 << 16)
    totals[0] = 0
    common = np.flatnonzero(totals * FREQUENT_SHARE >= max(1, int(totals.sum())))
    common = np.sort(common[np.argsort(-totals[common], kind="stable")[:FREQUENT]])
    numbers = np.full(1 << 16, len(common), np.uint16)
    numbers[common] = np.arange(len(common))
    counts = np.zeros((len(common) + 1, len(starts) - 1), np.uint32)
    size = len(common) + 1
    for document, (start, end) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
        counts[:, document] = np.bincount(numbers[letters[start:end]], minlength=size)
    fitting = counts[:-1].max(axis=1, initial=0) <= MOST
    return {
        "frequent": common[fitting].astype(np.uint16),
        "frequent_counts": counts[:-1][fitting].astype(np.uint16),
    }
