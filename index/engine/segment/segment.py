"""A segment opened for reading: its arrays, and the ways between places, form indexes and source offsets.

A *place* is the index of a letter in the stream, a *form index* that of a character in the segment as one
long match form (pads count one each), a *source offset* a code point of one document's stored text. Arrays
of places, form indexes and offsets that are handed out are int64; see ``stream`` for what the stream is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.blocks import Amounts
from index.engine.segment.columns import COLUMNS, StoredColumn
from index.engine.segment.container import Container
from index.engine.segment.gaps import ESCAPE, GapTable, Int64, Strings, UInt8, UInt32
from index.engine.segment.postings import FieldPostings
from index.engine.segment.stream import BLOCK

Int32 = NDArray[np.int32]


class Segment:
    """D documents with T places; attributes named like the arrays of the file are these arrays."""

    def __init__(self, container: Container | Mapping[str, NDArray[Any]]) -> None:
        self.container = container
        self.meta: Mapping[str, Any] = container.meta if isinstance(container, Container) else {}
        self.D = len(self.lengths)
        self.T = len(self.text)

    # -- arrays

    @cached_property
    def text(self) -> NDArray[np.uint16]:
        """>u2 [T]: the letters, 0 = pad; those outside the BMP as private-use characters."""
        return self.container["text"]

    @cached_property
    def gaps(self) -> UInt8:
        """uint8 [T]: the code of the gap before each letter; see ``gap_table`` and ``gap_rows``."""
        return self.container["gaps"]

    @cached_property
    def escape_places(self) -> UInt32:
        """uint32 [E], ascending: the places of the gaps without a code."""
        return self.container["escape_places"]

    @cached_property
    def astral_places(self) -> UInt32:
        """uint32, ascending: the places of letters outside the BMP."""
        return self.container["astral_places"]

    @cached_property
    def astral_codes(self) -> UInt32:
        """uint32: the code points at ``astral_places``."""
        return self.container["astral_codes"]

    @cached_property
    def suffixes(self) -> UInt32:
        """uint32 [letters]: the places of letters in the order of what begins there."""
        return self.container["suffixes"]

    @cached_property
    def starts(self) -> UInt32:
        """uint32 [D + 1]: the first place of each document, T at the end."""
        return self.container["starts"]

    @cached_property
    def lengths(self) -> UInt32:
        """uint32 [D]: the letters of each document."""
        return self.container["lengths"]

    @cached_property
    def blocks(self) -> UInt32:
        """uint32 [T / 32]: the document of each block of 32 places."""
        return self.container["blocks"]

    @cached_property
    def form_blocks(self) -> UInt32:
        """uint32 [T / 32 + 1]: the form index before the gap of each block's first place; the total."""
        return self.container["form_blocks"]

    @cached_property
    def source_blocks(self) -> UInt32:
        """uint32 [T / 32]: the source offset before the gap of each block's first place."""
        return self.container["source_blocks"]

    @cached_property
    def paragraphs(self) -> UInt32:
        """uint32, ascending: the place of the first letter of each paragraph that has letters."""
        return self.container["paragraphs"]

    @cached_property
    def sentences(self) -> UInt32:
        """uint32, ascending: the form index at which each sentence begins."""
        return self.container["sentences"]

    @cached_property
    def edges(self) -> UInt32:
        """uint32 [2k], ascending: both ends of the content of each pair of marks, as form indexes."""
        return self.container["edges"]

    @cached_property
    def partners(self) -> UInt32:
        """uint32 [2k]: the other end of the content of each of ``edges``."""
        return self.container["partners"]

    @cached_property
    def frequent(self) -> NDArray[np.uint16]:
        """uint16 [K], ascending: the letters whose occurrences are counted."""
        return self.container["frequent"]

    @cached_property
    def frequent_counts(self) -> NDArray[np.uint16]:
        """uint16 [K, D]: how often each of ``frequent`` stands in each document."""
        return self.container["frequent_counts"]

    @cached_property
    def ids(self) -> Int32:
        """int32 [D]: the ids of the documents."""
        return self.container["ids"]

    @cached_property
    def characters(self) -> Int32:
        """int32 [D]: source characters."""
        return self.container["characters"]

    @cached_property
    def words(self) -> Int32:
        """int32 [D]: words of the texts."""
        return self.container["words"]

    @cached_property
    def title_words(self) -> Int32:
        """int32 [D]: words of the titles."""
        return self.container["title_words"]

    @cached_property
    def first(self) -> Int32:
        """int32 [D]: the first day (yyyymmdd) that the date may mean, 0 unknown."""
        return self.container["first"]

    @cached_property
    def last(self) -> Int32:
        """int32 [D]: the last day that the date may mean, 0 unknown."""
        return self.container["last"]

    @cached_property
    def columns(self) -> dict[str, StoredColumn]:
        """The columns of facets and filters, by name."""
        return {name: StoredColumn.read(self.container, name) for name in COLUMNS}

    @cached_property
    def gap_table(self) -> GapTable:
        """What each gap is made of: rows 0 to 255 for codes, 256 + e for escape e."""
        return GapTable(
            Strings(self.container["gap_starts"], self.container["gap_chars"]),
            Strings(self.container["escape_starts"], self.container["escape_chars"]),
        )

    def postings(self, field: str) -> FieldPostings:
        """The postings of ``words`` or ``title``. KeyError if there is no such field."""
        return FieldPostings(self.container, field)

    def expect(self, name: str, low: int = 0, high: int | None = None) -> None:
        """Say that the elements ``low`` to ``high`` (all) of an array will be read, all of them, now."""
        if isinstance(self.container, Container):
            self.container.prefetch(name, low, high)

    # -- gaps

    def gap_rows(self, places: NDArray[Any]) -> Int64:
        """The row of ``gap_table`` of the gap before each place; any shape."""
        return _gap_rows(self.gaps, self.escape_places, places)

    # -- ways

    def document_of(self, places: NDArray[Any]) -> Int64:
        """The documents that these places belong to."""
        documents: UInt32 = self.blocks[places >> 5]
        return documents.astype(np.int64)

    def form_of(self, places: NDArray[Any]) -> Int64:
        """The form indexes of the letters at these places (any order, repeated ones too)."""
        places = np.asarray(places).astype(np.int64)
        forms: Int64 = self.form_blocks[places >> 5] + (places & 31) + self._others.until(places)
        return forms

    def source_at(self, places: NDArray[Any]) -> Int64:
        """The source offsets of the letters at these places, in the document that each belongs to."""
        places = np.asarray(places).astype(np.int64)
        offsets: Int64 = self.source_blocks[places >> 5] + (places & 31) + self._sources.until(places)
        return offsets

    def place_of(self, forms: NDArray[Any]) -> Int64:
        """The smallest place whose form index is not below each of ``forms``; T behind the last."""
        return self._located(np.asarray(forms).astype(np.int64))[0]

    def source_of(self, forms: NDArray[Any]) -> Int64:
        """The source offsets of these form characters, in the document that each belongs to.

        Of a pad it has no meaning, but for the first of a document: the length of its text.
        """
        forms = np.asarray(forms).astype(np.int64)
        places, letters = self._located(forms)
        # Of the letters; from there back to the OTHER character in its gap.
        offsets = self.source_at(places)
        inside = np.flatnonzero(letters != forms)
        if len(inside):
            rows = self.gap_rows(places[inside])
            ordinals = self.gap_table.others[rows] - (letters - forms)[inside]
            offsets[inside] += self.gap_table.other_offset(rows, ordinals) - self.gap_table.source[rows]
        return offsets

    def _located(self, forms: Int64) -> tuple[Int64, Int64]:
        """``place_of``, and the form indexes of the letters there."""
        blocks = np.searchsorted(self.form_blocks, forms.astype(np.uint32), side="right") - 1
        known = np.minimum(blocks, len(self.blocks) - 1)
        reached: Int64 = self.form_blocks[known].astype(np.int64)
        inside, amounts = self._others.reach(known, forms - reached)
        return np.where(blocks == known, blocks * BLOCK + inside, self.T), reached + amounts

    def source_span(self, starts: NDArray[Any], ends: NDArray[Any]) -> tuple[Int64, Int64]:
        """Form ranges that are not empty as source offsets: of the first character, behind the last."""
        return self.source_of(starts), self.source_of(np.asarray(ends).astype(np.int64) - 1) + 1

    @cached_property
    def _others(self) -> Amounts:
        return self._amounts(self.gap_table.others)

    @cached_property
    def _sources(self) -> Amounts:
        return self._amounts(self.gap_table.source)

    def _amounts(self, amounts: Int32) -> Amounts:
        # Not a method of this object: a cycle would keep the file open until it is looked for.
        return Amounts(self.gaps, amounts, partial(_gap_rows, self.gaps, self.escape_places))


def _gap_rows(gaps: UInt8, escape_places: UInt32, places: NDArray[Any]) -> Int64:
    rows: Int64 = gaps.take(places).astype(np.int64)
    escaped = rows == ESCAPE
    if escaped.any():
        rows[escaped] = 256 + np.searchsorted(escape_places, np.asarray(places)[escaped].astype(np.uint32))
    return rows
