"""The lie of a segment's land: paragraphs, sentences and distances between places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.engine.matching.letters import Int64, UInt32
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

_NEVER = np.uint32(0xFFFFFFFF)


class Ground:
    """Answers for one segment; all arrays are one-dimensional and of places unless it says otherwise."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def forms(self, places: Int64) -> Int64:
        """The form indexes of letters."""
        return self._segment.form_of(places)

    def paragraphs(self, places: Int64) -> Int64:
        """A number for the paragraph of each letter, ascending with the place."""
        begins = self._begins
        numbers = self._before_block.take(places >> 5).astype(np.int64)
        # A block is short: few paragraphs begin inside, in most none.
        open_ = np.flatnonzero(begins.take(numbers) <= places)
        while len(open_):
            numbers[open_] += 1
            open_ = open_[begins[numbers[open_]] <= places[open_]]
        return numbers

    def one_paragraph(self, first: Int64, last: Int64) -> Bools:
        """Whether both letters, the first not behind the last, are in one paragraph."""
        inside: Bools = self._begins.take(self.paragraphs(first)) > last
        return inside

    def one_sentence(self, first: Int64, last: Int64) -> Bools:
        """Whether both form indexes, of which the first is not the greater one, are in one sentence."""
        inside: Bools = self._following(first) > last
        return inside

    def letters_in_one_sentence(self, first: Int64, last: Int64) -> Bools:
        """Whether both letters, the first not behind the last, are in one sentence."""
        begins = self.forms(first)
        following = self._following(begins)
        inside = begins + (last - first) < following
        # The last one is before what comes behind its block: mostly that is enough.
        beyond = self._segment.form_blocks.take((last >> 5) + 1)
        open_ = np.flatnonzero(inside & (beyond > following))
        inside[open_] = self.forms(last[open_]) < following[open_]
        return inside

    def _following(self, forms: Int64) -> UInt32:
        """The form index of the first sentence that begins behind each."""
        # Of the same type, or numpy would turn all sentences into the other one.
        numbers = np.searchsorted(self._sentences, forms.astype(np.uint32), side="right")
        return self._sentences.take(numbers)

    def at_most(self, distance: int, last: Int64, first: Int64) -> Bools:
        """Whether at most ``distance`` characters of match form are between two letters, first the former."""
        allowed = distance + 1
        fitting = first - last <= allowed
        # What all gaps of their blocks hold decides about most.
        before, behind = last >> 5, (first >> 5) + 1
        blocks = self._segment.form_blocks
        others = blocks.take(behind).astype(np.int64) - blocks.take(before) - ((behind - before) << 5)
        open_ = np.flatnonzero(fitting & (first - last + others > allowed))
        fitting[open_] = self.forms(first[open_]) - self.forms(last[open_]) <= allowed
        return fitting

    @cached_property
    def _begins(self) -> UInt32:
        return np.append(self._segment.paragraphs, _NEVER)

    @cached_property
    def _sentences(self) -> UInt32:
        return np.append(self._segment.sentences, _NEVER)

    @cached_property
    def _before_block(self) -> UInt32:
        """uint32[T / 32]: how many paragraphs begin before each block."""
        begun = (self._segment.paragraphs >> 5).astype(np.int64)
        # As many blocks have just so many before them as there are from where one begins to the next.
        blocks = np.diff(begun, prepend=-1, append=len(self._segment.blocks) - 1)
        return np.repeat(np.arange(len(begun) + 1, dtype=np.uint32), blocks)
