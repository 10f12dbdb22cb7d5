"""A draft as the registers read a document."""

from __future__ import annotations

from collections.abc import Sequence

from index.checking.draft import Draft
from index.model import Document, Paragraph, StoredText

_NONE = Document(
    0, None, None, (), None, None, "none", None, (), None, None, None, None, None, None, None, (),
    "simplified", 0, None,
)  # fmt: skip


def as_stored(text: str, paragraphs: Sequence[Paragraph] | None = None) -> StoredText:
    """A text that is no document; one paragraph where none are given."""
    paragraphs = [Paragraph(0, len(text), "body")] if paragraphs is None else paragraphs
    return StoredText(_NONE, text, tuple(paragraphs), (), ())


def draft_as_stored(draft: Draft) -> StoredText:
    """A draft with its paragraphs, without its block quotes."""
    parts = [part for part in draft.parts if part.kind != "block"]
    return as_stored(
        draft.text,
        [Paragraph(part.start, part.end, "heading" if part.kind == "heading" else "body") for part in parts],
    )
