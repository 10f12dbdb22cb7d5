"""Stored texts with their match forms, the recently used ones kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.model import Span, StoredText
from index.text.form import Int32, MatchForm, match_form
from index.text.sentences import sentences

KEPT_CHARACTERS = 4_000_000
"""About 20 bytes each: texts and match forms of some 2,000 articles in 80 MB."""


@dataclass(frozen=True)
class Text:
    """A stored text as matching sees it."""

    stored: StoredText
    form: MatchForm

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


class Texts:
    """Loads through ``load`` and keeps up to ``limit`` characters, the least recently used going first."""

    def __init__(self, load: Callable[[int], StoredText], limit: int = KEPT_CHARACTERS) -> None:
        self._load = load
        self._limit = limit
        self._kept: OrderedDict[int, Text] = OrderedDict()
        self._characters = 0

    def get(self, id: int) -> Text:
        """The text of document ``id``; whatever ``load`` raises for an unknown one."""
        text = self._kept.get(id)
        if text is not None:
            self._kept.move_to_end(id)
            return text
        stored = self._load(id)
        text = Text(stored, match_form(stored.text, stored.paragraphs))
        self._kept[id] = text
        self._characters += len(stored.text)
        while self._characters > self._limit and len(self._kept) > 1:
            self._characters -= len(self._kept.popitem(last=False)[1].stored.text)
        return text

    def forget(self) -> None:
        """Drop everything: the texts may have changed."""
        self._kept.clear()
        self._characters = 0
