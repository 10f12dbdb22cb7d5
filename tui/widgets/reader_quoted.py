"""A reader that shows beside its lines where the user's drafts quote them."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Occurrences, Span, StoredText
from tui.text.hits import Hits
from tui.text.layout import Line
from tui.widgets.reader_keys import ReaderKeys

QUOTED = "»"
"""One cell in any terminal."""


class ReaderQuoted(ReaderKeys, inherit_bindings=False):
    """The sign of the current hit comes first; this one comes before those of what others share."""

    _quoted: Hits = Hits()

    @property
    def quoted(self) -> Sequence[Span]:
        """What drafts quote."""
        return self._quoted.spans

    def mark_quoted(self, spans: Sequence[Span]) -> None:
        """Mark the lines of ``spans``, and no others."""
        self._quoted = Hits(Occurrences(tuple(sorted(spans)), (), len(spans)))
        self._strips.clear()
        self.refresh()

    def show(
        self, stored: StoredText, occurrences: Occurrences | None = None, *, at: int | None = None
    ) -> None:
        """Show a document; which drafts quote it is not known yet."""
        self._quoted = Hits()
        super().show(stored, occurrences, at=at)

    def _gutter(self, line: Line) -> tuple[str, str] | None:
        mark = super()._gutter(line)
        shared = mark is not None and mark[1] == "reader--margin"
        if (
            (mark is None or shared)
            and line.start < line.end
            and list(self._quoted.between(line.start, line.end))
        ):
            return QUOTED, "reader--quoted"
        return mark
