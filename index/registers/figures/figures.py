"""The figures of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.model import Paragraph, Span, StoredText
from index.registers.figures.dates import dates_of
from index.registers.figures.scanning import Quantity, quantities
from index.registers.figures.subjects import Words
from index.registers.model import Figure
from index.text.fold import fold
from index.text.sentences import sentences


def figures_of(stored: StoredText) -> tuple[Figure, ...]:
    """Every quantity of the text, in order. Ordinals, dates, codes, names and turns of phrase are none.

    ``region`` is the document's: where a figure belongs to another place, only its sentence says so.
    """
    text = stored.text
    folded = fold(text)
    region = stored.document.region
    dates = dates_of(folded, stored.document.date)
    found: list[Figure] = []
    for paragraph, counted in _by_paragraph(stored.paragraphs, quantities(folded)):
        for sentence, inside in _by_sentence(text, paragraph, counted):
            words = Words(folded, sentence.start, sentence.end, [(one.start, one.end) for one in inside])
            for one in inside:
                if one.unit == "年" and paragraph.kind not in _PROSE:
                    continue  # a headline tells when, not how long
                start, end = one.start, one.end
                subject, event = words.subject_of(start, end, one.unit)
                found.append(
                    Figure(
                        start,
                        end,
                        text[start:end],
                        one.value,
                        one.upper,
                        one.unit,
                        text[slice(*subject)] if subject else None,
                        text[slice(*event)] if event else None,
                        one.qualifier,
                        dates.before(sentence.start, start),
                        region,
                        sentence,
                    )
                )
    return tuple(found)


def _by_paragraph(
    paragraphs: Sequence[Paragraph], counted: Iterable[Quantity]
) -> Iterator[tuple[Paragraph, list[Quantity]]]:
    """The paragraphs that hold quantities, with them."""
    starts = [paragraph.start for paragraph in paragraphs]
    for number, inside in groupby(counted, key=lambda one: bisect_right(starts, one.start) - 1):
        if number >= 0:
            paragraph = paragraphs[number]
            within = [one for one in inside if one.end <= paragraph.end]
            if within:
                yield paragraph, within


def _by_sentence(
    text: str, paragraph: Paragraph, counted: Sequence[Quantity]
) -> Iterator[tuple[Span, list[Quantity]]]:
    """The sentences of a paragraph that hold quantities, with them."""
    spans = sentences(text, paragraph.start, paragraph.end)
    starts = [span.start for span in spans]
    for number, inside in groupby(counted, key=lambda one: max(0, bisect_right(starts, one.start) - 1)):
        yield spans[number], list(inside)


_PROSE = ("body", "lead")
