"""What filters, facets, ranking and statistics need to know of each document, as columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.intervals import date_interval
from index.engine.segment.container import Container
from index.model import Document

Value = str | int | None

COLUMNS = ("region", "city", "level", "year", "source", "title", "organ", "kind")
NUMBERS = ("ids", "characters", "words", "title_words", "first", "last")
"""int32[D] arrays; ``first`` and ``last`` are the days (yyyymmdd) that the date may mean, 0 when unknown."""


@dataclass(frozen=True)
class StoredColumn:
    """One field of D documents: ``values[codes[d]]`` is a document's value; the last value is ``None``.

    Before it stand the values that occur, numbers first, each kind ascending. ``codes`` uint32[D].
    """

    values: tuple[Value, ...]
    codes: NDArray[np.uint32]

    @staticmethod
    def of(values: Sequence[Value]) -> StoredColumn:
        """The column of documents with these values."""
        distinct = ordered(values)
        numbers = {value: code for code, value in enumerate(distinct)}
        codes = np.fromiter(map(numbers.__getitem__, values), np.uint32, len(values))
        return StoredColumn(distinct, codes)

    @staticmethod
    def read(arrays: Container | Mapping[str, NDArray[Any]], name: str) -> StoredColumn:
        """The column of a segment."""
        values = json.loads(arrays[f"column.{name}.values"].tobytes())
        return StoredColumn(tuple(values), arrays[f"column.{name}.codes"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The column as arrays of a segment."""
        text = json.dumps(self.values, ensure_ascii=True)  # damaged texts may hold lone surrogates
        return {
            f"column.{name}.codes": self.codes,
            f"column.{name}.values": np.frombuffer(text.encode("ascii"), np.uint8),
        }


def ordered(values: Iterable[Value]) -> tuple[Value, ...]:
    """Numbers, then texts, each in order and once, then ``None``: the order of every column."""
    distinct = set(values)
    numbers = sorted(value for value in distinct if isinstance(value, int))
    return *numbers, *sorted(value for value in distinct if isinstance(value, str)), None


def number_arrays(
    documents: Sequence[Document], words: NDArray[Any], title_words: NDArray[Any]
) -> dict[str, NDArray[np.int32]]:
    """The arrays ``NUMBERS``; ``words``, ``title_words``: the words of each text and title."""
    days = [date_interval(document.date) if document.date else None for document in documents]
    columns = (
        [document.id for document in documents],
        [document.characters for document in documents],
        words,
        title_words,
        [day[0] if day else 0 for day in days],
        [day[1] if day else 0 for day in days],
    )
    return {name: np.array(column, np.int32) for name, column in zip(NUMBERS, columns, strict=True)}


def column_arrays(documents: Sequence[Document]) -> dict[str, NDArray[Any]]:
    """The arrays of all ``COLUMNS``."""
    arrays: dict[str, NDArray[Any]] = {}
    for name in COLUMNS:
        arrays |= StoredColumn.of([getattr(document, name) for document in documents]).arrays(name)
    return arrays
