"""A stored text with its match form, for plain reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.model import Span, StoredText
from index.text.form import Int32, MatchForm, match_form
from index.text.sentences import sentences


@dataclass(frozen=True)
class Text:
    """A stored text as the plain reading of matching (``places``) sees it."""

    stored: StoredText

    @cached_property
    def form(self) -> MatchForm:
        """The match form."""
        return match_form(self.stored.text, self.stored.paragraphs)

    @cached_property
    def sentences(self) -> Int32:
        """int32[n]: the number of the sentence that each character of the match form stands in, ascending."""
        starts = [
            span.start
            for paragraph in self.stored.paragraphs
            for span in sentences(self.stored.text, paragraph.start, paragraph.end)
        ]
        return np.searchsorted(np.array(starts, np.int32), self.form.offsets, side="right").astype(np.int32)

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of match-form indices that is not empty."""
        return Span(int(self.form.offsets[start]), int(self.form.offsets[end - 1]) + 1)
