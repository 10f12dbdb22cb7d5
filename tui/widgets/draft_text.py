"""The text of a draft, for small edits."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from index.model import Span
from index.quoting.anchor import COMMENT
from tui.keymap import bindings
from tui.widgets.text_input import TextInput


class DraftText(TextInput):
    """Offsets are those of ``text``, as the draft's line ends make them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft", namespace="screen", priority=True)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"draft-text--anchor"}
    DEFAULT_CSS = """
    DraftText > .draft-text--anchor { color: $text-muted; }
    DraftText:ansi > .draft-text--anchor { color: ansi_default; text-style: dim; }
    """

    def __init__(self) -> None:
        # Nothing can be typed before the draft is there.
        super().__init__(id="draft", read_only=True)

    def get_line(self, line_index: int) -> Text:
        """A line; what says where its quotation comes from is for the program, and fainter.

        Of a comment that was edited to nonsense nothing is fainter.
        """
        line = super().get_line(line_index)
        for comment in COMMENT.finditer(line.plain):
            style = self.get_component_rich_style("draft-text--anchor")
            line.stylize(style, comment.start(), comment.end())
        return line

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
