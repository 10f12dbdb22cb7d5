"""The figures of a document."""

from __future__ import annotations

from bisect import bisect_right

from index.model import Span, StoredText
from index.registers.figures.dates import dates_of
from index.registers.figures.masks import unnamed
from index.registers.figures.scanning import quantities_of
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
    bare = unnamed(folded)
    dates = dates_of(folded, stored.document.date)
    found: list[Figure] = []
    for paragraph in stored.paragraphs:
        spans: list[Span] = []
        sentence, words = Span(0, 0), None
        counted = list(quantities_of(bare[paragraph.start : paragraph.end]))
        places = [(paragraph.start + one.start, paragraph.start + one.end) for one in counted]
        for one in counted:
            if one.unit == "年" and paragraph.kind not in _PROSE:
                continue  # a headline tells when, not how long
            spans = spans or sentences(text, paragraph.start, paragraph.end)
            start, end = paragraph.start + one.start, paragraph.start + one.end
            if words is None or start >= sentence.end:
                sentence = spans[max(0, bisect_right(spans, start, key=_start) - 1)]
                inside = [place for place in places if sentence.start <= place[0] < sentence.end]
                words = Words(folded, sentence.start, sentence.end, inside)
            around = words.subject_of(start, end, one.unit)
            found.append(
                Figure(
                    start,
                    end,
                    text[start:end],
                    one.value,
                    one.upper,
                    one.unit,
                    text[slice(*around.subject)] if around.subject else None,
                    text[slice(*around.event)] if around.event else None,
                    one.qualifier,
                    dates.before(sentence.start, start),
                    stored.document.region,
                    sentence,
                )
            )
    return tuple(found)


_PROSE = ("body", "lead")


def _start(span: Span) -> int:
    return span.start
