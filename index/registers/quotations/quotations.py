"""The quotations of a document."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from index.model import Paragraph, StoredText
from index.registers.figures.dates import Dates, dates_of
from index.registers.model import Quotation, SpeakerStatus
from index.registers.quotations.clauses import says_something
from index.registers.quotations.speakers import attributed
from index.text.fold import fold
from index.text.marks import pairs
from index.text.sentences import sentence_at

# “…”一位老人连连感叹: somebody else may have said this one.
_OTHERS_SPEAK = re.compile("[^,。;!?:“”\n]{1,24}?[说道讲问答喊叫叹笑]")
_QUOTES = re.compile('[“”「」『』《》"‘’]')


def quotations_of(stored: StoredText) -> tuple[Quotation, ...]:
    """What the text quotes, in order; the marks themselves, and marks inside marks, stay out."""
    text = stored.text
    folded = fold(text)
    dates = dates_of(folded, stored.document.date)
    found: list[Quotation] = []
    goes_on = False
    for paragraph, following in zip_longest(stored.paragraphs, stored.paragraphs[1:]):
        part = _in_paragraph(stored, folded, dates, paragraph, following, goes_on)
        goes_on = bool(part) and part[-1].end == paragraph.end
        found += part
    return tuple(found)


def _in_paragraph(
    stored: StoredText,
    folded: str,
    dates: Dates,
    paragraph: Paragraph,
    following: Paragraph | None,
    goes_on: bool,
) -> list[Quotation]:
    """The quotations of a paragraph; ``goes_on``: one of the paragraph before had not ended."""
    text = stored.text
    marks = _outermost(folded, paragraph)
    found: list[Quotation] = []
    unclosed = _left_open(folded, paragraph)
    if following is not None and unclosed is not None and folded[following.start] == folded[unclosed]:
        # A quotation of several paragraphs opens in each of them and closes in the last.
        marks.append((unclosed, paragraph.end))
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
        elif goes_on and number == 0 and opening == paragraph.start:
            status = "implied"
        elif (
            found
            and not folded[left:opening].strip(",、;和及与 ")
            and found[-1].end + 1 == left
            and not _OTHERS_SPEAK.match(folded, closing + 1, right)
        ):
            # “…”“…”: who spoke goes on speaking.
            speaker, span = found[-1].speaker, found[-1].attribution
            status = "implied" if found[-1].speaker_status == "none" else found[-1].speaker_status
            if status == "implied" and span is None:
                status = "none"
        sentence = sentence_at(text, (paragraph,), opening, closing)
        begin = min(sentence.start, span.start) if span else sentence.start
        date = dates.before(begin, span.end) if span else None
        if (
            found
            and status == "explicit"
            and found[-1].end + 1 == opening
            and found[-1].speaker_status == "none"
        ):
            # “…”“…”某某说: whether both are his is left to the reader.
            found[-1] = replace(found[-1], speaker_status="implied")
        found.append(
            Quotation(opening + 1, closing, text[opening + 1 : closing], speaker, status, date, span)
        )
    return found


def _left_open(folded: str, paragraph: Paragraph) -> int | None:
    """The place of the last opening mark, if nothing in the paragraph closes it."""
    opening = max(folded.rfind(mark, paragraph.start, paragraph.end) for mark in "“「『")
    if opening < 0 or any(folded.find(mark, opening, paragraph.end) >= 0 for mark in "”」』"):
        return None
    return opening


def _outermost(folded: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The places of the quotation marks of a paragraph that stand in no others and in no title, in order."""
    marks = [(mark.start(), mark[0]) for mark in _QUOTES.finditer(folded, paragraph.start, paragraph.end)]
    found: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs(marks)):
        if not found or opening > found[-1][1]:
            found.append((opening, closing))
    return [one for one in found if folded[one[0]] != "《"]
