"""What tests on labelled texts share: labels, texts without metadata, and when two labels agree."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.model import Document, Paragraph, StoredText


class Label(NamedTuple):
    """A term or figure at its place; ``type``: of a mechanism, or value and unit of a figure."""

    kind: str
    start: int
    end: int
    type: str


def stored(text: str) -> StoredText:
    """A text of which nothing else is known, its lines as paragraphs."""
    document = Document(
        1, None, None, (), None, None, "none", None, (), None, None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    ends = [match.start() for match in re.finditer("\n", text)] + [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    paragraphs = tuple(Paragraph(start, end, "body") for start, end in zip(starts, ends, strict=True))
    return StoredText(document, text, paragraphs, (), ())


def same(one: Label, other: Label) -> bool:
    """Formulae are the same where one holds the other, mechanisms where they share more than half of both."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if one.kind != other.kind or shared <= 0:
        return False
    if one.kind == "formula":
        return shared >= min(one.end - one.start, other.end - other.start) - 2
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)
