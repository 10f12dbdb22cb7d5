"""A reader that can dim stretches of its text: what others have said before, or what only it says."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Occurrences, Span, StoredText
from tui.text.hits import Hits
from tui.text.runs import Mark
from tui.widgets.reader_keys import ReaderKeys


class ReaderOwn(ReaderKeys, inherit_bindings=False):
    """Hits, cursor and selection stay as bright as they are."""

    _dimmed: Hits = Hits()

    @property
    def dimmed(self) -> Sequence[Span]:
        """What is dimmed."""
        return self._dimmed.spans

    def dim(self, spans: Sequence[Span]) -> None:
        """Dim ``spans`` and nothing else."""
        self._dimmed = Hits(Occurrences(tuple(spans), (), 0))
        self._strips.clear()
        self.refresh()

    def show(
        self, stored: StoredText, occurrences: Occurrences | None = None, *, at: int | None = None
    ) -> None:
        """Show a document; nothing of it is dimmed."""
        self._dimmed = Hits()
        super().show(stored, occurrences, at=at)

    def _marks(self, start: int, end: int) -> list[Mark]:
        dimmed = self._dimmed
        spans = (dimmed.spans[index] for index in dimmed.between(start, end))
        return [*((span.start, span.end, "reader--dimmed") for span in spans), *super()._marks(start, end)]
