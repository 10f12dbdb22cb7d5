"""Documents to quote from, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index.model import Citation, Document, Paragraph, StoredText
from index.quoting.anchors import Anchor, digest
from index.quoting.inserting import Quotation

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


def quotation(text: str) -> Quotation:
    """``text`` as a quotation of a document that begins with it."""
    return Quotation(
        Citation(text, "（《题》）", "题[N]. 某报，2022."), Anchor(1, 0, len(text), digest(text))
    )
