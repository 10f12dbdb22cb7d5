"""Documents to quote from, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index.model import Document, Paragraph, StoredText

BARE = Document(
    id=7, title=None, subtitle=None, authors=(), source=None, date=None, date_precision="none", posted=None,
    inferred=(), region=None, city=None, level=None, organ=None, kind=None, url=None, path=None, sources=(),
    script="simplified", characters=100, duplicate_of=None,
)  # fmt: skip


def document(**values: Any) -> Document:
    """A document of which only ``values`` are known."""
    return replace(BARE, **values)


def stored(text: str, **values: Any) -> StoredText:
    """A stored text whose lines are its paragraphs."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(start, start + len(line), "body"))
        start += len(line) + 1
    return StoredText(document(characters=len(text), **values), text, tuple(paragraphs), (), ())
