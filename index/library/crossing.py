"""Cross-reference: what a library answers about passages that its documents share."""

from __future__ import annotations

from index.library.answering import Answering


class CrossReference(Answering):
    """The answers of a library about shared passages. Errors: ``UsageError`` (unknown ids, passages)."""
