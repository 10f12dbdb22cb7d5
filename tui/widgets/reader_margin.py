"""A reader with a margin: signs beside the lines whose passages other documents share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Occurrences, Span, StoredText
from tui.text.layout import Line
from tui.text.runs import Mark
from tui.widgets.reader_keys import ReaderKeys

if TYPE_CHECKING:
    from tui.margin import Margin


class ReaderMargin(ReaderKeys, inherit_bindings=False):
    """The sign of the current hit, and the bars of a comparison, come first."""

    _margin: Margin | None = None
    _held: Span | None = None

    @property
    def held(self) -> Span | None:
        """The shared passage that one went to."""
        return self._held

    def mark_margin(self, margin: Margin | None) -> None:
        """Show the signs of ``margin``; ``None``: none."""
        self._margin = margin
        self._strips.clear()
        self.refresh()

    def hold(self, span: Span | None) -> None:
        """Underline the passage that one went to."""
        old, self._held = self._held, span
        if old != span:
            self._redraw(changed for changed in (old, span) if changed)

    def show(
        self, stored: StoredText, occurrences: Occurrences | None = None, *, at: int | None = None
    ) -> None:
        """Show a document; what it shares is not known yet."""
        self._margin = self._held = None
        super().show(stored, occurrences, at=at)

    def _marks(self, start: int, end: int) -> list[Mark]:
        held = self._held
        mine: list[Mark] = [(held.start, held.end, "reader--held")] if held is not None else []
        return [*mine, *super()._marks(start, end)]

    def _gutter(self, line: Line) -> tuple[str, str] | None:
        mark = super()._gutter(line)
        if mark is not None or self._margin is None or line.start == line.end:
            return mark
        sign = self._margin.sign(line.start, line.end, ambiguous_wide=self.ambiguous_wide)
        return (sign, "reader--margin") if sign else None
