"""A selection in document offsets that grows and moves by characters, sentences or paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.model import Paragraph, Span
from tui.text.width import character_width

Unit = Literal["character", "sentence", "paragraph"]
Sentences = Callable[[str, int, int], Sequence[Span]]
"""``sentences(text, start, end)``: the sentences of a stretch in order, white space between them left out."""


class Units:
    """Where the characters, sentences and paragraphs of a text begin and end."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], sentences: Sentences) -> None:
        self.text = text
        self._paragraphs = [Span(item.start, item.end) for item in paragraphs]
        self._starts = [span.start for span in self._paragraphs]
        self._end = self._paragraphs[-1].end if paragraphs else 0
        self._sentences = sentences

    def at(self, unit: Unit, offset: int) -> Span:
        """The unit that holds ``offset``; a separator belongs to the paragraph before it."""
        if not self._paragraphs:
            return Span(0, 0)
        paragraph = self._paragraphs[max(0, bisect_right(self._starts, offset) - 1)]
        if unit == "paragraph":
            return paragraph
        offset = min(max(offset, paragraph.start), paragraph.end - 1)
        if unit == "sentence":
            return self._sentence(paragraph, offset)
        return self._character(paragraph, offset)

    def beside(self, unit: Unit, span: Span, step: int) -> Span:
        """The unit next to ``span`` (``step`` 1: behind it, -1: before it); ``span`` itself at an end."""
        offset = span.end if step > 0 else span.start - 1
        while 0 <= offset < self._end and (
            self.text[offset] == "\n" or (unit == "sentence" and self.text[offset].isspace())
        ):
            offset += step
        return self.at(unit, offset) if 0 <= offset < self._end else span

    def further(self, unit: Unit, span: Span, step: int) -> Span:
        """The unit ``step`` units behind ``span`` (before it when negative); the last one at an end."""
        for _again in range(abs(step)):
            before, span = span, self.beside(unit, span, 1 if step > 0 else -1)
            if span == before:
                break
        return span

    def _character(self, paragraph: Span, offset: int) -> Span:
        """A character with the marks without cells that sit on it."""
        start, end = offset, offset + 1
        while start > paragraph.start and character_width(self.text[start]) == 0:
            start -= 1
        while end < paragraph.end and character_width(self.text[end]) == 0:
            end += 1
        return Span(start, end)

    def _sentence(self, paragraph: Span, offset: int) -> Span:
        """The sentence at ``offset``; white space between sentences belongs to the one behind it."""
        found = self._sentences(self.text, paragraph.start, paragraph.end)
        here = next((span for span in found if offset < span.end), found[-1] if found else paragraph)
        return Span(here.start, here.end)


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything from the unit where it began (``anchor``) to the unit where it now ends (``head``)."""

    unit: Unit
    anchor: Span
    head: Span

    @property
    def span(self) -> Span:
        """What is selected: whole units, in document offsets."""
        return Span(min(self.anchor.start, self.head.start), max(self.anchor.end, self.head.end))

    def in_units(self, units: Units, unit: Unit) -> Selection:
        """The whole units of another kind that cover the same stretch, with the same direction."""
        selection = select_span(units, unit, self.span)
        if self.head.start >= self.anchor.start:
            return selection
        return Selection(unit, selection.head, selection.anchor)

    def extended(self, units: Units, step: int) -> Selection:
        """The head ``step`` units on, or back when negative; the anchor stays."""
        return replace(self, head=units.further(self.unit, self.head, step))

    @property
    def swapped(self) -> Selection:
        """The same, but its other end moves."""
        return Selection(self.unit, self.head, self.anchor)

    def extended_to(self, units: Units, offset: int) -> Selection:
        """The head at the unit that holds ``offset``."""
        return replace(self, head=units.at(self.unit, offset))

    def moved(self, units: Units, step: int) -> Selection:
        """One unit alone: the next (1) or the previous (-1) of the head, or one further."""
        head = units.further(self.unit, self.head, step)
        return Selection(self.unit, head, head)


def select(units: Units, unit: Unit, offset: int) -> Selection:
    """A selection of the one unit that holds ``offset``."""
    span = units.at(unit, offset)
    return Selection(unit, span, span)


def select_span(units: Units, unit: Unit, span: Span) -> Selection:
    """A selection of the whole units that cover ``span``."""
    return Selection(unit, units.at(unit, span.start), units.at(unit, max(span.start, span.end - 1)))
