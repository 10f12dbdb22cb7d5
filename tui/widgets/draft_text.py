"""The text of a draft, for small edits."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from index.model import Span
from tui.keymap import bindings


class DraftText(TextArea):
    """Offsets are those of ``text``, as the draft's line ends make them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft", namespace="screen", priority=True)]

    def __init__(self) -> None:
        # Nothing can be typed before the draft is there.
        super().__init__(
            id="draft", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", read_only=True
        )
        self.cursor_blink = False
        self.highlight_cursor_line = False

    @property
    def offset_at_cursor(self) -> int:
        """The offset of the cursor."""
        row, column = self.cursor_location
        end = len(self.document.newline)
        return sum(len(self.document.get_line(line)) + end for line in range(row)) + column

    def put(self, text: str, at: int) -> None:
        """Show ``text``, changed elsewhere or by a quotation, with the cursor at ``at``; undoing goes back
        over it.
        """
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.to_offset(at)

    def to_offset(self, at: int) -> None:
        """The cursor to the offset ``at``."""
        self.move_cursor(self.location_of(at))

    def to_place(self, line: int, column: int) -> None:
        """The cursor to a line and a column, both from 1, as checks and lists of quotations tell them."""
        row = max(0, min(line, self.document.line_count) - 1)
        self.move_cursor((row, max(0, min(column - 1, len(self.document.get_line(row))))), center=True)

    def select(self, span: Span) -> None:
        """Select ``span``, in view; the cursor stands behind it."""
        self.move_cursor(self.location_of(span.start))
        self.move_cursor(self.location_of(span.end), select=True)

    def location_of(self, at: int) -> tuple[int, int]:
        """The row and the column (from 0) of the offset ``at``."""
        row, end = 0, len(self.document.newline)
        while row < self.document.line_count - 1 and at > len(self.document.get_line(row)):
            at -= len(self.document.get_line(row)) + end
            row += 1
        return row, max(0, min(at, len(self.document.get_line(row))))
