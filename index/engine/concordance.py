"""Concordance lines: each hit with what stands to its left and right."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from index.engine.interface import KwicSort
from index.engine.texts import Text
from index.model import KwicLine, Span

COMPARED = 64
"""Characters of context that sorting looks at."""


def lines(text: Text, spans: list[Span], width: int) -> list[KwicLine]:
    """Lines of one document; contexts are slices of the stored text inside the paragraph of the hit."""
    stored = text.stored
    starts = [paragraph.start for paragraph in stored.paragraphs]
    found = []
    for span in spans:
        paragraph = stored.paragraphs[bisect_right(starts, span.start) - 1]
        left = stored.text[max(paragraph.start, span.start - width) : span.start]
        right = stored.text[span.end : min(paragraph.end, span.end + width)]
        keyword = stored.text[span.start : span.end]
        found.append(KwicLine(stored.document.id, span.start, span.end, left, keyword, right))
    return found


def sort_key(text: Text, span: Span, sort: KwicSort) -> str:
    """What a line is compared by: its context in the match form, on the left outward from the keyword."""
    if sort == "date":
        return ""
    form = text.form
    start, end = np.searchsorted(form.offsets, (span.start, span.end)).tolist()
    place = form.paragraphs[start]
    low, high = np.searchsorted(form.paragraphs, (place, place + 1)).tolist()
    if sort == "left":
        return form.text[max(low, start - COMPARED) : start][::-1]
    return form.text[end : min(high, end + COMPARED)]
