"""The quotations of a document."""

from __future__ import annotations

import re

from index.model import Paragraph, StoredText
from index.registers.figures.dates import Dates, dates_of
from index.registers.model import Quotation, SpeakerStatus
from index.registers.quotations.clauses import says_something
from index.registers.quotations.speakers import attributed
from index.text.fold import fold
from index.text.marks import pairs
from index.text.sentences import sentence_at

_QUOTES = re.compile('[“”「」『』《》"‘’]')


def quotations_of(stored: StoredText) -> tuple[Quotation, ...]:
    """What the text quotes, in order; the marks themselves, and marks inside marks, stay out."""
    text = stored.text
    folded = fold(text)
    dates = dates_of(folded, stored.document.date)
    found: list[Quotation] = []
    for paragraph in stored.paragraphs:
        found += _in_paragraph(stored, folded, dates, paragraph)
    return tuple(found)


def _in_paragraph(stored: StoredText, folded: str, dates: Dates, paragraph: Paragraph) -> list[Quotation]:
    text = stored.text
    marks = _outermost(folded, paragraph)
    found: list[Quotation] = []
    status: SpeakerStatus
    for number, (opening, closing) in enumerate(marks):
        if not says_something(folded, opening + 1, closing):
            continue
        left = marks[number - 1][1] + 1 if number else paragraph.start
        right = marks[number + 1][0] if number + 1 < len(marks) else paragraph.end
        said = attributed(text, folded, left, opening, closing + 1, right)
        speaker, status, span = None, "none", None
        if said is not None:
            speaker, span = said.speaker, said.span
            status = "explicit" if speaker else "implied"
        elif found and not folded[left:opening].strip(",、;和及与 ") and found[-1].end + 1 == left:
            # “…”“…”: who spoke goes on speaking.
            speaker, span = found[-1].speaker, found[-1].attribution
            status = "implied" if found[-1].speaker_status == "none" else found[-1].speaker_status
            if status == "implied" and span is None:
                status = "none"
        sentence = sentence_at(text, (paragraph,), opening, closing)
        begin = min(sentence.start, span.start) if span else sentence.start
        date = dates.before(begin, span.end) if span else None
        found.append(
            Quotation(opening + 1, closing, text[opening + 1 : closing], speaker, status, date, span)
        )
    return found


def _outermost(folded: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The places of the quotation marks of a paragraph that stand in no others and in no title, in order."""
    marks = [(mark.start(), mark[0]) for mark in _QUOTES.finditer(folded, paragraph.start, paragraph.end)]
    found: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs(marks)):
        if not found or opening > found[-1][1]:
            found.append((opening, closing))
    return [one for one in found if folded[one[0]] != "《"]
