"""Stored texts, the recently used ones kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.model import Span, StoredText
from index.text.form import Int32, MatchForm, match_form
from index.text.sentences import sentences

KEPT_CHARACTERS = 16_000_000
"""About 3 bytes each: some 4,500 articles in 50 MB."""

Load = Callable[[Sequence[int]], list[StoredText]]
"""The texts of ids, always the newest, in this order; ids that are gone are left out."""


@dataclass(frozen=True)
class Text:
    """A stored text; what is computed from it is kept with it."""

    stored: StoredText
    _parts: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict, repr=False)

    @cached_property
    def form(self) -> MatchForm:
        """The match form."""
        return match_form(self.stored.text, self.stored.paragraphs)

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph begins."""
        return [paragraph.start for paragraph in self.stored.paragraphs]

    def parts(self, number: int) -> tuple[list[int], list[int]]:
        """Where the sentences of paragraph ``number`` begin and where they end."""
        found = self._parts.get(number)
        if found is None:
            paragraph = self.stored.paragraphs[number]
            spans = sentences(self.stored.text, paragraph.start, paragraph.end)
            found = self._parts[number] = ([span.start for span in spans], [span.end for span in spans])
        return found

    @cached_property
    def sentences(self) -> Int32:
        """int32[n]: the number of the sentence that each character of the match form stands in, ascending."""
        starts = [start for number in range(len(self.stored.paragraphs)) for start in self.parts(number)[0]]
        return np.searchsorted(np.array(starts, np.int32), self.form.offsets, side="right").astype(np.int32)

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of match-form indices that is not empty."""
        return Span(int(self.form.offsets[start]), int(self.form.offsets[end - 1]) + 1)


class Texts:
    """Loads through ``load`` and keeps up to ``limit`` characters, the least recently used going first."""

    def __init__(self, load: Load, limit: int = KEPT_CHARACTERS) -> None:
        self._load = load
        self._limit = limit
        self._kept: OrderedDict[int, Text] = OrderedDict()
        self._characters = 0

    def get(self, ids: Iterable[int]) -> dict[int, Text]:
        """The texts of those of ``ids`` that are there."""
        found: dict[int, Text] = {}
        missing: list[int] = []
        for id in ids:
            text = self._kept.get(id)
            if text is None:
                missing.append(id)
            else:
                self._kept.move_to_end(id)
                found[id] = text
        if missing:
            for stored in self._load(missing):
                text = Text(stored)
                found[stored.document.id] = self._kept[stored.document.id] = text
                self._characters += len(stored.text)
        while self._characters > self._limit and len(self._kept) > 1:
            self._characters -= len(self._kept.popitem(last=False)[1].stored.text)
        return found

    def forget(self) -> None:
        """Drop everything: the texts may have changed."""
        self._kept.clear()
        self._characters = 0
