"""Cross-reference: what a library answers about passages that its documents share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.library.answering import Answering

if TYPE_CHECKING:
    from index.library.comparing import Comparison

    Cancel = Callable[[], bool] | None


class CrossReference(Answering):
    """The answers of a library about shared passages. Errors: ``UsageError`` (unknown ids, passages)."""

    def compare(self, ids: Sequence[int], *, cancelled: Cancel = None) -> Comparison:
        """Two to four documents beside each other: the passages that every two share, in order, and their
        paragraphs. Errors: ``UsageError`` (fewer, more, one twice).
        """
        from index.library.comparing import compare

        return compare(self, ids, cancelled)
